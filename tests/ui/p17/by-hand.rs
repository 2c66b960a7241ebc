use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.serial_number)
    }
}

fn main() {}
