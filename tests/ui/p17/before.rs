use intune_privacy::Classified;

#[derive(Debug, Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
