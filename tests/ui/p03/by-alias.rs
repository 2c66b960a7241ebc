use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required)]
    device_serial_number: String,
}

fn main() {}
