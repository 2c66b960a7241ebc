use intune_privacy::Classified;

#[derive(Classified)]
enum Tenant {
    Known {
        #[data(aggregated, required)]
        enrolled_device_count: String,
    },
    Unknown,
}

fn main() {}
