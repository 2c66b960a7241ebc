use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(agregated, required)]
    enrolled_device_count: u64,
}

fn main() {}
