use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    version: u32,
}

fn main() {}
