//! Every type of the standard library that can be a field: shown when kept, gone when erased, and
//! written as serde writes it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Debug;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8,
    NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Saturating, Wrapping,
};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use intune_privacy::{Classified, DataValue, Policy};
use intune_privacy_tests::{OPEN, json, open};
use serde::Serialize;

/// The same value as each kind of field.
#[derive(Classified, Serialize)]
struct Fields<'a, T> {
    #[data(identified, undocumented = "test")]
    identified: &'a T,
    #[data(pseudonymized, undocumented = "test")]
    pseudonymized: &'a T,
    #[data(non_personal)]
    non_personal: &'a T,
}

/// Checks a value whose redacted `Debug` is `shown`.
#[track_caller]
fn check<T: DataValue + Serialize>(value: &T, shown: &str) {
    let record = Fields { identified: value, pseudonymized: value, non_personal: value };
    assert_eq!(
        open(&record),
        format!("Fields {{ identified: {shown}, pseudonymized: {shown}, non_personal: {shown} }}"),
    );
    assert_eq!(
        format!("{record:?}"),
        format!(
            "Fields {{ identified: [identified], pseudonymized: {shown}, non_personal: {shown} }}"
        ),
    );
    assert_eq!(
        format!("{:?}", record.redacted(&Policy::strict())),
        format!(
            "Fields {{ identified: [identified], pseudonymized: [pseudonymized], non_personal: \
             {shown} }}"
        ),
    );
    assert_eq!(json(&record.redacted(&OPEN)), json(&record));
    let own = json(value).expect("serde writes the value");
    assert_eq!(
        json(&record.redacted(&Policy::strict())),
        Ok(format!(
            r#"{{"identified":"[identified]","pseudonymized":"[pseudonymized]","non_personal":{own}}}"#
        )),
    );
}

/// Checks a value that is shown as its own `Debug` shows it.
#[track_caller]
fn check_own<T: DataValue + Serialize + Debug>(value: &T) {
    check(value, &format!("{value:?}"));
}

#[test]
fn integers() {
    check_own(&i8::MIN);
    check_own(&i16::MIN);
    check_own(&i32::MIN);
    check_own(&i64::MIN);
    check_own(&i128::MIN);
    check_own(&isize::MIN);
    check_own(&u8::MAX);
    check_own(&u16::MAX);
    check_own(&u32::MAX);
    check_own(&u64::MAX);
    check_own(&u128::MAX);
    check_own(&usize::MAX);
}

#[test]
fn wrapped_integers() {
    check_own(&NonZeroI8::MIN);
    check_own(&NonZeroI16::MIN);
    check_own(&NonZeroI32::MIN);
    check_own(&NonZeroI64::MIN);
    check_own(&NonZeroI128::MIN);
    check_own(&NonZeroIsize::MIN);
    check_own(&NonZeroU8::MAX);
    check_own(&NonZeroU16::MAX);
    check_own(&NonZeroU32::MAX);
    check_own(&NonZeroU64::MAX);
    check_own(&NonZeroU128::MAX);
    check_own(&NonZeroUsize::MAX);
    check(&Wrapping(-1_i32), "-1");
    check(&Saturating(1_u64), "1");
}

#[test]
fn floats() {
    for float in [0.1, -0.0, 1e300, f64::MIN_POSITIVE, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        check_own(&float);
    }
    for float in [0.1, -0.0, 1e30, f32::MIN_POSITIVE, f32::NAN, f32::INFINITY] {
        check_own(&float);
    }
}

#[test]
fn scalars_and_texts() {
    check_own(&true);
    check_own(&'\'');
    check_own(&"quote \" line \n é 😀 \u{0}");
    check_own(&String::from("Ada"));
    check_own(&Cow::Borrowed("Ada"));
    check_own(&Cow::<str>::Owned("Ada".into()));
    check_own(&Box::<str>::from("Ada"));
    check_own(&Rc::<str>::from("Ada"));
    check_own(&Arc::<str>::from("Ada"));
    check(&(), "None");
    check(&PhantomData::<u8>, "None");
}

#[test]
fn pointers() {
    check_own(&&&7_u8);
    check_own(&&mut 7_u8);
    check_own(&Box::new(7_u8));
    check_own(&Rc::new(7_u8));
    check_own(&Arc::new(7_u8));
    check_own(&Cow::Borrowed(&7_u8));
    check_own(&Box::new(Rc::new(Arc::new(String::from("Ada")))));
}

#[test]
fn options() {
    check(&Some(7), "7");
    check(&Some(Some("Ada")), r#""Ada""#);
    check(&None::<u8>, "None");
    check(&Some(None::<u8>), "None");
}

#[test]
fn lists() {
    check_own(&vec![1, 2]);
    check_own(&Vec::<u8>::new());
    check_own(&vec![vec!["a"], vec![]]);
    check_own(&VecDeque::from([1, 2]));
    check_own(&LinkedList::from([1, 2]));
    check_own(&[1, 2]);
    check_own(&[[1, 2], [3, 4]]);
    check_own(&[0_u8; 0]);
    check_own(&[1, 2].as_slice());
    check_own(&Box::<[u8]>::from([1, 2]));
    check_own(&Rc::<[u8]>::from([1, 2]));
    check_own(&Arc::<[u8]>::from([1, 2]));
    check_own(&Cow::<[u8]>::Borrowed(&[1, 2]));
    check(&vec![Some(1), None], "[1, None]");
}

#[test]
fn sets() {
    check(&BTreeSet::from([1, 2]), "[1, 2]");
    check(&HashSet::from(["Ada"]), r#"["Ada"]"#);
    check(&BinaryHeap::from([1]), "[1]");
}

#[test]
fn maps() {
    check_own(&BTreeMap::from([("a", 1), ("b", 2)]));
    check_own(&BTreeMap::<u8, u8>::new());
    check_own(&BTreeMap::from([(1, vec!["Ada"])]));
    check_own(&BTreeMap::from([('a', true)]));
    check_own(&BTreeMap::from([(true, 'a')]));
    check_own(&HashMap::from([(String::from("a"), [1])]));
    check(&BTreeMap::from([(Ipv4Addr::LOCALHOST, 1)]), "{127.0.0.1: 1}");
}

#[test]
fn tuples() {
    check(&(1, "Ada"), r#"[1, "Ada"]"#);
    check(&(1,), "[1]");
    check(&((1, 'a'), [(2, 'b')]), "[[1, 'a'], [[2, 'b']]]");
    check(&(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]");
}

#[test]
fn addresses() {
    let (v4, v6) = (Ipv4Addr::new(192, 0, 2, 7), Ipv6Addr::LOCALHOST);
    check_own(&v4);
    check_own(&v6);
    check_own(&IpAddr::V4(v4));
    check_own(&IpAddr::V6(v6));
    check_own(&SocketAddrV4::new(v4, 80));
    check_own(&SocketAddrV6::new(v6, 80, 0, 3));
    check_own(&SocketAddr::from((v4, 80)));
}

#[test]
fn paths() {
    check_own(&PathBuf::from("/home/ada"));
    check_own(&Path::new("/home/\"ada\""));
}

#[test]
fn times() {
    check_own(&Duration::new(3, 5));
    check_own(&Duration::MAX);
    check_own(&SystemTime::UNIX_EPOCH);
}

/// A path that is not Unicode has no JSON; serde says so, and so do we.
#[cfg(unix)]
#[test]
fn a_path_beyond_unicode() {
    use std::os::unix::ffi::OsStrExt;

    let path = Path::new(std::ffi::OsStr::from_bytes(b"/\xff"));
    let record = Fields { identified: &path, pseudonymized: &path, non_personal: &path };
    assert_eq!(
        format!("{record:?}"),
        r#"Fields { identified: [identified], pseudonymized: "/\xFF", non_personal: "/\xFF" }"#,
    );
    assert_eq!(json(&record.redacted(&OPEN)), json(&record));
    json(&record.redacted(&Policy::strict())).expect_err("a kept path");
}
