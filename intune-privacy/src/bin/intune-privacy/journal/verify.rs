//! The command `journal verify`: whether a journal is as it was written.

use std::io::{self, Write};

use intune_privacy::Key;
use intune_privacy::audit::Timestamp;
use intune_privacy::journal::{
    Checkpoint, Journal, JournalError, Problem, Query, Span, Verification,
};
use serde::Serialize;

use super::{Source, checkpoint, events};
use crate::failure::Failure;
use crate::format::Format;

/// Check that a journal is as it was written
///
/// Every record, every pruned range, the head of the journal and what records are found by are
/// checked. The first thing that is wrong is named. Who has the file and not the key can do only one
/// thing that this does not find: put back an earlier state of it. A checkpoint of a later state
/// finds that.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Verify {
    #[command(flatten)]
    source: Source,
    /// A checkpoint that the journal must fit: a file, or the line itself
    #[arg(long, value_name = "FILE|LINE")]
    checkpoint: Option<String>,
    /// What to write: text to read, or the same as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy journal verify audit.db
  intune-privacy journal verify audit.db --key-file journal.key
  intune-privacy journal verify audit.db --checkpoint audit.checkpoint --format json

The file is only read, also while others write it.

Exit codes: 0 the journal is whole; 1 it was tampered with or is damaged, or the checkpoint is
forged or of another journal; 2 wrong usage, the wrong key, or the journal cannot be read.";

/// What was found.
#[derive(Debug, Serialize)]
struct Report {
    file: String,
    whole: bool,
    /// How many events are as they were written, up to the first problem.
    events: u64,
    first: Option<Event>,
    last: Option<Event>,
    pruned: Vec<Span>,
    checkpoint: Option<Point>,
    problem: Option<Finding>,
}

/// Which event, and of when; the time is absent if the event is gone again, or cannot be read.
#[derive(Debug, Serialize)]
struct Event {
    sequence: i64,
    time: Option<Timestamp>,
}

/// What the journal was checked against.
#[derive(Debug, Serialize)]
struct Point {
    sequence: i64,
    time: Timestamp,
}

/// What is wrong.
#[derive(Debug, Serialize)]
struct Finding {
    kind: &'static str,
    sequence: Option<i64>,
    message: String,
}

impl Verify {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let point = self.checkpoint.as_deref().map(checkpoint::read).transpose()?;
        let key = self.source.key.load()?;
        let report = match self.examine(&key, point.as_ref()) {
            Err(error @ JournalError::Corrupted) => self.damaged(point.as_ref(), &error),
            report => report.map_err(|error| self.source.failure(&error))?,
        };
        let written = report.write(self.format, out);
        // What was found counts, also if nobody reads it to the end.
        match report.problem {
            Some(Finding { message, .. }) => {
                Err(Failure::Invalid(format!("{}: not whole: {message}", report.file)))
            }
            None => written,
        }
    }

    fn examine(&self, key: &Key, point: Option<&Checkpoint>) -> Result<Report, JournalError> {
        let journal = Journal::open_read_only(&self.source.file, key)?;
        let against = point.map_or_else(|| journal.verify(), |it| journal.verify_against(it));
        let (verification, bad_point) = match against {
            // That says nothing about the journal.
            Err(JournalError::ForeignCheckpoint) => {
                (journal.verify()?, Some(("foreign_checkpoint", JournalError::ForeignCheckpoint)))
            }
            Err(JournalError::ForgedCheckpoint) => {
                (journal.verify()?, Some(("forged_checkpoint", JournalError::ForgedCheckpoint)))
            }
            verification => (verification?, None),
        };
        let problem = verification.problem.map(Finding::from).or_else(|| {
            let (kind, error) = bad_point?;
            Some(Finding { kind, sequence: None, message: error.to_string() })
        });
        let event = |sequence| Event { sequence, time: time_of(&journal, sequence) };
        let Verification { events, first, last, pruned, .. } = verification;
        Ok(Report {
            file: self.source.name(),
            whole: problem.is_none(),
            events,
            first: first.map(event),
            last: last.map(event),
            pruned,
            checkpoint: point.map(Point::from),
            problem,
        })
    }

    /// The report on a file that cannot be read through.
    fn damaged(&self, point: Option<&Checkpoint>, error: &JournalError) -> Report {
        Report {
            file: self.source.name(),
            whole: false,
            events: 0,
            first: None,
            last: None,
            pruned: Vec::new(),
            checkpoint: point.map(Point::from),
            problem: Some(Finding { kind: "damaged", sequence: None, message: error.to_string() }),
        }
    }
}

/// The time of the event of that sequence.
fn time_of(journal: &Journal, sequence: i64) -> Option<Timestamp> {
    let query = Query::new().after(sequence.saturating_sub(1)).limit(1);
    let entry = journal.query(&query).ok()?.pop()?;
    (entry.chain.sequence == sequence).then_some(entry.event.activity_date_time)
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        let Problem { sequence, tampering, .. } = problem;
        Self { kind: tampering.as_str(), sequence, message: problem.to_string() }
    }
}

impl From<&Checkpoint> for Point {
    fn from(checkpoint: &Checkpoint) -> Self {
        Self { sequence: checkpoint.sequence(), time: checkpoint.time().clone() }
    }
}

impl Report {
    fn write(&self, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
        if let Format::Text = format {
            return Ok(self.write_text(out)?);
        }
        serde_json::to_writer_pretty(&mut *out, self)?;
        Ok(writeln!(out)?)
    }

    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.problem {
            None => writeln!(out, "{}: whole\n", self.file)?,
            Some(problem) => writeln!(out, "{}: not whole: {}\n", self.file, problem.message)?,
        }
        let up_to_there = match self.problem {
            Some(Finding { sequence: Some(_), .. }) => " up to there",
            _ => "",
        };
        writeln!(out, "events:     {}{up_to_there}", self.events)?;
        for (label, event) in [("first:", &self.first), ("last: ", &self.last)] {
            match event {
                Some(Event { sequence, time: Some(time) }) => {
                    writeln!(out, "{label}      record {sequence}, {time}")?;
                }
                Some(Event { sequence, .. }) => writeln!(out, "{label}      record {sequence}")?,
                None => {}
            }
        }
        if !self.pruned.is_empty() {
            writeln!(out, "pruned:     {}", ranges(&self.pruned))?;
        }
        if let Some(Point { sequence, time }) = &self.checkpoint {
            writeln!(out, "checkpoint: record {sequence}, {time}")?;
        }
        Ok(())
    }
}

/// The ranges, and how many events were in them.
fn ranges(spans: &[Span]) -> String {
    /// So many are listed.
    const MOST: usize = 5;

    let range = |span: &Span| match span {
        Span { first, last, .. } if first == last => first.to_string(),
        Span { first, last, .. } => format!("{first} to {last}"),
    };
    let mut listed: Vec<_> = spans.iter().take(MOST).map(range).collect();
    if spans.len() > MOST {
        listed.push(format!("and {} ranges more", spans.len() - MOST));
    }
    let count = |span: &Span| span.last.saturating_sub(span.first).saturating_add(1);
    let count = spans.iter().map(count).fold(0, i64::saturating_add);
    format!("{} ({})", listed.join(", "), events(count.unsigned_abs()))
}
