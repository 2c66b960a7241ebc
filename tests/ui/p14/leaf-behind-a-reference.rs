use intune_privacy::Classified;

#[derive(Classified)]
struct Device<'a> {
    #[data(identified, required)]
    serial_number: &'a Raw,
}

struct Raw;

fn main() {}
