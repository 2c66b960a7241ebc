use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(identified, required, mam, subject)]
    user_principal_name: String,
    #[data(aggregated, required)]
    enrolled_device_count: u64,
}

fn main() {}
