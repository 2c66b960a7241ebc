//! What each action shows of a value of each documented format, alone and in lists and maps, under
//! policies of every kind.
//!
//! The expected text is put together from the parts that a value is made of, so nothing here knows
//! how a mask is computed.
#![expect(clippy::needless_pass_by_value, reason = "what has a text is not needed after it")]

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use intune_privacy::items::{
    application_inventory, device_data, diagnostics, hardware_inventory, managed_application,
    tenant_account, user,
};
use intune_privacy::{Action, Class, Classified, Item, Policy, Rounding};
use intune_privacy_tests::outputs::{outputs, without_tokens};
use intune_privacy_tests::policies::{Parts, any_parts};
use proptest::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A value, and what may be seen of it.
#[derive(Clone, Debug)]
struct Leaf {
    /// As `Display` writes it.
    text: String,
    /// As `Debug` of a record writes it.
    debug: String,
    /// The start and the end that a mask leaves.
    ends: (String, String),
    /// The text that is in a mask's place as long as it is; `None` if there is none to measure.
    length: Option<usize>,
    general: Option<String>,
    /// The number, if it is a count.
    count: Option<u64>,
}

impl Leaf {
    /// A value that is text, of which a mask shows these ends.
    fn text(text: impl Into<String>, before: &str, after: &str) -> Self {
        let text = text.into();
        Self {
            debug: format!("{text:?}"),
            ends: (before.into(), after.into()),
            length: Some(text.chars().count()),
            general: None,
            count: None,
            text,
        }
    }

    /// A value that is no text but has one.
    fn typed(text: impl ToString, before: &str, after: &str) -> Self {
        let leaf = Self::text(text.to_string(), before, after);
        Self { debug: leaf.text.clone(), ..leaf }
    }

    fn general(self, text: impl Into<String>) -> Self {
        Self { general: Some(text.into()), ..self }
    }

    fn masked(&self, stars: usize) -> String {
        let (before, after) = &self.ends;
        format!("{before}{}{after}", "*".repeat(stars))
    }
}

/// A value of a field.
#[derive(Clone, Debug)]
enum Tree {
    Leaf(Leaf),
    Missing,
    List(Vec<Tree>),
    Map(Vec<(Leaf, Tree)>),
}

/// A field, and what the documents say of it.
#[derive(Clone)]
struct Canary {
    name: &'static str,
    class: Class,
    item: &'static Item,
    tree: Tree,
}

/// For the messages of failures: the name and the values.
impl fmt::Debug for Canary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.name, self.texts())
    }
}

/// What is seen of a value.
enum Seen {
    Number(u64),
    /// Without quotation marks in `Debug`.
    Text(String),
}

impl Seen {
    fn debug(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Number(number) => json!(number),
            Self::Text(text) => json!(text),
        }
    }
}

impl Canary {
    /// Every value and key in the field.
    fn texts(&self) -> Vec<String> {
        fn visit(tree: &Tree, texts: &mut Vec<String>) {
            match tree {
                Tree::Missing => {}
                Tree::Leaf(leaf) => texts.push(leaf.text.clone()),
                Tree::List(list) => list.iter().for_each(|tree| visit(tree, texts)),
                Tree::Map(map) => {
                    for (key, value) in map {
                        texts.push(key.text.clone());
                        visit(value, texts);
                    }
                }
            }
        }
        let mut texts = Vec::new();
        visit(&self.tree, &mut texts);
        texts
    }
}

/// A field under a policy.
struct View<'a> {
    canary: &'a Canary,
    parts: &'a Parts,
    action: Action,
}

impl<'a> View<'a> {
    fn new(canary: &'a Canary, parts: &'a Parts) -> Self {
        Self { canary, parts, action: parts.action(canary.class, Some(canary.item)) }
    }

    fn marker(&self) -> &'static str {
        match self.canary.class {
            Class::Identified => "[identified]",
            Class::Pseudonymized => "[pseudonymized]",
            Class::Aggregated => "[aggregated]",
            _ => "[non_personal]",
        }
    }

    /// What an action that is neither to keep, to erase nor to omit shows.
    fn seen(&self, leaf: &Leaf) -> Seen {
        let marker = || Seen::Text(self.marker().into());
        match self.action {
            Action::Mask => Seen::Text(leaf.masked(3)),
            Action::MaskToLength => {
                let (before, after) = &leaf.ends;
                let shown = before.chars().count() + after.chars().count();
                Seen::Text(leaf.masked(leaf.length.map_or(3, |length| length - shown)))
            }
            Action::Generalize => leaf.general.clone().map_or_else(marker, Seen::Text),
            Action::Pseudonymize => Seen::Text(self.token(&leaf.text)),
            Action::Suppress { minimum } => match leaf.count {
                Some(count) if (1..minimum.into()).contains(&count) => {
                    Seen::Text("[suppressed]".into())
                }
                count => count.map_or_else(marker, Seen::Number),
            },
            Action::Round(rounding) => {
                leaf.count.map_or_else(marker, |count| Seen::Number(rounded(rounding, count)))
            }
            _ => marker(),
        }
    }

    fn token(&self, text: &str) -> String {
        let pseudonyms = self.parts.pseudonyms.as_ref().expect("it is erased without");
        pseudonyms.token(self.canary.item, text).to_string()
    }

    fn key(&self, key: &Leaf, number: usize) -> Seen {
        match self.action {
            Action::Pseudonymize => self.seen(key),
            // The key of an aggregate names the group.
            Action::Suppress { .. } | Action::Round(_)
                if self.canary.class == Class::Aggregated =>
            {
                Seen::Text(key.debug.clone())
            }
            _ => Seen::Text(format!("[key {number}]")),
        }
    }

    fn debug(&self, tree: &Tree) -> String {
        match (tree, self.action) {
            (_, Action::Erase) => self.marker().into(),
            (Tree::Missing, _) => "None".into(),
            (Tree::Leaf(leaf), Action::Keep) => leaf.debug.clone(),
            (Tree::Leaf(leaf), _) => self.seen(leaf).debug(),
            (Tree::List(list), _) => {
                let list: Vec<_> = list.iter().map(|tree| self.debug(tree)).collect();
                format!("[{}]", list.join(", "))
            }
            (Tree::Map(map), _) => {
                let entries = map.iter().enumerate().map(|(index, (key, value))| {
                    let key = match self.action {
                        Action::Keep => key.debug.clone(),
                        _ => self.key(key, index + 1).debug(),
                    };
                    format!("{key}: {}", self.debug(value))
                });
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The JSON under an action other than to keep.
    fn json(&self, tree: &Tree) -> Value {
        match (tree, self.action) {
            (_, Action::Erase) => json!(self.marker()),
            (Tree::Missing, _) => Value::Null,
            (Tree::Leaf(leaf), _) => self.seen(leaf).json(),
            (Tree::List(list), _) => list.iter().map(|tree| self.json(tree)).collect(),
            (Tree::Map(map), _) => map
                .iter()
                .enumerate()
                .map(|(index, (key, value))| {
                    let key = self.key(key, index + 1).debug();
                    (key.trim_matches('"').to_owned(), self.json(value))
                })
                .collect(),
        }
    }
}

/// As the documentation of [`Rounding`] says.
fn rounded(rounding: Rounding, count: u64) -> u64 {
    let nearest = u64::from(rounding.nearest());
    match rounding.small() {
        _ if count == 0 => 0,
        Some((up_to, shown)) if count <= up_to.into() => shown.into(),
        _ => (count + nearest / 2) / nearest * nearest,
    }
}

#[test]
fn rounding_is_to_the_nearest() {
    let Action::Round(nhs) = Action::ROUND_NHS else { panic!("it rounds") };
    assert_eq!([0, 1, 7, 8, 12, 13].map(|count| rounded(nhs, count)), [0, 5, 5, 10, 10, 15]);
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Formats {
    #[data(identified, required, mam, item = user::email)]
    email: String,
    #[data(identified, required, mam, item = user::email)]
    emails: Vec<Option<String>>,
    #[data(identified, required, mam, item = user::email)]
    by_email: BTreeMap<String, [String; 1]>,
    #[data(identified, required, item = user::phone_number)]
    phone: String,
    #[data(identified, required, mam, item = user::display_name)]
    person: Option<String>,
    #[data(identified, required)]
    imei: String,
    #[data(identified, required, item = imei)]
    imei_number: u64,
    #[data(identified, required)]
    iccid: Option<String>,
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    ip_address: IpAddr,
    #[data(identified, required, item = ip_address)]
    ip_v6: Ipv6Addr,
    #[data(identified, required, item = ip_address)]
    ip_text: String,
    #[data(identified, required)]
    wifi_mac_address: String,
    #[data(identified, required, mam)]
    os_version: String,
    #[data(identified, required, item = application_inventory::install_location)]
    path: Option<PathBuf>,
    #[data(identified, required, item = device_data::location)]
    position: Option<String>,
    #[data(identified, required, mam)]
    intune_device_id: Uuid,
    #[data(identified, required, mam, item = intune_device_id)]
    ids: BTreeMap<Uuid, Vec<Uuid>>,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    seen: DateTime<Utc>,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    seen_text: String,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    seen_jiff: jiff::Timestamp,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    seen_time: time::OffsetDateTime,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    seen_system: SystemTime,
    #[data(identified, required, mam)]
    device_name: String,
    #[data(identified, required, item = device_data::storage_space)]
    storage: u64,
    #[data(aggregated, required, mam, item = tenant_account::installed_device_count)]
    count: u64,
    #[data(aggregated, required, item = tenant_account::platform_count)]
    counts: BTreeMap<String, u64>,
    #[data(pseudonymized, optional, item = diagnostics::feature_use_count)]
    uses: Option<u32>,
    #[data(identified, required, item = access_control::private_key)]
    #[serde(serialize_with = "exposed")]
    private_key: SecretString,
    #[data(identified, required, item = access_control::static_authenticator)]
    #[serde(serialize_with = "all_exposed")]
    authenticators: Vec<SecretString>,
}

/// What a careless user writes; the secret must stay hidden all the same.
fn exposed<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

fn all_exposed<S: Serializer>(secrets: &[SecretString], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(secrets.iter().map(ExposeSecret::expose_secret))
}

/// The items of the fields.
static ITEMS: [&Item; 18] = [
    &application_inventory::INSTALL_LOCATION,
    &device_data::INTUNE_DEVICE_ID,
    &device_data::LOCATION,
    &device_data::STORAGE_SPACE,
    &diagnostics::FEATURE_USE_COUNT,
    &hardware_inventory::DEVICE_NAME,
    &hardware_inventory::ICCID,
    &hardware_inventory::IMEI,
    &hardware_inventory::IP_ADDRESS,
    &hardware_inventory::OS_VERSION,
    &hardware_inventory::SERIAL_NUMBER,
    &hardware_inventory::WIFI_MAC_ADDRESS,
    &managed_application::LAST_CHECK_IN,
    &tenant_account::INSTALLED_DEVICE_COUNT,
    &tenant_account::PLATFORM_COUNT,
    &user::DISPLAY_NAME,
    &user::PRINCIPAL_NAME,
    &user::PHONE_NUMBER,
];

/// Texts of the formats with what may be seen of them. Four of these letters in a row are in no name
/// and no marker.
mod leaves {
    use super::*;

    pub(super) fn email() -> impl Strategy<Value = Leaf> {
        ("[bghjkqwxz]", "[bghjkqwxz]{4,8}\\.[bghjkqwxz]{5,9}", "[bghjkqwxz]{6,9}\\.example")
            .prop_map(|(first, rest, domain)| {
                let domain = format!("@{domain}");
                Leaf::text(format!("{first}{rest}{domain}"), &first, &domain).general(&domain)
            })
    }

    pub(super) fn phone() -> impl Strategy<Value = Leaf> {
        ("\\+[1-9][0-9]{6,9}", "[0-9]{4}")
            .prop_map(|(start, end)| Leaf::text(format!("{start}{end}"), "", &end))
    }

    pub(super) fn person() -> impl Strategy<Value = Leaf> {
        ("[A-Z]", "[bghjkqwxz]{4,8} [A-Z][bghjkqwxz]{4,8}")
            .prop_map(|(first, rest)| Leaf::text(format!("{first}{rest}"), &first, ""))
    }

    pub(super) fn imei() -> impl Strategy<Value = Leaf> {
        ("[1-9][0-9]{7}", "[0-9]{3}", "[0-9]{3}").prop_map(|(model, middle, end)| {
            let end = format!("{end}{}", check_digit(&format!("{model}{middle}{end}")));
            Leaf::text(format!("{model}{middle}{end}"), "", &end).general(model)
        })
    }

    /// The digit that makes the sum of Luhn a multiple of 10.
    fn check_digit(digits: &str) -> u32 {
        let sum: u32 = digits
            .chars()
            .rev()
            .zip([2, 1].into_iter().cycle())
            .map(|(digit, weight)| digit.to_digit(10).expect("a digit") * weight)
            .map(|product| product / 10 + product % 10)
            .sum();
        (10 - sum % 10) % 10
    }

    pub(super) fn iccid() -> impl Strategy<Value = Leaf> {
        ("89[0-9]{13}", "[0-9]{4}")
            .prop_map(|(start, end)| Leaf::text(format!("{start}{end}"), "", &end))
    }

    pub(super) fn serial() -> impl Strategy<Value = Leaf> {
        ("[A-Z0-9]{8}", "[A-Z0-9]{4}")
            .prop_map(|(start, end)| Leaf::text(format!("{start}{end}"), "", &end))
    }

    pub(super) fn ip_v4() -> impl Strategy<Value = (Ipv4Addr, Leaf)> {
        any::<[u8; 4]>().prop_map(|[a, b, c, d]| {
            let address = Ipv4Addr::new(a, b, c, d);
            let leaf = Leaf::typed(address, &format!("{a}.{b}."), "");
            (address, leaf.general(format!("{a}.{b}.{c}.0/24")))
        })
    }

    pub(super) fn ip_v6() -> impl Strategy<Value = (Ipv6Addr, Leaf)> {
        prop::array::uniform8(0x3000_u16..0xf000).prop_map(|groups| {
            let address = Ipv6Addr::from(groups);
            let [a, b, c, ..] = groups;
            let leaf = Leaf::typed(address, &format!("{a:x}:{b:x}:"), "");
            (address, leaf.general(format!("{a:x}:{b:x}:{c:x}::/48")))
        })
    }

    pub(super) fn mac() -> impl Strategy<Value = Leaf> {
        ("a4:[0-9a-f]{2}:[0-9a-f]{2}", ":[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}").prop_map(
            |(vendor, rest)| {
                let before = format!("{vendor}:");
                Leaf::text(format!("{vendor}{rest}"), &before, "").general(vendor)
            },
        )
    }

    pub(super) fn version() -> impl Strategy<Value = Leaf> {
        ("[1-9][0-9]?", "\\.[0-9]{1,2}\\.[0-9]{5}\\.[0-9]{4}").prop_map(|(major, rest)| {
            let before = format!("{major}.");
            Leaf::text(format!("{major}{rest}"), &before, "").general(major)
        })
    }

    pub(super) fn path() -> impl Strategy<Value = Leaf> {
        let windows = r"C:\\[A-Z][bghjkqwxz]{4,8}\\[bghjkqwxz]{4,8}\\[bghjkqwxz]{6,9}";
        let unix = "/home/[bghjkqwxz]{6,9}/[bghjkqwxz]{6,9}";
        prop_oneof![
            windows.prop_map(|stem| Leaf::text(stem + ".docx", r"C:\", ".docx")),
            unix.prop_map(|stem| Leaf::text(stem + ".pdf", "/", ".pdf")),
        ]
    }

    pub(super) fn position() -> impl Strategy<Value = Leaf> {
        ("[1-8][0-9]\\.[0-9]", "[0-4][0-9]{3}", "-1[0-7][0-9]\\.[1-9]", "[0-4][0-9]{3}").prop_map(
            |(latitude, more, longitude, still_more)| {
                Leaf::text(format!("{latitude}{more}, {longitude}{still_more}"), "", "")
                    .general(format!("{latitude}, {longitude}"))
            },
        )
    }

    pub(super) fn guid() -> impl Strategy<Value = (Uuid, Leaf)> {
        any::<u128>().prop_map(|bits| {
            let id = Uuid::from_u128(bits);
            (id, Leaf::typed(id, "", &id.to_string()[32..]))
        })
    }

    /// Seconds since 1970, in years of 4 digits.
    pub(super) fn moment() -> impl Strategy<Value = u32> {
        any::<u32>()
    }

    /// A moment in the text of a type that has one.
    pub(super) fn typed_moment(text: impl ToString) -> Leaf {
        let text = text.to_string();
        let (year, day) = (text[..5].to_owned(), text[..10].to_owned());
        Leaf::typed(text, &year, "").general(day)
    }

    pub(super) fn word() -> impl Strategy<Value = Leaf> {
        "[bghjkqwxz]{8,12}".prop_map(|text| Leaf::text(text, "", ""))
    }

    /// A number, whose format has no part to show.
    pub(super) fn number() -> impl Strategy<Value = (u64, Leaf)> {
        (1_000_000_000_u64..).prop_map(|number| (number, Leaf::typed(number, "", "")))
    }

    pub(super) fn count(count: u64) -> Leaf {
        Leaf { count: Some(count), ..Leaf::typed(count, "", "") }
    }
}

/// A record, and what may be seen of each of its fields.
#[expect(clippy::too_many_lines, reason = "it is one table")]
fn formats() -> impl Strategy<Value = (Formats, Vec<Canary>)> {
    let people = (
        leaves::email(),
        prop::collection::vec(prop::option::of(leaves::email()), 0..3),
        prop::collection::btree_map("[bghjkqwxz]{6}", (leaves::email(), leaves::email()), 0..3),
        leaves::phone(),
        prop::option::of(leaves::person()),
        leaves::position(),
        leaves::path(),
    );
    let hardware = (
        leaves::imei(),
        prop::option::of(leaves::iccid()),
        leaves::serial(),
        leaves::ip_v4(),
        leaves::ip_v6(),
        leaves::mac(),
        leaves::version(),
        leaves::word(),
        leaves::number(),
    );
    let ids = prop::collection::btree_map(
        any::<u128>().prop_map(Uuid::from_u128),
        prop::collection::vec(leaves::guid(), 0..3),
        0..3,
    );
    let counts = prop::collection::btree_map("[bghjkqwxz]{8}", 0..30_u64, 0..3);
    let others = (leaves::guid(), ids, leaves::moment(), 0..30_u64, counts, 0..30_u32);
    (people, hardware, others).prop_map(|(people, hardware, others)| {
        let (email, emails, by_email, phone, person, position, path) = people;
        let (imei, iccid, serial, ip_v4, ip_v6, mac, version, word, number) = hardware;
        let (guid, ids, moment, count, counts, uses) = others;
        // The keys are in order, and are e-mail addresses, too.
        let by_email: BTreeMap<_, _> =
            by_email.into_values().map(|(key, value)| (key.text.clone(), (key, value))).collect();
        let text = |leaf: &Option<Leaf>| leaf.as_ref().map(|leaf| leaf.text.clone());
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(moment.into());
        let seconds = i64::from(moment);
        let seen = DateTime::from_timestamp(seconds, 0).expect("in range");
        let seen_jiff = jiff::Timestamp::from_second(seconds).expect("in range");
        let seen_time = time::OffsetDateTime::from_unix_timestamp(seconds).expect("in range");
        let seen_text = seen.to_rfc3339();
        let record = Formats {
            email: email.text.clone(),
            emails: emails.iter().map(text).collect(),
            by_email: by_email
                .iter()
                .map(|(key, (_, value))| (key.clone(), [value.text.clone()]))
                .collect(),
            phone: phone.text.clone(),
            person: text(&person),
            imei: imei.text.clone(),
            imei_number: imei.text.parse().expect("a number"),
            iccid: text(&iccid),
            serial_number: serial.text.clone(),
            ip_address: ip_v4.0.into(),
            ip_v6: ip_v6.0,
            ip_text: ip_v6.1.text.clone(),
            wifi_mac_address: mac.text.clone(),
            os_version: version.text.clone(),
            path: Some(path.text.clone().into()),
            position: Some(position.text.clone()),
            intune_device_id: guid.0,
            ids: ids
                .iter()
                .map(|(key, list)| (*key, list.iter().map(|(id, _)| *id).collect()))
                .collect(),
            seen,
            seen_text: seen_text.clone(),
            seen_jiff,
            seen_time,
            seen_system: at,
            device_name: word.text.clone(),
            storage: number.0,
            count,
            counts: counts.clone(),
            uses: Some(uses),
            private_key: "hunter2 hunter2".into(),
            authenticators: vec!["hunter2 hunter2".into()],
        };
        let leaf = |leaf: Option<Leaf>| leaf.map_or(Tree::Missing, Tree::Leaf);
        let system = Leaf {
            debug: format!("{at:?}"),
            ends: Default::default(),
            // A moment of the system has no text, so there is nothing to mask a part of.
            length: None,
            // Its pseudonym is that of the nanoseconds.
            text: (u128::from(moment) * 1_000_000_000).to_string(),
            ..leaves::typed_moment(seen)
        };
        let trees = [
            Tree::Leaf(email),
            Tree::List(emails.into_iter().map(leaf).collect()),
            Tree::Map(
                by_email
                    .into_values()
                    .map(|(key, value)| (key, Tree::List(vec![Tree::Leaf(value)])))
                    .collect(),
            ),
            Tree::Leaf(phone),
            leaf(person),
            Tree::Leaf(imei.clone()),
            Tree::Leaf(Leaf { debug: imei.text.clone(), ..imei }),
            leaf(iccid),
            Tree::Leaf(serial),
            Tree::Leaf(ip_v4.1),
            Tree::Leaf(ip_v6.1.clone()),
            Tree::Leaf(Leaf { debug: format!("{:?}", ip_v6.1.text), ..ip_v6.1 }),
            Tree::Leaf(mac),
            Tree::Leaf(version),
            Tree::Leaf(path),
            Tree::Leaf(position),
            Tree::Leaf(guid.1),
            Tree::Map(
                ids.into_iter()
                    .map(|(key, list)| {
                        let list = list.into_iter().map(|(_, leaf)| Tree::Leaf(leaf)).collect();
                        (Leaf::typed(key, "", ""), Tree::List(list))
                    })
                    .collect(),
            ),
            Tree::Leaf(leaves::typed_moment(seen)),
            Tree::Leaf(Leaf {
                debug: format!("{seen_text:?}"),
                ..leaves::typed_moment(&seen_text)
            }),
            Tree::Leaf(leaves::typed_moment(seen_jiff)),
            Tree::Leaf(leaves::typed_moment(seen_time)),
            Tree::Leaf(system),
            Tree::Leaf(word),
            Tree::Leaf(number.1),
            Tree::Leaf(leaves::count(count)),
            Tree::Map(
                counts
                    .into_iter()
                    .map(|(key, count)| (Leaf::text(key, "", ""), Tree::Leaf(leaves::count(count))))
                    .collect(),
            ),
            Tree::Leaf(leaves::count(uses.into())),
        ];
        let canaries = FIELDS.into_iter().zip(trees);
        let canaries =
            canaries.map(|((name, class, item), tree)| Canary { name, class, item, tree });
        (record, canaries.collect())
    })
}

/// What the attributes above say, without the secrets.
static FIELDS: [(&str, Class, &Item); 28] = [
    ("email", Class::Identified, &user::PRINCIPAL_NAME),
    ("emails", Class::Identified, &user::PRINCIPAL_NAME),
    ("by_email", Class::Identified, &user::PRINCIPAL_NAME),
    ("phone", Class::Identified, &user::PHONE_NUMBER),
    ("person", Class::Identified, &user::DISPLAY_NAME),
    ("imei", Class::Identified, &hardware_inventory::IMEI),
    ("imei_number", Class::Identified, &hardware_inventory::IMEI),
    ("iccid", Class::Identified, &hardware_inventory::ICCID),
    ("serial_number", Class::Identified, &hardware_inventory::SERIAL_NUMBER),
    ("ip_address", Class::Identified, &hardware_inventory::IP_ADDRESS),
    ("ip_v6", Class::Identified, &hardware_inventory::IP_ADDRESS),
    ("ip_text", Class::Identified, &hardware_inventory::IP_ADDRESS),
    ("wifi_mac_address", Class::Identified, &hardware_inventory::WIFI_MAC_ADDRESS),
    ("os_version", Class::Identified, &hardware_inventory::OS_VERSION),
    ("path", Class::Identified, &application_inventory::INSTALL_LOCATION),
    ("position", Class::Identified, &device_data::LOCATION),
    ("intune_device_id", Class::Identified, &device_data::INTUNE_DEVICE_ID),
    ("ids", Class::Identified, &device_data::INTUNE_DEVICE_ID),
    ("seen", Class::Pseudonymized, &managed_application::LAST_CHECK_IN),
    ("seen_text", Class::Pseudonymized, &managed_application::LAST_CHECK_IN),
    ("seen_jiff", Class::Pseudonymized, &managed_application::LAST_CHECK_IN),
    ("seen_time", Class::Pseudonymized, &managed_application::LAST_CHECK_IN),
    ("seen_system", Class::Pseudonymized, &managed_application::LAST_CHECK_IN),
    ("device_name", Class::Identified, &hardware_inventory::DEVICE_NAME),
    ("storage", Class::Identified, &device_data::STORAGE_SPACE),
    ("count", Class::Aggregated, &tenant_account::INSTALLED_DEVICE_COUNT),
    ("counts", Class::Aggregated, &tenant_account::PLATFORM_COUNT),
    ("uses", Class::Pseudonymized, &diagnostics::FEATURE_USE_COUNT),
];

/// What `Debug` shows of the record.
fn expected_debug(canaries: &[Canary], parts: &Parts) -> String {
    let mut fields = Vec::new();
    let mut omitted = false;
    for canary in canaries {
        let view = View::new(canary, parts);
        match view.action {
            Action::Omit => omitted = true,
            _ => fields.push(format!("{}: {}", canary.name, view.debug(&canary.tree))),
        }
    }
    fields.push("private_key: [secret], authenticators: [secret]".into());
    let dots = if omitted { ", .." } else { "" };
    format!("Formats {{ {}{dots} }}", fields.join(", "))
}

/// What the JSON shows of the record. Kept fields are as serde itself writes them.
fn expected_json(record: &Formats, canaries: &[Canary], parts: &Parts) -> Value {
    let clear = json!(record);
    let mut fields = Map::new();
    for canary in canaries {
        let view = View::new(canary, parts);
        let value = match view.action {
            Action::Omit => continue,
            Action::Keep => clear[canary.name].clone(),
            _ => view.json(&canary.tree),
        };
        fields.insert(canary.name.into(), value);
    }
    fields.insert("private_key".into(), json!("[secret]"));
    fields.insert("authenticators".into(), json!("[secret]"));
    Value::Object(fields)
}

/// The text of what the policy hides altogether: no four characters of it in a row may show.
fn hidden<'a>(canaries: &'a [Canary], parts: &'a Parts) -> impl Iterator<Item = String> + 'a {
    let hides = |action| matches!(action, Action::Erase | Action::Omit | Action::Pseudonymize);
    let hidden = canaries.iter().filter(move |canary| hides(View::new(canary, parts).action));
    hidden.flat_map(Canary::texts)
}

fn shows(shown: &str, canary: &str) -> bool {
    let characters: Vec<char> = canary.chars().collect();
    characters.windows(4).any(|part| shown.contains(&String::from_iter(part)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, max_shrink_iters: 256, ..Default::default() })]

    /// The whole of each view is known beforehand, under any policy.
    #[test]
    fn every_field_shows_what_its_action_says(
        (record, canaries) in formats(),
        parts in any_parts(&ITEMS),
    ) {
        let policy = parts.policy();
        let view = record.redacted(&policy);
        let debug = expected_debug(&canaries, &parts);
        prop_assert_eq!(format!("{view:?}"), &*debug);
        prop_assert_eq!(format!("{view}"), &*debug);
        let json = expected_json(&record, &canaries, &parts);
        prop_assert_eq!(serde_json::to_value(view).expect("JSON"), json);
    }

    /// In every output, not four characters of a hidden value show in a row.
    #[test]
    fn no_part_of_a_hidden_value_shows(
        (record, canaries) in formats(),
        action in prop::sample::select(vec![Action::Erase, Action::Omit, Action::Pseudonymize]),
    ) {
        let parts = Parts::all(action);
        for (name, shown) in outputs(&record, &parts.policy()) {
            let shown = without_tokens(&shown);
            prop_assert!(!shown.contains("hunter2"), "{name}: {shown}");
            for hidden in hidden(&canaries, &parts) {
                prop_assert!(!shows(&shown, &hidden), "{name} shows of {hidden}: {shown}");
            }
        }
    }
}

/// The test above can fail.
#[test]
fn a_shown_part_is_noticed() {
    assert!(shows("x ele@ y", "adele@contoso.example"));
    assert!(!shows("x ele y", "adele@contoso.example"));
}

/// Counts of data that is not aggregated may be counts of people, by name.
#[test]
fn only_the_keys_of_aggregated_counts_are_names_of_groups() {
    #[derive(Classified, Serialize)]
    struct Counts {
        #[data(aggregated, required, item = tenant_account::enrolled_count)]
        by_group: BTreeMap<Vec<&'static str>, u64>,
        #[data(pseudonymized, optional, item = diagnostics::feature_use_count)]
        by_user: BTreeMap<&'static str, u64>,
    }

    let counts = Counts {
        by_group: BTreeMap::from([(vec!["sales"], 7)]),
        by_user: BTreeMap::from([("ada", 7)]),
    };
    let policy = Policy::strict()
        .with(Class::Pseudonymized, Action::SUPPRESS)
        .with(Class::Aggregated, Action::SUPPRESS);
    // A key that is no leaf value has no name to show.
    assert_eq!(
        format!("{:?}", counts.redacted(&policy)),
        "Counts { by_group: {[identified]: 7}, by_user: {[key 1]: 7} }",
    );
}
