//! The index of terms, which is written for a block of records at a time.
//!
//! The terms of one event are far apart in an index of all events: each would change a page of its
//! own in every transaction, and the more so the longer the journal. In an index of blocks they are
//! next to those of the events before. It is written when the last record of the block is appended;
//! until then a query looks at each record of the block.

use rusqlite::Connection;

use super::JournalError;
use super::record::terms;
use super::verify::{Problem, Tampering, occupied};

/// How many sequences a block has. In the unit tests it is so few that short journals have several
/// blocks and records behind them.
pub(super) const LENGTH: i64 = if cfg!(test) { 4 } else { 256 };

/// The block that a sequence belongs to.
pub(super) const fn of(sequence: i64) -> i64 {
    sequence.saturating_sub(1).div_euclid(LENGTH)
}

/// The last sequence that is in the index of a journal with that head.
pub(super) const fn last_indexed(head: i64) -> i64 {
    head - head.rem_euclid(LENGTH)
}

/// Writes the terms of the block that ends with that record, which was appended, if one does.
pub(super) fn close(conn: &Connection, sequence: i64) -> Result<(), JournalError> {
    if last_indexed(sequence) != sequence {
        return Ok(());
    }
    let mut rows = conn.prepare_cached(
        "SELECT sequence, terms FROM audit_event WHERE sequence > ?1 - ?2 AND sequence <= ?1",
    )?;
    let mut rows = rows.query([sequence, LENGTH])?;
    let mut insert = conn.prepare_cached("INSERT INTO audit_term VALUES (?1, ?2, ?3)")?;
    while let Some(row) = rows.next()? {
        let at: i64 = row.get(0)?;
        let problem = |tampering| Problem { sequence: Some(at), tampering };
        let joined = row.get_ref(1)?.as_str();
        let joined = joined.map_err(|_| JournalError::Tampered(problem(Tampering::Altered)))?;
        for term in terms(joined) {
            insert
                .execute((of(at), term, at))
                .map_err(|error| occupied(error, problem(Tampering::Index)))?;
        }
    }
    Ok(())
}
