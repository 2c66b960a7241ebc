use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    serial_number: String,
}

fn main() {}
