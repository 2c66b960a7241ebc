use intune_privacy::Classified;

#[derive(Classified)]
#[data(tied)]
struct Device {
    #[data(aggregated, required, mam)]
    tenant_id: String,
}

fn main() {}
