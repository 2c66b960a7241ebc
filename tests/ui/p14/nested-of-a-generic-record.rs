use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(nested)]
    owner: T,
}

struct User;

const _: &intune_privacy::Schema = <Device<User> as Classified>::SCHEMA;

fn main() {}
