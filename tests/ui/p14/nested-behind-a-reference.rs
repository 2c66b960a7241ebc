use intune_privacy::Classified;

#[derive(Classified)]
struct Device<'a> {
    #[data(nested)]
    owner: &'a User,
}

struct User;

fn main() {}
