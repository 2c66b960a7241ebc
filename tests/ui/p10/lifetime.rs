use intune_privacy::Classified;

#[derive(Classified)]
struct Device<'a> {
    #[data(pseudonymized, required)]
    device_location: &'a str,
}

fn main() {}
