use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    private_key: Vec<u8>,
}

fn main() {}
