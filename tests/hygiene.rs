//! The generated code depends on nothing that is in scope where the type is declared.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use intune_privacy_tests::{open, same_json};

/// Without the prelude, and without an import of the traits.
#[no_implicit_prelude]
mod no_prelude {
    #[derive(::intune_privacy::Classified, ::serde::Serialize)]
    #[data(category = hardware_inventory)]
    pub(super) struct Device<T> {
        #[data(identified, required)]
        pub(super) serial_number: ::std::string::String,
        #[data(aggregated, undocumented = "test")]
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub(super) count: ::std::option::Option<u8>,
        #[data(identified, undocumented = "test", with = dots)]
        #[serde(serialize_with = "dots::serialize")]
        pub(super) hidden: u8,
        #[data(identified, undocumented = "test")]
        pub(super) value: T,
        #[data(nested)]
        pub(super) state: State,
    }

    #[derive(::intune_privacy::Classified, ::serde::Serialize)]
    pub(super) enum State {
        Idle,
        Lost {
            #[data(identified, undocumented = "test")]
            #[serde(serialize_with = "dots::serialize")]
            place: u8,
            #[data(non_personal)]
            color: Color,
        },
    }

    #[derive(::intune_privacy::DataValue, ::serde::Serialize)]
    pub(super) enum Color {
        Green,
    }

    #[derive(::intune_privacy::DataValue, ::serde::Serialize)]
    pub(super) struct Wrapper<T>(pub(super) T);

    mod dots {
        use ::std::fmt;

        pub(super) fn fmt(_: &u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("...")
        }

        pub(super) fn serialize<S: ::serde::Serializer>(
            _: &u8,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str("...")
        }
    }
}

#[test]
fn without_the_prelude() {
    use no_prelude::{Color, Device, State, Wrapper};

    let device = Device {
        serial_number: "C02".into(),
        count: None,
        hidden: 1,
        value: Wrapper(2_u8),
        state: State::Lost { place: 3, color: Color::Green },
    };
    assert_eq!(
        open(&device),
        r#"Device { serial_number: "C02", count: None, hidden: ..., value: 2, state: Lost { place: 3, color: "Green" } }"#,
    );
    assert_eq!(
        format!("{device:?}"),
        r#"Device { serial_number: [identified], count: None, hidden: [identified], value: [identified], state: Lost { place: [identified], color: "Green" } }"#,
    );
    same_json(&device);
    same_json(&State::Idle);
}

/// Every name that the generated code could mean, meaning something else.
#[allow(non_snake_case, non_camel_case_types, dead_code, unused_macros, reason = "they shadow")]
mod shadowed {
    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct Debug;
    pub(super) struct Formatter;
    pub(super) struct Value;
    pub(super) struct Field;
    pub(super) struct Variant;
    pub(super) struct Schema;
    pub(super) struct Record;
    pub(super) struct Nested;
    pub(super) struct DataValue;
    pub(super) struct Classified;
    pub(super) struct Holdings;
    pub(super) struct Representation;
    pub(super) struct Style;
    pub(super) struct Shape;
    pub(super) struct Class;
    pub(super) struct Category;
    pub(super) struct Serialize;
    pub(super) struct Serializer;
    pub(super) struct Fn;
    pub(super) struct FnMut;
    pub(super) struct Sized;
    pub(super) struct Written;
    pub(super) fn Some() {}
    pub(super) fn None() {}
    pub(super) fn Ok() {}
    pub(super) fn Err() {}
    pub(super) fn debug() {}
    pub(super) fn drop() {}
    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod alloc {}
    pub(super) mod serde {}
    pub(super) mod intune_privacy {}
    pub(super) mod hardware_inventory {}
    pub(super) mod items {}
    pub(super) mod flags {}
    pub(super) mod fmt {}
    pub(super) type str = ();
    macro_rules! panic {
        () => {};
    }
    macro_rules! matches {
        () => {};
    }
    macro_rules! module_path {
        () => {};
    }

    #[derive(::intune_privacy::Classified, ::serde::Serialize)]
    #[data(category = hardware_inventory, tied)]
    pub(super) struct Shadowed<'a, T> {
        #[data(identified, required)]
        pub(super) serial_number: &'a ::core::primitive::str,
        #[data(aggregated, undocumented = "test")]
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub(super) count: ::std::option::Option<u64>,
        #[data(identified, undocumented = "test", with = dots)]
        #[serde(serialize_with = "dots::serialize")]
        pub(super) hidden: i8,
        #[data(identified, undocumented = "test")]
        pub(super) value: T,
        #[data(nested)]
        pub(super) state: ::std::vec::Vec<State>,
    }

    #[derive(::intune_privacy::Classified, ::serde::Serialize)]
    pub(super) enum State {
        Some,
        None,
        Ok(#[data(identified, undocumented = "test")] i8),
        Err {
            #[data(identified, undocumented = "test", with = dots)]
            #[serde(serialize_with = "dots::serialize")]
            place: i8,
        },
    }

    #[derive(::intune_privacy::DataValue)]
    pub(super) enum Color {
        Some,
        None,
    }

    mod dots {
        pub(super) fn fmt(_: &i8, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str("...")
        }

        pub(super) fn serialize<S: ::serde::Serializer>(
            _: &i8,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str("...")
        }
    }
}

#[test]
fn under_shadowed_names() {
    use intune_privacy::{DataValue, Value};
    use shadowed::{Color, Shadowed, State};

    let record = Shadowed {
        serial_number: "C02",
        count: Some(1),
        hidden: 2,
        value: 3,
        state: vec![State::Some, State::None, State::Ok(4), State::Err { place: 5 }],
    };
    assert_eq!(
        open(&record),
        r#"Shadowed { serial_number: "C02", count: 1, hidden: ..., value: 3, state: [Some, None, Ok(4), Err { place: ... }] }"#,
    );
    same_json(&record);
    assert!(matches!(Color::Some.value(), Value::Str("Some")));
    assert!(matches!(Color::None.value(), Value::Str("None")));
}

/// Types of those names themselves.
mod homonyms {
    use intune_privacy::Classified;

    #[derive(Classified)]
    pub(super) struct Record {
        #[data(nested)]
        pub(super) field: Field,
        #[data(identified, required, item = hardware_inventory::serial_number)]
        pub(super) name: u8,
        #[data(nested)]
        pub(super) value: Option<Box<Value>>,
    }

    #[derive(Classified)]
    #[data(category = hardware_inventory)]
    pub(super) struct Field(#[data(identified, required, item = serial_number)] pub(super) u8);

    #[derive(Classified)]
    pub(super) enum Value {
        Null,
        Record(#[data(nested)] Box<Record>),
    }
}

#[test]
fn types_named_like_ours() {
    use homonyms::{Field, Record, Value};

    let inner = Record { field: Field(1), name: 2, value: Some(Box::new(Value::Null)) };
    let value = Some(Box::new(Value::Record(Box::new(inner))));
    let record = Record { field: Field(3), name: 4, value };
    assert_eq!(
        open(&record),
        "Record { field: Field(3), name: 4, value: Record(Record { field: Field(1), name: 2, value: Null }) }",
    );
}

/// Parameters and constants of those names.
mod parameters {
    use intune_privacy::Classified;

    #[derive(Classified, serde::Serialize)]
    pub(super) struct Parameters<Value, Record, Schema, const FIELD: usize> {
        #[data(identified, undocumented = "test")]
        pub(super) value: Value,
        #[data(identified, undocumented = "test")]
        pub(super) record: Record,
        #[data(non_personal)]
        #[serde(serialize_with = "nothing")]
        pub(super) marker: std::marker::PhantomData<Schema>,
        #[data(non_personal)]
        #[serde(skip)]
        pub(super) values: [u8; FIELD],
    }

    fn nothing<T, S: serde::Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

#[test]
fn parameters_named_like_ours() {
    let record: parameters::Parameters<_, _, (), 1> = parameters::Parameters {
        value: 1_u8,
        record: "Ada",
        marker: std::marker::PhantomData,
        values: [3],
    };
    assert_eq!(
        open(&record),
        r#"Parameters { value: 1, record: "Ada", marker: None, values: [3] }"#
    );
    same_json(&record);
}

/// Inherent methods and associated names of the user's, beside those of our traits.
mod methods {
    use intune_privacy::Classified;

    #[derive(Classified)]
    pub(super) struct Methods<'a> {
        #[data(identified, undocumented = "test")]
        pub(super) name: Name<'a>,
        #[data(nested)]
        pub(super) inner: Inner,
    }

    #[derive(intune_privacy::DataValue, Clone, Copy)]
    pub(super) struct Name<'a>(pub(super) &'a str);

    #[derive(Classified)]
    pub(super) struct Inner;

    /// Methods that would be chosen if the generated code called ours by method syntax.
    #[expect(dead_code, clippy::unused_self, reason = "nothing may call them")]
    impl Methods<'_> {
        const SCHEMA: () = ();
        const SHAPE: () = ();

        fn schema(&self) {}
        fn value(&self, _: usize) {}
        fn variant(&self) {}
        fn fmt(&self) {}
    }

    #[expect(dead_code, clippy::unused_self, reason = "nothing may call them")]
    impl Name<'_> {
        const SHAPE: () = ();

        fn value(self) {}
    }

    #[expect(dead_code, clippy::unused_self, reason = "nothing may call them")]
    impl Inner {
        const HOLDINGS: () = ();

        fn schema() {}
        fn nested_value(&self) {}
    }
}

#[test]
fn methods_named_like_ours() {
    let record = methods::Methods { name: methods::Name("Ada"), inner: methods::Inner };
    assert_eq!(open(&record), r#"Methods { name: "Ada", inner: Inner }"#);
    assert_eq!(format!("{record:?}"), "Methods { name: [identified], inner: Inner }");
}

#[test]
fn inside_a_function() {
    use intune_privacy::{Classified, DataValue};
    use serde::Serialize;
    use std::borrow::Cow;

    #[derive(DataValue, Serialize)]
    enum Color {
        Green,
    }

    #[derive(Classified, Serialize)]
    #[data(category = diagnostics)]
    struct Local<'a> {
        #[data(pseudonymized, optional)]
        #[serde(serialize_with = "local")]
        success_rate: Option<Cow<'a, [f32]>>,
        #[data(non_personal)]
        color: Color,
    }

    fn local<T, S: serde::Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }

    let record = Local { success_rate: Some(Cow::Borrowed(&[0.5])), color: Color::Green };
    assert_eq!(open(&record), r#"Local { success_rate: [0.5], color: "Green" }"#);
    same_json(&record);
    let record = {
        #[derive(Classified)]
        struct Local(#[data(identified, undocumented = "test")] u8);
        Local(1)
    };
    assert_eq!(format!("{record:?}"), "Local([identified])");
}

/// The facade by way of another crate, which knows it by another name.
mod exported {
    use intune_privacy_tests_renamed::privacy::{Classified, DataValue};

    #[derive(Classified, serde::Serialize)]
    #[data(crate = intune_privacy_tests_renamed::privacy, category = hardware_inventory)]
    pub(super) struct Device {
        #[data(identified, required)]
        pub(super) serial_number: String,
        #[data(aggregated, undocumented = "test")]
        pub(super) count: u8,
        #[data(nested)]
        pub(super) other: Option<intune_privacy_tests_renamed::State>,
    }

    #[derive(DataValue)]
    #[data(crate = ::intune_privacy_tests_renamed::privacy)]
    pub(super) struct Leaf(pub(super) u8);
}

#[test]
fn through_the_re_export_of_another_crate() {
    use intune_privacy::{DataValue, Value};

    let other = Some(intune_privacy_tests_renamed::State::Lost("Ada".into()));
    let device = exported::Device { serial_number: "C02".into(), count: 1, other };
    assert_eq!(open(&device), r#"Device { serial_number: "C02", count: 1, other: Lost("Ada") }"#);
    same_json(&device);
    assert!(matches!(exported::Leaf(1).value(), Value::Uint(1)));
}
