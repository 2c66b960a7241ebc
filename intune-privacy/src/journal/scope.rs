//! What is done to a database as a whole or not at all, and what is read from one state of it.

use rusqlite::Connection;

use super::JournalError;

/// A transaction, or a part of the caller's. It is undone when dropped before its end.
struct Scope<'a> {
    conn: &'a Connection,
    end: &'static str,
    undo: &'static str,
    is_open: bool,
}

impl<'a> Scope<'a> {
    fn begin(conn: &'a Connection, alone: &'static str) -> Result<Self, JournalError> {
        let (begin, end, undo) = if conn.is_autocommit() {
            (alone, "COMMIT", "ROLLBACK")
        } else {
            ("SAVEPOINT audit", "RELEASE audit", "ROLLBACK TO audit; RELEASE audit")
        };
        conn.execute_batch(begin)?;
        Ok(Self { conn, end, undo, is_open: true })
    }

    fn end(mut self) -> Result<(), JournalError> {
        self.conn.execute_batch(self.end)?;
        self.is_open = false;
        Ok(())
    }
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        // After some failures, such as a full disk, SQLite has rolled back by itself.
        if self.is_open && !self.conn.is_autocommit() {
            let _ = self.conn.execute_batch(self.undo);
        }
    }
}

/// Does all of it or nothing. Within a transaction of the caller's, the rest of that remains.
pub(super) fn atomically<T>(
    conn: &Connection,
    work: impl FnOnce() -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    within(Scope::begin(conn, "BEGIN IMMEDIATE")?, work)
}

/// Reads one state of the database, whatever others write meanwhile.
pub(super) fn in_snapshot<T>(
    conn: &Connection,
    work: impl FnOnce() -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    within(Scope::begin(conn, "BEGIN DEFERRED")?, work)
}

fn within<T>(
    scope: Scope<'_>,
    work: impl FnOnce() -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    let result = work()?;
    scope.end()?;
    Ok(result)
}
