use intune_privacy::Classified;

#[derive(Classified)]
#[data(tied = true)]
struct Device {
    #[data(identified, required, mam)]
    intune_device_id: String,
}

fn main() {}
