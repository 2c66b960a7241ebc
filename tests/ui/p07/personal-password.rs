use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    encrypted: bool,
    #[data(identified, required)]
    personal_account_password: secrecy::SecretString,
}

fn main() {}
