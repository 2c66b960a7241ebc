use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required, subject)]
    enrolled_device_count: u64,
}

fn main() {}
