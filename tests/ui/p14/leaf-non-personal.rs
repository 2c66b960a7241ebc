use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(non_personal)]
    started: std::time::Instant,
}

fn main() {}
