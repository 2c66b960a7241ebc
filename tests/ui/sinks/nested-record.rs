use intune_privacy::{Classified, NoIdentified};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

#[derive(Classified)]
struct Report {
    #[data(nested)]
    device: Device,
    #[data(non_personal)]
    attempts: u32,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    let report = Report { device: Device { serial_number: String::new() }, attempts: 1 };
    send(&report);
}
