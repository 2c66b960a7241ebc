//! The command `inventory show`: a line for each type, and the whole in numbers.

use std::io::Write;
use std::path::PathBuf;

use intune_privacy::Class;
use intune_privacy::inventory::report::Summary;
use intune_privacy::inventory::{Ground, Inventory, RecordEntry};
use serde::Serialize;

use super::source;
use crate::failure::Failure;
use crate::format::Format;
use crate::printable::{printable, printable_json};
use crate::table::{Column, Table};

/// Show the types of an inventory in a table
///
/// Of each type it has how many fields there are, how many of them hold personal data, the class
/// that says most about a person, and whether a field identifies the data subject. Below are the
/// fields of each class, and by whose word they have it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// A privacy.lock or an inventory in JSON; `-` for standard input
    file: PathBuf,
    /// What to write: a table to read, or the same as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy inventory show privacy.lock
  git show main:privacy.lock | intune-privacy inventory show -
  intune-privacy inventory show inventory.json --format json

Exit codes: 0 done; 1 the output could not be written; 2 wrong usage, or the file cannot be read or
is no inventory.";

impl Show {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let inventory = source::inventory(&self.file)?;
        match self.format {
            Format::Text => write_text(&inventory, out),
            Format::Json => {
                let text = serde_json::to_string_pretty(&Overview::from(&inventory))?;
                Ok(writeln!(out, "{}", printable_json(&text))?)
            }
        }
    }
}

fn write_text(inventory: &Inventory, out: &mut dyn Write) -> Result<(), Failure> {
    let summary = Summary::of(inventory);
    if summary.records() > 0 {
        let mut types = Table::new([
            Column::cut("Type", 24),
            Column::new("Fields"),
            Column::new("Personal"),
            Column::new("Class"),
            Column::new("Subject"),
        ]);
        for record in inventory.records() {
            types.row([
                printable(record.name()),
                record.fields().len().to_string(),
                Summary::of_record(record).personal().to_string(),
                record.class().map_or("-", Class::as_str).into(),
                if record.has_subject() { "yes" } else { "-" }.into(),
            ]);
        }
        types.write(out)?;
        writeln!(out)?;
    }
    let mut numbers = Table::new([Column::new("Fields"), Column::new("")]);
    for (name, count) in classes(&summary) {
        numbers.row([count.to_string(), name.into()]);
    }
    for (name, count) in grounds(&summary) {
        numbers.row([count.to_string(), format!("by the word \"{name}\"")]);
    }
    numbers.row([summary.secrets().to_string(), "secrets".into()]);
    numbers.write(out)?;
    Ok(writeln!(out, "\n{} types, {} fields", summary.records(), summary.fields())?)
}

fn classes(summary: &Summary<'_>) -> Vec<(&'static str, usize)> {
    let classes = Class::ALL.iter().map(|class| (class.as_str(), summary.of_class(Some(*class))));
    classes.collect()
}

fn grounds(summary: &Summary<'_>) -> Vec<(&'static str, usize)> {
    let grounds = Ground::KINDS.map(|kind| (kind, summary.of_ground(kind)));
    grounds.into_iter().filter(|(_, count)| *count > 0).collect()
}

#[derive(Serialize)]
struct Overview<'a> {
    types: Vec<TypeOverview<'a>>,
    fields: usize,
    personal: usize,
    secrets: usize,
    classes: serde_json::Map<String, serde_json::Value>,
    grounds: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct TypeOverview<'a> {
    name: &'a str,
    fields: usize,
    personal: usize,
    class: Option<&'static str>,
    subject: bool,
}

impl<'a> From<&'a Inventory> for Overview<'a> {
    fn from(inventory: &'a Inventory) -> Self {
        let summary = Summary::of(inventory);
        let object = |counts: Vec<(&str, usize)>| {
            counts.into_iter().map(|(name, count)| (name.to_owned(), count.into())).collect()
        };
        Self {
            types: inventory.records().iter().map(TypeOverview::from).collect(),
            fields: summary.fields(),
            personal: summary.personal(),
            secrets: summary.secrets(),
            classes: object(classes(&summary)),
            grounds: object(grounds(&summary)),
        }
    }
}

impl<'a> From<&'a RecordEntry> for TypeOverview<'a> {
    fn from(record: &'a RecordEntry) -> Self {
        Self {
            name: record.name(),
            fields: record.fields().len(),
            personal: Summary::of_record(record).personal(),
            class: record.class().map(Class::as_str),
            subject: record.has_subject(),
        }
    }
}
