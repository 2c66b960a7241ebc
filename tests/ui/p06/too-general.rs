use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, mam)]
    model: String,
}

fn main() {}
