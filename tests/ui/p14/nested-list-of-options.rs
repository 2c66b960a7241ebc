use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: Vec<Option<u64>>,
}

fn main() {}
