use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = admin_created)]
struct Profile {
    #[data(aggregated, required, mam)]
    profile_name: String,
}

fn main() {}
