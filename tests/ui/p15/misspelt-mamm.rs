use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, mamm)]
    device_name: String,
}

fn main() {}
