use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, item = hardware_inventory::serial_number)]
    number: String,
}

fn main() {}
