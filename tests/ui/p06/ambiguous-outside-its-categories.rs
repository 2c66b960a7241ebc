use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(pseudonymized, required, mam)]
    azure_ad_device_id: String,
}

fn main() {}
