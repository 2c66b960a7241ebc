//! Types that a `macro_rules!` writes, from fragments of every kind that can occur in one.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use intune_privacy::{Classified, DataValue, Field, Value};
use intune_privacy_tests::{open, same_json};
use serde::Serialize;

macro_rules! record {
    (
        $(#[$attribute:meta])*
        $vis:vis struct $Name:ident in $category:ident {
            $( $field:ident : $Type:ty = $item_category:ident :: $item:ident, )+
        }
    ) => {
        #[derive(Classified, Serialize)]
        #[data(category = $category)]
        $(#[$attribute])*
        $vis struct $Name {
            $(
                #[data(identified, required, item = $item_category::$item)]
                $vis $field: $Type,
            )+
        }
    };
}

record! {
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Device in hardware_inventory {
        serial_code: String = hardware_inventory::serial_number,
        the_imei: Option<Vec<&'static str>> = hardware_inventory::imei,
    }
}

#[test]
fn identifiers_types_and_visibilities() {
    let device = Device { serial_code: "C02".into(), the_imei: Some(vec!["35"]) };
    assert_eq!(open(&device), r#"Device { serial_code: "C02", the_imei: ["35"] }"#);
    assert_eq!(
        format!("{device:?}"),
        "Device { serial_code: [identified], the_imei: [identified] }"
    );
    same_json(&device);
    assert_eq!(
        Device::SCHEMA.field("the_imei").map(Field::type_name),
        Some("Option<Vec<&'static str>>")
    );
}

macro_rules! by_path {
    ($Name:ident, $item:path, $Type:path, $class:ident, $reason:literal, $with:path) => {
        #[derive(Classified)]
        struct $Name<'a> {
            #[data($class, required, item = $item)]
            first: $Type,
            #[data($class, undocumented = $reason)]
            second: &'a $Type,
            #[data($class, undocumented = $reason, with = $with)]
            third: (),
        }
    };
}

mod dots {
    use std::fmt;

    pub(super) fn fmt((): &(), f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("...")
    }
}

by_path!(
    ByPath,
    hardware_inventory::serial_number,
    std::borrow::Cow<'static, str>,
    identified,
    "test",
    self::dots
);

#[test]
fn paths_and_literals() {
    let second = std::borrow::Cow::from("b");
    let record = ByPath { first: "a".into(), second: &second, third: () };
    assert_eq!(open(&record), r#"ByPath { first: "a", second: "b", third: ... }"#);
}

macro_rules! whole {
    ($item:item) => {
        $item
    };
}

whole! {
    #[derive(Classified)]
    struct Whole {
        #[data(identified, undocumented = "test")]
        name: u8,
    }
}

macro_rules! fields {
    ($Name:ident { $($fields:tt)* }) => {
        #[derive(Classified)]
        struct $Name { $($fields)* #[data(non_personal)] appended: u8 }
    };
}

fields! {
    Appended {
        #[data(identified, undocumented = "test")]
        name: u8,
    }
}

#[test]
fn items_and_token_trees() {
    assert_eq!(open(&Whole { name: 1 }), "Whole { name: 1 }");
    assert_eq!(open(&Appended { name: 1, appended: 2 }), "Appended { name: 1, appended: 2 }");
}

macro_rules! tuple {
    ($Name:ident<$life:lifetime, $T:ident, const $N:ident: $Int:ty> ( $($Type:ty),* )) => {
        #[derive(Classified)]
        struct $Name<$life, $T, const $N: $Int>( $( #[data(identified, undocumented = "test")] $Type ),* );
    };
}

tuple!(Tuple<'a, T, const N: usize>(&'a T, [u8; N]));

macro_rules! choices {
    ($Name:ident { $( $Variant:ident ( $Type:ty ) ),* $(,)? }) => {
        #[derive(Classified, Serialize)]
        enum $Name {
            $( $Variant(#[data(identified, undocumented = "test")] $Type), )*
        }
    };
}

choices!(Choices { Text(String), Number(u8) });

#[test]
fn tuples_and_enums() {
    assert_eq!(open(&Tuple(&"Ada", [1, 2])), r#"Tuple("Ada", [1, 2])"#);
    assert_eq!(open(&Choices::Text("Ada".into())), r#"Text("Ada")"#);
    same_json(&Choices::Number(1));
}

/// A field that the macro names itself, where `self` and the fields differ in hygiene.
macro_rules! own_field {
    ($Name:ident) => {
        #[derive(Classified, Serialize)]
        struct $Name {
            #[data(identified, undocumented = "test")]
            #[serde(serialize_with = "shown")]
            own: u8,
            #[data(nested)]
            next: Option<Box<$Name>>,
        }

        impl $Name {
            fn new(next: Option<Box<Self>>) -> Self {
                Self { own: 1, next }
            }
        }
    };
}

fn shown<S: serde::Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

own_field!(OwnField);

#[test]
fn a_field_of_the_macro() {
    let record = OwnField::new(Some(Box::new(OwnField::new(None))));
    assert_eq!(open(&record), "OwnField { own: 1, next: OwnField { own: 1, next: None } }");
    same_json(&record);
}

macro_rules! leaf {
    ($Name:ident, $Type:ty) => {
        #[derive(DataValue)]
        struct $Name($Type);
    };
    ($Name:ident { $($Variant:ident),+ }) => {
        #[derive(DataValue)]
        enum $Name { $($Variant),+ }
    };
}

leaf!(Number, u8);
leaf!(Color { Green, Mauve });

#[test]
fn leaf_values() {
    assert!(matches!(Number(7).value(), Value::Uint(7)));
    assert!(matches!(Color::Green.value(), Value::Str("Green")));
    assert!(matches!(Color::Mauve.value(), Value::Str("Mauve")));
}

/// A nested macro: the type of the field is itself made by a macro in type position.
macro_rules! text {
    () => {
        String
    };
}

#[derive(Classified)]
struct MacroType {
    #[data(identified, undocumented = "test")]
    name: text!(),
    #[data(identified, undocumented = "test")]
    names: Vec<text!()>,
}

#[test]
fn a_type_may_be_a_macro_call() {
    let record = MacroType { name: "Ada".into(), names: Vec::new() };
    assert_eq!(open(&record), r#"MacroType { name: "Ada", names: [] }"#);
}
