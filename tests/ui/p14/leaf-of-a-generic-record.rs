use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(identified, required)]
    serial_number: T,
}

struct Raw;

fn main() {
    let _ = <Device<Raw> as Classified>::SCHEMA;
}
