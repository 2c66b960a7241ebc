//! serde's forms of enums: the variant's name around, inside, beside or left away.

use std::collections::BTreeMap;

use intune_privacy::{Classified, DataValue, Representation};
use intune_privacy_tests::{OPEN, json, same_error, same_json};
use serde::Serialize;

#[derive(Classified, Serialize)]
struct Record {
    #[data(identified, undocumented = "test")]
    name: &'static str,
}

#[derive(Classified, Serialize)]
struct Unit;

#[derive(Classified, Serialize)]
struct Newtype(#[data(nested)] Record);

const RECORD: Record = Record { name: "Ada" };

macro_rules! enums {
    ($( $module:ident [$($serde:meta),*] $representation:expr; )+) => {$(
        mod $module {
            use super::{
                BTreeMap, Classified, Newtype, OPEN, RECORD, Record, Representation, Serialize, Unit,
                json, same_json,
            };

            #[derive(Classified, Serialize)]
            #[serde(rename_all = "camelCase", $($serde),*)]
            pub(super) enum State {
                Unit,
                NoNamed {},
                Record(#[data(nested)] Record),
                Boxed(#[data(nested)] Box<Record>),
                UnitRecord(#[data(nested)] Unit),
                Newtype(#[data(nested)] Newtype),
                Map(#[data(non_personal)] BTreeMap<&'static str, u8>),
                RecordMap(#[data(nested)] BTreeMap<u8, Record>),
                #[serde(rename_all = "UPPERCASE")]
                Named {
                    #[data(identified, undocumented = "test")]
                    name: &'static str,
                    #[data(nested)]
                    record: Record,
                    #[data(identified, undocumented = "test")]
                    #[serde(skip_serializing_if = "Option::is_none")]
                    option: Option<u8>,
                },
                Flat {
                    #[data(non_personal)]
                    first: u8,
                    #[data(nested)]
                    #[serde(flatten)]
                    record: Record,
                },
                #[serde(untagged)]
                Bare { #[data(identified, undocumented = "test")] bare: u8 },
                #[serde(untagged)]
                BareRecord(#[data(nested)] Record),
                #[serde(untagged)]
                BareText(#[data(identified, undocumented = "test")] &'static str),
                #[serde(untagged)]
                BareUnit,
            }

            #[test]
            fn every_variant() {
                for state in [
                    State::Unit,
                    State::NoNamed {},
                    State::Record(RECORD),
                    State::Boxed(Box::new(RECORD)),
                    State::UnitRecord(Unit),
                    State::Newtype(Newtype(RECORD)),
                    State::Map(BTreeMap::from([("a", 1)])),
                    State::Named { name: "Ada", record: RECORD, option: None },
                    State::Named { name: "Ada", record: RECORD, option: Some(1) },
                    State::Flat { first: 1, record: RECORD },
                    State::Bare { bare: 1 },
                    State::BareRecord(RECORD),
                    State::BareText("Ada"),
                    State::BareUnit,
                ] {
                    same_json(&state);
                }
            }

            /// Its keys are hidden, so there is only the open form to compare.
            #[test]
            fn a_map_of_records() {
                let map = State::RecordMap(BTreeMap::from([(1, RECORD)]));
                assert_eq!(
                    json(&map.redacted(&OPEN)),
                    json(&map),
                );
            }

            #[test]
            fn the_schema_tells_the_form() {
                assert_eq!(State::SCHEMA.representation(), $representation);
            }
        }
    )+};
}

enums! {
    external [] Representation::External;
    internal [tag = "kind"] Representation::Internal { tag: "kind" };
    adjacent [tag = "kind", content = "data"]
        Representation::Adjacent { tag: "kind", content: "data" };
    untagged [untagged] Representation::Untagged;
}

#[test]
fn a_variant_without_its_name_is_flattened_without_it() {
    #[derive(Classified, Serialize)]
    struct Around<T: Classified> {
        #[data(non_personal)]
        first: u8,
        #[data(nested)]
        #[serde(flatten)]
        state: T,
    }

    same_json(&Around { first: 1, state: external::State::Bare { bare: 1 } });
    same_json(&Around { first: 1, state: internal::State::Bare { bare: 1 } });
    same_json(&Around { first: 1, state: adjacent::State::Bare { bare: 1 } });
}

macro_rules! tuples {
    ($( $module:ident [$($serde:meta),*]; )+) => {$(
        mod $module {
            use super::{Classified, RECORD, Record, Serialize, same_json};

            #[derive(Classified, Serialize)]
            #[serde($($serde),*)]
            enum State {
                NoTuple(),
                Tuple(#[data(identified, undocumented = "test")] u8, #[data(nested)] Record),
                Text(#[data(identified, undocumented = "test")] &'static str),
                List(#[data(nested)] Vec<Record>),
                #[serde(untagged)]
                Bare(#[data(identified, undocumented = "test")] u8, #[data(nested)] Record),
            }

            #[test]
            fn every_variant() {
                same_json(&State::NoTuple());
                same_json(&State::Tuple(1, RECORD));
                same_json(&State::Text("Ada"));
                same_json(&State::List(vec![RECORD]));
                same_json(&State::Bare(1, RECORD));
            }
        }
    )+};
}

/// An internal tag has no room for them.
mod tuples {
    use super::{Classified, RECORD, Record, Serialize, same_json};

    tuples! {
        external [];
        adjacent [tag = "kind", content = "data"];
        untagged [untagged];
    }
}

#[derive(Classified, Serialize)]
#[serde(tag = "kind")]
enum NoRoom {
    Number(#[data(non_personal)] u8),
    Text(#[data(identified, undocumented = "test")] &'static str),
    List(#[data(nested)] Vec<Record>),
    Tuple(#[data(nested)] Pair),
    #[serde(skip)]
    Skipped,
}

#[derive(Classified, Serialize)]
struct Pair(#[data(non_personal)] u8, #[data(non_personal)] u8);

#[test]
fn an_internal_tag_without_room_is_an_error() {
    same_error(&NoRoom::Number(1));
    same_error(&NoRoom::List(vec![RECORD]));
    same_error(&NoRoom::Tuple(Pair(1, 2)));
    same_error(&NoRoom::Skipped);
    json(&NoRoom::Text("Ada")).expect_err("serde does not write the record");
    json(&NoRoom::Text("Ada").redacted(&OPEN)).expect_err("nor do we");
}

macro_rules! skipped {
    ($( $module:ident [$($serde:meta),*]; )+) => {$(
        mod $module {
            use super::{Classified, Serialize, same_error, same_json};

            #[derive(Classified, Serialize)]
            #[serde($($serde),*)]
            enum State {
                #[serde(skip)]
                Unit,
                #[serde(skip_serializing)]
                Text(#[data(identified, undocumented = "test")] &'static str),
                #[serde(skip_serializing)]
                Named { #[data(identified, undocumented = "test")] name: &'static str },
                #[serde(skip_deserializing)]
                Written { #[data(identified, undocumented = "test")] name: &'static str },
            }

            #[derive(Classified, Serialize)]
            struct Outer {
                #[data(nested)]
                state: State,
            }

            #[derive(Classified, Serialize)]
            struct Flat {
                #[data(nested)]
                #[serde(flatten)]
                state: State,
            }

            #[test]
            fn a_skipped_variant_is_an_error() {
                same_error(&State::Unit);
                same_error(&State::Text("Ada"));
                same_error(&State::Named { name: "Ada" });
                same_error(&Outer { state: State::Unit });
                same_error(&Flat { state: State::Named { name: "Ada" } });
                same_json(&State::Written { name: "Ada" });
            }
        }
    )+};
}

mod skipped {
    use super::{Classified, Serialize, same_error, same_json};

    skipped! {
        external [];
        internal [tag = "kind"];
        adjacent [tag = "kind", content = "data"];
        untagged [untagged];
    }
}

#[derive(DataValue, Serialize, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Color {
    LightGreen,
    #[serde(rename = "MAUVE", alias = "purple")]
    Mauve,
}

#[derive(DataValue, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Id(String);

#[derive(Classified, Serialize)]
struct Leaves {
    #[data(non_personal)]
    color: Color,
    #[data(non_personal)]
    colors: BTreeMap<Color, Vec<Color>>,
    #[data(identified, undocumented = "test")]
    id: Id,
    #[data(pseudonymized, undocumented = "test")]
    ids: Option<Id>,
}

#[test]
fn enums_and_newtypes_as_leaf_values() {
    same_json(&Leaves {
        color: Color::LightGreen,
        colors: BTreeMap::from([(Color::Mauve, vec![Color::LightGreen])]),
        id: Id("Ada".into()),
        ids: Some(Id("Grace".into())),
    });
}

#[derive(Classified, Serialize)]
struct Maps {
    #[data(identified, undocumented = "test")]
    ids: BTreeMap<Id, Id>,
}

#[test]
fn a_newtype_as_the_key_of_a_map() {
    let record = Maps { ids: BTreeMap::from([(Id("a".into()), Id("b".into()))]) };
    assert_eq!(json(&record.redacted(&OPEN)), json(&record));
}
