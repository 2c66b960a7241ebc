//! What the code knows of the data, and of whom it is about.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::point::{Point, Statement};
use crate::inventory::report::markdown;
use crate::inventory::{FieldEntry, RecordEntry};
use intune_privacy_taxonomy::{Category, Class, Condition, Item, Source};

/// Data of one kind, in one or several types.
#[derive(Clone, Debug)]
pub(super) struct Datum<'a> {
    /// The documented item, or the field if there is none.
    pub(super) item: Option<&'static Item>,
    /// The type and the field of data that no document lists.
    pub(super) field: Option<(&'a RecordEntry, &'a FieldEntry)>,
    pub(super) class: Option<Class>,
    pub(super) basis: String,
    /// Whether it is required, and under which circumstances it is collected, in words.
    pub(super) collection: String,
    pub(super) is_secret: bool,
    pub(super) records: Vec<&'a str>,
}

/// The personal data of the types, that of the documented categories first, in the order of the
/// documents.
pub(super) fn of<'a>(records: &[&'a RecordEntry]) -> Vec<Datum<'a>> {
    let mut data: BTreeMap<_, Datum<'a>> = BTreeMap::new();
    for record in records {
        for field in record.fields().iter().filter(|field| field.is_personal()) {
            let item = field.item();
            let basis = match item {
                // Which field ties the record is another one in each type.
                Some(_) => field.ground().kind().to_string(),
                None => field.ground().to_string(),
            };
            let collection = collection(record, field);
            let own = item.is_none().then(|| (record.name(), field.name()));
            let row = item.map_or(u8::MAX, |item| item.row);
            let key = (row, own, field.class(), basis.clone(), collection.clone());
            let datum = data.entry(key).or_insert_with(|| Datum {
                item,
                field: item.is_none().then_some((record, field)),
                class: field.class(),
                basis,
                collection,
                is_secret: false,
                records: Vec::new(),
            });
            datum.is_secret |= field.is_secret();
            if !datum.records.contains(&record.name()) {
                datum.records.push(record.name());
            }
        }
    }
    data.into_values().collect()
}

fn collection(record: &RecordEntry, field: &FieldEntry) -> String {
    let text = markdown::collection(field);
    match record.collected_if().filter(|condition| field.condition() != Some(*condition)) {
        Some(condition) => format!("{text}; {}", Condition::in_words(condition)),
        None => text,
    }
}

/// Of whom the data is, as far as the code knows.
pub(super) fn subjects(records: &[&RecordEntry]) -> Statement {
    let fields = || records.iter().flat_map(|record| record.fields());
    let personal = || fields().filter(|field| field.is_personal());
    let is_of_one = |field: &&FieldEntry| field.class() != Some(Class::Aggregated);
    let categories = || personal().filter(is_of_one).filter_map(|it| Some(it.item()?.category));
    let has = |category| categories().any(|it| it == category);
    let comes_from = |source| categories().any(|it| it.facts().source == source);
    let mut subjects: Vec<String> = Vec::new();
    if has(Category::User) {
        subjects.push("users (the data has user information)".into());
    } else if comes_from(Source::EndUserDevice) {
        subjects
            .push("users of managed devices (inferred: the data comes from their devices)".into());
    }
    if has(Category::AdminAccount) {
        subjects.push("administrators (the data has admin and account information)".into());
    } else if comes_from(Source::AdminPortal) {
        subjects.push("administrators (inferred: the data comes from the admin portal)".into());
    }
    if subjects.is_empty() && personal().next().is_none() {
        subjects.push("none: the record types hold no personal data".into());
    } else if subjects.is_empty() && !personal().any(|field| is_of_one(&field)) {
        subjects.push("no single person: all personal data is aggregated".into());
    }
    Statement::of_code(Point::DataSubjects, subjects)
}
