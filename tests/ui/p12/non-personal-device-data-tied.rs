use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, mam)]
    user_principal_name: String,
    #[data(non_personal)]
    tenant_id: String,
}

fn main() {}
