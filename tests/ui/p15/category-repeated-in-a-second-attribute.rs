use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
#[data(category = user)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
