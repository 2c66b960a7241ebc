//! Rows away from the database, so that they are checked while the next ones are read.

use alloc::format;
use alloc::vec::Vec;
use core::mem;

use rusqlite::Connection;

use crate::journal::JournalError;
use crate::journal::row::{COLUMNS, Content, Found};
use crate::journal::seal::Hash;

/// How many bytes a batch holds before it is handed over.
const SIZE: usize = 64 * 1024;

/// Some rows of `audit_event`, one after the other.
pub(super) struct Batch {
    rows: Vec<Held>,
    /// The terms and body of each row.
    bytes: Vec<u8>,
}

struct Held {
    sequence: i64,
    content: Option<Extent>,
}

/// What is held of the columns beside the sequence.
struct Extent {
    time: i64,
    terms: usize,
    body: usize,
    hash: Hash,
}

impl Batch {
    /// A batch with room for what goes into it, and for a last row of usual length.
    fn empty() -> Self {
        Self { rows: Vec::with_capacity(SIZE / 512), bytes: Vec::with_capacity(SIZE + SIZE / 8) }
    }

    /// Reads the rows by their sequence, until `deliver` wants no more of them. Says whether it has
    /// taken all.
    pub(super) fn read_all(
        conn: &Connection,
        mut deliver: impl FnMut(Self) -> bool,
    ) -> Result<bool, JournalError> {
        let rows = format!("SELECT {COLUMNS} FROM audit_event ORDER BY sequence");
        let mut rows = conn.prepare_cached(&rows)?;
        let mut rows = rows.query([])?;
        let mut batch = Self::empty();
        while let Some(row) = rows.next()? {
            batch.add(&Found::read(row)?);
            if batch.bytes.len() >= SIZE && !deliver(mem::replace(&mut batch, Self::empty())) {
                return Ok(false);
            }
        }
        Ok(deliver(batch))
    }

    fn add(&mut self, found: &Found<'_>) {
        let content = found.content().map(|Content { time, terms, body, hash }| {
            self.bytes.extend_from_slice(terms);
            self.bytes.extend_from_slice(body);
            Extent { time, terms: terms.len(), body: body.len(), hash }
        });
        self.rows.push(Held { sequence: found.sequence, content });
    }

    /// The rows as they were read.
    pub(super) fn rows(&self) -> impl Iterator<Item = Found<'_>> {
        let mut bytes = &*self.bytes;
        self.rows.iter().map(move |Held { sequence, content }| {
            let content = content.as_ref().and_then(|extent| {
                let (terms, rest) = bytes.split_at_checked(extent.terms)?;
                let (body, rest) = rest.split_at_checked(extent.body)?;
                bytes = rest;
                Some(Content { time: extent.time, terms, body, hash: extent.hash })
            });
            Found::new(*sequence, content)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::schema;

    /// What a batch is to hold at most, beside its last row.
    const MOST: usize = 65_536;

    /// Records with bodies of these lengths, and neither terms nor a right code.
    fn records(bodies: &[usize]) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        schema::create(&conn).unwrap();
        let sql = "INSERT INTO audit_event VALUES (NULL, 0, '', ?1, zeroblob(32))";
        for length in bodies {
            conn.execute(sql, ["x".repeat(*length)]).unwrap();
        }
        conn
    }

    /// The lengths of the bodies, batch by batch, as they are delivered.
    fn batches(bodies: &[usize]) -> Vec<Vec<usize>> {
        let mut batches = Vec::new();
        let is_all = Batch::read_all(&records(bodies), |batch| {
            let lengths = batch.rows().map(|row| row.content().unwrap().body.len());
            batches.push(lengths.collect());
            true
        });
        assert_eq!(is_all, Ok(true));
        batches
    }

    #[test]
    fn a_batch_is_handed_over_by_the_row_that_fills_it() {
        for bodies in [
            [1000; 200].as_slice(),
            &[20_000, 20_000, 20_000, 20_000, 1, 1, 100_000, 200_000, 300_000, 1],
            &[MOST - 1, 1, MOST, MOST + 1, 0],
        ] {
            let batches = batches(bodies);
            assert_eq!(batches.concat(), bodies);
            assert!(batches.len() > 2, "{batches:?}");
            let (_, full) = batches.split_last().unwrap();
            for batch in full {
                let (last, others) = batch.split_last().unwrap();
                let others: usize = others.iter().sum();
                assert!(others < MOST && others + last >= MOST, "{batch:?}");
            }
        }
    }

    #[test]
    fn rows_that_nobody_wants_are_not_read() {
        let conn = records(&[MOST; 3]);
        for wanted in [1, 2] {
            let mut delivered = 0;
            let is_all = Batch::read_all(&conn, |_| {
                delivered += 1;
                delivered < wanted
            });
            assert_eq!((is_all, delivered), (Ok(false), wanted));
        }
        // Those that are left may not be wanted either.
        assert_eq!(Batch::read_all(&records(&[1]), |_| false), Ok(false));
    }
}
