use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, item = ::hardware_inventory::serial_number)]
    serial_number: String,
}

fn main() {}
