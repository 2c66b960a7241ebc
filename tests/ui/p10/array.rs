use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required)]
    device_location: [f64; 2],
}

fn main() {}
