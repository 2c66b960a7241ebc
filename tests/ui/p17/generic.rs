use intune_privacy::Classified;

#[derive(Classified, Debug)]
struct Device<T> {
    #[data(identified, required)]
    serial_number: T,
}

fn main() {}
