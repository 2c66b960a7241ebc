//! The cases of the benchmark `export`: a hundred records at a time, so that what is done once for
//! all of them hardly counts.

use std::hint::black_box;
use std::iter::repeat_n;

use intune_privacy::export::{Format, Scope, write};
use intune_privacy::{Class, Classified};
use serde::Serialize;

use crate::case::{Group, Operation, bytes_by};
use crate::{ours, plain};

const RECORDS: usize = 100;

/// All groups. The goals are ratios to the crates that others would use, in one run.
pub fn groups() -> Vec<Group> {
    vec![json_group(), csv_group()]
}

fn everything() -> Scope {
    Scope::classes(Class::ALL)
}

fn json_group() -> Group {
    let format = |format, scope| ours(format, ours::device, scope);
    Group::new("100 records into a reused Vec<u8>", "x serde_json")
        .clear("serde_json", json_lines(plain::device()))
        .clear("intune-privacy, JSON", format(Format::Json, everything()))
        .goal(1.20)
        .clear("intune-privacy, JSON Lines", format(Format::JsonLines, everything()))
        .goal(1.20)
        .clear(
            "intune-privacy, JSON, subject access",
            format(Format::Json, Scope::subject_access()),
        )
        .clear("intune-privacy, JSON, described", format(Format::Json, everything().described()))
        .clear("intune-privacy, XML", format(Format::Xml, everything()))
        .clear("intune-privacy, HTML", format(Format::Html, everything()))
}

fn csv_group() -> Group {
    Group::new("100 flat records as CSV into a reused Vec<u8>", "x csv")
        .clear("csv with serde", csv(plain::flat()))
        .clear("intune-privacy, CSV", ours(Format::Csv, ours::flat, everything()))
        .goal(1.30)
}

fn ours<T: Classified>(format: Format, record: fn() -> T, scope: Scope) -> impl Operation {
    let record = record();
    bytes_by(move |out| {
        let records = repeat_n(black_box(&record), RECORDS);
        write(format, records, black_box(&scope), out).expect("the records have a form");
    })
}

fn json_lines(record: impl Serialize) -> impl Operation {
    bytes_by(move |out| {
        for record in repeat_n(black_box(&record), RECORDS) {
            serde_json::to_writer(&mut *out, record).expect("the record has a form");
            out.push(b'\n');
        }
    })
}

fn csv(record: impl Serialize) -> impl Operation {
    bytes_by(move |out| {
        let mut writer = ::csv::Writer::from_writer(out);
        for record in repeat_n(black_box(&record), RECORDS) {
            writer.serialize(record).expect("the record is flat");
        }
        writer.flush().expect("a `Vec` takes all bytes");
    })
}
