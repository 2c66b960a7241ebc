//! Texts through every format of exports and reports: they come back, and bring nothing with them.

use std::collections::BTreeMap;

use intune_privacy::export::{self, ExportError, Scope};
use intune_privacy::inventory::{Inventory, report};
use intune_privacy::{Class, Classified};
use scraper::{ElementRef, Selector};
use serde::Serialize;
use serde_json::{Value, json};

use super::reading::{cell, elements, harmless, html, on_page, structure, texts};

/// A record of each place that a text can have.
#[derive(Classified, Clone, Serialize)]
struct Record {
    #[data(identified, undocumented = "a text")]
    text: String,
    #[data(identified, undocumented = "a text that can be missing")]
    other: Option<String>,
    #[data(nested)]
    inner: Inner,
    #[data(identified, undocumented = "texts")]
    list: Vec<String>,
    #[data(identified, undocumented = "texts by name")]
    map: BTreeMap<String, String>,
}

#[derive(Classified, Clone, Serialize)]
struct Inner {
    #[data(identified, undocumented = "a text")]
    text: String,
}

impl Record {
    fn new([text, other, inner, item, key, value]: [String; 6]) -> Self {
        Self {
            text,
            other: Some(other).filter(|text| !text.is_empty()),
            inner: Inner { text: inner },
            list: vec![item.clone(), item],
            map: BTreeMap::from([(key, value)]),
        }
    }
}

const ALL: Scope = Scope::classes(Class::ALL);

/// Texts from bytes as values of records and as names in an inventory: a reader finds the same text
/// in each format, and no element, row or cell more than of harmless texts.
///
/// # Panics
///
/// If something is not as it should be.
pub fn cells(data: &[u8]) {
    let texts = texts(data);
    let plain = Record::new(harmless(&texts));
    let record = Record::new(texts.clone());
    in_json(&record);
    in_csv(&record);
    in_xml(&record, &plain);
    in_html(&record, &plain);
    in_reports(&texts);
}

fn written(
    record: &Record,
    write: impl FnOnce([&Record; 2], &Scope, &mut Vec<u8>) -> Result<u64, ExportError>,
) -> String {
    let mut out = Vec::new();
    let count = write([record; 2], &ALL, &mut out).expect("the record can be written");
    assert_eq!(count, 2);
    String::from_utf8(out).expect("text")
}

fn in_json(record: &Record) {
    let own = serde_json::to_value(record).expect("JSON");
    let text = written(record, |records, scope, out| export::json(records, scope, out));
    assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), json!([own, own]));

    let text = written(record, |records, scope, out| export::json_lines(records, scope, out));
    let lines: Vec<_> = text.split('\n').collect();
    let [first, second, ""] = lines[..] else { panic!("{} lines in {text}", lines.len()) };
    for line in [first, second] {
        assert_eq!(serde_json::from_str::<Value>(line).expect("JSON"), own);
    }
}

fn in_csv(record: &Record) {
    let text = written(record, |records, scope, out| export::csv(records, scope, out));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("a header").clone();
    assert!(heads.iter().eq(["text", "other", "inner.text", "list", "map"]), "{text}");
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row of that length")).collect();
    assert_eq!(rows.len(), 2, "{text}");
    for row in rows {
        let back: Vec<_> = row.iter().map(cell).collect();
        let other = record.other.as_deref().unwrap_or_default();
        assert_eq!(back[..3], [&*record.text, other, &*record.inner.text], "{text}");
        let inner = |text| serde_json::from_str::<Value>(text).expect("JSON in a cell");
        assert_eq!(inner(back[3]), json!(record.list), "{text}");
        assert_eq!(inner(back[4]), json!(record.map), "{text}");
    }
}

fn in_xml(record: &Record, plain: &Record) {
    let write = |record| written(record, |records, scope, out| export::xml(records, scope, out));
    let (text, plain_text) = (write(record), write(plain));
    let document =
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
    let plain = roxmltree::Document::parse(&plain_text).expect("XML");
    let count = |document: &roxmltree::Document<'_>| {
        document.descendants().filter(roxmltree::Node::is_element).count()
    };
    assert_eq!(count(&document), count(&plain), "{text}");

    let decoded = |is_json: bool, text: &str| {
        if is_json {
            serde_json::from_str(text).expect("JSON in an element")
        } else {
            String::from(text)
        }
    };
    let value = |node: roxmltree::Node<'_, '_>| {
        decoded(node.attribute("encoding") == Some("json"), node.text().unwrap_or_default())
    };
    let find = |record: roxmltree::Node<'_, '_>, name: &str| {
        let found: Vec<_> = record.children().filter(|child| child.has_tag_name(name)).collect();
        assert_eq!(found.len(), 1, "`{name}` in\n{text}");
        value(found[0])
    };
    let records = document.root_element().children().filter(|it| it.has_tag_name("record"));
    let records: Vec<_> = records.collect();
    assert_eq!(records.len(), 2, "{text}");
    for node in records {
        assert_eq!(find(node, "text"), record.text);
        let inner = node.children().find(|it| it.has_tag_name("inner")).expect("a record");
        assert_eq!(find(inner, "text"), record.inner.text);
        let list = node.children().find(|it| it.has_tag_name("list")).expect("a list");
        assert_eq!(list.children().map(value).collect::<Vec<_>>(), record.list);
        let map = node.children().find(|it| it.has_tag_name("map")).expect("a map");
        let entries = map.children().map(|entry| {
            let key = entry.attribute("key").map_or_else(
                || String::from(entry.tag_name().name()),
                |key| decoded(entry.attribute("keyEncoding") == Some("json"), key),
            );
            (key, value(entry))
        });
        assert_eq!(entries.collect::<BTreeMap<_, _>>(), record.map, "{text}");
    }
}

fn in_html(record: &Record, plain: &Record) {
    let write = |record| written(record, |records, scope, out| export::html(records, scope, out));
    let (page, plain) = (write(record), write(plain));
    assert_eq!(elements(&page), elements(&plain), "{page}");
    let html = html(&page);
    let select = |selector| Selector::parse(selector).expect("a selector");
    let key = select("article dt > code");
    let keys = html.select(&key);
    let keys: Vec<_> = keys.filter(|key| key.text().eq(["other"])).collect();
    assert_eq!(keys.len(), 2, "{page}");
    for key in keys {
        let row = key.ancestors().nth(1).and_then(ElementRef::wrap).expect("a row");
        let values: Vec<String> =
            row.select(&select("dd:not(.about) bdi")).map(|it| it.text().collect()).collect();
        let expected = record.other.as_deref().map(on_page);
        assert_eq!(values, expected.into_iter().collect::<Vec<_>>(), "{page}");
    }
}

/// An inventory with these names.
fn inventory([name, field, key, ty, reason, file]: &[String; 6]) -> Inventory {
    let basis = format!("undocumented: {reason}");
    let document = json!({"version": 1, "editions": ["2018", "2023"], "records": [
        {"name": format!("a::{name}"), "file": file, "line": 3, "fields": [
            {"name": field, "key": key, "type": ty, "line": 5, "class": "identified", "required": true,
             "basis": basis, "action": "erase"},
            {"name": "b", "key": "b", "type": "b::Held", "line": 6, "holds": format!("b::{name}")},
        ]},
        {"name": format!("b::{name}"), "file": file, "line": 9, "fields": [
            {"name": field, "key": key, "type": ty, "line": 5, "class": "aggregated", "basis": basis},
        ]},
    ]});
    Inventory::parse(&document.to_string()).expect("an inventory")
}

fn in_reports(texts: &[String; 6]) {
    let [hostile, plain] = [inventory(texts), inventory(&harmless(texts))];
    let csv = |inventory| reported(|out| report::csv(inventory, out));
    let text = csv(&hostile);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row of that length")).collect();
    assert_eq!(rows.len(), 3, "{text}");
    let heads = reader.headers().expect("a header").clone();
    let column = |name| heads.iter().position(|head| head == name).expect("a column");
    let [_, field, key, ty, _, file] = texts;
    for row in rows.iter().filter(|row| !row[column("class")].is_empty()) {
        for (name, expected) in [("field", field), ("key", key), ("type", ty), ("file", file)] {
            assert_eq!(cell(&row[column(name)]), expected, "{text}");
        }
    }

    let markdown = |inventory| reported(|out| report::markdown(inventory, out));
    let text = markdown(&hostile);
    assert_eq!(structure(&text), structure(&markdown(&plain)), "{text}");
    let html = |inventory| reported(|out| report::html(inventory, out));
    let page = html(&hostile);
    assert_eq!(elements(&page), elements(&html(&plain)), "{texts:?}");
}

fn reported(write: impl FnOnce(&mut Vec<u8>) -> Result<(), report::ReportError>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a report");
    String::from_utf8(out).expect("text")
}
