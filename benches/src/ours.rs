//! The record classified for `intune-privacy`, and its views.

use std::fmt::Write;
use std::hint::black_box;

use intune_privacy::{Action, Algorithm, Class, Classified, Key, Keyring, Policy, items};

use crate::case::{Operation, json_by, text_by};
use crate::record::{OTHER_TAG, TAG, device};

/// Keeps everything in clear: the record has no secret.
pub const OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

/// Erases as `Policy::logs` does, with an action for an item, so that each field's item is asked.
pub fn items() -> Policy {
    Policy::logs().with_item(&items::user::DISPLAY_NAME, Action::Erase)
}

/// Pseudonyms in place of all personal values.
///
/// # Panics
///
/// Never: the key is long enough.
pub fn pseudonyms(algorithm: Algorithm) -> Policy {
    let key: Vec<u8> = (0..32).collect();
    let key = Key::from_bytes("bench", &key).expect("32 bytes are enough");
    Policy::logs()
        .with(Class::Identified, Action::Pseudonymize)
        .with_pseudonyms(Keyring::new(key).pseudonyms_with("contoso", algorithm))
}

/// A device. The record names its user, so what identifies the device is identified data.
#[derive(Classified)]
#[data(category = hardware_inventory)]
pub struct Device {
    #[data(identified, required, mam, item = user::principal_name)]
    principal_name: String,
    #[data(identified, required, mam, item = user::display_name)]
    display_name: String,
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    imei: String,
    #[data(identified, required)]
    ip_address: String,
    #[data(identified, required)]
    wifi_mac_address: String,
    #[data(identified, required, item = user::phone_number)]
    phone_number: String,
    #[data(identified, required, mam)]
    intune_device_id: String,
    #[data(non_personal)]
    memory: u64,
    #[data(non_personal)]
    storage: u64,
    #[data(identified, undocumented = "an administrator writes what helps to find the device")]
    tag: Option<String>,
    #[data(nested)]
    user: User,
}

/// Its user.
#[derive(Classified)]
#[data(category = user)]
struct User {
    #[data(identified, required, mam, subject)]
    principal_name: String,
    #[data(identified, required, mam)]
    display_name: String,
    #[data(identified, required)]
    phone_number: String,
}

/// A device without the nested record, for formats that have no place for one.
#[derive(Classified)]
#[data(category = hardware_inventory)]
pub struct Flat {
    #[data(identified, required, mam, item = user::principal_name)]
    principal_name: String,
    #[data(identified, required, mam, item = user::display_name)]
    display_name: String,
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    imei: String,
    #[data(identified, required)]
    ip_address: String,
    #[data(identified, required)]
    wifi_mac_address: String,
    #[data(identified, required, item = user::phone_number)]
    phone_number: String,
    #[data(identified, required, mam)]
    intune_device_id: String,
    #[data(non_personal)]
    memory: u64,
    #[data(non_personal)]
    storage: u64,
    #[data(identified, undocumented = "an administrator writes what helps to find the device")]
    tag: Option<String>,
    #[data(identified, undocumented = "an administrator wrote what helped to find the device")]
    former_tag: Option<String>,
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

/// The record with a number in its tag, so that many differ.
pub fn numbered(number: usize) -> Device {
    device!(String::from, Some(format!("corner office, door {number}")))
}

/// The record without its user, with a number in its tag.
pub fn flat_numbered(number: usize) -> Flat {
    Flat { tag: numbered(number).tag, ..flat() }
}

/// `{:?}` under a policy that only the run knows.
pub fn debug(policy: Policy) -> impl Operation {
    let device = device();
    text_by(move |out| write!(out, "{:?}", black_box(&device).redacted(black_box(&policy))))
}

/// `{:#?}` under a policy that only the run knows.
pub fn pretty(policy: Policy) -> impl Operation {
    let device = device();
    text_by(move |out| write!(out, "{:#?}", black_box(&device).redacted(black_box(&policy))))
}

/// JSON under a policy that only the run knows.
pub fn json(policy: Policy) -> impl Operation {
    let device = device();
    json_by(move |out| serde_json::to_writer(out, &black_box(&device).redacted(black_box(&policy))))
}
