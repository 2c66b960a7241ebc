//! The command `inventory report`: an inventory for readers and for other programs.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use intune_privacy::inventory::Inventory;
use intune_privacy::inventory::report::{self, ProcessingFacts, ProcessingRecord, ReportError};

use super::source;
use crate::destination::Destination;
use crate::failure::Failure;
use crate::input;
use crate::policy;
use crate::printable::{printable_json, printable_lines};

/// Write what the types of a program hold, for readers or for other programs
///
/// CSV has a row for each field, Markdown a table for each type, HTML is a data map with charts and a
/// filter, JSON has all that is known.
/// `processing` is the record of processing activities of the GDPR, Article 30(1), in Markdown, and
/// `processing-json` the same as JSON: what the code knows, joined with what only people know, such
/// as the purposes, from the file of --facts. What nobody states is listed as an open point.
/// `compliance` is the JSON of .NET's compliance report.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    /// A privacy.lock or an inventory in JSON, which has files and lines too; `-` for standard
    /// input
    file: PathBuf,
    /// What to write
    #[arg(long, value_enum, required_unless_present = "template")]
    format: Option<ReportFormat>,
    /// A policy document: the report says what it does to each field (csv, markdown, html, json)
    #[arg(long, value_name = "POLICY")]
    policy: Option<PathBuf>,
    /// What the code does not know, as TOML (processing, processing-json)
    #[arg(long, value_name = "TOML")]
    facts: Option<PathBuf>,
    /// Write a TOML file for --facts to fill in, in place of a report
    #[arg(long, conflicts_with_all = ["format", "policy", "facts"])]
    template: bool,
    #[command(flatten)]
    destination: Destination,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Csv,
    Markdown,
    Html,
    Json,
    Processing,
    ProcessingJson,
    Compliance,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy inventory report inventory.json --format html -o data-map.html
  intune-privacy inventory report privacy.lock --format markdown
  intune-privacy inventory report inventory.json --format csv --policy support.toml -o fields.csv
  intune-privacy inventory report inventory.json --format compliance -o ComplianceReport.json

The record of processing activities, from a file that is filled in by hand:
  intune-privacy inventory report privacy.lock --template -o facts.toml
  intune-privacy inventory report privacy.lock --format processing --facts facts.toml -o record.md

Exit codes: 0 done, also if there are open points; 1 the output could not be written; 2 wrong usage,
or a file cannot be read or is not what it should be.";

impl Report {
    /// Standard output gets the report past `out`, which takes away whatever looks like a colour,
    /// and that may be a part of a report.
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        self.check_options()?;
        let others = [&self.policy, &self.facts].into_iter().flatten();
        input::once(others.chain([&self.file]).map(PathBuf::as_path))?;
        let file = self.destination.file(&self.file, "inventory")?;
        let report = self.report()?;
        if let Some(file) = file {
            return file.replace(|out| Ok(out.write_all(report.as_bytes())?));
        }
        out.flush()?;
        let mut stdout = io::stdout().lock();
        let shown = match self.format {
            _ if !stdout.is_terminal() => report,
            Some(format) if format.is_json() => printable_json(&report),
            _ => printable_lines(&report),
        };
        Ok(stdout.write_all(shown.as_bytes()).and_then(|()| stdout.flush())?)
    }

    /// Refuses an option that the format has no use for.
    fn check_options(&self) -> Result<(), Failure> {
        let refused =
            |text: &str| Err(Failure::Unreadable(format!("{text}; see `inventory report --help`")));
        match self.format {
            Some(format) if self.policy.is_some() && !format.has_actions() => {
                refused("this format does not say what a policy does, so --policy is of no use")
            }
            Some(format) if self.facts.is_some() && !format.is_processing() => {
                refused("--facts is for the formats processing and processing-json")
            }
            _ => Ok(()),
        }
    }

    fn report(&self) -> Result<String, Failure> {
        let inventory = source::inventory(&self.file)?;
        let Some(format) = self.format else {
            return Ok(ProcessingFacts::template(&inventory));
        };
        let inventory = match &self.policy {
            Some(policy) => inventory.under(&policy::load(policy)?),
            None => inventory,
        };
        let mut out = Vec::new();
        match format {
            ReportFormat::Csv => report::csv(&inventory, &mut out),
            ReportFormat::Markdown => report::markdown(&inventory, &mut out),
            ReportFormat::Html => report::html(&inventory, &mut out),
            ReportFormat::Json => return Ok(inventory.to_json() + "\n"),
            ReportFormat::Processing | ReportFormat::ProcessingJson => {
                let facts = self.facts.as_deref().map(|file| load_facts(file, &inventory));
                let facts = facts.transpose()?.unwrap_or_default();
                let record = ProcessingRecord::new(&inventory, &facts);
                match format {
                    ReportFormat::Processing => record.markdown(&mut out),
                    _ => record.json(&mut out),
                }
            }
            ReportFormat::Compliance => report::compliance(&inventory, &mut out),
        }
        .map_err(|error| match error {
            ReportError::Output(error) => Failure::Output(error),
            other => Failure::Output(io::Error::other(other)),
        })?;
        String::from_utf8(out).map_err(|error| Failure::Output(io::Error::other(error)))
    }
}

impl ReportFormat {
    const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::ProcessingJson | Self::Compliance)
    }

    const fn is_processing(self) -> bool {
        matches!(self, Self::Processing | Self::ProcessingJson)
    }

    /// Whether the report says what a policy does.
    const fn has_actions(self) -> bool {
        matches!(self, Self::Csv | Self::Markdown | Self::Html | Self::Json)
    }
}

/// Reads the file of facts. A failure has a line for each mistake, as editors find it.
fn load_facts(file: &Path, inventory: &Inventory) -> Result<ProcessingFacts, Failure> {
    let text = source::text(file)?;
    ProcessingFacts::parse(&text, inventory).map_err(|error| {
        let name = input::name(file);
        let lines: Vec<_> = error
            .mistakes()
            .iter()
            .map(|it| format!("{name}:{}:{}: {}", it.line(), it.column(), it.message()))
            .collect();
        Failure::Unreadable(lines.join("\n"))
    })
}
