use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, mam(threat_status_with_mtd))]
    intune_device_id: String,
}

fn main() {}
