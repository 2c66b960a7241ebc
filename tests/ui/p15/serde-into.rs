use intune_privacy::Classified;

#[derive(Clone, Classified, serde::Serialize)]
#[serde(into = "String")]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

impl From<Device> for String {
    fn from(device: Device) -> String {
        device.serial_number
    }
}

fn main() {}
