use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required)]
    enrolled_device_count: u64,
    #[data(non_personal)]
    active: bool,
    #[data(identified, required, mam, subject)]
    user_principal_name: String,
}

fn main() {}
