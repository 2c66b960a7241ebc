use intune_privacy::{Classified, NoIdentified};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

#[derive(Classified)]
struct Page<T> {
    #[data(nested)]
    entries: Vec<T>,
    #[data(non_personal)]
    number: u32,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    send(&Page::<Device> { entries: Vec::new(), number: 1 });
}
