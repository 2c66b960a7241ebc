//! What is different between two states of a record: in every shape of a type, and no more.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use intune_privacy::audit::{AuditEvent, ChangeKind, Changes};
use intune_privacy::{
    Action, Class, Classified, DataValue, Holdings, Key, Keyring, Policy, Record, Schema, Secret,
    Slot, Value, Values,
};
use intune_privacy_tests::{OPEN, fuzzing};
use proptest::prelude::*;
use secrecy::{SecretBox, SecretString};
use serde::{Serialize, Serializer};
use uuid::Uuid;

use ChangeKind::{Added, Changed, Removed};

/// The places that are different, and how. What holds of any two states is checked on the way.
#[track_caller]
fn paths<T: Classified>(before: &T, after: &T) -> Vec<(String, ChangeKind)> {
    let changes = before.changes(after);
    let list = changes.list();
    assert_eq!(changes.is_empty(), list.is_empty());
    assert_eq!(changes.is_empty(), AuditEvent::update(before, after).finish().is_none());
    for policy in [&OPEN, &Policy::logs(), &Policy::strict()] {
        assert_eq!(changes.is_empty(), changes.properties(policy).is_empty());
    }
    assert_eq!(format!("{changes:?}"), format!("{list:?}"));

    let turned = |kind| match kind {
        Added => Removed,
        Removed => Added,
        other => other,
    };
    let back = after.changes(before).list();
    let mut back: Vec<_> = back.into_iter().map(|one| (one.path, turned(one.kind))).collect();
    let paths: Vec<_> = list.into_iter().map(|one| (one.path, one.kind)).collect();
    let mut sorted = paths.clone();
    for paths in [&mut back, &mut sorted] {
        paths.sort_by(|one, other| (&one.0, one.1 as u8).cmp(&(&other.0, other.1 as u8)));
    }
    assert_eq!(back, sorted, "the way back");
    let flip = |one: &Shown| (one.0.clone(), one.2.clone(), one.1.clone());
    let mut there = properties(changes, &OPEN);
    let mut back: Vec<_> = properties(after.changes(before), &OPEN).iter().map(flip).collect();
    there.sort();
    back.sort();
    assert_eq!(there, back, "the way back");
    paths
}

/// A property's path, value before and value after.
type Shown = (String, Option<String>, Option<String>);

fn properties(changes: Changes<'_>, policy: &Policy) -> Vec<Shown> {
    let properties = changes.properties(policy).into_iter();
    let shown = properties.map(|one| {
        (one.display_name.expect("every property has a name"), one.old_value, one.new_value)
    });
    shown.collect()
}

/// The same under a policy that keeps everything.
fn shown<T: Classified>(before: &T, after: &T) -> Vec<Shown> {
    properties(before.changes(after), &OPEN)
}

fn values(path: &str, old: Option<&str>, new: Option<&str>) -> Shown {
    (path.into(), old.map(Into::into), new.map(Into::into))
}

#[track_caller]
fn assert_paths<T: Classified>(before: &T, after: &T, expected: &[(&str, ChangeKind)]) {
    let paths = paths(before, after);
    let paths: Vec<_> = paths.iter().map(|(path, kind)| (&**path, *kind)).collect();
    assert_eq!(paths, expected);
}

#[track_caller]
fn assert_same<T: Classified>(before: &T, after: &T) {
    assert_paths(before, after, &[]);
}

#[derive(Classified, Clone, Default)]
struct App {
    #[data(non_personal)]
    name: String,
    #[data(non_personal)]
    version: u32,
}

fn app(name: &str, version: u32) -> App {
    App { name: name.into(), version }
}

#[derive(Classified, Clone, Default)]
struct Fleet {
    #[data(non_personal)]
    label: String,
    #[data(nested)]
    main: App,
    #[data(nested)]
    spare: Option<Box<App>>,
    #[data(nested)]
    apps: Vec<App>,
    #[data(nested)]
    slots: Vec<Option<App>>,
    #[data(nested)]
    groups: Vec<Vec<App>>,
    #[data(nested)]
    by_name: HashMap<String, App>,
    #[data(nested)]
    by_team: BTreeMap<String, Vec<App>>,
    #[data(nested)]
    by_number: Option<BTreeMap<u32, Option<App>>>,
}

#[test]
fn a_field_and_a_nested_field_have_their_paths() {
    let before = Fleet { label: "a".into(), main: app("x", 1), ..Fleet::default() };
    let mut after = before.clone();
    assert_same(&before, &after);
    after.main.version = 2;
    assert_paths(&before, &after, &[("main.version", Changed)]);
    assert_eq!(shown(&before, &after), [values("main.version", Some("1"), Some("2"))]);
    after.label = "b".into();
    assert_paths(&before, &after, &[("label", Changed), ("main.version", Changed)]);
}

#[test]
fn a_record_comes_and_goes() {
    let none = Fleet::default();
    let some = Fleet { spare: Some(Box::new(app("x", 1))), ..none.clone() };
    assert_paths(&none, &some, &[("spare.name", Added), ("spare.version", Added)]);
    assert_paths(&some, &none, &[("spare.name", Removed), ("spare.version", Removed)]);
    assert_eq!(shown(&none, &some)[1], values("spare.version", None, Some("1")));
    assert_eq!(shown(&some, &none)[1], values("spare.version", Some("1"), None));
    let other = Fleet { spare: Some(Box::new(app("x", 2))), ..none };
    assert_paths(&some, &other, &[("spare.version", Changed)]);
}

#[test]
fn what_is_at_the_ends_of_a_list_is_no_change() {
    let apps: Vec<_> = (0..100).map(|version| app("x", version)).collect();
    let before = Fleet { apps, ..Fleet::default() };
    let with = |change: &dyn Fn(&mut Vec<App>)| {
        let mut after = before.clone();
        change(&mut after.apps);
        paths(&before, &after)
    };
    let element = |index: usize, kind| {
        [(format!("apps[{index}].name"), kind), (format!("apps[{index}].version"), kind)]
    };
    assert_eq!(with(&|apps| apps.insert(0, app("new", 0))), element(0, Added));
    assert_eq!(with(&|apps| apps.insert(60, app("new", 0))), element(60, Added));
    assert_eq!(with(&|apps| apps.push(app("new", 0))), element(100, Added));
    assert_eq!(with(&|apps| drop(apps.remove(0))), element(0, Removed));
    assert_eq!(with(&|apps| drop(apps.remove(99))), element(99, Removed));
    assert_eq!(with(&|apps| apps[50].version = 7), [("apps[50].version".into(), Changed)]);
    // What is the same between two changes is none.
    let two = with(&|apps| (apps[3].version, apps[7].version) = (0, 0));
    assert_eq!(two, [("apps[3].version".into(), Changed), ("apps[7].version".into(), Changed)]);
    assert_eq!(with(&Vec::clear).len(), 200);
}

#[test]
fn repeated_elements_are_counted() {
    let fleet = |count| Fleet { apps: vec![app("x", 1); count], ..Fleet::default() };
    assert_paths(&fleet(2), &fleet(3), &[("apps[2].name", Added), ("apps[2].version", Added)]);
}

#[test]
fn an_element_that_is_missing_is_a_change() {
    let fleet = |slots| Fleet { slots, ..Fleet::default() };
    let (before, after) = (fleet(vec![Some(app("x", 1))]), fleet(vec![Some(app("x", 2)), None]));
    assert_paths(&before, &after, &[("slots[0].version", Changed), ("slots[1]", Added)]);
    assert_paths(&fleet(vec![None]), &fleet(vec![None, None]), &[("slots[1]", Added)]);
}

#[test]
fn lists_and_maps_of_lists_are_walked_through() {
    let before = Fleet {
        groups: vec![vec![app("x", 1)], vec![]],
        by_team: [("a".into(), vec![app("x", 1)])].into(),
        ..Fleet::default()
    };
    let mut after = before.clone();
    after.groups[0][0].version = 2;
    after.groups[1].push(app("y", 1));
    after.by_team.get_mut("a").expect("it is there")[0].version = 3;
    let expected = [
        ("groups[0][0].version", Changed),
        ("groups[1][0].name", Added),
        ("groups[1][0].version", Added),
        ("by_team[key 1][0].version", Changed),
    ];
    assert_paths(&before, &after, &expected);
    // Also of a record that came into being, of which there is nothing to fall back on.
    let made = AuditEvent::create(&before).policy(&OPEN).finish();
    let names = made.resources[0].modified_properties.iter();
    let names: Vec<_> = names.filter_map(|property| property.display_name.as_deref()).collect();
    assert!(names.contains(&"groups[0][0].version"), "{names:?}");
    assert!(names.contains(&"by_team[\"a\"][0].version"), "{names:?}");
}

#[test]
fn entries_of_a_map_are_found_by_their_key() {
    let before = Fleet {
        by_name: (0..50).map(|number| (format!("app {number:02}"), app("x", number))).collect(),
        ..Fleet::default()
    };
    // Another map of the same entries has them in another order.
    let mut after =
        Fleet { by_name: before.by_name.clone().into_iter().collect(), ..before.clone() };
    assert_same(&before, &after);
    after.by_name.remove("app 00");
    after.by_name.insert("app 01".into(), app("x", 100));
    after.by_name.insert("app 99".into(), app("y", 1));
    assert_eq!(
        shown(&before, &after),
        [
            values("by_name[\"app 00\"].name", Some("x"), None),
            values("by_name[\"app 00\"].version", Some("0"), None),
            values("by_name[\"app 01\"].version", Some("1"), Some("100")),
            values("by_name[\"app 99\"].name", None, Some("y")),
            values("by_name[\"app 99\"].version", None, Some("1")),
        ]
    );
    assert_eq!(paths(&before, &after)[2], ("by_name[key 2].version".into(), Changed));
}

#[test]
fn an_optional_map_with_missing_records_is_walked_through() {
    let fleet = |by_number| Fleet { by_number, ..Fleet::default() };
    let (none, empty) = (fleet(None), fleet(Some(BTreeMap::new())));
    assert_paths(&none, &empty, &[("by_number", Changed)]);
    let some = fleet(Some([(7, Some(app("x", 1))), (9, None)].into()));
    let added = [
        ("by_number[key 1].name", Added),
        ("by_number[key 1].version", Added),
        ("by_number[key 2]", Added),
    ];
    assert_paths(&none, &some, &added);
    assert_eq!(shown(&none, &some)[2].0, "by_number[9]");
}

fn keyed() -> Policy {
    let key = Key::from_bytes("k1", &[3, 5].repeat(16)).expect("32 bytes");
    Policy::logs().with_pseudonyms(Keyring::new(key).pseudonyms("contoso.example"))
}

#[test]
fn keys_of_records_are_what_the_policy_makes_of_them() {
    let with = |version| Fleet {
        by_name: [("adele".into(), app("x", 1)), ("alex".into(), app("x", version))].into(),
        ..Fleet::default()
    };
    let (before, after) = (with(1), with(2));
    let path = |policy: &Policy| properties(before.changes(&after), policy)[0].0.clone();
    assert_eq!(path(&OPEN), r#"by_name["alex"].version"#);
    for action in [Action::Erase, Action::Omit, Action::Mask, Action::Generalize, Action::SUPPRESS]
    {
        let policy = keyed().with(Class::Identified, action);
        assert_eq!(path(&policy), "by_name[key 2].version", "{action:?}");
    }
    let policy = Policy::logs().with(Class::Identified, Action::Pseudonymize);
    assert_eq!(path(&policy), "by_name[key 2].version", "no keys");
    let path = path(&keyed().with(Class::Identified, Action::Pseudonymize));
    let token = path.strip_prefix("by_name[k1:").and_then(|rest| rest.strip_suffix("].version"));
    assert_eq!(token.map(str::len), Some(32), "{path}");
}

#[test]
fn a_hostile_key_stays_in_its_brackets() {
    let long = "x".repeat(1 << 20);
    let hostile =
        ["a\nb", "\"].version", "[0]", "\u{1b}[31m", "\u{202e}abc", "a\u{2028}b", &*long, ""];
    for key in hostile {
        let fleet = |version| Fleet {
            by_name: [(key.into(), app("x", version))].into(),
            label: key.into(),
            ..Fleet::default()
        };
        let (before, mut after) = (fleet(1), fleet(2));
        after.label += "\r\n";
        let event = AuditEvent::update(&before, &after).policy(&OPEN).finish().expect("a change");
        let json = serde_json::to_string(&event).expect("an event can be written");
        assert!(!json.contains(char::is_control), "one line");
        assert_eq!(serde_json::from_str::<AuditEvent>(&json).ok().as_ref(), Some(&event));
        let path = event.resources[0].modified_properties[1].display_name.as_deref();
        assert_eq!(path, Some(&*format!("by_name[{key:?}].version")));
        let escaped = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{2028}');
        assert!(!path.is_some_and(|path| path.contains(escaped)));
    }
}

#[derive(Classified, Clone)]
struct Leaves {
    #[data(non_personal)]
    set: HashSet<(String, u8)>,
    #[data(non_personal)]
    map: HashMap<String, Vec<u64>>,
    #[data(non_personal)]
    by_map: HashMap<BTreeMap<u8, String>, BTreeSet<u8>>,
    #[data(non_personal)]
    list: Vec<Option<String>>,
    #[data(non_personal)]
    array: [u8; 20],
    #[data(non_personal)]
    path: PathBuf,
}

fn leaves() -> Leaves {
    Leaves {
        set: (0..40).map(|number| (number.to_string(), number)).collect(),
        map: (0..40).map(|number| (number.to_string(), vec![number; 20])).collect(),
        by_map: (0..40).map(|number| ([(number, "x".into())].into(), [number].into())).collect(),
        list: vec![Some("a".into()), None, Some("b".into())],
        array: [1; 20],
        path: "/home/adele".into(),
    }
}

#[test]
fn sets_and_maps_of_leaf_values_have_no_order() {
    // Each hash map has an order of its own.
    for _ in 0..20 {
        assert_same(&leaves(), &leaves());
    }
    let before = leaves();
    let with = |change: &dyn Fn(&mut Leaves)| {
        let mut after = leaves();
        change(&mut after);
        let [(path, Changed)] = &*paths(&before, &after) else { panic!("one property") };
        path.clone()
    };
    assert_eq!(with(&|leaves| leaves.set.extend([("new".into(), 0)])), "set");
    assert_eq!(with(&|leaves| leaves.set.retain(|(_, number)| *number != 1)), "set");
    let other = |leaves: &mut Leaves| {
        leaves.set.remove(&("1".into(), 1));
        leaves.set.insert(("1".into(), 11));
    };
    assert_eq!(with(&other), "set");
    assert_eq!(with(&|leaves| leaves.map.get_mut("7").expect("it is there")[19] = 0), "map");
    assert_eq!(with(&|leaves| drop(leaves.map.remove("7"))), "map");
    assert_eq!(with(&|leaves| leaves.by_map.values_mut().for_each(BTreeSet::clear)), "by_map");
    assert_eq!(with(&|leaves| leaves.list.swap(1, 2)), "list");
    assert_eq!(with(&|leaves| leaves.list.push(None)), "list");
    assert_eq!(with(&|leaves| leaves.array[19] = 2), "array");
    assert_eq!(with(&|leaves| leaves.path.push("")), "path");
}

/// Floats that can be in a set, because they are equal if their bits are.
macro_rules! ratios {
    ($( $Type:ident($Float:ty); )+) => {$(
        #[derive(DataValue, Clone)]
        struct $Type($Float);

        impl PartialEq for $Type {
            fn eq(&self, other: &Self) -> bool {
                self.0.to_bits() == other.0.to_bits()
            }
        }

        impl Eq for $Type {}

        impl Hash for $Type {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.to_bits().hash(state);
            }
        }
    )+};
}

ratios! {
    Ratio(f64);
    SmallRatio(f32);
}

/// No two different sets have elements that are taken for the same.
#[test]
fn elements_are_told_apart_whatever_is_in_them() {
    #[derive(Classified, Clone)]
    struct Sets<T: DataValue + Eq + Hash + Clone> {
        #[data(non_personal)]
        set: HashSet<T>,
    }
    fn assert_different<T: DataValue + Eq + Hash + Clone>(one: T, other: T) {
        let sets = |value: T| Sets { set: [value].into() };
        let (one, other) = (sets(one), sets(other));
        assert_paths(&one, &other, &[("set", Changed)]);
        assert_same(&one, &one.clone());
    }
    assert_different(("a".to_owned(), "b".to_owned()), ("a1:sb".to_owned(), String::new()));
    assert_different(("ab".to_owned(), "c".to_owned()), ("a".to_owned(), "bc".to_owned()));
    assert_different(("a".to_owned(), "b:sc".to_owned()), ("a:sb".to_owned(), "c".to_owned()));
    assert_different(None, Some(String::new()));
    assert_different(Some("n".to_owned()), None);
    assert_different(vec!["a".to_owned()], vec!["a".to_owned(), String::new()]);
    assert_different(Vec::<Option<String>>::new(), vec![None]);
    assert_different('a', 'b');
    assert_different(u128::MAX, u128::MAX - 1);
    assert_different(i128::MIN, i128::MAX);
    assert_different(Duration::from_nanos(1), Duration::from_nanos(2));
    let epoch = SystemTime::UNIX_EPOCH;
    assert_different(epoch + Duration::from_secs(1), epoch - Duration::from_secs(1));
    assert_different(PathBuf::from("a"), PathBuf::from("b"));
    assert_different(Uuid::from_u128(1), Uuid::from_u128(2));
    assert_different(std::net::IpAddr::from([1, 1, 1, 1]), std::net::IpAddr::from([1, 1, 1, 2]));
    assert_different(true, false);
    assert_different(Ratio(1.0), Ratio(-1.0));
    assert_different(Ratio(0.0), Ratio(-0.0));
    assert_different(SmallRatio(1.0), SmallRatio(f32::NAN));
    assert_different(BTreeMap::from([(1, 23)]), BTreeMap::from([(12, 3)]));
    assert_different(BTreeMap::from([(1, 2), (3, 4)]), BTreeMap::from([(1, 2)]));
}

#[derive(Classified, Clone, PartialEq, Eq, Hash)]
struct Owner {
    #[data(non_personal)]
    name: String,
}

#[test]
fn a_set_of_records_has_no_order() {
    #[derive(Classified, Clone)]
    struct Team {
        #[data(nested)]
        owners: HashSet<Owner>,
    }
    let owner = |number: u32| Owner { name: format!("{number:03}") };
    let team = || Team { owners: (0..100).map(owner).collect() };
    let before = team();
    assert_same(&before, &team());
    let mut after = team();
    after.owners.remove(&owner(5));
    after.owners.insert(owner(200));
    after.owners.insert(owner(201));
    let shown = shown(&before, &after);
    assert_eq!(shown[0], values("owners[0].name", Some("005"), None));
    let added: BTreeSet<_> =
        shown[1..].iter().map(|(_, old, new)| (old.is_none(), new.clone())).collect();
    assert_eq!(added, [(true, Some("200".into())), (true, Some("201".into()))].into());
    assert_eq!(paths(&before, &after).len(), 3);
}

#[derive(Classified, Clone)]
enum State {
    Idle,
    Off,
    Named {
        #[data(non_personal)]
        label: String,
        #[data(identified, undocumented = "test")]
        owner: String,
    },
    Held(#[data(nested)] App),
    Pair(#[data(non_personal)] u8, #[data(non_personal)] u8),
}

fn named(label: &str) -> State {
    State::Named { label: label.into(), owner: "adele".into() }
}

#[test]
fn a_variant_is_compared_field_by_field_and_another_is_a_change() {
    assert_same(&State::Idle, &State::Idle);
    assert_same(&named("a"), &named("a"));
    assert_paths(&State::Idle, &State::Off, &[("State", Changed)]);
    assert_eq!(shown(&State::Idle, &State::Off), [values("State", Some("Idle"), Some("Off"))]);
    assert_paths(&named("a"), &named("b"), &[("label", Changed)]);
    assert_paths(&State::Pair(1, 2), &State::Pair(1, 3), &[("1", Changed)]);
    assert_paths(&State::Held(app("x", 1)), &State::Held(app("x", 2)), &[("0.version", Changed)]);
    let expected = [
        ("State", Changed),
        ("label", Removed),
        ("owner", Removed),
        ("0.name", Added),
        ("0.version", Added),
    ];
    assert_paths(&named("a"), &State::Held(app("x", 1)), &expected);
    let changes = named("a");
    let other = State::Held(app("x", 1));
    let properties = properties(changes.changes(&other), &Policy::logs());
    assert_eq!(properties[0], values("State", Some("Named"), Some("Held")));
    assert_eq!(properties[2], values("owner", Some("[identified]"), None));
}

#[derive(Classified, Clone)]
struct Desk {
    #[data(nested)]
    state: State,
    #[data(nested)]
    states: Vec<State>,
}

#[test]
fn a_nested_variant_has_the_path_of_its_field() {
    let desk = |state: &State| Desk { state: state.clone(), states: vec![state.clone()] };
    let (idle, off, pair) = (desk(&State::Idle), desk(&State::Off), desk(&State::Pair(1, 2)));
    assert_same(&pair, &pair.clone());
    assert_paths(&idle, &off, &[("state", Changed), ("states[0]", Changed)]);
    let expected = [
        ("state", Changed),
        ("state.0", Removed),
        ("state.1", Removed),
        ("states[0]", Changed),
        ("states[0].0", Removed),
        ("states[0].1", Removed),
    ];
    assert_paths(&pair, &idle, &expected);
    let empty = Desk { states: vec![], ..idle.clone() };
    assert_paths(&empty, &idle, &[("states[0]", Added)]);
    assert_eq!(shown(&empty, &idle), [values("states[0]", None, Some("Idle"))]);
}

#[derive(Classified, Clone)]
struct Pair(#[data(non_personal)] u8, #[data(nested)] App);

#[derive(Classified, Clone)]
struct Newtype(#[data(non_personal)] String);

#[derive(Classified, Clone)]
struct Unit;

#[derive(Classified, Clone)]
struct Generic<'a, T: Classified, V: DataValue> {
    #[data(nested)]
    inner: &'a T,
    #[data(non_personal)]
    value: V,
    #[data(nested)]
    boxed: Option<Box<T>>,
    #[data(nested)]
    units: Vec<Unit>,
    #[data(nested)]
    unit: Option<Unit>,
}

#[test]
fn tuples_newtypes_generics_and_pointers_are_compared() {
    assert_paths(
        &Pair(1, app("x", 1)),
        &Pair(2, app("x", 2)),
        &[("0", Changed), ("1.version", Changed)],
    );
    assert_paths(&Newtype("a".into()), &Newtype("b".into()), &[("0", Changed)]);
    assert_same(&Unit, &Unit);

    let (one, other) = (Newtype("a".into()), Newtype("b".into()));
    let before = Generic { inner: &one, value: 1_u8, boxed: None, units: vec![], unit: None };
    assert_same(&before, &before.clone());
    assert_paths(&before, &Generic { inner: &other, ..before.clone() }, &[("inner.0", Changed)]);
    assert_paths(&before, &Generic { value: 2, ..before.clone() }, &[("value", Changed)]);
    let boxed = Generic { boxed: Some(Box::new(one.clone())), ..before.clone() };
    assert_paths(&before, &boxed, &[("boxed.0", Added)]);
    // Records that hold nothing.
    let units = Generic { units: vec![Unit], ..before.clone() };
    assert_paths(&before, &units, &[("units[0]", Added)]);
    let unit = Generic { unit: Some(Unit), ..before.clone() };
    assert_paths(&before, &unit, &[("unit", Changed)]);

    // A record behind a pointer is itself.
    assert_paths(&&one, &&other, &[("0", Changed)]);
    assert_paths(&Box::new(one), &Box::new(other), &[("0", Changed)]);
}

#[derive(Classified, Clone, Default)]
struct Blank {
    #[data(non_personal)]
    one: Option<String>,
}

/// There is nothing to tell of its fields, so the record itself is told of.
#[test]
fn a_record_that_holds_nothing_but_none_comes_and_goes() {
    #[derive(Classified, Clone)]
    struct Page {
        #[data(nested)]
        blank: Option<Blank>,
        #[data(nested)]
        blanks: Vec<Blank>,
    }
    let before = Page { blank: None, blanks: vec![] };
    let after = Page { blank: Some(Blank::default()), blanks: vec![] };
    assert_eq!(shown(&before, &after), [values("blank", None, Some(r#"{"one":null}"#))]);
    let after = Page { blank: None, blanks: vec![Blank::default()] };
    assert_eq!(shown(&before, &after), [values("blanks[0]", None, None)]);
}

#[derive(Classified, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Serial {
    #[data(non_personal)]
    last_word: String,
    #[serde(rename = "the name")]
    #[data(non_personal)]
    name: String,
    #[serde(skip)]
    #[data(non_personal)]
    not_written: String,
    #[serde(flatten)]
    #[data(nested)]
    flat: Flat,
    #[serde(flatten)]
    #[data(nested)]
    maybe: Option<FlatToo>,
    #[serde(flatten)]
    #[data(non_personal)]
    rest: BTreeMap<String, String>,
    #[serde(serialize_with = "twice")]
    #[data(non_personal)]
    twice: String,
    #[data(identified, undocumented = "test", with = bare)]
    bare: Opaque,
}

#[derive(Classified, Clone, Serialize)]
struct Flat {
    #[data(non_personal)]
    flat_name: String,
}

#[derive(Classified, Clone, Serialize)]
struct FlatToo {
    #[data(non_personal)]
    other: Option<String>,
}

#[derive(Clone, Serialize)]
struct Opaque(String);

mod bare {
    use std::fmt;

    pub(super) fn fmt(value: &super::Opaque, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if value.0 == "fails" { Err(fmt::Error) } else { f.write_str(&value.0) }
    }
}

fn twice<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    [text, text].serialize(serializer)
}

fn serial() -> Serial {
    Serial {
        last_word: "1".into(),
        name: "a".into(),
        not_written: "a".into(),
        flat: Flat { flat_name: "a".into() },
        maybe: None,
        rest: BTreeMap::new(),
        twice: "a".into(),
        bare: Opaque("a".into()),
    }
}

#[test]
fn paths_have_the_names_that_serde_writes() {
    let before = serial();
    assert_same(&before, &before.clone());
    let after = Serial {
        last_word: "2".into(),
        name: "b".into(),
        not_written: "b".into(),
        flat: Flat { flat_name: "b".into() },
        maybe: Some(FlatToo { other: Some("b".into()) }),
        rest: [("k".into(), "v".into())].into(),
        twice: "b".into(),
        bare: Opaque("b".into()),
    };
    assert_eq!(
        shown(&before, &after),
        [
            values("lastWord", Some("1"), Some("2")),
            values("the name", Some("a"), Some("b")),
            values("notWritten", Some("a"), Some("b")),
            values("flat_name", Some("a"), Some("b")),
            values("other", None, Some("b")),
            values("rest", Some("{}"), Some(r#"{"k":"v"}"#)),
            values("twice", Some(r#"["a","a"]"#), Some(r#"["b","b"]"#)),
            values("bare", Some("a"), Some("b")),
        ]
    );
    assert_eq!(paths(&before, &after).len(), 8);
    let blank = Serial { maybe: Some(FlatToo { other: None }), ..before.clone() };
    assert_eq!(shown(&before, &blank)[0].0, "maybe", "never a path without a name");
}

#[test]
fn a_value_that_cannot_be_written_counts_as_changed_and_shows_nothing() {
    let before = Serial { bare: Opaque("fails".into()), ..serial() };
    assert_paths(&before, &before.clone(), &[("bare", Changed)]);
    assert_eq!(shown(&before, &serial()), [values("bare", Some("[identified]"), Some("a"))]);
}

#[test]
fn long_texts_are_compared_to_the_end() {
    let long = |end: &str| Serial { bare: Opaque("x".repeat(1000) + end), ..serial() };
    assert_same(&long("a"), &long("a"));
    assert_paths(&long("a"), &long("b"), &[("bare", Changed)]);
    assert_paths(&long("a"), &serial(), &[("bare", Changed)]);
}

macro_rules! value_tests {
    ($( $name:ident: $before:expr, $after:expr; )+) => {$(
        #[test]
        fn $name() {
            #[derive(Classified)]
            struct One<T: DataValue> {
                #[data(non_personal)]
                value: T,
                #[data(non_personal)]
                option: Option<T>,
                #[data(non_personal)]
                list: Vec<T>,
            }
            let make = |value: fn() -> _| One { value: value(), option: Some(value()), list: vec![value()] };
            let (before, after) = (|| $before, || $after);
            assert_same(&make(before), &make(before));
            assert_same(&make(after), &make(after));
            let all = [("value", Changed), ("option", Changed), ("list", Changed)];
            assert_paths(&make(before), &make(after), &all);
            let none = One { option: None, ..make(before) };
            assert_paths(&make(before), &none, &[("option", Changed)]);
            assert_eq!(shown(&make(before), &none)[0].2, None);
        }
    )+};
}

value_tests! {
    booleans: true, false;
    characters: 'a', 'b';
    texts: "a".to_owned(), "A".to_owned();
    signed: -1_i64, 1;
    unsigned: 0_u8, 255;
    wide_signed: i128::MIN, i128::MIN + 1;
    wide_unsigned: u128::MAX, u128::MAX - 1;
    small_floats: 1.0_f32, f32::NAN;
    floats: 1.0_f64, f64::NAN;
    zeros: 0.0_f64, -0.0;
    infinities: f64::INFINITY, f64::NEG_INFINITY;
    durations: Duration::from_nanos(1), Duration::from_nanos(2);
    system_times: SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
    unix_paths: PathBuf::from("/a"), PathBuf::from("/a/");
    addresses: std::net::IpAddr::from([127, 0, 0, 1]), std::net::IpAddr::from([127, 0, 0, 2]);
    json: serde_json::json!({"a": [1, null]}), serde_json::json!({"a": [1]});
    json_numbers: serde_json::json!(1), serde_json::json!(1.0);
    uuids: Uuid::from_u128(1), Uuid::from_u128(2);
    urls: url("https://contoso.example/a"), url("https://contoso.example/b");
    chrono_dates: NaiveDate::from_ymd_opt(2026, 5, 4), NaiveDate::from_ymd_opt(2026, 5, 5);
    chrono_times: DateTime::<Utc>::UNIX_EPOCH, DateTime::<Utc>::UNIX_EPOCH + chrono::TimeDelta::nanoseconds(1);
    chrono_offsets: offset("2026-05-04T09:30:00Z"), offset("2026-05-04T11:30:00+02:00");
    chrono_spans: chrono::TimeDelta::nanoseconds(1), chrono::TimeDelta::nanoseconds(2);
    jiff_times: jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::MAX;
    jiff_zones: zoned("UTC"), zoned("Etc/GMT-2");
    jiff_spans: jiff::Span::new().hours(24), jiff::Span::new().days(1);
    time_times: time::UtcDateTime::UNIX_EPOCH, time::UtcDateTime::MAX;
    time_offsets: time::OffsetDateTime::UNIX_EPOCH,
        time::OffsetDateTime::UNIX_EPOCH.to_offset(time::UtcOffset::from_hms(2, 0, 0).expect("an offset"));
    time_spans: time::Duration::ZERO, time::Duration::nanoseconds(-1);
}

fn url(text: &str) -> url::Url {
    text.parse().expect("a URL")
}

fn offset(text: &str) -> DateTime<FixedOffset> {
    text.parse().expect("a time")
}

fn zoned(zone: &str) -> jiff::Zoned {
    let zone = match zone {
        "UTC" => jiff::tz::TimeZone::UTC,
        _ => jiff::tz::TimeZone::fixed(jiff::tz::offset(2)),
    };
    jiff::Timestamp::UNIX_EPOCH.to_zoned(zone)
}

#[derive(Classified)]
struct Secrets {
    #[data(identified, required, item = access_control::private_key)]
    key: SecretString,
    #[data(non_personal)]
    option: Option<SecretString>,
    #[data(non_personal)]
    bytes: SecretBox<[u8; 32]>,
    #[data(non_personal)]
    list: Vec<SecretString>,
    #[data(non_personal)]
    map: BTreeMap<String, SecretString>,
}

fn secrets() -> Secrets {
    Secrets {
        key: "canary one".into(),
        option: Some("canary two".into()),
        bytes: SecretBox::new(Box::new([7; 32])),
        list: vec!["canary three".into()],
        map: [("a".into(), "canary four".into())].into(),
    }
}

#[test]
fn a_secret_says_only_that_it_changed() {
    let before = secrets();
    assert_same(&before, &secrets());
    let changed = [
        ("key", Secrets { key: "canary five".into(), ..secrets() }),
        ("option", Secrets { option: Some("canary six".into()), ..secrets() }),
        ("option", Secrets { option: None, ..secrets() }),
        ("bytes", Secrets { bytes: SecretBox::new(Box::new([8; 32])), ..secrets() }),
        ("list", Secrets { list: vec!["canary seven".into()], ..secrets() }),
        ("list", Secrets { list: vec![], ..secrets() }),
        ("map", Secrets { map: [("a".into(), "canary eight".into())].into(), ..secrets() }),
    ];
    for (path, after) in &changed {
        assert_paths(&before, after, &[(path, Changed)]);
        for policy in [&OPEN, &keyed().with(Class::NonPersonal, Action::Pseudonymize)] {
            let properties = before.changes(after).properties(policy);
            assert_eq!(
                (&properties[0].old_value, &properties[0].new_value),
                (&None, &None),
                "{path}"
            );
            let classification = properties[0].classification.as_ref();
            assert!(classification.is_some_and(|what| what.secret), "{path}");
        }
    }
    // Whether there is a secret in an erased field does not show.
    let erased = Policy::strict().with(Class::NonPersonal, Action::Erase);
    for (path, after) in changed.iter().filter(|(path, _)| *path != "key") {
        let property = &before.changes(after).properties(&erased)[0];
        let marker = Some("[non_personal]");
        assert_eq!(
            (property.old_value.as_deref(), property.new_value.as_deref()),
            (marker, marker)
        );
        assert!(property.classification.as_ref().is_some_and(|what| !what.secret), "{path}");
    }
    let made = serde_json::to_string(&AuditEvent::create(&before).policy(&OPEN).finish());
    let made = made.expect("an event can be written");
    assert!(!made.contains("canary") && made.contains(r#""displayName":"key","#), "{made}");
}

#[derive(Clone)]
struct Pin;

impl DataValue for Pin {
    fn value(&self) -> Value<'_> {
        Value::Secret(Secret::opaque())
    }
}

#[test]
fn a_secret_that_cannot_be_compared_counts_as_changed() {
    #[derive(Classified, Clone)]
    struct Account {
        #[data(non_personal)]
        pin: Pin,
    }
    #[derive(Classified)]
    struct Vault {
        #[data(non_personal)]
        own: SecretBox<u64>,
    }
    let account = Account { pin: Pin };
    assert_paths(&account, &account.clone(), &[("pin", Changed)]);
    let vault = Vault { own: SecretBox::new(Box::new(7)) };
    assert_paths(&vault, &vault, &[("own", Changed)]);
}

#[derive(Classified, Clone)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(aggregated, undocumented = "test")]
    count: Option<u64>,
}

#[test]
fn the_policy_decides_what_is_seen_and_not_what_changed() {
    let device = |end: &str, count| Device {
        serial_number: format!("C02X{end}JHD3"),
        token: format!("token {end}"),
        count,
    };
    let (before, after) = (device("aaa", Some(3)), device("bbb", Some(4)));
    assert_eq!(paths(&before, &after).len(), 3);
    let seen = |policy: &Policy| properties(before.changes(&after), policy);
    let marker = |path, text| values(path, Some(text), Some(text));
    let erased = [
        marker("serial_number", "[identified]"),
        marker("token", "[pseudonymized]"),
        marker("count", "[aggregated]"),
    ];
    assert_eq!(seen(&Policy::strict()), erased);
    let masks = Policy::strict().with(Class::Identified, Action::Mask);
    let masked = &seen(&masks)[0];
    assert_eq!(masked.1, masked.2, "it shows as changed though it looks the same");
    assert_eq!(seen(&Policy::strict().with(Class::Identified, Action::Omit)), erased[1..]);
    let counts = Policy::strict().with(Class::Aggregated, Action::SUPPRESS);
    assert_eq!(seen(&counts)[2], marker("count", "[suppressed]"));
    // A missing value is no value, unless the policy does not look.
    let none = device("aaa", None);
    let counts = Policy::strict().with(Class::Aggregated, Action::Keep);
    let seen = |policy| properties(before.changes(&none), policy);
    assert_eq!(seen(&counts), [values("count", Some("3"), None)]);
    assert_eq!(seen(&Policy::strict()), [marker("count", "[aggregated]")]);
}

/// What is omitted is left out, and no record around it is shown in its place.
#[test]
fn an_omitted_field_leaves_nothing() {
    #[derive(Classified, Clone)]
    struct Office {
        #[data(nested)]
        device: Option<Device>,
    }
    let device =
        |serial: &str| Device { serial_number: serial.into(), token: "t".into(), count: None };
    let (before, after) =
        (Office { device: Some(device("a")) }, Office { device: Some(device("b")) });
    let policy = Policy::logs().with(Class::Identified, Action::Omit);
    assert_eq!(properties(before.changes(&after), &policy), []);
    assert!(AuditEvent::update(&before, &after).policy(&policy).finish().is_some());
}

/// What a hand-written record answers to questions.
struct Manual {
    schema: &'static Schema,
    variant: u64,
    value: Answer,
}

enum Answer {
    Text(&'static str),
    Record(App),
    Records(Box<Lying>),
    Nothing,
}

/// A list, or a set of records, that says that it has one element.
struct Lying {
    apps: Vec<App>,
    is_set: bool,
}

impl<Kind> Values<Kind> for Lying {
    fn count(&self) -> usize {
        1
    }

    fn is_ordered(&self) -> bool {
        !self.is_set
    }

    fn each<'a>(
        &'a self,
        visit: &mut dyn FnMut(Value<'a>) -> std::ops::ControlFlow<()>,
    ) -> std::ops::ControlFlow<()> {
        self.apps.iter().try_for_each(|app| {
            visit(if self.is_set { Value::Record(app) } else { Value::Str(&app.name) })
        })
    }
}

fn lying(is_set: bool, names: &[&str]) -> Answer {
    let apps = names.iter().map(|name| app(name, 1)).collect();
    Answer::Records(Box::new(Lying { apps, is_set }))
}

impl Record for Manual {
    fn get(&self, slot: Slot) -> Value<'_> {
        match (slot, &self.value) {
            (Slot::Schema, _) => Value::Schema(self.schema),
            (Slot::Variant, _) => Value::Uint(self.variant),
            (Slot::Field(_), Answer::Text(text)) => Value::Str(text),
            (Slot::Field(_), Answer::Record(record)) => Value::Record(record),
            (Slot::Field(_), Answer::Records(list)) => Value::Records(&**list),
            _ => Value::Null,
        }
    }
}

impl Classified for Manual {
    const SCHEMA: &'static Schema = App::SCHEMA;
    const HOLDINGS: Holdings = App::HOLDINGS;
}

#[test]
fn a_record_that_contradicts_its_schema_is_changed_and_shows_nothing() {
    let answers: [fn(&'static str) -> Answer; 5] = [
        Answer::Text,
        |text| Answer::Record(app(text, 1)),
        |text| lying(false, &[text, text]),
        |text| lying(true, &[text, text]),
        |_| Answer::Nothing,
    ];
    let nothing = Policy::strict().with(Class::NonPersonal, Action::Erase);
    for schema in [App::SCHEMA, State::SCHEMA, Desk::SCHEMA, Fleet::SCHEMA, Secrets::SCHEMA] {
        for variant in [0, 1, 2, 3, 99, u64::MAX] {
            for (one, other) in
                answers.iter().flat_map(|one| answers.iter().map(move |two| (one, two)))
            {
                let make = |answer: &fn(&'static str) -> Answer, text| Manual {
                    schema,
                    variant,
                    value: answer(text),
                };
                let (before, after) = (make(one, "canary"), make(other, "CANARY"));
                let changes = before.changes(&after);
                assert_eq!(changes.is_empty(), changes.list().is_empty());
                let drafts = [
                    AuditEvent::create(&after).policy(&nothing).finish(),
                    AuditEvent::delete(&after).policy(&nothing).finish(),
                    AuditEvent::read(&after).policy(&OPEN).finish(),
                ];
                let update = AuditEvent::update(&before, &after).policy(&nothing).finish();
                assert_eq!(update.is_none(), changes.is_empty());
                for event in drafts.iter().chain(&update) {
                    let json = serde_json::to_string(event).expect("an event can be written");
                    assert!(!json.to_lowercase().contains("canary"), "{json}");
                }
                // Two that have no such variant cannot be compared.
                if schema.variants().get(usize::try_from(variant).unwrap_or(usize::MAX)).is_none()
                    && schema.is_enum()
                {
                    assert_eq!(changes.list().len(), 1);
                }
            }
        }
    }
}

#[test]
fn a_list_that_miscounts_is_compared_by_what_it_holds() {
    for is_set in [false, true] {
        let make = |names: &[&str]| Manual {
            schema: Fleet::SCHEMA,
            variant: 0,
            value: lying(is_set, names),
        };
        let differ = |one: &[&str], other: &[&str]| !make(one).changes(&make(other)).is_empty();
        for count in [0, 1, 2, 15, 16, 17, 40] {
            let (one, other) = (vec!["a"; count], vec!["a"; count + 1]);
            assert!(differ(&one, &other) && differ(&other, &one), "{count}");
        }
        assert!(!differ(&["a", "b"], &["a", "b"]));
        assert!(differ(&["a", "b"], &["a", "a"]));
    }
}

/// The JSON of any two records is the same if nothing changed.
fn any_bytes() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let one = prop::collection::vec(any::<u8>(), 0..800);
    prop_oneof![
        (one.clone(), one.clone()),
        (one, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(one, index, byte)| {
            let mut other = one.clone();
            if !other.is_empty() {
                let index = index.index(other.len());
                other[index] = byte;
            }
            (one, other)
        }),
    ]
}

fn sides<T: Classified>(one: &T, other: &T) -> usize {
    paths(one, other).len()
}

fn by_json<T: Classified + Serialize>(one: &T, other: &T) {
    let json = |record: &T| serde_json::to_string(record).ok();
    if let (Some(one_json), Some(other_json)) = (json(one), json(other)) {
        // Secrets do not show in it.
        assert!(one_json == other_json || sides(one, other) > 0, "{one_json}\n{other_json}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_two_records_differ_by_what_is_listed((one, other) in any_bytes()) {
        let (before, after) = (fuzzing::record(&one), fuzzing::record(&other));
        by_json(&before, &after);
        prop_assert_eq!(sides(&before, &after) == 0, before.changes(&after).is_empty());
        prop_assert_eq!(sides(&before, &fuzzing::record(&one)), 0);
    }
}

#[test]
fn debug_of_the_changes_shows_no_value() {
    let with = |name: &str| Fleet {
        by_name: [(name.to_owned(), app(name, 1))].into(),
        label: name.into(),
        ..Fleet::default()
    };
    let (before, after) = (with("canary"), with("CANARY"));
    let changes = before.changes(&after);
    for text in [format!("{changes:?}"), format!("{:#?}", changes.list())] {
        assert!(!text.to_lowercase().contains("canary"), "{text}");
    }
}
