use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = application_inventory)]
struct App {
    #[data(identified, required, mam(friendly_name))]
    app_name: Option<String>,
}

fn main() {}
