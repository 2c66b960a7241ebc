//! The record that is read from bytes.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use intune_privacy::{Classified, Schema};
use secrecy::SecretString;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value as Json;
use uuid::Uuid;

use super::source::{Hidden, Sample, Source};

/// Implements [`Sample`] for records, field by field.
macro_rules! records {
    ($( $Type:ident { $($field:ident)+ } )+) => {$(
        impl Sample for $Type {
            fn sample(source: &mut Source<'_>, _: Hidden) -> Self {
                let schema: &Schema = Self::SCHEMA;
                Self { $( $field: source.field(schema, stringify!($field)) ),+ }
            }
        }
    )+};
}

records! {
    World { texts typed maps secrets list by_name state pair leaf }
    Texts {
        email guid iccid imei ip location mac name path phone serial text timestamp version
        identified pseudonymized kept
    }
    Typed {
        id address moment elapsed file number signed wide float flag letter pair json rendered
        moved count figures size
    }
    Maps { identified pseudonymized kept counts optional }
    Secrets { private_key note }
    Leaf { name tag }
}

#[derive(Classified, Serialize)]
#[data(tied)]
pub(super) struct World {
    #[data(nested)]
    pub(super) texts: Texts,
    #[data(nested)]
    pub(super) typed: Typed,
    #[data(nested)]
    maps: Maps,
    #[data(nested)]
    secrets: Option<Secrets>,
    #[data(nested)]
    list: Vec<Texts>,
    #[data(nested)]
    by_name: BTreeMap<String, Vec<Leaf>>,
    #[data(nested)]
    state: State,
    #[data(nested)]
    pair: Pair,
    #[data(nested)]
    leaf: Option<Box<Leaf>>,
}

/// A text for each documented format that a text can have.
#[derive(Classified, Serialize, Deserialize, Default, Clone, PartialEq)]
#[data(tied)]
#[serde(default)]
pub(super) struct Texts {
    #[data(identified, required, mam, item = user::principal_name)]
    email: String,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    guid: String,
    #[data(identified, required, item = hardware_inventory::iccid)]
    iccid: String,
    #[data(identified, required, item = hardware_inventory::imei)]
    imei: String,
    #[data(identified, required, item = hardware_inventory::ip_address)]
    ip: String,
    #[data(identified, required, item = device_data::location)]
    location: Option<String>,
    #[data(identified, required, item = device_data::mac_address)]
    mac: String,
    #[data(identified, required, mam, item = user::display_name)]
    name: String,
    #[data(identified, required, item = application_inventory::install_location)]
    path: Option<String>,
    #[data(identified, required, item = user::phone_number)]
    phone: String,
    #[data(identified, required, item = hardware_inventory::serial_number)]
    serial: String,
    #[data(identified, required, mam, item = hardware_inventory::device_name)]
    text: String,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    timestamp: String,
    #[data(pseudonymized, required, mam, item = managed_application::sdk_version)]
    version: String,
    #[data(identified, undocumented = "test")]
    identified: String,
    #[data(pseudonymized, undocumented = "test")]
    pseudonymized: String,
    #[data(non_personal)]
    kept: String,
}

impl Texts {
    /// The same text as a value of each format.
    pub(super) fn all(text: &str) -> Self {
        let text = || String::from(text);
        Self {
            email: text(),
            guid: text(),
            iccid: text(),
            imei: text(),
            ip: text(),
            location: Some(text()),
            mac: text(),
            name: text(),
            path: Some(text()),
            phone: text(),
            serial: text(),
            text: text(),
            timestamp: text(),
            version: text(),
            identified: text(),
            pseudonymized: text(),
            kept: text(),
        }
    }
}

#[derive(Classified, Serialize)]
#[data(tied)]
pub(super) struct Typed {
    #[data(identified, required, mam, item = device_data::entra_device_id)]
    id: Uuid,
    #[data(identified, required, item = hardware_inventory::ip_address)]
    address: IpAddr,
    #[data(pseudonymized, required, mam, item = managed_application::mam_enrolled_at)]
    moment: SystemTime,
    #[data(identified, undocumented = "test")]
    elapsed: Duration,
    #[data(identified, required, item = application_inventory::install_location)]
    file: Option<PathBuf>,
    #[data(identified, undocumented = "test")]
    number: u64,
    #[data(pseudonymized, undocumented = "test")]
    signed: i64,
    #[data(identified, undocumented = "test")]
    wide: Option<u128>,
    #[data(identified, undocumented = "test")]
    float: f64,
    #[data(identified, undocumented = "test")]
    flag: bool,
    #[data(identified, undocumented = "test")]
    letter: char,
    #[data(identified, undocumented = "test")]
    pair: (String, u64),
    #[data(identified, undocumented = "test")]
    json: Json,
    #[data(identified, undocumented = "test", with = quoted)]
    #[serde(serialize_with = "quoted::serialize")]
    rendered: String,
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "twice")]
    moved: String,
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    pub(super) count: u64,
    #[data(aggregated, undocumented = "test")]
    figures: Vec<i64>,
    #[data(identified, required, item = application_inventory::size)]
    size: Option<u64>,
}

mod quoted {
    use std::fmt;

    pub(super) fn fmt(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{text:?}")
    }

    pub(super) fn serialize<S: serde::Serializer>(text: &str, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&format_args!("{text:?}"))
    }
}

fn twice<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    [text, text].serialize(serializer)
}

#[derive(Classified, Serialize)]
struct Maps {
    #[data(identified, undocumented = "test")]
    identified: BTreeMap<String, Vec<String>>,
    #[data(pseudonymized, undocumented = "test")]
    pseudonymized: BTreeMap<String, String>,
    #[data(non_personal)]
    kept: BTreeMap<String, Json>,
    #[data(aggregated, undocumented = "test")]
    counts: BTreeMap<String, u64>,
    #[data(identified, undocumented = "test")]
    optional: Option<BTreeMap<String, Option<String>>>,
}

#[derive(Classified, Serialize)]
struct Secrets {
    #[data(identified, required, item = access_control::private_key)]
    #[serde(serialize_with = "secret")]
    private_key: SecretString,
    #[data(non_personal)]
    #[serde(serialize_with = "secret")]
    note: SecretString,
}

/// As a view writes it, so that the two can be compared.
fn secret<S: Serializer>(_: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("[secret]")
}

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
struct Leaf {
    #[data(identified, required, mam, item = user::display_name)]
    name: String,
    #[data(non_personal)]
    tag: String,
}

#[derive(Classified, Serialize)]
struct Pair(
    #[data(identified, required, mam, item = user::principal_name)] String,
    #[data(non_personal)] String,
);

impl Sample for Pair {
    fn sample(source: &mut Source<'_>, _: Hidden) -> Self {
        Self(source.field(Self::SCHEMA, "0"), source.field(Self::SCHEMA, "1"))
    }
}

#[derive(Classified, Serialize)]
#[serde(tag = "state")]
enum State {
    Idle,
    Named {
        #[data(identified, undocumented = "test")]
        owner: Option<String>,
        #[data(pseudonymized, undocumented = "test")]
        seen: u64,
    },
    Held(#[data(nested)] Leaf),
}

impl Sample for State {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        match source.below(3) {
            0 => Self::Idle,
            1 => Self::Named {
                owner: source.field(Self::SCHEMA, "owner"),
                seen: source.field(Self::SCHEMA, "seen"),
            },
            _ => Self::Held(Leaf::sample(source, hidden)),
        }
    }
}
