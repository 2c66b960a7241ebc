use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, crate = intune_privacy)]
    serial_number: String,
}

fn main() {}
