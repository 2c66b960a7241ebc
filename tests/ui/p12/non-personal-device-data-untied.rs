use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(non_personal)]
    tenant_id: String,
}

fn main() {}
