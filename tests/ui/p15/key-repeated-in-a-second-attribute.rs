use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    #[data(identified)]
    serial_number: String,
}

fn main() {}
