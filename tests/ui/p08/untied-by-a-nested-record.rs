use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    battery: Option<Battery>,
    #[data(identified, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct Battery(#[data(non_personal)] u8);

fn main() {}
