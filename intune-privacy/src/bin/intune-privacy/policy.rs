//! The command `policy check`: whether a policy document is valid, and what the policy does.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use intune_privacy::Policy;

use crate::failure::Failure;
use crate::format::Format;
use crate::input;

mod concern;
mod document;
mod problem;
mod report;

use concern::{Concern, Severity};
use document::Syntax;
use problem::{Mistake, Problem};

/// Check policies that are kept as TOML or JSON
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Check),
}

/// Check policy documents, and show what each policy does
///
/// The policy is written to standard output: the action of each class, the items with an action of
/// their own, and what is hidden by it. Errors and warnings go to standard error, with the line and
/// the column of an error. All files are checked, even if one is bad.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct Check {
    /// Policy documents; `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the documents are written, if not by their names: JSON in *.json, TOML in all others
    #[arg(long, value_enum, value_name = "SYNTAX")]
    input: Option<Syntax>,
    /// What to write: text to read, or all of it, with the errors, as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail if there is a warning
    #[arg(long)]
    deny_warnings: bool,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy policy check privacy.toml
  intune-privacy policy check privacy.toml support.json --deny-warnings
  intune-privacy policy check --input json --format json -

A policy has a `preset` to start from (strict, logs, support or analytics), and actions for
`classes` and `items`:

  preset = \"logs\"

  [classes]
  aggregated = { suppress = 11 }

  [items]
  user.principal_name = \"mask\"

Exit codes: 0 all are valid; 1 one is not, or has a warning under --deny-warnings; 2 wrong usage,
or a file cannot be read.";

/// A document that was checked.
#[derive(Debug)]
struct Checked {
    /// Its name as it may be printed.
    name: String,
    outcome: Outcome,
}

type Outcome = Result<(Policy, Vec<Concern>), Problem>;

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let Command::Check(check) = self.command;
        check.run(out)
    }
}

/// Reads one policy document; `-` is standard input. A failure quotes nothing of it: it may be another
/// file.
pub(crate) fn load(file: &Path) -> Result<Policy, Failure> {
    read(file, Syntax::of(file)).map_err(|problem| {
        let name = input::name(file);
        Failure::Unreadable(match problem.mistake() {
            Some(Mistake { line, column, .. }) => format!(
                "{name}:{line}:{column}: this is no policy; `intune-privacy policy check` says why"
            ),
            None => format!("{name}: {}", problem.message()),
        })
    })
}

fn read(file: &Path, syntax: Syntax) -> Result<Policy, Problem> {
    syntax.parse(&document::read(file)?)
}

impl Check {
    fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        input::once(self.files.iter().map(PathBuf::as_path))?;
        let checked: Vec<_> = self.files.iter().map(|file| self.check(file)).collect();
        match self.format {
            Format::Text => write_text(&checked, out)?,
            Format::Json => report::write_json(&checked, out)?,
        }
        self.verdict(&checked)
    }

    fn check(&self, file: &Path) -> Checked {
        let syntax = self.input.unwrap_or_else(|| Syntax::of(file));
        let outcome = read(file, syntax).map(|policy| {
            let concerns = concern::concerns(&policy);
            (policy, concerns)
        });
        Checked { name: input::name(file), outcome }
    }

    fn verdict(&self, checked: &[Checked]) -> Result<(), Failure> {
        let count = |bad: fn(&Checked) -> bool| checked.iter().filter(|one| bad(one)).count();
        let total = checked.len();
        let unreadable = count(|one| matches!(one.outcome, Err(Problem::Unreadable(_))));
        let invalid = count(|one| one.outcome.is_err()) - unreadable;
        let warned = count(Checked::has_warning);
        if unreadable > 0 {
            Err(Failure::Unreadable(format!("cannot read {unreadable} of {total} files")))
        } else if invalid > 0 {
            Err(Failure::Invalid(format!("invalid: {invalid} of {total} policies")))
        } else if self.deny_warnings && warned > 0 {
            Err(Failure::Invalid(format!("warnings are denied: {warned} of {total} policies")))
        } else {
            Ok(())
        }
    }
}

impl Checked {
    fn has_warning(&self) -> bool {
        let concerns = self.outcome.as_ref().map_or(&[][..], |(_, concerns)| concerns);
        concerns.iter().any(|concern| concern.severity == Severity::Warning)
    }
}

/// Writes the policies to `out`, and next to each of them what is wrong with it to standard error.
fn write_text(checked: &[Checked], out: &mut dyn Write) -> Result<(), Failure> {
    for (i, Checked { name, outcome }) in checked.iter().enumerate() {
        if let Ok((policy, _)) = outcome {
            if i > 0 {
                writeln!(out)?;
            }
            report::write_text(name, policy, out)?;
            out.flush()?;
        }
        // If standard error is gone, the exit code is all that is left to tell.
        let _ = write_concerns(name, outcome, &mut io::stderr().lock());
    }
    Ok(())
}

fn write_concerns(name: &str, outcome: &Outcome, err: &mut dyn Write) -> io::Result<()> {
    match outcome {
        Ok((_, concerns)) => {
            concerns.iter().try_for_each(|concern| writeln!(err, "{name}: {concern}"))
        }
        Err(problem) => err.write_all(problem.located(name).as_bytes()),
    }
}
