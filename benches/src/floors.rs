//! What a person would write by hand to erase the personal values of this one record, under no
//! policy: how fast it could be.

pub mod each;
pub mod table;

use std::fmt::{self, Debug};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::plain::Device;

const MARKER: &str = "[identified]";

/// Consecutive erased fields as one literal.
pub struct Merged(pub Device);

impl Debug for Merged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(concat!(
            "Device { principal_name: [identified], display_name: [identified], ",
            "serial_number: [identified], imei: [identified], ip_address: [identified], ",
            "wifi_mac_address: [identified], phone_number: [identified], ",
            "intune_device_id: [identified], memory: ",
        ))?;
        self.0.memory.fmt(f)?;
        f.write_str(", storage: ")?;
        self.0.storage.fmt(f)?;
        f.write_str(concat!(
            ", tag: [identified], user: User { principal_name: [identified], ",
            "display_name: [identified], phone_number: [identified] } }",
        ))
    }
}

/// JSON, by a writer of its own, with consecutive erased fields as one literal.
pub fn merged_json(device: &Device, out: &mut Vec<u8>) {
    let mut number = itoa::Buffer::new();
    out.extend_from_slice(
        concat!(
            r#"{"principal_name":"[identified]","display_name":"[identified]","#,
            r#""serial_number":"[identified]","imei":"[identified]","#,
            r#""ip_address":"[identified]","wifi_mac_address":"[identified]","#,
            r#""phone_number":"[identified]","intune_device_id":"[identified]","memory":"#,
        )
        .as_bytes(),
    );
    out.extend_from_slice(number.format(device.memory).as_bytes());
    out.extend_from_slice(br#","storage":"#);
    out.extend_from_slice(number.format(device.storage).as_bytes());
    out.extend_from_slice(
        concat!(
            r#","tag":"[identified]","user":{"principal_name":"[identified]","#,
            r#""display_name":"[identified]","phone_number":"[identified]"}}"#,
        )
        .as_bytes(),
    );
}

/// One write for each field.
pub struct FieldByField(pub Device);

impl Debug for FieldByField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Device { principal_name: [identified]")?;
        f.write_str(", display_name: [identified]")?;
        f.write_str(", serial_number: [identified]")?;
        f.write_str(", imei: [identified]")?;
        f.write_str(", ip_address: [identified]")?;
        f.write_str(", wifi_mac_address: [identified]")?;
        f.write_str(", phone_number: [identified]")?;
        f.write_str(", intune_device_id: [identified]")?;
        f.write_str(", memory: ")?;
        self.0.memory.fmt(f)?;
        f.write_str(", storage: ")?;
        self.0.storage.fmt(f)?;
        f.write_str(", tag: [identified]")?;
        f.write_str(", user: User { principal_name: [identified]")?;
        f.write_str(", display_name: [identified]")?;
        f.write_str(", phone_number: [identified]")?;
        f.write_str(" } }")
    }
}

/// The form that a value cannot be seen through: std's and serde's own ways to write a struct, with
/// a marker in place of each value.
pub struct Placeholders(pub Device);

/// The user within [`Placeholders`].
struct UserPlaceholders;

struct Marker;

impl Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MARKER)
    }
}

impl Debug for Placeholders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device")
            .field("principal_name", &Marker)
            .field("display_name", &Marker)
            .field("serial_number", &Marker)
            .field("imei", &Marker)
            .field("ip_address", &Marker)
            .field("wifi_mac_address", &Marker)
            .field("phone_number", &Marker)
            .field("intune_device_id", &Marker)
            .field("memory", &self.0.memory)
            .field("storage", &self.0.storage)
            .field("tag", &Marker)
            .field("user", &UserPlaceholders)
            .finish()
    }
}

impl Debug for UserPlaceholders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("principal_name", &Marker)
            .field("display_name", &Marker)
            .field("phone_number", &Marker)
            .finish()
    }
}

impl Serialize for Placeholders {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Device", 12)?;
        out.serialize_field("principal_name", MARKER)?;
        out.serialize_field("display_name", MARKER)?;
        out.serialize_field("serial_number", MARKER)?;
        out.serialize_field("imei", MARKER)?;
        out.serialize_field("ip_address", MARKER)?;
        out.serialize_field("wifi_mac_address", MARKER)?;
        out.serialize_field("phone_number", MARKER)?;
        out.serialize_field("intune_device_id", MARKER)?;
        out.serialize_field("memory", &self.0.memory)?;
        out.serialize_field("storage", &self.0.storage)?;
        out.serialize_field("tag", MARKER)?;
        out.serialize_field("user", &UserPlaceholders)?;
        out.end()
    }
}

impl Serialize for UserPlaceholders {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("User", 3)?;
        out.serialize_field("principal_name", MARKER)?;
        out.serialize_field("display_name", MARKER)?;
        out.serialize_field("phone_number", MARKER)?;
        out.end()
    }
}
