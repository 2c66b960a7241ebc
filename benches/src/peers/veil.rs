//! `veil`: attributes on plain fields; the derived `Debug` writes other characters over the text.

use veil::Redact;

use crate::record::{TAG, device};

macro_rules! styles {
    ($( #[doc = $doc:literal] $style:ident [$($options:tt)*]; )+) => {$(
        #[doc = $doc]
        pub mod $style {
            use super::{Redact, TAG, device};

            /// A device.
            #[derive(Redact)]
            #[redact(all $($options)*)]
            pub struct Device {
                principal_name: String,
                display_name: String,
                serial_number: String,
                imei: String,
                ip_address: String,
                wifi_mac_address: String,
                phone_number: String,
                intune_device_id: String,
                #[redact(skip)]
                memory: u64,
                #[redact(skip)]
                storage: u64,
                tag: Option<String>,
                #[redact(skip)]
                user: User,
            }

            #[derive(Redact)]
            #[redact(all $($options)*)]
            struct User {
                principal_name: String,
                display_name: String,
                phone_number: String,
            }

            /// The record.
            pub fn device() -> Device {
                device!(String::from, Some(TAG.into()))
            }
        }
    )+};
}

styles! {
    #[doc = "Every letter and digit as a star."]
    full [];
    #[doc = "The first and last characters of long texts in clear."]
    partial [, partial];
    #[doc = "Eight stars."]
    fixed [, fixed = 8];
    #[doc = "A marker."]
    marked [, with = "[REDACTED]"];
}
