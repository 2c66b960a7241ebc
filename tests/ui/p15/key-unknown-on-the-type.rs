use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory, retention(30))]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
