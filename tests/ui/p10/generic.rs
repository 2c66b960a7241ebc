use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(pseudonymized, required)]
    device_location: T,
}

fn main() {
    let _ = <Device<String> as Classified>::SCHEMA;
}
