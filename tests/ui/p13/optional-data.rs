use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mam)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
    #[data(pseudonymized, item = telemetry::health)]
    health: Option<String>,
}

fn main() {}
