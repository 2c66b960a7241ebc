//! A record type with its fields.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::kind::{Kind, Tally};
use super::origin::Origin;
use super::place::{Names, Place, source};
use crate::inventory::Inventory;
use crate::inventory::field::FieldEntry;
use crate::inventory::ground::Ground;
use crate::inventory::record::RecordEntry;

/// A record type.
pub(super) struct Record<'a> {
    /// From 1, as in the identifiers of the page.
    pub(super) number: usize,
    pub(super) entry: &'a RecordEntry,
    pub(super) tally: Tally,
    pub(super) source: Cow<'a, str>,
    pub(super) fields: Vec<Row<'a>>,
    /// The fields of other types that hold it.
    pub(super) holders: Vec<Place<'a>>,
}

/// A field of it.
pub(super) struct Row<'a> {
    pub(super) entry: &'a FieldEntry,
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    /// The type that it holds: its number in the page, if it is there, and its name.
    pub(super) nested: Option<(Option<usize>, &'a str)>,
    pub(super) basis: Cow<'a, str>,
    pub(super) source: Cow<'a, str>,
}

impl<'a> Record<'a> {
    pub(super) fn new(index: usize, inventory: &'a Inventory, names: &Names<'a>) -> Self {
        let entry = &inventory.records()[index];
        Self {
            number: index + 1,
            entry,
            tally: Tally::of(entry.fields()),
            source: source(entry, entry.line()),
            fields: entry.fields().iter().map(|field| Row::new(field, entry, names)).collect(),
            holders: names.holders(index),
        }
    }
}

impl Record<'_> {
    /// What the type says of itself.
    pub(super) fn says(&self) -> Vec<String> {
        let entry = self.entry;
        let mut words: Vec<String> = Vec::new();
        words.extend(entry.category().map(|category| category.label().into()));
        if entry.is_tied() {
            words.push("tied to a user or device".into());
        }
        let condition = entry.collected_if();
        words.extend(condition.map(|it| format!("exists only {}", it.in_words())));
        if entry.is_mam_only() {
            words.push("for deployments that use MAM only".into());
        }
        if self.tally.total() > 0 {
            words.push(format!("{}", self.tally));
        }
        words
    }
}

impl<'a> Row<'a> {
    fn new(entry: &'a FieldEntry, record: &'a RecordEntry, names: &Names<'a>) -> Self {
        let nested = entry.nested().map(|path| match names.find(path) {
            Some(index) => (Some(index + 1), names.of_record(index)),
            None => (None, path),
        });
        Self {
            entry,
            kind: Kind::of(entry),
            origin: Origin::of(entry),
            nested,
            basis: basis(entry, record),
            source: source(record, entry.line()),
        }
    }

    /// The key, unless it is the name.
    pub(super) fn key(&self) -> Option<&'a str> {
        let name = self.entry.name();
        self.entry.key().filter(|key| *key != name)
    }

    /// Required or optional, by MAM or not, and under which conditions.
    pub(super) fn collection(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.entry.requirement().map(|requirement| format!("{requirement}")));
        if self.entry.is_mam() {
            let condition = self.entry.mam_condition();
            let condition = condition.map_or("", |condition| condition.in_words());
            words.push(format!("MAM {condition}").trim_end().into());
        }
        let condition = self.entry.condition();
        words.extend(condition.map(|condition| format!("only {}", condition.in_words())));
        words.join(" · ")
    }
}

/// By whose word the field has its class.
fn basis<'a>(field: &'a FieldEntry, record: &RecordEntry) -> Cow<'a, str> {
    match field.ground() {
        Ground::Documented => "documented".into(),
        Ground::Inferred => "inferred from its category".into(),
        Ground::Tied(tie) => format!("identified because {}", tie.in_words(record)).into(),
        Ground::Stricter => "stricter than inferred, by choice".into(),
        Ground::Chosen => "chosen: no edition gives a class".into(),
        Ground::Undocumented(reason) => format!("not documented: {reason}").into(),
        Ground::NonPersonal | Ground::Nested if !Kind::of(field).is_personal() => "".into(),
        _ => "unknown: nothing says by whose word".into(),
    }
}
