use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = serialNumber)]
    number: String,
}

fn main() {}
