use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: Box<User>,
}

struct User;

fn main() {}
