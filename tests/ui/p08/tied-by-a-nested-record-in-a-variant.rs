use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    Enrolled(
        #[data(nested)] User,
        #[data(pseudonymized, required, item = device_data::mac_address)] String,
    ),
    Retired,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
