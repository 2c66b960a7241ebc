use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(non_personal)]
    serial_number: String,
}

fn main() {}
