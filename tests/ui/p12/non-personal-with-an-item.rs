use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(non_personal, item = hardware_inventory::imei)]
    number: String,
}

fn main() {}
