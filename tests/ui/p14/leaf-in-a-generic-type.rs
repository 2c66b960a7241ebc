use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: Wrapped<String>,
}

struct Wrapped<T>(T);

fn main() {}
