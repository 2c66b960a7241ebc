use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: std::sync::Arc<Raw>,
}

struct Raw;

fn main() {}
