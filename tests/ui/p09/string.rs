use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required)]
    enrolled_device_count: String,
}

fn main() {}
