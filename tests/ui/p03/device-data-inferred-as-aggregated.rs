use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(aggregated, required)]
    device_storage_space: u64,
}

fn main() {}
