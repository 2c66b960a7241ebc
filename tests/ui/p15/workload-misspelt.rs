use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mams)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
}

fn main() {}
