use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(required, item = hardware_inventory::imei)]
    number: String,
}

fn main() {}
