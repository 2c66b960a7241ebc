//! A crate without the standard library.
#![no_std]

extern crate alloc;
extern crate std;

use alloc::string::String;
use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(non_personal)]
    count: Option<u8>,
}

fn main() {
    let device = Device { serial_number: "C02".into(), count: Some(1) };
    assert_eq!(alloc::format!("{device:?}"), "Device { serial_number: [identified], count: 1 }");
}
