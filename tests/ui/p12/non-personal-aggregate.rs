use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant {
    #[data(non_personal)]
    enrolled_device_count: u64,
}

fn main() {}
