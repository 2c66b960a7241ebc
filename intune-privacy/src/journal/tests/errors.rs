//! What the failures of SQLite and of the file system are called.

use alloc::format;
use std::io;

use rusqlite::{Connection, ErrorCode, ffi};

use crate::journal::JournalError;

#[test]
fn a_failure_of_sqlite_is_named_by_its_code() {
    let sqlite = |code| JournalError::Sqlite { code };
    let io = |code| JournalError::Io { code };
    for (code, error) in [
        (ffi::SQLITE_BUSY, JournalError::Busy),
        (ffi::SQLITE_BUSY_RECOVERY, JournalError::Busy),
        (ffi::SQLITE_BUSY_SNAPSHOT, JournalError::Conflict),
        (ffi::SQLITE_LOCKED, JournalError::Busy),
        (ffi::SQLITE_READONLY, JournalError::ReadOnly),
        (ffi::SQLITE_FULL, JournalError::Full),
        (ffi::SQLITE_PERM, JournalError::Permission),
        (ffi::SQLITE_CANTOPEN, JournalError::Permission),
        (ffi::SQLITE_NOTADB, JournalError::Foreign),
        (ffi::SQLITE_CORRUPT, JournalError::Corrupted),
        (ffi::SQLITE_IOERR_SHORT_READ, JournalError::Corrupted),
        (ffi::SQLITE_IOERR_SHMSIZE, JournalError::Full),
        (ffi::SQLITE_IOERR, io(ffi::SQLITE_IOERR)),
        (ffi::SQLITE_IOERR_FSYNC, io(ffi::SQLITE_IOERR_FSYNC)),
        (ffi::SQLITE_TOOBIG, JournalError::TooLong),
        (ffi::SQLITE_ERROR, JournalError::Foreign),
        (ffi::SQLITE_ERROR_SNAPSHOT, sqlite(ffi::SQLITE_ERROR_SNAPSHOT)),
        (ffi::SQLITE_NOMEM, sqlite(ffi::SQLITE_NOMEM)),
    ] {
        let failure = rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some("canary".into()));
        let found = JournalError::from(failure);
        assert!(!format!("{found} {found:?}").contains("canary"), "{found:?}");
        assert_eq!(found, error, "{code}");
    }
    let code = ffi::SQLITE_ERROR;
    assert_eq!(ffi::Error::new(code).code, ErrorCode::Unknown, "what the last rule relies on");
}

#[test]
fn a_statement_that_does_not_fit_and_a_value_of_another_type_are_told_apart() {
    let conn = Connection::open_in_memory().unwrap();
    let text = |sql| {
        JournalError::from(
            conn.query_row(sql, [], |row| row.get::<_, alloc::string::String>(0)).unwrap_err(),
        )
    };
    let octet =
        |sql| JournalError::from(conn.query_row(sql, [], |row| row.get::<_, u8>(0)).unwrap_err());
    assert_eq!(text("SELECT canary FROM nowhere"), JournalError::Foreign);
    assert_eq!(text("SELECT canary"), JournalError::Foreign);
    assert_eq!(text("SELECT 7"), JournalError::Corrupted);
    assert_eq!(text("SELECT CAST(x'ff' AS TEXT)"), JournalError::Corrupted);
    assert_eq!(octet("SELECT 'canary'"), JournalError::Corrupted);
    assert_eq!(octet("SELECT 256"), JournalError::Corrupted);
    assert_eq!(text("SELECT '' WHERE false"), JournalError::Sqlite { code: -1 });
}

#[test]
fn a_failure_of_the_file_system_is_named_by_its_kind() {
    let code = ffi::SQLITE_IOERR;
    for (kind, error) in [
        (io::ErrorKind::NotFound, JournalError::NotFound),
        (io::ErrorKind::NotADirectory, JournalError::NotFound),
        (io::ErrorKind::PermissionDenied, JournalError::Permission),
        (io::ErrorKind::ReadOnlyFilesystem, JournalError::ReadOnly),
        (io::ErrorKind::StorageFull, JournalError::Full),
        (io::ErrorKind::QuotaExceeded, JournalError::Full),
        (io::ErrorKind::TimedOut, JournalError::Io { code }),
    ] {
        assert_eq!(JournalError::of_file(&kind.into()), error, "{kind:?}");
    }
}
