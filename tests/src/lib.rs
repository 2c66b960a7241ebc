//! What the tests of `intune-privacy` share.

use intune_privacy::{Action, Class, Classified, Policy};
use serde::Serialize;

pub mod fuzzing;
pub mod linted;
pub mod outputs;
pub mod policies;
pub mod world;

/// Keeps everything but secrets, which no policy can keep.
pub static OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

/// The record in clear, as `Debug`.
pub fn open<T: Classified>(record: &T) -> String {
    format!("{:?}", record.redacted(&OPEN))
}

/// The record as `Policy::strict` shows it.
pub fn strict<T: Classified>(record: &T) -> String {
    format!("{:?}", record.redacted(&Policy::strict()))
}

/// The JSON, or the message of the error.
///
/// # Errors
///
/// The message of serde's error.
pub fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// Asserts that a record's JSON is byte for byte that of its own `Serialize`, and that it has the
/// same keys in the same order under the policies that erase.
///
/// # Panics
///
/// If the two differ.
#[track_caller]
pub fn same_json<T: Classified + Serialize>(record: &T) {
    let own = pretty(record);
    assert_eq!(pretty(&record.redacted(&OPEN)), own);
    assert_eq!(json(&record.redacted(&OPEN)), json(record));
    for policy in [Policy::logs(), Policy::strict()] {
        let redacted = pretty(&record.redacted(&policy));
        assert!(keys(&redacted).eq(keys(&own)), "{redacted}\nhas not the keys of\n{own}");
    }
}

/// The indented JSON.
///
/// # Panics
///
/// If the value cannot be written.
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("the record can be written")
}

/// The keys of an indented JSON text, in order, whatever their depth. No text of the tests has
/// quotation marks in it.
pub fn keys(json: &str) -> impl Iterator<Item = &str> {
    json.lines().filter_map(|line| Some(line.trim_start().split_once("\": ")?.0))
}

/// Asserts that neither serde nor we can write the record.
///
/// # Panics
///
/// If one of them can.
#[track_caller]
pub fn same_error<T: Classified + Serialize>(record: &T) {
    json(record).expect_err("serde does not write the record");
    for policy in [&OPEN, &Policy::logs(), &Policy::strict()] {
        json(&record.redacted(policy)).expect_err("nor do we");
    }
}
