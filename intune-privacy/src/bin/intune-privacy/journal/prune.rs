//! The command `journal prune`: the removal of events that were kept long enough.

use std::collections::HashSet;
use std::io::{self, Write};
use std::time::{Duration, SystemTime};

use intune_privacy::audit::Timestamp;
use intune_privacy::journal::{Journal, JournalError, Query, Retention};
use serde::Serialize;

use super::{Source, events};
use crate::failure::Failure;
use crate::format::Format;

/// Remove the events of a journal that were kept long enough
///
/// What is held is kept whatever its age. The rest remains verifiable, and the removed events are
/// gone from the file. The journal is verified first: of one that was tampered with nothing is
/// removed, because that would destroy the traces.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Prune {
    #[command(flatten)]
    source: Source,
    /// For how many days of 24 hours events are kept, by the time that they have
    #[arg(long, default_value_t = 730, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: u32,
    /// Hold the events about that person's data, by the pseudonym as stored
    #[arg(long, value_name = "PSEUDONYM")]
    hold_subject: Vec<String>,
    /// Hold the events by that actor, as stored
    #[arg(long, value_name = "ACTOR")]
    hold_actor: Vec<String>,
    /// Hold the events of that activity
    #[arg(long, value_name = "ACTIVITY")]
    hold_activity: Vec<String>,
    /// Hold the events about a record of that type
    #[arg(long, value_name = "TYPE")]
    hold_type: Vec<String>,
    /// Only say what would be removed
    #[arg(long)]
    dry_run: bool,
    /// What to write: text to read, or the same as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy journal prune audit.db --dry-run
  intune-privacy journal prune audit.db --days 365 --hold-type ManagedDevice
  intune-privacy journal prune audit.db --hold-subject 2026-q1:9f86d081884c7d659a2feaa0c55ad015

Each hold can be given several times. 730 days are what Intune keeps its own audit logs for.

Exit codes: 0 done; 1 the journal was tampered with, and nothing was removed; 2 wrong usage, the
wrong key, or the journal cannot be read or written.";

/// In seconds.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Has a query ask for a value.
type With = fn(Query, &str) -> Query;

/// What was done, or would be.
#[derive(Debug, Serialize)]
struct Report {
    file: String,
    dry_run: bool,
    /// Events of an earlier time were kept long enough.
    before: Timestamp,
    removed: u64,
    held: u64,
    /// Whether the bytes of what was removed are gone as well.
    erased: bool,
}

impl Prune {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = SystemTime::now();
        let retained = DAY * self.days;
        let before = timestamp(now.checked_sub(retained))?;
        // To open a journal for writing would create one that is missing.
        let journal = self.source.open()?;
        let outcome = if self.dry_run {
            self.foresee(&journal, &before)
        } else {
            self.remove(&timestamp(Some(now))?)
        };
        let (removed, held, erased) = outcome?;
        let dry_run = self.dry_run;
        let report = Report { file: self.source.name(), dry_run, before, removed, held, erased };
        match self.format {
            Format::Text => report.write(out)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &report)?;
                writeln!(out)?;
            }
        }
        if removed > 0 && !dry_run && !erased {
            // If standard error is gone, the JSON is all that is left to tell.
            let _ = writeln!(
                io::stderr(),
                "warning: {}: another process reads the journal, so the removed events are still in \
                 its write-ahead log; pruning it again removes them from there",
                report.file
            );
        }
        Ok(())
    }

    fn remove(&self, now: &Timestamp) -> Result<(u64, u64, bool), Failure> {
        let mut retention = Retention::default().days(self.days);
        for subject in &self.hold_subject {
            retention = retention.hold_subject(subject);
        }
        for actor in &self.hold_actor {
            retention = retention.hold_actor(actor);
        }
        for activity in &self.hold_activity {
            retention = retention.hold_activity_type(activity);
        }
        for name in &self.hold_type {
            retention = retention.hold_record_type(name);
        }
        let key = self.source.key.load()?;
        let pruned = Journal::open(&self.source.file, &key)
            .and_then(|journal| journal.prune(&retention, now))
            .map_err(|error| self.source.failure(&error))?;
        Ok((pruned.removed, pruned.held, pruned.is_erased))
    }

    /// What [`remove`](Self::remove) would do.
    fn foresee(&self, journal: &Journal, end: &Timestamp) -> Result<(u64, u64, bool), Failure> {
        let foresee = || {
            if let Some(problem) = journal.verify()?.problem {
                return Err(JournalError::Tampered(problem));
            }
            let old = Query::new().until(end);
            // A query asks for events that fit all of it, and one hold is enough.
            let holds: [(&[String], With); 4] = [
                (&self.hold_subject, Query::subject),
                (&self.hold_actor, Query::actor),
                (&self.hold_activity, Query::activity_type),
                (&self.hold_type, Query::record_type),
            ];
            let mut held = HashSet::new();
            for (values, with) in holds {
                if !values.is_empty() {
                    let query = values.iter().fold(old.clone(), |query, value| with(query, value));
                    held.extend(sequences(journal, &query)?);
                }
            }
            let all = sequences(journal, &old)?;
            let removed = all.iter().filter(|sequence| !held.contains(sequence)).count();
            let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
            Ok((count(removed), count(all.len() - removed), false))
        };
        foresee().map_err(|error| self.source.failure(&error))
    }
}

/// The time, unless the clock of the system tells one that cannot be.
fn timestamp(time: Option<SystemTime>) -> Result<Timestamp, Failure> {
    let time = time.and_then(|time| time.try_into().ok());
    time.ok_or_else(|| Failure::Unreadable("the clock of the system is wrong".into()))
}

fn sequences(journal: &Journal, query: &Query) -> Result<Vec<i64>, JournalError> {
    let mut sequences = Vec::new();
    journal.for_each(query, |entry| {
        sequences.push(entry.chain.sequence);
        Ok(())
    })?;
    Ok(sequences)
}

impl Report {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { file, dry_run, before, removed, held, .. } = self;
        let verb = match (dry_run, removed) {
            (true, _) => "would be",
            (false, 1) => "was",
            (false, _) => "were",
        };
        let removed = events(*removed);
        writeln!(out, "{file}: {removed} from before {before} {verb} removed; {held} held")
    }
}
