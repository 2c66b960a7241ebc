//! The page of a package: its `index.html`, which a person opens first.

use alloc::string::String;
use alloc::vec::Vec;
use std::io::{self, Write};

use askama::Template;

use super::html::glossary::Glossary;
use super::html::withheld::Gap;
use super::html::words::Words;
use super::manifest::{Information, Manifest, RecordType};
use super::wording;
use crate::markup::Text;
use intune_privacy_taxonomy::{Class, Language};

#[cfg(test)]
mod tests;

/// Writes the page of a package. `copy_records` writes the records of the type at that index of the
/// manifest, as the fragments of [`Html`](super::html::Html), so that they need not be in memory.
pub(super) fn write(
    manifest: &Manifest,
    copy_records: &mut dyn FnMut(usize, &mut dyn Write) -> io::Result<()>,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    let language = Language::from_name(&manifest.language).unwrap_or(Language::English);
    let words = Words::of(language);
    Begin::new(manifest, language).write_into(&mut out)?;
    for (index, records) in manifest.records.iter().enumerate() {
        let number = index + 1;
        Part { records, number, words }.write_into(&mut out)?;
        copy_records(index, out)?;
        let gaps = Gap::all(&records.withheld);
        Withheld { gaps, number, words }.write_into(&mut out)?;
    }
    let taxonomy = &manifest.taxonomy;
    let editions: Vec<_> = taxonomy.editions.iter().map(String::as_str).collect();
    let taxonomy = words.taxonomy(&taxonomy.document, &editions);
    let glossary = Glossary::new(language);
    End { manifest, taxonomy, glossary, words }.write_into(&mut out)
}

/// What stands before the records.
#[derive(Template)]
#[template(path = "package.html", block = "begin")]
struct Begin<'a> {
    manifest: &'a Manifest,
    language: &'static str,
    date: Option<String>,
    summary: String,
    purpose: Option<String>,
    information: Vec<Answer<'a>>,
    words: &'static Words,
}

/// What stands before the records of one type.
#[derive(Template)]
#[template(path = "package.html", block = "records")]
struct Part<'a> {
    records: &'a RecordType,
    number: usize,
    words: &'static Words,
}

/// What stands after them.
#[derive(Template)]
#[template(path = "package.html", block = "withheld")]
struct Withheld<'a> {
    gaps: Vec<Gap<'a>>,
    number: usize,
    words: &'static Words,
}

/// What stands after all records.
#[derive(Template)]
#[template(path = "package.html", block = "end")]
struct End<'a> {
    manifest: &'a Manifest,
    taxonomy: String,
    glossary: Glossary,
    words: &'static Words,
}

/// What article 15 of the GDPR asks for beside the data.
struct Answer<'a> {
    question: &'static str,
    article: String,
    answers: Vec<&'a str>,
}

impl<'a> Begin<'a> {
    fn new(manifest: &'a Manifest, language: Language) -> Self {
        let words = Words::of(language);
        let count = manifest.records.iter().map(|records| records.count).sum();
        let kinds = manifest.records.iter().filter(|records| records.count > 0).count();
        let names: Vec<_> = manifest
            .scope
            .classes
            .iter()
            .map(|name| {
                Class::from_name(name).map_or(&**name, |class| wording::class(class).get(language))
            })
            .collect();
        Self {
            manifest,
            language: language.as_str(),
            date: date(&manifest.created, words),
            summary: words.summary(count, kinds as u64),
            purpose: words.purpose(&manifest.scope.kind, &names),
            information: Answer::all(&manifest.information, &manifest.records, words),
            words,
        }
    }
}

impl<'a> Answer<'a> {
    /// What the controller told and, of the categories, what the records tell.
    fn all(
        information: &'a Information,
        records: &'a [RecordType],
        words: &'static Words,
    ) -> Vec<Self> {
        fn one(text: Option<&String>) -> Vec<&str> {
            text.into_iter().map(String::as_str).collect()
        }
        fn many(texts: &[String]) -> Vec<&str> {
            texts.iter().map(String::as_str).collect()
        }
        let mut categories = Vec::new();
        for category in records.iter().flat_map(|records| &records.categories) {
            if !categories.contains(&category.as_str()) {
                categories.push(category);
            }
        }
        let letter = words.article_15_1;
        let Information {
            controller,
            purposes,
            recipients,
            retention,
            rights,
            complaint,
            sources,
            automated_decisions,
            safeguards,
        } = information;
        let all = [
            (words.controller, String::new(), one(controller.as_ref())),
            (words.purposes, letter("a"), many(purposes)),
            (words.categories, letter("b"), categories),
            (words.recipients, letter("c"), many(recipients)),
            (words.retention, letter("d"), one(retention.as_ref())),
            (words.rights, letter("e"), many(rights)),
            (words.complaint, letter("f"), one(complaint.as_ref())),
            (words.sources, letter("g"), many(sources)),
            (words.automated_decisions, letter("h"), one(automated_decisions.as_ref())),
            (words.safeguards, words.article_15_2.into(), one(safeguards.as_ref())),
        ];
        let all = all.into_iter().filter(|(_, _, answers)| !answers.is_empty());
        all.map(|(question, article, answers)| Self { question, article, answers }).collect()
    }
}

/// The day of a time in RFC 3339.
fn date(created: &str, words: &Words) -> Option<String> {
    let time: jiff::Timestamp = created.parse().ok()?;
    let day = time.to_zoned(jiff::tz::TimeZone::UTC).date();
    words.date(day.year(), day.month(), day.day())
}
