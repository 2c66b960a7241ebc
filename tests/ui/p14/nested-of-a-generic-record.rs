use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(nested)]
    owner: T,
}

struct User;

fn main() {
    let _ = <Device<User> as Classified>::SCHEMA;
}
