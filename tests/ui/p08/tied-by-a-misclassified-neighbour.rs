use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(pseudonymized, required)]
    device_storage_space: u64,
}

fn main() {}
