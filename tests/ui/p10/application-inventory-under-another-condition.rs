use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = application_inventory, collected_if = corporate_owned)]
struct App {
    #[data(identified, required, mam)]
    app_name: String,
}

fn main() {}
