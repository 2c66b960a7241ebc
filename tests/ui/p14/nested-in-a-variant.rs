use intune_privacy::Classified;

#[derive(Classified)]
enum Device {
    Owned(#[data(nested)] User),
    Shared,
}

struct User;

fn main() {}
