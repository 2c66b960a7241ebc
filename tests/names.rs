//! Names: raw identifiers, and those that the generated code uses itself.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use intune_privacy::{Classified, DataValue, Field, Value};
use intune_privacy_tests::{open, same_json};
use serde::Serialize;

#[derive(Classified, Serialize)]
#[expect(non_camel_case_types, reason = "the name is a keyword")]
struct r#struct {
    #[data(non_personal)]
    r#type: u8,
    #[data(identified, undocumented = "test")]
    r#match: String,
}

#[derive(Classified, Serialize)]
#[expect(non_camel_case_types, reason = "the names are keywords")]
enum r#enum {
    r#fn {
        #[data(non_personal)]
        r#in: u8,
    },
    r#loop(#[data(nested)] r#struct),
    r#move,
}

#[derive(DataValue, Serialize)]
#[expect(non_camel_case_types, reason = "the names are keywords")]
enum r#trait {
    r#impl,
}

#[test]
fn raw_identifiers_are_shown_without_their_mark() {
    let record = r#struct { r#type: 1, r#match: "Ada".into() };
    assert_eq!(open(&record), r#"struct { type: 1, match: "Ada" }"#);
    assert_eq!(format!("{record:?}"), "struct { type: 1, match: [identified] }");
    assert_eq!(format!("{record:#?}"), "struct {\n    type: 1,\n    match: [identified],\n}");
    same_json(&record);
    assert_eq!(format!("{:?}", r#enum::r#fn { r#in: 1 }), "fn { in: 1 }");
    assert_eq!(format!("{:?}", r#enum::r#move), "move");
    same_json(&r#enum::r#fn { r#in: 1 });
    same_json(&r#enum::r#loop(record));
    same_json(&r#enum::r#move);
    assert!(matches!(r#trait::r#impl.value(), Value::Str("impl")));
}

#[test]
fn raw_identifiers_are_in_the_schema_without_their_mark() {
    assert_eq!(r#struct::SCHEMA.name(), "struct");
    assert!(r#struct::SCHEMA.field("type").is_some());
    assert_eq!(r#enum::SCHEMA.variants()[2].name(), "move");
}

/// A documented item whose name is written raw, on both sides.
#[derive(Classified)]
#[data(r#category = hardware_inventory)]
struct RawItem {
    #[data(identified, required, item = r#hardware_inventory::r#serial_number)]
    r#serial: String,
    #[data(r#identified, r#required)]
    r#imei: String,
}

#[test]
fn an_item_may_be_named_raw() {
    let record = RawItem { serial: "C02".into(), imei: "35".into() };
    assert_eq!(open(&record), r#"RawItem { serial: "C02", imei: "35" }"#);
    let item = RawItem::SCHEMA.field("serial").and_then(Field::item).expect("an item");
    assert_eq!(item.name, "serial_number");
}

/// What the generated methods call their own parameters and variables.
#[derive(Classified, Serialize)]
struct Inside {
    #[data(non_personal)]
    f: u8,
    #[data(non_personal)]
    self_: u8,
    #[data(non_personal)]
    index: u8,
    #[data(non_personal)]
    visit: u8,
    #[data(non_personal)]
    #[serde(serialize_with = "as_text")]
    serializer: u8,
    #[data(non_personal, with = hex)]
    __0: u8,
    #[data(non_personal)]
    #[serde(skip_serializing_if = "is_zero")]
    value: u8,
    #[data(non_personal)]
    variant: u8,
    #[data(non_personal)]
    schema: u8,
    #[data(non_personal)]
    _privacy: u8,
    #[data(non_personal)]
    __record: u8,
}

#[derive(Classified, Serialize)]
enum InsideEnum {
    Named {
        #[data(non_personal)]
        f: u8,
        #[data(non_personal)]
        self_: u8,
        #[data(non_personal)]
        index: u8,
        #[data(non_personal)]
        visit: u8,
        #[data(non_personal)]
        #[serde(serialize_with = "as_text")]
        serializer: u8,
        #[data(non_personal)]
        __1: u8,
        #[data(non_personal)]
        __0: u8,
        #[data(non_personal)]
        #[serde(skip_serializing_if = "is_zero")]
        value: u8,
        #[data(non_personal)]
        _privacy: u8,
    },
}

mod hex {
    use std::fmt;

    pub(super) fn fmt(value: &u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{value:#x}")
    }
}

fn as_text<S: serde::Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn is_zero(value: &u8) -> bool {
    *value == 0
}

#[test]
fn fields_named_like_the_variables_of_the_generated_code() {
    let record = Inside {
        f: 1,
        self_: 2,
        index: 3,
        visit: 4,
        serializer: 5,
        __0: 26,
        value: 7,
        variant: 8,
        schema: 9,
        _privacy: 10,
        __record: 11,
    };
    assert_eq!(
        format!("{record:?}"),
        "Inside { f: 1, self_: 2, index: 3, visit: 4, serializer: 5, __0: 0x1a, value: 7, \
         variant: 8, schema: 9, _privacy: 10, __record: 11 }",
    );
    let record = |value| InsideEnum::Named {
        f: 1,
        self_: 2,
        index: 3,
        visit: 4,
        serializer: 5,
        __1: 6,
        __0: 7,
        value,
        _privacy: 9,
    };
    assert_eq!(
        format!("{:?}", record(8)),
        "Named { f: 1, self_: 2, index: 3, visit: 4, serializer: 5, __1: 6, __0: 7, value: 8, \
         _privacy: 9 }",
    );
    same_json(&record(8));
    same_json(&record(0));
}

/// Parameters named like those of the generated code.
#[derive(Classified, Serialize)]
struct Parameters<'a, 'de, S, T, const N: usize> {
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "as_unit")]
    first: &'a S,
    #[data(identified, undocumented = "test")]
    second: &'de T,
    #[data(non_personal)]
    #[serde(skip)]
    third: [u8; N],
}

fn as_unit<T, S: serde::Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}

/// Functions named like the variables of the generated code, and a type like its helper.
#[derive(Classified, Serialize)]
struct Functions {
    #[data(non_personal)]
    #[serde(skip_serializing_if = "index")]
    first: u8,
    #[data(non_personal)]
    #[serde(serialize_with = "serializer")]
    second: u8,
    #[data(non_personal)]
    #[serde(serialize_with = "visit")]
    third: u8,
    #[data(non_personal, with = f)]
    #[serde(serialize_with = "value")]
    fourth: Written,
}

#[derive(Classified, Serialize)]
enum FunctionsOfVariants {
    Only(
        #[data(non_personal)]
        #[serde(serialize_with = "value")]
        Written,
    ),
}

#[derive(Clone, Copy, DataValue)]
struct Written(u8);

mod f {
    use super::Written;
    use std::fmt;

    pub(super) fn fmt(written: &Written, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "written {}", written.0)
    }
}

use as_text as serializer;
use as_text as visit;
use is_zero as index;

fn value<S: serde::Serializer>(value: &Written, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&value.0)
}

#[test]
fn functions_named_like_the_variables_of_the_generated_code() {
    let record = |first| Functions { first, second: 2, third: 3, fourth: Written(4) };
    assert_eq!(open(&record(1)), "Functions { first: 1, second: 2, third: 3, fourth: written 4 }");
    same_json(&record(1));
    same_json(&record(0));
    same_json(&FunctionsOfVariants::Only(Written(5)));
}

#[test]
fn parameters_named_like_those_of_the_generated_code() {
    let record = Parameters { first: &1_u8, second: &"Ada", third: [0; 2] };
    assert_eq!(open(&record), r#"Parameters { first: 1, second: "Ada", third: [0, 0] }"#);
    same_json(&record);
}

#[derive(Classified, Serialize)]
struct Übung {
    #[data(identified, undocumented = "test")]
    größe: u8,
}

#[test]
fn names_beyond_ascii() {
    assert_eq!(format!("{:?}", Übung { größe: 1 }), "Übung { größe: [identified] }");
    assert_eq!(open(&Übung { größe: 1 }), "Übung { größe: 1 }");
    same_json(&Übung { größe: 1 });
}
