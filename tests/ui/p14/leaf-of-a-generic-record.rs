use intune_privacy::Classified;

#[derive(Classified)]
struct Device<T> {
    #[data(identified, required)]
    serial_number: T,
}

struct Raw;

const _: &intune_privacy::Schema = <Device<Raw> as Classified>::SCHEMA;

fn main() {}
