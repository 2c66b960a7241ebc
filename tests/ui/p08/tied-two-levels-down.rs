use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    team: Team,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct Team {
    #[data(nested)]
    members: Vec<User>,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
