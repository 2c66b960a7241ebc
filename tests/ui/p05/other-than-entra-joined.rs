use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    #[data(pseudonymized, required, mam(mdm_enrolled))]
    entra_device_id: String,
}

fn main() {}
