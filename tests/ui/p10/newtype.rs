use intune_privacy::{Classified, DataValue};

#[derive(Classified)]
struct Device {
    #[data(pseudonymized, required)]
    device_location: Place,
}

#[derive(DataValue)]
struct Place(String);

fn main() {}
