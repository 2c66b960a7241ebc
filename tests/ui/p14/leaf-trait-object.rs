use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: Box<dyn Fn()>,
}

fn main() {}
