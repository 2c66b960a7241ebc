use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: Vec<User>,
}

struct User;

fn main() {}
