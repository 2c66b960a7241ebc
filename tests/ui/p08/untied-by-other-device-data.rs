use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, mam)]
    tenant_id: String,
    #[data(identified, required, mam)]
    intune_device_id: String,
}

fn main() {}
