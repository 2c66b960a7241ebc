//! The cases of the benchmark `export`: a hundred records at a time, so that what is done once for
//! all of them hardly counts.

use std::hint::black_box;
use std::iter::repeat_n;

use intune_privacy::export::{Format, Scope, write};
use intune_privacy::{Class, Classified, Policy};
use serde::Serialize;

use crate::case::{Group, Operation, bytes_by};
use crate::{floors, ours, plain};

/// The group of records with nested ones.
pub const RECORDS: &str = "100 records into a reused Vec<u8>";
/// The group of flat records.
pub const CSV: &str = "100 flat records as CSV into a reused Vec<u8>";

const COUNT: usize = 100;

/// All groups.
pub fn groups() -> Vec<Group> {
    vec![json_group(), csv_group()]
}

pub(crate) fn everything() -> Scope {
    Scope::classes(Class::ALL)
}

fn json_group() -> Group {
    let format = |format, scope| ours(format, ours::device, scope, COUNT);
    Group::new(RECORDS, "x serde_json")
        .clear("serde_json", json_lines(plain::device()))
        .clear("intune-privacy, JSON", format(Format::Json, everything()))
        .clear("intune-privacy, JSON Lines", format(Format::JsonLines, everything()))
        .clear(
            "intune-privacy, JSON, subject access",
            format(Format::Json, Scope::subject_access()),
        )
        .clear("intune-privacy, JSON, described", format(Format::Json, everything().described()))
        .redacted("intune-privacy, JSON Lines, Policy::logs()", format(Format::JsonLines, erased()))
        .clear("intune-privacy, XML", format(Format::Xml, everything()))
        .clear("intune-privacy, HTML", format(Format::Html, everything()))
        .clear("floor, table-driven, own writer", floor(floors::table::json_in_clear))
        .redacted("floor, table-driven, own writer, redacted", floor(floors::table::redacted_json))
}

fn csv_group() -> Group {
    Group::new(CSV, "x csv")
        .clear("csv with serde", csv(plain::flat()))
        .clear("intune-privacy, CSV", ours(Format::Csv, ours::flat, everything(), COUNT))
}

/// Exports of so many records, each with its name, to see what one more record allocates.
pub fn of(records: usize) -> Vec<(&'static str, Box<dyn Operation>)> {
    let json = |format| Box::new(ours(format, ours::device, everything(), records));
    vec![
        ("intune-privacy, JSON", json(Format::Json)),
        ("intune-privacy, JSON Lines", json(Format::JsonLines)),
        ("intune-privacy, CSV", Box::new(ours(Format::Csv, ours::flat, everything(), records))),
    ]
}

fn erased() -> Scope {
    everything().redacted(Policy::logs())
}

fn ours<T: Classified>(
    format: Format,
    record: fn() -> T,
    scope: Scope,
    count: usize,
) -> impl Operation {
    let record = record();
    bytes_by(move |out| {
        let records = repeat_n(black_box(&record), count);
        write(format, records, black_box(&scope), out).expect("the records have a form");
    })
}

fn floor(append: fn(&plain::Device, &mut Vec<u8>)) -> impl Operation {
    let record = plain::device();
    bytes_by(move |out| {
        for record in repeat_n(black_box(&record), COUNT) {
            append(record, out);
            out.push(b'\n');
        }
    })
}

fn json_lines(record: impl Serialize) -> impl Operation {
    bytes_by(move |out| {
        for record in repeat_n(black_box(&record), COUNT) {
            serde_json::to_writer(&mut *out, record).expect("the record has a form");
            out.push(b'\n');
        }
    })
}

fn csv(record: impl Serialize) -> impl Operation {
    bytes_by(move |out| {
        let mut writer = ::csv::Writer::from_writer(out);
        for record in repeat_n(black_box(&record), COUNT) {
            writer.serialize(record).expect("the record is flat");
        }
        writer.flush().expect("a `Vec` takes all bytes");
    })
}
