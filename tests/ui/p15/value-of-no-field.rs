use intune_privacy::DataValue;

#[derive(DataValue)]
struct Nothing;

fn main() {}
