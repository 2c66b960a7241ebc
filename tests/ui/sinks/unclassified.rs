use intune_privacy::NoPersonal;

struct Device {
    _serial_number: String,
}

fn publish(_: &impl NoPersonal) {}

fn main() {
    publish(&Device { _serial_number: String::new() });
}
