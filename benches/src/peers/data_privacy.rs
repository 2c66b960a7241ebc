//! `data_privacy`: a classified type for each kind of value, and an engine that is built at run time
//! and maps the classes to redactors.

use std::hint::black_box;

use data_privacy::rapidhash_redactor::RapidHashRedactor;
use data_privacy::simple_redactor::{SimpleRedactor, SimpleRedactorMode};
use data_privacy::xxh3_redactor::xxH3Redactor;
use data_privacy::{RedactedDebug, RedactionEngine, Redactor, Sensitive, classified, taxonomy};
use rapidhash::v3::RapidSecrets;

use crate::case::{Operation, text_by};
use crate::record::{TAG, device};

#[taxonomy(intune)]
enum Tax {
    Identified,
}

macro_rules! kinds {
    ($( $Kind:ident ),+) => {$(
        #[classified(Tax::Identified)]
        struct $Kind(String);

        impl From<&str> for $Kind {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    )+};
}

kinds!(
    PrincipalName,
    DisplayName,
    SerialNumber,
    Imei,
    IpAddress,
    MacAddress,
    PhoneNumber,
    DeviceId
);

#[derive(RedactedDebug)]
struct Device {
    principal_name: PrincipalName,
    display_name: DisplayName,
    serial_number: SerialNumber,
    imei: Imei,
    ip_address: IpAddress,
    wifi_mac_address: MacAddress,
    phone_number: PhoneNumber,
    intune_device_id: DeviceId,
    #[unredacted]
    memory: u64,
    #[unredacted]
    storage: u64,
    tag: Sensitive<Option<String>>,
    user: User,
}

#[derive(RedactedDebug)]
struct User {
    principal_name: PrincipalName,
    display_name: DisplayName,
    phone_number: PhoneNumber,
}

/// What the engine does unless it is told otherwise: it leaves the value out.
pub fn erase() -> impl Operation {
    debug(RedactionEngine::builder().build())
}

/// A marker in place of the value.
pub fn insert() -> impl Operation {
    let mode = SimpleRedactorMode::Insert("[REDACTED]".into());
    debug(engine(SimpleRedactor::with_mode(mode)))
}

/// A star for each byte.
pub fn replace() -> impl Operation {
    debug(engine(SimpleRedactor::with_mode(SimpleRedactorMode::Replace('*'))))
}

/// A 64-bit hash with a seed.
pub fn rapidhash() -> impl Operation {
    debug(engine(RapidHashRedactor::with_secrets(RapidSecrets::seed(42))))
}

/// A 64-bit hash with a secret.
pub fn xxh3() -> impl Operation {
    debug(engine(xxH3Redactor::with_secret([42; 192])))
}

/// A star for each byte of values in the general wrapper.
pub fn sensitive() -> impl Operation {
    let engine = engine(SimpleRedactor::with_mode(SimpleRedactorMode::Replace('*')));
    let device = wrapped::device();
    text_by(move |out| black_box(&engine).redacted_debug(black_box(&device), out))
}

fn debug(engine: RedactionEngine) -> impl Operation {
    let device: Device = device!(Into::into, Sensitive::new(Some(TAG.into()), Tax::Identified));
    text_by(move |out| black_box(&engine).redacted_debug(black_box(&device), out))
}

fn engine(redactor: impl Redactor + Send + Sync + 'static) -> RedactionEngine {
    RedactionEngine::builder().add_class_redactor(Tax::Identified, redactor).build()
}

mod wrapped {
    use super::{RedactedDebug, Sensitive, TAG, Tax, device};

    #[derive(RedactedDebug)]
    pub(super) struct Device {
        principal_name: Sensitive<String>,
        display_name: Sensitive<String>,
        serial_number: Sensitive<String>,
        imei: Sensitive<String>,
        ip_address: Sensitive<String>,
        wifi_mac_address: Sensitive<String>,
        phone_number: Sensitive<String>,
        intune_device_id: Sensitive<String>,
        #[unredacted]
        memory: u64,
        #[unredacted]
        storage: u64,
        tag: Sensitive<Option<String>>,
        user: User,
    }

    #[derive(RedactedDebug)]
    struct User {
        principal_name: Sensitive<String>,
        display_name: Sensitive<String>,
        phone_number: Sensitive<String>,
    }

    pub(super) fn device() -> Device {
        device!(text, Sensitive::new(Some(TAG.into()), Tax::Identified))
    }

    fn text(text: &str) -> Sensitive<String> {
        Sensitive::new(text.into(), Tax::Identified)
    }
}
