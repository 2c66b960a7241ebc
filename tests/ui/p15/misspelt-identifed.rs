use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identifed, required)]
    serial_number: String,
}

fn main() {}
