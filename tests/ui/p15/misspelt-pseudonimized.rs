use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonimized, required, mam)]
    tenant_id: String,
}

fn main() {}
