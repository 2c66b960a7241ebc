use intune_privacy::Classified;

#[derive(Classified)]
#[data(collected_if = corporate_owned_or_compliant_app)]
struct Device {
    #[data(pseudonymized, required)]
    device_location: String,
}

fn main() {}
