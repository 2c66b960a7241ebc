//! Every case shows what it says, and ours do not allocate.
//!
//! These tests look at the package from outside: within its own unit tests one of the peers writes
//! everything in clear.

use std::fmt::Debug;

use allocation_counter::measure;
use benches::allocations::Allocations;
use benches::compile_cost::{Derive, Size, Source};
use benches::goals::{GOALS, Measured};
use benches::growth::{Growth, Point, Workload};
use benches::runtime::{self, Measurement, NoCase};
use benches::{audit, case, compile_cost, export, floors, ours, plain, redaction, report, timing};

/// What the generator of the compile cost writes.
#[allow(unreachable_pub, clippy::struct_field_names)]
#[path = "generated/classified.rs"]
mod classified;
#[allow(unreachable_pub, clippy::struct_field_names)]
#[path = "generated/serialize.rs"]
mod serialize;
use intune_privacy::{Classified, Policy};

fn cases() -> impl Iterator<Item = case::Case> {
    redaction::groups().into_iter().chain(audit::groups()).flat_map(|group| group.cases)
}

#[test]
fn every_case_shows_what_it_says() {
    for mut case in runtime::groups().into_iter().flat_map(|group| group.cases) {
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
fn a_case_runs_alone() {
    assert_eq!(runtime::repeat(redaction::DEBUG, "derive(Debug)", 2), Ok(()));
    assert_eq!(runtime::repeat(redaction::DEBUG, "derive(Serialize)", 2), Err(NoCase));
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
    assert_same(&floors::table::Redacted(plain::device()));
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

#[test]
fn the_floors_with_a_writer_of_their_own_write_the_same_json() {
    let written = |floor: fn(&plain::Device, &mut Vec<u8>), device: &plain::Device| {
        let mut out = Vec::new();
        floor(device, &mut out);
        String::from_utf8(out).expect("UTF-8")
    };
    let redacted = serde_json::to_string(&ours::device().redacted(&Policy::logs())).expect("JSON");
    let device = plain::device();
    assert_eq!(written(floors::merged_json, &device), redacted);
    assert_eq!(written(floors::table::redacted_json, &device), redacted);
    for tag in [Some("a \"quote\", a \\ and a \n line".to_owned()), None] {
        let device = plain::Device { tag, ..plain::device() };
        let clear = serde_json::to_string(&device).expect("JSON");
        assert_eq!(written(floors::table::json_in_clear, &device), clear);
    }
}

#[test]
fn the_floors_of_exports_write_what_we_export() {
    for [ours, floor] in [
        ["intune-privacy, JSON Lines", "floor, table-driven, own writer"],
        ["intune-privacy, JSON Lines, Policy::logs()", "floor, table-driven, own writer, redacted"],
    ] {
        let written = |name| {
            let cases = export::groups().into_iter().flat_map(|group| group.cases);
            let mut case = cases.into_iter().find(|case| case.name == name).expect(name);
            case.operation.run(1);
            case.operation.written().to_owned()
        };
        assert_eq!(written(ours), written(floor), "{ours}");
    }
}

#[test]
fn the_floors_of_pseudonyms_write_tokens() {
    let groups = redaction::groups().into_iter().flat_map(|group| group.cases);
    let mut found = 0;
    for mut case in groups.filter(|case| ["floor, SipHash", "floor, HMAC"].contains(&case.name)) {
        case.operation.run(1);
        let written = case.operation.written();
        let words = written.split([' ', ',']);
        let tokens: Vec<_> = words.filter(|word| intune_privacy::Token::is_token(word)).collect();
        assert_eq!(tokens.len(), 12, "{written}");
        // The name of the device's user is that of the user, and unlike all other values.
        assert_eq!(tokens[0], tokens[9], "{written}");
        assert_ne!(tokens[0], tokens[1], "{written}");
        found += 1;
    }
    assert_eq!(found, 2);
}

/// Everything, with made-up figures.
fn measured() -> Measured {
    let cases = |group: case::Group| Measurement {
        title: group.title,
        ratio: group.ratio,
        cases: group.cases.iter().map(|case| (case.name, None)).collect(),
        timings: timing::Timings(vec![vec![1.0; group.cases.len()]]),
    };
    let points = [1_000, 10_000, 100_000, 1_000_000];
    let growth = |workload| Growth {
        workload,
        points: points
            .map(|records| Point { records, nanos: 1.0, processor: Some(1.0), peak: Some(1) })
            .into(),
    };
    let seconds = compile_cost::Seconds { elapsed: 2.0, user: None };
    let costs = compile_cost::Plan::FULL.sizes.iter().map(|size| compile_cost::Cost {
        size: *size,
        seconds: Derive::ALL.map(|derive| (derive, seconds)).into(),
    });
    Measured {
        runtime: Some(runtime::groups().into_iter().map(cases).collect()),
        allocations: Allocations::of_program(env!("CARGO_BIN_EXE_allocations")).expect("counts"),
        growth: Some(Workload::ALL.map(growth).into()),
        compile: Some(compile_cost::CompileCost {
            costs: costs.collect(),
            cold: Some(compile_cost::Cold { ours: seconds, serde: seconds }),
        }),
    }
}

#[test]
fn every_goal_is_measured_and_in_the_report() {
    let mut measured = measured();
    let groups = measured.runtime.iter_mut().flatten();
    for (title, cases) in groups.map(|group| (group.title, &mut group.cases)) {
        for (name, allocated) in cases {
            *allocated = measured.allocations.get(title, name);
            assert!(allocated.is_some(), "{title}: the allocations of {name} are not counted");
        }
    }
    let text = report::Report::of(&measured).expect("every name is there").text;
    for goal in GOALS {
        let value = goal.figure.of(&measured);
        // Without the other libraries there is none that is the fastest.
        let is_known =
            cfg!(feature = "peers") || !goal.figure.reference(&measured).contains("peer");
        assert_eq!(value.expect("every name is there").is_some(), is_known, "{}", goal.figure);
        assert!(text.contains(&format!("| {} ", goal.figure)), "{} is not in {text}", goal.figure);
    }
}

/// The files of `generated` are compiled with these tests.
#[test]
fn the_generated_sources_compile() {
    let size = Size::new(2, 14);
    for (derive, file) in [
        (Derive::Classified, include_str!("generated/classified.rs")),
        (Derive::Serialize, include_str!("generated/serialize.rs")),
    ] {
        assert_eq!(Source { derive, size }.to_string(), file.replace("\r\n", "\n"), "{derive:?}");
    }
}
