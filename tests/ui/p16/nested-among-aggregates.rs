use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(nested, subject)]
    owner: User,
    #[data(aggregated, required)]
    enrolled_device_count: u64,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
