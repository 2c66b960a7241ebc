use intune_privacy::Classified;

#[derive(Classified)]
struct Address(#[data(identified, required, item = device_data::mac_address)] String);

fn main() {}
