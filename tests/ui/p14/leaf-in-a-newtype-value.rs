use intune_privacy::DataValue;

#[derive(DataValue)]
struct Serial(Raw);

struct Raw;

fn main() {}
