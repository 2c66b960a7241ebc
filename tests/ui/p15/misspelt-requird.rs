use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, requird)]
    serial_number: String,
}

fn main() {}
