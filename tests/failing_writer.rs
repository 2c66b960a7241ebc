//! A writer that fails at any point: the error is passed on, and nothing panics or is written
//! after it.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io;

use intune_privacy::{Action, Classified, DataValue, Policy, Value};
use intune_privacy_tests::policies::{ACTIONS, all};
use serde::Serialize;

#[derive(Classified, Serialize)]
struct Record {
    #[data(identified, undocumented = "test")]
    name: &'static str,
    #[data(non_personal)]
    numbers: Vec<u8>,
    #[data(non_personal)]
    map: BTreeMap<&'static str, [char; 2]>,
    #[data(non_personal)]
    address: std::net::Ipv4Addr,
    #[data(non_personal, with = dots)]
    #[serde(serialize_with = "dots::serialize")]
    dots: (),
    #[data(nested)]
    states: Vec<State>,
    #[data(nested)]
    by_name: BTreeMap<&'static str, Tuple>,
    #[data(nested)]
    this: Option<Box<Record>>,
    #[data(nested)]
    #[serde(flatten)]
    flat: Flat,
}

#[derive(Classified, Serialize)]
struct Flat {
    #[data(pseudonymized, undocumented = "test")]
    token: u128,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    extra: BTreeMap<&'static str, f64>,
}

#[derive(Classified, Serialize)]
enum State {
    Idle,
    Text(#[data(identified, undocumented = "test")] &'static str),
    Pair(#[data(non_personal)] bool, #[data(nested)] Tuple),
    Named {
        #[data(identified, undocumented = "test")]
        name: Option<u8>,
    },
}

#[derive(Classified, Serialize)]
struct Tuple(#[data(non_personal)] i64, #[data(identified, undocumented = "test")] &'static str);

mod dots {
    use std::fmt;

    pub(super) fn fmt((): &(), f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(".")?;
        f.write_str("..")
    }

    pub(super) fn serialize<S: serde::Serializer>(
        (): &(),
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(["."; 3])
    }
}

fn record() -> Record {
    let record = |this| Record {
        name: "Ada",
        numbers: vec![1, 2],
        map: BTreeMap::from([("a", ['b', 'c'])]),
        address: std::net::Ipv4Addr::LOCALHOST,
        dots: (),
        states: vec![
            State::Idle,
            State::Text("Grace"),
            State::Pair(true, Tuple(-1, "Mary")),
            State::Named { name: Some(1) },
        ],
        by_name: BTreeMap::from([("Ada", Tuple(5, "b"))]),
        this,
        flat: Flat { token: 7, extra: BTreeMap::from([("ratio", 0.25)]) },
    };
    record(Some(Box::new(record(None))))
}

/// One for each action, and one of several.
fn policies() -> impl Iterator<Item = Policy> {
    ACTIONS.into_iter().map(all).chain([Policy::logs()])
}

/// Accepts so many writes, and counts the ones that come after it has failed.
struct Budget {
    left: usize,
    late: usize,
    written: String,
}

impl Budget {
    fn new(left: usize) -> Self {
        Self { left, late: 0, written: String::new() }
    }
}

impl fmt::Write for Budget {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.left == 0 {
            self.late += 1;
            return Err(fmt::Error);
        }
        self.left -= 1;
        self.written.push_str(text);
        Ok(())
    }
}

/// Fails at every write in turn, until the whole is written.
#[track_caller]
fn fail_at_every_write(view: impl Fn(&mut Budget) -> fmt::Result, whole: &str) {
    for limit in 0.. {
        let mut budget = Budget::new(limit);
        let result = view(&mut budget);
        assert!(whole.starts_with(&budget.written), "{}", budget.written);
        if result.is_ok() {
            assert_eq!(budget.late, 0, "an error was lost after {}", budget.written);
            assert_eq!(budget.written, whole);
            assert!(limit > 20, "{limit} writes are too few for a test");
            return;
        }
        assert_eq!(budget.late, 1, "written on after {}", budget.written);
    }
}

#[test]
fn debug_passes_the_error_on() {
    let record = record();
    fail_at_every_write(|out| write!(out, "{record:?}"), &format!("{record:?}"));
    fail_at_every_write(|out| write!(out, "{record:#?}"), &format!("{record:#?}"));
    for policy in policies() {
        let view = record.redacted(&policy);
        fail_at_every_write(|out| write!(out, "{view:?}"), &format!("{view:?}"));
        fail_at_every_write(|out| write!(out, "{view:#?}"), &format!("{view:#?}"));
        fail_at_every_write(|out| write!(out, "{view}"), &format!("{view}"));
    }
}

/// Accepts so many bytes.
struct Bytes(usize);

impl io::Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("full"));
        }
        let len = bytes.len().min(self.0);
        self.0 -= len;
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn json_passes_the_error_on() {
    let record = record();
    for policy in policies() {
        let view = record.redacted(&policy);
        let whole = serde_json::to_string(&view).expect("JSON").len();
        let pretty = serde_json::to_string_pretty(&view).expect("JSON").len();
        for limit in 0..whole {
            let error = serde_json::to_writer(Bytes(limit), &view).expect_err("it is full");
            assert!(error.is_io(), "{error}");
        }
        for limit in 0..pretty {
            let error = serde_json::to_writer_pretty(Bytes(limit), &view).expect_err("it is full");
            assert!(error.is_io(), "{error}");
        }
        serde_json::to_writer(Bytes(whole), &view).expect("there is room");
        serde_json::to_writer_pretty(Bytes(pretty), &view).expect("there is room");
    }
}

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

#[derive(Classified)]
struct Rendered {
    #[data(non_personal)]
    first: u8,
    #[data(non_personal, with = fail)]
    second: (),
    #[data(non_personal, with = fail)]
    third: (),
}

mod fail {
    use std::fmt;

    pub(super) fn fmt((): &(), _: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::CALLS.with(|calls| calls.set(calls.get() + 1));
        Err(fmt::Error)
    }
}

#[test]
fn the_error_of_a_rendering_function_is_passed_on() {
    let record = Rendered { first: 1, second: (), third: () };
    let mut out = String::new();
    assert_eq!(write!(out, "{record:?}"), Err(fmt::Error));
    assert_eq!(out, "Rendered { first: 1, second: ");
    assert_eq!(CALLS.with(Cell::get), 1);
}

/// A record whose values fail in ways of their own.
#[derive(Classified)]
struct Leaf<T: DataValue> {
    #[data(identified, undocumented = "test")]
    value: T,
}

/// A `Display` that writes this and then fails.
struct Failing(&'static str);

impl fmt::Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        Err(fmt::Error)
    }
}

impl DataValue for Failing {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

/// A `Display` that pays no heed to errors.
struct Careless(String);

impl fmt::Display for Careless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(char::is_whitespace) {
            let _ = f.write_str(part);
        }
        Ok(())
    }
}

impl DataValue for Careless {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

/// What is asked to read the value fails with it; what is not, does not.
#[test]
fn the_error_of_a_display_is_passed_on_under_every_action() {
    for action in ACTIONS {
        let policy = all(action);
        let long = "long ".repeat(100);
        for text in ["", "a part", &*long.leak()] {
            let reads = match action {
                Action::Keep | Action::Pseudonymize => true,
                // What is too long is not read to its end.
                Action::Mask | Action::MaskToLength | Action::Generalize => text.len() < 256,
                _ => false,
            };
            let record = Leaf { value: Failing(text) };
            let view = record.redacted(&policy);
            let mut out = String::new();
            assert_eq!(write!(out, "{view:?}").is_err(), reads, "{action:?}: {out}");
            assert_eq!(write!(out, "{view:#?}").is_err(), reads, "{action:?}: {out}");
            assert_eq!(write!(out, "{view}").is_err(), reads, "{action:?}: {out}");
            let json = [
                serde_json::to_string(&view).is_err(),
                serde_json::to_value(view).is_err(),
                serde_json::to_writer(Bytes(0), &view).is_err(),
            ];
            assert_eq!(json, [reads, reads, true], "{action:?}");
            let kept = action == Action::Keep;
            assert!(kept || text.is_empty() || !out.contains(text), "{action:?}: {out}");
        }
    }
}

/// A text longer than we hold, whose `Display` swallows that: it is no part of a text that shows.
#[test]
fn a_display_that_swallows_errors_is_masked_whole_and_has_the_pseudonym_of_the_whole() {
    // `data_privacy` cut this in the middle of the last character.
    let long = "a".repeat(127) + "é and more";
    let longer = "a".repeat(300) + "é and more";
    for text in [long, longer] {
        let (careless, plain) = (Careless(text.clone()), text);
        let (careless, plain) = (Leaf { value: careless }, Leaf { value: plain });
        for action in ACTIONS {
            let policy = all(action);
            let (careless, plain) = (careless.redacted(&policy), plain.redacted(&policy));
            let shown = format!("{careless:?}");
            match action {
                // Kept text is not quoted unless its type is text.
                Action::Keep => assert!(shown.contains("aé and more")),
                // Of a long text nothing is known, not even its length.
                Action::MaskToLength => {
                    let stars = |c: char| c == '*';
                    let rest = shown.strip_prefix("Leaf { value: ").expect("a leaf");
                    assert_eq!(rest.trim_start_matches(stars), " }", "{shown}");
                }
                _ => assert_eq!(shown, format!("{plain:?}"), "{action:?}"),
            }
            if action != Action::Keep {
                assert!(!shown.contains("aaa") && !shown.contains("more"), "{shown}");
                let json = serde_json::to_string(&careless).expect("JSON");
                assert!(!json.contains("aaa") && !json.contains("more"), "{json}");
            }
        }
        let policy = all(Action::Keep);
        let view = careless.redacted(&policy);
        let whole = serde_json::to_string(&view).expect("JSON");
        for limit in 0..whole.len() {
            serde_json::to_writer(Bytes(limit), &view).expect_err("it is full");
        }
    }
}

/// A serializer that accepts so many calls. It is every kind of serializer in one.
struct Steps<'a>(&'a Cell<usize>, &'a Cell<usize>);

/// The error of [`Steps`], and of whoever asks for one.
#[derive(Debug, PartialEq)]
struct Step(Option<String>);

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or("a step failed"))
    }
}

impl std::error::Error for Step {}

impl serde::ser::Error for Step {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Some(message.to_string()))
    }
}

impl Steps<'_> {
    fn step(&self) -> Result<(), Step> {
        if let Some(left) = self.0.get().checked_sub(1) {
            self.0.set(left);
            return Ok(());
        }
        self.1.set(self.1.get() + 1);
        Err(Step(None))
    }

    fn again(&self) -> Self {
        Steps(self.0, self.1)
    }
}

macro_rules! steps {
    (leaves: $( $leaf:ident($($argument:ty),*); )+) => {$(
        fn $leaf(self $(, _: $argument)*) -> Result<(), Step> {
            self.step()
        }
    )+};
    (opens: $( $open:ident($($argument:ty),*); )+) => {$(
        fn $open(self $(, _: $argument)*) -> Result<Self, Step> {
            self.step().map(|()| self)
        }
    )+};
    (compounds: $( $Trait:ident { $( $method:ident($($key:ty)?); )+ } )+) => {$(
        impl serde::ser::$Trait for Steps<'_> {
            type Ok = ();
            type Error = Step;

            $(
                fn $method<T: ?Sized + Serialize>(&mut self, $(_: $key,)? value: &T) -> Result<(), Step> {
                    self.step()?;
                    value.serialize(self.again())
                }
            )+

            fn end(self) -> Result<(), Step> {
                self.step()
            }
        }
    )+};
}

impl serde::Serializer for Steps<'_> {
    type Ok = ();
    type Error = Step;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    steps! { leaves:
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    steps! { opens:
        serialize_seq(Option<usize>);
        serialize_tuple(usize);
        serialize_tuple_struct(&'static str, usize);
        serialize_tuple_variant(&'static str, u32, &'static str, usize);
        serialize_map(Option<usize>);
        serialize_struct(&'static str, usize);
        serialize_struct_variant(&'static str, u32, &'static str, usize);
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Step> {
        self.step()?;
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Step> {
        self.step()?;
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Step> {
        self.step()?;
        value.serialize(self)
    }
}

steps! { compounds:
    SerializeSeq { serialize_element(); }
    SerializeTuple { serialize_element(); }
    SerializeTupleStruct { serialize_field(); }
    SerializeTupleVariant { serialize_field(); }
    SerializeMap { serialize_key(); serialize_value(); }
    SerializeStruct { serialize_field(&'static str); }
    SerializeStructVariant { serialize_field(&'static str); }
}

/// The first error ends it, whatever the step, and is the one that the caller gets.
#[test]
fn an_error_of_the_serializer_at_any_step_is_passed_on() {
    let record = record();
    for policy in policies() {
        let view = record.redacted(&policy);
        for limit in 0.. {
            let (left, late) = (Cell::new(limit), Cell::new(0));
            if let Err(error) = view.serialize(Steps(&left, &late)) {
                assert_eq!((error, late.get()), (Step(None), 1), "{limit}");
                continue;
            }
            assert_eq!((left.get(), late.get()), (0, 0));
            assert!(limit > 20, "{limit} steps are too few for a test");
            break;
        }
    }
}
