use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory, category = user)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
