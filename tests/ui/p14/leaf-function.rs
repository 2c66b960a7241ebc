use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: fn() -> String,
}

fn main() {}
