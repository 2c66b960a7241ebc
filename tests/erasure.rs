//! Records that are erased in place: nothing personal is left in them, nor in the report, and what is
//! kept is kept by right.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Debug;
use std::num::NonZeroU8;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use intune_privacy::erasure::{
    EraseError, Erasure, ErasureEntry, ErasureReport, Ground, Outcome, Part,
};
use intune_privacy::{Category, Change, Class, Classified, DataValue, Shape, Unchangeable, items};
use intune_privacy_tests::world::{
    IDENTIFIED, KEPT, PSEUDONYMIZED, SECRET, has_any, has_digits, world,
};
use intune_privacy_tests::{OPEN, json, open};
use proptest::prelude::*;
use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::Serialize;

/// Everything that can be seen of an erasure's outcome, and the report.
fn shown(result: &Result<ErasureReport, EraseError>) -> (String, &ErasureReport) {
    let (of_error, report) = match result {
        Ok(report) => (String::new(), report),
        Err(error) => (format!("{error:?}{error}{error:#?}"), error.report()),
    };
    let json = json(report).expect("JSON");
    (format!("{of_error}{report:?}{report}{report:#?}{json}"), report)
}

/// The lines of a report: path, part, outcome and count.
fn lines<'r>(report: &'r ErasureReport) -> Vec<(&'r str, Part, Outcome, usize)> {
    let line = |entry: &'r ErasureEntry| {
        (entry.place.path.as_str(), entry.place.part, entry.outcome, entry.count)
    };
    report.iter().map(line).collect()
}

/// The value without the fields of that name, at any depth.
fn without(value: serde_json::Value, name: &str) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Array(list) => list.into_iter().map(|value| without(value, name)).collect(),
        Value::Object(map) => {
            let rest = map.into_iter().filter(|(key, _)| key != name);
            rest.map(|(key, value)| (key, without(value, name))).collect()
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, max_shrink_iters: 200, ..Default::default() })]

    /// Every field but `rendered`, whose type cannot be changed, and the fields that the annotation
    /// keeps.
    #[test]
    fn no_canary_is_left(mut world in world()) {
        let before = json(&world).expect("JSON");
        prop_assert!(has_any(&before, IDENTIFIED) && has_any(&before, SECRET) && has_digits(&before));

        let first = world.erase();
        let own = without(serde_json::to_value(&world).expect("JSON"), "rendered").to_string();
        prop_assert!(!has_any(&own, IDENTIFIED), "{own}");
        prop_assert!(!has_any(&own, PSEUDONYMIZED), "{own}");
        prop_assert!(!has_any(&own, SECRET), "{own}");
        prop_assert!(!own.contains("[identified]"), "{own}");
        prop_assert!(has_any(&own, KEPT), "{own}");
        // IDs and addresses of zeros are left of the numbers.
        let own = own.replace("00000000-0000-0000-0000-000000000000", "");
        prop_assert!(!has_digits(&own), "{own}");
        let debug = open(&world);
        prop_assert!(!has_any(&debug, PSEUDONYMIZED) && !has_any(&debug, SECRET), "{debug}");

        let (text, report) = shown(&first);
        for letters in [IDENTIFIED, PSEUDONYMIZED, SECRET, KEPT] {
            prop_assert!(!has_any(&text, letters), "{text}");
        }
        let error = first.as_ref().expect_err("`rendered` cannot be changed");
        prop_assert!(!error.left().is_empty());
        for place in error.left() {
            prop_assert!(place.path.ends_with(".rendered"), "{place}");
        }
        prop_assert!(!report.is_complete());
    }

    /// Nothing more changes, and the second report says of what is still there what the first said.
    #[test]
    fn to_erase_twice_is_to_erase_once(mut world in world()) {
        let first = world.erase();
        let once = (json(&world), open(&world));
        let second = world.erase();
        prop_assert_eq!((json(&world), open(&world)), once);
        let (first, second) = (shown(&first).1, shown(&second).1);
        for entry in second {
            let same = |other: &&ErasureEntry| {
                other.place == entry.place && other.outcome == entry.outcome
            };
            let count = first.iter().find(same).map(|entry| entry.count);
            prop_assert!(count.is_some_and(|count| entry.count <= count), "{entry:?}\n{first}");
        }
        let third = world.erase();
        prop_assert_eq!(shown(&third).1, second);
    }

    /// With everything on hold, only secrets go.
    #[test]
    fn a_hold_on_all_keeps_all_but_secrets(mut world in world()) {
        let before = open(&world);
        let report = Erasure::new().hold_all("a test").erase(&mut world).expect("secrets can go");
        prop_assert_eq!(open(&world), before);
        prop_assert!(!has_any(&json(&world).expect("JSON"), SECRET));
        for entry in &report {
            let is_secret = entry.place.part == Part::Secrets;
            prop_assert_eq!(entry.outcome == Outcome::Erased, is_secret, "{:?}", entry);
        }
    }
}

#[derive(Classified, Serialize, Clone, PartialEq)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    imei: Option<String>,
    #[data(identified, required, mam, item = user::principal_name)]
    user: String,
    #[data(identified, undocumented = "test")]
    note: Vec<String>,
    #[data(pseudonymized, undocumented = "test")]
    token: u64,
    #[data(aggregated, undocumented = "test")]
    wipes: u32,
    #[data(non_personal)]
    encrypted: bool,
}

fn device() -> Device {
    Device {
        serial_number: "C02XK1JGJHD3".into(),
        imei: Some("490154203237518".into()),
        user: "adele@contoso.example".into(),
        note: vec!["Ada".into()],
        token: 8_765_432_109,
        wipes: 7,
        encrypted: true,
    }
}

fn bare() -> Device {
    Device {
        serial_number: String::new(),
        imei: None,
        user: String::new(),
        note: vec![],
        token: 0,
        ..device()
    }
}

const AGGREGATED: Outcome = Outcome::Kept(Ground::Aggregated);
const NON_PERSONAL: Outcome = Outcome::Kept(Ground::NonPersonal);

const fn held(reason: &'static str) -> Outcome {
    Outcome::Kept(Ground::LegalHold(reason))
}

#[test]
fn personal_data_is_cleared_and_the_rest_is_kept() {
    let mut record = device();
    let report = record.erase().expect("all can be changed");
    assert!(record == bare());
    let outcomes: Vec<_> = report.iter().map(|entry| entry.outcome).collect();
    let erased = Outcome::Erased;
    assert_eq!(outcomes, [erased, erased, erased, erased, erased, AGGREGATED, NON_PERSONAL]);
    assert!(report.is_complete());
    assert_eq!(report.record(), "Device");
}

#[test]
fn a_report_does_not_tell_whether_a_field_had_a_value() {
    let full = device().erase().expect("all can be changed");
    assert_eq!(bare().erase().expect("all can be changed"), full);
}

#[test]
fn a_hold_keeps_exactly_its_item() {
    let erasure = Erasure::new().hold(&items::hardware_inventory::IMEI, "claim 4711");
    let mut record = device();
    let report = erasure.erase(&mut record).expect("all can be changed");
    assert!(record == Device { imei: device().imei, ..bare() });
    let kept: Vec<_> = report.with(held("claim 4711")).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].place.path, "imei");
    assert_eq!(report.with(Outcome::Erased).count(), 4);
}

#[test]
fn a_hold_on_a_category_keeps_its_items_and_what_is_undocumented_in_its_records() {
    let erasure = Erasure::new().hold_category(Category::HardwareInventory, "tax");
    let mut record = device();
    let report = erasure.erase(&mut record).expect("all can be changed");
    assert!(record == Device { user: String::new(), ..device() });
    assert_eq!(report.with(held("tax")).count(), 4);
    // What is kept in any case is not on hold.
    assert_eq!(report.with(AGGREGATED).count() + report.with(NON_PERSONAL).count(), 2);
}

#[test]
fn the_hold_on_an_item_goes_over_that_on_its_category_and_both_over_that_on_all() {
    let erasure = Erasure::new()
        .hold_all("all")
        .hold_category(Category::HardwareInventory, "category")
        .hold(&items::hardware_inventory::IMEI, "item");
    let mut record = device();
    let report = erasure.erase(&mut record).expect("nothing has to be changed");
    assert!(record == device());
    let reasons: Vec<_> = report.iter().map(|entry| entry.outcome).collect();
    let (category, item, all) = (held("category"), held("item"), held("all"));
    assert_eq!(reasons, [category, item, all, category, category, AGGREGATED, NON_PERSONAL]);
}

#[derive(Classified, Serialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[data(category = hardware_inventory)]
struct Part_ {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(non_personal)]
    kept: u8,
}

fn part(name: &str) -> Part_ {
    Part_ { serial_number: "C02XK1JGJHD3".into(), name: name.into(), kept: 7 }
}

#[derive(Classified, Serialize, Clone, PartialEq)]
enum Place {
    #[allow(dead_code, reason = "the records have the other one")]
    Nowhere,
    Somewhere(#[data(nested)] Part_, #[data(pseudonymized, undocumented = "test")] String),
}

#[derive(Classified, Serialize, Clone, PartialEq)]
struct Nested {
    #[data(nested)]
    list: Vec<Option<Part_>>,
    #[data(nested)]
    map: BTreeMap<String, Part_>,
    #[data(nested)]
    set: BTreeSet<Part_>,
    #[data(nested)]
    place: Box<Place>,
    #[data(nested)]
    cow: Cow<'static, Part_>,
}

fn nested() -> Nested {
    Nested {
        list: vec![Some(part("Ada")), None, Some(part("Grace"))],
        map: [("Ada".into(), part("Ada"))].into(),
        set: [part("Ada")].into(),
        place: Box::new(Place::Somewhere(part("Ada"), "5f1d".into())),
        cow: Cow::Owned(part("Ada")),
    }
}

fn clean(part: &Part_) -> Part_ {
    Part_ { serial_number: String::new(), name: String::new(), ..part.clone() }
}

#[test]
fn records_at_any_depth_are_erased_and_told_of_by_path() {
    let mut record = nested();
    let report = record.erase().expect("all can be changed");
    let none = clean(&part(""));
    let expected = Nested {
        list: vec![Some(none.clone()), None, Some(none.clone())],
        map: BTreeMap::new(),
        set: BTreeSet::new(),
        place: Box::new(Place::Somewhere(none.clone(), String::new())),
        cow: Cow::Owned(none),
    };
    assert!(record == expected, "{}", open(&record));
    let values = Part::Values;
    let erased = Outcome::Erased;
    assert_eq!(
        lines(&report),
        [
            ("list.serial_number", values, erased, 2),
            ("list.name", values, erased, 2),
            ("list.kept", values, NON_PERSONAL, 2),
            // With the keys, which are personal, goes what is under them.
            ("map", Part::Keys, erased, 1),
            ("map.serial_number", values, erased, 1),
            ("map.name", values, erased, 1),
            ("map.kept", values, erased, 1),
            // An element of a set cannot be changed.
            ("set.serial_number", values, erased, 1),
            ("set.name", values, erased, 1),
            ("set.kept", values, erased, 1),
            ("place.Somewhere.0.serial_number", values, erased, 1),
            ("place.Somewhere.0.name", values, erased, 1),
            ("place.Somewhere.0.kept", values, NON_PERSONAL, 1),
            ("place.Somewhere.1", values, erased, 1),
            ("cow.serial_number", values, erased, 1),
            ("cow.name", values, erased, 1),
            ("cow.kept", values, NON_PERSONAL, 1),
        ]
    );
    let entry = report.iter().next().expect("there are some");
    assert_eq!(entry.place.record, "Part_");
    assert_eq!(entry.place.type_name, "String");
    assert_eq!(entry.place.class, Some(Class::Identified));
    assert_eq!(
        entry.place.item.map(ToString::to_string).as_deref(),
        Some("hardware_inventory::serial_number")
    );
}

/// Evidence is never destroyed: a set that cannot be changed in place stays and is an error.
#[test]
fn what_is_on_hold_stays_in_every_container() {
    let erasure = Erasure::new().hold(&items::hardware_inventory::SERIAL_NUMBER, "claim");
    let mut record = nested();
    let error = erasure.erase(&mut record).expect_err("an element of a set cannot be changed");
    let paths: Vec<_> = error.left().iter().map(|place| place.path.as_str()).collect();
    assert_eq!(paths, ["set.name"]);
    let nameless = Part_ { name: String::new(), ..part("") };
    let expected = Nested {
        list: vec![Some(nameless.clone()), None, Some(nameless.clone())],
        map: [("Ada".into(), nameless.clone())].into(),
        place: Box::new(Place::Somewhere(nameless.clone(), String::new())),
        cow: Cow::Owned(nameless),
        ..nested()
    };
    assert!(record == expected, "{}", open(&record));
    let keys: Vec<_> =
        lines(error.report()).into_iter().filter(|line| line.1 == Part::Keys).collect();
    assert_eq!(keys, [("map", Part::Keys, held("claim"), 1)]);
    assert_eq!(error.report().with(held("claim")).count(), 6);
}

#[derive(DataValue, Clone, Copy, Serialize)]
enum Color {
    Red,
}

mod text {
    use std::fmt;

    pub(super) fn fmt(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text)
    }
}

/// Values that cannot be changed, with others before, between and behind.
#[derive(Classified)]
struct Stubborn<'a> {
    #[data(identified, undocumented = "test")]
    first: String,
    #[data(identified, undocumented = "test")]
    color: Color,
    #[data(identified, undocumented = "test")]
    pair: (NonZeroU8, String),
    #[data(identified, undocumented = "test")]
    shared: [Rc<u8>; 2],
    #[data(identified, undocumented = "test", with = text)]
    rendered: String,
    #[data(nested)]
    records: Vec<Rc<Part_>>,
    #[data(nested)]
    reference: &'a Part_,
    #[data(identified, undocumented = "test")]
    absent: Option<Color>,
    #[data(non_personal)]
    kept: Color,
    #[data(identified, undocumented = "test")]
    last: String,
}

#[test]
fn a_map_that_cannot_be_reached_is_left_with_its_keys() {
    #[derive(Classified, Clone)]
    struct Map<T: Classified> {
        #[data(nested)]
        map: BTreeMap<String, T>,
    }
    #[derive(Classified)]
    struct Shared<T: Classified> {
        #[data(nested)]
        map: Rc<Map<T>>,
    }
    #[derive(Classified)]
    struct Borrowed<'a> {
        #[data(nested)]
        map: Cow<'a, Map<Harmless>>,
    }
    #[derive(Classified, Clone)]
    struct Harmless {
        #[data(non_personal)]
        kept: u8,
    }

    let map = Rc::new(Map { map: [("Ada".to_owned(), part("Ada"))].into() });
    let mut record = Shared { map: Rc::clone(&map) };
    let error = record.erase().expect_err("it is shared");
    let left: Vec<_> = error.left().iter().map(|place| (&*place.path, place.part)).collect();
    assert!(left.contains(&("map.map", Part::Keys)), "{left:?}");
    assert!(left.contains(&("map.map.name", Part::Values)), "{left:?}");
    assert!(error.to_string().contains("`map.map` (its keys)"), "{error}");
    assert!(
        error.report().to_string().contains("map.map (keys of a map): LEFT"),
        "{}",
        error.report()
    );
    assert!(!format!("{error}{error:?}{}", error.report()).contains("Ada"));
    // Nothing but the key is personal.
    let map = Rc::new(Map { map: [("Ada".to_owned(), Harmless { kept: 7 })].into() });
    let mut record = Shared { map: Rc::clone(&map) };
    let error = record.erase().expect_err("it is shared");
    let left: Vec<_> = error.left().iter().map(|place| (&*place.path, place.part)).collect();
    assert_eq!(left, [("map.map", Part::Keys)]);
    assert_eq!(map.map["Ada"].kept, 7);
    // What is borrowed is copied for it.
    let mut record = Borrowed { map: Cow::Borrowed(&*map) };
    assert!(record.erase().is_ok());
    assert!(record.map.map.is_empty() && map.map.len() == 1);
}

#[test]
fn what_cannot_be_changed_is_named_all_at_once_and_all_else_is_erased() {
    let (one, shared_part, borrowed) = (Rc::new(7), Rc::new(part("Ada")), part("Grace"));
    let mut record = Stubborn {
        first: "Ada".into(),
        color: Color::Red,
        pair: (NonZeroU8::MAX, "Ada".into()),
        shared: [Rc::clone(&one), Rc::new(7)],
        rendered: "Ada".into(),
        records: vec![Rc::clone(&shared_part), Rc::new(part("Ada"))],
        reference: &borrowed,
        absent: Some(Color::Red),
        kept: Color::Red,
        last: "Ada".into(),
    };
    let error = record.erase().expect_err("some values cannot be changed");
    assert_eq!([&*record.first, &*record.last, &*record.pair.1], [""; 3]);
    assert_eq!(*record.shared[1], 0, "one that cannot be changed does not stop the next");
    assert!(*record.records[1] == clean(&part("")));
    assert!(*record.records[0] == part("Ada") && *one == 7);
    assert!(record.absent.is_none());

    let left: Vec<_> = error.left().iter().map(|place| place.path.as_str()).collect();
    let expected = [
        "color",
        "pair",
        "shared",
        "rendered",
        "records.serial_number",
        "records.name",
        "reference.serial_number",
        "reference.name",
    ];
    assert_eq!(left, expected);
    let message = error.to_string();
    assert!(message.starts_with("8 fields of `Stubborn` cannot be changed"), "{message}");
    for path in expected {
        assert!(message.contains(&format!("`{path}`")), "{message}");
    }
    assert!(message.contains("`color`, a `Color` in `Stubborn`"), "{message}");
    let result = Err(error.clone());
    let (text, report) = shown(&result);
    assert!(!text.contains("Ada") && !text.contains("Grace"), "{text}");
    assert_eq!(report.with(Outcome::Left).count(), 8);
    // One of the two shared records could be changed.
    let of_records: Vec<_> =
        lines(report).into_iter().filter(|line| line.0 == "records.name").collect();
    assert_eq!(
        of_records,
        [
            ("records.name", Part::Values, Outcome::Erased, 1),
            ("records.name", Part::Values, Outcome::Left, 1),
        ]
    );
    assert_eq!(&error.into_report(), report);
}

/// Counts how often any of them was wiped.
static WIPED: AtomicUsize = AtomicUsize::new(0);

struct Recorded(u64);

impl Zeroize for Recorded {
    fn zeroize(&mut self) {
        self.0.zeroize();
        WIPED.fetch_add(1, Ordering::SeqCst);
    }
}

/// A secret of the user's own, that does nothing when it is dropped.
struct Own(u64);

static OWN_WIPED: AtomicUsize = AtomicUsize::new(0);

impl DataValue for Own {
    const SHAPE: Shape = Shape::SECRET;

    fn value(&self) -> intune_privacy::Value<'_> {
        intune_privacy::Value::Secret(intune_privacy::Secret::opaque())
    }

    fn change(&mut self, _: &mut dyn Change) -> Result<(), Unchangeable> {
        self.0 = 0;
        OWN_WIPED.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

fn recorded() -> SecretBox<Recorded> {
    SecretBox::new(Box::new(Recorded(987_654_321)))
}

#[derive(Classified)]
#[data(category = access_control)]
struct Secrets {
    #[data(identified, required)]
    private_key: SecretBox<Recorded>,
    #[data(identified, required)]
    static_authenticator: Option<Vec<SecretBox<Recorded>>>,
    #[data(identified, undocumented = "test")]
    option: Option<SecretBox<Recorded>>,
    #[data(non_personal)]
    kept: SecretBox<Recorded>,
    #[data(aggregated, undocumented = "test")]
    several: (u8, Vec<BTreeMap<u8, u8>>),
    #[data(non_personal)]
    mixed: (u8, Vec<SecretString>),
    #[data(identified, undocumented = "test")]
    own: Option<Vec<HashMap<u8, Own>>>,
    #[data(non_personal)]
    shared: Rc<SecretString>,
}

#[test]
fn secrets_are_wiped_wherever_they_are_and_whatever_is_on_hold() {
    let shared = Rc::new(SecretString::from("hunter2"));
    let make = || Secrets {
        private_key: recorded(),
        static_authenticator: Some(vec![recorded(), recorded()]),
        option: Some(recorded()),
        kept: recorded(),
        several: (7, vec![BTreeMap::from([(7, 7)])]),
        mixed: (7, vec!["hunter2".into()]),
        own: Some(vec![HashMap::from([(7, Own(987_654_321))])]),
        shared: Rc::new("hunter2".into()),
    };
    let holds = Erasure::new()
        .hold(&items::access_control::PRIVATE_KEY, "test")
        .hold_category(Category::AccessControl, "test")
        .hold_all("test");
    for erasure in [Erasure::new(), holds] {
        let mut record = make();
        WIPED.store(0, Ordering::SeqCst);
        OWN_WIPED.store(0, Ordering::SeqCst);
        let report = erasure.erase(&mut record).expect("secrets can be wiped");
        assert!(WIPED.load(Ordering::SeqCst) >= 5);
        assert!(OWN_WIPED.load(Ordering::SeqCst) >= 1);
        assert_eq!(record.private_key.expose_secret().0, 0);
        assert_eq!(record.kept.expose_secret().0, 0);
        assert_eq!(record.mixed.0, 7);
        assert_eq!(record.mixed.1[0].expose_secret(), "");
        assert_eq!(record.several.1[0][&7], 7);
        assert_eq!(record.shared.expose_secret(), "");
        let secrets = lines(&report).into_iter().filter(|line| line.1 == Part::Secrets);
        assert!(secrets.map(|line| line.2).all(|outcome| outcome == Outcome::Erased));
        let of_mixed: Vec<_> =
            lines(&report).into_iter().filter(|line| line.0 == "mixed").collect();
        assert_eq!(
            of_mixed,
            [
                ("mixed", Part::Values, NON_PERSONAL, 1),
                ("mixed", Part::Secrets, Outcome::Erased, 1)
            ]
        );
    }
    // A secret that somebody else holds too cannot be wiped.
    let mut record = Secrets { shared: Rc::clone(&shared), ..make() };
    let error = record.erase().expect_err("it is shared");
    let left: Vec<_> = error.left().iter().map(|place| (place.path.as_str(), place.part)).collect();
    assert_eq!(left, [("shared", Part::Secrets)]);
    assert_eq!(shared.expose_secret(), "hunter2");
}

/// What a value becomes.
#[track_caller]
fn becomes<T: DataValue + Debug + PartialEq>(value: T, other: &T) {
    #[derive(Classified)]
    struct Field<T> {
        #[data(identified, undocumented = "test")]
        field: T,
    }
    let mut record = Field { field: value };
    record.erase().expect("it can be changed");
    assert_eq!(&record.field, other);
}

#[test]
fn values_of_every_kind_become_empty() {
    becomes(String::from("Ada"), &String::new());
    becomes("Ada", &"");
    becomes(Rc::<str>::from("Ada"), &"".into());
    becomes(std::path::PathBuf::from("/home/ada"), &"".into());
    becomes(Some(String::from("Ada")), &None);
    becomes(vec!["Ada"], &vec![]);
    becomes(BTreeMap::from([("Ada", 7)]), &BTreeMap::new());
    becomes(-7_i64, &0);
    becomes(0.5, &0.0);
    becomes(true, &false);
    becomes('A', &'*');
    becomes(["Ada", "Grace"], &["", ""]);
    becomes(uuid::Uuid::from_u128(7), &uuid::Uuid::nil());
    becomes(std::time::SystemTime::now(), &std::time::SystemTime::UNIX_EPOCH);
    becomes(serde_json::json!({"name": "Ada"}), &serde_json::json!(""));
    let url = |text: &str| url::Url::parse(text).expect("a URL");
    becomes(url("https://contoso.example/ada"), &url("about:blank"));
}

#[test]
fn a_report_is_written_for_a_person_and_for_a_program() {
    let erasure = Erasure::new().hold(&items::hardware_inventory::IMEI, "claim 4711");
    let report = erasure.erase(&mut device()).expect("all can be changed");
    assert_eq!(
        report.to_string(),
        "Device: 4 fields erased, 3 kept, 0 left\n\
         serial_number (Serial number, identified): erased\n\
         imei (IMEI number, identified): kept under legal hold: claim 4711\n\
         user (User Principal Name or email address, identified): erased\n\
         note (in no document, identified): erased\n\
         token (in no document, pseudonymized): erased\n\
         wipes (in no document, aggregated): kept, as it is about no single person\n\
         encrypted (in no document, not personal): kept, as it is not personal\n"
    );
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(json["record"], "Device");
    assert_eq!(
        json["entries"][1],
        serde_json::json!({
            "path": "imei",
            "record": "Device",
            "type": "Option<String>",
            "item": "hardware_inventory::imei",
            "class": "identified",
            "part": "values",
            "outcome": "kept",
            "ground": "legal_hold",
            "reason": "claim 4711",
            "count": 1,
        })
    );
    let list = Nested { list: vec![Some(part("Ada")), Some(part("Grace"))], ..nested() };
    let report = { list }.erase().expect("all can be changed");
    let text = report.to_string();
    assert!(
        text.contains("list.name (in no document, identified): erased (in 2 records)\n"),
        "{text}"
    );
    assert!(text.contains("map (keys of a map): erased\n"), "{text}");
}

#[test]
fn what_can_be_seen_under_an_open_policy_is_what_is_kept() {
    let mut record = device();
    record.erase().expect("all can be changed");
    let debug = format!("{:?}", record.redacted(&OPEN));
    assert_eq!(
        debug,
        "Device { serial_number: \"\", imei: None, user: \"\", note: [], token: 0, wipes: 7, encrypted: true }"
    );
}
