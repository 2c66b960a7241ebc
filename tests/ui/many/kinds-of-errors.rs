use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(pseudonymized, required)]
    serial_number: String,
    #[data(identified, required)]
    imei: Raw,
    #[data(aggregated, required)]
    enrolled_device_count: String,
    #[data(nested)]
    owner: Option<Raw>,
    #[data(identified, required)]
    private_key: String,
    iccid: String,
}

struct Raw;

fn main() {}
