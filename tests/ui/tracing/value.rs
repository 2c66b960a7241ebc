use intune_privacy::tracing::field;
use intune_privacy::{Classified, DataValue};

#[derive(DataValue)]
struct SerialNumber(String);

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: SerialNumber,
}

fn main() {
    let device = Device { serial_number: SerialNumber(String::new()) };
    tracing::info!(serial_number = field(&device.serial_number));
}
