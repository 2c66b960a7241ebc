//! Parameters: types, lifetimes, constants, bounds, defaults and associated types.

use std::borrow::Cow;
use std::fmt::Debug;
use std::marker::PhantomData;

use intune_privacy::{Classified, DataValue, Nested, Value};
use intune_privacy_tests::open;

/// The bound on `T` is the derive's work.
#[derive(Classified)]
struct Inferred<T> {
    #[data(identified, undocumented = "test")]
    value: T,
    #[data(identified, undocumented = "test")]
    values: Vec<T>,
}

#[test]
fn bounds_are_inferred() {
    let record = Inferred { value: "Ada", values: vec!["Grace"] };
    assert_eq!(format!("{record:?}"), "Inferred { value: [identified], values: [identified] }");
    assert_eq!(open(&record), r#"Inferred { value: "Ada", values: ["Grace"] }"#);
    assert_eq!(
        open(&Inferred { value: 1_u8, values: vec![2] }),
        "Inferred { value: 1, values: [2] }"
    );
}

#[derive(Classified)]
struct Holder<T> {
    #[data(nested)]
    record: T,
    #[data(nested)]
    records: Vec<Option<T>>,
}

#[test]
fn nested_bounds_are_inferred() {
    let inner = || Inferred { value: "Ada", values: Vec::new() };
    let record = Holder { record: inner(), records: vec![None, Some(inner())] };
    let shown = "Inferred { value: [identified], values: [identified] }";
    assert_eq!(
        format!("{record:?}"),
        format!("Holder {{ record: {shown}, records: [None, {shown}] }}"),
    );
}

#[test]
fn a_generic_record_can_be_called_generically() {
    fn show<T: DataValue>(value: T) -> String {
        open(&Inferred { value, values: Vec::new() })
    }
    fn show_nested<T: Nested>(record: T) -> String {
        format!("{:?}", Holder { record, records: Vec::new() })
    }
    assert_eq!(show('a'), "Inferred { value: 'a', values: [] }");
    assert_eq!(
        show_nested(Inferred { value: 'a', values: Vec::new() }),
        "Holder { record: Inferred { value: [identified], values: [identified] }, records: [] }",
    );
}

/// A type without any use as a value; no bound may be asked of it.
struct Opaque;

#[derive(Classified)]
struct Marked<T> {
    #[data(non_personal)]
    marker: PhantomData<T>,
    #[data(non_personal)]
    function: PhantomData<fn(T) -> T>,
}

#[test]
fn phantom_data_asks_for_no_bound() {
    let record = Marked::<Opaque> { marker: PhantomData, function: PhantomData };
    assert!(format!("{record:?}").starts_with("Marked { marker: "));
}

/// A parameter that only a rendered field mentions.
#[derive(Classified)]
struct Rendered<T> {
    #[data(identified, undocumented = "test", with = fixed)]
    value: T,
}

mod fixed {
    use std::fmt;

    pub(super) fn fmt<T>(_: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fixed")
    }
}

#[test]
fn a_rendered_field_asks_for_no_bound() {
    assert_eq!(open(&Rendered { value: Opaque }), "Rendered { value: fixed }");
}

#[derive(Classified)]
struct Clauses<T: Debug + Copy, U = u8>
where
    T: PartialEq<U>,
    U: Into<u64>,
{
    #[data(identified, undocumented = "test")]
    first: T,
    #[data(identified, undocumented = "test")]
    second: U,
}

#[test]
fn bounds_where_clauses_and_defaults_are_repeated() {
    let record: Clauses<u8> = Clauses { first: 1, second: 2 };
    assert_eq!(open(&record), "Clauses { first: 1, second: 2 }");
    assert!(record.first != record.second);
}

#[derive(Classified)]
struct Unsized<'a, T: ?Sized> {
    #[data(identified, undocumented = "test")]
    value: &'a T,
    #[data(identified, undocumented = "test")]
    boxed: Box<T>,
}

#[test]
fn a_parameter_may_be_unsized() {
    let record: Unsized<'_, str> = Unsized { value: "Ada", boxed: "Grace".into() };
    assert_eq!(open(&record), r#"Unsized { value: "Ada", boxed: "Grace" }"#);
}

#[derive(Classified)]
struct Borrowed<'a, 'b: 'a> {
    #[data(identified, undocumented = "test")]
    short: &'a str,
    #[data(identified, undocumented = "test")]
    long: Cow<'b, str>,
    #[data(aggregated, undocumented = "test")]
    counts: &'a [u32],
    #[data(nested)]
    other: Option<&'a Borrowed<'b, 'b>>,
}

#[test]
fn lifetimes() {
    let name = String::from("Ada");
    let other =
        Borrowed { short: "Grace", long: Cow::Borrowed("Hopper"), counts: &[], other: None };
    let record = Borrowed {
        short: &name,
        long: Cow::Borrowed("Lovelace"),
        counts: &[1],
        other: Some(&other),
    };
    assert_eq!(
        open(&record),
        r#"Borrowed { short: "Ada", long: "Lovelace", counts: [1], other: Borrowed { short: "Grace", long: "Hopper", counts: [], other: None } }"#,
    );
}

/// The rule that asks the type of a field has to name the lifetime outside of the impl.
#[derive(Classified)]
#[data(category = diagnostics)]
struct Optional<'a> {
    #[data(pseudonymized, optional)]
    company_portal_error: Option<Cow<'a, str>>,
    #[data(pseudonymized, optional)]
    success_rate: &'a [f32],
}

#[derive(Classified)]
#[data(category = diagnostics)]
enum OptionalEnum<'r#async, const N: usize> {
    Error {
        #[data(pseudonymized, optional)]
        company_portal_error: Option<&'r#async [[u8; N]]>,
    },
}

#[test]
fn rules_on_types_with_lifetimes() {
    let record = Optional { company_portal_error: Some("E1".into()), success_rate: &[0.5] };
    assert_eq!(open(&record), r#"Optional { company_portal_error: "E1", success_rate: [0.5] }"#);
    let record = OptionalEnum::Error { company_portal_error: Some(&[[1, 2]]) };
    assert_eq!(open(&record), "Error { company_portal_error: [[1, 2]] }");
}

const WIDTH: usize = 2;

#[derive(Classified)]
struct Constants<const N: usize, const FLAG: bool = true, T = u8> {
    #[data(aggregated, undocumented = "test")]
    counts: [u32; N],
    #[data(identified, undocumented = "test")]
    values: [T; WIDTH],
}

#[test]
fn constants() {
    let record: Constants<3> = Constants { counts: [1, 2, 3], values: [4, 5] };
    assert_eq!(open(&record), "Constants { counts: [1, 2, 3], values: [4, 5] }");
    let record: Constants<1, false, char> = Constants { counts: [1], values: ['a', 'b'] };
    assert_eq!(format!("{record:?}"), "Constants { counts: [1], values: [identified] }");
}

trait Source {
    type Item;
    const NAME: &'static str = "source";
}

struct Names;

impl Source for Names {
    type Item = String;
}

#[derive(Classified)]
struct Associated<S: Source> {
    #[data(identified, undocumented = "test")]
    first: S::Item,
    #[data(identified, undocumented = "test")]
    rest: Vec<<S as Source>::Item>,
}

#[test]
fn associated_types() {
    let record = Associated::<Names> { first: "Ada".into(), rest: vec!["Grace".into()] };
    assert_eq!(open(&record), r#"Associated { first: "Ada", rest: ["Grace"] }"#);
    assert_eq!(Names::NAME, "source");
}

#[derive(Classified)]
enum Either<L, R> {
    Left(#[data(identified, undocumented = "test")] L),
    Right {
        #[data(nested)]
        right: R,
    },
    Neither,
}

#[test]
fn generic_enums() {
    type Text = Either<&'static str, Inferred<u8>>;
    let left = Text::Left("Ada");
    let right = Text::Right { right: Inferred { value: 1, values: Vec::new() } };
    assert_eq!(format!("{left:?} {:?}", Text::Neither), "Left([identified]) Neither");
    assert_eq!(open(&right), "Right { right: Inferred { value: 1, values: [] } }");
}

#[derive(DataValue)]
struct Wrapper<T>(T);

#[derive(DataValue)]
struct Bounded<'a, T: ?Sized, const N: usize>(&'a T)
where
    T: Debug;

#[test]
fn generic_leaf_values() {
    let record = Inferred { value: Wrapper(7_u8), values: vec![Wrapper(8)] };
    assert_eq!(open(&record), "Inferred { value: 7, values: [8] }");
    assert!(matches!(Bounded::<'_, str, 3>("Ada").value(), Value::Str("Ada")));
}

/// Bounds with higher-ranked lifetimes and trait objects in the type.
#[derive(Classified)]
struct Ranked<F>
where
    for<'a> F: Fn(&'a str) -> &'a str,
{
    #[data(non_personal, with = fixed)]
    function: F,
    #[data(non_personal, with = fixed)]
    dynamic: Box<dyn for<'a> Fn(&'a str) -> &'a str + Send>,
}

#[test]
fn higher_ranked_bounds() {
    let record = Ranked { function: str::trim, dynamic: Box::new(str::trim) };
    assert_eq!(format!("{record:?}"), "Ranked { function: fixed, dynamic: fixed }");
    assert_eq!((record.function)(" a "), (record.dynamic)("a "));
}
