use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    private_key: Option<String>,
}

fn main() {}
