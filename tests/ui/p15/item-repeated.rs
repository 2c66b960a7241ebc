use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, item = imei, item = iccid)]
    number: String,
}

fn main() {}
