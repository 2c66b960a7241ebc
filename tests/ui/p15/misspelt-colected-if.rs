use intune_privacy::Classified;

#[derive(Classified)]
#[data(colected_if = corporate_owned)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
}

fn main() {}
