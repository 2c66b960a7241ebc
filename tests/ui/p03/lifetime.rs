use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device<'a> {
    #[data(pseudonymized, required)]
    serial_number: &'a str,
}

fn main() {}
