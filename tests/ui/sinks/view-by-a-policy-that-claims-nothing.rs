use intune_privacy::{Classified, NoIdentified, Policy, fixed_policy};

fixed_policy! {
    struct Telemetry = Policy::strict();
}

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    let device = Device { serial_number: String::new() };
    send(&device.redacted(&Telemetry::new()));
}
