use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device<T> {
    #[data(pseudonymized, required)]
    serial_number: T,
}

fn main() {}
