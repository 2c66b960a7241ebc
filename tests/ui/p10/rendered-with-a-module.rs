use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, with = shown)]
    device_location: [f64; 2],
}

mod shown {
    pub fn fmt(at: &[f64; 2], f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{},{}", at[0], at[1])
    }
}

fn main() {}
