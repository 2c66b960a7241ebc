use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(aggregated, required, with = shown)]
    enrolled_device_count: u64,
}

mod shown {
    pub fn fmt(count: &u64, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{count}")
    }
}

fn main() {}
