//! What was erased, what was kept by what right, and what is left.

use alloc::vec::Vec;
use core::fmt;
use core::slice;

use super::Erasure;
use crate::clearing::{Line, Part, Place, Verdict};
use crate::schema::Schema;

/// What an erasure did, field by field, in the order of the fields.
///
/// It is made of names, classes and counts, so it may be kept when the data may not: as the content
/// of an audit event, or as the answer to the data subject (GDPR article 12(3)). How often a field is
/// counted does not tell whether it had a value.
///
/// `Display` is a line for each field. With the feature `serde` it can be serialized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureReport {
    record: &'static str,
    entries: Vec<ErasureEntry>,
}

/// What an erasure did with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErasureEntry {
    /// The field.
    pub place: Place,
    /// What became of it.
    pub outcome: Outcome,
    /// In how many records: more than one in a list.
    pub count: usize,
}

/// What became of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Its values are gone.
    Erased,
    /// They are kept, by right.
    Kept(Ground),
    /// They had to go and cannot be changed.
    Left,
}

impl Outcome {
    /// The name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Erased => "erased",
            Self::Kept(_) => "kept",
            Self::Left => "left",
        }
    }
}

/// By what right data is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ground {
    /// It is under a legal hold, for that reason (GDPR article 17(3)).
    LegalHold(&'static str),
    /// It is a count or statistic that is about no single person.
    Aggregated,
    /// It is no personal data.
    NonPersonal,
}

impl Ground {
    /// The name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LegalHold(_) => "legal_hold",
            Self::Aggregated => "aggregated",
            Self::NonPersonal => "non_personal",
        }
    }
}

/// The outcome in words that continue the name of the field.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Erased => f.write_str("erased"),
            Self::Kept(Ground::LegalHold(reason)) => write!(f, "kept under legal hold: {reason}"),
            Self::Kept(Ground::Aggregated) => f.write_str("kept, as it is about no single person"),
            Self::Kept(Ground::NonPersonal) => f.write_str("kept, as it is not personal"),
            Self::Left => f.write_str("LEFT, as it cannot be changed"),
        }
    }
}

impl ErasureReport {
    /// The type of the record.
    pub const fn record(&self) -> &'static str {
        self.record
    }

    /// What became of each field. A field of which only a part went has an entry for each outcome.
    pub fn iter(&self) -> slice::Iter<'_, ErasureEntry> {
        self.entries.iter()
    }

    /// The entries with that outcome.
    pub fn with(&self, outcome: Outcome) -> impl Iterator<Item = &ErasureEntry> {
        self.iter().filter(move |entry| entry.outcome == outcome)
    }

    /// Whether nothing is left that had to go.
    pub fn is_complete(&self) -> bool {
        self.with(Outcome::Left).next().is_none()
    }
}

impl<'a> IntoIterator for &'a ErasureReport {
    type Item = &'a ErasureEntry;
    type IntoIter = slice::Iter<'a, ErasureEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for ErasureReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let erased = self.with(Outcome::Erased).count();
        let left = self.with(Outcome::Left).count();
        let kept = self.entries.len() - erased - left;
        let fields = if erased == 1 { "field" } else { "fields" };
        writeln!(f, "{}: {erased} {fields} erased, {kept} kept, {left} left", self.record)?;
        for ErasureEntry { place, outcome, count } in self {
            write!(f, "{place}: {outcome}")?;
            times(*count, f)?;
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Writes in how many records, if not in one.
pub(crate) fn times(count: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if count == 1 { Ok(()) } else { write!(f, " (in {count} records)") }
}

/// Fields that could not be changed and are left as they were. All else is done, as the report says.
///
/// It holds names and no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", Message(.record, .left))]
pub struct EraseError<R = ErasureReport> {
    record: &'static str,
    left: Vec<Place>,
    report: R,
}

impl<R> EraseError<R> {
    pub(crate) const fn new(record: &'static str, left: Vec<Place>, report: R) -> Self {
        Self { record, left, report }
    }

    /// The fields that are left.
    pub fn left(&self) -> &[Place] {
        &self.left
    }

    /// What was done, with the fields that are left.
    pub const fn report(&self) -> &R {
        &self.report
    }

    /// The same, without the error.
    pub fn into_report(self) -> R {
        self.report
    }
}

struct Message<'a>(&'a str, &'a [Place]);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(record, left) = self;
        let fields = if left.len() == 1 { "field" } else { "fields" };
        write!(
            f,
            "{} {fields} of `{record}` cannot be changed and are left as they were: ",
            left.len()
        )?;
        for (index, place) in left.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}`{}`", place.path)?;
            if place.part == Part::Keys {
                f.write_str(" (its keys)")?;
            }
            write!(f, ", a `{}` in `{}`", place.type_name, place.record)?;
        }
        f.write_str(": all else is done; hold the values in types that can be changed")
    }
}

pub(super) fn erasure(
    schema: &'static Schema,
    lines: Vec<Line<Erasure>>,
) -> Result<ErasureReport, EraseError> {
    let mut entries = Vec::new();
    let mut left = Vec::new();
    for line in lines {
        if line.left() > 0 {
            left.push(line.place.clone());
        }
        let kept = match line.verdict {
            Verdict::Keep(ground) => Some((Outcome::Kept(ground), line.kept())),
            Verdict::Clear(()) => None,
        };
        let outcomes = [(Outcome::Erased, line.cleared()), (Outcome::Left, line.left())];
        for (outcome, count) in outcomes.into_iter().chain(kept) {
            if count > 0 {
                entries.push(ErasureEntry { place: line.place.clone(), outcome, count });
            }
        }
    }
    let report = ErasureReport { record: schema.name(), entries };
    if left.is_empty() { Ok(report) } else { Err(EraseError::new(schema.name(), left, report)) }
}

#[cfg(feature = "serde")]
mod serial {
    use super::{ErasureEntry, ErasureReport, Ground, Outcome};
    use crate::clearing::Place;
    use intune_privacy_taxonomy::Class;
    use serde::ser::{Serialize, SerializeStruct, Serializer};

    impl Place {
        /// How many keys [`serialize`](Self::serialize) writes.
        pub(crate) const KEYS: usize = 6;

        /// Writes the place among the keys of an entry.
        pub(crate) fn serialize<S: SerializeStruct>(&self, entry: &mut S) -> Result<(), S::Error> {
            entry.serialize_field("path", &self.path)?;
            entry.serialize_field("record", self.record)?;
            entry.serialize_field("type", self.type_name)?;
            entry.serialize_field("item", &self.item.map(alloc::string::ToString::to_string))?;
            entry.serialize_field("class", &self.class.map(Class::as_str))?;
            entry.serialize_field("part", self.part.as_str())
        }
    }

    impl Serialize for ErasureEntry {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut entry = serializer.serialize_struct("ErasureEntry", Place::KEYS + 4)?;
            self.place.serialize(&mut entry)?;
            let (ground, reason) = match self.outcome {
                Outcome::Kept(Ground::LegalHold(reason)) => (Some("legal_hold"), Some(reason)),
                Outcome::Kept(ground) => (Some(ground.as_str()), None),
                Outcome::Erased | Outcome::Left => (None, None),
            };
            entry.serialize_field("outcome", self.outcome.as_str())?;
            entry.serialize_field("ground", &ground)?;
            entry.serialize_field("reason", &reason)?;
            entry.serialize_field("count", &self.count)?;
            entry.end()
        }
    }

    impl Serialize for ErasureReport {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut report = serializer.serialize_struct("ErasureReport", 2)?;
            report.serialize_field("record", self.record)?;
            report.serialize_field("entries", &self.entries)?;
            report.end()
        }
    }
}
