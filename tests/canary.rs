//! Canaries: every field holds characters that occur nowhere else, and no view that erases the
//! field shows a single one of them; of a number, no four digits in a row.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use intune_privacy::items::access_control;
use intune_privacy::{Action, Class, Classified, DataValue, Item, Policy};
use intune_privacy_tests::outputs::{outputs, without_tokens};
use intune_privacy_tests::policies::any_parts;
use intune_privacy_tests::{OPEN, keys, pretty};
use proptest::prelude::*;
use proptest::sample::select;
use secrecy::{ExposeSecret, SecretString};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The letters of each class of canary. No name in this file and no marker has one of them, and no
/// two classes share any.
const IDENTIFIED: &str = "àéîõü";
const PSEUDONYMIZED: &str = "ЖЩЮЯ";
const KEPT: &str = "λμπω";
const SECRET: &str = "ÅÄÖ";

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

#[derive(Classified, Serialize, Clone)]
struct Numbers {
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

#[derive(Classified, Serialize)]
#[data(category = access_control)]
struct World {
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

fn numbers() -> impl Strategy<Value = Numbers> {
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

fn world() -> impl Strategy<Value = World> {
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

fn has_any(shown: &str, letters: &str) -> bool {
    shown.chars().any(|c| letters.contains(c))
}

/// Whether a part of four hexadecimal digits shows, one of them at least no letter. The markers and
/// names have none: the numbers that stand for the keys of maps are small.
fn has_digits(shown: &str) -> bool {
    shown
        .as_bytes()
        .windows(4)
        .any(|part| part.iter().all(u8::is_ascii_hexdigit) && part.iter().any(u8::is_ascii_digit))
}

/// The fields that serde writes, except `records` and `extra`, in whose place there are entries.
const FIELDS: [&str; 40] = [
    "label",
    "color",
    "text",
    "option",
    "list",
    "map",
    "function",
    "rendered",
    "token",
    "tokens",
    "kept",
    "keptMap",
    "small",
    "float",
    "wide",
    "address",
    "id",
    "by_number",
    "pair",
    "kind",
    "data",
    "Named",
    "Record",
    "Idle",
    "flat",
    "external",
    "internal",
    "adjacent",
    "untagged",
    "tuples",
    "by_name",
    "this",
    "private_key",
    "kept_secret",
    "first",
    "second",
    "third",
    "fourth",
    "leaves",
    "kept_map",
];

/// What overrides there are for items. Only secrets have one here, which nothing can show.
static ITEMS: [&Item; 1] = [&access_control::PRIVATE_KEY];

/// JSON in which no object has the same key twice.
#[derive(Debug)]
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unique keys")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, _)) = map.next_entry::<String, Self>()? {
            if !keys.insert(key.clone()) {
                return Err(A::Error::custom(format_args!("`{key}` is there twice")));
            }
        }
        Ok(self)
    }
}

#[test]
fn a_key_that_is_there_twice_is_noticed() {
    serde_json::from_str::<Unique>(r#"[{"a": 1, "b": {"a": null}}]"#).expect("unique");
    serde_json::from_str::<Unique>(r#"[{"a": 1, "b": {"c": 1, "c": 2}}]"#).expect_err("twice");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, max_shrink_iters: 200, ..Default::default() })]

    #[test]
    fn nothing_identified_shows_under_logs(world in world()) {
        for (name, shown) in outputs(&world, &Policy::logs()) {
            prop_assert!(!has_any(&shown, IDENTIFIED), "{name}: {shown}");
            prop_assert!(!has_any(&shown, SECRET), "{name}: {shown}");
            prop_assert!(!has_digits(&shown), "{name}: {shown}");
            // The rest does show, so that the test can fail.
            prop_assert!(has_any(&shown, PSEUDONYMIZED), "{name}: {shown}");
            prop_assert!(has_any(&shown, KEPT), "{name}: {shown}");
        }
    }

    #[test]
    fn nothing_pseudonymized_shows_under_strict(world in world()) {
        for (name, shown) in outputs(&world, &Policy::strict()) {
            prop_assert!(!has_any(&shown, IDENTIFIED), "{name}: {shown}");
            prop_assert!(!has_any(&shown, SECRET), "{name}: {shown}");
            prop_assert!(!has_any(&shown, PSEUDONYMIZED), "{name}: {shown}");
            prop_assert!(!has_digits(&shown), "{name}: {shown}");
            prop_assert!(has_any(&shown, KEPT), "{name}: {shown}");
        }
    }

    #[test]
    fn all_but_secrets_show_where_everything_is_kept(world in world()) {
        for (name, shown) in outputs(&world, &OPEN) {
            prop_assert!(!has_any(&shown, SECRET), "{name}: {shown}");
            prop_assert!(has_any(&shown, IDENTIFIED), "{name}: {shown}");
            prop_assert!(has_any(&shown, PSEUDONYMIZED), "{name}: {shown}");
            prop_assert!(has_any(&shown, KEPT), "{name}: {shown}");
            prop_assert!(has_digits(&shown), "{name}: {shown}");
        }
    }

    /// The fields here are of no documented item, so nothing but to keep shows a part of a text, and
    /// no number is known to be a count.
    #[test]
    fn what_is_not_kept_does_not_show_under_any_policy(
        world in world(),
        parts in any_parts(&ITEMS),
    ) {
        let keeps = |class| parts.action(class, None) == Action::Keep;
        for (name, shown) in outputs(&world, &parts.policy()) {
            let shown = without_tokens(&shown);
            prop_assert!(!has_any(&shown, SECRET), "{name}: {shown}");
            for (class, letters) in [
                (Class::Identified, IDENTIFIED),
                (Class::Pseudonymized, PSEUDONYMIZED),
                (Class::NonPersonal, KEPT),
            ] {
                // The keys of a map stay where its numbers are treated as counts of groups.
                let counts = matches!(parts.action(class, None), Action::Suppress { .. } | Action::Round(_));
                if class == Class::NonPersonal && counts {
                    continue;
                }
                prop_assert_eq!(has_any(&shown, letters), keeps(class), "{} {}: {}", class, name, shown);
            }
            prop_assert_eq!(has_digits(&shown), keeps(Class::Identified), "{}: {}", name, shown);
        }
    }

    /// The fields of the JSON are those of serde, in its order, less what is omitted.
    #[test]
    fn the_fields_of_the_json_stay_under_any_policy(
        world in world(),
        parts in any_parts(&ITEMS),
    ) {
        let own = pretty(&world);
        let shown = pretty(&world.redacted(&parts.policy()));
        // Other keys are those of maps.
        let is_field = |key: &&str| FIELDS.contains(&key.trim_start_matches('"'));
        let mut own = keys(&own).filter(is_field);
        if parts.classes.contains(&Action::Omit) {
            for key in keys(&shown).filter(is_field) {
                prop_assert!(own.any(|other| other == key), "{key} is not in its place: {shown}");
            }
        } else {
            prop_assert!(keys(&shown).filter(is_field).eq(own), "{shown}");
        }
    }

    /// Two entries of a map stay two.
    #[test]
    fn the_keys_of_the_json_are_unique_under_any_policy(
        world in world(),
        parts in any_parts(&ITEMS),
    ) {
        let shown = pretty(&world.redacted(&parts.policy()));
        let unique: Result<Unique, _> = serde_json::from_str(&shown);
        prop_assert!(unique.is_ok(), "{:?}: {shown}", unique.err());
    }

    #[test]
    fn debug_is_the_view_of_the_logs(world in world()) {
        let policy = Policy::logs();
        let view = world.redacted(&policy);
        prop_assert_eq!(format!("{world:?}"), format!("{view:?}"));
        prop_assert_eq!(format!("{world:#?}"), format!("{view:#?}"));
        prop_assert_eq!(format!("{world:#20.2x?}"), format!("{view:#20.2x?}"));
    }

    /// Erasing hides the value's length and whether it is there: records that differ only in what
    /// is erased look the same.
    #[test]
    fn erased_values_cannot_be_told_apart(numbers in numbers(), others in numbers()) {
        let policy = Policy::logs();
        prop_assert_eq!(outputs(&numbers, &policy), outputs(&others, &policy));
    }
}

/// A value whose `Debug` and `Display` would both leak, behind a field that is erased.
#[derive(DataValue, Serialize)]
struct Leaky(String);

impl fmt::Debug for Leaky {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Classified, Serialize)]
struct Guarded {
    #[data(identified, undocumented = "test")]
    leaky: Leaky,
    #[data(identified, undocumented = "test", with = never)]
    #[serde(serialize_with = "never::serialize")]
    never: u8,
    #[data(identified, undocumented = "test")]
    #[serde(skip)]
    skipped: &'static str,
}

/// Functions that may not be called for a field that is erased.
mod never {
    use std::fmt;

    pub(super) fn fmt(_: &u8, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("the field is erased")
    }

    pub(super) fn serialize<S: serde::Serializer>(_: &u8, _: S) -> Result<S::Ok, S::Error> {
        panic!("the field is erased")
    }
}

#[test]
fn an_erased_value_is_not_even_read() {
    let record = Guarded { leaky: Leaky("àéîõü".into()), never: 1, skipped: "àéîõü" };
    for policy in [Policy::logs(), Policy::strict()] {
        for (name, shown) in outputs(&record, &policy) {
            assert!(!has_any(&shown, IDENTIFIED), "{name}: {shown}");
        }
    }
}

/// The flags that a formatter carries: none of them brings back a part of an erased value, and
/// they reach the kept ones.
#[test]
fn flags_of_the_formatter() {
    #[derive(Classified)]
    struct Pair {
        #[data(identified, undocumented = "test")]
        number: u32,
        #[data(non_personal)]
        kept: u32,
    }

    let pair = Pair { number: 0xabcd, kept: 0x1234 };
    assert_eq!(format!("{pair:x?}"), "Pair { number: [identified], kept: 1234 }");
    assert_eq!(format!("{pair:#X?}"), "Pair {\n    number: [identified],\n    kept: 0x1234,\n}");
    assert_eq!(format!("{pair:6?}"), "Pair { number: [identified], kept:   4660 }");
    assert_eq!(format!("{pair:06.1?}"), "Pair { number: [identified], kept: 004660 }");
}
