//! What was redacted is not read back as if it were data, and the error does not say what it was.

use std::collections::BTreeMap;
use std::path::PathBuf;

use intune_privacy::{Action, Class, Classified, Field, Policy, Unredacted};
use intune_privacy_tests::policies::all;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

const CANARY: &str = "qzxjqzxj";

#[derive(Classified, Serialize, Deserialize)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam, item = user::email)]
    email: String,
    #[data(identified, required)]
    serial_number: Option<String>,
    #[data(identified, undocumented = "test")]
    notes: Vec<String>,
    #[data(identified, undocumented = "test")]
    by_name: BTreeMap<String, String>,
    #[data(identified, required, item = application_inventory::install_location)]
    path: Option<PathBuf>,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(non_personal)]
    color: String,
    #[data(nested)]
    docks: Vec<Dock>,
    #[data(nested)]
    by_port: BTreeMap<String, Dock>,
}

#[derive(Classified, Serialize, Deserialize)]
#[data(tied)]
enum Dock {
    None,
    Named(#[data(identified, undocumented = "test")] String),
}

fn device() -> Device {
    let text = || String::from(CANARY);
    let map = || BTreeMap::from([(text(), text())]);
    Device {
        email: format!("{CANARY}@contoso.example"),
        serial_number: Some(text()),
        notes: vec![text()],
        by_name: map(),
        path: Some(format!("/{CANARY}/{CANARY}").into()),
        token: text(),
        color: text(),
        docks: vec![Dock::None, Dock::Named(text())],
        by_port: BTreeMap::from([(text(), Dock::None)]),
    }
}

/// The message of the error; `None` if the JSON is read.
fn error(json: &str) -> Option<String> {
    serde_json::from_str::<Unredacted<Device>>(json).err().map(|error| error.to_string())
}

#[test]
fn what_is_kept_is_read_back() {
    let json = serde_json::to_string(&device()).expect("JSON");
    let Unredacted(read) = serde_json::from_str::<Unredacted<Device>>(&json).expect("clear");
    assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
}

/// Each of the actions that leave text in the place of text, in each of the fields by itself.
#[test]
fn every_field_is_guarded_against_every_trace_of_redaction() {
    let clear = serde_json::to_value(device()).expect("JSON");
    for action in [Action::Erase, Action::Mask, Action::MaskToLength, Action::Pseudonymize] {
        let redacted = serde_json::to_value(device().redacted(&all(action))).expect("JSON");
        for field in Device::SCHEMA.fields().map(Field::key) {
            // What is left out or is of another type is refused by serde itself.
            let mut mixed = clear.clone();
            mixed[field] = redacted[field].clone();
            let is_personal = field != "color";
            if is_personal || action == Action::Erase {
                let error = error(&mixed.to_string());
                let error = error.unwrap_or_else(|| panic!("{action:?}: {field} is read: {mixed}"));
                assert!(!error.contains("qzxj"), "{error}");
            }
        }
    }
}

#[test]
fn a_record_is_guarded_wherever_it_is() {
    let dock = serde_json::json!({"Named": "[identified]"});
    for (field, value) in
        [("docks", serde_json::json!([dock])), ("by_port", serde_json::json!({"left": dock}))]
    {
        let mut json = serde_json::to_value(device()).expect("JSON");
        json[field] = value;
        let message = "the field `0` of `Dock` holds redacted data";
        assert_eq!(error(&json.to_string()).as_deref(), Some(message), "{field}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    /// Nothing of the values is in the message, whatever is wrong.
    #[test]
    fn the_message_has_no_part_of_a_value(index in 0..9_usize, action in 0..4_usize) {
        let actions = [Action::Erase, Action::Mask, Action::Pseudonymize, Action::Omit];
        let policy = all(Action::Keep).with(Class::Identified, actions[action]);
        let mut json = serde_json::to_value(device().redacted(&policy)).expect("JSON");
        if let Some((_, value)) = json.as_object_mut().expect("a record").iter_mut().nth(index) {
            *value = "[secret]".into();
        }
        let error = error(&json.to_string()).expect("redacted");
        prop_assert!(!error.contains("qzxj"), "{}", error);
    }

    /// Text that has no trace of redaction is no obstacle.
    #[test]
    fn other_text_is_read(text in "[a-z@. ]{0,20}") {
        let mut json = serde_json::to_value(device()).expect("JSON");
        json["email"] = text.clone().into();
        json["notes"] = vec![text].into();
        prop_assert_eq!(error(&json.to_string()), None);
    }
}

#[test]
fn the_default_policy_for_support_is_refused() {
    let json = serde_json::to_string(&device().redacted(&Policy::support())).expect("JSON");
    let message = "the field `email` of `Device` holds redacted data";
    assert_eq!(error(&json).as_deref(), Some(message));
}

#[test]
fn a_single_field_is_guarded() {
    #[derive(Debug, Deserialize)]
    struct Import {
        #[serde(deserialize_with = "intune_privacy::unredacted")]
        email: String,
        #[serde(default, deserialize_with = "intune_privacy::unredacted")]
        notes: BTreeMap<String, Vec<String>>,
    }

    let read = |json: &str| serde_json::from_str::<Import>(json);
    let import = read(r#"{"email": "a@contoso.example", "notes": {"a": ["b"]}}"#).expect("clear");
    assert_eq!((&*import.email, &*import.notes["a"][0]), ("a@contoso.example", "b"));
    for json in [
        r#"{"email": "[identified]"}"#,
        r#"{"email": "q***@contoso.example"}"#,
        r#"{"email": "", "notes": {"[pseudonymized]": []}}"#,
        r#"{"email": "", "notes": {"qzxjqzxj": ["b", "***"]}}"#,
    ] {
        let error = read(json).expect_err(json).to_string();
        assert!(error.starts_with("redacted data in the place of a value at line 1"), "{error}");
    }
    let error = read(r#"{"email": "", "notes": "qzxjqzxj"}"#).expect_err("no map").to_string();
    assert!(error.contains("expected a map"), "{error}");
}
