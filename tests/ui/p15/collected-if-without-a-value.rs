use intune_privacy::Classified;

#[derive(Classified)]
#[data(collected_if)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
