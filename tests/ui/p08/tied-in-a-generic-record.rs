use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(nested)]
    owner: T,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

const _: &intune_privacy::Schema = <Device<User> as Classified>::SCHEMA;

fn main() {}
