use intune_privacy::Classified;

#[derive(Classified)]
#[derive(Debug)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
