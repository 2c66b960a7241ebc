//! The chain of records in a database: what a journal is made of, without a file of its own.

use alloc::vec::Vec;
use core::{fmt, slice};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, TransactionState};
use serde::{Deserialize, Serialize};

use super::block;
use super::record::Record;
use super::schema::{self, Presence};
use super::scope::{atomically, in_snapshot};
use super::seal::{Hash, Id, Master, Seal};
use super::verify::{self, Problem, Tampering, Verification, occupied};
use super::{Checkpoint, Entry, FORMAT_VERSION, JournalError, Pruned, Query, Retention};
use crate::Key;
use crate::audit::{AuditEvent, Timestamp};

/// A journal inside a database of the caller's, so that an event is written in the same transaction
/// as the change that it is about: no change without its event, and no event without its change.
///
/// ```
/// use intune_privacy::Key;
/// use intune_privacy::journal::{Chain, rusqlite::{Connection, TransactionBehavior}};
///
/// # let secret = [1, 2].repeat(16);
/// let chain = Chain::new(&Key::from_bytes("2026-q1", &secret)?);
/// let mut database = Connection::open_in_memory()?;
/// database.execute_batch("CREATE TABLE device (name TEXT NOT NULL)")?;
/// chain.install(&database)?;
///
/// # let json = r#"{"id": "e-1", "activityDateTime": "2026-05-04T09:30:00Z"}"#;
/// # let event: intune_privacy::audit::AuditEvent = serde_json::from_str(json)?;
/// let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
/// transaction.execute("INSERT INTO device VALUES ('LAPTOP-7')", [])?;
/// let link = chain.append(&transaction, &event)?;
/// transaction.commit()?;
///
/// assert_eq!(link.sequence, 1);
/// assert!(chain.verify(&database)?.is_whole());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// How durable a committed event is, and how long a transaction waits for others, is as the
/// connection is set: `PRAGMA synchronous = FULL` and a busy timeout are recommended, and
/// `PRAGMA secure_delete = ON` so that pruning leaves nothing behind.
#[derive(Clone)]
pub struct Chain {
    master: Master,
}

/// Where a record stands in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// The number of the record, from 1.
    pub sequence: i64,
    /// The code of the record, which depends on all that come before it.
    pub hash: Hash,
}

/// The row of `audit_journal`.
pub(super) struct Header {
    pub(super) seal: Seal,
    pub(super) head: Link,
    pub(super) is_authentic: bool,
}

impl Header {
    /// The last sequence whose terms are in the index.
    pub(super) fn last_indexed(&self) -> i64 {
        block::last_indexed(self.head.sequence)
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").finish_non_exhaustive()
    }
}

impl Chain {
    /// The chain of that key. It is derived from the key's secret alone, so a key that is renamed
    /// remains the same.
    pub fn new(key: &Key) -> Self {
        Self { master: Master::new(key) }
    }

    /// Makes the tables of a journal, unless they are there. Their names begin with `audit_`.
    ///
    /// # Errors
    ///
    /// If there are other tables of those names, or a journal of another key or a newer version; or
    /// the database cannot be written.
    pub fn install(&self, conn: &Connection) -> Result<(), JournalError> {
        if schema::presence(conn)? == Presence::Present {
            return self.header(conn).map(drop);
        }
        atomically(conn, || {
            // Another process may have been faster.
            match schema::presence(conn)? {
                Presence::Present => self.header(conn).map(drop),
                Presence::Empty | Presence::Absent => {
                    schema::create(conn)?;
                    self.begin(conn)
                }
            }
        })
    }

    /// Writes the header of a journal without records.
    fn begin(&self, conn: &Connection) -> Result<(), JournalError> {
        let id: Id = uuid::Uuid::new_v4().into_bytes();
        let (sequence, hash) = (0, Hash::START);
        let head_mac = self.master.seal(id).head(sequence, &hash).hash();
        conn.execute(
            "INSERT INTO audit_journal VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
            (FORMAT_VERSION, id, self.master.check(), sequence, hash.0, head_mac.0),
        )?;
        Ok(())
    }

    /// The header.
    ///
    /// # Errors
    ///
    /// If there is none, or it is of a newer version or another key. A header that was altered is
    /// only an error if nothing can be read with it.
    pub(super) fn header(&self, conn: &Connection) -> Result<Header, JournalError> {
        let altered = || JournalError::Tampered(Problem::of_header());
        let rows = "SELECT version, id, key_check, sequence, mac, head_mac FROM audit_journal";
        let mut rows = conn
            .prepare_cached(rows)
            .map_err(|error| schema::newer(conn).unwrap_or(error.into()))?;
        let mut rows = rows.query([])?;
        let row = rows.next()?.ok_or_else(altered)?;
        match row.get_ref(0)? {
            ValueRef::Integer(FORMAT_VERSION) => {}
            ValueRef::Integer(version) if version > FORMAT_VERSION => {
                return Err(JournalError::Newer { version });
            }
            _ => return Err(altered()),
        }
        let (
            ValueRef::Blob(id),
            ValueRef::Blob(check),
            ValueRef::Integer(sequence),
            ValueRef::Blob(hash),
            ValueRef::Blob(mac),
        ) = (row.get_ref(1)?, row.get_ref(2)?, row.get_ref(3)?, row.get_ref(4)?, row.get_ref(5)?)
        else {
            return Err(altered());
        };
        let has_key = self.master.is_check(check);
        // Without these there is nothing to tell whether it is another key.
        let (Ok(id), Ok(hash)) = (Id::try_from(id), hash.try_into()) else { return Err(altered()) };
        let seal = self.master.seal(id);
        let head = Link { sequence, hash: Hash(hash) };
        let has_head = seal.head(sequence, &head.hash).is(mac);
        if !has_key && !has_head {
            return Err(JournalError::WrongKey);
        }
        let is_alone = rows.next()?.is_none();
        Ok(Header { seal, head, is_authentic: has_key && has_head && is_alone })
    }

    /// The header, if it is as it was written.
    pub(super) fn authentic_header(&self, conn: &Connection) -> Result<Header, JournalError> {
        let header = self.header(conn)?;
        if !header.is_authentic {
            return Err(JournalError::Tampered(Problem::of_header()));
        }
        Ok(header)
    }

    /// Appends an event to the journal, as a part of the transaction: it is there if and when the
    /// transaction is committed. If it fails, nothing of it is in the transaction.
    ///
    /// For that SQLite copies each page that the event changes: to a temporary file, unless the
    /// connection has `PRAGMA temp_store = MEMORY`.
    ///
    /// # Errors
    ///
    /// If the tables are not [installed](Self::install), the header is not as it was written, or the
    /// database cannot be written. [`Conflict`](JournalError::Conflict) if the transaction began to
    /// read before another connection wrote; an immediate transaction never has it.
    pub fn append(
        &self,
        transaction: &Transaction<'_>,
        event: &AuditEvent,
    ) -> Result<Link, JournalError> {
        let record = Record::new(event)?;
        let links = atomically(transaction, || self.link(transaction, slice::from_ref(&record)))?;
        links.first().copied().ok_or(JournalError::Corrupted)
    }

    /// Appends records within the transaction that is open, and gives a link for each.
    pub(super) fn link(
        &self,
        conn: &Connection,
        records: &[Record],
    ) -> Result<Vec<Link>, JournalError> {
        lock(conn)?;
        let Header { seal, mut head, .. } = self.authentic_header(conn)?;
        let mut links = Vec::with_capacity(records.len());
        let mut events =
            conn.prepare_cached("INSERT INTO audit_event VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for Record { time, terms, body } in records {
            let sequence = head.sequence.checked_add(1).ok_or(JournalError::Corrupted)?;
            let previous = &head.hash;
            let message = seal.event(sequence, previous, *time, terms.as_bytes(), body.as_bytes());
            let hash = message.hash();
            let inserted = Problem { sequence: Some(sequence), tampering: Tampering::Inserted };
            events
                .execute((sequence, time, terms, body, hash.0))
                .map_err(|error| occupied(error, inserted))?;
            block::close(conn, sequence)?;
            head = Link { sequence, hash };
            links.push(head);
        }
        let head_mac = seal.head(head.sequence, &head.hash).hash();
        conn.prepare_cached("UPDATE audit_journal SET sequence = ?1, mac = ?2, head_mac = ?3")?
            .execute((head.sequence, head.hash.0, head_mac.0))?;
        Ok(links)
    }

    /// Checks every record, every pruned range, the header and what records are found by, as they
    /// are in one state of the database.
    ///
    /// Who has the file and not the key can only do one thing that this does not find: put back an
    /// earlier state of it. [`verify_against`](Self::verify_against) finds that.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, or is of a newer version or another key. What is wrong with
    /// the records is no error of this: it is in the [`Verification`].
    pub fn verify(&self, conn: &Connection) -> Result<Verification, JournalError> {
        in_snapshot(conn, || verify::verify(self, conn, None))
    }

    /// As [`verify`](Self::verify), and checks that the records up to the checkpoint are those that
    /// were there when it was made. If the last of these was pruned, together with later ones, there
    /// is nothing to compare: take a new checkpoint after pruning.
    ///
    /// # Errors
    ///
    /// Those of `verify`; and if the checkpoint is of another journal or forged.
    pub fn verify_against(
        &self,
        conn: &Connection,
        checkpoint: &Checkpoint,
    ) -> Result<Verification, JournalError> {
        in_snapshot(conn, || verify::verify(self, conn, Some(checkpoint)))
    }

    /// What the journal ends with now, to be kept where nobody who can write the journal can write.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, is of a newer version or another key, or its header is not as
    /// it was written. The records are not checked.
    pub fn checkpoint(&self, conn: &Connection) -> Result<Checkpoint, JournalError> {
        let Header { seal, head, .. } = self.authentic_header(conn)?;
        Ok(Checkpoint::new(&seal, head, Timestamp::now()))
    }

    /// Calls `visit` with each event that the query asks for, until it returns an error.
    ///
    /// Each record is checked before it is given: one that is not as it was written ends the query
    /// with [`Tampered`](JournalError::Tampered). Whether records are missing is what
    /// [`verify`](Self::verify) says.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, is of a newer version or another key; a record is not as it
    /// was written or is no event; or the error of `visit`.
    pub fn for_each(
        &self,
        conn: &Connection,
        query: &Query,
        mut visit: impl FnMut(Entry) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        in_snapshot(conn, || {
            let header = self.header(conn)?;
            query.run(conn, &header, &mut visit)
        })
    }

    /// The events that the query asks for.
    ///
    /// # Errors
    ///
    /// Those of [`for_each`](Self::for_each).
    pub fn query(&self, conn: &Connection, query: &Query) -> Result<Vec<Entry>, JournalError> {
        let mut entries = Vec::new();
        self.for_each(conn, query, |entry| {
            entries.push(entry);
            Ok(())
        })?;
        Ok(entries)
    }

    /// Removes the events that have been kept long enough, as a part of the transaction. The rest
    /// remains verifiable, and the removed sequences are known as pruned.
    ///
    /// The whole journal is verified first: pruning would destroy the traces of tampering.
    ///
    /// # Errors
    ///
    /// [`Tampered`](JournalError::Tampered) if anything is wrong with the journal; otherwise as
    /// [`append`](Self::append).
    pub fn prune(
        &self,
        transaction: &Transaction<'_>,
        retention: &Retention,
        now: &Timestamp,
    ) -> Result<Pruned, JournalError> {
        atomically(transaction, || {
            lock(transaction)?;
            let verification = verify::verify(self, transaction, None)?;
            if let Some(problem) = verification.problem {
                return Err(JournalError::Tampered(problem));
            }
            let header = self.authentic_header(transaction)?;
            retention.prune(transaction, &header.seal, now)
        })
    }
}

/// Takes the lock for writing before anything is read: nobody else can write in between.
fn lock(conn: &Connection) -> Result<(), JournalError> {
    if conn.transaction_state(Some("main"))? != TransactionState::Write {
        conn.prepare_cached("UPDATE audit_journal SET sequence = sequence")?.execute([])?;
    }
    Ok(())
}
