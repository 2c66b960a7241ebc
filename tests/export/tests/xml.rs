//! Records as XML, read back by two readers that have nothing in common.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Debug;
use std::net::IpAddr;

use intune_privacy::export::{self, ExportError, Scope};
use intune_privacy::{Class, Classified, Language};
use proptest::prelude::*;
use proptest::sample::select;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde::{Serialize, Serializer};
use serde_json::{Map, Number, Value, json};

const ALL: Scope = Scope::classes(Class::ALL);

/// An element, by whichever reader.
#[derive(Debug, Default, PartialEq)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn child(&self, name: &str) -> &Self {
        self.children.iter().find(|child| child.name == name).expect("there is such an element")
    }
}

fn by_quick_xml(document: &str) -> Element {
    fn element(tag: &BytesStart<'_>) -> Element {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.expect("a well-formed attribute");
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).expect("its value");
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        Element {
            name: tag.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Element::default()
        }
    }

    let mut reader = quick_xml::Reader::from_str(document);
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().expect("well-formed XML");
        let inner = open.last_mut().expect("an element is open");
        match event {
            Event::Decl(_) => {}
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => inner.children.push(element(&tag)),
            Event::Text(text) => inner.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().expect("a number") {
                Some(c) => inner.text.push(c),
                None => inner.text += resolve_predefined_entity(&reference).expect("an entity"),
            },
            Event::End(_) => {
                let done = open.pop().expect("an element is open");
                open.last_mut().expect("the reader checks the end tags").children.push(done);
            }
            Event::Eof => break,
            _ => panic!("nothing else is ever written"),
        }
    }
    open.pop().expect("the document").children.pop().expect("the root")
}

fn by_roxmltree(document: &str) -> Element {
    fn element(node: roxmltree::Node<'_, '_>) -> Element {
        let attributes = node.attributes().map(|attribute| {
            let prefix = attribute.namespace().map_or("", |_| "xml:");
            (format!("{prefix}{}", attribute.name()), attribute.value().to_owned())
        });
        Element {
            name: node.tag_name().name().to_owned(),
            attributes: attributes.collect(),
            children: node.children().filter(roxmltree::Node::is_element).map(element).collect(),
            text: node
                .children()
                .filter_map(|child| child.text().filter(|_| child.is_text()))
                .collect(),
        }
    }

    let document = roxmltree::Document::parse(document).expect("well-formed XML");
    element(document.root_element())
}

/// The root of a document.
fn root(document: &[u8]) -> Element {
    let document = std::str::from_utf8(document).expect("UTF-8");
    assert!(document.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    let root = by_quick_xml(document);
    assert_eq!(root, by_roxmltree(document));
    assert_eq!(root.name, "records");
    assert_eq!(root.attribute("xml:space"), Some("preserve"));
    assert!(root.children.iter().all(|child| child.name == "record"));
    root
}

/// The value of an element, by the rules that are documented.
fn value(element: &Element) -> Value {
    if !element.children.is_empty() {
        assert_eq!(element.text, "", "text is never mixed with elements");
    }
    match element.attribute("type") {
        None => decoded(&element.text, element.attribute("encoding")).into(),
        Some("null") => {
            assert!(element.text.is_empty() && element.children.is_empty());
            Value::Null
        }
        Some("boolean") => element.text.parse::<bool>().expect("a boolean").into(),
        Some("number") => number(&element.text),
        Some("list") => {
            assert!(element.children.iter().all(|child| child.name == "item"));
            element.children.iter().map(value).collect()
        }
        Some("record") => element
            .children
            .iter()
            .map(|child| {
                let key = child.attribute("key").map_or_else(
                    || child.name.clone(),
                    |key| decoded(key, child.attribute("keyEncoding")),
                );
                (key, value(child))
            })
            .collect::<Map<_, _>>()
            .into(),
        Some(other) => panic!("{other} is no documented type"),
    }
}

fn decoded(text: &str, encoding: Option<&str>) -> String {
    match encoding {
        None => text.to_owned(),
        Some("json") => serde_json::from_str(text).expect("a JSON string"),
        Some(other) => panic!("{other} is no documented encoding"),
    }
}

/// A number as `serde_json::to_value` makes it, which has no others than finite ones.
fn number(text: &str) -> Value {
    if let "NaN" | "INF" | "-INF" = text {
        return Value::Null;
    }
    assert!(serde_json::from_str::<Number>(text).is_ok(), "JSON has the number {text}");
    let unsigned = text.parse::<u64>().map(Value::from);
    let signed = unsigned.or_else(|_| text.parse::<i64>().map(Value::from));
    signed.unwrap_or_else(|_| text.parse::<f64>().expect("a number").into())
}

fn xml<T: Classified>(records: &[T], scope: &Scope) -> Vec<u8> {
    let mut out = Vec::new();
    let count = export::xml(records, scope, &mut out).expect("the records can be written");
    assert_eq!(count, records.len() as u64);
    out
}

/// Checks that the records are read back as `serde_json` has them.
#[track_caller]
fn same<T: Classified + Serialize>(records: &[T]) {
    let read: Vec<_> = root(&xml(records, &ALL)).children.iter().map(value).collect();
    assert_eq!(Value::from(read), serde_json::to_value(records).expect("serde writes them"));
}

/// Any value, in a record of the type `Holder`.
#[derive(Classified, Serialize)]
struct Holder<T> {
    #[data(identified, undocumented = "test")]
    value: T,
}

/// What stands in the element of a value, and its type.
#[track_caller]
fn written<T: intune_privacy::DataValue + Serialize>(value: T) -> (Option<String>, String) {
    let root = root(&xml(&[Holder { value }], &ALL));
    let element = root.children[0].child("value");
    (element.attribute("type").map(str::to_owned), element.text.clone())
}

#[derive(Classified, Serialize, Clone)]
#[serde(rename_all = "camelCase")]
struct Leaf {
    #[data(identified, undocumented = "test")]
    text: String,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
}

#[derive(Classified, Serialize, Clone)]
struct Pair(
    #[data(identified, undocumented = "test")] String,
    #[data(nested)] Leaf,
    #[data(non_personal)] (),
);

macro_rules! enums {
    ($( $module:ident [$($serde:meta),*] $Tuple:ty; )+) => {$(
        mod $module {
            use super::{BTreeMap, Classified, Leaf, Pair, Serialize};

            #[derive(Classified, Serialize, Clone)]
            #[serde(rename_all = "kebab-case", $($serde),*)]
            pub(super) enum State {
                Unit,
                #[serde(rename = "no name")]
                NoName {},
                Record(#[data(nested)] Leaf),
                Map(#[data(identified, undocumented = "test")] BTreeMap<String, String>),
                Named {
                    #[data(identified, undocumented = "test")]
                    name: String,
                    #[data(nested)]
                    pairs: Vec<Pair>,
                },
                Flat {
                    #[data(nested)]
                    #[serde(flatten)]
                    record: Leaf,
                },
                Tuple(#[data(nested)] $Tuple),
            }

            impl State {
                pub(super) fn all(text: &str, leaf: &Leaf, tuple: $Tuple) -> Vec<Self> {
                    let pair = Pair(text.into(), leaf.clone(), ());
                    vec![
                        Self::Unit,
                        Self::NoName {},
                        Self::Record(leaf.clone()),
                        Self::Map([(text.into(), text.into())].into()),
                        Self::Named { name: text.into(), pairs: vec![pair.clone(), pair] },
                        Self::Flat { record: leaf.clone() },
                        Self::Tuple(tuple),
                    ]
                }
            }
        }
    )+};
}

enums! {
    external [] Pair;
    internal [tag = "the kind"] Leaf;
    adjacent [tag = "kind", content = "@data"] Pair;
    untagged [untagged] Pair;
}

#[derive(Classified, Serialize, Clone)]
#[serde(transparent)]
struct Wrapper {
    #[data(nested)]
    states: Vec<external::State>,
}

#[derive(Classified, Serialize, Clone)]
#[serde(rename_all = "camelCase")]
struct Everything {
    #[data(identified, undocumented = "test")]
    text: String,
    #[data(identified, undocumented = "test")]
    #[serde(rename = "@odata.type")]
    odata_type: Option<String>,
    #[data(identified, undocumented = "test")]
    character: char,
    #[data(non_personal)]
    float: f64,
    #[data(non_personal)]
    numbers: (u8, i64, u64),
    #[data(identified, undocumented = "test")]
    lists: Vec<Vec<Option<String>>>,
    #[data(identified, undocumented = "test")]
    hash: HashMap<String, Vec<bool>>,
    #[data(identified, undocumented = "test")]
    by_number: BTreeMap<i32, Option<bool>>,
    #[data(identified, undocumented = "test")]
    tree: Value,
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "as_pair")]
    function: String,
    #[data(nested)]
    by_name: BTreeMap<String, Leaf>,
    #[data(nested)]
    external: Wrapper,
    #[data(nested)]
    internal: Vec<internal::State>,
    #[data(nested)]
    adjacent: Vec<adjacent::State>,
    #[data(nested)]
    untagged: Vec<untagged::State>,
    #[data(nested)]
    this: Option<Box<Everything>>,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

fn as_pair<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    (text, [text]).serialize(serializer)
}

const PIECES: &[&str] = &[
    "a",
    "é",
    "😀",
    "0",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "<",
    ">",
    "&",
    "&amp;",
    "&#0;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?xml ?>",
    "</text>",
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "null",
    "\0",
    "\u{1}",
    "\u{8}",
    "\u{B}",
    "\u{C}",
    "\u{E}",
    "\u{1F}",
    "\u{7F}",
    "\u{80}",
    "\u{85}",
    "\u{9F}",
    "\u{A0}",
    "\u{2028}",
    "\u{2029}",
    "\u{200E}",
    "\u{200F}",
    "\u{202E}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{FFFE}",
    "\u{FFFF}",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FDD0}",
    "\u{1FFFE}",
    "\u{1FFFF}",
    "\u{10FFFE}",
    "\u{10FFFF}",
];

const KEYS: &[&str] = &[
    "",
    "a",
    "_",
    "_a",
    "a.b-c_1",
    "@odata.type",
    "a b",
    " a",
    "a ",
    "xml",
    "xMl:x",
    "XMLKey",
    "xmlns",
    "a:b",
    ":",
    "1a",
    "-a",
    ".a",
    "<x>",
    "é",
    "aé",
    "·",
    "entry",
    "item",
    "record",
    "records",
    "key",
    "type",
    "text",
    "tree",
    "\"",
    "a\nb",
    "\0",
    "\u{FFFE}",
    "aé\u{1}",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(select(PIECES), 0..6).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![select(KEYS).prop_map(String::from), text()]
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key(), inner, 0..4)
                .prop_map(|map| map.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn leaf() -> impl Strategy<Value = Leaf> {
    (text(), any::<Option<i64>>()).prop_map(|(text, size)| Leaf { text, size })
}

fn everything() -> impl Strategy<Value = Everything> {
    let scalars =
        (text(), prop::option::of(text()), any::<char>(), any::<f64>(), any::<(u8, i64, u64)>());
    let lists = prop::collection::vec(prop::collection::vec(prop::option::of(text()), 0..3), 0..3);
    let maps = (
        prop::collection::hash_map(key(), any::<Vec<bool>>(), 0..4),
        prop::collection::btree_map(any::<i32>(), any::<Option<bool>>(), 0..3),
        prop::collection::btree_map(key(), leaf(), 0..4),
        prop::collection::btree_map(key(), text(), 0..4),
    );
    (scalars, lists, maps, tree(), key(), leaf(), any::<bool>()).prop_map(
        |(scalars, lists, (hash, by_number, by_name, rest), tree, key, leaf, is_nested)| {
            let pair = Pair(key.clone(), leaf.clone(), ());
            let record = Everything {
                text: scalars.0,
                odata_type: scalars.1,
                character: scalars.2,
                float: scalars.3,
                numbers: scalars.4,
                lists,
                hash,
                by_number,
                tree,
                function: key.clone(),
                by_name,
                external: Wrapper { states: external::State::all(&key, &leaf, pair.clone()) },
                internal: internal::State::all(&key, &leaf, leaf.clone()),
                adjacent: adjacent::State::all(&key, &leaf, pair.clone()),
                untagged: untagged::State::all(&key, &leaf, pair),
                this: None,
                rest,
            };
            let this = is_nested.then(|| Box::new(record.clone()));
            Everything { this, ..record }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        max_shrink_iters: 256,
        ..Default::default()
    })]

    #[test]
    fn text_is_read_back(text in text()) {
        same(&[Holder { value: text }]);
    }

    #[test]
    fn trees_are_read_back(trees in prop::collection::vec(tree(), 0..4)) {
        same(&trees.into_iter().map(|value| Holder { value }).collect::<Vec<_>>());
    }

    #[test]
    fn records_are_read_back(records in prop::collection::vec(everything(), 0..3)) {
        same(&records);
    }

    #[test]
    fn descriptions_change_no_value(record in everything()) {
        let described = root(&xml(&[&record], &ALL.described().language(Language::Swedish)));
        prop_assert_eq!(described.children[0].child("text").attribute("label"), Some("Text"));
        prop_assert_eq!(value(&described.children[0]), serde_json::to_value(record).expect("JSON"));
    }
}

#[test]
fn each_hostile_text_and_key_is_read_back() {
    for text in PIECES.iter().chain(KEYS) {
        for text in [(*text).to_owned(), format!("{text}{text}"), format!(" {text}\u{0}")] {
            same(&[Holder { value: BTreeMap::from([(text.clone(), text)]) }]);
        }
    }
}

#[test]
fn each_character_is_read_back() {
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    let texts: Vec<String> = all.chunks(4096).map(String::from_iter).collect();
    same(&[Holder { value: texts }]);
    let (unfit, fit): (Vec<char>, _) = all
        .into_iter()
        .partition(|c| matches!(*c, '\0'..' ' | '\u{FFFE}' | '\u{FFFF}') && !"\t\n\r".contains(*c));
    for c in unfit {
        let root = root(&xml(&[Holder { value: c }], &ALL));
        assert_eq!(root.children[0].child("value").attribute("encoding"), Some("json"), "{c:?}");
    }
    let root = root(&xml(&[Holder { value: String::from_iter(fit) }], &ALL));
    assert_eq!(root.children[0].child("value").attribute("encoding"), None);
}

#[test]
fn long_text_is_read_back() {
    let hostile = "</value>]]>\r\n&#x0;\u{202E}".repeat(50_000);
    assert!(hostile.len() > 1 << 20);
    let key = "k".repeat(1 << 20);
    same(&[Holder {
        value: BTreeMap::from([(key, hostile.clone() + "\0"), (hostile, "a".into())]),
    }]);
}

#[test]
fn a_key_is_the_name_of_its_element_where_all_readers_have_the_name() {
    let longest = "k".repeat(255);
    let too_long = "k".repeat(256);
    for (key, is_name) in [
        ("serialNumber", true),
        ("_", true),
        ("a.b-c_1", true),
        ("entry", true),
        ("item", true),
        ("xm", true),
        ("x", true),
        (&longest, true),
        (&too_long, false),
        ("", false),
        ("xml", false),
        ("XmlFile", false),
        ("a:b", false),
        ("1a", false),
        ("-a", false),
        ("é", false),
        ("xé", false),
        ("\u{37F}x", false),
    ] {
        let root = root(&xml(&[Holder { value: BTreeMap::from([(key, 1)]) }], &ALL));
        let element = &root.children[0].child("value").children[0];
        if is_name {
            assert_eq!((element.name.as_str(), element.attribute("key")), (key, None));
        } else {
            assert_eq!((element.name.as_str(), element.attribute("key")), ("entry", Some(key)));
        }
    }
}

#[test]
fn what_is_empty_can_be_told_apart() {
    #[derive(Classified, Serialize)]
    struct Empty {}

    #[derive(Classified, Serialize)]
    struct Empties {
        #[data(non_personal)]
        text: &'static str,
        #[data(non_personal)]
        null: Option<u8>,
        #[data(non_personal)]
        list: [u8; 0],
        #[data(nested)]
        record: Empty,
    }

    let empties = Empties { text: "", null: None, list: [], record: Empty {} };
    let document = String::from_utf8(xml(&[empties], &ALL)).expect("UTF-8");
    assert!(
        document.ends_with(concat!(
            "\n<record type=\"record\"><text></text><null type=\"null\"/>",
            "<list type=\"list\"></list><record type=\"record\"></record></record>\n</records>\n",
        )),
        "{document}",
    );
}

#[test]
fn numbers_are_those_of_json() {
    #[track_caller]
    fn check<T: intune_privacy::DataValue + Serialize + Copy>(value: T) {
        let number = serde_json::to_string(&value).expect("JSON");
        assert_eq!(written(value), (Some("number".into()), number));
    }
    check(u8::MAX);
    check(i64::MIN);
    check(u64::MAX);
    check(u128::MAX);
    check(i128::MIN);
    for float in
        [0.0, -0.0, 0.1, 1e300, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, f64::EPSILON]
    {
        check(float);
    }
    for float in [0.1, -0.0, f32::MAX, f32::MIN_POSITIVE, 1e-45] {
        check(float);
    }
}

#[test]
fn numbers_that_json_does_not_have_are_those_of_xml_schema() {
    for (float, text) in [(f64::NAN, "NaN"), (f64::INFINITY, "INF"), (f64::NEG_INFINITY, "-INF")] {
        assert_eq!(written(float), (Some("number".into()), text.into()));
    }
    for (float, text) in [(f32::NAN, "NaN"), (f32::INFINITY, "INF"), (f32::NEG_INFINITY, "-INF")] {
        assert_eq!(written(float), (Some("number".into()), text.into()));
    }
}

#[test]
fn values_that_are_written_as_text_are_text() {
    let id = uuid::Uuid::from_u128(7);
    assert_eq!(written(id), (None, id.to_string()));
    let address: IpAddr = "2001:db8::1".parse().expect("an address");
    assert_eq!(written(address), (None, "2001:db8::1".into()));
    assert_eq!(written('<'), (None, "<".into()));
    assert_eq!(written(true), (Some("boolean".into()), "true".into()));
}

#[test]
fn a_record_need_not_have_keys() {
    let leaf = Leaf { text: "<".into(), size: Some(1) };
    same(&[Pair("a".into(), leaf.clone(), ())]);
    same(&external::State::all("\0", &leaf, Pair("a".into(), leaf.clone(), ())));
    same(&untagged::State::all("\0", &leaf, Pair("a".into(), leaf.clone(), ())));
    same(&[Wrapper {
        states: external::State::all("é", &leaf, Pair("a".into(), leaf.clone(), ())),
    }]);
    let root = root(&xml(&[untagged::State::Unit], &ALL));
    assert_eq!(root.children[0].attribute("type"), Some("null"));
}

#[test]
fn no_records_are_a_document_too() {
    assert_eq!(
        String::from_utf8(xml::<Leaf>(&[], &ALL)).expect("UTF-8"),
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<records type=\"leaf\" xml:space=\"preserve\">\n",
            "</records>\n",
        ),
    );
    assert_eq!(root(&xml::<Leaf>(&[], &ALL)).children, []);
}

#[test]
fn the_root_names_the_type_as_graph_does() {
    #[derive(Classified, Serialize)]
    struct ManagedDevice {}

    #[derive(Classified, Serialize)]
    #[serde(rename = "managedAppRegistration")]
    struct Registration {}

    #[derive(Classified, Serialize)]
    #[serde(rename = "<\"\0")]
    struct Hostile {}

    assert_eq!(root(&xml(&[ManagedDevice {}], &ALL)).attribute("type"), Some("managedDevice"));
    let registration = root(&xml(&[Registration {}], &ALL));
    assert_eq!(registration.attribute("type"), Some("managedAppRegistration"));
    assert_eq!(root(&xml(&[Hostile {}], &ALL)).attribute("type"), Some("<\"\u{FFFD}"));
}

#[test]
fn equal_hash_maps_give_the_same_bytes() {
    let keys: Vec<String> = (0..100)
        .map(|number| format!("key {number}"))
        .chain(KEYS.iter().map(|key| (*key).into()))
        .collect();
    let one: HashMap<_, _> = keys.iter().map(|key| (key.clone(), key.len())).collect();
    let mut other = HashMap::with_capacity(10_000);
    other.extend(keys.iter().rev().map(|key| (key.clone(), key.len())));
    let [one, other] = [one, other].map(|value| xml(&[Holder { value }], &ALL));
    assert_eq!(one, other);
}

#[test]
fn a_withheld_field_has_no_element() {
    #[derive(Classified, Serialize)]
    struct Device {
        #[data(identified, undocumented = "test")]
        name: &'static str,
        #[data(non_personal)]
        model: &'static str,
        #[data(nested)]
        state: external::State,
    }

    let leaf = Leaf { text: "Ada".into(), size: Some(77) };
    let device = Device { name: "Ada", model: "canary", state: external::State::Record(leaf) };
    for scope in [Scope::subject_access(), Scope::subject_access().described()] {
        let document = xml(&[&device], &scope);
        let root = root(&document);
        let expected = json!({ "name": "Ada", "state": { "record": { "text": "Ada" } } });
        assert_eq!(value(&root.children[0]), expected);
        let document = String::from_utf8(document).expect("UTF-8");
        for withheld in ["model", "canary", "size", "77"] {
            assert!(!document.contains(withheld), "{document}");
        }
    }
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Described {
    #[data(identified, required)]
    imei: u64,
    #[data(identified, undocumented = "\u{1}why & \"what\"\nfor")]
    #[serde(rename = "\u{1}")]
    own: Vec<&'static str>,
    #[data(non_personal)]
    encrypted: bool,
}

#[test]
fn the_elements_of_described_fields_say_what_they_are() {
    let described = Described { imei: 1, own: vec!["a"], encrypted: true };
    let scope = ALL.described().language(Language::French);
    let root = root(&xml(&[&described], &scope));
    let record = &root.children[0];
    assert_eq!(value(record), serde_json::to_value(&described).expect("JSON"));
    assert_eq!(record.attributes.keys().collect::<Vec<_>>(), ["type"]);

    // The same words as in the JSON, which has tests of its own.
    let mut json = Vec::new();
    export::json([&described], &scope, &mut json).expect("the record can be written");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    for (element, key) in record.children.iter().zip(["imei", "\u{1}", "encrypted"]) {
        let mut words = element.attributes.clone();
        words
            .retain(|name, _| !["key", "keyEncoding", "type", "encoding"].contains(&name.as_str()));
        let mut expected = json[0][key].as_object().expect("an object").clone();
        expected.remove("value");
        for word in expected.values_mut() {
            *word = word.as_str().expect("text").replace('\u{1}', "\u{FFFD}").into();
        }
        assert_eq!(serde_json::to_value(words).expect("JSON"), Value::from(expected));
    }
    assert_eq!(record.child("imei").attribute("class"), Some("identifiées"));
    assert_eq!(record.child("imei").attribute("item"), Some("hardware_inventory::imei"));
    let own = record.child("entry");
    assert_eq!(own.attribute("undocumented"), Some("\u{FFFD}why & \"what\"\nfor"));
    assert_eq!(own.children[0].attributes, BTreeMap::new(), "its elements are not described");
}

#[test]
fn a_scope_that_is_not_described_says_nothing_of_fields() {
    let root = root(&xml(&[Described { imei: 1, own: vec![], encrypted: true }], &ALL));
    for element in &root.children[0].children {
        let names: Vec<_> = element.attributes.keys().collect();
        assert!(
            names.iter().all(|name| name.as_str() == "type" || name.starts_with("key")),
            "{names:?}"
        );
    }
}

/// Checks that a record that cannot be written leaves nothing behind a record that can, and that
/// the error does not name its values.
#[track_caller]
fn leaves_nothing<T: Classified>(good: T, bad: T) {
    let mut out = Vec::new();
    let error = export::xml([good, bad], &ALL, &mut out).expect_err("one cannot be written");
    assert!(matches!(error, ExportError::Value { number: 2, .. }), "{error:?}");
    assert!(error.source().is_none());
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("record 2") && shown.contains("XML"), "{shown}");
    assert!(!shown.contains("canary"), "{shown}");
    // What is written so far, and no more, becomes a document by the end of one.
    out.extend(b"\n</records>\n");
    assert_eq!(root(&out).children.len(), 1);
    assert!(!String::from_utf8(out).expect("UTF-8").contains("canary"));
}

/// More than is kept back before it is passed on to the writer.
fn long(text: &str) -> String {
    text.repeat(100_000)
}

#[test]
fn a_record_that_serde_cannot_write_leaves_no_part_of_itself() {
    fn refused<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        match text {
            "canary" => Err(serde::ser::Error::custom(text)),
            _ => serializer.serialize_str(text),
        }
    }

    #[derive(Classified, Serialize)]
    struct Record {
        #[data(identified, undocumented = "test")]
        before: String,
        #[data(identified, undocumented = "test")]
        #[serde(serialize_with = "refused")]
        refused: &'static str,
    }

    leaves_nothing(
        Record { before: long("a"), refused: "" },
        Record { before: long("canary"), refused: "canary" },
    );
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_unicode_leaves_no_part_of_its_record() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    use std::path::PathBuf;

    #[derive(Classified, Serialize)]
    struct Record {
        #[data(nested)]
        before: Vec<Leaf>,
        #[data(identified, undocumented = "test")]
        path: Vec<PathBuf>,
    }

    let record = |text, path: &[u8]| Record {
        before: vec![Leaf { text: long(text), size: None }],
        path: vec![OsString::from_vec(path.into()).into()],
    };
    leaves_nothing(record("a", b"/home"), record("canary", b"canary\xFF"));
}
