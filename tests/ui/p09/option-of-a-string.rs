use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required)]
    enrolled_device_count: Option<String>,
}

fn main() {}
