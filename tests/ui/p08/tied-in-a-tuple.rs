use intune_privacy::Classified;

#[derive(Classified)]
struct Enrolled(
    #[data(identified, required, mam, item = user::principal_name)] String,
    #[data(pseudonymized, required, item = device_data::mac_address)] String,
);

fn main() {}
