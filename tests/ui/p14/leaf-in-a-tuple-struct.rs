use intune_privacy::Classified;

#[derive(Classified)]
struct Serial(#[data(identified, required, item = serial_number)] Raw);

struct Raw;

fn main() {}
