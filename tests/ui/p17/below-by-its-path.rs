use intune_privacy::Classified;

#[derive(Classified)]
#[derive(Clone, std::fmt::Debug)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
