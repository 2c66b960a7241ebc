//! A row of `audit_event` and of `audit_gap`, as it is found.

use alloc::vec::Vec;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::JournalError;
use super::chain::Link;
use super::seal::{Hash, Message, Seal};

/// The columns that [`Found::read`] expects.
pub(super) const COLUMNS: &str = "sequence, time, terms, body, mac";

/// Where a record belongs: its sequence, and the code of the record before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) sequence: i64,
    pub(super) previous: Hash,
}

impl Place {
    pub(super) const FIRST: Self = Self { sequence: 1, previous: Hash::START };

    /// The place behind a record or pruned range. There is none behind the last number.
    pub(super) fn behind(link: Link) -> Self {
        Self { sequence: link.sequence.saturating_add(1), previous: link.hash }
    }

    /// The record that this is the place behind of.
    pub(super) fn before(&self) -> Link {
        Link { sequence: self.sequence.saturating_sub(1), hash: self.previous }
    }
}

/// A row of `audit_event`. Nothing of it is known to be right.
pub(super) struct Found<'a> {
    pub(super) sequence: i64,
    /// Absent if a column is not of its type.
    content: Option<Content<'a>>,
}

/// The columns beside the sequence.
#[derive(Clone, Copy)]
pub(super) struct Content<'a> {
    pub(super) time: i64,
    pub(super) terms: &'a [u8],
    pub(super) body: &'a [u8],
    pub(super) hash: Hash,
}

impl<'a> Found<'a> {
    pub(super) fn new(sequence: i64, content: Option<Content<'a>>) -> Self {
        Self { sequence, content }
    }

    pub(super) fn read(row: &'a Row<'_>) -> Result<Self, JournalError> {
        let content = match (row.get_ref(1)?, row.get_ref(2)?, row.get_ref(3)?, row.get_ref(4)?) {
            (
                ValueRef::Integer(time),
                ValueRef::Text(terms),
                ValueRef::Text(body),
                ValueRef::Blob(hash),
            ) => Hash::of_bytes(hash).map(|hash| Content { time, terms, body, hash }),
            _ => None,
        };
        Ok(Self::new(row.get(0)?, content))
    }

    /// The content, if the record is the one that was written at that place.
    pub(super) fn at(&self, seal: &Seal, place: &Place) -> Option<Content<'a>> {
        let content = self.content.filter(|_| self.sequence == place.sequence)?;
        content.message(seal, place).is(content.hash.as_bytes()).then_some(content)
    }

    /// The content, whatever its place.
    pub(super) fn content(&self) -> Option<Content<'a>> {
        self.content
    }
}

impl Content<'_> {
    pub(super) fn message(&self, seal: &Seal, place: &Place) -> Message {
        seal.event(place.sequence, &place.previous, self.time, self.terms, self.body)
    }

    /// The code that the content has at that place.
    pub(super) fn hash_at(&self, seal: &Seal, place: &Place) -> Hash {
        self.message(seal, place).hash()
    }

    /// Whether the content was written at that place with the code that it has, whatever its
    /// sequence is now.
    pub(super) fn is_from(&self, seal: &Seal, place: &Place) -> bool {
        self.message(seal, place).is(self.hash.as_bytes())
    }
}

/// A row of `audit_gap`.
pub(super) struct Gap {
    pub(super) first: i64,
    pub(super) last: i64,
    /// The code that the last record of the range had; zeros if the column has no such thing.
    pub(super) last_hash: Hash,
    pub(super) is_authentic: bool,
}

impl Gap {
    /// Every row, ordered by `first`.
    pub(super) fn all(conn: &Connection, seal: &Seal) -> Result<Vec<Self>, JournalError> {
        let rows = "SELECT first, last, last_mac, mac FROM audit_gap ORDER BY first";
        let mut rows = conn.prepare_cached(rows)?;
        let mut rows = rows.query([])?;
        let mut gaps = Vec::new();
        while let Some(row) = rows.next()? {
            gaps.push(Self::read(row, seal)?);
        }
        Ok(gaps)
    }

    pub(super) fn read(row: &Row<'_>, seal: &Seal) -> Result<Self, JournalError> {
        let first = row.get(0)?;
        let last = row.get_ref(1)?.as_i64().unwrap_or(first);
        let last_hash = row.get_ref(2)?.as_blob().ok().and_then(Hash::of_bytes);
        let mac = row.get_ref(3)?.as_blob().unwrap_or_default();
        let is_authentic = last_hash
            .is_some_and(|last_hash| first <= last && seal.gap(first, last, &last_hash).is(mac));
        Ok(Self { first, last, last_hash: last_hash.unwrap_or(Hash::START), is_authentic })
    }

    /// The range of one record.
    pub(super) fn of(Link { sequence, hash }: Link) -> Self {
        Self { first: sequence, last: sequence, last_hash: hash, is_authentic: true }
    }

    pub(super) fn end(&self) -> Link {
        Link { sequence: self.last, hash: self.last_hash }
    }
}

/// The text of a column that is authentic.
pub(super) fn text(bytes: &[u8]) -> Result<&str, JournalError> {
    str::from_utf8(bytes).map_err(|_| JournalError::Corrupted)
}
