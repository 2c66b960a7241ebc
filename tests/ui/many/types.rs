use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: Raw,
    #[data(identified, required)]
    imei: Option<Raw>,
    #[data(nested)]
    owner: Raw,
    #[data(nested)]
    users: Vec<Raw>,
}

struct Raw;

fn main() {}
