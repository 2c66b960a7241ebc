use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(aggregated, required, mam)]
    tenant_id: String,
}

fn main() {}
