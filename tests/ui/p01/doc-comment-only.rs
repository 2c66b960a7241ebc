use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    /// As printed on the case.
    serial_number: String,
}

fn main() {}
