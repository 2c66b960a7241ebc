//! Shows what a Graph document holds, without showing it.
//!
//! For each record: its `Debug`, which is redacted because the derive owns it, and its JSON under
//! a policy. Then, once, a table of what such a record holds and why.
//!
//! ```text
//! cargo run -q -p intune-privacy-examples --example managed_device
//! cargo run -q -p intune-privacy-examples --example managed_device -- FILE --policy strict
//! ```

use std::fmt::Debug;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use intune_privacy::{Classified, Language, Policy};
use intune_privacy_examples::document::{self, Document, Records};
use intune_privacy_examples::graph::{
    AuditEvent, DetectedApp, ManagedAppRegistration, ManagedDevice, ManagedDeviceOverview,
    MobileAppInstallSummary, Resource,
};
use intune_privacy_examples::table::FieldTable;
use serde::de::DeserializeOwned;

/// Show what a Microsoft Graph document holds, redacted, and why it is held.
#[derive(Parser)]
struct Arguments {
    /// A JSON document: a record or a list of records, bare or within `value`. Without it, three
    /// devices of our own.
    file: Option<PathBuf>,
    /// What the records are, where the document does not tell.
    #[arg(long)]
    resource: Option<Resource>,
    /// What the JSON may show. (The debug view always has the policy `logs`.)
    #[arg(long, default_value = "logs")]
    policy: Preset,
    /// The language of the documented items: en, fr, sv or nl.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

#[derive(Clone, Copy, ValueEnum)]
enum Preset {
    /// Identified data and secrets are erased.
    Logs,
    /// Everything is erased but counts and what is not personal.
    Strict,
}

impl Preset {
    const fn policy(self) -> Policy {
        match self {
            Self::Logs => Policy::logs(),
            Self::Strict => Policy::strict(),
        }
    }
}

fn language(code: &str) -> Result<Language, &'static str> {
    Language::from_name(code).ok_or("expected `en`, `fr`, `sv` or `nl`")
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
enum Failure {
    #[error(transparent)]
    Document(#[from] document::Error),
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl From<serde_json::Error> for Failure {
    /// A record that is in memory always has a JSON form, so only the writing can fail.
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read us has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, out: &mut impl Write) -> Result<(), Failure> {
    let document = match &arguments.file {
        Some(path) => Document::open(path)?,
        None => Document::new("managed_devices.json", include_str!("data/managed_devices.json")),
    };
    let records = document.records(arguments.resource)?;
    let Some(resource) = records.resource() else {
        writeln!(out, "The document has no records.")?;
        return Ok(());
    };
    let show = match resource {
        Resource::ManagedDevice => show::<ManagedDevice>,
        Resource::ManagedAppRegistration => show::<ManagedAppRegistration>,
        Resource::DetectedApp => show::<DetectedApp>,
        Resource::ManagedDeviceOverview => show::<ManagedDeviceOverview>,
        Resource::MobileAppInstallSummary => show::<MobileAppInstallSummary>,
        Resource::AuditEvent => show::<AuditEvent>,
    };
    show(&records, arguments, out)
}

fn show<T: Classified + Debug + DeserializeOwned>(
    records: &Records<'_>,
    arguments: &Arguments,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let policy = arguments.policy.policy();
    let records = records.read::<T>()?;
    for (index, record) in records.iter().enumerate() {
        writeln!(out, "Record {} of {}, in a log:\n\n{record:#?}\n", index + 1, records.len())?;
        writeln!(out, "and as JSON:\n")?;
        serde_json::to_writer_pretty(&mut *out, &record.redacted(&policy))?;
        writeln!(out, "\n")?;
    }
    writeln!(out, "What each record holds, and why:\n")?;
    write!(out, "{}", FieldTable::new(T::SCHEMA, arguments.language))?;
    Ok(())
}
