use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    serial_number: String,
}

fn main() {}
