use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, undocumented = "printed on the badge")]
    badge_number: String,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

fn main() {}
