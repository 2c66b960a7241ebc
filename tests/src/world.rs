//! A corpus of records in which every field holds characters that occur nowhere else.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv6Addr};

use intune_privacy::Classified;
use proptest::prelude::*;
use proptest::sample::select;
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};
use uuid::Uuid;

/// The letters of identified canaries. No name in this file and no marker has a letter of any
/// class, and no two classes share one.
pub const IDENTIFIED: &str = "àéîõü";
/// The letters of pseudonymized canaries.
pub const PSEUDONYMIZED: &str = "ЖЩЮЯ";
/// The letters of non-personal canaries.
pub const KEPT: &str = "λμπω";
/// The letters of secret canaries.
pub const SECRET: &str = "ÅÄÖ";

/// A text of the letters.
fn text(letters: &'static str) -> impl Strategy<Value = String> {
    let letters: Vec<char> = letters.chars().collect();
    prop::collection::vec(select(letters), 8..16).prop_map(String::from_iter)
}

fn identified() -> impl Strategy<Value = String> {
    text(IDENTIFIED)
}

fn pseudonymized() -> impl Strategy<Value = String> {
    text(PSEUDONYMIZED)
}

fn kept() -> impl Strategy<Value = String> {
    text(KEPT)
}

/// A number of so many digits that some of them would catch the eye.
fn number() -> impl Strategy<Value = u64> {
    1_000_000_000_000_000..u64::MAX
}

#[derive(Classified, Serialize, Clone)]
#[serde(rename_all = "camelCase")]
struct Leaves {
    #[data(identified, undocumented = "test")]
    text: String,
    #[data(identified, undocumented = "test")]
    option: Option<String>,
    #[data(identified, undocumented = "test")]
    list: Vec<String>,
    #[data(identified, undocumented = "test")]
    map: BTreeMap<String, Vec<String>>,
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "as_pair")]
    function: String,
    #[data(identified, undocumented = "test", with = bare)]
    rendered: String,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(pseudonymized, undocumented = "test")]
    tokens: HashMap<String, String>,
    #[data(non_personal)]
    kept: String,
    #[data(non_personal)]
    kept_map: BTreeMap<String, Vec<String>>,
}

fn as_pair<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    (text, [text]).serialize(serializer)
}

mod bare {
    use std::fmt;

    pub(super) fn fmt(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text)
    }
}

/// Numbers and IDs.
#[derive(Classified, Serialize, Clone)]
pub struct Numbers {
    #[data(identified, undocumented = "test")]
    small: u64,
    #[data(identified, undocumented = "test")]
    float: f64,
    #[data(identified, undocumented = "test")]
    wide: Option<u128>,
    #[data(identified, undocumented = "test")]
    address: IpAddr,
    #[data(identified, undocumented = "test")]
    id: Uuid,
    #[data(identified, undocumented = "test")]
    by_number: BTreeMap<u64, [u64; 2]>,
    #[data(identified, undocumented = "test")]
    pair: (u64, Uuid),
}

#[derive(Classified, Serialize, Clone)]
struct Flat {
    #[data(nested)]
    #[serde(flatten)]
    leaves: Leaves,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    extra: BTreeMap<String, String>,
    #[data(nested)]
    #[serde(flatten)]
    records: BTreeMap<String, Numbers>,
}

macro_rules! states {
    ($( $State:ident [$($serde:meta),*]; )+) => {$(
        #[derive(Classified, Serialize, Clone)]
        #[serde($($serde),*)]
        enum $State {
            Idle,
            Named {
                #[data(identified, undocumented = "test")]
                label: String,
                #[data(non_personal)]
                color: String,
                #[data(nested)]
                #[serde(flatten)]
                leaves: Option<Leaves>,
            },
            Record(#[data(nested)] Flat),
        }

        impl $State {
            fn any() -> impl Strategy<Value = Self> {
                let named = (identified(), kept(), prop::option::of(leaves()));
                prop_oneof![
                    Just(Self::Idle),
                    named.prop_map(|(label, color, leaves)| Self::Named { label, color, leaves }),
                    flat().prop_map(Self::Record),
                ]
            }
        }
    )+};
}

states! {
    External [];
    Internal [tag = "kind"];
    Adjacent [tag = "kind", content = "data"];
    Untagged [untagged];
}

#[derive(Classified, Serialize, Clone)]
struct Tuple(
    #[data(identified, undocumented = "test")] String,
    #[data(pseudonymized, undocumented = "test")] String,
    #[data(non_personal)] String,
    #[data(nested)] Vec<Option<Numbers>>,
);

/// A record of every shape.
#[derive(Classified, Serialize, Clone)]
#[data(category = access_control)]
pub struct World {
    #[data(nested)]
    flat: Flat,
    #[data(nested)]
    external: External,
    #[data(nested)]
    internal: Internal,
    #[data(nested)]
    adjacent: Adjacent,
    #[data(nested)]
    untagged: Untagged,
    #[data(nested)]
    tuples: Vec<Tuple>,
    #[data(nested)]
    by_name: BTreeMap<String, Vec<Tuple>>,
    #[data(nested)]
    by_number: HashMap<u64, Box<Numbers>>,
    #[data(nested)]
    this: Option<Box<World>>,
    #[data(identified, required)]
    #[serde(serialize_with = "exposed")]
    private_key: SecretString,
    #[data(non_personal)]
    #[serde(serialize_with = "exposed")]
    kept_secret: SecretString,
}

/// What a careless user writes; the secret must stay hidden all the same.
fn exposed<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

fn leaves() -> impl Strategy<Value = Leaves> {
    let maps = (
        prop::collection::btree_map(identified(), prop::collection::vec(identified(), 1..3), 1..3),
        prop::collection::hash_map(pseudonymized(), pseudonymized(), 1..3),
        prop::collection::btree_map(kept(), prop::collection::vec(kept(), 1..3), 1..3),
    );
    let texts = (identified(), identified(), identified(), pseudonymized(), kept());
    (texts, maps, prop::option::of(identified()), prop::collection::vec(identified(), 0..3))
        .prop_map(
            |((text, function, rendered, token, kept), (map, tokens, kept_map), option, list)| {
                Leaves {
                    text,
                    option,
                    list,
                    map,
                    function,
                    rendered,
                    token,
                    tokens,
                    kept,
                    kept_map,
                }
            },
        )
}

/// Any numbers.
pub fn numbers() -> impl Strategy<Value = Numbers> {
    let address = any::<u128>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits | 1 << 127)));
    let id = any::<u128>().prop_map(Uuid::from_u128);
    let by_number = prop::collection::btree_map(number(), [number(), number()], 1..3);
    (number(), prop::option::of(number()), address, id, by_number).prop_map(
        |(small, wide, address, id, by_number)| Numbers {
            small,
            #[expect(clippy::cast_precision_loss, reason = "any float will do")]
            float: small as f64 / 7.0,
            wide: wide.map(u128::from),
            address,
            id,
            by_number,
            pair: (small, id),
        },
    )
}

fn flat() -> impl Strategy<Value = Flat> {
    let extra = prop::collection::btree_map(identified(), identified(), 1..3);
    let records = prop::collection::btree_map(identified(), numbers(), 1..3);
    (leaves(), extra, records).prop_map(|(leaves, extra, records)| Flat { leaves, extra, records })
}

fn tuple() -> impl Strategy<Value = Tuple> {
    let records = prop::collection::vec(prop::option::of(numbers()), 0..3);
    (identified(), pseudonymized(), kept(), records)
        .prop_map(|(first, second, third, fourth)| Tuple(first, second, third, fourth))
}

/// Any world.
///
/// # Panics
///
/// Never: there is at least one world.
pub fn world() -> impl Strategy<Value = World> {
    let states = (External::any(), Internal::any(), Adjacent::any(), Untagged::any());
    let tuples = prop::collection::vec(tuple(), 0..3);
    let by_name =
        prop::collection::btree_map(identified(), prop::collection::vec(tuple(), 1..2), 1..3);
    let by_number = prop::collection::hash_map(number(), numbers().prop_map(Box::new), 1..3);
    let one = (flat(), states, tuples, by_name, by_number, text(SECRET));
    prop::collection::vec(one, 1..3).prop_map(|worlds| {
        let mut this = None;
        for (flat, (external, internal, adjacent, untagged), tuples, by_name, by_number, secret) in
            worlds
        {
            this = Some(Box::new(World {
                flat,
                external,
                internal,
                adjacent,
                untagged,
                tuples,
                by_name,
                by_number,
                this,
                private_key: secret.clone().into(),
                kept_secret: secret.into(),
            }));
        }
        *this.expect("at least one")
    })
}

/// Whether one of the letters shows.
pub fn has_any(shown: &str, letters: &str) -> bool {
    shown.chars().any(|c| letters.contains(c))
}

/// Whether a part of four hexadecimal digits shows, one of them at least no letter. The markers and
/// names have none: the numbers that stand for the keys of maps are small.
pub fn has_digits(shown: &str) -> bool {
    shown
        .as_bytes()
        .windows(4)
        .any(|part| part.iter().all(u8::is_ascii_hexdigit) && part.iter().any(u8::is_ascii_digit))
}
