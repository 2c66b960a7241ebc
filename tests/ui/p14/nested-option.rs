use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: Option<User>,
}

struct User;

fn main() {}
