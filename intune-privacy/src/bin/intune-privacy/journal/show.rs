//! The command `journal show`: the events of a journal, to read.

use std::io::Write;

use intune_privacy::audit::{AuditEvent, Timestamp};
use intune_privacy::journal::{Entry, Journal, JournalError};

use super::Source;
use super::filter::Filter;
use crate::failure::Failure;
use crate::format::Format;
use crate::printable::{printable, printable_json};
use crate::table::{Column, Table};

/// Show the events of a journal
///
/// Each event is checked before it is shown; whether any is missing, `journal verify` says. The
/// table has of each event its number in the journal, the time, the activity, the types of the
/// records, the result, how many of their properties it is about, and the actor. Where the page is
/// narrow, the middle of a long one is left out; JSON has all of it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    filter: Filter,
    /// What to write: a table to read, or the whole events as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy journal show audit.db --newest --limit 20
  intune-privacy journal show audit.db --since 2026-05-01 --until 2026-06-01 --activity delete
  intune-privacy journal show audit.db --subject 2026-q1:9f86d081884c7d659a2feaa0c55ad015
  intune-privacy journal show audit.db --type ManagedDevice --format json

Several values of one option find events with any of them; an event has to fit every option.

Exit codes: 0 done, also if no event fits; 1 the journal was tampered with, or the output could not
be written; 2 wrong usage, the wrong key, or the journal cannot be read.";

impl Show {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let journal = self.source.open()?;
        match self.format {
            Format::Text => self.write_table(&journal, out),
            Format::Json => self.write_json(&journal, out),
        }
    }

    fn write_table(&self, journal: &Journal, out: &mut dyn Write) -> Result<(), Failure> {
        let mut table = Table::new([
            Column::new("#"),
            Column::new("Time (UTC)"),
            Column::cut("Activity", 8),
            Column::cut("Type", 10),
            Column::cut("Result", 7),
            Column::new("Fields"),
            Column::cut("Actor", 11),
        ]);
        let mut count = 0;
        let result = journal.for_each(&self.filter.query(), |entry| {
            count += 1;
            table.row(cells(&entry));
            Ok(())
        });
        // Those before a bad one are good.
        if count > 0 {
            table.write(out)?;
        }
        result.map_err(|error| self.source.failure(&error))?;
        if count == 0 {
            writeln!(out, "{}: no such event", self.source.name())?;
        }
        Ok(())
    }

    /// Writes a list with one event a line.
    fn write_json(&self, journal: &Journal, out: &mut dyn Write) -> Result<(), Failure> {
        let failed = |error: std::io::Error| JournalError::Export(error.kind());
        let mut before = "[\n";
        let result = journal.for_each(&self.filter.query(), |entry| {
            let line = serde_json::to_string(&entry).map_err(|_| JournalError::Unwritable)?;
            write!(out, "{before}{}", printable_json(&line)).map_err(failed)?;
            before = ",\n";
            Ok(())
        });
        result.map_err(|error| self.source.failure(&error))?;
        if before == "[\n" {
            return Ok(writeln!(out, "[]")?);
        }
        Ok(writeln!(out, "\n]")?)
    }
}

fn cells(Entry { chain, event, .. }: &Entry) -> [String; 7] {
    let text = |text: Option<&str>| printable(text.unwrap_or("-"));
    let fields: usize = event.resources.iter().map(|it| it.modified_properties.len()).sum();
    [
        chain.sequence.to_string(),
        in_seconds(&event.activity_date_time),
        text(event.activity_type.as_deref().or(event.activity_operation_type.as_deref())),
        text(Some(&types(event)).filter(|types| !types.is_empty()).map(String::as_str)),
        text(event.activity_result.as_deref()),
        fields.to_string(),
        text(actor(event)),
    ]
}

/// The time in UTC, without fractions of a second.
fn in_seconds(time: &Timestamp) -> String {
    match jiff::Timestamp::from_nanosecond(time.as_nanosecond()) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Err(_) => time.to_string(),
    }
}

/// The types of the records, each once.
fn types(event: &AuditEvent) -> String {
    let mut types: Vec<&str> = Vec::new();
    for resource in &event.resources {
        let name = resource.kind.as_deref().or(resource.audit_resource_type.as_deref());
        types.extend(name.filter(|name| !types.contains(name)));
    }
    types.join(", ")
}

/// What says best who it was: what the event can be found by, if it is not erased.
fn actor(event: &AuditEvent) -> Option<&str> {
    let actor = event.actor.as_ref()?;
    let is_erased = |text: &&str| text.starts_with('[');
    let mut names = [
        &actor.user_principal_name,
        &actor.user_id,
        &actor.service_principal_name,
        &actor.application_id,
        &actor.application_display_name,
        &actor.kind,
        &actor.audit_actor_type,
    ]
    .into_iter()
    .filter_map(|name| name.as_deref());
    let first = names.clone().next();
    names.find(|name| !is_erased(name)).or(first)
}
