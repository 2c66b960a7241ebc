use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    #[data(pseudonymized, required, mam(managed_apps_only))]
    health_status: String,
}

fn main() {}
