use intune_privacy::Classified;

#[derive(Classified)]
#[data(catgory = hardware_inventory)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
}

fn main() {}
