//! `redact`: every secret value in a wrapper that prints the name of the type.

use redact::Secret;
use redact::serde::redact_secret;
use serde::Serialize;

use crate::record::{TAG, device};

/// A device.
#[derive(Debug, Serialize)]
pub struct Device {
    #[serde(serialize_with = "redact_secret")]
    principal_name: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    display_name: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    serial_number: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    imei: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    ip_address: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    wifi_mac_address: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    phone_number: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    intune_device_id: Secret<String>,
    memory: u64,
    storage: u64,
    #[serde(serialize_with = "redact_secret")]
    tag: Secret<Option<String>>,
    user: User,
}

#[derive(Debug, Serialize)]
struct User {
    #[serde(serialize_with = "redact_secret")]
    principal_name: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    display_name: Secret<String>,
    #[serde(serialize_with = "redact_secret")]
    phone_number: Secret<String>,
}

/// The record.
pub fn device() -> Device {
    device!(Secret::from, Secret::new(Some(TAG.into())))
}
