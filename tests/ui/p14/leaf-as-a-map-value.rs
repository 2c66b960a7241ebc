use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: std::collections::BTreeMap<String, Raw>,
}

struct Raw;

fn main() {}
