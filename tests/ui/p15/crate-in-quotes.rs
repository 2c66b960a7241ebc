use intune_privacy::Classified;

#[derive(Classified)]
#[data(crate = "intune_privacy")]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
