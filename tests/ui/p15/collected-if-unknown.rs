use intune_privacy::Classified;

#[derive(Classified)]
#[data(collected_if = full_moon)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
