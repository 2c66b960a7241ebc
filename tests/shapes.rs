//! The shapes of types: every kind of struct, and enums with every kind of variant.

use intune_privacy::{Classified, Record, Value};
use intune_privacy_tests::{open, strict};

#[derive(Classified)]
struct Named {
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(pseudonymized, undocumented = "test")]
    token: u32,
    #[data(non_personal)]
    flag: bool,
}

#[test]
fn a_struct_with_named_fields() {
    let named = Named { name: "Ada".into(), token: 7, flag: true };
    assert_eq!(open(&named), r#"Named { name: "Ada", token: 7, flag: true }"#);
    assert_eq!(format!("{named:?}"), "Named { name: [identified], token: 7, flag: true }");
    assert_eq!(strict(&named), "Named { name: [identified], token: [pseudonymized], flag: true }");
    assert_eq!(
        format!("{named:#?}"),
        "Named {\n    name: [identified],\n    token: 7,\n    flag: true,\n}"
    );
}

#[derive(Classified)]
struct Tuple(
    #[data(identified, undocumented = "test")] &'static str,
    #[data(non_personal)] u8,
    #[data(nested)] Unit,
);

#[test]
fn a_tuple_struct() {
    let tuple = Tuple("Ada", 7, Unit);
    assert_eq!(open(&tuple), r#"Tuple("Ada", 7, Unit)"#);
    assert_eq!(format!("{tuple:?}"), "Tuple([identified], 7, Unit)");
    assert_eq!(format!("{tuple:#?}"), "Tuple(\n    [identified],\n    7,\n    Unit,\n)");
}

#[derive(Classified)]
struct Newtype(#[data(identified, undocumented = "test")] String);

#[test]
fn a_newtype() {
    assert_eq!(format!("{:?}", Newtype("Ada".into())), "Newtype([identified])");
    assert_eq!(open(&Newtype("Ada".into())), r#"Newtype("Ada")"#);
}

#[derive(Classified)]
struct Unit;

#[derive(Classified)]
struct NoNamed {}

#[derive(Classified)]
struct NoTuple();

#[test]
fn structs_without_fields() {
    assert_eq!(format!("{Unit:?} {:?} {:?}", NoNamed {}, NoTuple()), "Unit NoNamed NoTuple");
    assert_eq!(format!("{Unit:#?} {:#?} {:#?}", NoNamed {}, NoTuple()), "Unit NoNamed NoTuple");
}

#[derive(Classified)]
enum State {
    Unit,
    NoTuple(),
    NoNamed {},
    Newtype(#[data(identified, undocumented = "test")] String),
    Tuple(#[data(non_personal)] u8, #[data(identified, undocumented = "test")] String),
    Named {
        #[data(identified, undocumented = "test")]
        name: String,
        #[data(non_personal)]
        flag: bool,
    },
    Nested(#[data(nested)] Named),
}

#[test]
fn an_enum_with_data() {
    let ada = || String::from("Ada");
    let states = [
        State::Unit,
        State::NoTuple(),
        State::NoNamed {},
        State::Newtype(ada()),
        State::Tuple(7, ada()),
        State::Named { name: ada(), flag: true },
        State::Nested(Named { name: ada(), token: 7, flag: false }),
    ];
    let open_states = [
        "Unit",
        "NoTuple",
        "NoNamed",
        r#"Newtype("Ada")"#,
        r#"Tuple(7, "Ada")"#,
        r#"Named { name: "Ada", flag: true }"#,
        r#"Nested(Named { name: "Ada", token: 7, flag: false })"#,
    ];
    for (index, (state, expected)) in states.iter().zip(open_states).enumerate() {
        let record: &dyn Record = state;
        assert_eq!(record.variant(), index);
        assert_eq!(open(state), expected);
        assert_eq!(format!("{state:?}"), expected.replace("\"Ada\"", "[identified]"));
        assert!(matches!(record.value(2), Value::Null));
    }
}

#[derive(Classified)]
enum Never {}

#[test]
fn an_enum_without_variants() {
    assert!(Never::SCHEMA.variants().is_empty());
    assert_eq!(Never::SCHEMA.name(), "Never");
    let none: Option<Never> = None;
    assert_eq!(format!("{none:?}"), "None");
}

#[derive(Classified)]
#[repr(u8)]
enum Numbered {
    First(#[data(non_personal)] u8) = 3,
    Second = 9,
}

#[test]
fn discriminants_do_not_count() {
    let variant = |record: &dyn Record| record.variant();
    assert_eq!((variant(&Numbered::First(1)), variant(&Numbered::Second)), (0, 1));
    assert_eq!(format!("{:?}", Numbered::First(1)), "First(1)");
}

/// Structs as large as the index needs more than one digit.
#[derive(Classified)]
struct Wide(
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(non_personal)] u8,
    #[data(identified, undocumented = "test")] u8,
);

#[test]
fn a_tuple_of_a_dozen() {
    let wide = Wide(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assert_eq!(format!("{wide:?}"), "Wide(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, [identified])");
    assert_eq!(open(&wide), "Wide(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)");
}
