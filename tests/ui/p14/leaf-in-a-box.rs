use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: Box<Raw>,
}

struct Raw;

fn main() {}
