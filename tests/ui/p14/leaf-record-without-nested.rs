use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(identified, required)]
    serial_number: Serial,
}

#[derive(Classified)]
struct Serial(#[data(identified, required, item = serial_number)] String);

fn main() {}
