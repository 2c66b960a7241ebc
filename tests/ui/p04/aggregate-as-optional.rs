use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, optional)]
    enrolled_device_count: u64,
}

fn main() {}
