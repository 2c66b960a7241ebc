use intune_privacy::{Classified, NoPersonal};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn publish(_: &impl NoPersonal) {}

fn main() {
    let device = Device { serial_number: String::new() };
    publish(&device);
}
