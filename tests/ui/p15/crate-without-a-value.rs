use intune_privacy::Classified;

#[derive(Classified)]
#[data(crate)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
