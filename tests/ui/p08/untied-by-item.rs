use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = device_data::mac_address)]
    address: String,
}

fn main() {}
