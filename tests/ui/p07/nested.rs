use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(nested)]
    contacts: Vec<User>,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
