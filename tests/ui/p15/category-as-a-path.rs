use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory::serial_number)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
