use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested, subject)]
    owner: User,
    #[data(nested, subject)]
    user: User,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
