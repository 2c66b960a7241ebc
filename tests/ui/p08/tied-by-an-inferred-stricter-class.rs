use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    #[data(identified, required, mam)]
    sdk_version: String,
    #[data(pseudonymized, required, mam, item = device_data::tenant_id)]
    tenant: String,
}

fn main() {}
