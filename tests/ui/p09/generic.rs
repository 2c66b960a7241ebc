use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant<T> {
    #[data(aggregated, required)]
    enrolled_device_count: T,
}

fn main() {
    let _ = <Tenant<String> as Classified>::SCHEMA;
}
