use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    battery: Battery,
    #[data(nested)]
    owner: User,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct Battery(#[data(non_personal)] u8);

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
