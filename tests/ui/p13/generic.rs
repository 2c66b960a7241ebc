use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mam)]
struct Device<T> {
    #[data(identified, required, mam)]
    device_name: T,
    #[data(identified, required)]
    serial_number: T,
}

fn main() {}
