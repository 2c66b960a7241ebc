use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(non_personal)]
    encrypted: bool,
    imei: String,
}

fn main() {}
