use intune_privacy::DataValue;

#[derive(DataValue)]
#[data(identified)]
struct Upn(String);

fn main() {}
