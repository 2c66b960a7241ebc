use intune_privacy::Classified;

#[derive(Classified)]
struct Imei(#[data(required, item = hardware_inventory::imei)] String);

fn main() {}
