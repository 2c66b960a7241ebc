//! The file of a journal that somebody changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use arbitrary::Unstructured;
use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::{Chain, Journal, JournalError, JournalOptions, Query, Retention};
use serde_json::Value;

use crate::journal::{OLD, RECENT, key, small};

/// How databases begin, and so an input that is one.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// The size of a page: the smallest, so that a place is soon found where a change matters.
const PAGE: usize = 512;

/// How many events of [`own`] were pruned before the others were appended.
const FILLED: i64 = 252;

/// A file from bytes, and a valid journal that is changed as the bytes say: it cannot be opened, or it
/// is not whole, or every event is as it was written. A file that is no journal stays as it is.
///
/// # Panics
///
/// If something is not as it should be.
pub fn journal(data: &[u8]) {
    let file = File::new(data);
    file.is_left_alone_or_opened();
    if !data.starts_with(DATABASE) {
        let mut bytes = Unstructured::new(data);
        let commands = bytes.arbitrary::<u8>().unwrap_or_default() % 4;
        let file = File::new(own());
        file.change_tables(&mut bytes, commands);
        file.change_bytes(&mut bytes);
        file.is_read_as_it_was_or_not();
        file.is_left_alone_or_opened();
    }
}

/// The bytes of a valid journal.
fn own() -> &'static [u8] {
    static OWN: OnceLock<Vec<u8>> = OnceLock::new();
    OWN.get_or_init(|| {
        let file = File::new(b"");
        let conn = Connection::open(&file.path).expect("a database");
        conn.execute_batch(&format!("PRAGMA page_size = {PAGE}; VACUUM")).expect("empty");
        drop(conn);
        let journal = Journal::open(&file.path, &key()).expect("a journal");
        fill(&file.path);
        let recent = RECENT.parse().expect("a time");
        journal.prune(&Retention::default(), &recent).expect("pruned");
        for (id, time) in [("a", OLD), ("b", RECENT), ("c", RECENT), ("d", OLD), ("e", RECENT)] {
            journal.append(&small(id, time)).expect("appended");
        }
        drop(journal);
        let conn = Connection::open(&file.path).expect("a database");
        conn.execute_batch("VACUUM").expect("without the pages that are free");
        drop(conn);
        file.bytes()
    })
}

/// Appends so many old events that the first block of the index ends in the middle of the next ones.
fn fill(path: &Path) {
    let chain = Chain::new(&key());
    let mut conn = Connection::open(path).expect("a database");
    let transaction = conn.transaction().expect("a transaction");
    for _ in 0..FILLED {
        chain.append(&transaction, &small("old", OLD)).expect("appended");
    }
    transaction.commit().expect("committed");
}

/// All events, by several ways to find them.
fn found(journal: &Journal) -> Result<Vec<Vec<(i64, Value)>>, JournalError> {
    let queries = [
        Query::new(),
        Query::new().newest_first(),
        Query::new().actor("u-7"),
        Query::new().record_type("ManagedDevice"),
        Query::new().subject("k1:5"),
        Query::new().activity_type("update"),
        Query::new().since(&RECENT.parse().expect("a time")),
    ];
    let entries = queries.iter().map(|query| {
        let entries = journal.query(query)?.into_iter();
        let entries = entries
            .map(|entry| (entry.chain.sequence, serde_json::to_value(entry.event).expect("JSON")));
        Ok(entries.collect())
    });
    entries.collect()
}

struct File {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl File {
    fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        fs::write(&path, bytes).expect("a file");
        Self { path, _folder: folder }
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).expect("the file")
    }

    /// Opens it to write; what cannot be opened is not changed.
    fn is_left_alone_or_opened(&self) {
        let before = self.bytes();
        match options().open(&self.path, &key()) {
            Ok(journal) => {
                let _ = journal.verify();
                let _ = found(&journal);
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                // What makes an empty file a journal may stop on the way.
                let is_journal = before.is_empty() || before.starts_with(DATABASE);
                let is_same = self.bytes() == before;
                assert!(is_same || is_journal, "{error}, and the file was changed");
                let is_foreign = matches!(error, JournalError::Foreign | JournalError::WrongKey);
                assert!(is_same || !is_foreign, "{error}, and the file was changed");
            }
        }
    }

    /// Opens it to read, which does not change it; if it is whole, it has what was written.
    fn is_read_as_it_was_or_not(&self) {
        static EVENTS: OnceLock<Vec<Vec<(i64, Value)>>> = OnceLock::new();
        let expected = EVENTS.get_or_init(|| {
            let file = Self::new(own());
            let journal = options().open_read_only(&file.path, &key()).expect("a journal");
            assert!(journal.verify().expect("it can be read").is_whole());
            found(&journal).expect("it can be read")
        });
        let before = self.bytes();
        if let Ok(journal) = options().open_read_only(&self.path, &key())
            && let Ok(verification) = journal.verify()
        {
            let found = found(&journal);
            if verification.is_whole() {
                assert_eq!(verification.events, 5);
                assert_eq!(found.as_ref().ok(), Some(expected), "whole, and not as it was written");
            }
        }
        assert!(self.bytes() == before, "a file was changed that is only read");
    }

    /// Changes what the tables hold, as one can who knows SQL and not the key.
    fn change_tables(&self, bytes: &mut Unstructured<'_>, commands: u8) {
        if commands == 0 {
            return;
        }
        let conn = Connection::open(&self.path).expect("a database");
        for _ in 0..commands {
            let mut pick =
                |words: &[&'static str]| words[bytes.choose_index(words.len()).unwrap_or_default()];
            let (table, columns): (_, &[_]) = match pick(&["event", "term", "gap", "journal"]) {
                "event" => ("audit_event", &["sequence", "time", "terms", "body", "mac"]),
                "term" => ("audit_term", &["block", "term", "sequence"]),
                "gap" => ("audit_gap", &["first", "last", "last_mac", "mac"]),
                _ => (
                    "audit_journal",
                    &["version", "id", "key_check", "sequence", "mac", "head_mac"],
                ),
            };
            let column = pick(columns);
            let value = pick(&[
                "0",
                "1",
                "-1",
                "2",
                "9223372036854775807",
                "-9223372036854775808",
                "257",
                "258",
                "zeroblob(32)",
                "zeroblob(0)",
                "'a'",
                "''",
                "'{}'",
                "NULL",
                "1e300",
                "(SELECT mac FROM audit_event LIMIT 1)",
                "(SELECT body FROM audit_event LIMIT 1)",
                "(SELECT terms FROM audit_event LIMIT 1)",
                "(SELECT head_mac FROM audit_journal)",
                "cast(x'ff' AS TEXT)",
                "'subject:k1:5'",
                "'\n'",
            ]);
            let row = pick(&["1", "253", "254", "255", "256", "257"]);
            let sql = match pick(&["update", "own", "delete", "insert", "swap", "drop", "create"]) {
                "update" => format!("UPDATE {table} SET {column} = {value} WHERE rowid = {row}"),
                "own" => format!("UPDATE {table} SET {column} = {column} + 1"),
                "delete" => format!("DELETE FROM audit_event WHERE sequence >= {row}"),
                "insert" => {
                    let values = vec![value; columns.len()].join(", ");
                    format!("INSERT INTO {table} ({}) VALUES ({values})", columns.join(", "))
                }
                "swap" => format!(
                    "UPDATE audit_event SET {column} = \
                     (SELECT {column} FROM audit_event WHERE sequence = {row}) WHERE sequence = 255"
                ),
                "drop" => format!("DELETE FROM audit_term WHERE sequence = {row}"),
                _ => format!(
                    "CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM audit_term; END"
                ),
            };
            // Some are no statements of these tables.
            let _ = conn.execute_batch(&sql);
        }
    }

    /// Changes the bytes of the file.
    fn change_bytes(&self, bytes: &mut Unstructured<'_>) {
        let mut file = self.bytes();
        while !bytes.is_empty() && !file.is_empty() {
            let at = usize::from(bytes.arbitrary::<u16>().unwrap_or_default()) % file.len();
            let (what, byte) = bytes.arbitrary::<(u8, u8)>().unwrap_or_default();
            let other = PAGE * (usize::from(byte) % file.len().div_ceil(PAGE));
            match what % 8 {
                0 => file.truncate(at),
                1 => {
                    let (from, to) = (PAGE * (at / PAGE), other);
                    if from.max(to) + PAGE <= file.len() {
                        file.copy_within(from..from + PAGE, to);
                    }
                }
                2 => file[at] ^= 1 << (byte % 8),
                3 => file[at] = file[at].wrapping_add(1),
                _ => file[at] = byte,
            }
        }
        write(&self.path, &file);
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("the file");
}

/// Nobody else has the file.
fn options() -> JournalOptions {
    JournalOptions::new().busy_timeout(Duration::from_millis(1))
}
