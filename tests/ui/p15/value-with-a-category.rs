use intune_privacy::DataValue;

#[derive(DataValue)]
#[data(category = user)]
struct Upn(String);

fn main() {}
