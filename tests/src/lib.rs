//! What the tests of `intune-privacy` share.

use intune_privacy::{Action, Class, Classified, Policy};
use serde::Serialize;

pub mod linted;

/// Keeps everything but secrets, which no policy can keep.
pub const OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

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
    let own = json(record).expect("serde writes the record");
    assert_eq!(json(&record.redacted(&OPEN)).as_ref(), Ok(&own), "compact");
    assert_eq!(
        serde_json::to_string_pretty(&record.redacted(&OPEN)).expect("we write the record"),
        serde_json::to_string_pretty(record).expect("serde writes the record"),
        "pretty",
    );
    for policy in [Policy::logs(), Policy::strict()] {
        let redacted = json(&record.redacted(&policy)).expect("we write the record");
        assert_eq!(keys(&redacted), keys(&own), "the keys of {redacted}");
    }
}

/// Asserts that neither serde nor we can write the record.
///
/// # Panics
///
/// If one of them can.
#[track_caller]
pub fn same_error<T: Classified + Serialize>(record: &T) {
    json(record).expect_err("serde does not write the record");
    for policy in [OPEN, Policy::logs(), Policy::strict()] {
        json(&record.redacted(&policy)).expect_err("nor do we");
    }
}

/// The keys of a JSON text, in order, whatever their depth: the strings before a colon.
#[must_use]
pub fn keys(json: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    let mut rest = json;
    while let Some(start) = rest.find('"') {
        let text = &rest[start + 1..];
        let mut escaped = false;
        let end = text
            .find(|c| {
                let end = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                end
            })
            .expect("a string ends");
        rest = &text[end + 1..];
        if rest.starts_with(':') {
            keys.push(&text[..end]);
        }
    }
    keys
}
