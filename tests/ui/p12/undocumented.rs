use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, undocumented = "printed on the case")]
    serial_number: String,
}

fn main() {}
