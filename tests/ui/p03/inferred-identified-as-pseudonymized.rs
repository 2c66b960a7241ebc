use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(pseudonymized, required, mam)]
    device_type: String,
}

fn main() {}
