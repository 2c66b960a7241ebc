use intune_privacy::Classified;

#[derive(Classified)]
struct Key(#[data(identified, required, item = private_key)] String);

fn main() {}
