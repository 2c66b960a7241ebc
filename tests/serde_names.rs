//! serde's names: `rename`, `rename_all` and their kin on types, variants and fields.

use std::iter;

use intune_privacy::{Classified, DataValue, Field, Value};
use intune_privacy_tests::{OPEN, json, same_json};
use serde::Serialize;
use serde_test::{Token, assert_ser_tokens};

#[derive(Classified, Serialize)]
#[serde(rename = "Laptop")]
struct Renamed {
    #[data(identified, undocumented = "test")]
    #[serde(rename = "@name")]
    name: &'static str,
    #[data(identified, undocumented = "test")]
    #[serde(rename(serialize = "written", deserialize = "read"))]
    both: u8,
    #[data(identified, undocumented = "test")]
    #[serde(rename(deserialize = "read only"))]
    read: u8,
    #[data(identified, undocumented = "test")]
    #[serde(rename(serialize = "write only"))]
    write: u8,
    #[data(identified, undocumented = "test")]
    #[serde(rename = "quote \" backslash \\ line \n é 😀")]
    escaped: u8,
    #[data(identified, undocumented = "test")]
    #[serde(rename = "")]
    empty: u8,
}

#[test]
fn renamed_fields() {
    let record = Renamed { name: "Ada", both: 1, read: 2, write: 3, escaped: 4, empty: 5 };
    same_json(&record);
    assert_eq!(Renamed::SCHEMA.key(), "Laptop");
    assert_eq!(Renamed::SCHEMA.name(), "Renamed");
    let keys = Renamed::SCHEMA.fields().map(Field::key);
    assert!(keys.eq([
        "@name",
        "written",
        "read",
        "write only",
        "quote \" backslash \\ line \n é 😀",
        ""
    ]));
}

/// A struct and two enums under each rule, with names on which the rules differ.
macro_rules! rules {
    ($( $module:ident $rule:literal; )+) => {$(
        mod $module {
            use super::{Classified, DataValue, Serialize, Value, json, same_json};

            #[derive(Classified, Serialize)]
            #[serde(rename_all = $rule)]
            #[expect(non_snake_case, reason = "the rules are for any name")]
            struct Fields {
                #[data(non_personal)]
                one: u8,
                #[data(non_personal)]
                two_words: u8,
                #[data(non_personal)]
                _leading: u8,
                #[data(non_personal)]
                trailing_: u8,
                #[data(non_personal)]
                double__line: u8,
                #[data(non_personal)]
                with_1_digit2: u8,
                #[data(non_personal)]
                mixedCase: u8,
                #[data(non_personal)]
                UPPER: u8,
                #[data(non_personal)]
                r#type: u8,
                #[data(non_personal)]
                straße_é: u8,
                #[data(identified, undocumented = "test")]
                #[serde(rename = "keptAs_is")]
                renamed: u8,
            }

            #[derive(Classified, Serialize)]
            #[serde(rename_all = $rule)]
            #[expect(non_camel_case_types, reason = "the rules are for any name")]
            enum Variants {
                One,
                TwoWords(#[data(non_personal)] u8),
                HTTPServer { #[data(non_personal)] two_words: u8 },
                With1Digit2,
                lower_case,
                EtatÉté,
                r#Self_,
                #[serde(rename = "keptAs_is")]
                Renamed,
                #[serde(rename_all = "UPPERCASE")]
                OwnRule { #[data(non_personal)] two_words: u8 },
            }

            #[derive(Classified, Serialize)]
            #[serde(rename_all_fields = $rule)]
            enum FieldsOfVariants {
                TwoWords { #[data(non_personal)] two_words: u8, #[data(non_personal)] r#type: u8 },
                #[serde(rename_all = "kebab-case")]
                OwnRule { #[data(non_personal)] two_words: u8 },
                Unnamed(#[data(non_personal)] u8, #[data(non_personal)] u8),
            }

            #[derive(DataValue, Serialize)]
            #[serde(rename_all = $rule)]
            #[expect(non_camel_case_types, reason = "the rules are for any name")]
            enum Leaf {
                One,
                TwoWords,
                HTTPServer,
                With1Digit2,
                lower_case,
                EtatÉté,
                #[serde(rename = "keptAs_is")]
                Renamed,
                #[serde(rename(serialize = "written", deserialize = "read"))]
                Both,
            }

            #[test]
            fn structs() {
                same_json(&Fields {
                    one: 1,
                    two_words: 2,
                    _leading: 3,
                    trailing_: 4,
                    double__line: 5,
                    with_1_digit2: 6,
                    mixedCase: 7,
                    UPPER: 8,
                    r#type: 9,
                    straße_é: 10,
                    renamed: 11,
                });
            }

            #[test]
            fn variants() {
                same_json(&Variants::One);
                same_json(&Variants::TwoWords(1));
                same_json(&Variants::HTTPServer { two_words: 1 });
                same_json(&Variants::With1Digit2);
                same_json(&Variants::lower_case);
                same_json(&Variants::EtatÉté);
                same_json(&Variants::Self_);
                same_json(&Variants::Renamed);
                same_json(&Variants::OwnRule { two_words: 1 });
            }

            #[test]
            fn fields_of_variants() {
                same_json(&FieldsOfVariants::TwoWords { two_words: 1, r#type: 2 });
                same_json(&FieldsOfVariants::OwnRule { two_words: 1 });
                same_json(&FieldsOfVariants::Unnamed(1, 2));
            }

            #[test]
            fn leaf_values() {
                for leaf in [
                    Leaf::One,
                    Leaf::TwoWords,
                    Leaf::HTTPServer,
                    Leaf::With1Digit2,
                    Leaf::lower_case,
                    Leaf::EtatÉté,
                    Leaf::Renamed,
                    Leaf::Both,
                ] {
                    let Value::Str(name) = leaf.value() else { panic!("a name is text") };
                    assert_eq!(json(&name), json(&leaf));
                }
            }
        }
    )+};
}

rules! {
    lower "lowercase";
    upper "UPPERCASE";
    pascal "PascalCase";
    camel "camelCase";
    snake "snake_case";
    screaming_snake "SCREAMING_SNAKE_CASE";
    kebab "kebab-case";
    screaming_kebab "SCREAMING-KEBAB-CASE";
}

#[derive(Classified, Serialize)]
#[serde(rename_all(serialize = "UPPERCASE", deserialize = "lowercase"))]
#[serde(rename(serialize = "Written", deserialize = "Read"))]
struct BothRules {
    #[data(non_personal)]
    one_word: u8,
}

#[derive(Classified, Serialize)]
#[serde(rename_all(deserialize = "UPPERCASE"))]
struct ReadRule {
    #[data(non_personal)]
    one_word: u8,
}

#[derive(Classified, Serialize)]
#[serde(
    rename_all(serialize = "snake_case"),
    rename_all_fields(serialize = "camelCase", deserialize = "UPPERCASE")
)]
enum BothRulesOfVariants {
    #[serde(rename(serialize = "Written", deserialize = "Read"))]
    First {
        #[data(non_personal)]
        one_word: u8,
    },
    #[serde(rename_all(serialize = "UPPERCASE", deserialize = "lowercase"))]
    SecondOne {
        #[data(non_personal)]
        one_word: u8,
    },
    #[serde(rename_all(deserialize = "UPPERCASE"))]
    ThirdOne {
        #[data(non_personal)]
        one_word: u8,
    },
}

#[test]
fn rules_for_one_direction() {
    same_json(&BothRules { one_word: 1 });
    assert_eq!(BothRules::SCHEMA.key(), "Written");
    same_json(&ReadRule { one_word: 1 });
    same_json(&BothRulesOfVariants::First { one_word: 1 });
    same_json(&BothRulesOfVariants::SecondOne { one_word: 1 });
    same_json(&BothRulesOfVariants::ThirdOne { one_word: 1 });
}

/// JSON shows no names of types and no lengths, and tells no struct from a map. Other formats do.
#[track_caller]
fn same_calls<T: Classified + Serialize>(record: &T, calls: &[Token]) {
    assert_ser_tokens(record, calls);
    assert_ser_tokens(&record.redacted(&OPEN), calls);
}

const NUMBER: Token = Token::U64(7);

/// The calls for a struct or variant with these named fields, each of them a [`NUMBER`].
fn named(start: Token, fields: &[&'static str], end: Token) -> Vec<Token> {
    let fields = fields.iter().flat_map(|field| [Token::Str(field), NUMBER]);
    iter::once(start).chain(fields).chain([end]).collect()
}

#[test]
fn names_of_types_lengths_and_forms_are_those_of_serde() {
    #[derive(Classified, Serialize)]
    struct Point {
        #[data(non_personal)]
        x: u64,
        #[data(non_personal)]
        #[serde(skip_serializing_if = "Option::is_none")]
        y: Option<u64>,
        #[data(non_personal)]
        z: u64,
    }
    #[derive(Classified, Serialize)]
    #[serde(rename = "Two")]
    struct Pair(#[data(non_personal)] u64, #[data(non_personal)] u64);
    #[derive(Classified, Serialize)]
    struct Flat {
        #[data(non_personal)]
        first: u64,
        #[data(nested)]
        #[serde(flatten)]
        rest: Pairs,
    }
    #[derive(Classified, Serialize)]
    struct Skipped {
        #[data(non_personal)]
        first: u64,
        #[data(nested)]
        #[serde(flatten, skip_serializing)]
        rest: Pairs,
    }
    #[derive(Classified, Serialize)]
    struct Pairs {
        #[data(non_personal)]
        left: u64,
        #[data(non_personal)]
        right: u64,
    }

    let pairs = || Pairs { left: 7, right: 7 };
    same_calls(
        &Point { x: 7, y: None, z: 7 },
        &named(Token::Struct { name: "Point", len: 2 }, &["x", "z"], Token::StructEnd),
    );
    same_calls(
        &Pair(7, 7),
        &[Token::TupleStruct { name: "Two", len: 2 }, NUMBER, NUMBER, Token::TupleStructEnd],
    );
    same_calls(
        &Flat { first: 7, rest: pairs() },
        &named(Token::Map { len: None }, &["first", "left", "right"], Token::MapEnd),
    );
    same_calls(
        &Skipped { first: 7, rest: pairs() },
        &named(Token::Struct { name: "Skipped", len: 1 }, &["first"], Token::StructEnd),
    );
    same_calls(
        &pairs(),
        &named(Token::Struct { name: "Pairs", len: 2 }, &["left", "right"], Token::StructEnd),
    );
}

#[test]
fn names_and_lengths_of_variants_are_those_of_serde() {
    #[derive(Classified, Serialize)]
    enum Shape {
        Named {
            #[data(non_personal)]
            left: u64,
            #[data(non_personal)]
            right: u64,
        },
        Tuple(#[data(non_personal)] u64, #[data(non_personal)] u64),
    }

    let variant = Token::StructVariant { name: "Shape", variant: "Named", len: 2 };
    same_calls(
        &Shape::Named { left: 7, right: 7 },
        &named(variant, &["left", "right"], Token::StructVariantEnd),
    );
    let variant = Token::TupleVariant { name: "Shape", variant: "Tuple", len: 2 };
    same_calls(&Shape::Tuple(7, 7), &[variant, NUMBER, NUMBER, Token::TupleVariantEnd]);
}
