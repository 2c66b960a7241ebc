use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, itme = imei)]
    number: String,
}

fn main() {}
