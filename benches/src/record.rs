//! The record that every library shows: 8 texts of 17 to 36 bytes, two numbers, an optional text
//! and a nested record of 3 texts. All texts are personal: 12 in all.

/// The e-mail address of the user, here and in the nested record.
pub const PRINCIPAL_NAME: &str = "adele.vance@contoso.example";
/// The user's name, here and in the nested record.
pub const DISPLAY_NAME: &str = "Adele Vance-Johansson";
/// The serial number of the device.
pub const SERIAL_NUMBER: &str = "C02XK1JGJHD3-004217";
/// Its IMEI.
pub const IMEI: &str = "49-015420-323751-8";
/// Its IP address.
pub const IP_ADDRESS: &str = "2001:db8:85a3:8d3::370:7348";
/// The MAC address of its wireless network.
pub const WIFI_MAC_ADDRESS: &str = "00:1b:44:11:3a:b7";
/// The user's phone number, here and in the nested record.
pub const PHONE_NUMBER: &str = "+1 (425) 555-0123";
/// The device's ID in Intune.
pub const INTUNE_DEVICE_ID: &str = "8d0b5c5e-9a1f-4f0e-b0f4-6c1a2e7d9b35";
/// A free text.
pub const TAG: &str = "corner office, north";
/// Another one, of the same length.
pub const OTHER_TAG: &str = "corner office, south";
/// The bytes of memory.
pub const MEMORY: u64 = 17_179_869_184;
/// The bytes of storage.
pub const STORAGE: u64 = 511_999_086_592;

/// The personal values, none of which a redacted form may contain.
pub const PERSONAL: [&str; 9] = [
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    SERIAL_NUMBER,
    IMEI,
    IP_ADDRESS,
    WIFI_MAC_ADDRESS,
    PHONE_NUMBER,
    INTUNE_DEVICE_ID,
    TAG,
];

/// The record as a value of the types in scope, which are called `Device` and `User`: `$text` makes
/// a text from a `&str`, and `$tag` is the optional one.
macro_rules! device {
    ($text:expr, $tag:expr) => {{
        use $crate::record;
        Device {
            principal_name: $text(record::PRINCIPAL_NAME),
            display_name: $text(record::DISPLAY_NAME),
            serial_number: $text(record::SERIAL_NUMBER),
            imei: $text(record::IMEI),
            ip_address: $text(record::IP_ADDRESS),
            wifi_mac_address: $text(record::WIFI_MAC_ADDRESS),
            phone_number: $text(record::PHONE_NUMBER),
            intune_device_id: $text(record::INTUNE_DEVICE_ID),
            memory: record::MEMORY,
            storage: record::STORAGE,
            tag: $tag,
            user: User {
                principal_name: $text(record::PRINCIPAL_NAME),
                display_name: $text(record::DISPLAY_NAME),
                phone_number: $text(record::PHONE_NUMBER),
            },
        }
    }};
}

pub(crate) use device;
