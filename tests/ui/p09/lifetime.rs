use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant<'a> {
    #[data(aggregated, required)]
    enrolled_device_count: &'a str,
}

fn main() {}
