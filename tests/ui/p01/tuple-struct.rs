use intune_privacy::Classified;

#[derive(Classified)]
struct Battery(u8);

fn main() {}
