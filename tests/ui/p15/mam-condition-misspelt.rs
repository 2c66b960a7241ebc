use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam(frendly_name))]
    device_name: String,
}

fn main() {}
