use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = hardware_inventry::serail_number)]
    number: String,
}

fn main() {}
