//! What was dropped of a record because it may not be collected.

use alloc::vec::Vec;
use core::fmt;
use core::slice;

use super::{Collection, Uncollected};
use crate::clearing::{self, Judge, Part, Place, Verdict};
use crate::erasure::{EraseError, times};
use crate::schema::{Field, Schema};
use crate::value::RecordMut;
use intune_privacy_taxonomy::Facts;

/// What [`Classified::collect`](crate::Classified::collect) dropped, field by field, in the order of
/// the fields. What may be collected is not in it.
///
/// It is made of names and counts, never of values, and does not tell whether a field had a value.
/// `Display` is a line for each field. With the feature `serde` it can be serialized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionReport {
    record: &'static str,
    entries: Vec<CollectionEntry>,
}

/// A field that may not be collected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CollectionEntry {
    /// The field.
    pub place: Place,
    /// Why.
    pub reason: Dropped,
    /// In how many records it is dropped: more than one in a list.
    pub count: usize,
    /// In how many records it is left, because it cannot be changed.
    pub left: usize,
}

/// Why data is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dropped {
    /// It may not be collected.
    Uncollected(Uncollected),
    /// It could be collected, but not without what may not: the other values of a set of records, or
    /// the keys of a map.
    Inseparable,
}

impl Dropped {
    /// The name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uncollected(reason) => reason.as_str(),
            Self::Inseparable => "inseparable",
        }
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uncollected(reason) => reason.fmt(f),
            Self::Inseparable => f.write_str("it cannot be kept without data that may not be"),
        }
    }
}

impl CollectionReport {
    /// The type of the record.
    pub const fn record(&self) -> &'static str {
        self.record
    }

    /// What was dropped.
    pub fn iter(&self) -> slice::Iter<'_, CollectionEntry> {
        self.entries.iter()
    }

    /// Whether all of the record may be collected.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a CollectionReport {
    type Item = &'a CollectionEntry;
    type IntoIter = slice::Iter<'a, CollectionEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for CollectionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = if self.entries.len() == 1 { "field" } else { "fields" };
        writeln!(f, "{}: {} {fields} may not be collected", self.record, self.entries.len())?;
        for CollectionEntry { place, reason, count, left } in self {
            write!(f, "{place}: ")?;
            match (count, left) {
                (count, 0) => {
                    write!(f, "dropped, as {reason}")?;
                    times(*count, f)?;
                }
                (0, left) => {
                    write!(f, "LEFT, as it cannot be changed, though {reason}")?;
                    times(*left, f)?;
                }
                (count, left) => {
                    write!(f, "dropped in {count} records and LEFT in {left}, as {reason}")?;
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Drops what may not be collected.
pub(crate) fn collect(
    record: &mut dyn RecordMut,
    facts: Facts,
) -> Result<CollectionReport, EraseError<CollectionReport>> {
    let mut entries = Vec::new();
    let mut remaining = Vec::new();
    for line in clearing::clear(record, &Collection::new(facts)) {
        let (count, left) = (line.cleared(), line.left());
        if left > 0 {
            remaining.push(line.place.clone());
        }
        if count + left > 0 {
            let reason = match line.verdict {
                Verdict::Clear(reason) => Dropped::Uncollected(reason),
                Verdict::Keep(()) if line.place.part == Part::Unknown => {
                    Dropped::Uncollected(Uncollected::Unclassified)
                }
                Verdict::Keep(()) => Dropped::Inseparable,
            };
            entries.push(CollectionEntry { place: line.place, reason, count, left });
        }
    }
    let record = record.as_record().schema().name();
    let report = CollectionReport { record, entries };
    if remaining.is_empty() { Ok(report) } else { Err(EraseError::new(record, remaining, report)) }
}

impl Judge for Collection {
    type Around = Self;
    type Ground = ();
    type Cause = Uncollected;

    const WIPES_SECRETS: bool = false;

    fn outermost(&self) -> Self {
        *self
    }

    fn within(&self, schema: &Schema, around: Self) -> Self {
        around.within(schema)
    }

    fn leaf(&self, _: &Schema, field: Field, around: Self) -> Verdict<(), Uncollected> {
        verdict(around.refuses(field.flags(), field.item()))
    }

    fn keys(&self, _: &'static Schema, around: Self) -> Verdict<(), Uncollected> {
        verdict(around.refuses_keys())
    }

    fn drops(&self, records: &'static Schema, around: Self) -> bool {
        around.within(records).refuses_record().is_some()
    }

    fn spares(&self, _: &'static Schema) -> bool {
        false
    }
}

fn verdict(reason: Option<Uncollected>) -> Verdict<(), Uncollected> {
    reason.map_or(Verdict::Keep(()), Verdict::Clear)
}

#[cfg(feature = "serde")]
mod serial {
    use super::{CollectionEntry, CollectionReport, Place};
    use alloc::string::ToString;
    use serde::ser::{Serialize, SerializeStruct, Serializer};

    impl Serialize for CollectionEntry {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut entry = serializer.serialize_struct("CollectionEntry", Place::KEYS + 4)?;
            self.place.serialize(&mut entry)?;
            entry.serialize_field("reason", self.reason.as_str())?;
            entry.serialize_field("explanation", &self.reason.to_string())?;
            entry.serialize_field("count", &self.count)?;
            entry.serialize_field("left", &self.left)?;
            entry.end()
        }
    }

    impl Serialize for CollectionReport {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut report = serializer.serialize_struct("CollectionReport", 2)?;
            report.serialize_field("record", self.record)?;
            report.serialize_field("entries", &self.entries)?;
            report.end()
        }
    }
}
