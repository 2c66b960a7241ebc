//! What a policy does, to read and as JSON.

use std::io::{self, Write};

use anstyle::Style;
use intune_privacy::{Class, Item, Policy};
use serde::Serialize;

use super::Checked;
use super::concern::{Concern, Severity};
use super::problem::{Mistake, Problem};
use crate::failure::Failure;
use crate::table::{Column, Table};

const BOLD: Style = Style::new().bold();

/// The item as a document names it.
pub(super) fn path(item: &Item) -> String {
    format!("{}.{}", item.category, item.name)
}

/// Writes the action of each class and item, and what the policy hides.
pub(super) fn write_text(name: &str, policy: &Policy, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{BOLD}{name}{BOLD:#}\n")?;
    let mut classes = Table::new([Column::new("Class"), Column::new("Action")]);
    for class in Class::ALL {
        classes.row([class.to_string(), policy.action(*class).to_string()]);
    }
    classes.write(out)?;
    writeln!(out)?;
    let mut items = Table::new([Column::new("Item"), Column::new("Action")]);
    for (item, action) in policy.item_actions() {
        items.row([path(item), action.to_string()]);
    }
    if policy.item_actions().next().is_some() {
        items.write(out)?;
        writeln!(out)?;
    }
    let yes = |hides| if hides { "yes" } else { "no" };
    writeln!(out, "hides identified data: {}", yes(policy.hides_identified()))?;
    writeln!(out, "hides personal data:   {}", yes(policy.hides_personal()))
}

/// Writes one object for each document.
pub(super) fn write_json(checked: &[Checked], out: &mut dyn Write) -> Result<(), Failure> {
    let records: Vec<_> = checked.iter().map(Record::from).collect();
    serde_json::to_writer_pretty(&mut *out, &records)?;
    Ok(writeln!(out)?)
}

#[derive(Debug, Serialize)]
struct Record<'a> {
    file: &'a str,
    #[serde(flatten)]
    outcome: Outcome<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Valid {
        policy: &'a Policy,
        hides_identified: bool,
        hides_personal: bool,
        warnings: Vec<ConcernRecord<'a>>,
        notes: Vec<ConcernRecord<'a>>,
    },
    Bad {
        error: ErrorRecord,
    },
}

#[derive(Debug, Serialize)]
struct ConcernRecord<'a> {
    subject: Option<&'a str>,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct ErrorRecord {
    kind: &'static str,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

impl<'a> From<&'a Checked> for Record<'a> {
    fn from(checked: &'a Checked) -> Self {
        let outcome = match &checked.outcome {
            Ok((policy, concerns)) => Outcome::Valid {
                policy,
                hides_identified: policy.hides_identified(),
                hides_personal: policy.hides_personal(),
                warnings: of_severity(concerns, Severity::Warning),
                notes: of_severity(concerns, Severity::Note),
            },
            Err(problem) => Outcome::Bad { error: problem.into() },
        };
        Self { file: &checked.name, outcome }
    }
}

fn of_severity(concerns: &[Concern], severity: Severity) -> Vec<ConcernRecord<'_>> {
    let concerns = concerns.iter().filter(|concern| concern.severity == severity);
    concerns.map(ConcernRecord::from).collect()
}

impl<'a> From<&'a Concern> for ConcernRecord<'a> {
    fn from(Concern { subject, message, .. }: &'a Concern) -> Self {
        Self { subject: subject.as_deref(), message }
    }
}

impl From<&Problem> for ErrorRecord {
    fn from(problem: &Problem) -> Self {
        let place = problem.mistake().map(|Mistake { line, column, .. }| (*line, *column));
        Self {
            kind: match problem {
                Problem::Unreadable(_) => "unreadable",
                Problem::TooLarge | Problem::Invalid(_) => "invalid",
            },
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            message: problem.message(),
        }
    }
}
