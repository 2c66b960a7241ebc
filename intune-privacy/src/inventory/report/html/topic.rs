//! What a reader asks for by subject: where it is in the program.

use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::kind::Kind;
use super::origin::Origin;
use super::place::{Count, Names, Place};
use crate::inventory::Inventory;
use crate::inventory::ground::Ground;
use crate::inventory::record::RecordEntry;
use intune_privacy_taxonomy::{Condition, MamCondition};

/// A section of the page.
pub(super) struct Topic<'a> {
    /// The word in the page's markup.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) summary: String,
    /// The head of the first column of the table.
    pub(super) head: &'static str,
    pub(super) lines: Vec<Line<'a>>,
}

/// What is said, and of which types and fields.
pub(super) struct Line<'a> {
    pub(super) text: Cow<'a, str>,
    /// The numbers of types in the page, and their names.
    pub(super) records: Vec<(usize, &'a str)>,
    pub(super) places: Vec<Place<'a>>,
}

impl<'a> Topic<'a> {
    pub(super) fn all(inventory: &'a Inventory, names: &Names<'a>) -> Vec<Self> {
        let mut topics = Vec::from([undocumented(inventory, names)]);
        topics.extend(unknown(names));
        topics.extend([
            conditions(inventory, names),
            mam(inventory, names),
            secrets(names),
            subjects(inventory, names),
        ]);
        topics
    }
}

impl<'a> Line<'a> {
    fn of_fields(text: impl Into<Cow<'a, str>>, places: Vec<Place<'a>>) -> Option<Self> {
        let line = Self { text: text.into(), records: Vec::new(), places };
        (!line.places.is_empty()).then_some(line)
    }
}

/// The types that `is_meant` selects.
fn records<'a>(
    inventory: &'a Inventory,
    names: &Names<'a>,
    is_meant: impl Fn(&RecordEntry) -> bool,
) -> Vec<(usize, &'a str)> {
    let records = inventory.records().iter().enumerate();
    let meant = records.filter(|(_, record)| is_meant(record));
    meant.map(|(index, _)| (index + 1, names.of_record(index))).collect()
}

fn undocumented<'a>(inventory: &'a Inventory, names: &Names<'a>) -> Topic<'a> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = 0;
    for (index, record) in inventory.records().iter().enumerate() {
        for (at, field) in record.fields().iter().enumerate() {
            let Ground::Undocumented(reason) = field.ground() else { continue };
            count += 1;
            let place = names.place(index, at);
            let line = *known.entry(reason.as_str()).or_insert_with(|| {
                lines.push(Line { text: reason.into(), records: Vec::new(), places: Vec::new() });
                lines.len() - 1
            });
            lines[line].places.push(place);
        }
    }
    let summary = if lines.is_empty() {
        "Every personal field is of a documented item.".to_owned()
    } else {
        format!(
            "No edition lists the data of {}. Each is held for a reason that the developer gives.",
            Count(count, "field")
        )
    };
    Topic {
        name: "undocumented",
        title: "What is not documented, and why",
        summary,
        head: "Reason",
        lines,
    }
}

/// Only where there is such a field.
fn unknown<'a>(names: &Names<'a>) -> Option<Topic<'a>> {
    let is_unknown =
        |field: &_| Origin::of(field) == Origin::Unknown || Kind::of(field) == Kind::Unclassified;
    let places = names.places(|_, field| is_unknown(field));
    let summary = format!(
        "Nothing says what {} holds, or by whose word. Treat the data as identified.",
        Count(places.len(), "field")
    );
    let line = Line::of_fields("Unknown", places)?;
    Some(Topic {
        name: "unknown",
        title: "What nobody has classified",
        summary,
        head: "What",
        lines: [line].into(),
    })
}

fn conditions<'a>(inventory: &'a Inventory, names: &Names<'a>) -> Topic<'a> {
    let lines: Vec<_> = Condition::ALL
        .iter()
        .map(|condition| Line {
            text: format!("only {}", condition.in_words()).into(),
            records: records(inventory, names, |it| it.collected_if() == Some(*condition)),
            places: names.places(|_, field| field.condition() == Some(*condition)),
        })
        .filter(|line| !line.records.is_empty() || !line.places.is_empty())
        .collect();
    let summary = if lines.is_empty() {
        "No data that the program holds is collected under a condition only."
    } else {
        "Data that may be collected only under a documented condition. Of a type that exists under the \
         condition alone, all fields do."
    };
    let title = "Conditions of collection";
    Topic { name: "conditions", title, summary: summary.to_owned(), head: "Collected", lines }
}

fn mam<'a>(inventory: &'a Inventory, names: &Names<'a>) -> Topic<'a> {
    let under = |condition: Option<MamCondition>| {
        names.places(|_, field| field.is_mam() && field.mam_condition() == condition)
    };
    let mut lines: Vec<_> =
        Line::of_fields("without a condition", under(None)).into_iter().collect();
    lines.extend(
        MamCondition::ALL
            .iter()
            .filter_map(|condition| Line::of_fields(condition.in_words(), under(Some(*condition)))),
    );
    let count: usize = lines.iter().map(|line| line.places.len()).sum();
    let alone = records(inventory, names, RecordEntry::is_mam_only);
    if !alone.is_empty() {
        let text = "types for deployments that use mobile application management only".into();
        lines.push(Line { text, records: alone, places: Vec::new() });
    }
    let summary = format!(
        "The workload of mobile application management (MAM) collects the data of {} (2023 edition).",
        Count(count, "field")
    );
    Topic {
        name: "mam",
        title: "Mobile application management",
        summary,
        head: "Collected by MAM",
        lines,
    }
}

fn secrets<'a>(names: &Names<'a>) -> Topic<'a> {
    let places = names.places(|_, field| field.is_secret());
    let summary = if places.is_empty() {
        "No field holds what the documents call a secret.".to_owned()
    } else {
        format!(
            "{} what the documents call a secret. No view ever shows them, whatever the policy.",
            if places.len() == 1 {
                "1 field holds".into()
            } else {
                format!("{} fields hold", places.len())
            },
        )
    };
    let lines = Line::of_fields("secret", places).into_iter().collect();
    Topic { name: "secrets", title: "Secrets", summary, head: "What", lines }
}

fn subjects<'a>(inventory: &'a Inventory, names: &Names<'a>) -> Topic<'a> {
    let places = names.places(|_, field| field.is_subject());
    let holds_personal_data =
        |record: &RecordEntry| record.fields().iter().any(|field| Kind::of(field).is_personal());
    let without =
        records(inventory, names, |record| holds_personal_data(record) && !record.has_subject());
    let summary = format!(
        "A field can say whose record it is. {} with personal data without such a field: it is about \
         the subject of the record around it, or about nobody in particular.",
        Count(without.len(), "type")
    );
    let mut lines: Vec<_> = Line::of_fields("names the data subject", places).into_iter().collect();
    if !without.is_empty() {
        let text = "personal data and no data subject of its own".into();
        lines.push(Line { text, records: without, places: Vec::new() });
    }
    Topic { name: "subjects", title: "Data subjects", summary, head: "What", lines }
}
