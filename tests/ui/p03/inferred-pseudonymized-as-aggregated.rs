use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    #[data(aggregated, required, mam)]
    sdk_version: String,
}

fn main() {}
