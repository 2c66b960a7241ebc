//! The command `inventory diff`: what changed between two inventories, and whether it may.

use std::io::Write;
use std::path::PathBuf;

use intune_privacy::inventory::{Change, FieldEntry, Selector};
use serde::Serialize;

use super::source;
use crate::failure::Failure;
use crate::format::Format;
use crate::input;
use crate::printable::{printable, printable_json};

/// Compare two inventories, and fail if anything changed or if something forbidden was added
///
/// Each change is a sentence, with the place below it. With --forbid other changes are shown and
/// allowed, and the exit code is 1 only if a field that the word selects is held in NEW and was not
/// in OLD.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The earlier inventory: a privacy.lock or JSON; `-` for standard input
    old: PathBuf,
    /// The later inventory
    new: PathBuf,
    /// Fail only if such data is added: a class, a category, an item, `personal`, `undocumented`,
    /// `optional` or `secret`; may be repeated
    #[arg(long, value_name = "WORD")]
    forbid: Vec<Selector>,
    /// What to write: sentences to read, or the same as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy inventory diff old.lock privacy.lock
  git show main:privacy.lock | intune-privacy inventory diff - privacy.lock
  intune-privacy inventory diff old.lock new.lock --forbid identified --forbid undocumented
  intune-privacy inventory diff old.lock new.lock --forbid device_data::location --format json

Exit codes: 0 nothing changed, or with --forbid nothing forbidden was added; 1 something changed, or
something forbidden was added; 2 wrong usage, or a file cannot be read or is no inventory.";

impl Diff {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        input::once([self.old.as_path(), self.new.as_path()])?;
        let (old, new) = (source::inventory(&self.old)?, source::inventory(&self.new)?);
        let changes = new.changes_since(&old);
        let judged: Vec<_> = changes.iter().map(|change| self.judge(change)).collect();
        match self.format {
            Format::Text => {
                for (change, Judged { forbidden_by, .. }) in changes.iter().zip(&judged) {
                    write_text(change, forbidden_by, out)?;
                }
            }
            Format::Json => {
                let text = serde_json::to_string_pretty(&judged)?;
                writeln!(out, "{}", printable_json(&text))?;
            }
        }
        self.verdict(&judged)
    }

    fn judge<'a>(&self, change: &Change<'a>) -> Judged<'a> {
        let record = change.record();
        let field = change.field();
        let brought = self.forbid.iter().filter(|selector| change.brings(selector));
        Judged {
            kind: change.kind(),
            record: record.name(),
            field: field.map(FieldEntry::name),
            file: record.file(),
            line: field.map_or(record.line(), FieldEntry::line),
            message: change.to_string(),
            forbidden_by: brought.map(ToString::to_string).collect(),
        }
    }

    fn verdict(&self, changes: &[Judged<'_>]) -> Result<(), Failure> {
        let forbidden = changes.iter().filter(|change| !change.forbidden_by.is_empty()).count();
        let counted = |count: usize| match count {
            1 => "1 change".into(),
            count => format!("{count} changes"),
        };
        if forbidden > 0 {
            let (are, add) = if forbidden == 1 { ("is", "adds") } else { ("are", "add") };
            let message = format!("{} {are} forbidden: {add}", counted(forbidden));
            return Err(Failure::Invalid(format!("{message} what --forbid names")));
        }
        if self.forbid.is_empty() && !changes.is_empty() {
            return Err(Failure::Invalid(counted(changes.len())));
        }
        Ok(())
    }
}

/// A change, and which words forbid it.
#[derive(Serialize)]
struct Judged<'a> {
    kind: &'static str,
    record: &'a str,
    field: Option<&'a str>,
    file: Option<&'a str>,
    line: u32,
    message: String,
    forbidden_by: Vec<String>,
}

fn write_text(
    change: &Change<'_>,
    forbidden_by: &[String],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    writeln!(out, "{} {}", change.sign(), printable(&change.to_string()))?;
    writeln!(out, "    at {}", printable(&change.place().to_string()))?;
    for word in forbidden_by {
        writeln!(out, "    forbidden by `{word}`")?;
    }
    Ok(())
}
