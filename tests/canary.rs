//! Canaries: every field holds characters that occur nowhere else, and no view that erases the
//! field shows a single one of them; of a number, no four digits in a row.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use std::collections::BTreeSet;
use std::fmt;

use intune_privacy::items::access_control;
use intune_privacy::{Action, Class, Classified, DataValue, Item, Policy};
use intune_privacy_tests::outputs::{outputs, without_tokens};
use intune_privacy_tests::policies::any_parts;
use intune_privacy_tests::world::{
    IDENTIFIED, KEPT, PSEUDONYMIZED, SECRET, has_any, has_digits, numbers, world,
};
use intune_privacy_tests::{OPEN, keys, pretty};
use proptest::prelude::*;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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
