use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory, mam(mdm_enrolled))]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
