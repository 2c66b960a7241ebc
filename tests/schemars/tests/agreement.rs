//! That an annotated schema says of each place in a document what the redacted record shows there,
//! and that records are valid under it.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use intune_privacy::schemars::annotate;
use intune_privacy::{Classified, DataValue, Nested};
use intune_privacy_schemars_tests::{agrees, classes, schema_for};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

#[derive(Classified, JsonSchema, Serialize, Clone, Copy)]
#[schemars(transform = annotate::<Self>)]
struct Place {
    #[data(identified, undocumented = "test")]
    street: &'static str,
    #[data(aggregated, undocumented = "test")]
    visits: u64,
}

const PLACE: Place = Place { street: "Main Street 1", visits: 3 };

#[derive(DataValue, JsonSchema, Serialize, Clone, Copy)]
enum Ownership {
    Company,
    Personal,
}

#[derive(DataValue, JsonSchema, Serialize)]
struct Minutes(u32);

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[serde(rename_all = "camelCase")]
struct Named {
    #[data(identified, undocumented = "test")]
    user_name: &'static str,
    #[data(pseudonymized, undocumented = "test")]
    #[serde(rename = "a/b~c")]
    renamed: Option<u8>,
    #[data(non_personal)]
    r#type: Ownership,
    #[data(identified, undocumented = "test")]
    minutes: Minutes,
    #[data(identified, undocumented = "test")]
    names: Vec<&'static str>,
    #[data(identified, undocumented = "test")]
    ages: BTreeMap<&'static str, u8>,
    #[data(pseudonymized, undocumented = "test")]
    pair: (u8, bool),
    #[data(non_personal)]
    anything: serde_json::Value,
    #[data(identified, undocumented = "test")]
    #[serde(skip)]
    skipped: u8,
    #[data(identified, undocumented = "test")]
    #[serde(skip_serializing)]
    read_only: u8,
    #[data(identified, undocumented = "test")]
    #[serde(skip_serializing_if = "Option::is_none")]
    sometimes: Option<u8>,
}

fn named(sometimes: Option<u8>) -> Named {
    Named {
        user_name: "Ada",
        renamed: sometimes,
        r#type: if sometimes.is_some() { Ownership::Company } else { Ownership::Personal },
        minutes: Minutes(5),
        names: vec!["Ada", "Grace"],
        ages: BTreeMap::from([("Ada", 36)]),
        pair: (1, true),
        anything: json!({ "a": [1] }),
        skipped: 0,
        read_only: 0,
        sometimes,
    }
}

#[test]
fn a_struct() {
    agrees(&[named(None), named(Some(1))]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Nest {
    #[data(nested)]
    one: Place,
    #[data(nested)]
    option: Option<Place>,
    #[data(nested)]
    boxed: Box<Place>,
    #[data(nested)]
    list: Vec<Place>,
    #[data(nested)]
    lists: Vec<Vec<Place>>,
    #[data(nested)]
    array: [Place; 2],
    #[data(nested)]
    options: Option<Vec<Option<Place>>>,
    #[data(pseudonymized, undocumented = "test")]
    street: u8,
}

#[test]
fn nested_records() {
    let nest = |option, list: Vec<Place>| Nest {
        one: PLACE,
        option,
        boxed: Box::new(PLACE),
        lists: vec![list.clone(), list.clone()],
        array: [PLACE; 2],
        options: Some(vec![None, Some(PLACE)]),
        list,
        street: 1,
    };
    agrees(&[nest(None, Vec::new()), nest(Some(PLACE), vec![PLACE, PLACE])]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Maps {
    #[data(nested)]
    by_name: BTreeMap<&'static str, Place>,
    #[data(nested)]
    by_number: BTreeMap<u8, Option<Place>>,
}

/// The view hides the keys.
#[test]
fn maps_of_records() {
    let maps = Maps {
        by_name: BTreeMap::from([("home", PLACE)]),
        by_number: BTreeMap::from([(7, Some(PLACE)), (8, None)]),
    };
    let told = classes(schema_for::<Maps>().as_value(), &serde_json::to_value(&maps).unwrap());
    let told: Vec<_> = told.iter().map(|(place, class)| (&**place, &**class)).collect();
    assert_eq!(
        told,
        [
            ("/by_name/home/street", "identified"),
            ("/by_name/home/visits", "aggregated"),
            ("/by_number/7/street", "identified"),
            ("/by_number/7/visits", "aggregated"),
        ]
    );
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Flat {
    #[data(non_personal)]
    first: u8,
    #[data(nested)]
    #[serde(flatten)]
    place: Place,
    #[data(nested)]
    #[serde(flatten)]
    inner: Deeper,
    #[data(nested)]
    #[serde(flatten)]
    state: External,
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Deeper {
    #[data(pseudonymized, undocumented = "test")]
    #[serde(rename = "deepToken")]
    token: u8,
    #[data(nested)]
    #[serde(flatten)]
    kind: Internal,
}

#[test]
fn flattened_records_and_enums() {
    let flat =
        |state, kind| Flat { first: 1, place: PLACE, inner: Deeper { token: 1, kind }, state };
    agrees(&[
        flat(External::Record(PLACE), Internal::Unit),
        flat(External::Text("Ada"), Internal::Named { name: "Ada", place: PLACE }),
        flat(External::Named { name: "Ada", place: PLACE }, Internal::Record(PLACE)),
    ]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct FlatOption {
    #[data(non_personal)]
    first: u8,
    #[data(nested)]
    #[serde(flatten)]
    place: Option<Place>,
}

#[test]
fn flattened_options() {
    agrees(&[FlatOption { first: 1, place: None }, FlatOption { first: 1, place: Some(PLACE) }]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct FlatOptionalEnum {
    #[data(non_personal)]
    first: u8,
    #[data(nested)]
    #[serde(flatten)]
    state: Option<External>,
}

#[test]
fn flattened_optional_enums() {
    agrees(&[
        FlatOptionalEnum { first: 1, state: None },
        FlatOptionalEnum { first: 1, state: Some(External::Text("Ada")) },
    ]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct FlatMap {
    #[data(non_personal)]
    first: u8,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    others: BTreeMap<&'static str, u8>,
}

/// The view writes no names of entries that it erases.
#[test]
fn a_flattened_map() {
    let map = FlatMap { first: 1, others: BTreeMap::from([("second", 2)]) };
    let told = classes(schema_for::<FlatMap>().as_value(), &serde_json::to_value(&map).unwrap());
    let told: Vec<_> = told.iter().map(|(place, class)| (&**place, &**class)).collect();
    assert_eq!(told, [("/first", "non_personal"), ("/second", "identified")]);
}

macro_rules! enums {
    ($( $Name:ident [$($serde:meta),*] $test:ident; )+) => {$(
        #[derive(Classified, JsonSchema, Serialize)]
        #[schemars(transform = annotate::<Self>)]
        #[serde(rename_all = "camelCase", $($serde),*)]
        enum $Name {
            Unit,
            /// It has a description, so its schema is one of its own.
            DescribedUnit,
            Record(#[data(nested)] Place),
            Boxed(#[data(nested)] Box<Place>),
            #[serde(rename_all = "UPPERCASE")]
            Named {
                #[data(identified, undocumented = "test")]
                name: &'static str,
                #[data(nested)]
                place: Place,
            },
            #[serde(rename = "flattened")]
            Flat {
                #[data(non_personal)]
                first: u8,
                #[data(nested)]
                #[serde(flatten)]
                place: Place,
            },
            #[serde(skip)]
            #[allow(dead_code)]
            Skipped(#[data(identified, undocumented = "test")] u8),
            #[serde(untagged)]
            Bare { #[data(aggregated, undocumented = "test")] bare: u8 },
            #[serde(untagged)]
            Number(#[data(identified, undocumented = "test")] u8),
        }

        #[test]
        fn $test() {
            agrees(&[
                $Name::Unit,
                $Name::DescribedUnit,
                $Name::Record(PLACE),
                $Name::Boxed(Box::new(PLACE)),
                $Name::Named { name: "Ada", place: PLACE },
                $Name::Flat { first: 1, place: PLACE },
                $Name::Bare { bare: 1 },
                $Name::Number(1),
            ]);
        }
    )+};
}

enums! {
    Externally [] externally_tagged_enums;
    Internally [tag = "kind"] internally_tagged_enums;
    Adjacently [tag = "kind", content = "data"] adjacently_tagged_enums;
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[serde(tag = "kind")]
enum Entries {
    Map(#[data(pseudonymized, undocumented = "test")] BTreeMap<&'static str, u8>),
}

/// The view has no place for a marker beside the tag.
#[test]
fn a_map_beside_a_tag() {
    let map = Entries::Map(BTreeMap::from([("first", 1)]));
    let told = classes(schema_for::<Entries>().as_value(), &serde_json::to_value(&map).unwrap());
    let told: Vec<_> = told.iter().map(|(place, class)| (&**place, &**class)).collect();
    assert_eq!(told, [("", "pseudonymized")]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
enum External {
    Record(#[data(nested)] Place),
    Text(#[data(identified, undocumented = "test")] &'static str),
    Pair(#[data(nested)] Place, #[data(aggregated, undocumented = "test")] u8),
    Named {
        #[data(pseudonymized, undocumented = "test")]
        name: &'static str,
        #[data(nested)]
        place: Place,
    },
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[serde(tag = "kind")]
enum Internal {
    Unit,
    Record(#[data(nested)] Place),
    Named {
        #[data(pseudonymized, undocumented = "test")]
        name: &'static str,
        #[data(nested)]
        place: Place,
    },
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[serde(untagged)]
enum Untagged {
    Nothing,
    Text(#[data(identified, undocumented = "test")] &'static str),
    #[serde(skip)]
    #[allow(dead_code)]
    Skipped(#[data(pseudonymized, undocumented = "test")] bool),
    Number(#[data(aggregated, undocumented = "test")] u8),
    Pair(#[data(pseudonymized, undocumented = "test")] u8, #[data(nested)] Place),
    Record(#[data(nested)] Place),
}

#[test]
fn untagged_enums() {
    agrees(&[
        Untagged::Nothing,
        Untagged::Text("Ada"),
        Untagged::Number(1),
        Untagged::Pair(1, PLACE),
        Untagged::Record(PLACE),
    ]);
}

#[test]
fn variants_with_places_and_newtypes() {
    agrees(&[External::Pair(PLACE, 1), External::Text("Ada"), External::Record(PLACE)]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
enum Words {
    First,
    Second,
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct WithWords {
    #[data(nested)]
    words: Vec<Words>,
    #[data(nested)]
    word: Option<Words>,
}

#[test]
fn enums_without_fields() {
    agrees(&[Words::First]);
    agrees(&[WithWords { words: vec![Words::First, Words::Second], word: None }]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Newtype(#[data(identified, undocumented = "test")] &'static str);

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Around(#[data(nested)] Place);

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[serde(transparent)]
struct Transparent {
    #[data(non_personal)]
    kind: PhantomData<u8>,
    #[data(pseudonymized, undocumented = "test")]
    token: u8,
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Tuple(
    #[data(identified, undocumented = "test")] &'static str,
    #[data(pseudonymized, undocumented = "test")]
    #[serde(skip)]
    u8,
    #[data(nested)] Option<Place>,
    #[data(non_personal)] bool,
);

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Unit;

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Empty {}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Shapes {
    #[data(nested)]
    newtype: Newtype,
    #[data(nested)]
    around: Around,
    #[data(nested)]
    transparent: Transparent,
    #[data(nested)]
    tuple: Tuple,
    #[data(nested)]
    unit: Unit,
    #[data(nested)]
    empty: Empty,
}

#[test]
fn newtypes_tuples_and_units() {
    let transparent = || Transparent { kind: PhantomData, token: 1 };
    agrees(&[Newtype("Ada")]);
    agrees(&[Around(PLACE)]);
    agrees(&[transparent()]);
    agrees(&[Tuple("Ada", 1, Some(PLACE), true), Tuple("Ada", 1, None, true)]);
    agrees(&[Unit]);
    agrees(&[Empty {}]);
    agrees(&[Shapes {
        newtype: Newtype("Ada"),
        around: Around(PLACE),
        transparent: transparent(),
        tuple: Tuple("Ada", 1, Some(PLACE), true),
        unit: Unit,
        empty: Empty {},
    }]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Page<T: Nested> {
    #[data(nested)]
    items: Vec<T>,
    #[data(non_personal)]
    total: usize,
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Measured<T: DataValue, const N: usize>
where
    [T; N]: JsonSchema + Serialize,
{
    #[data(identified, undocumented = "test")]
    values: [T; N],
}

#[test]
fn generic_types() {
    agrees(&[Page { items: vec![PLACE], total: 1 }]);
    agrees(&[Page { items: vec![External::Text("Ada")], total: 1 }]);
    agrees(&[Page { items: vec![Measured { values: [1_u8, 2] }], total: 1 }]);
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
struct Tree {
    #[data(identified, undocumented = "test")]
    name: &'static str,
    #[data(nested)]
    children: Vec<Tree>,
    #[data(nested)]
    next: Option<Box<Self>>,
}

#[test]
fn recursive_types() {
    let leaf = |name| Tree { name, children: Vec::new(), next: None };
    let tree = || Tree {
        name: "Ada",
        children: vec![leaf("Grace"), leaf("Mary")],
        next: Some(Box::new(leaf("Joan"))),
    };
    agrees(&[tree()]);
    agrees(&[Page { items: vec![tree()], total: 1 }]);
}

/// Two types of the same name have definitions of different names.
#[test]
fn types_of_the_same_name() {
    mod other {
        use super::{Classified, JsonSchema, Serialize, annotate};

        #[derive(Classified, JsonSchema, Serialize)]
        #[schemars(transform = annotate::<Self>)]
        pub(super) struct Place {
            #[data(non_personal)]
            pub(super) street: u8,
        }
    }

    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Both {
        #[data(nested)]
        one: Place,
        #[data(nested)]
        other: other::Place,
    }

    agrees(&[Both { one: PLACE, other: other::Place { street: 1 } }]);
}

/// The response of an API, which nobody has classified.
#[test]
fn types_that_are_not_classified_carry_what_they_hold() {
    #[derive(JsonSchema, Serialize)]
    struct Response {
        results: BTreeMap<String, Result<Vec<Tree>, Unit>>,
        place: Option<(u8, Place)>,
    }

    let tree = Tree { name: "Ada", children: Vec::new(), next: None };
    let results = BTreeMap::from([("a".into(), Ok(vec![tree])), ("b".into(), Err(Unit))]);
    let response = Response { results, place: Some((1, PLACE)) };
    let schema = schema_for::<Response>();
    let told = classes(schema.as_value(), &serde_json::to_value(&response).unwrap());
    let places: BTreeSet<_> = told.iter().map(|(place, _)| &**place).collect();
    let expected = ["/place/1/street", "/place/1/visits", "/results/a/Ok/0/name"];
    assert_eq!(places, BTreeSet::from(expected));
}
