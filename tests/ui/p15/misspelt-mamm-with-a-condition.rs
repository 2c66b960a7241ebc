use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, mamm(friendly_name))]
    device_name: String,
}

fn main() {}
