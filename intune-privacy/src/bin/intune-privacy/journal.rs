//! The command `journal`: what a journal of audit events holds, and whether it is whole.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use intune_privacy::journal::{Journal, JournalError};

use crate::failure::Failure;
use crate::printable::printable;

mod checkpoint;
mod export;
mod filter;
mod key;
mod prune;
mod show;
mod verify;

use key::KeyOption;

/// Verify, show, export and prune journals of audit events
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Verify(verify::Verify),
    Show(show::Show),
    Export(export::Export),
    Checkpoint(checkpoint::MakeCheckpoint),
    Prune(prune::Prune),
}

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        match self.command {
            Command::Verify(verify) => verify.run(out),
            Command::Show(show) => show.run(out),
            Command::Export(export) => export.run(out),
            Command::Checkpoint(checkpoint) => checkpoint.run(out),
            Command::Prune(prune) => prune.run(out),
        }
    }
}

/// A journal and its key.
#[derive(Debug, clap::Args)]
struct Source {
    /// The journal
    file: PathBuf,
    #[command(flatten)]
    key: KeyOption,
}

impl Source {
    /// The name of the file as it may be printed.
    fn name(&self) -> String {
        printable(&self.file.to_string_lossy())
    }

    /// Opens the journal to read it. It is not created if it is missing.
    fn open(&self) -> Result<Journal, Failure> {
        let key = self.key.load()?;
        Journal::open_read_only(&self.file, &key).map_err(|error| self.failure(&error))
    }

    /// The failure by that error: 1 where the journal is not what was written, 2 where it cannot be
    /// told.
    fn failure(&self, error: &JournalError) -> Failure {
        let message = || format!("{}: {error}", self.name());
        match error {
            JournalError::Export(kind) => Failure::Output((*kind).into()),
            JournalError::Tampered(_)
            | JournalError::Corrupted
            | JournalError::ForeignCheckpoint
            | JournalError::ForgedCheckpoint => Failure::Invalid(message()),
            _ => Failure::Unreadable(message()),
        }
    }
}

/// A number of events, in words.
fn events(count: u64) -> String {
    if count == 1 { "1 event".into() } else { format!("{count} events") }
}
