use intune_privacy::Classified;

#[derive(Classified)]
#[data(collected_if = corporate_own)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
}

fn main() {}
