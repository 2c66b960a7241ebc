//! The connections to the file of a journal.

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};

use super::JournalError;
use super::batch::lock;
use super::schema::{self, Presence};

/// The file of a journal.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    busy_timeout: Duration,
    readers: Mutex<Vec<Connection>>,
}

impl File {
    pub(super) fn new(path: &Path, busy_timeout: Duration) -> Self {
        Self { path: path.into(), busy_timeout, readers: Mutex::default() }
    }

    /// A connection that writes, to a file that is created if it is not there.
    pub(super) fn writer(&self) -> Result<Connection, JournalError> {
        self.create()?;
        let conn = self.connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if conn.is_readonly("main")? {
            return Err(JournalError::ReadOnly);
        }
        conn.pragma_update(None, "secure_delete", true)?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        // The log goes into the database when it has 16 MiB: each transaction writes some of the pages
        // that the one before has written, and the database gets them once.
        conn.pragma_update(None, "wal_autocheckpoint", 4096)?;
        match schema::presence(&conn)? {
            Presence::Empty => self.use_log(&conn)?,
            // A database of something else.
            Presence::Absent => return Err(JournalError::Foreign),
            Presence::Present => {}
        }
        Ok(conn)
    }

    /// Creates the file, for its owner alone.
    fn create(&self) -> Result<(), JournalError> {
        /// A process that closes a file loses all its locks on it (POSIX), also those that SQLite
        /// has through another descriptor. Nobody may open the file between these lines.
        static CREATION: Mutex<()> = Mutex::new(());

        let _guard = lock(&CREATION);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&self.path) {
            Ok(_) => Ok(()),
            // What stands there is for SQLite to open.
            Err(_) if fs::exists(&self.path).is_ok_and(|exists| exists) => Ok(()),
            // A symbolic link that leads nowhere.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(JournalError::NotFound)
            }
            Err(error) => Err(JournalError::of_file(&error)),
        }
    }

    /// Has the database write ahead, which is fastest and lets others read meanwhile. It is for
    /// a file of our own: the mode remains, and the file of a service is in the mode of that.
    fn use_log(&self, conn: &Connection) -> Result<(), JournalError> {
        let begin = Instant::now();
        loop {
            // SQLite does not wait for this lock by itself.
            match conn.pragma_update(None, "journal_mode", "WAL").map_err(JournalError::from) {
                Err(JournalError::Busy) if begin.elapsed() < self.busy_timeout => {
                    thread::sleep(Duration::from_millis(2));
                }
                result => return result,
            }
        }
    }

    /// Does something with a connection that only reads.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let free = lock(&self.readers).pop();
        let conn = match free {
            Some(conn) => conn,
            None => self.reader()?,
        };
        let result = work(&conn)?;
        lock(&self.readers).push(conn);
        Ok(result)
    }

    fn reader(&self) -> Result<Connection, JournalError> {
        if !fs::exists(&self.path).map_err(|error| JournalError::of_file(&error))? {
            return Err(JournalError::NotFound);
        }
        let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let opened = self.connect(&self.path, read_only).and_then(|conn| {
            // Only now is the file read.
            schema::presence(&conn)?;
            Ok(conn)
        });
        match opened {
            // A database that is written ahead has a file beside it that readers write as well.
            // Without a log nobody is writing, and it can be read as it is.
            Err(JournalError::Permission | JournalError::ReadOnly | JournalError::Full)
                if !self.has_log() =>
            {
                let flags = read_only | OpenFlags::SQLITE_OPEN_URI;
                self.connect(&immutable(&self.path), flags)
            }
            opened => opened,
        }
    }

    fn has_log(&self) -> bool {
        // SQLite has it beside the file that a symbolic link leads to.
        let Ok(path) = fs::canonicalize(&self.path) else { return true };
        let mut log = path.into_os_string();
        log.push("-wal");
        fs::metadata(log).is_ok_and(|log| log.len() > 0)
    }

    fn connect(&self, path: &Path, flags: OpenFlags) -> Result<Connection, JournalError> {
        if fs::metadata(&self.path).is_ok_and(|file| file.is_dir()) {
            return Err(JournalError::Foreign);
        }
        let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // What SQLite takes at most, in milliseconds.
        let longest = Duration::from_millis(i32::MAX.unsigned_abs().into());
        conn.busy_timeout(self.busy_timeout.min(longest))?;
        conn.pragma_update(None, "trusted_schema", false)?;
        conn.pragma_update(None, "cell_size_check", true)?;
        // What is sorted must not come into a file elsewhere.
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(conn)
    }
}

/// The path as a URI that tells SQLite that nobody changes the file.
fn immutable(path: &Path) -> PathBuf {
    let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                uri.push(char::from(*byte));
            }
            &byte => uri.extend(['%', digit(byte >> 4), digit(byte & 0xf)]),
        }
    }
    uri += "?immutable=1";
    uri.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_changes_is_read_whatever_its_name() {
        assert_eq!(
            immutable(Path::new("/srv/a b/\u{fc}?#%_-~.Z9.db")).to_str(),
            Some("file:/srv/a%20b/%C3%BC%3F%23%25_-%7E.Z9.db?immutable=1")
        );
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a 100%25 #1.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE device (name)").unwrap();
        let file = File::new(&path, Duration::ZERO);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let conn = file.connect(&immutable(&path), flags).unwrap();
        assert_eq!(conn.query_row("SELECT count(*) FROM device", [], |row| row.get(0)), Ok(0));
    }

    #[test]
    fn a_log_is_one_that_holds_something_beside_the_file_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let has_log = |path: &Path| File::new(path, Duration::ZERO).has_log();
        // Nobody knows where it would be.
        assert!(has_log(&path));
        fs::write(&path, "").unwrap();
        assert!(!has_log(&path));
        let log = folder.path().join("journal.db-wal");
        fs::write(&log, "").unwrap();
        assert!(!has_log(&path));
        fs::write(&log, "x").unwrap();
        assert!(has_log(&path));
        #[cfg(unix)]
        {
            let link = folder.path().join("link.db");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            assert!(has_log(&link));
        }
    }
}
