use intune_privacy::DataValue;

#[derive(DataValue)]
struct Position(f64, f64);

fn main() {}
