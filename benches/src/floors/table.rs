//! One static table of names and classes for each type, an accessor by number, and loops over both:
//! what the library is, without its policies, its formats and its other types of values.

use std::fmt::{self, Debug, Formatter};

use super::MARKER;
use crate::plain::{Device, User};

/// What a field holds.
enum Class {
    Identified,
    NonPersonal,
    Nested,
}

struct Field {
    name: &'static str,
    class: Class,
}

/// What is known of a type without a value.
struct Schema {
    name: &'static str,
    fields: &'static [Field],
}

enum Value<'a> {
    Text(&'a str),
    Number(u64),
    Nothing,
    Record(&'a dyn Record),
}

trait Record {
    fn schema(&self) -> &'static Schema;
    fn value(&self, index: usize) -> Value<'_>;
}

const fn identified(name: &'static str) -> Field {
    Field { name, class: Class::Identified }
}

static DEVICE: Schema = Schema {
    name: "Device",
    fields: &[
        identified("principal_name"),
        identified("display_name"),
        identified("serial_number"),
        identified("imei"),
        identified("ip_address"),
        identified("wifi_mac_address"),
        identified("phone_number"),
        identified("intune_device_id"),
        Field { name: "memory", class: Class::NonPersonal },
        Field { name: "storage", class: Class::NonPersonal },
        identified("tag"),
        Field { name: "user", class: Class::Nested },
    ],
};

static USER: Schema = Schema {
    name: "User",
    fields: &[identified("principal_name"), identified("display_name"), identified("phone_number")],
};

impl Record for Device {
    fn schema(&self) -> &'static Schema {
        &DEVICE
    }

    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Text(&self.principal_name),
            1 => Value::Text(&self.display_name),
            2 => Value::Text(&self.serial_number),
            3 => Value::Text(&self.imei),
            4 => Value::Text(&self.ip_address),
            5 => Value::Text(&self.wifi_mac_address),
            6 => Value::Text(&self.phone_number),
            7 => Value::Text(&self.intune_device_id),
            8 => Value::Number(self.memory),
            9 => Value::Number(self.storage),
            10 => self.tag.as_deref().map_or(Value::Nothing, Value::Text),
            11 => Value::Record(&self.user),
            _ => Value::Nothing,
        }
    }
}

impl Record for User {
    fn schema(&self) -> &'static Schema {
        &USER
    }

    fn value(&self, index: usize) -> Value<'_> {
        match index {
            0 => Value::Text(&self.principal_name),
            1 => Value::Text(&self.display_name),
            2 => Value::Text(&self.phone_number),
            _ => Value::Nothing,
        }
    }
}

/// `Debug` with a marker in place of each identified value.
pub struct Redacted(pub Device);

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        redacted(&self.0, f)
    }
}

fn redacted(record: &dyn Record, f: &mut Formatter<'_>) -> fmt::Result {
    let schema = record.schema();
    f.write_str(schema.name)?;
    let mut before = " { ";
    for (index, field) in schema.fields.iter().enumerate() {
        f.write_str(before)?;
        f.write_str(field.name)?;
        f.write_str(": ")?;
        match field.class {
            Class::Identified => f.write_str(MARKER)?,
            Class::NonPersonal | Class::Nested => match record.value(index) {
                Value::Text(text) => text.fmt(f)?,
                Value::Number(number) => number.fmt(f)?,
                Value::Nothing => f.write_str("None")?,
                Value::Record(record) => redacted(record, f)?,
            },
        }
        before = ", ";
    }
    f.write_str(" }")
}

/// JSON with a marker in place of each identified value, by a writer of its own.
pub fn redacted_json(device: &Device, out: &mut Vec<u8>) {
    json::<true>(device, out);
}

/// JSON in clear, by a writer of its own.
pub fn json_in_clear(device: &Device, out: &mut Vec<u8>) {
    json::<false>(device, out);
}

fn json<const REDACTED: bool>(record: &dyn Record, out: &mut Vec<u8>) {
    let mut before = b'{';
    for (index, field) in record.schema().fields.iter().enumerate() {
        // A name in Rust has nothing to escape.
        out.push(before);
        out.push(b'"');
        out.extend_from_slice(field.name.as_bytes());
        out.extend_from_slice(b"\":");
        if REDACTED && matches!(field.class, Class::Identified) {
            text(MARKER, out);
        } else {
            match record.value(index) {
                Value::Text(value) => text(value, out),
                Value::Number(number) => {
                    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
                }
                Value::Nothing => out.extend_from_slice(b"null"),
                Value::Record(record) => json::<REDACTED>(record, out),
            }
        }
        before = b',';
    }
    out.push(b'}');
}

fn text(text: &str, out: &mut Vec<u8>) {
    // Without an end before the last byte, so that the compiler can look at many bytes at once.
    let escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |found, byte| found | escaped(byte)) {
        serde_json::to_writer(out, text).expect("a `Vec` takes every text");
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}
