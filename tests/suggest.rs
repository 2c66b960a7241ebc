//! What the command `suggest` makes of the managed device of Microsoft Graph: it compiles.
//!
//! The file is the one that the command's own tests compare with its output. In place of each
//! decision that is left to a person it has one of the choices.

use chrono::DateTime;
use intune_privacy::{Class, Classified, Policy};
use serde_json::{Value, json};

#[expect(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    unreachable_pub,
    reason = "the file is one of a service, with the names and types of Graph"
)]
#[path = "../intune-privacy/tests/suggest/managed_device.decided.rs"]
mod managed_device;

use managed_device::{ManagedDevice, User};

/// A device as Graph sends it.
fn device() -> ManagedDevice {
    let epoch = DateTime::UNIX_EPOCH.to_rfc3339();
    let json: Value = json!({
        "azureADDeviceId": "6b1f", "complianceGracePeriodExpirationDateTime": epoch,
        "complianceState": "compliant", "deviceName": "Adele's laptop",
        "deviceRegistrationState": "registered", "easActivated": false,
        "easActivationDateTime": epoch, "enrolledDateTime": epoch,
        "exchangeLastSuccessfulSyncDateTime": epoch, "freeStorageSpaceInBytes": 1,
        "isEncrypted": true, "isSupervised": false, "lastSyncDateTime": epoch,
        "managementCertificateExpirationDate": epoch, "operatingSystem": "Windows",
        "osVersion": "10.0", "partnerReportedThreatState": "secured",
        "physicalMemoryInBytes": 2, "serialNumber": "C02XK1JGJHD3", "totalStorageSpaceInBytes": 3,
        "users": [{"displayName": "Adele", "userPrincipalName": "adele@contoso.example"}],
        "id": "b3f1",
    });
    serde_json::from_value(json).expect("a device")
}

#[test]
fn what_is_suggested_compiles_and_redacts() {
    let device = device();
    let shown = format!("{device:?}");
    for secret in ["Adele", "C02XK1JGJHD3", "6b1f", "b3f1", "adele@contoso.example"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let json = serde_json::to_value(device.redacted(&Policy::logs())).expect("JSON");
    assert_eq!(json["serialNumber"], "[identified]");
    assert_eq!(json["isEncrypted"], true);
    assert_eq!(json["users"][0]["userPrincipalName"], "[identified]");
}

#[test]
fn what_is_suggested_is_what_the_documents_say() {
    let class = |name| ManagedDevice::SCHEMA.field(name).expect("a field").class();
    assert_eq!(class("id"), Some(Class::Identified));
    assert_eq!(class("jail_broken"), Some(Class::Pseudonymized));
    assert_eq!(class("users"), None);
    let items = ManagedDevice::SCHEMA.fields().filter(|field| field.item().is_some());
    assert_eq!(items.count(), 25);
    assert_eq!(User::SCHEMA.fields().filter(|field| field.item().is_some()).count(), 3);
}
