use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    number_serial: String,
}

fn main() {}
