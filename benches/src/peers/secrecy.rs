//! `secrecy`: every secret value in a box of its own, which is wiped on drop.

use secrecy::SecretString;

use crate::record::{TAG, device};

/// A device.
#[derive(Debug)]
#[expect(dead_code, reason = "only `Debug` reads the fields")]
pub struct Device {
    principal_name: SecretString,
    display_name: SecretString,
    serial_number: SecretString,
    imei: SecretString,
    ip_address: SecretString,
    wifi_mac_address: SecretString,
    phone_number: SecretString,
    intune_device_id: SecretString,
    memory: u64,
    storage: u64,
    tag: Option<SecretString>,
    user: User,
}

#[derive(Debug)]
#[expect(dead_code, reason = "only `Debug` reads the fields")]
struct User {
    principal_name: SecretString,
    display_name: SecretString,
    phone_number: SecretString,
}

/// The record.
pub fn device() -> Device {
    device!(SecretString::from, Some(TAG.into()))
}
