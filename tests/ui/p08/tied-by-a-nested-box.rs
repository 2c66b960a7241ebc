use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: Box<User>,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
