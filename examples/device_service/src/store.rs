//! The devices and the journal of what was done with them, in one database.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use intune_privacy::audit::{AuditEvent, Guid};
use intune_privacy::export::{self, ExportError, Scope};
use intune_privacy::journal::rusqlite::{
    self, Connection, OpenFlags, OptionalExtension, Transaction,
};
use intune_privacy::journal::{Entry, JournalError, Query, Verification};
use intune_privacy::{Classified, CollectionReport, EraseError, ErasureReport};
use tracing::warn;

use crate::device::Device;
use crate::keys::Keys;
use crate::ledger::{Caller, Ledger};
use crate::subject::{Names, SubjectExport};

/// The version of the tables.
const VERSION: i64 = 1;

/// A row holds the device in clear, which is what the service is for, and beside that as little as
/// can be: its key, which is random, and the pseudonym by which the devices of a person are found.
///
/// Without row numbers, a row has no place that would outlive a new key.
const TABLES: &str = "
    CREATE TABLE device (id TEXT PRIMARY KEY, subject_token TEXT, body TEXT NOT NULL)
        STRICT, WITHOUT ROWID;
    CREATE INDEX device_subject ON device (subject_token) WHERE subject_token IS NOT NULL;
    PRAGMA user_version = 1;
";

/// The devices and the journal of what was done with them, in one database.
///
/// Each method but [`events`](Self::events) and [`verify`](Self::verify) is a transaction, with the
/// event to it.
#[derive(Debug)]
pub struct Store {
    database: Connection,
    ledger: Ledger,
}

/// Why something was not done. Nothing of it was, then; and no text of it contains a value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no device of that key.
    #[error("there is no such device")]
    NoDevice,
    /// A person without a name.
    #[error("`identifiers` names nobody")]
    Nobody,
    /// What may not be collected cannot be dropped.
    #[error(transparent)]
    Collection(#[from] EraseError<CollectionReport>),
    /// What has to be erased cannot be.
    #[error(transparent)]
    Erasure(#[from] EraseError),
    /// The export failed.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A row holds something else than a device.
    #[error("a row of the database is no device")]
    Damaged,
    /// The database holds something else than devices.
    #[error("this is no database of this service, or one of another version of it")]
    Foreign,
    /// The pseudonyms in the database are of another key: no person would be found.
    #[error("the database has pseudonyms of another key")]
    WrongKey,
    /// The database or the journal in it cannot be read or written.
    #[error(transparent)]
    Database(#[from] JournalError),
}

/// The message of SQLite is dropped, as it can quote a value.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.into())
    }
}

/// What an update did.
#[derive(Debug)]
pub struct Updated {
    /// Whether anything is different.
    pub changed: bool,
    /// What was sent and may not be collected.
    pub dropped: CollectionReport,
}

impl Store {
    /// Opens a database, and creates it if it is not there, for its owner alone.
    ///
    /// # Errors
    ///
    /// If the file cannot be created, opened or written, or is of something else, another version or
    /// other keys.
    pub fn open(path: &Path, keys: Keys) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // Whatever stands there, or why nothing does, SQLite will tell.
        let _ = options.open(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = Connection::open_with_flags(path, flags)?;
        database.busy_timeout(Duration::from_secs(5))?;
        // What is deleted is overwritten, and what is committed is on the disk.
        database.pragma_update(None, "secure_delete", true)?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.pragma_update(None, "temp_store", "MEMORY")?;
        database.pragma_update(None, "trusted_schema", false)?;
        let mut store = Self { database, ledger: Ledger::new(keys) };
        store.prepare()?;
        Ok(store)
    }

    /// Makes the tables in an empty database, and checks those of another.
    fn prepare(&mut self) -> Result<(), StoreError> {
        let Self { database, ledger } = self;
        ledger.transact(database, |transaction| {
            let number = |sql| transaction.query_row(sql, [], |row| row.get::<_, i64>(0));
            match number("PRAGMA user_version")? {
                0 if number("SELECT count(*) FROM sqlite_schema")? == 0 => {
                    transaction.execute_batch(TABLES)?;
                    ledger.begin(transaction)?;
                }
                VERSION => ledger.check(transaction)?,
                _ => return Err(StoreError::Foreign),
            }
            let rows =
                "SELECT body, subject_token FROM device WHERE subject_token IS NOT NULL LIMIT 1";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
            if let Some((body, token)) = transaction.query_row(rows, [], row).optional()?
                && ledger.subject_of(&parse(&body)?) != token
            {
                return Err(StoreError::WrongKey);
            }
            Ok(((), None))
        })?;
        // Only now is it known to be ours, and the mode remains in the file.
        database.pragma_update(None, "journal_mode", "WAL")?;
        Ok(())
    }

    /// Keeps a device under a new key, without what may not be collected.
    ///
    /// # Errors
    ///
    /// If it cannot be stored.
    pub fn create(
        &mut self,
        mut device: Device,
        caller: &Caller,
    ) -> Result<(String, CollectionReport), StoreError> {
        let Self { database, ledger } = self;
        device.id = Guid::random().to_string();
        let dropped = device.collect(&device.facts())?;
        ledger.transact(database, |transaction| {
            transaction.execute(
                "INSERT INTO device VALUES (?1, ?2, ?3)",
                (&device.id, ledger.subject_of(&device), text(&device)?),
            )?;
            let event = ledger.draft(AuditEvent::create(&device), caller).finish();
            Ok::<_, StoreError>(((), Some(event)))
        })?;
        Ok((device.id, dropped))
    }

    /// A device. It is only shown if the event of that is in the journal.
    ///
    /// # Errors
    ///
    /// If there is none, which leaves no event: it would be about nothing.
    pub fn read(&mut self, id: &str, caller: &Caller) -> Result<Device, StoreError> {
        let Self { database, ledger } = self;
        ledger.transact(database, |transaction| {
            let device = find(transaction, id)?;
            let event = ledger.draft(AuditEvent::read(&device), caller).finish();
            Ok((device, Some(event)))
        })
    }

    /// Puts another state in the place of a device, without what may not be collected. If nothing is
    /// different, nothing is written.
    ///
    /// # Errors
    ///
    /// If there is no such device, or it cannot be stored.
    pub fn update(
        &mut self,
        id: &str,
        mut device: Device,
        caller: &Caller,
    ) -> Result<Updated, StoreError> {
        let Self { database, ledger } = self;
        id.clone_into(&mut device.id);
        let dropped = device.collect(&device.facts())?;
        ledger.transact(database, |transaction| {
            let before = find(transaction, id)?;
            let event = ledger.draft(AuditEvent::update(&before, &device), caller).finish();
            let changed = event.is_some();
            if changed {
                transaction.execute(
                    "UPDATE device SET subject_token = ?2, body = ?3 WHERE id = ?1",
                    (id, ledger.subject_of(&device), text(&device)?),
                )?;
            }
            Ok((Updated { changed, dropped }, event))
        })
    }

    /// Deletes a device, from the bytes of the file too.
    ///
    /// # Errors
    ///
    /// If there is no such device, or it cannot be deleted.
    pub fn delete(&mut self, id: &str, caller: &Caller) -> Result<(), StoreError> {
        let Self { database, ledger } = self;
        ledger.transact(database, |transaction| {
            let device = find(transaction, id)?;
            transaction.execute("DELETE FROM device WHERE id = ?1", [id])?;
            let event = ledger.draft(AuditEvent::delete(&device), caller).finish();
            Ok::<_, StoreError>(((), Some(event)))
        })?;
        self.forget();
        Ok(())
    }

    /// Erases what is personal of a device, from the bytes of the file too. What is left of it is about
    /// nobody, and stays for the statistics under a new key that is not told: the old one stands in
    /// tickets and mails that say whose device it was.
    ///
    /// The event has the report.
    ///
    /// # Errors
    ///
    /// If there is no such device, or not all of it can be erased.
    pub fn erase(&mut self, id: &str, caller: &Caller) -> Result<ErasureReport, StoreError> {
        let Self { database, ledger } = self;
        let report = ledger.transact(database, |transaction| {
            let before = find(transaction, id)?;
            let mut after = before.clone();
            let report = after.erase()?;
            transaction.execute(
                "UPDATE device SET id = ?2, subject_token = NULL, body = ?3 WHERE id = ?1",
                (id, Guid::random().to_string(), text(&after)?),
            )?;
            let draft = AuditEvent::manage(&before).activity("Erase Device");
            let mut event = ledger.draft(draft, caller).finish();
            // It is made of names and counts, so it needs no policy.
            let listed = serde_json::to_value(&report).map_err(|_| StoreError::Damaged)?;
            event.other.insert("erasure".to_owned(), listed);
            Ok::<_, StoreError>((report, Some(event)))
        })?;
        self.forget();
        Ok(report)
    }

    /// What a person is entitled to of their devices, in JSON.
    ///
    /// # Errors
    ///
    /// If nobody is named, or a device cannot be read.
    pub fn export(&mut self, names: Names, caller: &Caller) -> Result<Vec<u8>, StoreError> {
        let Self { database, ledger } = self;
        let subject = names.subject().ok_or(StoreError::Nobody)?;
        ledger.transact(database, |transaction| {
            let mut devices = Vec::new();
            let mut rows = transaction
                .prepare("SELECT body FROM device WHERE subject_token = ?1 ORDER BY id")?;
            let mut tokens: Vec<String> =
                subject.identifiers().map(|identifier| ledger.subject(identifier)).collect();
            tokens.sort_unstable();
            tokens.dedup();
            for token in tokens {
                for body in rows.query_map([token], |row| row.get::<_, String>(0))? {
                    devices.push(parse(&body?)?);
                }
            }
            // A pseudonym finds, and the record decides.
            devices.retain(|device| subject.owns(device));
            let mut out = Vec::new();
            export::json(&devices, &Scope::subject_access(), &mut out)?;
            let export = SubjectExport { subject: names, devices };
            let draft = AuditEvent::read(&export).activity("Export data of a subject");
            Ok((out, Some(ledger.draft(draft, caller).finish())))
        })
    }

    /// The pseudonyms of a person in the journal: as a data subject, and as an actor.
    pub fn pseudonyms(&self, identifier: &str) -> (String, String) {
        (self.ledger.subject(identifier), self.ledger.actor(identifier))
    }

    /// The events that the query asks for.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, or one of the events is not as it was written.
    pub fn events(&self, query: &Query) -> Result<Vec<Entry>, StoreError> {
        Ok(self.ledger.events(&self.database, query)?)
    }

    /// Whether the journal is as it was written.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub fn verify(&self) -> Result<Verification, StoreError> {
        Ok(self.ledger.verify(&self.database)?)
    }

    /// Rids the files of what was deleted. `secure_delete` overwrites a row that is deleted, but not
    /// the copies of it in the gaps of pages, which SQLite leaves behind when it moves rows to other
    /// pages to balance the tree. So the database is built anew, and the write-ahead log, which has the
    /// pages as they were before, is emptied.
    ///
    /// That takes as long as the database is large. With many devices do it by night: the law gives
    /// a month (GDPR article 12(3)). Another process that uses the database can prevent it; the next
    /// time makes up for that.
    fn forget(&self) {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let vacuumed = self.database.execute_batch("VACUUM");
        let is_busy = self.database.query_row(checkpoint, [], |row| row.get::<_, i64>(0));
        if vacuumed.is_err() || is_busy != Ok(0) {
            warn!("deleted data is still in the bytes of the database: it is in use elsewhere");
        }
    }
}

fn find(transaction: &Transaction<'_>, id: &str) -> Result<Device, StoreError> {
    let row = "SELECT body FROM device WHERE id = ?1";
    let body: Option<String> = transaction.query_row(row, [id], |row| row.get(0)).optional()?;
    parse(&body.ok_or(StoreError::NoDevice)?)
}

fn parse(body: &str) -> Result<Device, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Damaged)
}

fn text(device: &Device) -> Result<String, StoreError> {
    serde_json::to_string(device).map_err(|_| StoreError::Damaged)
}

#[cfg(test)]
impl Store {
    /// Panics after a row was written.
    pub(crate) fn panic_in_transaction(&mut self) -> Result<(), StoreError> {
        let Self { database, ledger } = self;
        ledger.transact(database, |transaction| {
            transaction.execute("INSERT INTO device VALUES ('1', NULL, '{}')", [])?;
            panic!("on purpose")
        })
    }

    /// How many devices and events there are.
    pub(crate) fn counts(&self) -> (i64, i64) {
        let count = "SELECT (SELECT count(*) FROM device), (SELECT count(*) FROM audit_event)";
        self.database.query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }
}
