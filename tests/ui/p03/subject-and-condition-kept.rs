use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, mam(friendly_name), subject)]
    device_name: String,
}

fn main() {}
