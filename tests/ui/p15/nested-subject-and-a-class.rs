use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested, subject, identified)]
    owner: User,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
