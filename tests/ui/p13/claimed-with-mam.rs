use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mam)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
    #[data(identified, required, mam)]
    serial_number: String,
}

fn main() {}
