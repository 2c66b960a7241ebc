//! The command `package verify`: whether a package is what its manifest says.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Subcommand;
use intune_privacy::export::{FileRecord, Finding, Manifest, VerifyError, verify};
use serde::Serialize;

use crate::failure::Failure;
use crate::format::Format;
use crate::printable::printable;
use crate::table::{Column, Table};

/// Check packages of personal data
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Verify(Verify),
}

/// Check that a package is what its manifest says
///
/// Every file is there with the length and SHA-256 digest that manifest.json lists, and no other;
/// each file of records holds as many as it says; and manifest.json has the form of its schema.
/// That shows damage, but not who made the package. A summary is written to standard output, or
/// else all that is wrong to standard error. Neither says whose data it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct Verify {
    /// A package: a zip file or a folder
    file: PathBuf,
    /// What to write: text to read, or all of it, with what is wrong, as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy package verify adele.zip
  intune-privacy package verify adele/
  intune-privacy package verify --format json adele.zip

Exit codes: 0 the package is valid; 1 it is not; 2 wrong usage, or it cannot be read.";

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let Command::Verify(verify) = self.command;
        verify.run(out)
    }
}

impl Verify {
    fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let name = printable(&self.file.to_string_lossy());
        let outcome = match verify(&self.file) {
            Ok(manifest) => Ok(manifest),
            Err(VerifyError::Invalid { findings }) => Err(findings),
            Err(VerifyError::Read { source, .. }) => {
                return Err(Failure::Unreadable(format!("cannot read {name}: {source}")));
            }
            Err(error) => return Err(Failure::Invalid(error.to_string())),
        };
        match (self.format, &outcome) {
            (Format::Text, Ok(manifest)) => write_text(&name, manifest, out)?,
            (Format::Text, Err(findings)) => {
                // If standard error is gone, the exit code is all that is left to tell.
                let _ = write_findings(&name, findings, &mut io::stderr().lock());
            }
            (Format::Json, outcome) => write_json(&name, outcome, out)?,
        }
        match outcome {
            Ok(_) => Ok(()),
            Err(findings) => {
                let problems = if findings.len() == 1 { "problem" } else { "problems" };
                Err(Failure::Invalid(format!("not valid: {} {problems}", findings.len())))
            }
        }
    }
}

fn write_findings(name: &str, findings: &[Finding], err: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| writeln!(err, "{name}: {finding}"))
}

/// Writes what a valid package holds. Of what stands in it, only that is written whose form was
/// checked: nothing else in it may be the subject's, or meant for the terminal.
fn write_text(name: &str, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{name}: valid\n")?;
    let mut types = Table::new([Column::new("Type"), Column::new("Records"), Column::new("File")]);
    for record in &manifest.records {
        types.row([record.name.clone(), record.count.to_string(), record.file.clone()]);
    }
    if !manifest.records.is_empty() {
        types.write(out)?;
        writeln!(out)?;
    }
    writeln!(out, "created: {}", manifest.created)?;
    writeln!(out, "scope:   {}", manifest.scope.kind)?;
    writeln!(
        out,
        "records: {}",
        manifest.records.iter().map(|it| u128::from(it.count)).sum::<u128>()
    )?;
    // The manifest does not list itself.
    writeln!(out, "files:   {}", manifest.files.len() + 1)
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    file: &'a str,
    #[serde(flatten)]
    outcome: Outcome<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Valid {
        valid: bool,
        created: &'a str,
        scope: &'a str,
        records: Vec<TypeRecord<'a>>,
        files: &'a [FileRecord],
    },
    Invalid {
        valid: bool,
        findings: Vec<FindingRecord<'a>>,
    },
}

#[derive(Debug, Serialize)]
struct TypeRecord<'a> {
    r#type: &'a str,
    file: &'a str,
    format: &'a str,
    count: u64,
}

#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    kind: &'static str,
    file: Option<&'a str>,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
}

fn write_json(
    name: &str,
    outcome: &Result<Manifest, Vec<Finding>>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let outcome = match outcome {
        Ok(manifest) => Outcome::Valid {
            valid: true,
            created: &manifest.created,
            scope: &manifest.scope.kind,
            records: manifest.records.iter().map(TypeRecord::from).collect(),
            files: &manifest.files,
        },
        Err(findings) => Outcome::Invalid {
            valid: false,
            findings: findings.iter().map(FindingRecord::from).collect(),
        },
    };
    serde_json::to_writer_pretty(&mut *out, &Report { file: name, outcome })?;
    Ok(writeln!(out)?)
}

impl<'a> From<&'a intune_privacy::export::RecordType> for TypeRecord<'a> {
    fn from(record: &'a intune_privacy::export::RecordType) -> Self {
        Self {
            r#type: &record.name,
            file: &record.file,
            format: &record.format,
            count: record.count,
        }
    }
}

impl<'a> From<&'a Finding> for FindingRecord<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            kind: finding.problem.as_str(),
            file: finding.file.as_deref(),
            path: finding.path.as_deref(),
            line: finding.line,
            column: finding.column,
            message: finding.problem.to_string(),
        }
    }
}
