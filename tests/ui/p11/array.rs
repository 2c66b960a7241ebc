use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    private_key: [u8; 32],
}

fn main() {}
