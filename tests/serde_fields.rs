//! serde's attributes of fields: skipping, flattening, functions, and what does not matter.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use std::collections::{BTreeMap, HashMap};

use intune_privacy::{Classified, DataValue, Field};
use intune_privacy_tests::{OPEN, json, same_error, same_json};
use serde::{Deserialize, Serialize};

#[derive(Classified, Serialize, Deserialize)]
struct Skipping {
    #[data(identified, undocumented = "test")]
    #[serde(skip)]
    skipped: u8,
    #[data(identified, undocumented = "test")]
    #[serde(skip_serializing)]
    #[serde(default)]
    not_written: u8,
    #[data(identified, undocumented = "test")]
    #[serde(skip_deserializing)]
    not_read: u8,
    #[data(identified, undocumented = "test")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absent: Option<&'static str>,
    #[data(identified, undocumented = "test")]
    #[serde(skip_serializing_if = "Vec::<u8>::is_empty", default)]
    empty: Vec<u8>,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "ours::<u8>", default)]
    zero: u8,
    #[data(nested)]
    #[serde(skip_serializing_if = "Option::is_none", default)]
    inner: Option<Box<Skipping>>,
}

fn ours<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn skipping(absent: Option<&'static str>, empty: Vec<u8>, zero: u8) -> Skipping {
    Skipping { skipped: 1, not_written: 2, not_read: 3, absent, empty, zero, inner: None }
}

#[test]
fn skipped_fields() {
    same_json(&skipping(None, Vec::new(), 0));
    same_json(&skipping(Some("Ada"), vec![1], 1));
    same_json(&skipping(None, vec![1], 0));
    let inner = Some(Box::new(skipping(Some("Grace"), Vec::new(), 1)));
    same_json(&Skipping { inner, ..skipping(None, Vec::new(), 0) });
    let schema = Skipping::SCHEMA;
    let skipped = schema.fields().filter(|field| field.is_skipped()).map(Field::name);
    assert!(skipped.eq(["skipped", "not_written"]));
}

#[derive(Classified, Serialize)]
struct SkippingTuple(
    #[data(identified, undocumented = "test")]
    #[serde(skip)]
    u8,
    #[data(identified, undocumented = "test")] u8,
    #[data(identified, undocumented = "test")]
    #[serde(skip_serializing_if = "Option::is_none")]
    Option<u8>,
);

#[derive(Classified, Serialize)]
struct SkippingNewtype(
    #[data(identified, undocumented = "test")]
    #[serde(skip)]
    u8,
);

#[derive(Classified, Serialize)]
struct SkippingAll {
    #[data(identified, undocumented = "test")]
    #[serde(skip)]
    first: u8,
}

#[derive(Classified, Serialize)]
enum SkippingEnum {
    Tuple(
        #[data(identified, undocumented = "test")]
        #[serde(skip)]
        u8,
        #[data(identified, undocumented = "test")] u8,
    ),
    Newtype(
        #[data(identified, undocumented = "test")]
        #[serde(skip)]
        u8,
    ),
    Named {
        #[data(identified, undocumented = "test")]
        #[serde(skip)]
        first: u8,
        #[data(identified, undocumented = "test")]
        #[serde(skip_serializing_if = "Option::is_none")]
        second: Option<u8>,
    },
}

#[test]
fn skipped_fields_of_other_shapes() {
    same_json(&SkippingTuple(1, 2, Some(3)));
    same_json(&SkippingTuple(1, 2, None));
    assert_eq!(json(&SkippingNewtype(1).redacted(&OPEN)), json(&SkippingNewtype(1)));
    same_json(&SkippingAll { first: 1 });
    same_json(&SkippingEnum::Tuple(1, 2));
    same_json(&SkippingEnum::Newtype(1));
    same_json(&SkippingEnum::Named { first: 1, second: Some(2) });
    same_json(&SkippingEnum::Named { first: 1, second: None });
}

#[derive(Classified, Serialize, Clone)]
#[serde(rename_all = "camelCase")]
struct Inner {
    #[data(identified, undocumented = "test")]
    user_name: &'static str,
    #[data(non_personal)]
    is_new: bool,
}

const INNER: Inner = Inner { user_name: "Ada", is_new: true };

#[derive(Classified, Serialize)]
struct Deep {
    #[data(non_personal)]
    first: u8,
    #[data(nested)]
    #[serde(flatten)]
    inner: Inner,
    #[data(non_personal)]
    last: u8,
}

#[derive(Classified, Serialize)]
struct Flat {
    #[data(nested)]
    #[serde(flatten)]
    deep: Box<Deep>,
    #[data(nested)]
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    option: Option<Inner>,
    #[data(nested)]
    #[serde(flatten)]
    other: Option<Inner>,
}

#[test]
fn flattened_records() {
    let deep = || Box::new(Deep { first: 1, inner: INNER, last: 2 });
    same_json(&Deep { first: 1, inner: INNER, last: 2 });
    same_json(&Flat { deep: deep(), option: None, other: None });
    same_json(&Flat { deep: deep(), option: Some(INNER), other: None });
    same_json(&Flat { deep: deep(), option: None, other: Some(INNER) });
    assert!(Flat::SCHEMA.fields().all(Field::is_flattened));
}

#[derive(Classified, Serialize)]
struct FlatMaps {
    #[data(non_personal)]
    first: u8,
    #[data(non_personal)]
    #[serde(flatten)]
    extra: BTreeMap<&'static str, u8>,
    #[data(non_personal)]
    #[serde(flatten)]
    values: HashMap<String, serde_json::Value>,
    #[data(non_personal)]
    #[serde(flatten)]
    value: serde_json::Value,
}

#[test]
fn flattened_maps() {
    let record = |value| FlatMaps {
        first: 1,
        extra: BTreeMap::from([("a", 1), ("b", 2)]),
        values: HashMap::from([("c".into(), serde_json::json!([1, null, {"d": 2}]))]),
        value,
    };
    same_json(&record(serde_json::json!({"e": 1, "f": {"g": null}})));
    same_json(&record(serde_json::json!({})));
}

/// Every key of an erased map would be a leak, so one marker stands for all of it.
#[derive(Classified, Serialize)]
struct FlatPersonal {
    #[data(non_personal)]
    first: u8,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    extra: BTreeMap<&'static str, u8>,
    #[data(nested)]
    #[serde(flatten)]
    records: BTreeMap<&'static str, Inner>,
}

#[test]
fn a_flattened_map_of_personal_data_hides_its_keys() {
    let record = FlatPersonal {
        first: 1,
        extra: BTreeMap::from([("Ada", 1), ("Grace", 2)]),
        records: BTreeMap::from([("Mary", INNER)]),
    };
    assert_eq!(json(&record.redacted(&OPEN)), json(&record));
    assert_eq!(
        serde_json::to_string(&record.redacted(&intune_privacy::Policy::logs())).expect("JSON"),
        r#"{"first":1,"extra":"[identified]","[key 1]":{"userName":"[identified]","isNew":true}}"#,
    );
}

macro_rules! flattened_enums {
    ($( $module:ident [$($serde:meta),*]; )+) => {$(
        mod $module {
            use super::{Classified, INNER, Inner, Serialize, same_json};

            #[derive(Classified, Serialize)]
            #[serde(rename_all = "lowercase", $($serde),*)]
            pub(super) enum State {
                Newtype(#[data(nested)] Inner),
                Named {
                    #[data(identified, undocumented = "test")]
                    name: &'static str,
                    #[data(nested)]
                    #[serde(flatten)]
                    inner: Inner,
                },
            }

            #[derive(Classified, Serialize)]
            struct Record {
                #[data(non_personal)]
                first: u8,
                #[data(nested)]
                #[serde(flatten)]
                state: State,
                #[data(non_personal)]
                last: u8,
            }

            #[test]
            fn flattened() {
                same_json(&Record { first: 1, state: State::Newtype(INNER), last: 2 });
                let state = State::Named { name: "Grace", inner: INNER };
                same_json(&Record { first: 1, state, last: 2 });
            }
        }
    )+};
}

flattened_enums! {
    external_enum [];
    internal_enum [tag = "kind"];
    adjacent_enum [tag = "kind", content = "data"];
    untagged_enum [untagged];
}

#[derive(Classified, Serialize)]
struct FlatLeaf {
    #[data(non_personal)]
    #[serde(flatten)]
    text: &'static str,
}

#[derive(Classified, Serialize)]
struct FlatList {
    #[data(nested)]
    #[serde(flatten)]
    list: Vec<Inner>,
}

#[derive(Classified, Serialize)]
struct FlatTuple {
    #[data(nested)]
    #[serde(flatten)]
    tuple: Pair,
}

#[derive(Classified, Serialize)]
struct Pair(#[data(non_personal)] u8, #[data(non_personal)] u8);

#[test]
fn what_cannot_be_flattened_is_an_error() {
    same_error(&FlatLeaf { text: "Ada" });
    same_error(&FlatList { list: vec![INNER] });
    same_error(&FlatTuple { tuple: Pair(1, 2) });
}

#[derive(Classified, Serialize)]
struct Functions<T: Serialize> {
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "hex")]
    function: u32,
    #[data(identified, undocumented = "test")]
    #[serde(with = "module")]
    module: u32,
    #[data(identified, undocumented = "test")]
    #[serde(rename = "both", with = "module", skip_serializing_if = "ours")]
    skipped: u32,
    #[data(pseudonymized, undocumented = "test")]
    #[serde(serialize_with = "as_pair")]
    generic: T,
    #[data(non_personal, with = opaque)]
    #[serde(serialize_with = "opaque::serialize")]
    opaque: Opaque,
}

struct Opaque;

mod opaque {
    use super::Opaque;
    use std::fmt;

    pub(super) fn fmt(_: &Opaque, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("opaque")
    }

    pub(super) fn serialize<S: serde::Serializer>(
        _: &Opaque,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

fn hex<S: serde::Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{value:#x}"))
}

fn as_pair<T: Serialize, S: serde::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    (value, [value]).serialize(serializer)
}

mod module {
    pub(super) fn serialize<S: serde::Serializer>(
        value: &u32,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([value, value])
    }
}

#[derive(Classified, Serialize)]
struct FunctionTuple(
    #[data(identified, undocumented = "test")]
    #[serde(with = "module")]
    u32,
    #[data(non_personal)]
    #[serde(serialize_with = "hex")]
    u32,
);

#[derive(Classified, Serialize)]
struct FunctionNewtype(
    #[data(identified, undocumented = "test")]
    #[serde(with = "module")]
    u32,
);

#[derive(Classified, Serialize)]
enum FunctionEnum<'a, T: Serialize> {
    Newtype(
        #[data(identified, undocumented = "test")]
        #[serde(with = "module")]
        u32,
    ),
    Tuple(
        #[data(identified, undocumented = "test")] u32,
        #[data(identified, undocumented = "test")]
        #[serde(serialize_with = "hex")]
        u32,
    ),
    Named {
        #[data(identified, undocumented = "test")]
        #[serde(serialize_with = "as_pair")]
        value: &'a T,
    },
}

#[test]
fn fields_that_a_function_writes() {
    let record =
        |skipped| Functions { function: 1, module: 2, skipped, generic: "Ada", opaque: Opaque };
    same_json(&record(0));
    same_json(&record(3));
    same_json(&FunctionTuple(1, 2));
    same_json(&FunctionNewtype(1));
    same_json(&FunctionEnum::<u8>::Newtype(1));
    same_json(&FunctionEnum::<u8>::Tuple(1, 2));
    same_json(&FunctionEnum::Named { value: &"Ada" });
}

#[derive(Classified, Serialize)]
struct Failing {
    #[data(non_personal)]
    first: u8,
    #[data(non_personal)]
    #[serde(serialize_with = "fail")]
    second: u8,
}

fn fail<S: serde::Serializer>(_: &u8, _: S) -> Result<S::Ok, S::Error> {
    Err(serde::ser::Error::custom("as the test asks"))
}

#[test]
fn the_error_of_a_function_is_passed_on() {
    let record = Failing { first: 1, second: 2 };
    same_error(&record);
    assert_eq!(json(&record.redacted(&OPEN)), Err("as the test asks".into()));
}

#[derive(Classified, Serialize)]
#[serde(transparent)]
struct Transparent {
    #[data(nested)]
    inner: Inner,
}

#[derive(Classified, Serialize)]
#[serde(transparent)]
struct TransparentLeaf(#[data(identified, undocumented = "test")] Vec<&'static str>);

#[derive(Classified, Serialize)]
#[serde(transparent)]
struct TransparentFunction<T> {
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "hex")]
    value: u32,
    #[data(non_personal)]
    marker: std::marker::PhantomData<T>,
    #[data(non_personal)]
    #[serde(skip)]
    skipped: u8,
}

#[derive(DataValue, Serialize)]
#[serde(transparent)]
struct Leaf {
    text: &'static str,
}

#[derive(Classified, Serialize)]
struct Leaves {
    #[data(identified, undocumented = "test")]
    leaf: Leaf,
    #[data(nested)]
    #[serde(flatten)]
    transparent: Transparent,
}

#[test]
fn transparent_types() {
    same_json(&Transparent { inner: INNER });
    same_json(&TransparentLeaf(vec!["Ada", "Grace"]));
    let marker = std::marker::PhantomData::<String>;
    same_json(&TransparentFunction { value: 1, marker, skipped: 2 });
    same_json(&Leaves { leaf: Leaf { text: "Ada" }, transparent: Transparent { inner: INNER } });
}

/// What bears on deserialization only, or on paths and bounds.
#[derive(Classified, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, bound(serialize = "T: Serialize"), expecting = "a record")]
#[serde(crate = "serde")]
struct ReadOnly<T: Default> {
    #[data(identified, undocumented = "test")]
    #[serde(default, alias = "b", alias = "c")]
    aliased: u8,
    #[data(identified, undocumented = "test")]
    #[serde(default = "nine", deserialize_with = "read")]
    read: u8,
    #[data(identified, undocumented = "test")]
    #[serde(bound(deserialize = "T: Deserialize<'de>"))]
    bound: T,
}

impl<T: Default> Default for ReadOnly<T> {
    fn default() -> Self {
        Self { aliased: 1, read: nine(), bound: T::default() }
    }
}

fn nine() -> u8 {
    9
}

fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    u8::deserialize(deserializer)
}

#[test]
fn what_bears_on_reading_only() {
    same_json(&ReadOnly::<u8>::default());
    let read: ReadOnly<u8> = serde_json::from_str(r#"{"c": 2}"#).expect("a record");
    same_json(&read);
}

#[derive(Classified, Serialize)]
#[serde(tag = "type", rename = "laptop", rename_all = "UPPERCASE")]
struct Tagged {
    #[data(identified, undocumented = "test")]
    name: &'static str,
    #[data(nested)]
    #[serde(flatten)]
    inner: Option<Inner>,
}

#[derive(Classified, Serialize)]
#[serde(tag = "type")]
struct TaggedPlain {
    #[data(identified, undocumented = "test")]
    name: &'static str,
}

#[derive(Classified, Serialize)]
struct Outer {
    #[data(nested)]
    #[serde(flatten)]
    tagged: TaggedPlain,
}

#[test]
fn tagged_structs() {
    same_json(&Tagged { name: "Grace", inner: Some(INNER) });
    same_json(&Tagged { name: "Grace", inner: None });
    same_json(&TaggedPlain { name: "Grace" });
    same_json(&Outer { tagged: TaggedPlain { name: "Grace" } });
}
