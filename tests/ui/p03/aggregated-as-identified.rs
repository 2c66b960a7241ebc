use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(identified, required)]
    enrolled_device_count: u64,
}

fn main() {}
