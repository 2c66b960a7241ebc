use intune_privacy::Classified;

#[derive(Classified, serde::Serialize)]
#[serde(remote = "Device")]
struct Mirror {
    #[data(identified, required)]
    serial_number: String,
}

struct Device {
    serial_number: String,
}

fn main() {}
