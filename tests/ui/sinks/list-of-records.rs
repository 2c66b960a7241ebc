use intune_privacy::{Classified, NoIdentified};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    let devices: Vec<Device> = Vec::new();
    send(&devices);
}
