//! JSON and JSON Lines: the record's own serde form, less what is left out.

use intune_privacy::export::{self, ExportError, Scope};
use intune_privacy::{Action, Class, Classified, Fact, Facts, Policy};
use intune_privacy_tests::fuzzing;
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};

fn lines<T: Classified>(records: impl IntoIterator<Item = T>, scope: &Scope) -> String {
    let mut out = Vec::new();
    export::json_lines(records, scope, &mut out).expect("the records have a form");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn value<T: Classified>(record: &T, scope: &Scope) -> Value {
    serde_json::from_str(&lines([record], scope)).expect("a line is JSON")
}

/// A described document without its descriptions.
fn undescribed(value: Value) -> Value {
    match value {
        Value::Object(mut map) if map.contains_key("label") && map.contains_key("class") => {
            undescribed(map.remove("value").expect("a described field has a value"))
        }
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| (key, undescribed(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(values) => values.into_iter().map(undescribed).collect(),
        value => value,
    }
}

fn scopes() -> Vec<Scope> {
    let every_fact: Facts = Fact::ALL.iter().copied().collect();
    vec![
        Scope::classes(Class::ALL),
        Scope::classes(&[Class::Aggregated]),
        Scope::subject_access(),
        Scope::portability(),
        Scope::required_only(),
        Scope::subject_access().mam_only(Facts::none()),
        Scope::classes(Class::ALL).mam_only(every_fact),
        Scope::classes(Class::ALL).redacted(Policy::support()),
        Scope::subject_access().redacted(Policy::logs()),
        Scope::classes(Class::ALL)
            .redacted(Policy::strict().with(Class::NonPersonal, Action::Erase)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]

    /// The plain document is written by a way of its own, and the described one from the view.
    #[test]
    fn a_description_changes_no_value(data in vec(any::<u8>(), 0..4096)) {
        let record = fuzzing::record(&data);
        for scope in scopes() {
            let mut plain = Vec::new();
            match export::json([&record], &scope, &mut plain) {
                Ok(count) => {
                    prop_assert_eq!(count, 1);
                    let plain: Value = serde_json::from_slice(&plain).expect("JSON");
                    let described = value(&record, &scope.described());
                    prop_assert_eq!(&plain[0], &undescribed(described));
                }
                Err(_) => {
                    prop_assert!(export::json([&record], &scope.described(), Vec::new()).is_err());
                }
            }
        }
    }

    #[test]
    fn in_full_it_is_the_form_that_serde_gives_the_record(data in vec(any::<u8>(), 0..4096)) {
        let record = fuzzing::record(&data);
        let mut out = Vec::new();
        let own = serde_json::to_string(&record);
        match export::json_lines([&record], &Scope::classes(Class::ALL), &mut out) {
            Ok(_) => {
                let mut own: Value = serde_json::from_str(&own.expect("it has a form")).expect("JSON");
                let out: Value = serde_json::from_slice(&out).expect("JSON");
                // Secrets are left out of an export.
                if let Some(secrets) = own["secrets"].as_object_mut() {
                    prop_assert!(secrets.remove("private_key").is_some());
                }
                prop_assert_eq!(out, own);
            }
            Err(_) => prop_assert!(own.is_err()),
        }
    }
}

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[serde(rename = "@\"odd\"\u{1}")]
    #[data(identified, undocumented = "a key that needs to be escaped")]
    odd: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[data(identified, required, item = hardware_inventory::imei)]
    imei: Option<u64>,
    #[data(nested)]
    owner: Option<Owner>,
    #[data(nested)]
    empty: Empty,
    #[data(non_personal)]
    encrypted: bool,
}

#[derive(Classified, Serialize)]
#[data(category = user)]
struct Owner {
    #[data(identified, required, mam, subject)]
    principal_name: String,
}

#[derive(Classified, Serialize)]
struct Empty {}

fn device(imei: Option<u64>, owner: Option<&str>) -> Device {
    Device {
        serial_number: "C02\"\u{7}".into(),
        odd: 7,
        imei,
        owner: owner.map(|name| Owner { principal_name: name.into() }),
        empty: Empty {},
        encrypted: true,
    }
}

#[test]
fn a_list_has_a_record_on_each_line() {
    let scope = Scope::subject_access();
    for (records, expected) in [
        (vec![], "[]\n".to_owned()),
        (
            vec![device(None, None)],
            format!("[\n{}\n]\n", lines([device(None, None)], &scope).trim()),
        ),
        (
            vec![device(None, None), device(Some(1), Some("a"))],
            format!(
                "[\n{},\n{}\n]\n",
                lines([device(None, None)], &scope).trim(),
                lines([device(Some(1), Some("a"))], &scope).trim()
            ),
        ),
    ] {
        let mut out = Vec::new();
        let count = export::json(&records, &scope, &mut out).expect("the records have a form");
        assert_eq!(count, records.len() as u64);
        assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
    }
}

#[test]
fn keys_and_order_are_those_of_serde() {
    for record in [device(None, None), device(Some(3), Some("adele@contoso.example"))] {
        let own = serde_json::to_string(&record).expect("it has a form") + "\n";
        assert_eq!(lines([&record], &Scope::classes(Class::ALL)), own);
    }
}

#[test]
fn what_the_scope_leaves_out_has_no_key() {
    let record = device(Some(3), Some("adele@contoso.example"));
    let kept = value(&record, &Scope::subject_access());
    assert_eq!(kept.get("encrypted"), None);
    assert_eq!(kept["imei"], 3);
    assert_eq!(value(&record, &Scope::classes(&[Class::NonPersonal]))["encrypted"], true);
    assert_eq!(value(&record, &Scope::classes(&[]))["owner"], json!({}));
}

#[test]
fn a_description_says_what_the_documents_say() {
    let record = device(None, None);
    let described = value(&record, &Scope::subject_access().described());
    assert_eq!(
        described["serialNumber"],
        json!({
            "label": "Serial number",
            "class": "identified",
            "basis": "documented by Microsoft",
            "category": "Hardware inventory information",
            "item": "hardware_inventory::serial_number",
            "value": "C02\"\u{7}",
        })
    );
    assert_eq!(described["@\"odd\"\u{1}"]["undocumented"], "a key that needs to be escaped");
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Careless {
    #[data(identified, required)]
    serial_number: String,
    #[serde(serialize_with = "fail")]
    #[data(identified, undocumented = "its form is an error that quotes it")]
    quoted: &'static str,
}

fn fail<S: serde::Serializer>(value: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_empty() {
        return serializer.serialize_none();
    }
    Err(serde::ser::Error::custom(format_args!("cannot write {value}")))
}

#[test]
fn an_error_says_which_record_and_quotes_nothing() {
    let record = |quoted| Careless { serial_number: "SERIALCANARY".into(), quoted };
    let records = [record(""), record("QUOTEDCANARY"), record("")];
    for scope in [Scope::subject_access(), Scope::subject_access().described()] {
        let mut out = Vec::new();
        let error = export::json_lines(&records, &scope, &mut out).expect_err("it has no form");
        assert!(matches!(error, ExportError::Value { record: "Careless", number: 2, .. }));
        let said = format!("{error} {error:?}");
        assert!(!said.contains("CANARY"), "{said}");
        assert!(said.contains("record 2 of the type `Careless`"), "{said}");
    }
}

#[test]
fn a_writer_that_fails_is_an_error() {
    struct Full;

    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let error = export::json([device(None, None)], &Scope::subject_access(), Full);
    assert!(matches!(error, Err(ExportError::Write(_))));
}

/// Whatever a function of serde's writes in the place of a field.
#[test]
fn each_form_of_serde_is_written_as_serde_writes_it() {
    struct Bytes;
    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&[0, 7, 255])
        }
    }
    #[derive(Serialize)]
    enum Form {
        Unit,
        Newtype(Option<u8>),
        Tuple(u8, Bytes),
        Struct { some: Option<Bytes>, none: Option<()> },
    }
    #[derive(Serialize)]
    struct Pair(Form, Option<char>);
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    fn forms<S: serde::Serializer>(which: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        match which {
            0 => Bytes.serialize(serializer),
            1 => Some(Bytes).serialize(serializer),
            2 => Form::Unit.serialize(serializer),
            3 => Form::Newtype(Some(1)).serialize(serializer),
            4 => Form::Tuple(1, Bytes).serialize(serializer),
            5 => Form::Struct { some: Some(Bytes), none: None }.serialize(serializer),
            6 => Pair(Form::Tuple(2, Bytes), Some('x')).serialize(serializer),
            _ => ().serialize(serializer),
        }
    }
    #[derive(Classified, Serialize)]
    struct Record {
        #[data(identified, undocumented = "test")]
        #[serde(serialize_with = "forms")]
        form: u8,
    }

    for form in 0..8 {
        let record = Record { form };
        let exported = undescribed(value(&record, &Scope::subject_access()));
        assert_eq!(exported, serde_json::to_value(&record).unwrap(), "{form}");
    }
}
