//! The command `journal checkpoint`: what a journal ends with, and how such a line is read.

use std::fs::File;
use std::io::{Read, Write};

use intune_privacy::journal::Checkpoint;
use serde::Serialize;

use super::Source;
use crate::destination::Destination;
use crate::failure::Failure;
use crate::format::Format;

/// Print what a journal ends with now, to verify a later state of it against
///
/// It is one line, and holds nothing of any event. Keep it where nobody who can write the journal
/// can write: only with it `journal verify` finds that an earlier state of the journal was put
/// back. The records are not checked.
#[derive(Debug, clap::Args)]
#[command(name = "checkpoint", after_help = EXAMPLES)]
pub(super) struct MakeCheckpoint {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    destination: Destination,
    /// What to write: the line, or the line and its parts as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy journal checkpoint audit.db
  intune-privacy journal checkpoint audit.db -o /mnt/elsewhere/audit.checkpoint

Each night, and only if the journal still fits the checkpoint of the night before:
  intune-privacy journal verify audit.db --checkpoint audit.checkpoint &&
  intune-privacy journal checkpoint audit.db -o audit.checkpoint

Exit codes: 0 done; 1 the head of the journal was tampered with, or the output could not be
written; 2 wrong usage, the wrong key, or the journal cannot be read.";

impl MakeCheckpoint {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let file = self.destination.file(&self.source.file, "journal")?;
        let journal = self.source.open()?;
        let checkpoint = journal.checkpoint().map_err(|error| self.source.failure(&error))?;
        match file {
            Some(file) => file.replace(|out| write(&checkpoint, self.format, out)),
            None => write(&checkpoint, self.format, out),
        }
    }
}

fn write(checkpoint: &Checkpoint, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Record<'a> {
        checkpoint: &'a Checkpoint,
        journal: String,
        sequence: i64,
        hash: String,
        time: &'a str,
    }

    if let Format::Json = format {
        let record = Record {
            checkpoint,
            journal: checkpoint.journal(),
            sequence: checkpoint.sequence(),
            hash: checkpoint.hash().to_string(),
            time: checkpoint.time().as_str(),
        };
        serde_json::to_writer_pretty(&mut *out, &record)?;
        return Ok(writeln!(out)?);
    }
    Ok(writeln!(out, "{checkpoint}")?)
}

/// Reads a checkpoint: the line itself, or a file that holds it.
pub(super) fn read(file_or_line: &str) -> Result<Checkpoint, Failure> {
    /// The longest file in bytes. A checkpoint has less than 300.
    const LONGEST: u64 = 4096;

    let unreadable =
        |error: &dyn std::fmt::Display| Failure::Unreadable(format!("--checkpoint: {error}"));
    if file_or_line.starts_with("intune-privacy-journal-") && file_or_line.contains(' ') {
        return file_or_line.parse().map_err(|error| unreadable(&error));
    }
    let mut bytes = Vec::new();
    File::open(file_or_line)
        .and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&format!("cannot read the file: {error}")))?;
    String::from_utf8_lossy(&bytes).parse().map_err(|error| unreadable(&error))
}
