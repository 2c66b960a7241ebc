//! The record with the derives of std and serde, which every ratio refers to.

use serde::Serialize;

use crate::record::{TAG, device};

/// A device.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `record`")]
pub struct Device {
    pub principal_name: String,
    pub display_name: String,
    pub serial_number: String,
    pub imei: String,
    pub ip_address: String,
    pub wifi_mac_address: String,
    pub phone_number: String,
    pub intune_device_id: String,
    pub memory: u64,
    pub storage: u64,
    pub tag: Option<String>,
    pub user: User,
}

/// Its user.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `record`")]
pub struct User {
    pub principal_name: String,
    pub display_name: String,
    pub phone_number: String,
}

/// The record.
pub fn device() -> Device {
    device!(String::from, Some(TAG.into()))
}
