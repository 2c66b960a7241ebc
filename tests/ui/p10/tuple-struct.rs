use intune_privacy::Classified;

#[derive(Classified)]
struct Place(#[data(pseudonymized, required, item = device_data::location)] String);

fn main() {}
