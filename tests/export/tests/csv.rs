//! CSV: every value of every shape is there, two readers agree about it, and no cell is a formula.

use std::collections::{BTreeMap, BTreeSet};

use intune_privacy::export::{self, ExportError, Format, Scope};
use intune_privacy::{Action, Class, Classified, Language, Policy};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

const EVERYTHING: Scope = Scope::classes(Class::ALL);
/// Each class by its own marker.
const ERASE_ALL: Policy = Policy::strict().with(Class::NonPersonal, Action::Erase);

fn text_of<T: Classified>(records: impl IntoIterator<Item = T>, scope: &Scope) -> String {
    let mut out = Vec::new();
    export::csv(records, scope, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Reads as RFC 4180 says, and nothing else: quotes are at the ends of a cell or doubled inside,
/// and each line ends with CRLF.
fn lines(text: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut cells = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut cell = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let (piece, after) = quoted.split_once('"').expect("quotes are closed");
                cell += piece;
                let Some(doubled) = after.strip_prefix('"') else {
                    rest = after;
                    break;
                };
                cell.push('"');
                quoted = doubled;
            }
        } else {
            let end = rest.find([',', '\r', '\n', '"']).expect("a line has an end");
            cell += &rest[..end];
            rest = &rest[end..];
        }
        cells.push(cell);
        if let Some(after) = rest.strip_prefix("\r\n") {
            lines.push(std::mem::take(&mut cells));
            rest = after;
        } else {
            rest = rest.strip_prefix(',').expect("a cell ends at a comma or a line's end");
        }
    }
    assert!(cells.is_empty(), "the last line has its end");
    lines
}

/// The lines, as two readers that do not know of each other read them.
fn read(text: &str) -> Vec<Vec<String>> {
    let ours = lines(text);
    let theirs: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(ours, theirs);
    ours
}

/// What the documentation says about an apostrophe.
fn undo(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// Takes every value of the JSON from the cells of a line. `path` is empty for the record itself,
/// which is called `name`.
fn take(value: &Value, path: &str, name: &str, cells: &mut BTreeMap<String, String>) {
    let own = if path.is_empty() { name } else { path };
    match value {
        Value::Null => assert_eq!(cells.remove(own).unwrap_or_default(), "", "at {own}"),
        Value::Bool(_) | Value::Number(_) => {
            assert_eq!(cells.remove(own), Some(value.to_string()), "at {own}");
        }
        Value::String(text) => {
            let cell = cells.remove(own).unwrap_or_else(|| panic!("no cell at {own}"));
            assert_eq!(undo(&cell), text, "at {own}");
            assert!(!cell.is_empty());
        }
        Value::Array(_) => {
            let cell = cells.remove(own).unwrap_or_else(|| panic!("no cell at {own}"));
            assert_eq!(serde_json::from_str::<Value>(&cell).unwrap(), *value, "at {own}");
        }
        Value::Object(entries) => {
            let mut entries = entries.clone();
            if let Some(cell) = cells.get(own).filter(|cell| cell.starts_with('{')) {
                let aside: BTreeMap<String, Value> = serde_json::from_str(cell).unwrap();
                for (key, value) in aside {
                    assert_eq!(entries.remove(&key), Some(value), "at {own}");
                }
                cells.remove(own);
            }
            for (key, value) in entries {
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                take(&value, &path, name, cells);
            }
        }
    }
}

/// The CSV of the records has the values of their JSON and no others. Gives the header.
fn same_values<T: Classified + Serialize>(records: &[T]) -> Vec<String> {
    same_values_as(records, &EVERYTHING, |record| serde_json::to_value(record).unwrap())
}

/// The CSV of the records under a policy has the values that their views show.
fn same_redacted_values<T: Classified>(records: &[T], policy: &Policy) {
    let scope = EVERYTHING.redacted(policy.clone());
    same_values_as(records, &scope, |it| serde_json::to_value(it.redacted(policy)).unwrap());
}

fn same_values_as<T: Classified>(
    records: &[T],
    scope: &Scope,
    json: impl Fn(&T) -> Value,
) -> Vec<String> {
    let text = text_of(records, scope);
    let mut lines = read(&text).into_iter();
    let header = lines.next().unwrap();
    let distinct: BTreeSet<&String> = header.iter().collect();
    assert_eq!(distinct.len(), header.len());
    assert_eq!(lines.len(), records.len());
    for (record, line) in records.iter().zip(lines) {
        assert_eq!(line.len(), header.len());
        let mut cells = header.iter().map(|name| undo(name).to_owned()).zip(line).collect();
        take(&json(record), "", T::SCHEMA.key(), &mut cells);
        cells.retain(|_, cell| !cell.is_empty());
        assert!(cells.is_empty(), "not in the JSON: {cells:?}");
    }
    header
}

/// The keys of the JSON, those of nested records with full stops between them.
fn dotted(value: &Value) -> Vec<String> {
    let mut keys = Vec::new();
    for (key, value) in value.as_object().unwrap() {
        match value {
            Value::Object(_) => {
                keys.extend(dotted(value).into_iter().map(|inner| format!("{key}.{inner}")));
            }
            _ => keys.push(key.clone()),
        }
    }
    keys
}

#[derive(Clone, Classified, Serialize)]
#[serde(rename_all = "camelCase")]
struct Actor {
    #[data(identified, required)]
    ip_address: &'static str,
    #[data(nested)]
    home: Home,
}

#[derive(Clone, Classified, Serialize)]
#[serde(rename_all = "camelCase")]
struct Home {
    #[data(identified, undocumented = "test")]
    street_name: &'static str,
    #[data(non_personal)]
    is_rented: bool,
}

#[derive(Clone, Classified, Serialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    #[data(non_personal)]
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    #[data(identified, undocumented = "test")]
    activity_name: Option<&'static str>,
    #[data(nested)]
    actor: Actor,
    #[data(nested)]
    witness: Option<Actor>,
    #[data(nested)]
    homes: Vec<Home>,
    #[data(nested)]
    homes_by_name: BTreeMap<&'static str, Home>,
    #[data(identified, undocumented = "test")]
    tags: Vec<Option<&'static str>>,
    #[data(identified, undocumented = "test")]
    counts: BTreeMap<&'static str, u8>,
    #[data(non_personal)]
    pair: (i8, bool),
    #[data(non_personal)]
    number: i64,
}

const HOME: Home = Home { street_name: "Main Street 1, \"B\"", is_rented: true };
const ACTOR: Actor = Actor { ip_address: "::1", home: HOME };

fn event() -> Event {
    Event {
        odata_type: "#microsoft.graph.auditEvent",
        activity_name: Some("enroll"),
        actor: ACTOR,
        witness: Some(ACTOR),
        homes: vec![HOME, HOME],
        homes_by_name: BTreeMap::from([("=a,\"b\"", HOME)]),
        tags: vec![Some("=1"), None, Some("")],
        counts: BTreeMap::from([("a", 1)]),
        pair: (-1, true),
        number: -5,
    }
}

#[test]
fn a_record_is_a_line_of_cells() {
    assert_eq!(
        text_of([event()], &EVERYTHING),
        "'@odata.type,activityName,actor.ipAddress,actor.home.streetName,actor.home.isRented,\
         witness.ipAddress,witness.home.streetName,witness.home.isRented,\
         homes,homesByName,tags,counts,pair,number\r\n\
         #microsoft.graph.auditEvent,enroll,::1,\"Main Street 1, \"\"B\"\"\",true,\
         ::1,\"Main Street 1, \"\"B\"\"\",true,\
         \"[{\"\"streetName\"\":\"\"Main Street 1, \\\"\"B\\\"\"\"\",\"\"isRented\"\":true},\
         {\"\"streetName\"\":\"\"Main Street 1, \\\"\"B\\\"\"\"\",\"\"isRented\"\":true}]\",\
         \"{\"\"=a,\\\"\"b\\\"\"\"\":{\"\"streetName\"\":\"\"Main Street 1, \\\"\"B\\\"\"\"\",\
         \"\"isRented\"\":true}}\",\
         \"[\"\"=1\"\",null,\"\"\"\"]\",\"{\"\"a\"\":1}\",\"[-1,true]\",-5\r\n"
    );
}

#[test]
fn nested_records_have_the_same_values() {
    let mut other = event();
    other.activity_name = None;
    other.witness = None;
    other.homes.clear();
    other.homes_by_name.clear();
    other.tags.clear();
    other.counts.clear();
    same_values(&[event(), other, event()]);
}

#[test]
fn the_header_is_the_dotted_keys_of_the_json() {
    let header: BTreeSet<String> =
        read(&text_of([&ACTOR; 0], &EVERYTHING)).remove(0).into_iter().collect();
    assert_eq!(header, dotted(&json!(ACTOR)).into_iter().collect());
    assert_eq!(
        text_of([&ACTOR; 0], &EVERYTHING),
        "ipAddress,home.streetName,home.isRented\r\n",
        "in the order of the fields"
    );
}

#[test]
fn no_record_is_a_header_alone() {
    assert_eq!(text_of([&HOME; 0], &EVERYTHING), "streetName,isRented\r\n");
}

#[test]
fn a_mark_stands_before_the_header() {
    let mut out = Vec::new();
    let count = export::write(Format::CsvWithBom, [&HOME], &EVERYTHING, &mut out).unwrap();
    assert_eq!(count, 1);
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.strip_prefix('\u{feff}'), Some(&*text_of([&HOME], &EVERYTHING)));
}

#[test]
fn a_field_that_is_withheld_has_no_column() {
    let scope = Scope::subject_access();
    assert_eq!(
        text_of([&ACTOR], &scope),
        "ipAddress,home.streetName\r\n::1,\"Main Street 1, \"\"B\"\"\"\r\n"
    );
    let scope = Scope::classes(&[Class::NonPersonal]);
    assert_eq!(text_of([&ACTOR], &scope), "home.isRented\r\ntrue\r\n");
}

#[test]
fn records_without_columns_are_still_counted() {
    let scope = Scope::classes(&[Class::Aggregated]);
    assert_eq!(text_of([&ACTOR, &ACTOR], &scope), "\"\"\r\n\"\"\r\n\"\"\r\n");
    assert_eq!(text_of([&ACTOR], &scope.described()).lines().count(), 6);
}

#[test]
fn a_policy_redacts_the_cells() {
    let scope = EVERYTHING.redacted(Policy::logs());
    let lines = read(&text_of([event()], &scope));
    assert_eq!(lines[1][1], "[identified]");
    assert_eq!(lines[1][2], "[identified]");
    assert!(!format!("{lines:?}").contains("Main Street"));
    same_redacted_values(&[event()], &Policy::logs());
    same_redacted_values(&[event()], &ERASE_ALL);
}

#[derive(Classified, Serialize)]
struct Single {
    #[data(identified, undocumented = "test")]
    text: Option<String>,
}

fn single(text: &str) -> Single {
    Single { text: Some(text.into()) }
}

#[test]
fn an_absent_value_is_an_empty_cell_and_an_empty_text_is_none() {
    let text = text_of([Single { text: None }, single(""), single("'")], &EVERYTHING);
    assert_eq!(text, "text\r\n\"\"\r\n'\r\n''\r\n");
    same_values(&[Single { text: None }, single(""), single("'")]);
}

#[derive(Classified, Serialize)]
struct Numbers {
    #[data(non_personal)]
    bool: bool,
    #[data(non_personal)]
    i128: i128,
    #[data(non_personal)]
    u128: u128,
    #[data(non_personal)]
    i64: i64,
    #[data(non_personal)]
    u64: u64,
    #[data(non_personal)]
    f32: f32,
    #[data(non_personal)]
    f64: f64,
    #[data(non_personal)]
    char: char,
}

fn numbers() -> Numbers {
    Numbers {
        bool: false,
        i128: i128::MIN,
        u128: u128::MAX,
        i64: i64::MIN,
        u64: u64::MAX,
        f32: 0.1,
        f64: -1.0e300,
        char: '=',
    }
}

#[test]
fn numbers_are_those_of_json() {
    let lines = read(&text_of([numbers()], &EVERYTHING));
    let json = serde_json::to_string(&numbers()).unwrap();
    for (key, cell) in lines[0].iter().zip(&lines[1]).take(7) {
        assert!(json.contains(&format!("\"{key}\":{cell}")), "{key}: {cell}");
    }
    assert_eq!(lines[1][7], "'=");
}

#[test]
fn numbers_that_json_does_not_know_are_words() {
    for (f32, f64, cells) in [
        (f32::NAN, f64::NAN, ["NaN", "NaN"]),
        (f32::INFINITY, f64::NEG_INFINITY, ["Infinity", "'-Infinity"]),
    ] {
        let lines = read(&text_of([Numbers { f32, f64, ..numbers() }], &EVERYTHING));
        assert_eq!(lines[1][5..7], cells);
        assert_eq!(undo(&lines[1][6]).parse::<f64>().unwrap().to_bits(), f64.to_bits());
    }
}

#[derive(Classified, Serialize)]
struct Unit;

#[derive(Classified, Serialize)]
struct Empty {}

#[derive(Classified, Serialize)]
struct Newtype(#[data(nested)] Home);

#[derive(Classified, Serialize)]
struct Text(#[data(identified, undocumented = "test")] &'static str);

#[derive(Classified, Serialize)]
struct Pair(#[data(identified, undocumented = "test")] &'static str, #[data(nested)] Home);

#[derive(Classified, Serialize)]
#[serde(transparent)]
struct Transparent {
    #[data(nested)]
    home: Home,
}

#[derive(Classified, Serialize)]
struct Wrappers {
    #[data(nested)]
    unit: Unit,
    #[data(nested)]
    empty: Empty,
    #[data(nested)]
    newtype: Newtype,
    #[data(nested)]
    text: Text,
    #[data(nested)]
    texts: Vec<Text>,
    #[data(nested)]
    pair: Option<Pair>,
    #[data(nested)]
    transparent: Transparent,
}

#[test]
fn wrappers_are_what_they_wrap() {
    let wrappers = |pair| Wrappers {
        unit: Unit,
        empty: Empty {},
        newtype: Newtype(HOME),
        text: Text("=1"),
        texts: vec![Text("=1"), Text("")],
        pair,
        transparent: Transparent { home: HOME },
    };
    let header = same_values(&[wrappers(Some(Pair("a", HOME))), wrappers(None)]);
    assert_eq!(
        header,
        [
            "newtype.streetName",
            "newtype.isRented",
            "text",
            "texts",
            "pair",
            "transparent.streetName",
            "transparent.isRented"
        ]
    );
}

#[test]
fn a_record_that_is_no_object_has_one_column() {
    assert_eq!(text_of([Text("=1")], &EVERYTHING), "Text\r\n'=1\r\n");
    same_values(&[Pair("a", HOME)]);
    same_values(&[Newtype(HOME)]);
    same_values(&[Transparent { home: HOME }]);
    assert_eq!(text_of([Unit], &EVERYTHING), "\"\"\r\n\"\"\r\n");
}

#[derive(Classified, Serialize)]
struct Tree {
    #[data(identified, undocumented = "test")]
    name: &'static str,
    #[data(nested)]
    left: Option<Box<Tree>>,
    #[data(nested)]
    home: Option<Home>,
    #[data(nested)]
    others: Vec<Tree>,
}

#[test]
fn a_record_below_itself_is_json() {
    let leaf = |name| Tree { name, left: None, home: Some(HOME), others: vec![] };
    let tree = Tree {
        left: Some(Box::new(leaf("=b"))),
        others: vec![Tree { left: Some(Box::new(leaf("d"))), ..leaf("c") }],
        ..leaf("a")
    };
    let header = same_values(&[tree, leaf("e")]);
    assert_eq!(header, ["name", "left", "home.streetName", "home.isRented", "others"]);
}

#[derive(Classified, Serialize)]
struct Flat {
    #[data(identified, undocumented = "test")]
    name: &'static str,
    #[data(nested)]
    #[serde(flatten)]
    home: Home,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    rest: BTreeMap<&'static str, Vec<u8>>,
    #[data(identified, undocumented = "test")]
    last: Option<&'static str>,
}

#[derive(Classified, Serialize)]
struct AroundFlat {
    #[data(nested)]
    flat: Flat,
    #[data(non_personal)]
    #[serde(flatten)]
    rest: BTreeMap<&'static str, f64>,
}

fn flat(rest: impl IntoIterator<Item = (&'static str, Vec<u8>)>) -> Flat {
    Flat { name: "a", home: HOME, rest: rest.into_iter().collect(), last: Some("z") }
}

#[test]
fn the_entries_of_a_flattened_map_have_one_column() {
    let entries = [("=x\"", vec![1, 2]), ("y", vec![])];
    let header = same_values(&[flat(entries), flat([]), flat([("y", vec![3])])]);
    assert_eq!(header, ["name", "streetName", "isRented", "last", "Flat"]);

    let around = AroundFlat {
        flat: flat([("y", vec![1])]),
        rest: BTreeMap::from([("y", 1.5), ("z", -2.5)]),
    };
    let header = same_values(&[around]);
    assert_eq!(header[4..], ["flat.flat".replace("flat.", ""), "AroundFlat".into()]);
}

#[test]
fn an_entry_with_the_key_of_a_field_is_not_lost() {
    let text = text_of([flat([("name", vec![7]), ("b", vec![])])], &EVERYTHING);
    let cells = read(&text).remove(1);
    assert_eq!(cells[0], "a");
    assert_eq!(cells[4], r#"{"b":[],"name":[7]}"#);
}

#[derive(Classified, Serialize)]
#[serde(untagged)]
enum Somewhere {
    Called(#[data(identified, undocumented = "test")] &'static str),
    #[expect(dead_code, reason = "gives the enum a key")]
    At {
        #[data(identified, undocumented = "test")]
        floor: u8,
    },
}

#[derive(Classified, Serialize)]
struct Twice {
    #[data(nested)]
    place: Somewhere,
    #[data(nested)]
    #[serde(flatten)]
    places: BTreeMap<&'static str, Home>,
}

/// The JSON has a key twice here, and what is under the second one fits nowhere.
#[test]
fn a_value_without_a_column_is_refused() {
    let twice = |key| Twice { place: Somewhere::Called("a"), places: [(key, HOME)].into() };
    same_values(&[twice("home")]);
    let mut out = Vec::new();
    let error = export::csv([twice("place")], &EVERYTHING, &mut out).unwrap_err();
    assert!(matches!(error, ExportError::Value { number: 1, .. }));
}

#[derive(Classified, Serialize)]
struct AlikeKeys {
    #[data(non_personal)]
    #[serde(rename = "home.streetName")]
    one: u8,
    #[data(nested)]
    home: Home,
    #[data(non_personal)]
    #[serde(rename = "home.streetName_")]
    two: u8,
}

#[test]
fn columns_never_have_the_same_name() {
    let lines = read(&text_of([AlikeKeys { one: 1, home: HOME, two: 2 }], &EVERYTHING));
    let distinct: BTreeSet<_> = lines[0].iter().collect();
    assert_eq!(distinct.len(), 4, "{distinct:?}");
    assert_eq!(lines[1], ["1", HOME.street_name, "true", "2"]);
}

macro_rules! enums {
    ($( $module:ident [$($serde:meta),*] $header:expr; )+) => {$(
        mod $module {
            use super::{
                BTreeMap, Classified, EVERYTHING, Empty, HOME, Home, Newtype, Serialize, Unit,
                read, same_values, text_of,
            };

            #[derive(Classified, Serialize)]
            #[serde(rename_all = "camelCase", $($serde),*)]
            enum State {
                Unit,
                NoNamed {},
                Record(#[data(nested)] Home),
                Boxed(#[data(nested)] Box<Home>),
                UnitRecord(#[data(nested)] Unit),
                EmptyRecord(#[data(nested)] Empty),
                Newtype(#[data(nested)] Newtype),
                Map(#[data(non_personal)] BTreeMap<&'static str, u8>),
                RecordMap(#[data(nested)] BTreeMap<u8, Home>),
                Named {
                    #[data(identified, undocumented = "test")]
                    last: &'static str,
                    #[data(nested)]
                    home: Home,
                    #[data(identified, undocumented = "test")]
                    #[serde(skip_serializing_if = "Option::is_none")]
                    first: Option<u8>,
                },
                Other {
                    #[data(identified, undocumented = "test")]
                    first: u8,
                    #[data(identified, undocumented = "test")]
                    last: &'static str,
                },
                Flat {
                    #[data(non_personal)]
                    first: u8,
                    #[data(nested)]
                    #[serde(flatten)]
                    home: Home,
                },
                #[serde(untagged)]
                Bare { #[data(identified, undocumented = "test")] bare: u8 },
                #[serde(untagged)]
                BareRecord(#[data(nested)] Home),
                #[serde(untagged)]
                BareText(#[data(identified, undocumented = "test")] &'static str),
                #[serde(untagged)]
                BareNumber(#[data(identified, undocumented = "test")] i8),
                #[serde(untagged)]
                BareUnit,
            }

            #[derive(Classified, Serialize)]
            struct Holder {
                #[data(nested)]
                state: Option<State>,
                #[data(identified, undocumented = "test")]
                name: &'static str,
                #[data(nested)]
                states: Vec<State>,
            }

            fn states() -> Vec<State> {
                vec![
                    State::Unit,
                    State::NoNamed {},
                    State::Record(HOME),
                    State::Boxed(Box::new(HOME)),
                    State::UnitRecord(Unit),
                    State::EmptyRecord(Empty {}),
                    State::Newtype(Newtype(HOME)),
                    State::Map(BTreeMap::from([("last", 1), ("=b", 2)])),
                    State::RecordMap(BTreeMap::from([(1, HOME), (2, HOME)])),
                    State::Named { last: "Ada", home: HOME, first: None },
                    State::Named { last: "Ada", home: HOME, first: Some(1) },
                    State::Other { first: 1, last: "" },
                    State::Flat { first: 1, home: HOME },
                    State::Bare { bare: 1 },
                    State::BareRecord(HOME),
                    State::BareText("=Ada"),
                    State::BareNumber(-1),
                    State::BareUnit,
                ]
            }

            #[test]
            fn every_variant_at_the_root() {
                let header = same_values(&states());
                assert_eq!(header.join(" "), $header);
            }

            #[test]
            fn every_variant_in_a_record() {
                let mut holders = vec![Holder { state: None, name: "", states: states() }];
                for state in states() {
                    holders.push(Holder { state: Some(state), name: "a", states: vec![] });
                }
                same_values(&holders);
            }

            #[test]
            fn variants_can_be_told_apart() {
                let tagged = [State::Unit, State::NoNamed {}, State::EmptyRecord(Empty {})];
                let lines = read(&text_of(tagged, &EVERYTHING));
                assert_eq!(lines[1] != lines[2], stringify!($module) != "untagged");
                assert_eq!(lines[2] != lines[3], stringify!($module) != "untagged");
            }
        }
    )+};
}

enums! {
    external [] "State noNamed record.streetName record.isRented boxed.streetName boxed.isRented \
        unitRecord emptyRecord newtype.streetName newtype.isRented map recordMap named.last \
        named.home.streetName named.home.isRented named.first other.first other.last flat.first \
        flat.streetName flat.isRented bare streetName isRented";
    internal [tag = "kind"] "State kind streetName isRented last home.streetName home.isRented \
        first bare";
    adjacent [tag = "kind", content = "data"] "State kind data data.streetName data.isRented \
        data.last data.home.streetName data.home.isRented data.first bare streetName isRented";
    untagged [untagged] "State streetName isRented last home.streetName home.isRented first bare";
}

#[test]
fn a_described_export_has_four_more_lines() {
    #[derive(Classified)]
    #[data(category = hardware_inventory)]
    struct Device {
        #[data(identified, required)]
        serial_number: &'static str,
        #[data(nested)]
        homes: Vec<Home>,
        #[data(non_personal)]
        encrypted: bool,
        #[data(nested)]
        home: Home,
    }
    let device = Device { serial_number: "-1", homes: vec![], encrypted: true, home: HOME };
    let scope = Scope::subject_access().described();
    let lines = read(&text_of([&device], &scope));
    assert_eq!(lines[0], ["", "serial_number", "homes", "home.streetName"]);
    assert_eq!(lines[1], ["Label", "Serial number", "Homes", "Street name"]);
    assert_eq!(lines[2], ["Class", "identified", "", "identified"]);
    assert_eq!(lines[3], ["Category", "Hardware inventory information", "", ""]);
    assert_eq!(lines[4], ["Condition", "", "", ""]);
    assert_eq!(lines[5], ["", "'-1", "[]", HOME.street_name]);

    let lines = read(&text_of([&device], &scope.language(Language::French)));
    let titles: Vec<_> = lines.iter().map(|line| &*line[0]).collect();
    assert_eq!(titles, ["", "Libellé", "Classe", "Catégorie", "Condition", ""]);
    assert_eq!(lines[1][1], "Numéro de série");
}

#[derive(Classified, Serialize)]
struct Refused {
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(nested)]
    state: Refusing,
}

#[derive(Classified, Serialize)]
enum Refusing {
    Fine,
    #[serde(skip)]
    Never(#[data(identified, undocumented = "test")] &'static str),
}

#[test]
fn a_record_that_cannot_be_written_leaves_no_half_line() {
    let fine = || Refused { name: "a\nb".repeat(10_000), state: Refusing::Fine };
    let refused = Refused { name: "CANARY".into(), state: Refusing::Never("CANARY") };
    let records: Vec<_> = (0..5).map(|_| fine()).chain([refused, fine()]).collect();
    let mut out = Vec::new();
    let error = export::csv(&records, &EVERYTHING, &mut out).unwrap_err();
    assert!(matches!(error, ExportError::Value { number: 6, format: Format::Csv, .. }));
    assert_eq!(
        error.to_string(),
        "record 6 of the type `Refused` holds a value that cannot be written as CSV"
    );
    assert!(!format!("{error:?}").contains("CANARY"));
    let text = String::from_utf8(out).unwrap();
    assert!(!text.contains("CANARY"));
    assert!(read(&text).len() > 2, "what came before is there");
}

/// Whether a spreadsheet program could take the cell for a formula.
fn is_formula(cell: &str) -> bool {
    let seen = cell.trim_start_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || "\u{feff}\u{200b}\u{200e}\u{200f}\u{202e}".contains(c)
    });
    cell.starts_with(['\t', '\r', '\n'])
        || seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Texts of what makes trouble, and of anything else.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "\"\"",
            ",",
            ";",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "'",
            "=",
            "+",
            "-",
            "@",
            "＝",
            "＋",
            "－",
            "＠",
            " ",
            "\u{a0}",
            "\u{3000}",
            "\0",
            "\u{1}",
            "\u{1b}",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{200b}",
            "\u{200f}",
            "\u{202e}",
            "<script>",
            "]]>",
            "&amp;",
            "{",
            "[",
            "\\",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x\",\"y\")",
            "null",
            "é",
            "𝄞",
            "a",
            "1",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[derive(Classified, Serialize)]
struct Hostile {
    #[data(identified, undocumented = "test")]
    first: Option<String>,
    #[data(nested)]
    inner: Option<HostileInner>,
    #[data(identified, undocumented = "test")]
    texts: Vec<String>,
    #[data(identified, undocumented = "test")]
    entries: BTreeMap<String, Option<String>>,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
    #[data(identified, undocumented = "test")]
    last: Option<String>,
}

#[derive(Classified, Serialize)]
struct HostileInner {
    #[data(identified, undocumented = "test")]
    text: String,
}

prop_compose! {
    fn hostile_record()(
        first in prop::option::of(hostile()),
        inner in prop::option::of(hostile()),
        texts in prop::collection::vec(hostile(), 0..3),
        entries in prop::collection::btree_map(hostile(), prop::option::of(hostile()), 0..3),
        rest in prop::collection::btree_map(hostile(), hostile(), 0..3),
        last in prop::option::of(hostile()),
    ) -> Hostile {
        let inner = inner.map(|text| HostileInner { text });
        Hostile { first, inner, texts, entries, rest, last }
    }
}

proptest! {
    #[test]
    fn every_text_comes_back(texts in prop::collection::vec(prop::option::of(hostile()), 0..4)) {
        let records: Vec<_> = texts.iter().map(|text| Single { text: text.clone() }).collect();
        let lines = read(&text_of(&records, &EVERYTHING));
        for (text, line) in texts.iter().zip(&lines[1..]) {
            prop_assert_eq!(text.as_deref(), Some(undo(&line[0])).filter(|_| !line[0].is_empty()));
        }
        prop_assert_eq!(lines.len(), texts.len() + 1);
    }

    #[test]
    fn every_value_comes_back(records in prop::collection::vec(hostile_record(), 0..4)) {
        same_values(&records);
        same_redacted_values(&records, &ERASE_ALL);
        same_redacted_values(&records, &Policy::logs());
    }

    #[test]
    fn no_cell_starts_a_formula(record in hostile_record()) {
        for line in read(&text_of([record], &EVERYTHING)) {
            for cell in line {
                prop_assert!(!is_formula(&cell), "{:?}", cell);
            }
        }
    }

    /// Such as one that was told to split at every separator that it knows of.
    #[test]
    fn no_cell_starts_a_formula_for_a_reader_with_more_separators(record in hostile_record()) {
        let text = text_of([record], &EVERYTHING);
        let mut rest = &*text;
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix('"') {
                prop_assert!(!is_formula(quoted));
                let mut end = 0;
                while let Some(at) = quoted[end..].find('"') {
                    end += at + 1;
                    if !quoted[end..].starts_with('"') {
                        break;
                    }
                    end += 1;
                }
                rest = &quoted[end..];
            } else {
                let end = rest.find([',', ';', '\t', '\r', '\n']).unwrap();
                prop_assert!(!is_formula(&rest[..end]));
                rest = &rest[end..];
            }
            rest = rest.strip_prefix("\r\n").unwrap_or_else(|| rest.get(1..).unwrap_or_default());
        }
    }
}

#[test]
fn a_long_text_comes_back() {
    let long = "=\"\r\n,'\u{202e}a".repeat(120_000);
    assert!(long.len() > 1 << 20);
    same_values(&[single(&long), single("b"), single(&long)]);
}

mod variants_of_records {
    //! Variants that hold nothing but a record have the columns of that record, and take none from
    //! others.

    use intune_privacy::export::{self, Scope};
    use intune_privacy::{Class, Classified};
    use serde::Serialize;

    #[derive(Classified, Serialize)]
    #[data(category = user)]
    struct Person {
        #[data(identified, required, mam)]
        principal_name: String,
    }

    #[derive(Classified, Serialize)]
    #[data(category = hardware_inventory, tied)]
    struct Thing {
        #[data(identified, required)]
        serial_number: String,
    }

    #[derive(Classified, Serialize)]
    #[serde(tag = "kind", content = "what")]
    enum Adjacent {
        Person(#[data(nested)] Person),
        Thing(#[data(nested)] Thing),
    }

    #[derive(Classified, Serialize)]
    #[serde(untagged)]
    enum Untagged {
        Person(#[data(nested)] Person),
        Thing(#[data(nested)] Thing),
    }

    #[derive(Classified, Serialize)]
    struct Event {
        #[data(nested)]
        adjacent: Adjacent,
        #[data(nested)]
        untagged: Untagged,
        #[data(nested)]
        owner: Person,
    }

    #[derive(Classified, Serialize)]
    #[serde(untagged)]
    enum Tree {
        Leaf(#[data(nested)] Person),
        Fork(#[data(nested)] Box<Fork>),
    }

    #[derive(Classified, Serialize)]
    #[data(category = hardware_inventory)]
    struct Fork {
        #[data(identified, required)]
        serial_number: &'static str,
        #[data(nested)]
        left: Tree,
        #[data(nested)]
        right: Option<Tree>,
    }

    fn person(name: &str) -> Person {
        Person { principal_name: name.into() }
    }

    fn csv<T: Classified>(records: &[T]) -> String {
        let mut out = Vec::new();
        export::csv(records, &Scope::classes(Class::ALL), &mut out)
            .expect("all values have a place");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn they_have_the_columns_of_their_records() {
        let thing = || Thing { serial_number: "S1".into() };
        let events = [
            Event {
                adjacent: Adjacent::Person(person("a")),
                untagged: Untagged::Thing(thing()),
                owner: person("o"),
            },
            Event {
                adjacent: Adjacent::Thing(thing()),
                untagged: Untagged::Person(person("b")),
                owner: person("o"),
            },
        ];
        assert_eq!(
            csv(&events),
            "adjacent.kind,adjacent.what.principal_name,adjacent.what.serial_number,\
             untagged.principal_name,untagged.serial_number,owner.principal_name\r\n\
             Person,a,,,S1,o\r\n\
             Thing,,S1,b,,o\r\n"
        );
    }

    #[test]
    fn a_record_within_itself_is_written_whole() {
        let fork = |left, right| Fork { serial_number: "S1", left, right };
        let inner = fork(Tree::Leaf(person("leaf-b")), None);
        let outer = fork(Tree::Leaf(person("leaf-a")), Some(Tree::Fork(Box::new(inner))));
        for written in [csv(&[&outer]), csv(&[Tree::Fork(Box::new(outer))])] {
            for name in ["leaf-a", "leaf-b"] {
                assert_eq!(written.matches(name).count(), 1, "{written}");
            }
        }
    }
}

mod records_without_a_name {
    use intune_privacy::export::{self, Scope};
    use intune_privacy::{Class, Classified, Holdings, Record, Schema, Slot, Value};

    /// Written by hand, it says nothing of itself.
    struct Unnamed;

    impl Record for Unnamed {
        fn get(&self, _: Slot) -> Value<'_> {
            Value::Null
        }
    }

    impl Classified for Unnamed {
        const SCHEMA: &'static Schema = &Schema::PLAIN;
        const HOLDINGS: Holdings = Holdings::UNKNOWN;
    }

    #[derive(Classified)]
    enum Event {
        Moved {
            #[data(non_personal)]
            floor: u8,
        },
    }

    #[derive(Classified)]
    struct Log {
        #[data(nested)]
        event: Event,
        #[data(nested)]
        unnamed: Option<Unnamed>,
    }

    #[test]
    fn they_do_not_have_the_columns_of_a_variant() {
        let log = Log { event: Event::Moved { floor: 3 }, unnamed: None };
        let mut out = Vec::new();
        export::csv([&log], &Scope::classes(Class::ALL), &mut out).expect("there is no value");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "event.Moved.floor\r\n3\r\n");
    }
}
