//! Why a journal cannot be opened, read or written.

use std::io;

use rusqlite::ErrorCode;
use rusqlite::ffi::{
    SQLITE_BUSY_SNAPSHOT, SQLITE_ERROR, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHORT_READ,
};

use super::verify::Problem;

/// Why a journal cannot be opened, read or written.
///
/// It never repeats what the journal holds, nor a message of SQLite, which could.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// There is no such file, or no such folder to create it in.
    #[error("the journal does not exist")]
    NotFound,
    /// The file or its folder may not be read or written by this user.
    #[error("permission to open the journal is denied")]
    Permission,
    /// The file, its file system or the connection can only be read.
    #[error("the journal can only be read")]
    ReadOnly,
    /// The file system or a quota has no room. Nothing of what was to be written is in the journal.
    #[error("there is no room left for the journal")]
    Full,
    /// Another process or connection has kept the journal locked for the whole of the busy timeout.
    #[error("the journal is in use, and did not become free in time")]
    Busy,
    /// The transaction has read, and then another connection wrote. Roll it back and begin it
    /// again, best as [`TransactionBehavior::Immediate`](rusqlite::TransactionBehavior::Immediate).
    #[error(
        "another connection has written since the transaction began to read: \
        roll it back and begin it again, as an immediate one"
    )]
    Conflict,
    /// The file is no SQLite database, or is one without a journal, or with tables that are not as
    /// this crate makes them.
    #[error("this is not a journal")]
    Foreign,
    /// A later version of this crate wrote the journal.
    #[error("the journal has the format version {version}, which is newer than this program")]
    Newer {
        /// The version of the format.
        version: i64,
    },
    /// The journal was written with another key.
    #[error("the journal was written with another key")]
    WrongKey,
    /// The journal is not as it was written. [`verify`](super::Journal::verify) says more.
    #[error("the journal was tampered with: {0}")]
    Tampered(Problem),
    /// The file is damaged: it does not have the structure of an SQLite database throughout.
    #[error("the file of the journal is damaged")]
    Corrupted,
    /// A record is as it was written, and is no event that this program can read.
    #[error("record {sequence} is not an audit event that this program can read")]
    NotAnEvent {
        /// The sequence of the record.
        sequence: i64,
    },
    /// The event cannot be written as JSON.
    #[error("the event cannot be written as JSON")]
    Unwritable,
    /// The event is longer than SQLite's limit, which is 1,000,000,000 bytes by default.
    #[error("the event is too long for the journal")]
    TooLong,
    /// The checkpoint is of another journal.
    #[error("the checkpoint is of another journal")]
    ForeignCheckpoint,
    /// The checkpoint was not made with this journal's key, or was altered.
    #[error("the checkpoint is forged: it was not made with the key of this journal")]
    ForgedCheckpoint,
    /// The thread that wrote this event together with its own panicked. The event is in the journal
    /// or not.
    #[error("the thread that wrote the event panicked")]
    Interrupted,
    /// The export could not be written.
    #[error("the export could not be written: {0}")]
    Export(io::ErrorKind),
    /// The operating system failed to read or write. An event that was to be appended is in the
    /// journal or not.
    #[error("the journal could not be read or written (SQLite code {code})")]
    Io {
        /// The extended result code of SQLite, which is a number of <https://sqlite.org/rescode.html>.
        code: i32,
    },
    /// SQLite failed in any other way.
    #[error("SQLite failed with code {code}")]
    Sqlite {
        /// The extended result code of SQLite, or -1 for a failure of its interface.
        code: i32,
    },
}

/// The message of SQLite's error is dropped: it can quote a value.
impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqlInputError { .. } => return Self::Foreign,
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => return Self::Corrupted,
            _ => {}
        }
        let Some(error) = error.sqlite_error() else { return Self::Sqlite { code: -1 } };
        let code = error.extended_code;
        match error.code {
            ErrorCode::DatabaseBusy if code == SQLITE_BUSY_SNAPSHOT => Self::Conflict,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::PermissionDenied | ErrorCode::CannotOpen => Self::Permission,
            ErrorCode::NotADatabase => Self::Foreign,
            ErrorCode::DatabaseCorrupt => Self::Corrupted,
            ErrorCode::SystemIoFailure if code == SQLITE_IOERR_SHORT_READ => Self::Corrupted,
            // The file beside the journal that its users share has no room to grow.
            ErrorCode::SystemIoFailure if code == SQLITE_IOERR_SHMSIZE => Self::Full,
            ErrorCode::SystemIoFailure => Self::Io { code },
            ErrorCode::TooBig => Self::TooLong,
            // The statements are right: a table or column is not there.
            ErrorCode::Unknown if code == SQLITE_ERROR => Self::Foreign,
            _ => Self::Sqlite { code },
        }
    }
}

impl JournalError {
    /// The error for a file that the standard library cannot create or find.
    pub(super) fn of_file(error: &io::Error) -> Self {
        match error.kind() {
            // The latter if a file stands where a folder is expected.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Permission,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io { code: rusqlite::ffi::SQLITE_IOERR },
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::JournalError;

    #[test]
    fn tables_that_are_not_those_of_a_journal_are_foreign() {
        let conn = Connection::open_in_memory().unwrap();
        let error = conn.prepare("SELECT mac FROM audit_event").unwrap_err();
        assert_eq!(JournalError::from(error), JournalError::Foreign);
    }
}
