//! The cases of the benchmark `audit`. Each writes whether the record changed, and what of it.

use std::fmt::Write;
use std::hint::black_box;

use intune_privacy::audit::{AuditEvent, Changes};
use intune_privacy::{Classified, Policy};

use crate::case::{Group, Operation, text_by};
use crate::{ours, plain};

/// The group of records that are the same.
pub const EQUAL: &str = "Diff of two equal records";
/// The group of records that are not.
pub const CHANGED: &str = "Diff of two records of which the last field but one changed";

/// All groups.
pub fn groups() -> Vec<Group> {
    vec![equal_group(), changed_group()]
}

fn equal_group() -> Group {
    let (before, after) = (plain::device(), plain::device());
    let event = by(ours::device(), ours::device(), |before, after| {
        AuditEvent::update(before, after).finish().is_none()
    });
    Group::new(EQUAL, "x derive(PartialEq)")
        .redacted("derive(PartialEq)", by(before, after, plain::Device::eq))
        .redacted("intune-privacy, changes", diff(ours::device(), |it| it.is_empty()))
        .redacted("intune-privacy, AuditEvent::update", event)
}

fn changed_group() -> Group {
    let (before, after) = (plain::device(), plain::changed());
    Group::new(CHANGED, "x derive(PartialEq)")
        .redacted("derive(PartialEq)", by(before, after, plain::Device::eq))
        .redacted("intune-privacy, changes", diff(ours::changed(), |it| it.is_empty()))
        .redacted("changes and their names", diff(ours::changed(), |it| it.list().is_empty()))
        .redacted(
            "changes under Policy::logs()",
            diff(ours::changed(), |it| it.properties(&Policy::logs()).is_empty()),
        )
}

/// Our record compared with another.
fn diff(after: ours::Device, is_same: fn(Changes<'_>) -> bool) -> impl Operation {
    by(ours::device(), after, move |before, after| is_same(before.changes(after)))
}

fn by<T>(before: T, after: T, is_same: impl Fn(&T, &T) -> bool) -> impl Operation {
    text_by(move |out| {
        let same = is_same(black_box(&before), black_box(&after));
        out.write_str(if same { "same" } else { "changed" })
    })
}
