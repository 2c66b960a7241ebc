use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = managed_application)]
struct App {
    encryption_keys: secrecy::SecretString,
}

fn main() {}
