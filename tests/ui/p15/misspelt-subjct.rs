use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, subjct)]
    serial_number: String,
}

fn main() {}
