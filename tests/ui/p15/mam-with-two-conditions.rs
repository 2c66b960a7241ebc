use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam(friendly_name, mdm_enrolled))]
    device_name: String,
}

fn main() {}
