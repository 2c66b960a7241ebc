//! Journals in files.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::time::Duration;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};
use tempfile::{TempDir, tempdir};

use super::{event, instant, key};
use crate::Key;
use crate::audit::sink::AuditSink;
use crate::journal::batch::Batches;
use crate::journal::{
    Chain, Journal, JournalError, JournalOptions, Link, Query, Record, Retention, Tampering,
    seal::Hash,
};

#[test]
fn threads_append_together() {
    let folder = tempdir().unwrap();
    let journal = Journal::open(folder.path().join("journal.db"), &key()).unwrap();
    let mut sequences: Vec<i64> = thread::scope(|scope| {
        let appends = |thread: i64| {
            let journal = journal.clone();
            move || -> Vec<i64> {
                let append =
                    |number: i64| journal.append(&event(thread * 25 + number, false)).unwrap();
                (0..25).map(|number| append(number).sequence).collect()
            }
        };
        let threads: Vec<_> = (0..8).map(|thread| scope.spawn(appends(thread))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    sequences.sort_unstable();
    assert_eq!(sequences, (1..=200).collect::<Vec<_>>());
    assert!(journal.verify().unwrap().is_whole());
    // Each thread was told the sequence of its own event.
    let mut ids: Vec<_> =
        journal.query(&Query::new()).unwrap().into_iter().map(|entry| entry.event.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 200);
}

#[test]
fn two_journals_of_one_file_take_turns() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let start = Barrier::new(4);
    thread::scope(|scope| {
        for thread in 0..4 {
            let (path, start) = (&path, &start);
            scope.spawn(move || {
                start.wait();
                let journal = Journal::open(path, &key()).unwrap();
                for number in 0..20 {
                    journal.append(&event(thread * 20 + number, false)).unwrap();
                }
            });
        }
    });
    let verification = Journal::open(&path, &key()).unwrap().verify().unwrap();
    assert!(verification.is_whole());
    assert_eq!(verification.events, 80);
}

/// What only those take that wait for as long as nobody asked for.
const LONG: Duration = Duration::from_secs(8);

#[test]
fn a_journal_that_is_locked_for_too_long_is_busy() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let options = JournalOptions::new().busy_timeout(Duration::from_millis(20));
    let journal = options.open(&path, &key()).unwrap();
    let mut other = Connection::open(&path).unwrap();
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let begin = Instant::now();
    assert_eq!(journal.append(&event(1, false)), Err(JournalError::Busy));
    assert!(begin.elapsed() < LONG, "{:?}", begin.elapsed());
    lock.rollback().unwrap();
    assert_eq!(journal.append(&event(1, false)).unwrap().sequence, 1);
}

#[test]
fn a_new_file_that_is_locked_is_waited_for() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut other = Connection::open(&path).unwrap();
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let patience = Duration::from_millis(50);
    let begin = Instant::now();
    let opened = JournalOptions::new().busy_timeout(patience).open(&path, &key());
    assert_eq!(opened.map(drop), Err(JournalError::Busy));
    let waited = begin.elapsed();
    assert!(patience <= waited && waited < LONG, "{waited:?}");
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            JournalOptions::new().busy_timeout(Duration::from_secs(60)).open(&path, &key())
        });
        thread::sleep(patience);
        lock.rollback().unwrap();
        waiting.join().unwrap().unwrap().append(&event(1, false)).unwrap();
    });
}

#[test]
fn a_new_file_is_written_ahead_and_another_one_stays_in_its_mode() {
    let folder = tempdir().unwrap();
    let mode = |path: &Path| -> String {
        let conn = Connection::open(path).unwrap();
        conn.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap()
    };
    let path = folder.path().join("journal.db");
    Journal::open(&path, &key()).unwrap().append(&event(1, false)).unwrap();
    assert_eq!(mode(&path), "wal");
    let path = folder.path().join("service.db");
    Chain::new(&key()).install(&Connection::open(&path).unwrap()).unwrap();
    Journal::open(&path, &key()).unwrap().append(&event(1, false)).unwrap();
    assert_eq!(mode(&path), "delete");
}

#[test]
fn a_journal_shows_whether_it_is_only_read() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path, &key()).unwrap();
    assert_eq!(format!("{journal:?}"), "Journal { is_read_only: false, .. }");
    let journal = Journal::open_read_only(&path, &key()).unwrap();
    assert_eq!(format!("{journal:?}"), "Journal { is_read_only: true, .. }");
}

#[test]
fn a_journal_is_a_sink_that_keeps_what_it_is_given() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path, &key()).unwrap();
    journal.record(&event(1, false)).unwrap();
    assert_eq!(journal.query(&Query::new()).unwrap()[0].event, event(1, false));
    let journal = Journal::open_read_only(&path, &key()).unwrap();
    assert!(journal.record(&event(2, false)).is_err());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_found_and_a_name_that_cannot_be_is_a_failure() {
    let folder = tempdir().unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).unwrap();
    assert_eq!(Journal::open(&link, &key()).map(drop), Err(JournalError::NotFound));
    let long = folder.path().join("x".repeat(1000));
    let failure = JournalError::Io { code: rusqlite::ffi::SQLITE_IOERR };
    assert_eq!(Journal::open(&long, &key()).map(drop), Err(failure));
}

fn record() -> Record {
    Record::new(&event(1, false)).unwrap()
}

fn link(sequence: i64) -> Link {
    Link { sequence, hash: Hash::START }
}

#[test]
fn an_error_reaches_every_thread_of_the_batch() {
    let batches = Batches::default();
    let entered = Barrier::new(2);
    thread::scope(|scope| {
        let leader = scope.spawn(|| {
            batches.append(record(), |records| {
                entered.wait();
                thread::sleep(Duration::from_millis(100));
                Ok(vec![link(1); records.len()])
            })
        });
        entered.wait();
        let followers: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| batches.append(record(), |_| Err(JournalError::Full))))
            .collect();
        assert_eq!(leader.join().unwrap(), Ok(link(1)));
        for follower in followers {
            assert_eq!(follower.join().unwrap(), Err(JournalError::Full));
        }
    });
    assert_eq!(batches.append(record(), |_| Ok(vec![link(9)])), Ok(link(9)));
}

#[test]
fn a_panic_of_the_leader_does_not_stop_the_others() {
    let batches = Batches::default();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _ = batches.append(record(), |_| panic!("on purpose"));
    }));
    assert!(panicked.is_err());
    assert_eq!(batches.append(record(), |_| Ok(vec![link(1)])), Ok(link(1)));
}

#[test]
fn what_is_no_journal_is_refused() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    let both = |path: &Path| {
        let open = Journal::open(path, &key()).map(drop).unwrap_err();
        (open, Journal::open_read_only(path, &key()).map(drop).unwrap_err())
    };
    let foreign = || (JournalError::Foreign, JournalError::Foreign);
    fs::write(&path, "canary, canary, canary".repeat(100)).unwrap();
    assert_eq!(both(&path), foreign());
    assert_eq!(both(folder.path()), foreign());
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    assert_eq!(both(&path), foreign());
    let missing = folder.path().join("missing");
    assert_eq!(Journal::open_read_only(&missing, &key()).unwrap_err(), JournalError::NotFound);
    assert!(!missing.exists());
    let inside = missing.join("journal.db");
    assert_eq!(both(&inside), (JournalError::NotFound, JournalError::NotFound));
}

#[test]
fn another_key_and_a_newer_version_are_refused() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    Journal::open(&path, &key()).unwrap().append(&event(1, false)).unwrap();
    let other = Key::from_bytes("k1", &[3, 4].repeat(16)).unwrap();
    assert_eq!(Journal::open(&path, &other).unwrap_err(), JournalError::WrongKey);
    assert_eq!(Journal::open_read_only(&path, &other).unwrap_err(), JournalError::WrongKey);
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("UPDATE audit_journal SET version = 7").unwrap();
    let newer = JournalError::Newer { version: 7 };
    assert_eq!(Journal::open(&path, &key()).unwrap_err(), newer);
    conn.execute_batch("ALTER TABLE audit_journal ADD COLUMN more TEXT").unwrap();
    assert_eq!(Journal::open(&path, &key()).unwrap_err(), newer);
}

#[test]
fn a_torn_or_damaged_file_is_an_error_and_no_panic() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path, &key()).unwrap();
    for number in 0..40 {
        journal.append(&event(number, false)).unwrap();
    }
    drop(journal);
    let whole = fs::read(&path).unwrap();
    let is_refused = |bytes: &[u8]| {
        let path = folder.path().join("damaged.db");
        fs::write(&path, bytes).unwrap();
        let opened = Journal::open_read_only(&path, &key());
        !opened.and_then(|journal| journal.verify()).is_ok_and(|found| found.is_whole())
    };
    assert!(!is_refused(&whole));
    for length in (1..whole.len()).step_by(1500) {
        assert!(is_refused(&whole[..length]), "cut to {length}");
    }
    for start in (0..whole.len() - 600).step_by(1024) {
        let mut bytes = whole.clone();
        bytes[start..start + 600].fill(0x5a);
        // Pages can have room that nothing is in.
        let is_room = whole[start..start + 600].iter().all(|byte| *byte == 0);
        assert!(is_room || is_refused(&bytes), "damaged at {start}");
    }
}

#[test]
fn a_journal_that_is_only_read_cannot_be_written() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let writer = Journal::open(&path, &key()).unwrap();
    writer.append(&event(1, false)).unwrap();
    let reader = Journal::open_read_only(&path, &key()).unwrap();
    assert_eq!(reader.query(&Query::new()).unwrap().len(), 1);
    writer.append(&event(2, false)).unwrap();
    assert_eq!(reader.query(&Query::new()).unwrap().len(), 2);
    assert_eq!(reader.append(&event(3, false)), Err(JournalError::ReadOnly));
    let now = instant("2030-01-01T00:00:00Z");
    assert_eq!(reader.prune(&Retention::default(), &now), Err(JournalError::ReadOnly));
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_journal() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path, &key()).unwrap();
    journal.append(&event(1, false)).unwrap();
    for file in fs::read_dir(folder.path()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

/// Of the events, and of the terms, rows move and leave copies of themselves, and some are longer than a
/// page.
#[test]
fn what_was_pruned_is_gone_from_the_bytes() {
    for (kept, lengths, words) in [(4, 4, 5), (5, 3, 1), (9, 50, 20)] {
        let folder = tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let journal = Journal::open(&path, &key()).unwrap();
        for number in 0..400 {
            let is_old = number % kept != 0;
            let mut event = event(number, is_old);
            let word = if is_old { "canary" } else { "keeper" };
            let times = |count: i64| usize::try_from(count).unwrap();
            event.id = format!("{word} {number}");
            event.display_name = Some(word.repeat(times(number % lengths * words)));
            let rest = "x".repeat(times(number * number % lengths * 50));
            event.data_subjects.push(format!("k1:{word} {number} {rest}"));
            journal.append(&event).unwrap();
        }
        let bytes = || -> Vec<u8> {
            let files = fs::read_dir(folder.path()).unwrap();
            files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
        };
        let count =
            |word: &[u8]| bytes().windows(word.len()).filter(|found| *found == word).count();
        assert!(count(b"canary") > 0);
        let now = instant("2026-02-01T00:00:00Z");
        let pruned = journal.prune(&Retention::default(), &now).unwrap();
        let removed = 400 - 400_u64.div_ceil(kept.try_into().unwrap());
        assert!(pruned.is_erased && pruned.removed == removed, "{pruned:?}");
        assert_eq!(count(b"canary"), 0);
        assert!(count(b"keeper") > 0);
        assert!(journal.verify().unwrap().is_whole());
    }
}

/// The keys in the inner pages of a table lead a search to the page of a row. A scan passes them by.
#[test]
fn a_record_that_a_search_would_miss_is_found_by_the_verification() {
    let (_folder, path) = file_of(50);
    let root = root(&path, "audit_event");

    let mut bytes = fs::read(&path).unwrap();
    // https://www.sqlite.org/fileformat2.html, section 1.6: an inner page of a table begins with 5, the
    // places of its cells with byte 12, and a cell has its key, here of one byte, after 4 of another page.
    assert_eq!(bytes[root], 5);
    let cell = root + usize::from(u16::from_be_bytes([bytes[root + 12], bytes[root + 13]]));
    assert!((2..128).contains(&bytes[cell + 4]));
    bytes[cell + 4] -= 1;
    fs::write(&path, bytes).unwrap();

    let journal = Journal::open_read_only(&path, &key()).unwrap();
    assert_eq!(journal.verify().unwrap_err(), JournalError::Corrupted);
}

/// The order of the cells of an index leads a search. A sum over the entries is the same in any order.
#[test]
fn an_entry_of_an_index_that_a_search_would_miss_is_found_by_the_verification() {
    for index in ["audit_term", "audit_event_time"] {
        let (_folder, path) = file_of(8);
        let root = root(&path, index);

        let mut bytes = fs::read(&path).unwrap();
        // A page of an index without inner pages begins with 10, and the places of its cells with byte 8.
        assert_eq!(bytes[root], 10);
        bytes[root + 8..root + 12].rotate_left(2);
        fs::write(&path, bytes).unwrap();

        let journal = Journal::open_read_only(&path, &key()).unwrap();
        let problem = journal.verify().unwrap().problem.map(|problem| problem.tampering);
        assert_eq!(problem, Some(Tampering::Index), "{index}");
    }
}

/// The file of a journal of so many events, which nobody has open.
fn file_of(events: i64) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path, &key()).unwrap();
    for number in 1..=events {
        journal.append(&event(number, false)).unwrap();
    }
    (folder, path)
}

/// Where the first page of a table or index begins.
fn root(path: &Path, name: &str) -> usize {
    let root = "SELECT (SELECT page_size FROM pragma_page_size) * (rootpage - 1) FROM sqlite_schema \
        WHERE name = ?1";
    let conn = Connection::open(path).unwrap();
    let root: i64 = conn.query_row(root, [name], |row| row.get(0)).unwrap();
    usize::try_from(root).unwrap()
}
