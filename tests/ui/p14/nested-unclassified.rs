use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: User,
}

struct User;

fn main() {}
