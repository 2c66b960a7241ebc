use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant<T> {
    #[data(non_personal)]
    region: T,
    #[data(aggregated, required)]
    enrolled_device_count: T,
}

const _: &intune_privacy::Schema = <Tenant<String> as Classified>::SCHEMA;

fn main() {}
