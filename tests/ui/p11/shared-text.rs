use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    private_key: std::sync::Arc<str>,
}

fn main() {}
