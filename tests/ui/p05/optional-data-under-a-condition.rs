use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = diagnostics)]
struct Probe {
    #[data(pseudonymized, mam(managed_apps_only))]
    command: Option<String>,
}

fn main() {}
