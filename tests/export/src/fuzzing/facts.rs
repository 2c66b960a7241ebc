//! Documents about an inventory: the inventory itself, and what no code knows.

use intune_privacy::inventory::Inventory;
use intune_privacy::inventory::report::{self, ProcessingFacts, ProcessingRecord};
use serde_json::{Value, json};

use super::reading::{elements, harmless, structure, texts};

/// Documents from bytes: an inventory and a file of facts that can be read, written and reported, or
/// an error that says where; and texts as facts bring nothing into the record of processing.
///
/// # Panics
///
/// If something is not as it should be.
pub fn facts(data: &[u8]) {
    let texts = texts(data);
    record_of(&texts);
    let text = String::from_utf8_lossy(data);
    match Inventory::parse(&text) {
        Ok(inventory) => is_usable(&inventory),
        Err(error) => is_short(&error.to_string()),
    }
    facts_of(&text, &own());
    // The rest of a document that begins well.
    facts_of(&format!("[[activities]]\nname = 'a'\n{text}"), &own());
}

/// A message that says where, and none of the document.
fn is_short(message: &str) {
    assert!(!message.is_empty() && message.len() < 400, "{message}");
    assert!(!message.contains(char::is_control), "{message:?}");
}

fn own() -> Inventory {
    let document = json!({"version": 1, "editions": ["2018", "2023"], "records": [
        {"name": "fleet::Device", "file": "src/device.rs", "line": 3, "fields": [
            {"name": "serial_number", "line": 5, "class": "identified", "required": true,
             "item": "hardware_inventory::serial_number", "basis": "documented"},
            {"name": "owner", "line": 6, "holds": "fleet::Owner"},
        ]},
        {"name": "fleet::Owner", "fields": []},
    ]});
    Inventory::parse(&document.to_string()).expect("an inventory")
}

/// An inventory that was read is written as one that says the same, and every report can be made.
fn is_usable(inventory: &Inventory) {
    let json = inventory.to_json();
    let again = Inventory::parse(&json).unwrap_or_else(|error| panic!("{error} in\n{json}"));
    assert_eq!(again.to_json(), json);
    let lock = inventory.to_lock();
    let again = Inventory::parse(&lock).unwrap_or_else(|error| panic!("{error} in\n{lock}"));
    assert_eq!(again.to_lock(), lock);
    assert!(again.changes_since(&again).is_empty());

    let mut out = Vec::new();
    report::csv(inventory, &mut out).expect("a report");
    let mut rows = csv::Reader::from_reader(&*out);
    let rows = rows.records().collect::<Result<Vec<_>, _>>().expect("rows of that length");
    assert_eq!(rows.len(), inventory.fields().count());
    let mut out = Vec::new();
    report::markdown(inventory, &mut out).expect("a report");
    report::compliance(inventory, &mut out).expect("a report");
    let mut out = Vec::new();
    report::html(inventory, &mut out).expect("a report");
    elements(&String::from_utf8(out).expect("text"));

    let template = ProcessingFacts::template(inventory);
    let facts = ProcessingFacts::parse(&template, inventory)
        .unwrap_or_else(|error| panic!("{error} in\n{template}"));
    written(inventory, &facts);
}

fn facts_of(text: &str, inventory: &Inventory) {
    match ProcessingFacts::parse(text, inventory) {
        Ok(facts) => {
            written(inventory, &facts);
        }
        Err(error) => {
            assert!(!error.mistakes().is_empty(), "an error of no mistake");
            for mistake in error.mistakes() {
                is_short(mistake.message());
                let line = text.split('\n').nth(mistake.line() - 1);
                let line = line.unwrap_or_else(|| panic!("{mistake} of\n{text}"));
                // What is missing at the end of a line is behind it.
                assert!(
                    (1..=line.chars().count() + 1).contains(&mistake.column()),
                    "{mistake} of\n{text}"
                );
            }
        }
    }
}

/// The record of processing, as Markdown and as JSON.
fn written(inventory: &Inventory, facts: &ProcessingFacts) -> (String, Value) {
    let record = ProcessingRecord::new(inventory, facts);
    let (mut markdown, mut json) = (Vec::new(), Vec::new());
    record.markdown(&mut markdown).expect("a report");
    record.json(&mut json).expect("a report");
    (String::from_utf8(markdown).expect("text"), serde_json::from_slice(&json).expect("JSON"))
}

/// Texts as facts: the record says them, and nothing of theirs marks it up.
fn record_of(texts: &[String; 6]) {
    let record = |[name, contact, purpose, basis, country, retention]: &[String; 6]| {
        let facts = toml::Table::from_iter([
            (
                "controller".into(),
                toml::Value::Table(toml::Table::from_iter([
                    ("name".into(), name.as_str().into()),
                    ("contact".into(), contact.as_str().into()),
                ])),
            ),
            (
                "activities".into(),
                toml::Value::Array(vec![toml::Value::Table(toml::Table::from_iter([
                    ("name".into(), name.as_str().into()),
                    ("records".into(), vec!["fleet::Device"].into()),
                    ("purposes".into(), vec![purpose.as_str(), "b"].into()),
                    ("legal_basis".into(), basis.as_str().into()),
                    (
                        "transfers".into(),
                        toml::Value::Array(vec![toml::Value::Table(toml::Table::from_iter([(
                            "to".into(),
                            country.as_str().into(),
                        )]))]),
                    ),
                    ("retention".into(), retention.as_str().into()),
                ]))]),
            ),
        ]);
        let (inventory, text) = (own(), toml::to_string(&facts).expect("TOML"));
        ProcessingFacts::parse(&text, &inventory).map(|facts| written(&inventory, &facts))
    };
    let (hostile, plain) = (record(texts), record(&harmless(texts)));
    if texts.iter().all(|text| !text.trim().is_empty()) {
        let ((text, json), (plain, _)) = (hostile.expect("facts"), plain.expect("facts"));
        assert_eq!(structure(&text), structure(&plain), "{text}");
        let json = json.to_string();
        for text in texts {
            let text = Value::from(text.as_str()).to_string();
            assert!(json.contains(&text[1..text.len() - 1]), "{text} is not in\n{json}");
        }
    }
}
