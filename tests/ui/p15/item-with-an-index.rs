use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, item = serial_number[0])]
    serial_number: String,
}

fn main() {}
