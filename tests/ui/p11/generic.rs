use intune_privacy::Classified;

#[derive(Classified)]
struct Access<T> {
    #[data(non_personal)]
    region: T,
    #[data(identified, required)]
    private_key: T,
}

const _: &intune_privacy::Schema = <Access<String> as Classified>::SCHEMA;

fn main() {}
