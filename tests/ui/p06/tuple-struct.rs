use intune_privacy::Classified;

#[derive(Classified)]
struct Imei(#[data(identified, required)] String);

fn main() {}
