//! How long events are kept, and the removal of those that were kept long enough.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::RangeInclusive;

use rusqlite::{Connection, params};
use serde::Serialize;

use super::JournalError;
use super::block;
use super::chain::Link;
use super::record::{Facet, nanoseconds, terms};
use super::row::{Gap, text};
use super::seal::{Hash, Seal};
use crate::audit::{Activity, Timestamp};

/// How long events are kept, and which are kept longer, under a legal hold.
///
/// The default is 730 days: Intune's own audit logs are retained for two years ("Data storage and
/// processing in Intune", 2025-06-25).
///
/// ```
/// use intune_privacy::journal::Retention;
///
/// let retention = Retention::default().days(365).hold_subject("2026-q1:4f1d09");
/// # let _ = retention;
/// ```
///
/// Its `Debug` does not show what is held.
#[derive(Clone)]
pub struct Retention {
    days: u32,
    terms: Vec<String>,
    sequences: Vec<RangeInclusive<i64>>,
}

/// What pruning did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pruned {
    /// How many events were removed.
    pub removed: u64,
    /// How many events are old enough and were kept, because they are held.
    pub held: u64,
    /// Whether the removed events are gone from the bytes of the file and its write-ahead log. If
    /// not, somebody was reading: the next pruning, or the end of the last connection, does it. It
    /// is `false` for a [`Chain`](super::Chain), whose transaction is not committed yet.
    pub is_erased: bool,
}

impl Default for Retention {
    fn default() -> Self {
        Self { days: 730, terms: Vec::new(), sequences: Vec::new() }
    }
}

impl fmt::Debug for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retention")
            .field("days", &self.days)
            .field("holds", &(self.terms.len() + self.sequences.len()))
            .finish()
    }
}

impl Retention {
    /// Keeps events for so many days of 24 hours, by the time that the event has.
    #[must_use]
    pub fn days(mut self, days: u32) -> Self {
        self.days = days;
        self
    }

    /// Holds the events about that person's data, by the pseudonym that the event has.
    #[must_use]
    pub fn hold_subject(self, pseudonym: &str) -> Self {
        self.hold(Facet::Subject, pseudonym)
    }

    /// Holds the events whose actor has that user ID, user principal name, service principal name or
    /// application ID, as the event shows it.
    #[must_use]
    pub fn hold_actor(self, actor: &str) -> Self {
        self.hold(Facet::Actor, actor)
    }

    /// Holds the events of that activity.
    #[must_use]
    pub fn hold_activity(self, activity: Activity) -> Self {
        self.hold(Facet::Activity, activity.as_str())
    }

    /// Holds the events whose `activityType` is that text.
    #[must_use]
    pub fn hold_activity_type(self, name: &str) -> Self {
        self.hold(Facet::Activity, name)
    }

    /// Holds the events about a record of that type.
    #[must_use]
    pub fn hold_record_type(self, name: &str) -> Self {
        self.hold(Facet::Type, name)
    }

    /// Holds the records of these sequences.
    #[must_use]
    pub fn hold_sequences(mut self, sequences: RangeInclusive<i64>) -> Self {
        self.sequences.push(sequences);
        self
    }

    fn hold(mut self, facet: Facet, value: &str) -> Self {
        self.terms.push(facet.term(value));
        self
    }

    fn holds(&self, sequence: i64, joined: &str) -> bool {
        self.sequences.iter().any(|held| held.contains(&sequence))
            || terms(joined).any(|term| self.terms.iter().any(|held| held == term))
    }

    /// Removes the records of a journal that was verified, in the transaction that is open.
    pub(super) fn prune(
        &self,
        conn: &Connection,
        seal: &Seal,
        now: &Timestamp,
    ) -> Result<Pruned, JournalError> {
        const DAY: i64 = 24 * 60 * 60 * 1_000_000_000;
        let end = nanoseconds(now).saturating_sub(DAY.saturating_mul(self.days.into()));
        let mut pruned = Pruned { removed: 0, held: 0, is_erased: false };
        let mut runs: Vec<Gap> = Vec::new();
        let mut rows = conn.prepare_cached(
            "SELECT sequence, terms, mac FROM audit_event WHERE time < ?1 ORDER BY sequence",
        )?;
        let mut rows = rows.query([end])?;
        let mut remove = conn.prepare_cached(
            "DELETE FROM audit_term WHERE block = ?1 AND term = ?2 AND sequence = ?3",
        )?;
        while let Some(row) = rows.next()? {
            let sequence: i64 = row.get(0)?;
            let joined = row.get_ref(1)?.as_bytes().map_err(|_| JournalError::Corrupted)?;
            let joined = text(joined)?;
            if self.holds(sequence, joined) {
                pruned.held += 1;
                continue;
            }
            for term in terms(joined) {
                remove.execute(params![block::of(sequence), term, sequence])?;
            }
            pruned.removed += 1;
            let hash = row.get_ref(2)?.as_blob().ok().and_then(Hash::of_bytes);
            let link = Link { sequence, hash: hash.ok_or(JournalError::Corrupted)? };
            add(&mut runs, Gap::of(link));
        }
        for Gap { first, last, .. } in &runs {
            conn.prepare_cached("DELETE FROM audit_event WHERE sequence BETWEEN ?1 AND ?2")?
                .execute([first, last])?;
        }
        if pruned.removed > 0 {
            write_gaps(conn, seal, runs)?;
            rewrite(conn)?;
        }
        Ok(pruned)
    }
}

/// Writes the rows that are left into pages of their own.
///
/// `secure_delete` overwrites a row that is deleted, and a page that is freed. When rows move to
/// other pages, as in an index that grows, SQLite leaves copies of them behind in space that is not
/// in use, and those of a row that is deleted later would remain.
fn rewrite(conn: &Connection) -> Result<(), JournalError> {
    for (table, order) in [("audit_event", "sequence"), ("audit_term", "block, term, sequence")] {
        // In order, so that each page is filled and no row moves.
        conn.execute_batch(&format!(
            "CREATE TABLE audit_rewrite AS SELECT * FROM {table} ORDER BY {order}; \
            DELETE FROM {table}; \
            INSERT INTO {table} SELECT * FROM audit_rewrite ORDER BY rowid; \
            DROP TABLE audit_rewrite"
        ))?;
    }
    Ok(())
}

/// Adds a range behind the others, to the last one if that ends before it.
fn add(gaps: &mut Vec<Gap>, gap: Gap) {
    match gaps.last_mut() {
        Some(last) if last.last.checked_add(1) == Some(gap.first) => {
            last.last = gap.last;
            last.last_hash = gap.last_hash;
        }
        _ => gaps.push(gap),
    }
}

/// Adds pruned ranges to those that are there. Neighbours become one.
fn write_gaps(conn: &Connection, seal: &Seal, runs: Vec<Gap>) -> Result<(), JournalError> {
    let mut all = Gap::all(conn, seal)?;
    all.extend(runs);
    all.sort_by_key(|gap| gap.first);
    let mut merged = Vec::new();
    for gap in all {
        add(&mut merged, gap);
    }
    conn.execute("DELETE FROM audit_gap", [])?;
    let mut insert = conn.prepare_cached("INSERT INTO audit_gap VALUES (?1, ?2, ?3, ?4)")?;
    for Gap { first, last, last_hash, .. } in merged {
        let mac = seal.gap(first, last, &last_hash).hash();
        insert.execute((first, last, last_hash.as_bytes(), mac.as_bytes()))?;
    }
    Ok(())
}
