//! What is done to many records.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::num::TryFromIntError;
use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;
use intune_privacy::Classified;
use intune_privacy::audit::AuditEvent;
use intune_privacy::export::{self, Format};
use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::{Chain, Journal};

use crate::timing::median;
use crate::usage::{Stopwatch, Taken};
use crate::{journal, ours};

/// What is done to many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Workload {
    /// Exported as JSON Lines.
    JsonLines,
    /// Exported as CSV.
    Csv,
    /// Compared with another state, which differs in every second record.
    Diff,
    /// Appended to a journal as events.
    Append,
    /// Verified in a journal.
    Verify,
}

/// How many events one transaction appends.
const TRANSACTION: u64 = 1_000;
/// How many records differ, one after the other and then again.
const POOL: usize = 1_000;

impl Workload {
    /// All of them. [`Verify`](Self::Verify) reads what [`Append`](Self::Append) wrote.
    pub const ALL: [Self; 5] = [Self::JsonLines, Self::Csv, Self::Diff, Self::Append, Self::Verify];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonLines => "json-lines",
            Self::Csv => "csv",
            Self::Diff => "diff",
            Self::Append => "append",
            Self::Verify => "verify",
        }
    }

    /// The name for readers.
    pub const fn title(self) -> &'static str {
        match self {
            Self::JsonLines => "export, JSON Lines",
            Self::Csv => "export, CSV",
            Self::Diff => "diff",
            Self::Append => "journal, append",
            Self::Verify => "journal, verify",
        }
    }

    /// The nanoseconds a record by the clock, the median of so many runs, and those of the processor,
    /// of all runs. The folder is for a journal.
    #[expect(clippy::cast_precision_loss, reason = "numbers of records and runs are small")]
    pub(super) fn nanos(
        self,
        records: u64,
        times: u64,
        folder: &Path,
    ) -> Result<(f64, Option<f64>), Box<dyn Error>> {
        let path = folder.join("journal.db");
        let mut run: Box<dyn FnMut() -> Result<Taken, Box<dyn Error>>> = match self {
            Self::JsonLines => Box::new(exporting(Format::JsonLines, ours::numbered, records)),
            Self::Csv => Box::new(exporting(Format::Csv, ours::flat_numbered, records)),
            Self::Diff => Box::new(comparing(records)),
            Self::Append => Box::new(move || append(&path, records)),
            Self::Verify => Box::new(move || verify(&path, records)),
        };
        // What is done for the first time takes longer, which few records would show.
        if self != Self::Append {
            run()?;
        }
        let runs = (0..times).map(|_| run()).collect::<Result<Vec<_>, _>>()?;
        let nanos = |time: Duration| time.as_secs_f64() * 1e9 / records as f64;
        let processor: Option<Duration> = runs.iter().map(|taken| taken.processor).sum();
        let processor = processor.map(|all| nanos(all) / times as f64);
        Ok((median(runs.iter().map(|taken| nanos(taken.elapsed))), processor))
    }
}

/// The records are borrowed from an iterator, which makes as many of a few as it takes.
fn exporting<T: Classified>(
    format: Format,
    record: fn(usize) -> T,
    records: u64,
) -> impl FnMut() -> Result<Taken, Box<dyn Error>> {
    let pool: Vec<T> = (0..POOL).map(record).collect();
    let scope = crate::export::everything();
    move || {
        let stream = (0..records).zip(pool.iter().cycle()).map(|(_, record)| black_box(record));
        let mut counter = Counter(0);
        let watch = Stopwatch::start();
        let count = export::write(format, stream, black_box(&scope), &mut counter)?;
        let taken = watch.stop();
        assert!(count == records && counter.0 > records, "{count} records");
        Ok(taken)
    }
}

/// Takes all bytes and keeps none.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += black_box(bytes).len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn comparing(records: u64) -> impl FnMut() -> Result<Taken, Box<dyn Error>> {
    let pairs: Vec<_> = (0..POOL)
        .map(|number| (ours::numbered(number), ours::numbered(number - number % 2)))
        .collect();
    move || {
        let watch = Stopwatch::start();
        let mut changed = 0;
        for (_, (before, after)) in (0..records).zip(pairs.iter().cycle()) {
            changed += black_box(before).changes(black_box(after)).list().len() as u64;
        }
        let taken = watch.stop();
        assert_eq!(changed, records / 2, "changes");
        Ok(taken)
    }
}

/// Appends events to a new journal, each thousand in a transaction that is durable when it ends. To
/// make the events is not measured.
fn append(path: &Path, records: u64) -> Result<Taken, Box<dyn Error>> {
    for former in ["", "-wal", "-shm"].map(|end| format!("{}{end}", path.display())) {
        if fs::exists(&former)? {
            fs::remove_file(former)?;
        }
    }
    drop(Journal::open(path, &journal::key())?);
    let mut conn = Connection::open(path)?;
    // As a journal that is opened by itself does.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", 4096)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    let chain = Chain::new(&journal::key());
    let policy = journal::policy();
    let mut taken = Taken { processor: Some(Duration::ZERO), ..Taken::default() };
    for first in (0..records).step_by(usize::try_from(TRANSACTION)?) {
        let numbers = first..records.min(first + TRANSACTION);
        let events: Vec<AuditEvent> = numbers
            .map(|number| Ok(journal::event(usize::try_from(number)?, &policy)))
            .collect::<Result<_, TryFromIntError>>()?;
        let watch = Stopwatch::start();
        let transaction = conn.transaction()?;
        for event in &events {
            chain.append(&transaction, event)?;
        }
        transaction.commit()?;
        taken += watch.stop();
    }
    Ok(taken)
}

fn verify(path: &Path, records: u64) -> Result<Taken, Box<dyn Error>> {
    let journal = Journal::open_read_only(path, &journal::key())?;
    let watch = Stopwatch::start();
    let verification = journal.verify()?;
    let taken = watch.stop();
    assert!(verification.is_whole() && verification.events == records, "{verification:?}");
    Ok(taken)
}
