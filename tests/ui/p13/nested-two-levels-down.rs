use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mam)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
    #[data(nested)]
    hardware: Hardware,
}

#[derive(Classified)]
struct Hardware {
    #[data(nested)]
    radio: Option<Radio>,
}

#[derive(Classified)]
struct Radio {
    #[data(identified, required)]
    imei: String,
}

fn main() {}
