use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
