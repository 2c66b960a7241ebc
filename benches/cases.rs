//! Every case shows what it says, and ours do not allocate.
//!
//! These tests look at the package from outside: within its own unit tests one of the peers writes
//! everything in clear.

use std::fmt::Debug;

use allocation_counter::measure;
use intune_privacy::{Classified, Policy};
use benches::{audit, case, export, floors, journal, ours, plain, redaction};

fn cases() -> impl Iterator<Item = case::Case> {
    redaction::groups().into_iter().chain(audit::groups()).flat_map(|group| group.cases)
}

#[test]
fn every_case_shows_what_it_says() {
    let others = [export::groups(), journal::groups()].into_iter().flatten();
    for mut case in cases().chain(others.flat_map(|group| group.cases)) {
        case.check().unwrap_or_else(|error| panic!("{error}: {}", case.operation.written()));
    }
}

#[test]
fn a_case_that_shows_something_else_is_found() {
    let group = case::Group::new("wrong", "")
        .redacted("nothing erased", case::debug(plain::device()))
        .clear("something erased", case::debug(ours::device()))
        .redacted("nothing written", case::text_by(|_| Ok(())));
    for mut case in group.cases {
        assert!(case.check().is_err(), "{}", case.name);
    }
}

#[test]
fn the_diff_finds_what_changed() {
    let groups = audit::groups();
    let found = groups.into_iter().zip(["same", "changed"]);
    for (mut case, text) in
        found.flat_map(|(group, text)| group.cases.into_iter().map(move |case| (case, text)))
    {
        case.operation.run(1);
        assert_eq!(case.operation.written(), text, "{}", case.name);
    }
}

#[test]
fn ours_allocates_nothing() {
    let mut found = 0;
    for mut case in cases().filter(|case| case.name.starts_with("intune-privacy")) {
        case.operation.run(1);
        let used = measure(|| case.operation.run(1));
        assert_eq!(used.count_total, 0, "{}", case.name);
        found += 1;
    }
    assert!(found > 0);
}

#[test]
fn the_floors_write_what_we_write() {
    fn assert_same(floor: &impl Debug) {
        assert_eq!(format!("{floor:?}"), format!("{:?}", ours::device()));
    }
    assert_same(&floors::Merged(plain::device()));
    assert_same(&floors::FieldByField(plain::device()));
    assert_same(&floors::Placeholders(plain::device()));
    assert_eq!(
        format!("{:#?}", floors::Placeholders(plain::device())),
        format!("{:#?}", ours::device())
    );
    assert_eq!(
        serde_json::to_string(&floors::Placeholders(plain::device())).expect("JSON"),
        serde_json::to_string(&ours::device().redacted(&Policy::logs())).expect("JSON"),
    );
    assert_eq!(
        serde_json::to_string(&plain::device()).expect("JSON"),
        serde_json::to_string(&ours::device().redacted(&ours::OPEN)).expect("JSON"),
    );
}
