//! `intune-privacy`: the taxonomy and the rules of the crate, on the command line.
//!
//! Each subcommand is a module with its arguments and a `run` that writes to standard output.

mod completions;
mod destination;
mod explain;
mod failure;
mod format;
mod input;
mod inventory;
mod journal;
mod language;
mod man;
mod package;
mod policy;
mod printable;
mod record;
mod search;
mod suggest;
mod table;
mod taxonomy;
mod topic;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// What Microsoft Intune is documented to collect, and how a classified type must say so.
#[derive(Debug, Parser)]
#[command(name = "intune-privacy", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Taxonomy(taxonomy::Arguments),
    Explain(explain::Arguments),
    Suggest(suggest::Arguments),
    Policy(policy::Arguments),
    Package(package::Arguments),
    Inventory(inventory::Arguments),
    Journal(Box<journal::Arguments>),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy taxonomy                  every documented data item, by category
  intune-privacy taxonomy serial           the items that a word finds, in any language
  intune-privacy taxonomy --format csv     the same facts for a program
  intune-privacy explain P03               what a rule rejects, and why
  intune-privacy explain serialNumber      what the documents say of an item, and what to write
  intune-privacy suggest --help            the annotations that existing structs need, as a diff
  intune-privacy policy check --help       whether a policy document is valid, and what it does
  intune-privacy package verify --help     whether a package is what its manifest says
  intune-privacy inventory report --help   what the types of a program hold, for readers
  intune-privacy inventory diff --help     what changed of it, and whether it may
  intune-privacy journal verify --help     whether a journal of audit events is as it was written
  intune-privacy journal show --help       what a journal holds
  intune-privacy completions --help        completion of these commands in a shell
  intune-privacy man --help                manual pages

Exit codes: 0 done; 1 nothing found, a document or package is invalid, a journal was tampered with,
inventories differ, or the output could not be written; 2 wrong usage, or a file cannot be read.";

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    // Colours are for terminals only: the stream drops them elsewhere and under NO_COLOR.
    let mut out = BufWriter::new(AutoStream::auto(io::stdout().lock()));
    let result = match command {
        Command::Taxonomy(arguments) => arguments.run(&mut out),
        Command::Explain(arguments) => arguments.run(&mut out),
        Command::Suggest(arguments) => arguments.run(&mut out),
        Command::Policy(arguments) => arguments.run(&mut out),
        Command::Package(arguments) => arguments.run(&mut out),
        Command::Inventory(arguments) => arguments.run(&mut out),
        Command::Journal(arguments) => arguments.run(&mut out),
        Command::Completions(arguments) => arguments.run(&mut out),
        Command::Man(arguments) => arguments.run(&mut out),
    };
    match result.and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader, such as `head`, has had enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // If standard error is gone too, the exit code is all that is left to tell.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::from(failure.code())
        }
    }
}
