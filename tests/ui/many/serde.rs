use intune_privacy::Classified;

#[derive(Classified, serde::Serialize)]
#[serde(remote = "Device")]
struct Mirror {
    #[serde(getter = "Device::serial_number")]
    #[data(pseudonymized, required)]
    serial_number: String,
}

struct Device;

impl Device {
    fn serial_number(&self) -> String {
        String::new()
    }
}

fn main() {}
