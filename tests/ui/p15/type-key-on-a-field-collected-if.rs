use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, collected_if = corporate_owned)]
    serial_number: String,
}

fn main() {}
