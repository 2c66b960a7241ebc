use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    users: std::collections::BTreeMap<u32, User>,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
