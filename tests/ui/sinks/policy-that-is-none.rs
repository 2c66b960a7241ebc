use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {
    let device = Device { serial_number: String::new() };
    let _ = device.redacted(&"strict");
}
