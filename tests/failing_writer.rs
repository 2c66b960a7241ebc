//! A writer that fails at any point: the error is passed on, and nothing panics or is written
//! after it.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io;

use intune_privacy::{Classified, Policy};
use intune_privacy_tests::OPEN;
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

fn policies() -> [Policy; 3] {
    [Policy::logs(), Policy::strict(), OPEN.clone()]
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
struct Failing {
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
    let record = Failing { first: 1, second: (), third: () };
    let mut out = String::new();
    assert_eq!(write!(out, "{record:?}"), Err(fmt::Error));
    assert_eq!(out, "Failing { first: 1, second: ");
    assert_eq!(CALLS.with(Cell::get), 1);
}
