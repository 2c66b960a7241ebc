//! Whether a journal is as it was written.

use alloc::vec::Vec;
use core::fmt;
use std::panic::resume_unwind;
use std::sync::mpsc;
use std::thread;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};
use serde::Serialize;

use self::batch::Batch;
use self::diagnosis::Scene;
use self::index::Sums;
use super::chain::{Chain, Header, Link};
use super::row::{Gap, Place};
use super::seal::Seal;
use super::{Checkpoint, JournalError};

mod batch;
mod diagnosis;
mod index;

/// How many batches wait to be checked, at most.
const BATCHES_AHEAD: usize = 4;

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Verification {
    /// How many events are there and as they were written, up to the first problem.
    pub events: u64,
    /// The sequence of the first of these.
    pub first: Option<i64>,
    /// The sequence of the last of these.
    pub last: Option<i64>,
    /// The ranges before the first problem that were removed by pruning.
    pub pruned: Vec<Span>,
    /// The first thing that is wrong.
    pub problem: Option<Problem>,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.problem.is_none()
    }
}

/// The sequences from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Span {
    /// The first sequence.
    pub first: i64,
    /// The last sequence.
    pub last: i64,
}

/// What is wrong with a journal, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// The first record that is not as it was written, is missing, or is too many. It is absent if
    /// it is not about a record.
    pub sequence: Option<i64>,
    /// What is wrong with it.
    pub tampering: Tampering,
}

/// What was done to a journal. The names are what fits what is found: a record that was replaced can
/// be seen as altered, or as removed and another inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Tampering {
    /// The record has another content than it was written with.
    Altered,
    /// The record is not there, though later ones are. Those may have been numbered anew.
    Removed,
    /// The record was not written at this place, and what was written there comes later.
    Inserted,
    /// The record and others have changed places, as a whole or their contents.
    Reordered,
    /// The record and all later ones are not there; or, against a checkpoint, others are.
    Truncated,
    /// The header of the journal is not as it was written: its id, key check or head.
    Header,
    /// What says that a range was pruned was altered or removed, or was never written by pruning.
    Gap,
    /// What the record is found by does not agree with the record.
    Index,
}

impl Problem {
    pub(super) const fn of_header() -> Self {
        Self { sequence: None, tampering: Tampering::Header }
    }

    const fn at(sequence: i64, tampering: Tampering) -> Self {
        Self { sequence: Some(sequence), tampering }
    }
}

impl Tampering {
    /// The name, in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Removed => "removed",
            Self::Inserted => "inserted",
            Self::Reordered => "reordered",
            Self::Truncated => "truncated",
            Self::Header => "header",
            Self::Gap => "gap",
            Self::Index => "index",
        }
    }
}

impl fmt::Display for Tampering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(sequence) = self.sequence else {
            return f.write_str("the header is not as it was written");
        };
        match self.tampering {
            Tampering::Altered => write!(f, "record {sequence} was altered"),
            Tampering::Removed => write!(f, "record {sequence} was removed"),
            Tampering::Inserted => write!(f, "record {sequence} was inserted"),
            Tampering::Reordered => write!(f, "record {sequence} is not in its place"),
            Tampering::Truncated => write!(f, "the records from {sequence} on were cut off"),
            Tampering::Header => f.write_str("the header is not as it was written"),
            Tampering::Gap => {
                write!(
                    f,
                    "what says that the records from {sequence} on were pruned is not authentic"
                )
            }
            Tampering::Index => {
                write!(f, "what record {sequence} is found by is not what the record says")
            }
        }
    }
}

/// The error for a row that stands where a new one belongs.
pub(super) fn occupied(error: rusqlite::Error, problem: Problem) -> JournalError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => JournalError::Tampered(problem),
        _ => error.into(),
    }
}

pub(super) fn verify(
    chain: &Chain,
    conn: &Connection,
    checkpoint: Option<&Checkpoint>,
) -> Result<Verification, JournalError> {
    let mut verification =
        Verification { events: 0, first: None, last: None, pruned: Vec::new(), problem: None };
    let header = match chain.header(conn) {
        Err(JournalError::Tampered(problem)) => {
            verification.problem = Some(problem);
            return Ok(verification);
        }
        header => header?,
    };
    if let Some(checkpoint) = checkpoint {
        checkpoint.check(&header.seal)?;
    }
    let gaps = Gap::all(conn, &header.seal)?;
    let start = || Walk::new(&header, &gaps, checkpoint, verification.clone());
    let Journey { mut walk, stop, rest } = Journey::run(conn, &header.seal, start)?;
    let scene = Scene { conn, header: &header, gaps: &gaps, place: walk.place, found: None };
    let problem = match stop {
        Some(Stop::Problem(problem)) => Some(problem),
        Some(Stop::Misfit(found)) => Some(Scene { found: Some(found), ..scene }.problem()?),
        None if !header.is_authentic || header.head != walk.place.before() => {
            Some(scene.problem()?)
        }
        None => {
            let Rest { sums, is_sound } = rest?;
            let problem = walk.check_rest(conn, sums)?;
            if problem.is_none() && !is_sound {
                return Err(JournalError::Corrupted);
            }
            problem
        }
    };
    walk.verification.problem = problem;
    Ok(walk.verification)
}

/// A walk that is over.
struct Journey<'a> {
    walk: Walk<'a>,
    /// Why it stopped before the end.
    stop: Option<Stop>,
    /// What else is to be checked if it came to the end.
    rest: Result<Rest, JournalError>,
}

/// What is read beside the records.
#[derive(Default)]
struct Rest {
    /// What records are found by.
    sums: Sums,
    is_sound: bool,
}

impl Rest {
    fn read(conn: &Connection, seal: &Seal) -> Result<Self, JournalError> {
        Ok(Self { sums: Sums::found(conn, seal)?, is_sound: is_sound(conn)? })
    }
}

impl<'a> Journey<'a> {
    /// One thread reads the database, and another checks what it has read: each takes about half of
    /// the time.
    fn run(
        conn: &Connection,
        seal: &Seal,
        start: impl Fn() -> Walk<'a> + Send + Sync,
    ) -> Result<Self, JournalError> {
        thread::scope(|scope| {
            let (sender, batches) = mpsc::sync_channel(BATCHES_AHEAD);
            let start = &start;
            let checker = thread::Builder::new().spawn_scoped(scope, move || {
                let mut walk = start();
                let stop = walk.run(batches);
                (walk, stop)
            });
            let Ok(checker) = checker else { return Self::alone(conn, seal, start()) };
            let read = Batch::read_all(conn, |batch| sender.send(batch).is_ok());
            drop(sender);
            let is_all = matches!(read, Ok(true));
            let rest = if is_all { Rest::read(conn, seal) } else { Ok(Rest::default()) };
            let (walk, stop) = checker.join().unwrap_or_else(|panic| resume_unwind(panic));
            let stop = stop?;
            if stop.is_none() {
                read?;
            }
            Ok(Self { walk, stop, rest })
        })
    }

    /// Where the system gives no second thread.
    fn alone(conn: &Connection, seal: &Seal, mut walk: Walk<'a>) -> Result<Self, JournalError> {
        let mut stop = Ok(None);
        Batch::read_all(conn, |batch| {
            stop = walk.check(&batch);
            matches!(stop, Ok(None))
        })?;
        let stop = stop?.or_else(|| walk.pass_gaps().map(Stop::Problem));
        Ok(Self { walk, stop, rest: Rest::read(conn, seal) })
    }
}

/// Whether SQLite finds each record where it looks for it. The walk goes from page to page and passes
/// by the keys that lead a search to a page, so it would not see that a query misses a record. In the
/// indices, which are summed up, such keys are entries themselves.
fn is_sound(conn: &Connection) -> Result<bool, JournalError> {
    let mut check = conn.prepare_cached("PRAGMA quick_check(audit_event)")?;
    let mut rows = check.query([])?;
    Ok(rows.next()?.is_some_and(|row| row.get_ref(0).is_ok_and(|it| it == ValueRef::Text(b"ok"))))
}

/// Why a walk stops before the end.
enum Stop {
    /// The row of that sequence is not what is expected.
    Misfit(i64),
    Problem(Problem),
}

/// The walk from the first record to the last.
struct Walk<'a> {
    seal: &'a Seal,
    /// The last sequence whose terms are in the index.
    last_indexed: i64,
    /// The pruned ranges that the walk has not come to, in order.
    gaps: &'a [Gap],
    /// The first of what says that a range was pruned and is not so.
    wrong_gap: Option<i64>,
    checkpoint: Option<&'a Checkpoint>,
    /// Where the next record belongs.
    place: Place,
    verification: Verification,
    /// What the records say that they are found by.
    sums: Sums,
}

impl<'a> Walk<'a> {
    fn new(
        header: &'a Header,
        gaps: &'a [Gap],
        checkpoint: Option<&'a Checkpoint>,
        verification: Verification,
    ) -> Self {
        Self {
            seal: &header.seal,
            last_indexed: header.last_indexed(),
            gaps,
            wrong_gap: None,
            checkpoint,
            place: Place::FIRST,
            verification,
            sums: Sums::default(),
        }
    }

    /// Walks to the end, unless something is wrong on the way.
    fn run(
        &mut self,
        batches: impl IntoIterator<Item = Batch>,
    ) -> Result<Option<Stop>, JournalError> {
        for batch in batches {
            if let Some(stop) = self.check(&batch)? {
                return Ok(Some(stop));
            }
        }
        Ok(self.pass_gaps().map(Stop::Problem))
    }

    fn check(&mut self, batch: &Batch) -> Result<Option<Stop>, JournalError> {
        for found in batch.rows() {
            if let Some(problem) = self.pass_gaps() {
                return Ok(Some(Stop::Problem(problem)));
            }
            let Some(content) = found.at(self.seal, &self.place) else {
                return Ok(Some(Stop::Misfit(found.sequence)));
            };
            let sequence = found.sequence;
            self.sums.add_record(self.seal, sequence, &content, self.last_indexed)?;
            self.verification.events += 1;
            self.verification.first.get_or_insert(sequence);
            self.verification.last = Some(sequence);
            if let Some(problem) = self.step(Link { sequence, hash: content.hash }) {
                return Ok(Some(Stop::Problem(problem)));
            }
        }
        Ok(None)
    }

    /// Goes behind a record or pruned range.
    fn step(&mut self, link: Link) -> Option<Problem> {
        self.place = Place::behind(link);
        let checkpoint = self.checkpoint.filter(|point| point.sequence() == link.sequence)?;
        let is_other = checkpoint.hash() != link.hash;
        is_other.then_some(Problem::at(link.sequence, Tampering::Truncated))
    }

    /// Goes behind the pruned ranges that begin here.
    fn pass_gaps(&mut self) -> Option<Problem> {
        while let [gap, ahead @ ..] = self.gaps {
            if gap.is_authentic && gap.first > self.place.sequence {
                break;
            }
            self.gaps = ahead;
            if !gap.is_authentic || gap.first < self.place.sequence {
                self.wrong_gap.get_or_insert(gap.first);
                continue;
            }
            self.verification.pruned.push(Span { first: gap.first, last: gap.last });
            if let Some(problem) = self.step(gap.end()) {
                return Some(problem);
            }
        }
        None
    }

    /// What is left to check when every record is as it was written.
    fn check_rest(&self, conn: &Connection, found: Sums) -> Result<Option<Problem>, JournalError> {
        let wrong_gap = self.wrong_gap.or_else(|| self.gaps.first().map(|gap| gap.first));
        if let Some(first) = wrong_gap {
            return Ok(Some(Problem::at(first, Tampering::Gap)));
        }
        if found != self.sums {
            return index::problem(conn, self.seal, self.last_indexed).map(Some);
        }
        let is_cut = |checkpoint: &&Checkpoint| checkpoint.sequence() >= self.place.sequence;
        let cut = self.checkpoint.filter(is_cut);
        Ok(cut.map(|_| Problem::at(self.place.sequence, Tampering::Truncated)))
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::ToString;

    use super::{Gap, Journey, Problem, Stop, Tampering, Verification, Walk};
    use crate::journal::tests::chain_of;

    /// One thread finds what two find: in a journal that is whole, and wherever the walk stops.
    #[test]
    fn a_system_without_a_second_thread_finds_the_same() {
        let (chain, conn) = chain_of(60, |number| matches!(number, 1..=5 | 31..=40 | 58..=60));
        let mut found = 0;
        for sql in [
            "",
            "UPDATE audit_event SET body = body || ' ' WHERE sequence = 20",
            "DELETE FROM audit_event WHERE sequence = 50",
            "DELETE FROM audit_event WHERE sequence > 40",
            "DELETE FROM audit_event",
            "DELETE FROM audit_gap WHERE first = 31",
            "UPDATE audit_gap SET last = last + 1",
            "UPDATE audit_gap SET last = last + 1 WHERE first = 58",
        ] {
            conn.execute_batch(&format!("SAVEPOINT tamper; {sql}")).unwrap();
            let header = chain.header(&conn).unwrap();
            let gaps = Gap::all(&conn, &header.seal).unwrap();
            let verification = Verification {
                events: 0,
                first: None,
                last: None,
                pruned: [].into(),
                problem: None,
            };
            let start = || Walk::new(&header, &gaps, None, verification.clone());
            let end = |Journey { walk, stop, rest }: Journey<'_>| {
                let stop = stop.map(|stop| match stop {
                    Stop::Misfit(sequence) => (Some(sequence), None),
                    Stop::Problem(problem) => (None, Some(problem)),
                });
                let checked = stop.is_none().then(|| rest.unwrap().is_sound);
                (walk.verification, walk.place.before(), walk.wrong_gap, stop, checked)
            };
            let two = end(Journey::run(&conn, &header.seal, start).unwrap());
            let one = end(Journey::alone(&conn, &header.seal, start()).unwrap());
            assert!(one == two, "{sql}");
            found += usize::from(one.2.is_some() || one.3.is_some());
            conn.execute_batch("ROLLBACK TO tamper; RELEASE tamper").unwrap();
        }
        assert!(found >= 4, "{found}");
    }

    #[test]
    fn a_tampering_has_a_word_and_a_sentence_of_its_own() {
        let all = [
            (Tampering::Altered, "altered", "record 7 was altered"),
            (Tampering::Removed, "removed", "record 7 was removed"),
            (Tampering::Inserted, "inserted", "record 7 was inserted"),
            (Tampering::Reordered, "reordered", "record 7 is not in its place"),
            (Tampering::Truncated, "truncated", "the records from 7 on were cut off"),
            (Tampering::Header, "header", "the header is not as it was written"),
        ];
        for (tampering, word, sentence) in all {
            assert_eq!((tampering.as_str(), &*tampering.to_string()), (word, word));
            assert_eq!(Problem::at(7, tampering).to_string(), sentence);
        }
        assert_eq!(format!("{:>10}", Tampering::Gap), "       gap");
        assert_eq!(Problem::of_header().to_string(), "the header is not as it was written");
    }
}
