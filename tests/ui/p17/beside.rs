use intune_privacy::Classified;

#[derive(Classified, Debug)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
