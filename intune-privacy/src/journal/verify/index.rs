//! Whether what records are found by agrees with the records.

use alloc::vec::Vec;
use std::collections::HashMap;

use rusqlite::Connection;

use super::{JournalError, Problem, Seal, Tampering};
use crate::journal::block;
use crate::journal::record::terms;
use crate::journal::row::{COLUMNS, Content, Found, text};

/// A keyed sum over a set: equal for equal sets, in whatever order they are read, and for others
/// only by chance.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    sum: u64,
}

impl Sum {
    fn add(&mut self, seal: &Seal, key: &[u8], sequence: i64) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(seal.index(key, sequence));
    }
}

const TERMS: &str = "SELECT block, term, sequence FROM audit_term";
/// What the index holds, not what the table does.
const TIMES: &str =
    "SELECT time, sequence FROM audit_event INDEXED BY audit_event_time ORDER BY time";

/// What records are found by: the sums of the terms and of the times.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    terms: Sum,
    times: Sum,
}

impl Sums {
    /// Those of the table of terms and the index of times.
    pub(super) fn found(conn: &Connection, seal: &Seal) -> Result<Self, JournalError> {
        let mut sums = Self::default();
        scan(conn, |is_term, key, sequence| sums.add(seal, is_term, key, sequence))?;
        Ok(sums)
    }

    fn add(&mut self, seal: &Seal, is_term: bool, key: &[u8], sequence: i64) {
        let sum = if is_term { &mut self.terms } else { &mut self.times };
        sum.add(seal, key, sequence);
    }

    /// Adds what a record says that it is found by: its terms only if they are in the index, which ends
    /// with the record `last_indexed`.
    pub(super) fn add_record(
        &mut self,
        seal: &Seal,
        sequence: i64,
        content: &Content<'_>,
        last_indexed: i64,
    ) -> Result<(), JournalError> {
        self.times.add(seal, &content.time.to_be_bytes(), sequence);
        if sequence <= last_indexed {
            for term in terms(text(content.terms)?) {
                self.terms.add(seal, term.as_bytes(), sequence);
            }
        }
        Ok(())
    }
}

/// What is wrong with the table of terms or the index of times, which are not what the records say.
pub(super) fn problem(
    conn: &Connection,
    seal: &Seal,
    last_indexed: i64,
) -> Result<Problem, JournalError> {
    let first = first_difference(conn, seal, last_indexed)?;
    Ok(Problem { sequence: first, tampering: Tampering::Index })
}

/// Calls `visit` with each term, and each time as bytes. What a search would not find, because it is
/// not behind what comes before it, or in another block than its record, has no bytes.
fn scan(conn: &Connection, mut visit: impl FnMut(bool, &[u8], i64)) -> Result<(), JournalError> {
    let mut rows = conn.prepare_cached(TERMS)?;
    let mut rows = rows.query([])?;
    let mut before = (i64::MIN, Vec::new(), i64::MIN);
    while let Some(row) = rows.next()? {
        let term = row.get_ref(1)?.as_bytes().unwrap_or_default();
        let (block, sequence) = (row.get(0)?, row.get(2)?);
        let is_found = block == block::of(sequence)
            && (before.0, before.1.as_slice(), before.2) < (block, term, sequence);
        visit(true, if is_found { term } else { b"" }, sequence);
        before.1.clear();
        before.1.extend_from_slice(term);
        (before.0, before.2) = (block, sequence);
    }
    let mut rows = conn.prepare_cached(TIMES)?;
    let mut rows = rows.query([])?;
    let mut before = None;
    while let Some(row) = rows.next()? {
        let at: (i64, i64) = (row.get(0)?, row.get(1)?);
        let (time, sequence) = at;
        let time = time.to_be_bytes();
        visit(false, if before < Some(at) { &time } else { b"" }, sequence);
        before = Some(at);
    }
    Ok(())
}

/// The first record that is found by anything else than it says.
fn first_difference(
    conn: &Connection,
    seal: &Seal,
    last_indexed: i64,
) -> Result<Option<i64>, JournalError> {
    let mut sums: HashMap<i64, Sums> = HashMap::new();
    scan(conn, |is_term, key, sequence| {
        sums.entry(sequence).or_default().add(seal, is_term, key, sequence);
    })?;
    let mut first: Option<i64> = None;
    let mut differs = |sequence: i64| first = Some(first.map_or(sequence, |at| at.min(sequence)));
    let rows = alloc::format!("SELECT {COLUMNS} FROM audit_event");
    let mut rows = conn.prepare_cached(&rows)?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let found = Found::read(row)?;
        let Some(content) = found.content() else { continue };
        let mut of_record = Sums::default();
        of_record.add_record(seal, found.sequence, &content, last_indexed)?;
        if sums.remove(&found.sequence).unwrap_or_default() != of_record {
            differs(found.sequence);
        }
    }
    // What is left is of records that are not there.
    sums.into_keys().for_each(&mut differs);
    Ok(first)
}
