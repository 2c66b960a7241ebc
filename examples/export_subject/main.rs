//! Answers a request for access: one person's package from what a tenant holds of everybody.
//!
//! It reads a folder of JSON files, as Graph sends them, record by record. What is the subject's goes
//! into the package; what is somebody else's or nobody's is counted and forgotten.
//!
//! ```text
//! cargo run -q -p intune-privacy-examples --example export_subject
//! cargo run -q -p intune-privacy-examples --example export_subject -- --folder FOLDER --subject adele@contoso.example --subject 8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815 --out adele.zip --language fr
//! ```
//!
//! Devices name their user by the user principal name and registrations of apps by the directory's
//! ID, so give both. An audit event is the record of the person who acted. If that was done to
//! somebody else, it says to whom: look through the events of an administrator before you hand them
//! out.

mod information;
mod tenant;
mod titles;

use std::env;
use std::error::Error as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use clap::{Parser, ValueEnum};
use intune_privacy::export::{self, Format, Package, PackageError, Scope, Subject, VerifyError};
use intune_privacy::{Classified, Language};
use intune_privacy_examples::document::{self, Records};
use intune_privacy_examples::graph::{AuditEvent, ManagedAppRegistration, ManagedDevice, Resource};
use serde::de::DeserializeOwned;

use tenant::Tenant;

/// Write what a tenant holds of one person into a package for them.
#[derive(Parser)]
struct Arguments {
    /// The folder with the JSON files. Without it, a tenant of our own.
    #[arg(long, requires = "subject")]
    folder: Option<PathBuf>,
    /// The person, by all the names that records know them by. Without it, Adele of our own tenant.
    #[arg(long, value_name = "IDENTIFIER")]
    subject: Vec<String>,
    /// The package. Without it, a new file in the temporary folder.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// The format of the records.
    #[arg(long, default_value = "json")]
    format: FormatName,
    /// The language of the package: en, fr, sv or nl.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// Only what the person provided: GDPR article 20 instead of 15.
    #[arg(long)]
    portability: bool,
    /// Describe each value in the files of records, too.
    #[arg(long)]
    described: bool,
    /// Write a folder instead of a zip file.
    #[arg(long)]
    folder_out: bool,
    /// What the person is to be told beside the data, in TOML or JSON.
    #[arg(long, value_name = "FILE")]
    information: Option<PathBuf>,
    /// When the package was made, in RFC 3339. Without it, now.
    #[arg(long, value_name = "TIME")]
    created: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Json,
    JsonLines,
    Csv,
    /// With a mark by which spreadsheet programs know UTF-8.
    CsvWithBom,
    Xml,
    Html,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Json => Self::Json,
            FormatName::JsonLines => Self::JsonLines,
            FormatName::Csv => Self::Csv,
            FormatName::CsvWithBom => Self::CsvWithBom,
            FormatName::Xml => Self::Xml,
            FormatName::Html => Self::Html,
        }
    }
}

fn language(code: &str) -> Result<Language, &'static str> {
    Language::from_name(code).ok_or("expected `en`, `fr`, `sv` or `nl`")
}

/// The tenant that comes with the examples.
const TENANT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/tenant");

/// One of its people.
const ADELE: [&str; 2] = ["adele.vance@contoso.example", "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815"];

/// Why there is no package. No text of it holds a value of a record, or an identifier.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
enum Failure {
    #[error(transparent)]
    Tenant(#[from] tenant::Error),
    #[error(transparent)]
    Information(#[from] information::Error),
    #[error("{0}: the record is of no known resource")]
    Unknown(document::Place),
    #[error(transparent)]
    Document(document::Error),
    #[error(transparent)]
    Package(#[from] PackageError),
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl From<document::Error> for Failure {
    fn from(error: document::Error) -> Self {
        match error {
            document::Error::UnknownResource(place) => Self::Unknown(place),
            error => Self::Document(error),
        }
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
            match failure.source() {
                Some(source) if matches!(failure, Failure::Package(_) | Failure::Verify(_)) => {
                    eprintln!("error: {failure}: {source}");
                }
                _ => eprintln!("error: {failure}"),
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, out: &mut impl Write) -> Result<(), Failure> {
    let tenant = Tenant::open(arguments.folder.as_deref().unwrap_or(Path::new(TENANT)))?;
    let path = arguments.out.clone().unwrap_or_else(|| temporary(arguments.folder_out));
    let mut package = package(arguments, &path)?;
    // A file for each type that can be somebody's, so that the subject sees where nothing was found.
    package.declare::<ManagedDevice>()?;
    package.declare::<ManagedAppRegistration>()?;
    package.declare::<AuditEvent>()?;

    let mut tally = Resource::ALL.map(|resource| (resource, Counts::default()));
    tenant.each(|records| {
        let Some(resource) = records.resource() else { return Ok(()) };
        for (of, counts) in &mut tally {
            if *of == resource {
                counts.take(records, resource, &mut package)?;
            }
        }
        Ok::<_, Failure>(())
    })?;
    package.finish()?;
    let manifest = export::verify(&path)?;

    writeln!(out, "{:<24}{:>12}{:>18}{:>10}", "", "the subject's", "somebody else's", "nobody's")?;
    for (resource, Counts { own, others, nobodys }) in tally {
        if own + others + nobodys > 0 {
            writeln!(out, "{:<24}{own:>13}{others:>18}{nobodys:>10}", resource.name())?;
        }
    }
    writeln!(out, "\nRead {} files, and wrote {}", tenant.files(), path.display())?;
    writeln!(out, "Verified the digests of its {} files", manifest.files.len())?;
    Ok(())
}

/// The package of the subject, without records yet.
fn package(arguments: &Arguments, path: &Path) -> Result<Package, Failure> {
    let identifiers = arguments.subject.iter().map(String::as_str);
    let ours = ADELE.iter().copied().filter(|_| arguments.subject.is_empty());
    let mut identifiers = identifiers.chain(ours);
    let first = Subject::new(identifiers.next().unwrap_or_default());
    let subject = identifiers.fold(first, Subject::or);

    let scope = if arguments.portability { Scope::portability() } else { Scope::subject_access() };
    let scope = scope.language(arguments.language);
    let scope = if arguments.described { scope.described() } else { scope };
    let information = match &arguments.information {
        Some(path) => information::read(path)?,
        None if arguments.folder.is_none() => information::of_contoso()?,
        // Nobody but the controller knows.
        None => export::Information::default(),
    };
    let created = arguments.created.map_or_else(SystemTime::now, SystemTime::from);
    let make = if arguments.folder_out { Package::folder } else { Package::zip };
    let package = make(path, subject, scope, created)?;
    let package = package.format(arguments.format.into()).information(information);
    Ok(titles::titled(package, arguments.language))
}

/// How many records of a type there were.
#[derive(Clone, Copy, Default)]
struct Counts {
    own: usize,
    others: usize,
    nobodys: usize,
}

impl Counts {
    /// Puts what is the subject's into the package.
    fn take(
        &mut self,
        records: &Records<'_>,
        resource: Resource,
        package: &mut Package,
    ) -> Result<(), Failure> {
        match resource {
            Resource::ManagedDevice => self.take_of::<ManagedDevice>(records, package),
            Resource::ManagedAppRegistration => {
                self.take_of::<ManagedAppRegistration>(records, package)
            }
            Resource::AuditEvent => self.take_of::<AuditEvent>(records, package),
            // Counts and lists that name no person.
            Resource::DetectedApp
            | Resource::ManagedDeviceOverview
            | Resource::MobileAppInstallSummary => {
                self.nobodys += records.count();
                Ok(())
            }
        }
    }

    fn take_of<T: Classified + DeserializeOwned>(
        &mut self,
        records: &Records<'_>,
        package: &mut Package,
    ) -> Result<(), Failure> {
        for record in records.read::<T>()? {
            match package.add(&record) {
                Ok(()) => self.own += 1,
                Err(PackageError::OtherSubject { .. }) => self.others += 1,
                Err(PackageError::NoSubject { .. }) => self.nobodys += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Of this run alone.
fn temporary(folder: bool) -> PathBuf {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let extension = if folder { "" } else { ".zip" };
    let name = format!("export_subject-{}-{}{extension}", now.as_secs(), process::id());
    env::temp_dir().join(name)
}
