use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, mam)]
    intune_device_id: String,
}

fn main() {}
