//! `redactable`: attributes on plain fields, a redacted `Debug`, and `redact()`, which consumes the
//! record and returns a redacted one of the same type.
//!
//! Its derives write everything in clear where the crate that uses them is compiled for its own
//! unit tests, so the cases are tested from outside.

use std::fmt::Write;
use std::hint::black_box;

use redactable::{
    Email, IpAddress, PhoneNumber, Pii, Redactable, RedactableWithFormatter, RedactedJsonExt,
    RedactedOutput, Secret, Sensitive, SensitiveDisplay, ToRedactedOutput, Token,
};
use serde::Serialize;
use serde::ser::Error;

use crate::case::{Operation, json_by, text_by};
use crate::record::{TAG, device};

/// A device with a mask for each kind of value.
#[derive(Clone, Sensitive, Serialize)]
pub struct Device {
    #[sensitive(Email)]
    principal_name: String,
    #[sensitive(Pii)]
    display_name: String,
    #[sensitive(Token)]
    serial_number: String,
    #[sensitive(Token)]
    imei: String,
    #[sensitive(IpAddress)]
    ip_address: String,
    #[sensitive(Token)]
    wifi_mac_address: String,
    #[sensitive(PhoneNumber)]
    phone_number: String,
    #[sensitive(Token)]
    intune_device_id: String,
    memory: u64,
    storage: u64,
    #[sensitive(Secret)]
    tag: Option<String>,
    user: User,
}

#[derive(Clone, Sensitive, Serialize)]
struct User {
    #[sensitive(Email)]
    principal_name: String,
    #[sensitive(Pii)]
    display_name: String,
    #[sensitive(PhoneNumber)]
    phone_number: String,
}

/// The record.
pub fn device() -> Device {
    device!(String::from, Some(TAG.into()))
}

/// `Debug` of a redacted copy.
pub fn redacted_debug() -> impl Operation {
    let device = device();
    text_by(move |out| write!(out, "{:?}", black_box(&device).clone().redact()))
}

/// JSON of a redacted copy.
pub fn redacted_json() -> impl Operation {
    let device = device();
    json_by(move |out| serde_json::to_writer(out, &black_box(&device).clone().redact()))
}

/// JSON by way of a `serde_json::Value`, which the peer's loggers get.
pub fn redacted_json_value() -> impl Operation {
    let device = device();
    json_by(move |out| match black_box(&device).redacted_json().to_redacted_output() {
        RedactedOutput::Json(value) => serde_json::to_writer(out, &value),
        _ => Err(serde_json::Error::custom("no JSON")),
    })
}

/// The text of a template with a mask for each kind of value.
pub fn display() -> impl Operation {
    let device = template::device();
    text_by(move |out| write!(out, "{}", black_box(&device).redacted_display()))
}

/// JSON of a copy whose texts are all replaced by one marker.
pub fn redacted_json_of_secrets() -> impl Operation {
    let device = secrets::device();
    json_by(move |out| serde_json::to_writer(out, &black_box(&device).clone().redact()))
}

mod template {
    use super::{Email, IpAddress, PhoneNumber, Pii, Secret, SensitiveDisplay, Token};
    use crate::record::{TAG, device};

    /// Device {{ principal_name: {principal_name}, display_name: {display_name}, serial_number: {serial_number}, imei: {imei}, ip_address: {ip_address}, wifi_mac_address: {wifi_mac_address}, phone_number: {phone_number}, intune_device_id: {intune_device_id}, memory: {memory}, storage: {storage}, tag: {tag}, user: {user} }}
    #[derive(SensitiveDisplay)]
    pub(super) struct Device {
        #[sensitive(Email)]
        principal_name: String,
        #[sensitive(Pii)]
        display_name: String,
        #[sensitive(Token)]
        serial_number: String,
        #[sensitive(Token)]
        imei: String,
        #[sensitive(IpAddress)]
        ip_address: String,
        #[sensitive(Token)]
        wifi_mac_address: String,
        #[sensitive(PhoneNumber)]
        phone_number: String,
        #[sensitive(Token)]
        intune_device_id: String,
        memory: u64,
        storage: u64,
        #[sensitive(Secret)]
        tag: Option<String>,
        user: User,
    }

    /// User {{ principal_name: {principal_name}, display_name: {display_name}, phone_number: {phone_number} }}
    #[derive(SensitiveDisplay)]
    struct User {
        #[sensitive(Email)]
        principal_name: String,
        #[sensitive(Pii)]
        display_name: String,
        #[sensitive(PhoneNumber)]
        phone_number: String,
    }

    pub(super) fn device() -> Device {
        device!(String::from, Some(TAG.into()))
    }
}

mod secrets {
    use super::{Secret, Sensitive, Serialize};
    use crate::record::{TAG, device};

    #[derive(Clone, Sensitive, Serialize)]
    pub(super) struct Device {
        #[sensitive(Secret)]
        principal_name: String,
        #[sensitive(Secret)]
        display_name: String,
        #[sensitive(Secret)]
        serial_number: String,
        #[sensitive(Secret)]
        imei: String,
        #[sensitive(Secret)]
        ip_address: String,
        #[sensitive(Secret)]
        wifi_mac_address: String,
        #[sensitive(Secret)]
        phone_number: String,
        #[sensitive(Secret)]
        intune_device_id: String,
        memory: u64,
        storage: u64,
        #[sensitive(Secret)]
        tag: Option<String>,
        user: User,
    }

    #[derive(Clone, Sensitive, Serialize)]
    struct User {
        #[sensitive(Secret)]
        principal_name: String,
        #[sensitive(Secret)]
        display_name: String,
        #[sensitive(Secret)]
        phone_number: String,
    }

    pub(super) fn device() -> Device {
        device!(String::from, Some(TAG.into()))
    }
}
