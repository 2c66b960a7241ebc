//! The command `suggest`: the annotations that existing structs and enums need.

use std::io::{self, Write};
use std::path::PathBuf;
use std::thread;

use clap::ValueEnum;

use crate::failure::Failure;

mod decision;
mod diff;
mod edit;
mod evidence;
mod form;
mod graph;
mod nesting;
mod outline;
mod placement;
mod plan;
mod project;
mod report;
mod source;
#[cfg(test)]
mod tests;
mod writing;

use plan::{Plans, Selection};
use project::Project;
use report::Counts;
use source::{Fault, Source};

/// Propose the annotations of existing structs and enums
///
/// Each field is looked up in what Microsoft documents for Intune: by its name, by the names that
/// serde gives it, by its name in Microsoft Graph, and by its name without or with that of the
/// record. Its type has to be one for such an item. What is proposed keeps the rules of the compiler.
///
/// A field that cannot be placed so is never guessed. It gets a comment with `DECIDE(intune-privacy)`
/// that says why and what there is to choose from, and no attribute, so the build stops there until a
/// person decides.
///
/// A type derives `Classified` in place of `Debug`, and a newtype or an enum without fields derives
/// `DataValue` where a field holds it. Fields that have a `#[data(...)]` or that comment are
/// left alone, so a second run changes nothing. Types in macros are not seen.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files of Rust, or folders with such; give all that declare a type together
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only types of this name, whatever their fields are called; may be repeated
    #[arg(long = "type", value_name = "NAME", conflicts_with = "all")]
    types: Vec<String>,
    /// All types with fields, also those of which the documents know no field by name
    #[arg(long)]
    all: bool,
    /// Write into the files, all of them or none, in place of a diff
    #[arg(long)]
    write: bool,
    /// Fail if there is anything to annotate or to decide
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// What to print: a unified diff, or each field with its proposal and the reason as JSON
    #[arg(long, value_enum, default_value_t = Format::Diff)]
    format: Format,
}

/// How the proposals are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Diff,
    Json,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy suggest src/device.rs               what would change, as a diff
  intune-privacy suggest src | git apply             change all files below a folder
  intune-privacy suggest --write src/device.rs       the same, in place
  intune-privacy suggest --type Device src           one type only
  intune-privacy suggest --check src                 for CI: is anything left to do?
  intune-privacy suggest --format json src           file, line, field, item, confidence, reason

A field that is placed, and one that is left to a person:

  #[data(identified, required)]
  serial_number: String,
  // DECIDE(intune-privacy): no document lists `is_encrypted`. One of:
  //   #[data(non_personal)]
  //   #[data(identified, undocumented = \"why the record holds it\")]
  is_encrypted: bool,

Confidence: `certain` if the documents know the field by its own name and its type fits; `likely` if
another of its names decides, or the type says nothing. The likely ones are listed on standard
error. Whatever is less sure is left to a person.

Exit codes: 0 done; 1 something is left to do under --check, there is no type of that name, or the
output could not be written; 2 wrong usage, or a file cannot be read or parsed.";

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        self.propose(out, &mut io::stderr().lock())
    }

    /// Prints what is proposed, and what there is to say about it to `err`. The fuzz target calls this.
    pub(crate) fn propose(self, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Failure> {
        let project = self.read()?;
        let selection = match &*self.types {
            [] if self.all => Selection::All,
            [] => Selection::Known,
            names => Selection::Named(names),
        };
        self.find_types(&project)?;
        let plans = Plans::new(&project, selection);
        let edits = edit::edits(&project, &plans);
        let mut changed = Vec::new();
        for ((source, _), edits) in project.files.iter().zip(&edits) {
            if edits.is_empty() {
                continue;
            }
            let text = edit::apply(&source.text, edits);
            if self.format == Format::Diff && !self.write && !diff::is_showable(&source.text) {
                return Err(Failure::Unreadable(format!(
                    "{}: it has control characters, which a diff would lose: use --write",
                    source.name()
                )));
            }
            changed.push((source, text));
        }
        if self.write {
            verify(&changed)?;
            writing::write(&changed)?;
        }
        match self.format {
            Format::Json => report::write_json(&project, &plans, out)?,
            Format::Diff if self.write => {
                for (source, _) in &changed {
                    writeln!(out, "{}", source.name())?;
                }
            }
            Format::Diff => {
                for (source, text) in &changed {
                    diff::write(&source.path, &source.text, text, out)?;
                }
            }
        }
        out.flush()?;
        let counts = Counts::of(&project, &plans);
        // If standard error is gone, the exit code is all that is left to tell.
        let _ = report::write_notes(&project, &plans, err);
        if self.check && !counts.is_nothing() {
            return Err(Failure::Invalid(counts.to_string()));
        }
        if !counts.is_nothing() {
            let _ = writeln!(err, "note: {counts}");
        }
        Ok(())
    }

    /// Reads all files, or reports each that cannot be read.
    fn read(&self) -> Result<Project, Failure> {
        let files = source::files(&self.files).map_err(|fault| unreadable(&[fault]))?;
        let read = with_stack(move || {
            let read = files.iter().map(|path| {
                let source = Source::read(path)?;
                let outline = outline::read(&source)?;
                Ok((source, outline))
            });
            read.collect::<Vec<Result<_, Fault>>>()
        })?;
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        for read in read {
            match read {
                Ok(file) => files.push(file),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(Project::new(files)) } else { Err(unreadable(&faults)) }
    }

    fn find_types(&self, project: &Project) -> Result<(), Failure> {
        let missing = self
            .types
            .iter()
            .find(|name| !project.ids().any(|id| project.declaration(id).name == **name));
        match missing {
            Some(name) => Err(Failure::NotFound(format!(
                "no struct or enum `{}` in these files",
                crate::printable::printable(name)
            ))),
            None => Ok(()),
        }
    }
}

/// That what would be written can be read again.
fn verify(changed: &[(&Source, String)]) -> Result<(), Failure> {
    let texts: Vec<_> = changed
        .iter()
        .map(|(source, text)| Source::new(source.path.clone(), text.clone()))
        .collect();
    let fault = with_stack(move || texts.iter().find_map(|source| outline::read(source).err()))?;
    match fault {
        None => Ok(()),
        Some(fault) => Err(Failure::Invalid(format!(
            "the result would not parse, so nothing was written: {fault}"
        ))),
    }
}

/// Runs what parses, which takes stack: each file is no deeper than that stack allows.
fn with_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let thread = thread::Builder::new().stack_size(nesting::STACK).spawn(run)?;
    thread.join().map_err(|_| Failure::Unreadable("the files cannot be parsed".into()))
}

fn unreadable(faults: &[Fault]) -> Failure {
    let faults = faults.iter().map(ToString::to_string).collect::<Vec<_>>();
    Failure::Unreadable(faults.join("\nerror: "))
}
