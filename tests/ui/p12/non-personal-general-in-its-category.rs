use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = application_inventory)]
struct App {
    #[data(non_personal)]
    version: Option<String>,
}

fn main() {}
