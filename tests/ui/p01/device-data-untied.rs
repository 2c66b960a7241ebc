use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    intune_device_id: String,
}

fn main() {}
