use intune_privacy::Classified;

#[derive(Classified)]
struct Tenant<'a> {
    #[data(non_personal)]
    region: &'a str,
    #[data(aggregated, required)]
    enrolled_device_count: &'a str,
}

fn main() {}
