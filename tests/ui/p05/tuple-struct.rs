use intune_privacy::Classified;

#[derive(Classified)]
struct Imei(#[data(identified, required, mam, item = hardware_inventory::imei)] String);

fn main() {}
