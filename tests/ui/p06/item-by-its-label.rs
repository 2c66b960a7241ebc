use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = WiFiMacAddress)]
    address: String,
}

fn main() {}
