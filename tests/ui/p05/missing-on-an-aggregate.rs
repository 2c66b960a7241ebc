use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required)]
    installed_device_count: u64,
}

fn main() {}
