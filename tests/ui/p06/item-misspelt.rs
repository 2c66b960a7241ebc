use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = hardware_inventory::serail_number)]
    number: String,
}

fn main() {}
