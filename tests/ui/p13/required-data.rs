use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory, workload = mam)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
