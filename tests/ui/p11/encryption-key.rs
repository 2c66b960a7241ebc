use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    #[data(pseudonymized, required, mam)]
    encryption_key: String,
}

fn main() {}
