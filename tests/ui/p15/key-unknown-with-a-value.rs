use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, retention = "30 days")]
    serial_number: String,
}

fn main() {}
