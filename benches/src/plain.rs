//! The record with the derives of std and serde, which every ratio refers to.

use serde::Serialize;

use crate::record::{OTHER_TAG, TAG, device};

/// A device.
#[derive(Debug, PartialEq, Serialize)]
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
#[derive(Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of `record`")]
pub struct User {
    pub principal_name: String,
    pub display_name: String,
    pub phone_number: String,
}

/// A device without the nested record, for formats that have no place for one.
#[derive(Serialize)]
#[expect(missing_docs, missing_debug_implementations, reason = "the fields are those of `record`")]
pub struct Flat {
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
    pub former_tag: Option<String>,
}

/// The record without its user.
pub fn flat() -> Flat {
    let device = device();
    Flat {
        principal_name: device.principal_name,
        display_name: device.display_name,
        serial_number: device.serial_number,
        imei: device.imei,
        ip_address: device.ip_address,
        wifi_mac_address: device.wifi_mac_address,
        phone_number: device.phone_number,
        intune_device_id: device.intune_device_id,
        memory: device.memory,
        storage: device.storage,
        tag: device.tag,
        former_tag: None,
    }
}

/// The record.
pub fn device() -> Device {
    device!(String::from, Some(TAG.into()))
}

/// The record with another tag of the same length.
pub fn changed() -> Device {
    device!(String::from, Some(OTHER_TAG.into()))
}
