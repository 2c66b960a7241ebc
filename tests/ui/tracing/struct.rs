use intune_privacy::tracing::field;

struct Device {
    _serial_number: String,
}

fn main() {
    let device = Device { _serial_number: String::new() };
    tracing::info!(device = field(&device));
}
