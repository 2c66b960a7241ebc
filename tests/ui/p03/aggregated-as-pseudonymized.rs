use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(pseudonymized, required)]
    enrolled_device_count: u64,
}

fn main() {}
