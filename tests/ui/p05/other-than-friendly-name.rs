use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam(entra_joined))]
    device_name: String,
}

fn main() {}
