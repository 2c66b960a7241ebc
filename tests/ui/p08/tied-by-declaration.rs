use intune_privacy::Classified;

#[derive(Classified)]
#[data(tied)]
struct Device {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

fn main() {}
