use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    device_name: String,
}

fn main() {}
