use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventry)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
