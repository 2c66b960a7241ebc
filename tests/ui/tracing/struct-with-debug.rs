use intune_privacy::tracing::field;

#[derive(Debug)]
struct Device {
    _serial_number: String,
}

fn main() {
    let device = Device { _serial_number: String::new() };
    let _span = tracing::info_span!("check_in", device = field(&device));
}
