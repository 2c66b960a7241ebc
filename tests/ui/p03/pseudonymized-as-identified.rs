use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    #[data(identified, required, mam)]
    app_id: String,
}

fn main() {}
