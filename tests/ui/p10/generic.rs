use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(pseudonymized, required)]
    device_location: T,
}

const _: &intune_privacy::Schema = <Device<String> as Classified>::SCHEMA;

fn main() {}
