use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, optionl)]
    feature_usage_count: Option<u64>,
}

fn main() {}
