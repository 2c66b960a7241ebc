use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified(fully), required)]
    serial_number: String,
}

fn main() {}
