use intune_privacy::DataValue;

#[derive(DataValue)]
#[data(crate)]
struct Upn(String);

fn main() {}
