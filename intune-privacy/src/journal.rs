//! A journal of audit events that shows any tampering.
//!
//! [`Journal`] is a journal in a file of its own. [`Chain`] is one among the tables of a service, so
//! that an event is written in the same transaction as the change that it is about. [`Query`] finds
//! events, [`Retention`] says how long they are kept, and a [`Checkpoint`] that is kept elsewhere
//! shows if an earlier state of the file was put back.
//!
//! # What it protects from
//!
//! Whoever can write the file, and does not have the key, cannot change, remove, add or reorder
//! events without [`verify`](Journal::verify) finding it. They can read the events: an event should
//! show no more than it has to, which is what the policy of an audit is for. They can also put back
//! an earlier state of the whole file, which only [`verify_against`](Journal::verify_against) a
//! checkpoint finds. Whoever has the key can do anything: keep it apart from the file.
//!
//! # Format
//!
//! The journal is four tables of an SQLite database, in which `mac`, `last_mac`, `head_mac` and
//! `key_check` are 32 bytes and `id` is 16 random bytes:
//!
//! | Table | Columns | Rows |
//! |---|---|---|
//! | `audit_journal` | `one`, `version`, `id`, `key_check`, `sequence`, `mac`, `head_mac` | one: the version of the format (1), and the sequence and code of the last record |
//! | `audit_event` | `sequence`, `time`, `terms`, `body`, `mac` | one for each event |
//! | `audit_term` | `block`, `term`, `sequence` | one for each term of each event of a block that is complete |
//! | `audit_gap` | `first`, `last`, `last_mac`, `mac` | one for each range of sequences that was pruned; `last_mac` is the code that its last record had |
//!
//! Sequences begin with 1 and have no holes. `time` is that of the event in nanoseconds since
//! 1970-01-01T00:00:00Z, and the nearest number that 64 bits hold if it is before 1677 or after 2262.
//! `body` is the event as JSON. `terms` is what the event is found by: `activity:`, `actor:`, `type:`
//! and `subject:` with a value each, in the order of their bytes, with a line feed between them;
//! within a value, `\` is written `\\`, and a line feed `\n`. `block` is the number of a block of 256
//! sequences, of which block 0 begins with 1: when the last of its records is appended, the terms of
//! all that are there are written, in the same transaction.
//!
//! `‖` joins bytes, texts are UTF-8, `00` is a byte, and numbers are 8 bytes, highest first, negative
//! ones as two's complement:
//!
//! ```text
//! journal key = HMAC-SHA256(secret, "intune-privacy journal 1" ‖ 00)
//! key_check   = HMAC-SHA256(journal key, "check" ‖ 00)
//! chain key   = HMAC-SHA256(journal key, "chain" ‖ 00 ‖ id)
//!
//! mac of an event = HMAC-SHA256(chain key, "event" ‖ 00 ‖ version ‖ sequence ‖ time ‖ previous
//!                       ‖ length(terms) ‖ terms ‖ length(body) ‖ body)
//! head_mac        = HMAC-SHA256(chain key, "head" ‖ 00 00 ‖ version ‖ sequence ‖ 0 ‖ mac)
//! mac of a gap    = HMAC-SHA256(chain key, "gap" ‖ 00 00 00 ‖ version ‖ first ‖ last ‖ last_mac)
//! code of a checkpoint
//!                 = HMAC-SHA256(chain key, "point" ‖ 00 ‖ version ‖ sequence ‖ 0 ‖ mac ‖ time)
//! ```
//!
//! `secret` is that of the [`Key`]. `previous` is the `mac` of the record before, the `last_mac` of
//! the range if that was pruned, and 32 zero bytes for the first record. `length` is the number of
//! bytes.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;
use std::path::Path;
use std::sync::Mutex;

pub use rusqlite;
use rusqlite::{Connection, TransactionBehavior};

use self::batch::{Batches, lock};
pub use self::chain::{Chain, Link};
pub use self::checkpoint::{Checkpoint, CheckpointError};
pub use self::error::JournalError;
use self::file::File;
pub use self::query::{Entry, Query};
use self::record::Record;
pub use self::retention::{Pruned, Retention};
use self::schema::Presence;
pub use self::seal::{Hash, HashError};
pub use self::verify::{Problem, Span, Tampering, Verification};
use crate::Key;
use crate::audit::{AuditEvent, Timestamp};

mod batch;
mod block;
mod chain;
mod checkpoint;
mod error;
mod export;
mod file;
mod query;
mod record;
mod retention;
mod row;
mod schema;
mod scope;
mod seal;
mod sink;
mod verify;

#[cfg(test)]
mod tests;

/// The version of the format that this crate writes, and the latest that it reads.
const FORMAT_VERSION: i64 = 1;

/// A journal of audit events in a file of its own.
///
/// ```
/// use intune_privacy::Key;
/// use intune_privacy::audit::AuditEvent;
/// use intune_privacy::journal::{Journal, Query};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("journal.db");
/// # let secret = [1, 2].repeat(16);
/// let journal = Journal::open(&path, &Key::from_bytes("2026-q1", &secret)?)?;
///
/// # let json = r#"{"id": "e-1", "activityDateTime": "2026-05-04T09:30:00Z"}"#;
/// # let event: AuditEvent = serde_json::from_str(json)?;
/// let link = journal.append(&event)?;
/// assert_eq!(link.sequence, 1);
///
/// let entries = journal.query(&Query::new().newest_first())?;
/// assert_eq!(entries[0].event, event);
/// assert!(journal.verify()?.is_whole());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// It is cheap to clone, and clones are of one journal. All of it can be used from several threads
/// at once, and several processes can have the same file open.
#[derive(Clone)]
pub struct Journal {
    chain: Chain,
    inner: Arc<Inner>,
}

struct Inner {
    file: File,
    /// Absent if the journal is only read.
    writer: Option<Mutex<Connection>>,
    batches: Batches,
}

/// How a journal is opened.
///
/// ```no_run
/// # use std::time::Duration;
/// # use intune_privacy::Key;
/// use intune_privacy::journal::JournalOptions;
///
/// let key = Key::from_env("2026-q1", "JOURNAL_KEY")?;
/// let journal = JournalOptions::new()
///     .busy_timeout(Duration::from_secs(30))
///     .open("journal.db", &key)?;
/// # let _ = journal;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct JournalOptions {
    busy_timeout: Duration,
}

impl Default for JournalOptions {
    fn default() -> Self {
        Self { busy_timeout: Duration::from_secs(10) }
    }
}

impl JournalOptions {
    /// The default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long to wait for another process that has the journal locked: 10 seconds by default.
    #[must_use]
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// Opens a journal, and creates it if it is not there: in a file that only its owner can read,
    /// where the operating system knows such.
    ///
    /// # Errors
    ///
    /// If the file cannot be created, opened or written; it is not a journal, or one of a newer
    /// version or another key.
    pub fn open(&self, path: impl AsRef<Path>, key: &Key) -> Result<Journal, JournalError> {
        let chain = Chain::new(key);
        let file = File::new(path.as_ref(), self.busy_timeout);
        let conn = file.writer()?;
        chain.install(&conn)?;
        let writer = Some(Mutex::new(conn));
        Ok(Journal { chain, inner: Arc::new(Inner { file, writer, batches: Batches::default() }) })
    }

    /// Opens a journal that is only read. The file need not be writable.
    ///
    /// # Errors
    ///
    /// If the file is not there or cannot be read; it is not a journal, or one of a newer version
    /// or another key. [`Permission`](JournalError::Permission) if it has a write-ahead log, which
    /// cannot be read where nothing can be written.
    pub fn open_read_only(
        &self,
        path: impl AsRef<Path>,
        key: &Key,
    ) -> Result<Journal, JournalError> {
        let chain = Chain::new(key);
        let file = File::new(path.as_ref(), self.busy_timeout);
        file.read(|conn| {
            if schema::presence(conn)? != Presence::Present {
                return Err(JournalError::Foreign);
            }
            match chain.header(conn) {
                // That is for `verify` to say.
                Err(JournalError::Tampered(_)) => Ok(()),
                header => header.map(drop),
            }
        })?;
        let inner = Inner { file, writer: None, batches: Batches::default() };
        Ok(Journal { chain, inner: Arc::new(inner) })
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("is_read_only", &self.inner.writer.is_none())
            .finish_non_exhaustive()
    }
}

impl Journal {
    /// Opens a journal, and creates it if it is not there.
    ///
    /// # Errors
    ///
    /// Those of [`JournalOptions::open`].
    pub fn open(path: impl AsRef<Path>, key: &Key) -> Result<Self, JournalError> {
        JournalOptions::new().open(path, key)
    }

    /// Opens a journal that is only read.
    ///
    /// # Errors
    ///
    /// Those of [`JournalOptions::open_read_only`].
    pub fn open_read_only(path: impl AsRef<Path>, key: &Key) -> Result<Self, JournalError> {
        JournalOptions::new().open_read_only(path, key)
    }

    /// Appends an event. When this returns, the event is on the disk.
    ///
    /// Events that several threads append at the same time are written together.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written, or its header is not as it was written. The event is not in
    /// the journal then, except as [`Interrupted`](JournalError::Interrupted) and
    /// [`Io`](JournalError::Io) say.
    pub fn append(&self, event: &AuditEvent) -> Result<Link, JournalError> {
        let writer = self.inner.writer.as_ref().ok_or(JournalError::ReadOnly)?;
        let record = Record::new(event)?;
        self.inner.batches.append(record, |records| {
            let mut conn = lock(writer);
            let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let links = self.chain.link(&transaction, records)?;
            transaction.commit()?;
            Ok(links)
        })
    }

    /// As [`Chain::verify`].
    ///
    /// # Errors
    ///
    /// Those of [`Chain::verify`].
    pub fn verify(&self) -> Result<Verification, JournalError> {
        self.inner.file.read(|conn| self.chain.verify(conn))
    }

    /// As [`Chain::verify_against`].
    ///
    /// # Errors
    ///
    /// Those of [`Chain::verify_against`].
    pub fn verify_against(&self, checkpoint: &Checkpoint) -> Result<Verification, JournalError> {
        self.inner.file.read(|conn| self.chain.verify_against(conn, checkpoint))
    }

    /// As [`Chain::checkpoint`].
    ///
    /// # Errors
    ///
    /// Those of [`Chain::checkpoint`].
    pub fn checkpoint(&self) -> Result<Checkpoint, JournalError> {
        self.inner.file.read(|conn| self.chain.checkpoint(conn))
    }

    /// As [`Chain::for_each`].
    ///
    /// # Errors
    ///
    /// Those of [`Chain::for_each`].
    pub fn for_each(
        &self,
        query: &Query,
        visit: impl FnMut(Entry) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        self.inner.file.read(|conn| self.chain.for_each(conn, query, visit))
    }

    /// As [`Chain::query`].
    ///
    /// # Errors
    ///
    /// Those of [`Chain::query`].
    pub fn query(&self, query: &Query) -> Result<Vec<Entry>, JournalError> {
        self.inner.file.read(|conn| self.chain.query(conn, query))
    }

    /// Removes the events that have been kept long enough, from the bytes of the file too.
    ///
    /// The whole journal is verified first, and nobody else can append meanwhile.
    ///
    /// # Errors
    ///
    /// Those of [`Chain::prune`]. Nothing is removed then.
    pub fn prune(&self, retention: &Retention, now: &Timestamp) -> Result<Pruned, JournalError> {
        let writer = self.inner.writer.as_ref().ok_or(JournalError::ReadOnly)?;
        let mut conn = lock(writer);
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut pruned = self.chain.prune(&transaction, retention, now)?;
        transaction.commit()?;
        // The removed events are gone from the pages, and the log still has the pages as they were.
        let log = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        pruned.is_erased = log.is_ok_and(|is_busy| is_busy == 0);
        Ok(pruned)
    }
}
