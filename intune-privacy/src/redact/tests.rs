//! Records written by hand, as the derive would write them, beside serde's own derive.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
#[cfg(feature = "serde")]
use alloc::string::ToString;
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use super::{Redacted, debug};
use crate::policy::{Action, Policy};
use crate::schema::{Classified, Fields, Holdings, Inner, Representation, Schema, Style, Variant};
#[cfg(feature = "serde")]
use crate::value::Render;
use crate::value::{DataValue, Nested, Record, Slot, Value};
use intune_privacy_taxonomy::Class;
use intune_privacy_taxonomy::row::{self, Row};

static LOGS: Policy = Policy::logs();
static OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);
const CANARY: &str = "C02XK1JGJHD3";

const PLAIN_SCHEMA: Schema = Schema { is_enum: true, ..Schema::PLAIN };

/// The class of a field, and the schema of its records.
macro_rules! part {
    (class Identified) => {
        Some((Class::Identified, "[identified]"))
    };
    (class Secret) => {
        Some((Class::Identified, "[secret]"))
    };
    (class NonPersonal) => {
        Some((Class::NonPersonal, "[non_personal]"))
    };
    (class $Type:ty) => {
        None
    };
    (schema Identified) => {
        None
    };
    (schema Secret) => {
        None
    };
    (schema NonPersonal) => {
        None
    };
    (schema $Type:ty) => {
        Some(<$Type as Nested>::inner)
    };
}

/// A field as the tests declare it.
struct Part {
    name: &'static str,
    key: &'static str,
    class: Option<(Class, &'static str)>,
    flags: u32,
    nested: Option<fn() -> Inner>,
}

/// The fields of one variant, as the derive would encode them.
macro_rules! fields {
    ($variant:literal $style:ident;
     $( $name:literal ($key:literal) $class:ident $flags:expr; )*) => {{
        const PARTS: &[Part] = &[$( Part {
            name: $name,
            key: $key,
            class: part!(class $class),
            flags: $flags,
            nested: part!(schema $class),
        } ),*];
        const COUNT: usize = PARTS.len();
        const TABLE: Table<{ COUNT * row::SIZE }> = encode($variant, Style::$style, PARTS);
        const PRESENT: [fn() -> Inner; COUNT] = present(PARTS);
        Fields {
            text: TABLE.text(),
            rows: &TABLE.rows,
            keys: TABLE.keys,
            flags: TABLE.flags,
            items: &[],
            nested: &PRESENT,
        }
    }};
}

/// The texts and rows of a variant.
struct Table<const BYTES: usize> {
    text: [u8; 512],
    len: usize,
    rows: [u8; BYTES],
    keys: u32,
    flags: u32,
}

impl<const BYTES: usize> Table<BYTES> {
    const fn text(&'static self) -> &'static str {
        match core::str::from_utf8(self.text.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => panic!("the texts of the tests are UTF-8"),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "the texts of the tests are short")]
    /// Adds a text and returns where it ends.
    const fn add(&mut self, text: &str) -> u32 {
        let mut i = 0;
        while i < text.len() {
            self.text[self.len] = text.as_bytes()[i];
            self.len += 1;
            i += 1;
        }
        self.len as u32
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the texts of the tests are short")]
const fn encode<const BYTES: usize>(variant: &str, style: Style, parts: &[Part]) -> Table<BYTES> {
    let mut table = Table { text: [0; 512], len: 0, rows: [0; BYTES], keys: 0, flags: 0 };
    let named = matches!(style, Style::Named);
    table.add(variant);
    table.add(if named { " { " } else { "(" });
    let mut rows = [Row::EMPTY; 16];
    let mut i = 0;
    while i < parts.len() {
        let head = table.add(if i == 0 { "" } else { ", " });
        if named {
            table.add(parts[i].name);
        }
        let value = table.add(if named { ": " } else { "" });
        let (class, marker) = match parts[i].class {
            Some((class, marker)) => (Some(class), marker),
            None => (None, ""),
        };
        let secret = parts[i].flags & row::SECRET != 0;
        let flags = parts[i].flags | row::slot(class, secret, parts[i].nested.is_some());
        rows[i] = Row { head, value, end: table.add(marker), flags, ..Row::EMPTY };
        table.flags |= flags & row::SHAPING;
        i += 1;
    }
    table.keys = table.add(if named { " }" } else { ")" });
    i = 0;
    while i < parts.len() {
        rows[i].key_at = table.len as u32;
        rows[i].key = parts[i].key.len() as u32;
        table.add(parts[i].key);
        i += 1;
    }
    i = 0;
    while i < parts.len() {
        rows[i].name_at = table.len as u32;
        rows[i].name = parts[i].name.len() as u32;
        table.add(parts[i].name);
        if parts[i].nested.is_some() {
            rows[i].nested = i as u32 + 1;
        }
        let bytes = rows[i].to_bytes();
        let mut j = 0;
        while j < row::SIZE {
            table.rows[i * row::SIZE + j] = bytes[j];
            j += 1;
        }
        i += 1;
    }
    table
}

const fn present<const COUNT: usize>(parts: &[Part]) -> [fn() -> Inner; COUNT] {
    fn nothing() -> Inner {
        Inner::of(&PLAIN_SCHEMA, false)
    }
    let mut present: [fn() -> Inner; COUNT] = [nothing; COUNT];
    let mut i = 0;
    while i < COUNT {
        if let Some(schema) = parts[i].nested {
            present[i] = schema;
        }
        i += 1;
    }
    present
}

/// `number Variant (key) Style pattern { name (key) class-or-nested-type flags: value, skipped; }`
macro_rules! record {
    (
        $Type:ident, $representation:expr;
        $( $number:literal $variant:literal ($key:expr) $style:ident $pattern:pat => {
            $( $name:literal ($field_key:literal) $class:ident $flags:expr =>
               $value:expr, $skipped:expr; )*
        } )+
    ) => {
        impl Record for $Type {
            #[allow(unused_variables)]
            fn get(&self, slot: Slot) -> Value<'_> {
                match slot {
                    Slot::Schema => Value::Schema(Self::SCHEMA),
                    Slot::Field(index) => {
                        let values: &[Value<'_>] =
                            match self { $( $pattern => &[$($value),*], )+ };
                        values.get(index).copied().unwrap_or(Value::Null)
                    }
                    Slot::Variant => Value::Uint(match self { $( $pattern => $number, )+ }),
                    Slot::Skipped(index) => {
                        let skipped: &[bool] = match self { $( $pattern => &[$($skipped),*], )+ };
                        Value::Bool(skipped.get(index).copied().unwrap_or(false))
                    }
                    Slot::Written(_) => Value::Null,
                }
            }
        }

        impl Classified for $Type {
            const HOLDINGS: Holdings = Holdings::new(true, true);
            const SCHEMA: &'static Schema = &Schema {
                name: stringify!($Type),
                key: Some(stringify!($Type)),
                representation: $representation,
                variants: &[$( Variant {
                    name: $variant,
                    key: $key,
                    style: Style::$style,
                    untagged: false,
                    fields: fields!($variant $style; $( $name ($field_key) $class $flags; )*),
                } ),+],
                ..PLAIN_SCHEMA
            };
        }
    };
}

#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
struct Device {
    serial_number: String,
    is_encrypted: bool,
    #[cfg_attr(feature = "serde", serde(skip))]
    cache: u8,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    note: Option<String>,
}

record! {
    Device, Representation::Struct;
    0 "Device" (None) Named Device { serial_number, is_encrypted, cache, note } => {
        "serial_number" ("serialNumber") Identified 0 => serial_number.value(), false;
        "is_encrypted" ("isEncrypted") NonPersonal 0 => is_encrypted.value(), false;
        "cache" ("cache") NonPersonal row::SKIPPED => cache.value(), false;
        "note" ("note") Identified row::SKIPPED_IF => note.value(), note.is_none();
    }
}

fn device() -> Device {
    Device { serial_number: CANARY.into(), is_encrypted: true, cache: 7, note: None }
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Fleet {
    first: Device,
    others: Vec<Option<Device>>,
    by_user: BTreeMap<String, Vec<Device>>,
    spare: Option<Box<Device>>,
}

type Others = Vec<Option<Device>>;
type ByUser = BTreeMap<String, Vec<Device>>;
type Spare = Option<Box<Device>>;

record! {
    Fleet, Representation::Struct;
    0 "Fleet" (None) Named Fleet { first, others, by_user, spare } => {
        "first" ("first") Device 0 => first.nested_value(), false;
        "others" ("others") Others 0 => others.nested_value(), false;
        "by_user" ("by_user") ByUser 0 => by_user.nested_value(), false;
        "spare" ("spare") Spare 0 => spare.nested_value(), false;
    }
}

fn fleet() -> Fleet {
    Fleet {
        first: device(),
        others: [None, Some(device())].into(),
        by_user: [(format!("{CANARY}@contoso.com"), [device()].into())].into(),
        spare: None,
    }
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Pair(String, u32);

record! {
    Pair, Representation::Struct;
    0 "Pair" (None) Tuple Pair(name, count) => {
        "0" ("0") Identified 0 => name.value(), false;
        "1" ("1") NonPersonal 0 => count.value(), false;
    }
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Nothing;

record! {
    Nothing, Representation::Struct;
    0 "Nothing" (None) Unit Nothing => {}
}

#[test]
fn keys_of_identified_data_never_count_as_the_names_of_groups() {
    let one = One(BTreeMap::from([(CANARY, 3_u64)]));
    for action in [Action::SUPPRESS, Action::ROUND, Action::Mask, Action::Generalize] {
        let policy = Policy::strict().with(Class::Identified, action);
        let shown = format!("{:?}", one.redacted(&policy));
        let value = if action == Action::Mask { "***" } else { "[identified]" };
        assert_eq!(shown, format!("One({{[key 1]: {value}}})"));
    }
}

#[test]
fn a_value_that_is_no_text_is_masked_as_its_text() {
    #[track_caller]
    fn check(value: impl DataValue + fmt::Display) {
        const MASK: Policy = Policy::logs().with(Class::Identified, Action::MaskToLength);
        let stars = "*".repeat(format!("{value}").len());
        assert_eq!(format!("{:?}", One(value).redacted(&MASK)), format!("One({stars})"));
    }

    check(true);
    check('a');
    check(-123_456_i64);
    check(123_456_u64);
    check(-123_456_i128);
    check(123_456_u128);
    check(-1.25_f32);
    check(-1234.25_f64);
}

#[test]
fn bytes_are_shown_where_they_are_kept() {
    struct Bytes([u8; 2]);

    impl DataValue for Bytes {
        fn value(&self) -> Value<'_> {
            Value::Bytes(&self.0)
        }
    }

    let bytes = One(Bytes([7, 9]));
    assert_eq!(format!("{:?}", bytes.redacted(&OPEN)), "One([7, 9])");
    #[cfg(feature = "serde")]
    assert_eq!(json(&bytes.redacted(&OPEN)), "[7,9]");
    assert_eq!(format!("{:?}", bytes.redacted(&LOGS)), "One([identified])");
}

/// A newtype of any leaf type.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct One<T>(T);

impl<T: DataValue> Record for One<T> {
    fn get(&self, slot: Slot) -> Value<'_> {
        match slot {
            Slot::Schema => Value::Schema(Self::SCHEMA),
            Slot::Field(_) => self.0.value(),
            _ => Value::Null,
        }
    }
}

impl<T: DataValue> Classified for One<T> {
    const HOLDINGS: Holdings = Holdings::new(true, true);
    const SCHEMA: &'static Schema = &Schema {
        name: "One",
        variants: &[Variant {
            name: "One",
            key: None,
            style: Style::Tuple,
            untagged: false,
            fields: fields!("One" Tuple; "0" ("0") Identified 0;),
        }],
        ..PLAIN_SCHEMA
    };
}

#[test]
fn erased_fields_show_their_class_and_kept_ones_their_value() {
    assert_eq!(
        format!("{:?}", device().redacted(&LOGS)),
        "Device { serial_number: [identified], is_encrypted: true, cache: 7, note: [identified] }",
    );
    assert_eq!(
        format!(
            "{:?}",
            device().redacted(&Policy::strict().with(Class::NonPersonal, Action::Erase))
        ),
        "Device { serial_number: [identified], is_encrypted: [non_personal], \
         cache: [non_personal], note: [identified] }",
    );
    assert_eq!(format!("{:?}", Pair(CANARY.into(), 1).redacted(&LOGS)), "Pair([identified], 1)");
    assert_eq!(format!("{:?}", Nothing.redacted(&LOGS)), "Nothing");
}

#[test]
fn records_look_as_std_would_write_them() {
    let (device, fleet, pair) = (device(), fleet(), Pair(CANARY.into(), 1));
    assert_eq!(format!("{:?}", device.redacted(&OPEN)), format!("{device:?}"));
    assert_eq!(format!("{:#?}", device.redacted(&OPEN)), format!("{device:#?}"));
    assert_eq!(format!("{:?}", pair.redacted(&OPEN)), format!("{pair:?}"));
    assert_eq!(format!("{:#?}", pair.redacted(&OPEN)), format!("{pair:#?}"));
    assert_eq!(format!("{:#?}", Nothing.redacted(&OPEN)), "Nothing");
    assert_eq!(format!("{:?}", fleet.redacted(&OPEN)), format!("{fleet:?}").replace("Some(Device { serial_number: \"C02XK1JGJHD3\", is_encrypted: true, cache: 7, note: None })", "Device { serial_number: \"C02XK1JGJHD3\", is_encrypted: true, cache: 7, note: None }"));
}

#[test]
fn nested_records_and_the_keys_of_their_maps_follow_the_policy() {
    let shown = "Device { serial_number: [identified], is_encrypted: true, cache: 7, \
                 note: [identified] }";
    assert_eq!(
        format!("{:?}", fleet().redacted(&LOGS)),
        format!(
            "Fleet {{ first: {shown}, others: [None, {shown}], by_user: {{[key 1]: [{shown}]}}, \
             spare: None }}"
        ),
    );
    assert!(!format!("{:#?}", fleet().redacted(&LOGS)).contains(CANARY));
    assert_eq!(
        format!("{:#?}", Pair(CANARY.into(), 1).redacted(&LOGS)),
        "Pair(\n    [identified],\n    1,\n)",
    );
}

#[test]
fn an_erased_value_is_never_read() {
    struct Watched(Cell<bool>);

    impl Record for Watched {
        fn get(&self, slot: Slot) -> Value<'_> {
            match slot {
                Slot::Schema => Value::Schema(One::<String>::SCHEMA),
                Slot::Field(_) => {
                    self.0.set(true);
                    Value::Null
                }
                _ => Value::Null,
            }
        }
    }

    let record = Watched(Cell::new(false));
    let _ = format!("{:?} {:#?}", Redacted::new(&record, &LOGS), Redacted::new(&record, &LOGS));
    #[cfg(feature = "serde")]
    assert_eq!(json(&Redacted::new(&record, &LOGS)), "\"[identified]\"");
    assert!(!record.0.get());
    let _ = format!("{:?}", Redacted::new(&record, &OPEN));
    assert!(record.0.get());
}

#[test]
fn a_secret_never_shows() {
    struct Token;

    impl DataValue for Token {
        fn value(&self) -> Value<'_> {
            Value::Secret(crate::Secret::opaque())
        }
    }

    struct Key(String);

    impl Record for Key {
        fn get(&self, slot: Slot) -> Value<'_> {
            const SCHEMA: Schema = Schema {
                name: "Key",
                variants: &[Variant {
                    name: "Key",
                    key: None,
                    style: Style::Tuple,
                    untagged: false,
                    fields: fields!("Key" Tuple; "0" ("0") Secret row::SECRET;),
                }],
                ..PLAIN_SCHEMA
            };
            match slot {
                Slot::Schema => Value::Schema(&SCHEMA),
                Slot::Field(_) => self.0.value(),
                _ => Value::Null,
            }
        }
    }

    assert_eq!(format!("{:?}", One([Token, Token]).redacted(&OPEN)), "One([[secret], [secret]])");
    assert_eq!(format!("{:?}", One(Token).redacted(&Policy::support())), "One([secret])");
    let key = Key(CANARY.into());
    let view = Redacted::new(&key, &OPEN);
    assert_eq!(format!("{view:?} {view:#?}"), "Key([secret]) Key(\n    [secret],\n)");
    #[cfg(feature = "serde")]
    {
        assert_eq!(json(&One(Some(Token)).redacted(&OPEN)), "\"[secret]\"");
        assert_eq!(json(&view), "\"[secret]\"");
    }
}

#[test]
fn a_leaf_in_the_place_of_a_record_is_erased() {
    struct Fake;

    impl Record for Fake {
        fn get(&self, slot: Slot) -> Value<'_> {
            match slot {
                Slot::Schema => Value::Schema(Fleet::SCHEMA),
                Slot::Field(_) => Value::Str(CANARY),
                _ => Value::Null,
            }
        }
    }

    let shown = format!("{:?}", Redacted::new(&Fake, &OPEN));
    assert!(!shown.contains(CANARY) && shown.contains("first: [identified]"), "{shown}");
    #[cfg(feature = "serde")]
    assert!(!json(&Redacted::new(&Fake, &OPEN)).contains(CANARY));
}

#[test]
fn an_error_of_a_value_is_passed_on() {
    use core::fmt::Write;

    struct Failing;

    impl fmt::Display for Failing {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }

    impl DataValue for Failing {
        fn value(&self) -> Value<'_> {
            Value::Text(self)
        }
    }

    let mut out = String::new();
    assert!(write!(out, "{:?}", One(Failing).redacted(&OPEN)).is_err());
    assert!(write!(out, "{:?}", One([Failing]).redacted(&OPEN)).is_err());
    assert!(write!(out, "{:#?}", One([Failing]).redacted(&OPEN)).is_err());
}

#[test]
fn a_record_without_its_variant_shows_nothing() {
    struct Lost;

    impl Record for Lost {
        fn get(&self, slot: Slot) -> Value<'_> {
            match slot {
                Slot::Schema => Value::Schema(Device::SCHEMA),
                Slot::Field(_) => Value::Str(CANARY),
                Slot::Variant => Value::Uint(9),
                _ => Value::Null,
            }
        }
    }

    assert_eq!(format!("{:?}", Redacted::new(&Lost, &OPEN)), "Device");
    #[cfg(feature = "serde")]
    assert!(serde_json::to_string(&Redacted::new(&Lost, &OPEN)).is_err());
}

#[test]
fn the_debug_of_a_type_is_the_view_for_logs() {
    struct Shown<'a>(&'a dyn Record);

    impl fmt::Debug for Shown<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            debug(self.0, f)
        }
    }

    let device = device();
    assert_eq!(format!("{:#?}", Shown(&device)), format!("{:#?}", device.redacted(&LOGS)));
}

/// Checks a leaf under a policy that keeps it, in Debug and as JSON, and under one that does not.
#[cfg(feature = "serde")]
#[track_caller]
fn check_json<T: DataValue + serde::Serialize>(value: T) {
    let plain = serde_json::to_string(&value).map_err(|error| error.to_string());
    let one = One(value);
    let kept = serde_json::to_string(&one.redacted(&OPEN)).map_err(|error| error.to_string());
    assert_eq!(kept, plain);
    assert_eq!(json(&one.redacted(&LOGS)), "\"[identified]\"");
}

#[cfg(feature = "serde")]
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}

#[track_caller]
fn check_debug<T: DataValue + fmt::Debug>(value: T) {
    let one = One(value);
    assert_eq!(format!("{:?}", one.redacted(&OPEN)), format!("{one:?}"));
    assert_eq!(format!("{:#?}", one.redacted(&OPEN)), format!("{one:#?}"));
    assert_eq!(format!("{:?}", one.redacted(&LOGS)), "One([identified])");
}

#[cfg(feature = "serde")]
#[track_caller]
fn check<T: DataValue + fmt::Debug + serde::Serialize + Clone>(value: T) {
    check_json(value.clone());
    check_debug(value);
}

#[cfg(not(feature = "serde"))]
#[track_caller]
fn check<T: DataValue + fmt::Debug>(value: T) {
    check_debug(value);
}

mod leaves {
    use super::{check, check_debug};
    use alloc::borrow::Cow;
    use alloc::boxed::Box;
    use alloc::collections::{BTreeMap, LinkedList, VecDeque};
    use alloc::string::String;
    use alloc::vec;
    use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
    use core::num::NonZero;
    use core::time::Duration;

    #[test]
    fn scalars() {
        check(true);
        check('é');
        check('"');
        check(-128_i8);
        check(i16::MIN);
        check(i32::MIN);
        check(i64::MIN);
        check(isize::MIN);
        check(i128::MIN);
        check(u8::MAX);
        check(u16::MAX);
        check(u32::MAX);
        check(u64::MAX);
        check(usize::MAX);
        check(u128::MAX);
        for float in [0.1, 1.0, -0.0, 1e-7, 3.4e38, f32::NAN, f32::INFINITY] {
            check(float);
        }
        for float in [0.1, 1.0, -0.0, 1e300, f64::NAN, f64::NEG_INFINITY] {
            check(float);
        }
        check(NonZero::<u8>::MAX);
        check(NonZero::<i64>::MIN);
        check(NonZero::<u128>::MAX);
        check(Duration::new(90, 5));
    }

    #[test]
    fn text() {
        check(String::from("a \"quoted\" \\ line\n\u{1f600}\u{7}"));
        check("");
        check(Cow::Borrowed("cow"));
        check(Box::<str>::from("boxed"));
        let v4 = Ipv4Addr::new(10, 0, 0, 1);
        let v6 = Ipv6Addr::LOCALHOST;
        check(v4);
        check(v6);
        check(IpAddr::V4(v4));
        check(SocketAddrV4::new(v4, 80));
        check(SocketAddrV6::new(v6, 80, 0, 0));
        check(SocketAddr::from((v6, 443)));
    }

    #[test]
    fn containers() {
        check(vec![1, 2, 3]);
        check(vec![vec!["a"], vec![]]);
        check(VecDeque::from([1.5]));
        check(LinkedList::from(["x"]));
        check([1_u8; 3]);
        check(&[1, 2][..]);
        check(Box::new(&5));
        check(Box::<[char]>::from(['a']));
        check(Cow::Borrowed(&[1_u8][..]));
        check(BTreeMap::from([("k", 1), ("l", 2)]));
        check(BTreeMap::from([(5_u64, vec![true])]));
        check(BTreeMap::from([('c', Duration::ZERO)]));
        check_debug(alloc::rc::Rc::new(5));
        check_debug(alloc::sync::Arc::<str>::from("x"));
        check_debug(alloc::sync::Arc::<[u8]>::from([1]));
        check_debug(core::num::Saturating(7_u8).0);
    }

    #[cfg(feature = "std")]
    #[test]
    fn of_the_standard_library() {
        use std::path::{Path, PathBuf};
        use std::time::SystemTime;

        check(SystemTime::UNIX_EPOCH + Duration::new(5, 6));
        check(SystemTime::UNIX_EPOCH - Duration::new(5, 6));
        check(PathBuf::from("/home/\"user\""));
        check(Path::new("C:\\x"));
        check(std::collections::HashMap::<_, _>::from([("k", 1), ("l", 2)]));
    }

    #[cfg(all(feature = "std", feature = "serde", unix))]
    #[test]
    fn a_path_that_is_no_text_is_an_error() {
        use std::os::unix::ffi::OsStringExt;

        check(std::path::PathBuf::from(std::ffi::OsString::from_vec(vec![b'/', 0xff])));
    }

    /// Whose Debug has a form of its own.
    #[cfg(feature = "serde")]
    #[test]
    fn in_json() {
        use super::check_json;
        use alloc::collections::{BTreeSet, BinaryHeap};
        use core::marker::PhantomData;
        use core::num::{Saturating, Wrapping};

        check_json(());
        check_json(PhantomData::<str>);
        check_json(Wrapping(5_i32));
        check_json(Saturating(5_u8));
        check_json(Some(1));
        check_json(None::<u8>);
        check_json(Some(Some("x")));
        check_json(vec![None, Some(1)]);
        check_json((1, "a", None::<u8>));
        check_json((1,));
        check_json((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        check_json(BTreeSet::from([2, 1]));
        check_json(BinaryHeap::from([2, 1, 3]));
        check_json(BTreeMap::from([(1_i128, "a")]));
        check_json(BTreeMap::from([(true, "a")]));
        check_json(BTreeMap::from([("a", BTreeMap::from([("b", None::<u8>)]))]));
        check_json(BTreeMap::from([(Ipv4Addr::LOCALHOST, 1)]));
        check_json(BTreeMap::from([((1, 2), 1)]));
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn of_chrono() {
        use chrono::{DateTime, FixedOffset, TimeDelta, Weekday};

        let utc = DateTime::from_timestamp_nanos(1_700_000_000_123_456_789);
        checks::displayed(utc);
        checks::displayed(utc.with_timezone(&FixedOffset::east_opt(7200).expect("a valid offset")));
        checks::displayed(utc.naive_utc());
        checks::displayed(utc.date_naive());
        checks::displayed(utc.time());
        checks::displayed(TimeDelta::milliseconds(-1500));
        checks::displayed(Weekday::Mon);
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn of_jiff() {
        use jiff::{SignedDuration, Span, Timestamp, tz::TimeZone};

        let timestamp = Timestamp::UNIX_EPOCH;
        let zoned = timestamp.to_zoned(TimeZone::UTC);
        checks::displayed(timestamp);
        checks::displayed(zoned.datetime());
        checks::displayed(zoned.date());
        checks::displayed(zoned.time());
        checks::displayed(zoned);
        checks::displayed(Span::new().days(3).hours(5));
        checks::displayed(SignedDuration::from_millis(-1500));
    }

    #[cfg(feature = "time")]
    #[test]
    fn of_time() {
        use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset, Weekday};

        let now = OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(1_700_000_000_123);
        checks::displayed(now);
        checks::displayed(time::UtcDateTime::UNIX_EPOCH);
        checks::displayed(time::PrimitiveDateTime::new(now.date(), now.time()));
        checks::displayed(Date::MIN);
        checks::displayed(Time::MIDNIGHT);
        checks::displayed(UtcOffset::UTC);
        checks::displayed(Duration::milliseconds(-1500));
        checks::displayed(Month::May);
        checks::displayed(Weekday::Monday);
    }

    #[cfg(feature = "url")]
    #[test]
    fn of_url() {
        use crate::Classified;

        let url = url::Url::parse("https://user@contoso.com/a?b=\"c\"").expect("a valid URL");
        #[cfg(feature = "serde")]
        super::check_json(url.clone());
        let shown = alloc::format!("{:?}", super::One(url).redacted(&super::OPEN));
        assert_eq!(shown, "One(\"https://user@contoso.com/a?b=%22c%22\")");
    }

    #[cfg(feature = "uuid")]
    #[test]
    fn of_uuid() {
        checks::displayed(uuid::Uuid::from_u128(0x1234_5678));
    }

    #[cfg(feature = "secrecy")]
    #[test]
    fn of_secrecy() {
        use super::{OPEN, One};
        use crate::Classified;

        let secret = One(secrecy::SecretString::from(super::CANARY));
        assert_eq!(alloc::format!("{:?}", secret.redacted(&OPEN)), "One([secret])");
        #[cfg(feature = "serde")]
        assert_eq!(super::json(&secret.redacted(&OPEN)), "\"[secret]\"");
    }

    #[cfg(feature = "serde_json")]
    #[test]
    fn of_serde_json() {
        let value = serde_json::json!({
            "a": [null, true, -1, 1.5, 18_446_744_073_709_551_615_u64, "x\n"], "b": {"c": {}},
        });
        super::check_json(value.clone());
        super::check_json(value.as_object().cloned().expect("an object"));
        super::check_json(serde_json::Number::from(5));
        super::check_json(serde_json::Value::Null);
    }

    /// Types that Debug shows by their `Display`.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
    mod checks {
        use super::super::{LOGS, OPEN, One};
        use crate::{Classified, DataValue};
        use alloc::format;
        use core::fmt::Display;

        #[cfg(feature = "serde")]
        pub(super) fn displayed<T: DataValue + Display + serde::Serialize + Clone>(value: T) {
            super::super::check_json(value.clone());
            shown(value);
        }

        #[cfg(not(feature = "serde"))]
        pub(super) fn displayed<T: DataValue + Display>(value: T) {
            shown(value);
        }

        fn shown<T: DataValue + Display>(value: T) {
            let text = format!("One({value})");
            let one = One(value);
            assert_eq!(format!("{:?}", one.redacted(&OPEN)), text);
            assert_eq!(format!("{:?}", one.redacted(&LOGS)), "One([identified])");
        }
    }
}

#[cfg(feature = "serde")]
mod serialized;
