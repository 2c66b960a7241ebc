use intune_privacy::Classified;

#[derive(Classified)]
struct Imei(#[data(non_personal, item = hardware_inventory::imei)] String);

fn main() {}
