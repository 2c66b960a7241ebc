use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required)]
    device_location: (f64, f64),
}

fn main() {}
