use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, workload = mam)]
    serial_number: String,
}

fn main() {}
