use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(aggregated, required, mam)]
    os_version: String,
}

fn main() {}
