use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: [Raw; 2],
}

struct Raw;

fn main() {}
