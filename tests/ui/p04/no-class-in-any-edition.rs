use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = admin_created)]
struct Profile {
    #[data(identified, mam)]
    profile_name: String,
}

fn main() {}
