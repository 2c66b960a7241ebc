//! Where a field is, as a link within the page.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use super::kind::Kind;
use crate::inventory::Inventory;
use crate::inventory::field::FieldEntry;
use crate::inventory::record::RecordEntry;
use crate::markup::Text;

/// What the types are called in the page, and where they are.
pub(super) struct Names<'a> {
    records: &'a [RecordEntry],
    /// The short name, unless two types have it.
    shown: Vec<&'a str>,
    /// The first type of each path.
    by_path: BTreeMap<&'a str, usize>,
    /// The fields that hold each type, by index.
    holders: BTreeMap<usize, Vec<(usize, usize)>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(inventory: &'a Inventory) -> Self {
        let records = inventory.records();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_path = BTreeMap::new();
        for (index, record) in records.iter().enumerate() {
            *times.entry(record.type_name()).or_default() += 1;
            by_path.entry(record.name()).or_insert(index);
        }
        let name = |record: &'a RecordEntry| match times[record.type_name()] {
            1 => record.type_name(),
            _ => record.name(),
        };
        let mut holders: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, record) in records.iter().enumerate() {
            for (at, field) in record.fields().iter().enumerate() {
                if let Some(inner) = field.nested().and_then(|path| by_path.get(path)) {
                    holders.entry(*inner).or_default().push((index, at));
                }
            }
        }
        Self { records, shown: records.iter().map(name).collect(), by_path, holders }
    }

    /// The name of the type at that index.
    pub(super) fn of_record(&self, index: usize) -> &'a str {
        self.shown[index]
    }

    /// The index of the type of that path.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The fields that hold the type at that index.
    pub(super) fn holders(&self, index: usize) -> Vec<Place<'a>> {
        let holders = self.holders.get(&index).into_iter().flatten();
        holders.map(|(record, field)| self.place(*record, *field)).collect()
    }

    /// The fields that `is_meant` selects.
    pub(super) fn places(
        &self,
        is_meant: impl Fn(&RecordEntry, &FieldEntry) -> bool,
    ) -> Vec<Place<'a>> {
        let records = self.records.iter().enumerate();
        let fields = records.flat_map(|(index, record)| {
            record.fields().iter().enumerate().map(move |(at, field)| (index, record, at, field))
        });
        fields
            .filter(|(_, record, _, field)| is_meant(record, field))
            .map(|(index, _, at, _)| self.place(index, at))
            .collect()
    }

    /// The field at that index of the type at that index.
    pub(super) fn place(&self, record: usize, field: usize) -> Place<'a> {
        let entry = &self.records[record];
        let field_entry = &entry.fields()[field];
        Place {
            record: record + 1,
            field: field + 1,
            record_name: self.shown[record],
            name: field_entry.name(),
            kind: Kind::of(field_entry),
            source: source(entry, field_entry.line()),
        }
    }
}

/// The file and line, as far as they are known.
pub(super) fn source(record: &RecordEntry, line: u32) -> Cow<'_, str> {
    match record.place(line) {
        Some(place) => place.into(),
        None if line == 0 => "".into(),
        None => alloc::format!("line {line}").into(),
    }
}

/// Where a field is.
pub(super) struct Place<'a> {
    /// From 1, as in the identifiers of the page.
    record: usize,
    /// From 1, as in the identifiers of the page.
    field: usize,
    record_name: &'a str,
    name: &'a str,
    pub(super) kind: Kind,
    source: Cow<'a, str>,
}

/// Fields as links; many of them fold up.
#[derive(Template)]
#[template(path = "data_map/places.html")]
pub(super) struct Places<'a> {
    pub(super) places: &'a [Place<'a>],
    /// Whether the class and the file are said too.
    pub(super) in_full: bool,
}

/// It is escaped already.
impl HtmlSafe for Places<'_> {}

impl<'a> Places<'a> {
    /// More than these fold up.
    const FEW: usize = 6;

    pub(super) const fn new(places: &'a [Place<'a>]) -> Self {
        Self { places, in_full: false }
    }

    pub(super) const fn in_full(places: &'a [Place<'a>]) -> Self {
        Self { places, in_full: true }
    }
}

/// "1 field", "2 fields".
pub(super) struct Count(pub(super) usize, pub(super) &'static str);

/// It is a number and a word of the page.
impl HtmlSafe for Count {}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, what) = self;
        let plural = if *count == 1 { "" } else { "s" };
        write!(f, "{count} {what}{plural}")
    }
}
