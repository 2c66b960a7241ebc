use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device<T> {
    #[data(non_personal)]
    serial_number: T,
}

fn main() {}
