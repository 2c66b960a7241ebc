use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = banana::serial_number)]
    number: String,
}

fn main() {}
