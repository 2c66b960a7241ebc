use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, wiht = shown)]
    serial_number: u128,
}

mod shown {
    pub fn fmt(number: &u128, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{number:x}")
    }
}

fn main() {}
