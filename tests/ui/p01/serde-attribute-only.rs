use intune_privacy::Classified;

#[derive(Classified, serde::Serialize)]
#[data(category = hardware_inventory)]
struct Device {
    #[serde(rename = "serialNumber")]
    serial_number: String,
}

fn main() {}
