use intune_privacy::{Classified, MamCollected};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn store(_: &impl MamCollected) {}

fn main() {
    let device = Device { serial_number: String::new() };
    store(&device);
}
