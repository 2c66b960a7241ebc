//! Owned records of the same type, in which nothing is left that the policy does not keep.
#![expect(clippy::linkedlist, reason = "every container is tested")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Debug;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZeroU8, Saturating, Wrapping};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use intune_privacy::{
    Action, Change, Class, Classified, DataValue, Holdings, Key, Keyring, Nested, Policy,
    RedactError, Replacement, Schema, Unchangeable, Value,
};
use intune_privacy_tests::{OPEN, json};
use proptest::prelude::*;
use serde::Serialize;

const MASK: Policy = Policy::logs().with(Class::Identified, Action::Mask);
const OMIT: Policy = Policy::logs().with(Class::Identified, Action::Omit);

/// A value that the policies below erase or change, beside the same one that they keep.
#[derive(Classified)]
struct Field<T> {
    #[data(identified, undocumented = "test")]
    changed: T,
    #[data(non_personal)]
    kept: T,
}

/// The value after `policy`; what is kept is as it was.
#[track_caller]
fn into<T: DataValue + Debug + PartialEq>(make: impl Fn() -> T, policy: &Policy) -> T {
    let open = Field { changed: make(), kept: make() }.redact_into(&OPEN).expect("all is kept");
    assert!(open.changed == make() && open.kept == make());
    let record = Field { changed: make(), kept: make() };
    let record = record.redact_into(policy).expect("the value can be changed");
    assert_eq!(record.kept, make());
    record.changed
}

/// Checks what a value becomes if it is erased or omitted.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a value is easier to write")]
fn erased<T: DataValue + Debug + PartialEq>(make: impl Fn() -> T, other: T) {
    assert_eq!(into(&make, &Policy::strict()), other);
    assert_eq!(into(&make, &OMIT), other);
}

/// Checks what a value becomes whatever happens to it.
#[track_caller]
fn changed<T: DataValue + Debug + PartialEq>(make: impl Fn() -> T, other: impl Fn() -> T) {
    erased(&make, other());
    assert_eq!(into(&make, &MASK), other());
    assert_eq!(into(&make, &MASK.with(Class::Identified, Action::Generalize)), other());
}

/// Checks that a value is refused, with names and no values.
#[track_caller]
fn refused<T: DataValue>(make: impl Fn() -> T, policy: &Policy) {
    let record = Field { changed: make(), kept: make() };
    let error = record.redact_into(policy).expect_err("the value cannot be changed");
    let RedactError::Unchangeable { record, field, type_name, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!([record, field, type_name], ["Field", "changed", "T"]);
    assert!(Field { changed: make(), kept: make() }.redact_into(&OPEN).is_ok());
}

#[test]
fn numbers() {
    changed(|| -7_i8, || 0);
    changed(|| -700_i16, || 0);
    changed(|| i32::MIN, || 0);
    changed(|| i64::MIN, || 0);
    changed(|| i128::MIN, || 0);
    changed(|| isize::MIN, || 0);
    changed(|| u8::MAX, || 0);
    changed(|| u16::MAX, || 0);
    changed(|| u32::MAX, || 0);
    changed(|| u64::MAX, || 0);
    changed(|| u128::MAX, || 0);
    changed(|| usize::MAX, || 0);
    changed(|| Wrapping(7), || Wrapping(0));
    changed(|| Saturating(7_u8), || Saturating(0));
    changed(|| 0.5_f32, || 0.0);
    changed(|| 0.5_f64, || 0.0);
    refused(|| NonZeroU8::MAX, &Policy::strict());
}

#[derive(Classified)]
struct Count<T> {
    #[data(aggregated, undocumented = "test")]
    count: T,
}

fn counted<T: DataValue>(count: T, action: Action) -> T {
    let policy = OPEN.clone().with(Class::Aggregated, action);
    match (Count { count }).redact_into(&policy) {
        Ok(record) => record.count,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn counts_are_rounded_or_suppressed() {
    assert_eq!(counted(13_u8, Action::ROUND), 15);
    assert_eq!(counted(-13_i64, Action::ROUND), -15);
    assert_eq!(counted(13_u128, Action::ROUND), 15);
    assert_eq!(counted(i128::from(-13), Action::ROUND), -15);
    assert_eq!(counted(Some(vec![3_u16, 13]), Action::ROUND), Some(vec![5, 15]));
    assert_eq!(counted(u8::MAX, wide()), 0, "300 does not fit");
    assert_eq!(counted([0_u64, 4, 5], Action::SUPPRESS), [0, 0, 5]);
    assert_eq!(counted(3.0_f64, Action::SUPPRESS).to_bits(), 0);
}

#[test]
fn what_is_no_count_is_erased() {
    let policy = OPEN.clone().with(Class::Identified, Action::ROUND);
    assert_eq!(into(|| 13_u8, &policy), 0);
    assert_eq!(into(|| String::from("Ada"), &policy), "[identified]");
}

fn wide() -> Action {
    Action::Round(intune_privacy::Rounding::to_nearest(100))
}

#[test]
fn scalars() {
    changed(|| true, || false);
    changed(|| 'A', || '*');
    changed(|| (), || ());
    changed(|| PhantomData::<u8>, || PhantomData);
    changed(|| Duration::MAX, || Duration::ZERO);
    changed(SystemTime::now_once, || SystemTime::UNIX_EPOCH);
    changed(|| Ipv4Addr::LOCALHOST, || Ipv4Addr::UNSPECIFIED);
    changed(|| Ipv6Addr::LOCALHOST, || Ipv6Addr::UNSPECIFIED);
    changed(|| IpAddr::V6(Ipv6Addr::LOCALHOST), || Ipv4Addr::UNSPECIFIED.into());
    changed(|| SocketAddr::from(([1; 16], 80)), || ([0; 4], 0).into());
    changed(|| SocketAddrV4::new([1; 4].into(), 80), || SocketAddrV4::new([0; 4].into(), 0));
    changed(
        || SocketAddrV6::new([1; 16].into(), 80, 1, 1),
        || SocketAddrV6::new([0; 16].into(), 0, 0, 0),
    );
}

/// A time that is not the epoch, the same at every call.
trait Once {
    fn now_once() -> SystemTime;
}

impl Once for SystemTime {
    fn now_once() -> SystemTime {
        Self::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
    }
}

const MARKER: &str = "[identified]";

#[test]
fn texts() {
    erased(|| String::from("Ada"), MARKER.into());
    erased(|| Box::<str>::from("Ada"), MARKER.into());
    erased(|| Rc::<str>::from("Ada"), MARKER.into());
    erased(|| Arc::<str>::from("Ada"), MARKER.into());
    erased(|| Cow::Borrowed("Ada"), MARKER.into());
    erased(|| "Ada", MARKER);
    erased(|| PathBuf::from("/home/ada"), MARKER.into());
    erased(|| Box::<Path>::from(Path::new("/home/ada")), Path::new(MARKER).into());
    erased(|| Cow::Borrowed(Path::new("/home/ada")), Path::new(MARKER).into());
    erased(|| Path::new("/home/ada"), Path::new(MARKER));
    for text in ["Ada", "Ada Lovelace of London"] {
        let masked = into(|| String::from(text), &MASK);
        assert!(!masked.contains("Lovelace") && masked.contains("***"), "{masked}");
        assert_eq!(*into(|| Arc::<str>::from(text), &MASK), masked);
        assert_eq!(into(|| Cow::Borrowed(text), &MASK), masked);
        assert_eq!(into(|| PathBuf::from(text), &MASK), Path::new(&masked));
        refused(|| text, &MASK);
    }
    let shared = Rc::<str>::from("Ada");
    assert_eq!(*into(|| Rc::clone(&shared), &MASK), into(|| String::from("Ada"), &MASK));
    assert_eq!(*shared, *"Ada");
}

#[test]
fn pointers() {
    changed(|| Box::new(7), || Box::new(0));
    changed(|| Rc::new(7), || Rc::new(0));
    changed(|| Arc::new(Box::new(7)), || Arc::new(Box::new(0)));
    changed(|| Cow::<u8>::Owned(7), || Cow::Owned(0));
    let seven = 7_u8;
    changed(|| Cow::Borrowed(&seven), || Cow::Owned(0));
    let (rc, arc) = (Rc::new(7), Arc::new(7));
    for policy in [Policy::strict(), OMIT, MASK] {
        refused(|| &seven, &policy);
        refused(|| Rc::clone(&rc), &policy);
        refused(|| Arc::clone(&arc), &policy);
    }
    let mut value = 7;
    let record = Exclusive { value: &mut value };
    assert!(record.redact_into(&Policy::strict()).is_ok());
    assert_eq!(value, 0);
}

#[derive(Classified)]
struct Exclusive<'a> {
    #[data(identified, undocumented = "test")]
    value: &'a mut u8,
}

#[test]
fn options() {
    erased(|| Some(7), None);
    erased(|| Some(Some(String::from("Ada"))), None);
    assert_eq!(into(|| Some(7), &MASK), Some(0));
    assert_eq!(into(|| None::<u8>, &MASK), None);
}

#[test]
fn lists() {
    erased(|| vec![7], vec![]);
    erased(|| VecDeque::from([7]), VecDeque::new());
    erased(|| LinkedList::from([7]), LinkedList::new());
    erased(|| Box::<[u8]>::from([7]), Box::default());
    erased(|| Rc::<[u8]>::from([7]), Rc::default());
    erased(|| Arc::<[u8]>::from([7]), Arc::default());
    erased(|| Cow::<[u8]>::Owned(vec![7]), Cow::default());
    erased(|| &[7][..], &[][..]);
    changed(|| [7, 8], || [0, 0]);
    changed(|| (7, 'A'), || (0, '*'));
    assert_eq!(into(|| vec![7, 8], &MASK), [0, 0]);
    assert_eq!(into(|| VecDeque::from([7]), &MASK), [0]);
    assert_eq!(into(|| LinkedList::from([7]), &MASK), LinkedList::from([0]));
    assert_eq!(*into(|| Box::<[u8]>::from([7]), &MASK), [0]);
    assert_eq!(*into(|| Rc::<[u8]>::from([7]), &MASK), [0]);
    assert_eq!(*into(|| Cow::<[u8]>::Owned(vec![7]), &MASK), [0]);
    assert!(into(|| &[7][..], &MASK).is_empty(), "what cannot be changed is emptied");
    let shared = Arc::<[u8]>::from([7]);
    assert!(into(|| Arc::clone(&shared), &MASK).is_empty());
}

#[test]
fn sets_and_maps_of_values_are_emptied() {
    changed(|| BTreeSet::from([7]), BTreeSet::new);
    changed(|| HashSet::from([7]), HashSet::new);
    changed(|| BTreeMap::from([(7, 'A')]), BTreeMap::new);
    changed(|| HashMap::from([(7, 'A')]), HashMap::new);
    let heap = || Field { changed: BinaryHeap::from([7]), kept: BinaryHeap::from([7]) };
    for policy in [Policy::strict(), OMIT, MASK] {
        let record = heap().redact_into(&policy).expect("a heap can be emptied");
        assert!(record.changed.is_empty());
        assert_eq!(record.kept.into_vec(), [7]);
    }
}

#[derive(DataValue, Debug, PartialEq)]
struct Email(String);

#[derive(DataValue, Debug, PartialEq)]
struct Wrapper<T>(T);

#[derive(DataValue)]
enum Color {
    Red,
}

#[derive(Debug, PartialEq)]
struct Opaque(u8);

impl DataValue for Opaque {
    fn value(&self) -> Value<'_> {
        Value::Uint(self.0.into())
    }
}

/// A type whose missing value is no `Option`.
#[derive(Debug, PartialEq)]
struct Gap;

impl DataValue for Gap {
    fn value(&self) -> Value<'_> {
        Value::Null
    }

    fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
        let other = change.replacement(Value::Null)?;
        if other == Replacement::Null { Ok(()) } else { change.leave(Value::Null) }
    }
}

#[test]
fn types_of_the_user() {
    erased(|| Email("ada@contoso.example".into()), Email(MARKER.into()));
    changed(|| Wrapper(7), || Wrapper(0));
    assert_eq!(into(|| Gap, &MASK), Gap);
    refused(|| Gap, &Policy::strict());
    for policy in [Policy::strict(), OMIT, MASK] {
        refused(|| Color::Red, &policy);
        refused(|| Opaque(7), &policy);
    }
}

#[test]
fn other_crates() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
    use jiff::ToSpan;
    use jiff::civil::date;
    use time::macros::{datetime, offset};

    changed(|| uuid::Uuid::from_u128(7), uuid::Uuid::nil);

    let epoch = DateTime::UNIX_EPOCH;
    let instant = DateTime::<Utc>::from_timestamp(1_700_000_000, 5).expect("a time");
    let east = FixedOffset::east_opt(3600).expect("an offset");
    changed(|| instant, || epoch);
    changed(|| instant.naive_utc(), || epoch.naive_utc());
    changed(|| instant.date_naive(), || NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date"));
    changed(|| instant.time(), || NaiveTime::MIN);
    changed(|| TimeDelta::seconds(5), TimeDelta::zero);
    changed(|| chrono::Weekday::Sun, || chrono::Weekday::Thu);
    let zoned = into(|| instant.with_timezone(&east), &Policy::strict());
    assert_eq!(zoned.to_rfc3339(), "1970-01-01T00:00:00+00:00", "the zone tells where");
    refused(|| Place.from_utc_datetime(&instant.naive_utc()), &Policy::strict());

    let instant = jiff::Timestamp::new(1_700_000_000, 5).expect("a time");
    changed(|| instant, || jiff::Timestamp::UNIX_EPOCH);
    let paris = jiff::tz::TimeZone::fixed(jiff::tz::offset(1));
    let zoned = into(|| instant.to_zoned(paris.clone()), &Policy::strict());
    assert_eq!(zoned.to_string(), "1970-01-01T00:00:00+00:00[UTC]");
    changed(|| date(2024, 2, 29), || date(1970, 1, 1));
    changed(|| date(2024, 2, 29).at(1, 2, 3, 4), || date(1970, 1, 1).at(0, 0, 0, 0));
    changed(|| jiff::civil::time(1, 2, 3, 4), jiff::civil::Time::midnight);
    changed(|| jiff::SignedDuration::from_secs(5), || jiff::SignedDuration::ZERO);
    let span = || Field { changed: 5.hours(), kept: 5.hours() };
    let record = span().redact_into(&Policy::strict()).expect("a span can be changed");
    assert!(record.changed.is_zero() && record.kept.fieldwise() == 5.hours());

    let instant = datetime!(2024-02-29 12:30:45.5 +2);
    let epoch = datetime!(1970-01-01 0:00 UTC);
    changed(|| instant, || epoch);
    assert_eq!(into(|| instant, &Policy::strict()).offset(), offset!(UTC));
    changed(|| instant.date(), || epoch.date());
    changed(|| instant.time(), || epoch.time());
    changed(|| datetime!(2024-02-29 12:30), || datetime!(1970-01-01 0:00));
    changed(|| instant.to_utc(), || epoch.to_utc());
    changed(|| offset!(+2), || offset!(UTC));
    changed(|| time::Duration::DAY, || time::Duration::ZERO);
    changed(|| time::Month::May, || time::Month::January);
    changed(|| time::Weekday::Sunday, || time::Weekday::Thursday);

    let url = |text: &str| url::Url::parse(text).expect("a URL");
    changed(|| url("https://example.com/ada"), || url("about:blank"));
}

/// A time zone that holds something.
#[derive(Clone, Debug)]
struct Zone(#[expect(dead_code, reason = "it is there")] u8);

#[expect(non_upper_case_globals, reason = "it reads as a value")]
const Place: Zone = Zone(1);

impl chrono::TimeZone for Zone {
    type Offset = chrono::FixedOffset;

    fn from_offset(_: &Self::Offset) -> Self {
        Self(1)
    }

    fn offset_from_local_date(
        &self,
        _: &chrono::NaiveDate,
    ) -> chrono::MappedLocalTime<Self::Offset> {
        chrono::MappedLocalTime::None
    }

    fn offset_from_local_datetime(
        &self,
        _: &chrono::NaiveDateTime,
    ) -> chrono::MappedLocalTime<Self::Offset> {
        chrono::MappedLocalTime::None
    }

    fn offset_from_utc_date(&self, _: &chrono::NaiveDate) -> Self::Offset {
        chrono::FixedOffset::east_opt(3600).expect("an offset")
    }

    fn offset_from_utc_datetime(&self, _: &chrono::NaiveDateTime) -> Self::Offset {
        chrono::FixedOffset::east_opt(3600).expect("an offset")
    }
}

#[test]
fn json_values() {
    use serde_json::json;

    let value = || json!({"a": [1, null, true, "Ada"]});
    erased(value, json!(MARKER));
    erased(|| json!(null), json!(MARKER));
    assert_eq!(into(value, &MASK), json!({}));
    let list = into(|| json!(["Ada", null]), &MASK);
    assert_eq!(list, json!([into(|| String::from("Ada"), &MASK), null]));
    assert!(!into(|| json!([123_456, true]), &MASK).to_string().contains("123456"));
    changed(|| serde_json::Number::from(7), || 0.into());
    changed(|| value().as_object().expect("a map").clone(), serde_json::Map::new);
}

mod secrets {
    use super::{OPEN, Policy};
    use intune_privacy::{Classified, RedactError};
    use secrecy::{ExposeSecret, SecretBox, SecretString};
    use std::collections::BTreeMap;
    use std::rc::Rc;

    #[derive(Classified)]
    #[data(category = access_control)]
    struct Secrets<'a> {
        #[data(identified, required)]
        private_key: SecretString,
        #[data(identified, required)]
        static_authenticator: Option<Vec<SecretBox<u64>>>,
        #[data(non_personal)]
        kept: SecretBox<u64>,
        #[data(non_personal)]
        several: (u8, Vec<BTreeMap<u8, SecretString>>),
        #[data(non_personal)]
        shared: Rc<SecretString>,
        #[data(non_personal)]
        reference: Option<&'a SecretString>,
    }

    fn secrets() -> Secrets<'static> {
        Secrets {
            private_key: "hunter2".into(),
            static_authenticator: Some(vec![SecretBox::new(Box::new(987_654_321))]),
            kept: SecretBox::new(Box::new(987_654_321)),
            several: (7, vec![BTreeMap::from([(7, "hunter2".into())])]),
            shared: Rc::new("hunter2".into()),
            reference: None,
        }
    }

    #[test]
    fn are_wiped_under_every_policy() {
        for policy in [OPEN.clone(), Policy::logs(), Policy::strict(), Policy::support()] {
            let secrets = secrets().redact_into(&policy).expect("secrets can be wiped");
            assert_eq!(secrets.private_key.expose_secret(), "");
            let all = secrets.static_authenticator.into_iter().flatten();
            assert!(all.into_iter().all(|secret| *secret.expose_secret() == 0));
            assert_eq!(*secrets.kept.expose_secret(), 0);
            assert_eq!(secrets.several.0, 7);
            assert_eq!(secrets.several.1[0][&7].expose_secret(), "");
            assert_eq!(secrets.shared.expose_secret(), "");
            assert!(secrets.reference.is_none());
        }
    }

    #[test]
    fn are_refused_where_they_cannot_be_wiped() {
        let field = |result: Result<Secrets<'_>, RedactError>| match result {
            Err(RedactError::Unchangeable { field, .. }) => field,
            _ => "",
        };
        let mine = Rc::new(SecretString::from("hunter2"));
        let shared = Secrets { shared: Rc::clone(&mine), ..secrets() };
        assert_eq!(field(shared.redact_into(&OPEN)), "shared");
        let borrowed = Secrets { reference: Some(&mine), ..secrets() };
        assert_eq!(field(borrowed.redact_into(&OPEN)), "reference");
    }

    #[derive(Classified)]
    struct Outer<'a> {
        #[data(nested)]
        record: &'a Secrets<'a>,
    }

    #[test]
    fn of_a_borrowed_record_are_refused() {
        let secrets = secrets();
        let error = Outer { record: &secrets }.redact_into(&OPEN).err();
        let Some(RedactError::Unchangeable { record, field, .. }) = error else {
            panic!("{error:?}")
        };
        assert_eq!([record, field], ["Secrets", "private_key"]);
    }
}

#[derive(Classified, Serialize, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Inner {
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(non_personal)]
    kept: u8,
}

fn inner(name: &str) -> Inner {
    Inner { name: name.into(), kept: 7 }
}

/// Every container of records.
#[derive(Classified, Serialize, Clone, PartialEq)]
struct Containers {
    #[data(nested)]
    record: Inner,
    #[data(nested)]
    option: Option<Box<Inner>>,
    #[data(nested)]
    list: Vec<Option<Inner>>,
    #[data(nested)]
    deque: VecDeque<Inner>,
    #[data(nested)]
    linked: LinkedList<Inner>,
    #[data(nested)]
    array: [Inner; 2],
    #[data(nested)]
    slice: Box<[Inner]>,
    #[data(nested)]
    rc: Rc<Inner>,
    #[data(nested)]
    arc: Arc<[Inner]>,
    #[data(nested)]
    cow: Cow<'static, Inner>,
    #[data(nested)]
    set: BTreeSet<Inner>,
    #[data(nested)]
    map: BTreeMap<String, Inner>,
    #[data(nested)]
    hash_map: HashMap<u8, Vec<Inner>>,
}

fn containers(name: &str) -> Containers {
    let inner = || inner(name);
    Containers {
        record: inner(),
        option: Some(Box::new(inner())),
        list: vec![None, Some(inner())],
        deque: [inner()].into(),
        linked: [inner()].into(),
        array: [inner(), inner()],
        slice: [inner()].into(),
        rc: inner().into(),
        arc: [inner()].into(),
        cow: Cow::Owned(inner()),
        set: [inner()].into(),
        map: [(name.into(), inner())].into(),
        hash_map: [(7, vec![inner()])].into(),
    }
}

#[test]
fn nested_records() {
    assert!(containers("Ada").redact_into(&OPEN) == Ok(containers("Ada")));
    let erased = containers("Ada").redact_into(&Policy::logs()).expect("all can be changed");
    let expected = Containers {
        set: BTreeSet::new(),
        map: BTreeMap::new(),
        hash_map: HashMap::new(),
        ..containers(MARKER)
    };
    assert!(erased == expected);
}

#[test]
fn keys_of_a_map_of_records_are_identified_data() {
    #[derive(Classified)]
    struct Keyed {
        #[data(nested)]
        map: BTreeMap<u8, Token>,
    }
    #[derive(Classified)]
    struct Token {
        #[data(pseudonymized, undocumented = "test")]
        token: String,
    }
    let keyed = || Keyed { map: [(7, Token { token: "Ada".into() })].into() };
    let policy = OPEN.clone().with(Class::Pseudonymized, Action::Erase);
    let kept = keyed().redact_into(&policy).expect("it can be changed");
    assert_eq!(kept.map[&7].token, "[pseudonymized]");
    assert!(keyed().redact_into(&Policy::logs()).is_ok_and(|keyed| keyed.map.is_empty()));
}

#[test]
fn records_that_cannot_be_reached_are_refused_unless_they_are_kept() {
    #[derive(Classified)]
    struct Shared<'a> {
        #[data(nested)]
        rc: Rc<Inner>,
        #[data(nested)]
        list: &'a [Inner],
        #[data(nested)]
        reference: Option<&'a Inner>,
    }
    #[derive(Classified)]
    struct Optional {
        #[data(nested)]
        option: Rc<Option<Inner>>,
    }
    let (rc, list) = (Rc::new(inner("Ada")), [inner("Ada")]);
    let shared = || Shared { rc: Rc::clone(&rc), list: &list, reference: Some(&list[0]) };
    assert!(shared().redact_into(&OPEN).is_ok_and(|shared| shared.list == list));
    assert_eq!(names(shared().redact_into(&Policy::logs()).err()), ["Shared", "rc", "Rc<Inner>"],);
    let unique = Shared { rc: Rc::new(inner("Ada")), ..shared() };
    assert_eq!(names(unique.redact_into(&Policy::logs()).err()), ["Inner", "name", "String"]);
    let missing = Rc::new(None::<Inner>);
    let option = Optional { option: Rc::clone(&missing) };
    assert!(option.redact_into(&OPEN).is_ok_and(|optional| optional.option.is_none()));
    let unique = Shared { rc: Rc::new(inner("Ada")), reference: None, ..shared() };
    let unique = unique.redact_into(&Policy::logs()).expect("it can be changed");
    assert_eq!(unique.rc.name, MARKER);
    assert!(unique.list.is_empty());
}

/// The records of a map that is behind a shared pointer, or that a type of one's own gives to be
/// read only, are kept with their keys or not at all.
#[test]
fn a_map_that_cannot_be_reached_is_refused_unless_all_of_it_is_kept() {
    #[derive(Classified)]
    struct Map {
        #[data(nested)]
        map: BTreeMap<String, Inner>,
    }
    #[derive(Classified)]
    struct Shared {
        #[data(nested)]
        map: Arc<Map>,
    }
    /// Does not say how its records are changed.
    struct ReadOnly(Vec<Inner>);
    impl Nested for ReadOnly {
        const HOLDINGS: Holdings = <Inner as Classified>::HOLDINGS;

        fn schema() -> &'static Schema {
            Inner::SCHEMA
        }

        fn nested_value(&self) -> Value<'_> {
            self.0.nested_value()
        }
    }
    #[derive(Classified)]
    struct Own {
        #[data(nested)]
        own: ReadOnly,
    }

    #[derive(Classified)]
    struct Keyed {
        #[data(nested)]
        map: BTreeMap<String, Harmless>,
    }
    #[derive(Classified)]
    struct Harmless {
        #[data(non_personal)]
        kept: u8,
    }
    #[derive(Classified)]
    struct SharedKeys {
        #[data(nested)]
        map: Arc<Keyed>,
    }

    let map = Arc::new(Map { map: [("Ada".to_owned(), inner("Ada"))].into() });
    let shared = || Shared { map: Arc::clone(&map) };
    assert!(shared().redact_into(&OPEN).is_ok());
    assert_eq!(names(shared().redact_into(&Policy::logs()).err()), ["Shared", "map", "Arc<Map>"]);
    let alone = Shared { map: Arc::new(Map { map: [("Ada".to_owned(), inner("Ada"))].into() }) };
    assert!(alone.redact_into(&Policy::logs()).is_ok_and(|alone| alone.map.map.is_empty()));
    // Nothing but the key is personal.
    let map = Arc::new(Keyed { map: [("Ada".to_owned(), Harmless { kept: 7 })].into() });
    let shared = || SharedKeys { map: Arc::clone(&map) };
    assert!(shared().redact_into(&OPEN).is_ok_and(|shared| shared.map.map["Ada"].kept == 7));
    assert!(shared().redact_into(&Policy::logs()).is_err());
    let own = || Own { own: ReadOnly(vec![inner("Ada")]) };
    assert!(own().redact_into(&OPEN).is_ok_and(|own| own.own.0[0].name == "Ada"));
    assert_eq!(names(own().redact_into(&Policy::logs()).err()), ["Own", "own", "ReadOnly"]);
}

/// The names in an error.
fn names(error: Option<RedactError>) -> [&'static str; 3] {
    match error {
        Some(RedactError::Unchangeable { record, field, type_name, .. }) => {
            [record, field, type_name]
        }
        _ => [""; 3],
    }
}

#[derive(Classified, Clone, PartialEq)]
enum Shape<T> {
    Unit,
    Tuple(
        #[data(identified, undocumented = "test")] T,
        #[data(non_personal)] u8,
        #[data(nested)] Inner,
    ),
    Named {
        #[data(non_personal)]
        r#type: u8,
        #[data(identified, undocumented = "test")]
        r#fn: Vec<T>,
    },
    Kept(#[data(non_personal)] u8),
}

#[test]
fn enums_and_tuples() {
    let redact = |shape: Shape<String>| shape.redact_into(&Policy::logs()).expect("it can change");
    let ada = || String::from("Ada");
    assert!(redact(Shape::Unit) == Shape::Unit);
    assert!(redact(Shape::Kept(7)) == Shape::Kept(7));
    let tuple = redact(Shape::Tuple(ada(), 7, inner("Ada")));
    assert!(tuple == Shape::Tuple(MARKER.into(), 7, inner(MARKER)));
    let named = redact(Shape::Named { r#type: 7, r#fn: vec![ada()] });
    assert!(named == Shape::Named { r#type: 7, r#fn: vec![] });
    for shape in [Shape::Unit, Shape::Tuple(ada(), 7, inner("Ada"))] {
        assert!(shape.clone().redact_into(&OPEN) == Ok(shape));
    }
}

#[derive(Classified)]
struct Pair(#[data(nested)] Inner, #[data(identified, undocumented = "test")] u8);

#[derive(Classified)]
struct Unit;

#[derive(Classified)]
struct OnlyNested {
    #[data(nested)]
    unit: Unit,
}

#[test]
fn structs_of_every_shape() {
    let pair = Pair(inner("Ada"), 7).redact_into(&Policy::logs()).expect("it can be changed");
    assert_eq!((pair.0.name.as_str(), pair.0.kept, pair.1), (MARKER, 7, 0));
    assert!(OnlyNested { unit: Unit }.redact_into(&Policy::strict()).is_ok());
}

#[derive(Classified)]
struct Tree {
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(nested)]
    children: Vec<Tree>,
    #[data(nested)]
    next: Option<Box<Self>>,
}

#[test]
fn recursion() {
    let leaf = || Tree { name: "Ada".into(), children: vec![], next: None };
    let tree = Tree { children: vec![leaf()], next: Some(Box::new(leaf())), ..leaf() };
    let tree = tree.redact_into(&Policy::logs()).expect("it can be changed");
    let names = [&tree.name, &tree.children[0].name, &tree.next.expect("it is kept").name];
    assert_eq!(names, [MARKER; 3]);
}

#[test]
fn pointers_to_a_record_are_records() {
    let mut record = inner("Ada");
    assert!((&record).redact_into(&OPEN).is_ok());
    assert!((&record).redact_into(&Policy::logs()).is_err());
    assert!((&mut record).redact_into(&Policy::logs()).is_ok());
    assert_eq!(record.name, MARKER);
    assert!(Box::new(inner("Ada")).redact_into(&Policy::logs()) == Ok(Box::new(inner(MARKER))));
}

#[derive(Classified)]
struct Rendered {
    #[data(identified, undocumented = "test", with = bare)]
    text: String,
}

mod bare {
    use std::fmt;

    pub(super) fn fmt(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text)
    }
}

#[test]
fn a_rendered_field_is_refused_unless_it_is_kept() {
    let rendered = || Rendered { text: "hunter2".into() };
    assert!(rendered().redact_into(&OPEN).is_ok_and(|rendered| rendered.text == "hunter2"));
    let error = rendered().redact_into(&Policy::logs()).expect_err("it is refused");
    let message = error.to_string();
    assert!(message.starts_with("`Rendered.text` is not kept and `String` cannot be changed"));
    assert!(!message.contains("hunter2") && !format!("{error:?}").contains("hunter2"));
}

/// Every field holds a canary.
#[derive(Classified, Serialize, Clone, PartialEq)]
struct Canaries {
    #[data(identified, undocumented = "test")]
    text: String,
    #[data(identified, undocumented = "test")]
    option: Option<Arc<str>>,
    #[data(identified, undocumented = "test")]
    list: Vec<String>,
    #[data(identified, undocumented = "test")]
    set: BTreeSet<String>,
    #[data(identified, undocumented = "test")]
    map: BTreeMap<String, u64>,
    #[data(identified, undocumented = "test")]
    pair: (u64, [u64; 2]),
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(pseudonymized, undocumented = "test")]
    tokens: HashMap<String, u64>,
    #[data(non_personal)]
    kept: String,
    #[data(nested)]
    records: BTreeMap<String, Vec<Inner>>,
    #[data(nested)]
    record: Option<Rc<Inner>>,
}

/// A canary of digits, which are in no name and no marker.
fn canary(number: u64) -> String {
    number.to_string()
}

prop_compose! {
    fn canaries()(n in prop::array::uniform16(1_000_000_000_000_000..u64::MAX)) -> Canaries {
        let text = |index: usize| canary(n[index]);
        Canaries {
            text: text(0),
            option: Some(text(1).into()),
            list: vec![text(2), text(3)],
            set: [text(4)].into(),
            map: [(text(5), n[6])].into(),
            pair: (n[7], [n[8], n[9]]),
            token: text(10),
            tokens: [(text(11), n[12])].into(),
            kept: text(13),
            records: [(text(14), vec![inner(&text(15))])].into(),
            record: Some(Rc::new(inner(&text(15)))),
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_left_of_what_is_not_kept(record in canaries()) {
        for policy in [Policy::strict(), Policy::logs(), Policy::support(), Policy::analytics()] {
            let mut owned = record.clone();
            owned.record = owned.record.map(|record| Rc::new(Inner::clone(&record)));
            let owned = owned.redact_into(&policy).expect("all can be changed");
            prop_assert_eq!(&owned.kept, &record.kept);
            let whole = json(&Canaries { kept: String::new(), ..owned }).expect("JSON");
            let kept = if policy.action(Class::Pseudonymized) == Action::Keep {
                vec![record.token.clone(), json(&record.tokens).expect("JSON")]
            } else {
                Vec::new()
            };
            let whole = kept.iter().fold(whole, |whole, kept| whole.replace(kept.as_str(), ""));
            let digits: Vec<char> = whole.chars().collect();
            for four in digits.windows(4) {
                prop_assert!(!four.iter().all(char::is_ascii_digit), "{}", whole);
            }
        }
    }

    #[test]
    fn what_is_kept_is_as_it_was(record in canaries()) {
        let mut owned = record.clone();
        owned.record = None;
        prop_assert!(owned.clone().redact_into(&OPEN) == Ok(owned));
    }
}

#[derive(Classified, Serialize, Clone)]
#[data(category = hardware_inventory)]
struct Texts {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    imei: String,
    #[data(identified, required)]
    wifi_mac_address: String,
    #[data(identified, required)]
    ip_address: Arc<str>,
    #[data(identified, undocumented = "test")]
    free: Cow<'static, str>,
    #[data(pseudonymized, undocumented = "test")]
    token: Box<str>,
    #[data(nested)]
    users: Vec<Option<User>>,
}

#[derive(Classified, Serialize, Clone)]
struct User {
    #[data(identified, required, mam, item = user::email)]
    email: String,
}

#[test]
fn texts_agree_with_the_view() {
    let texts = Texts {
        serial_number: "C02XK1JGJHD3".into(),
        imei: "490154203237518".into(),
        wifi_mac_address: "00:1A:2B:3C:4D:5E".into(),
        ip_address: "203.0.113.7".into(),
        free: "Ada".into(),
        token: "8f14e45f".into(),
        users: vec![None, Some(User { email: "ada@contoso.example".into() })],
    };
    let key = Key::from_bytes("k1", &[1, 2].repeat(16)).expect("32 bytes");
    let policies = [
        OPEN.clone(),
        Policy::strict(),
        Policy::logs(),
        Policy::support(),
        Policy::analytics(),
        MASK.with(Class::Identified, Action::MaskToLength),
        MASK.with(Class::Identified, Action::Generalize),
        MASK.with(Class::Identified, Action::SUPPRESS),
        Policy::analytics()
            .with(Class::Identified, Action::Pseudonymize)
            .with_pseudonyms(Keyring::new(key).pseudonyms("contoso.example")),
    ];
    for policy in policies {
        let owned = texts.clone().redact_into(&policy).expect("text can be changed");
        assert_eq!(json(&owned), json(&texts.redacted(&policy)), "{policy:?}");
    }
}
