//! What is different between two inventories, in words.

mod sentence;

use alloc::vec::Vec;
use core::fmt;

use super::Inventory;
use super::field::FieldEntry;
use super::record::RecordEntry;
use super::selector::Selector;

/// A difference between an inventory and an earlier one. Its `Display` is a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change<'a> {
    /// A type that was not there. Each of its fields is a change of its own.
    RecordAdded(&'a RecordEntry),
    /// A type that is there no longer. Each of its fields is a change of its own.
    RecordRemoved(&'a RecordEntry),
    /// A type that says other things of itself, such as the condition that it exists under.
    #[non_exhaustive]
    RecordAltered {
        /// As it was.
        before: &'a RecordEntry,
        /// As it is.
        after: &'a RecordEntry,
    },
    /// A field that was not there.
    #[non_exhaustive]
    FieldAdded {
        /// The type.
        record: &'a RecordEntry,
        /// The field.
        field: &'a FieldEntry,
    },
    /// A field that is there no longer.
    #[non_exhaustive]
    FieldRemoved {
        /// The type as it was.
        record: &'a RecordEntry,
        /// The field.
        field: &'a FieldEntry,
    },
    /// A field that holds something else, or by another's word.
    #[non_exhaustive]
    FieldAltered {
        /// The type as it is.
        record: &'a RecordEntry,
        /// The field as it was.
        before: &'a FieldEntry,
        /// The field as it is.
        after: &'a FieldEntry,
    },
}

impl<'a> Change<'a> {
    /// The type that the change is in.
    pub const fn record(&self) -> &'a RecordEntry {
        match *self {
            Self::RecordAdded(record)
            | Self::RecordRemoved(record)
            | Self::RecordAltered { after: record, .. }
            | Self::FieldAdded { record, .. }
            | Self::FieldRemoved { record, .. }
            | Self::FieldAltered { record, .. } => record,
        }
    }

    /// The field that the change is about.
    pub const fn field(&self) -> Option<&'a FieldEntry> {
        match *self {
            Self::FieldAdded { field, .. }
            | Self::FieldRemoved { field, .. }
            | Self::FieldAltered { after: field, .. } => Some(field),
            _ => None,
        }
    }

    /// Whether something that `selector` selects is held now and was not before.
    pub fn brings(&self, selector: &Selector) -> bool {
        match *self {
            Self::FieldAdded { field, .. } => selector.selects(field),
            Self::FieldAltered { before, after, .. } => {
                selector.selects(after) && !selector.selects(before)
            }
            _ => false,
        }
    }

    /// The name of the kind of change, in snake case.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::RecordAdded(_) => "record_added",
            Self::RecordRemoved(_) => "record_removed",
            Self::RecordAltered { .. } => "record_altered",
            Self::FieldAdded { .. } => "field_added",
            Self::FieldRemoved { .. } => "field_removed",
            Self::FieldAltered { .. } => "field_altered",
        }
    }

    /// `+` for what is new, `-` for what is gone, `~` for what is otherwise.
    pub const fn sign(&self) -> char {
        match self {
            Self::RecordAdded(_) | Self::FieldAdded { .. } => '+',
            Self::RecordRemoved(_) | Self::FieldRemoved { .. } => '-',
            Self::RecordAltered { .. } | Self::FieldAltered { .. } => '~',
        }
    }

    /// Where it is, to stand after "at": the type, the field and, as far as they are known, the file
    /// and line.
    pub fn place(&self) -> impl fmt::Display + use<'a> {
        Place { record: self.record(), field: self.field() }
    }
}

struct Place<'a> {
    record: &'a RecordEntry,
    field: Option<&'a FieldEntry>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { record, field } = self;
        f.write_str(record.name())?;
        if let Some(field) = field {
            write!(f, ", field {}", field.name())?;
        }
        match record.place(field.map_or(record.line(), FieldEntry::line)) {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        sentence::write(self, f)
    }
}

/// All that is different between an inventory and an earlier one, by type.
///
/// Its `Display` has a sentence for each change, and below it where that is.
///
/// ```
/// use intune_privacy::Classified;
/// use intune_privacy::inventory::Inventory;
///
/// #[derive(Classified)]
/// struct Device {
///     #[data(identified, required, mam, item = user::principal_name)]
///     user: String,
///     #[data(identified, required, item = device_data::location)]
///     position: Option<String>,
/// }
///
/// let now = Inventory::of::<Device>();
/// let lock = now.to_lock();
/// let without: Vec<_> = lock.lines().filter(|line| !line.contains("position")).collect();
/// let before = Inventory::parse(&without.join("\n"))?;
/// let changes = now.changes_since(&before);
/// assert_eq!(
///     changes.iter().next().unwrap().to_string(),
///     "`Device` now collects `device_data::location`, identified because the record names a user \
///      (`user`)",
/// );
/// # let _ = Device { user: String::new(), position: None };
/// # Ok::<(), intune_privacy::inventory::InventoryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<'a> {
    changes: Vec<Change<'a>>,
}

impl<'a> Changes<'a> {
    pub(super) fn between(before: &'a Inventory, after: &'a Inventory) -> Self {
        let mut changes = Vec::new();
        for (old, new) in paired(&before.records, &after.records, |record| record.name()) {
            match (old, new) {
                (Some(before), Some(after)) => {
                    if !before.says_the_same_as(after) {
                        changes.push(Change::RecordAltered { before, after });
                    }
                    fields(&mut changes, before, after);
                }
                (None, Some(record)) => {
                    changes.push(Change::RecordAdded(record));
                    let added = |field| Change::FieldAdded { record, field };
                    changes.extend(record.fields.iter().map(added));
                }
                (Some(record), None) => {
                    changes.push(Change::RecordRemoved(record));
                    let removed = |field| Change::FieldRemoved { record, field };
                    changes.extend(record.fields.iter().map(removed));
                }
                (None, None) => {}
            }
        }
        Self { changes }
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes, by type.
    pub fn iter(&self) -> impl Iterator<Item = &Change<'a>> {
        self.changes.iter()
    }
}

impl fmt::Display for Changes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(f, "{} {change}\n    at {}", change.sign(), change.place())?;
        }
        Ok(())
    }
}

fn fields<'a>(changes: &mut Vec<Change<'a>>, before: &'a RecordEntry, after: &'a RecordEntry) {
    for (old, new) in paired(&before.fields, &after.fields, |field| field.name()) {
        changes.extend(match (old, new) {
            (Some(old), Some(new)) if !old.says_the_same_as(new) => {
                Some(Change::FieldAltered { record: after, before: old, after: new })
            }
            (None, Some(field)) => Some(Change::FieldAdded { record: after, field }),
            (Some(field), None) => Some(Change::FieldRemoved { record: before, field }),
            _ => None,
        });
    }
}

/// What has the same name on both sides, in the order of the later side, and then what only the
/// earlier one has. Where several have one name, as types in functions can, the first belongs to
/// the first.
fn paired<'a, T>(
    before: &'a [T],
    after: &'a [T],
    name: impl Fn(&T) -> &str,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut left: Vec<_> = before.iter().collect();
    let mut pairs: Vec<_> = after
        .iter()
        .map(|new| {
            let at = left.iter().position(|old| name(old) == name(new));
            (at.map(|at| left.remove(at)), Some(new))
        })
        .collect();
    pairs.extend(left.into_iter().map(|old| (Some(old), None)));
    pairs
}
