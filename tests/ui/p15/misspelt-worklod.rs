use intune_privacy::Classified;

#[derive(Classified)]
#[data(worklod = mam)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
}

fn main() {}
