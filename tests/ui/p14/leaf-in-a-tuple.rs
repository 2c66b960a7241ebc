use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: (u8, Raw),
}

struct Raw;

fn main() {}
