use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required)]
    enrolled_device_count: std::collections::BTreeMap<u32, String>,
}

fn main() {}
