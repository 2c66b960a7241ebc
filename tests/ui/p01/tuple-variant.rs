use intune_privacy::Classified;

#[derive(Classified)]
enum Battery {
    Level(u8),
    Unknown,
}

fn main() {}
