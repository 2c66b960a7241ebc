use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required, item = imei)]
    number: String,
}

fn main() {}
