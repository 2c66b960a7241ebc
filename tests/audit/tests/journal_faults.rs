//! Journals in files that are full, locked, damaged, of somebody else, or may not be written. Each
//! gives an error that says so, and nothing is lost or half written.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use intune_privacy::Key;
use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::{Journal, JournalError, JournalOptions, Query, Retention, Tampering};
use intune_privacy_audit_tests::journal::{RECENT, beside, by_id, bytes, key, small, whole};
use tempfile::TempDir;

const WRITER: &str = env!("CARGO_BIN_EXE_journal-writer");

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    (folder, path)
}

fn open(path: &Path) -> Journal {
    Journal::open(path, &key()).expect("the journal opens")
}

/// A journal with the events `e-1` and on.
fn filled(path: &Path, events: usize) -> Journal {
    let journal = open(path);
    for number in 1..=events {
        journal.append(&small(&format!("e-{number}"), RECENT)).expect("it can be written");
    }
    journal
}

/// Why a journal could not be opened in either way.
#[track_caller]
fn refused(path: &Path) -> JournalError {
    let error = Journal::open(path, &key()).expect_err("it does not open");
    let of_reading = Journal::open_read_only(path, &key()).expect_err("nor to be read");
    assert_eq!(error, of_reading);
    error
}

// Files that are no journal.

#[test]
fn a_path_where_no_file_can_be_is_not_found() {
    let (folder, path) = folder();
    let missing = folder.path().join("missing").join("journal.db");
    assert_eq!(refused(&missing), JournalError::NotFound);
    assert!(!missing.exists() && !folder.path().join("missing").exists());
    assert_eq!(Journal::open_read_only(&path, &key()).unwrap_err(), JournalError::NotFound);
    assert!(!path.exists(), "a journal that is only read is not created");
    File::create(&path).expect("a file");
    assert_eq!(refused(&path.join("journal.db")), JournalError::NotFound);
    assert_eq!(refused(Path::new("")), JournalError::NotFound);
}

#[test]
fn a_folder_is_no_journal() {
    let (folder, _) = folder();
    assert_eq!(refused(folder.path()), JournalError::Foreign);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_stays_as_it_is() {
    // To SQLite a file of one byte is an empty one: some systems cannot lock a file without bytes.
    for content in
        [&b"xy"[..], b"name,age\n", &[0; 512], &[0xff; 4096], &b"journal\n".repeat(2_000)]
    {
        let (folder, path) = folder();
        fs::write(&path, content).expect("a file");
        assert_eq!(refused(&path), JournalError::Foreign, "{} bytes", content.len());
        assert_eq!(fs::read(&path).expect("the file"), content);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}

#[test]
fn a_database_of_somebody_else_is_refused_and_stays_as_it_is() {
    for tables in [
        "CREATE TABLE device (name TEXT)",
        "CREATE TABLE audit_event (sequence INTEGER PRIMARY KEY)",
        "CREATE TABLE audit_journal (one INTEGER PRIMARY KEY, version INTEGER)",
        "CREATE TABLE AUDIT_TERM (x)",
        "CREATE VIEW audit_gap AS SELECT 1",
    ] {
        let (folder, path) = folder();
        let conn = Connection::open(&path).expect("a database");
        conn.execute_batch(tables).expect("tables");
        drop(conn);
        let before = fs::read(&path).expect("the file");
        assert_eq!(refused(&path), JournalError::Foreign, "{tables}");
        assert_eq!(fs::read(&path).expect("the file"), before);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}

#[test]
fn a_journal_with_a_trigger_of_somebody_else_is_refused() {
    let (_folder, path) = folder();
    drop(filled(&path, 3));
    let conn = Connection::open(&path).expect("a database");
    let trigger = "CREATE TRIGGER hide AFTER INSERT ON audit_event BEGIN \
        UPDATE audit_event SET body = '{}' WHERE sequence = new.sequence; END";
    conn.execute_batch(trigger).expect("a trigger");
    drop(conn);
    assert_eq!(refused(&path), JournalError::Foreign);
}

#[test]
fn a_journal_of_a_newer_version_is_refused_and_stays_as_it_is() {
    for change in [
        "UPDATE audit_journal SET version = 2",
        "UPDATE audit_journal SET version = 2; ALTER TABLE audit_event ADD COLUMN more TEXT",
        "UPDATE audit_journal SET version = 2; DROP TABLE audit_gap",
        "UPDATE audit_journal SET version = 2; CREATE INDEX audit_more ON audit_event (body)",
    ] {
        let (_folder, path) = folder();
        drop(filled(&path, 3));
        let conn = Connection::open(&path).expect("a database");
        conn.execute_batch(change).expect("a newer version");
        drop(conn);
        let before = fs::read(&path).expect("the file");
        assert_eq!(refused(&path), JournalError::Newer { version: 2 }, "{change}");
        assert_eq!(fs::read(&path).expect("the file"), before);
    }
}

#[test]
fn a_journal_of_another_key_is_refused_and_stays_as_it_is() {
    let (_folder, path) = folder();
    drop(filled(&path, 3));
    let before = fs::read(&path).expect("the file");
    let secret: Vec<u8> = (100..132).collect();
    let other = Key::from_bytes("2026-q1", &secret).expect("a valid key");
    assert_eq!(Journal::open(&path, &other).unwrap_err(), JournalError::WrongKey);
    assert_eq!(Journal::open_read_only(&path, &other).unwrap_err(), JournalError::WrongKey);
    assert_eq!(fs::read(&path).expect("the file"), before);
    assert_eq!(whole(&open(&path)), 3);
}

// Files that are damaged.

/// What a journal shows that was damaged: never more or less than was written, if it is whole.
#[track_caller]
fn examined(journal: &Journal, written: &BTreeSet<String>) -> bool {
    let verification = journal.verify();
    let queries = [
        Query::new(),
        Query::new().newest_first(),
        Query::new().actor("u-7"),
        Query::new().subject("k1:5"),
        Query::new().activity_type("update").record_type("ManagedDevice"),
        Query::new().since(&RECENT.parse().expect("a time")),
    ];
    let answers = queries.map(|query| journal.query(&query));
    let is_whole = verification.is_ok_and(|verification| verification.is_whole());
    for answer in answers {
        match answer {
            Ok(entries) => {
                let ids: Vec<_> = entries.into_iter().map(|entry| entry.event.id).collect();
                assert!(ids.iter().all(|id| written.contains(id)), "an event that nobody wrote");
                let is_all = ids.len() == written.len();
                assert!(is_all || !is_whole, "{} events of a journal that is whole", ids.len());
            }
            Err(error) => assert!(!is_whole, "{error:?} of a journal that is whole"),
        }
    }
    is_whole
}

fn written(events: usize) -> BTreeSet<String> {
    (1..=events).map(|number| format!("e-{number}")).collect()
}

#[test]
fn a_journal_that_was_torn_off_is_never_whole() {
    const EVENTS: usize = 60;
    let (_folder, path) = folder();
    let journal = filled(&path, EVENTS);
    let checkpoint = journal.checkpoint().expect("a checkpoint");
    drop(journal);
    assert!(beside(&path).iter().all(|path| !path.exists()), "all of it is in the database");
    let bytes = fs::read(&path).expect("the file");
    for length in (0..bytes.len()).step_by(512) {
        let (_folder, path) = folder();
        fs::write(&path, &bytes[..length]).expect("a file");
        if let Ok(journal) = Journal::open_read_only(&path, &key()) {
            assert!(!examined(&journal, &written(EVENTS)), "whole at {length}");
        }
        assert_eq!(fs::read(&path).expect("the file"), bytes[..length]);
        match Journal::open(&path, &key()) {
            // An empty file becomes a new journal. It is not the one that the checkpoint is of.
            Ok(journal) if length == 0 => {
                let error = journal.verify_against(&checkpoint).expect_err("another journal");
                assert_eq!(error, JournalError::ForeignCheckpoint);
            }
            Ok(journal) => assert!(!examined(&journal, &written(EVENTS)), "whole at {length}"),
            Err(error) => {
                assert!(
                    matches!(error, JournalError::Corrupted | JournalError::Foreign),
                    "{error:?}"
                );
            }
        }
    }
}

#[test]
fn a_byte_that_was_changed_is_found_or_makes_no_difference() {
    const EVENTS: usize = 30;
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = Rng::with_seed(seed);
    let (_folder, path) = folder();
    drop(filled(&path, EVENTS));
    let bytes = fs::read(&path).expect("the file");
    let written = written(EVENTS);
    let (mut refused, mut found, mut unharmed) = (0, 0, 0);
    for turn in 0..1_000 {
        // Much of the file is free: half of the bytes are those of the first page and of texts.
        let mut at = random.usize(..bytes.len());
        while turn % 2 == 0 && bytes[at] == 0 {
            at = random.usize(..bytes.len());
        }
        let mut changed = bytes.clone();
        changed[at] ^= random.u8(1..);
        fs::write(&path, &changed).expect("a file");
        // One that may be written as well, which is slower.
        let opened =
            if turn % 4 == 0 { Journal::open } else { Journal::open_read_only }(&path, &key());
        match opened.map(|journal| examined(&journal, &written)) {
            Err(_) => refused += 1,
            Ok(false) => found += 1,
            Ok(true) => unharmed += 1,
        }
    }
    println!(
        "of 1000 journals {refused} did not open, {found} were not whole, {unharmed} unharmed"
    );
    assert!(refused > 0 && found > 100 && unharmed > 0);
}

/// Where a journal is that a writer left when it was killed, with the log beside it.
fn crashed(folder: &Path, events: usize) -> PathBuf {
    let path = folder.join("crashed.db");
    let mut writer = Command::new(WRITER)
        .arg("append")
        .arg(&path)
        .args(["e", "1", "1000000"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the writer runs");
    let out = BufReader::new(writer.stdout.take().expect("a pipe"));
    let heard =
        out.lines().map_while(Result::ok).filter(|line| line.starts_with("e-")).take(events);
    assert_eq!(heard.count(), events);
    writer.kill().expect("it runs");
    writer.wait().expect("it ran");
    path
}

/// Copies what a crash left, so that it can be opened more than once.
fn copy(from: &Path, folder: &Path, but: Option<&Path>) -> PathBuf {
    let to = folder.join("journal.db");
    for (from, to) in
        [from.to_owned()].iter().chain(&beside(from)).zip([to.clone()].iter().chain(&beside(&to)))
    {
        if from.exists() && Some(from.as_path()) != but {
            fs::copy(from, to).expect("a copy");
        }
    }
    to
}

#[test]
fn what_was_left_behind_by_a_crash_does_not_matter() {
    let (from, _) = folder();
    let crashed = crashed(from.path(), 50);
    let [log, index] = beside(&crashed);
    assert!(log.exists() && index.exists());
    let (to, _) = folder();
    let events = whole(&open(&copy(&crashed, to.path(), None)));
    assert!(events >= 50);
    // The index of the log is made anew.
    let (to, _) = folder();
    assert_eq!(whole(&open(&copy(&crashed, to.path(), Some(&index)))), events);
    let length = fs::metadata(&index).expect("the index").len();
    for left in [vec![], vec![0; 100], vec![0xff; usize::try_from(length).expect("short")]] {
        let (to, _) = folder();
        let path = copy(&crashed, to.path(), None);
        fs::write(&beside(&path)[1], left).expect("an index");
        let journal = open(&path);
        assert_eq!(whole(&journal), events);
        journal.append(&small("after", RECENT)).expect("it goes on");
        assert_eq!(whole(&journal), events + 1);
    }
}

#[test]
fn a_log_that_was_lost_or_torn_off_is_found_against_a_checkpoint() {
    let (from, _) = folder();
    let crashed = crashed(from.path(), 50);
    let [log, _] = beside(&crashed);
    let (to, _) = folder();
    let journal = open(&copy(&crashed, to.path(), None));
    let (events, checkpoint) = (whole(&journal), journal.checkpoint().expect("a checkpoint"));
    let whole_log = fs::read(&log).expect("the log");
    let mut lengths = BTreeSet::new();
    for length in (0..whole_log.len()).step_by(1_024) {
        let (to, _) = folder();
        let path = copy(&crashed, to.path(), Some(&log));
        if length > 0 {
            fs::write(&beside(&path)[0], &whole_log[..length]).expect("a log");
        }
        let journal = open(&path);
        // What is left is a journal that was whole at an earlier time.
        let left = whole(&journal);
        assert_eq!(by_id(&journal, &Query::new()).len() as u64, left);
        lengths.insert(left);
        match journal.verify_against(&checkpoint) {
            Ok(verification) if verification.is_whole() => assert_eq!(left, events),
            Ok(verification) => {
                let problem = verification.problem.expect("a problem");
                assert_eq!(problem.tampering, Tampering::Truncated);
                assert!(left < events);
            }
            // Not even the id of the journal is left.
            Err(error) => assert_eq!((error, left), (JournalError::ForeignCheckpoint, 0)),
        }
    }
    assert!(lengths.len() > 10, "{lengths:?}");
}

// Files that others write.

#[test]
fn two_processes_that_append_at_once_lose_nothing() {
    let (_folder, path) = folder();
    let spawn = |name: &str| {
        Command::new(WRITER)
            .arg("append")
            .arg(&path)
            .args([name, "4", "50"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer runs")
    };
    // Both create it, too.
    let writers = ["a", "b"].map(spawn);
    for writer in writers {
        let output = writer.wait_with_output().expect("it ran");
        let said = String::from_utf8(output.stdout).expect("text");
        assert!(output.status.success() && !said.contains("error"), "{said}");
        assert_eq!(said.lines().filter(|line| line.contains('-')).count(), 200, "{said}");
    }
    let journal = open(&path);
    assert_eq!(whole(&journal), 400);
    let ids: BTreeSet<_> = by_id(&journal, &Query::new()).into_keys().collect();
    let expected = ["a", "b"].into_iter().flat_map(|name| {
        (0..4)
            .flat_map(move |thread| (0..50).map(move |number| format!("{name}-{thread}-{number}")))
    });
    assert_eq!(ids, expected.collect());
}

#[test]
fn a_journal_that_another_process_has_locked_is_busy_and_then_works() {
    let (_folder, path) = folder();
    drop(filled(&path, 3));
    let timeout = Duration::from_millis(300);
    let options = JournalOptions::new().busy_timeout(timeout);
    let journal = options.open(&path, &key()).expect("the journal opens");
    let lock = || {
        let mut writer = Command::new(WRITER)
            .arg("lock")
            .arg(&path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer runs");
        let mut line = String::new();
        let mut out = BufReader::new(writer.stdout.take().expect("a pipe"));
        out.read_line(&mut line).expect("a line");
        assert_eq!(line, "locked\n");
        writer
    };

    let mut locked = lock();
    let begin = Instant::now();
    assert_eq!(journal.append(&small("busy", RECENT)).unwrap_err(), JournalError::Busy);
    assert!((timeout..timeout * 20).contains(&begin.elapsed()), "{:?}", begin.elapsed());
    let now = RECENT.parse().expect("a time");
    let error = journal.prune(&Retention::default(), &now).unwrap_err();
    assert_eq!(error, JournalError::Busy);
    // It can be read, and opened, meanwhile.
    assert_eq!(whole(&journal), 3);
    assert_eq!(whole(&options.open(&path, &key()).expect("it opens")), 3);
    drop(locked.stdin.take());
    locked.wait().expect("it ran");
    assert_eq!(journal.append(&small("free", RECENT)).expect("it is free").sequence, 4);

    // One that becomes free in time is waited for.
    let patient = JournalOptions::new().busy_timeout(Duration::from_secs(30));
    let patient = patient.open(&path, &key()).expect("the journal opens");
    let mut locked = lock();
    thread::scope(|scope| {
        let appended = scope.spawn(|| patient.append(&small("waited", RECENT)));
        thread::sleep(timeout);
        drop(locked.stdin.take());
        assert_eq!(appended.join().expect("no panic").expect("it is free").sequence, 5);
    });
    locked.wait().expect("it ran");
    let ids: Vec<_> = by_id(&journal, &Query::new()).into_keys().collect();
    assert_eq!(ids, ["e-1", "e-2", "e-3", "free", "waited"]);
    assert_eq!(whole(&journal), 5);
}

// Files that may not be written, and file systems that are full. These need rights that not everybody
// has, or has not: the test runs itself in a namespace of Linux where it has the right ones.

/// Says why a test was not done.
fn skipped(why: &str) {
    println!("SKIPPED: {why}");
}

/// Runs a test of this file alone, with what is before it, and gives what it printed. `None` if that
/// is not possible here.
fn elsewhere(test: &str, program: &str, arguments: &[&str], folder: &Path) -> Option<String> {
    let own = env::current_exe().expect("the test");
    let output = Command::new(program)
        .args(arguments)
        .arg(own)
        .args(["--exact", test, "--nocapture"])
        .env("JOURNAL_FAULTS_FOLDER", folder)
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            skipped(&format!("{program} does not run: {error}"));
            return None;
        }
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    if !said.contains("running 1 test") {
        skipped(&format!("{program}: {errors}"));
        return None;
    }
    assert!(output.status.success(), "{said}\n{errors}");
    Some(said)
}

/// The folder of a test that runs elsewhere.
fn given() -> Option<PathBuf> {
    env::var_os("JOURNAL_FAULTS_FOLDER").map(PathBuf::from)
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its owner may");
    }

    /// A folder that can be removed in the end, whatever mode it was given.
    struct Locked<'a>(&'a Path);

    impl<'a> Locked<'a> {
        fn new(folder: &'a Path) -> Self {
            set_mode(folder, 0o555);
            Self(folder)
        }
    }

    impl Drop for Locked<'_> {
        fn drop(&mut self) {
            set_mode(self.0, 0o755);
        }
    }

    #[test]
    fn a_new_journal_is_for_its_owner_alone() {
        let (_folder, path) = folder();
        let _journal = filled(&path, 1);
        for (path, _) in bytes(&path) {
            let mode = fs::metadata(&path).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{}", path.display());
        }
    }

    #[test]
    fn a_symbolic_link_is_the_journal_that_it_leads_to() {
        let (folder, path) = folder();
        let other = tempfile::tempdir().expect("a folder");
        let link = other.path().join("link.db");
        symlink(&path, &link).expect("a link");
        assert_eq!(refused(&link), JournalError::NotFound);
        assert!(!path.exists());
        let journal = filled(&path, 3);
        let linked = open(&link);
        linked.append(&small("linked", RECENT)).expect("it can be written");
        journal.append(&small("direct", RECENT)).expect("it can be written");
        assert_eq!((whole(&journal), whole(&linked)), (5, 5));
        assert_eq!(fs::read_dir(other.path()).expect("the folder").count(), 1);
        drop((journal, linked));
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
        assert_eq!(whole(&Journal::open_read_only(&link, &key()).expect("it opens")), 5);
    }

    #[test]
    fn what_may_not_be_written_is_refused_and_can_be_read() {
        let test = "unix::what_may_not_be_written_is_refused_and_can_be_read";
        if given().is_none() && may_write_all() {
            let (folder, _) = folder();
            // Within a namespace of its own that no user is mapped to, root is a user like others.
            elsewhere(test, "unshare", &["--user"], folder.path());
            return;
        }
        if may_write_all() {
            return skipped("this user may write whatever the mode of a file is");
        }
        a_read_only_file();
        a_read_only_folder();
        a_read_only_folder_with_a_log();
        an_unreadable_file();
    }

    /// Whether modes do not count, as for root.
    fn may_write_all() -> bool {
        let file = tempfile::NamedTempFile::new().expect("a file");
        set_mode(file.path(), 0o444);
        fs::OpenOptions::new().write(true).open(file.path()).is_ok()
    }

    fn a_read_only_file() {
        let (_folder, path) = folder();
        drop(filled(&path, 3));
        let before = fs::read(&path).expect("the file");
        set_mode(&path, 0o444);
        assert_eq!(Journal::open(&path, &key()).unwrap_err(), JournalError::ReadOnly);
        let journal = Journal::open_read_only(&path, &key()).expect("it can be read");
        assert_eq!(whole(&journal), 3);
        assert_eq!(by_id(&journal, &Query::new()).len(), 3);
        assert_eq!(journal.append(&small("no", RECENT)).unwrap_err(), JournalError::ReadOnly);
        let now = RECENT.parse().expect("a time");
        let error = journal.prune(&Retention::default().days(0), &now).unwrap_err();
        assert_eq!(error, JournalError::ReadOnly);
        drop(journal);
        assert_eq!(fs::read(&path).expect("the file"), before);
        set_mode(&path, 0o600);
        assert_eq!(whole(&open(&path)), 3);
    }

    fn a_read_only_folder() {
        let (folder, path) = folder();
        let missing = folder.path().join("missing.db");
        drop(filled(&path, 3));
        let before = fs::read(&path).expect("the file");
        let locked = Locked::new(folder.path());
        let error = Journal::open(&path, &key()).unwrap_err();
        assert!(matches!(error, JournalError::Permission | JournalError::ReadOnly), "{error:?}");
        assert_eq!(whole(&Journal::open_read_only(&path, &key()).expect("it can be read")), 3);
        assert_eq!(Journal::open(&missing, &key()).unwrap_err(), JournalError::Permission);
        drop(locked);
        assert_eq!(fs::read(&path).expect("the file"), before);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
        assert_eq!(whole(&open(&path)), 3);
    }

    /// It is never read without its log, which has events that the database has not.
    fn a_read_only_folder_with_a_log() {
        let (from, _) = folder();
        let crashed = crashed(from.path(), 50);
        let [_, index] = beside(&crashed);
        let (to, _) = folder();
        let events = whole(&open(&copy(&crashed, to.path(), None)));
        for but in [None, Some(index.as_path())] {
            let (to, _) = folder();
            let path = copy(&crashed, to.path(), but);
            let links = tempfile::tempdir().expect("a folder");
            let link = links.path().join("link.db");
            symlink(&path, &link).expect("a link");
            let locked = Locked::new(to.path());
            for path in [&path, &link] {
                match Journal::open_read_only(path, &key()) {
                    Ok(journal) => assert_eq!(whole(&journal), events, "{but:?}"),
                    Err(JournalError::ReadOnly | JournalError::Permission) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
            drop(locked);
            assert_eq!(whole(&open(&link)), events);
        }
    }

    fn an_unreadable_file() {
        let (_folder, path) = folder();
        drop(filled(&path, 3));
        set_mode(&path, 0o000);
        assert_eq!(refused(&path), JournalError::Permission);
        set_mode(&path, 0o600);
        assert_eq!(whole(&open(&path)), 3);
    }

    /// `ulimit -f` bounds the length of every file in units of 512 bytes. A write beyond it fails
    /// as one to a disk that is broken (EFBIG), if the signal is ignored.
    #[test]
    fn events_that_the_file_has_no_room_for_fail_and_the_others_are_there() {
        let (_folder, path) = folder();
        for (round, blocks) in [200, 300, 401, 777].into_iter().enumerate() {
            let before = if round == 0 { 0 } else { whole(&open(&path)) };
            let name = format!("r{round}");
            let limit = format!("trap '' XFSZ; ulimit -f {blocks} && exec \"$0\" \"$@\"");
            let output = Command::new("sh")
                .args(["-c", &limit, WRITER, "append"])
                .arg(&path)
                .args([&name, "4", "200"])
                .output()
                .expect("a shell");
            let said = String::from_utf8(output.stdout).expect("text");
            assert!(output.status.success(), "{said} {}", String::from_utf8_lossy(&output.stderr));
            let journal = open(&path);
            let there = by_id(&journal, &Query::new());
            let (mut appended, mut failed) = (0, 0);
            for line in said.lines().filter(|line| line.contains('-')) {
                match line.strip_prefix("error ") {
                    None => {
                        let id = line.split(' ').next().expect("an id");
                        assert!(there.contains_key(id), "{id} is not there");
                        appended += 1;
                    }
                    Some(error) => {
                        let (id, error) = error.split_once(' ').expect("an id and the error");
                        assert!(!there.contains_key(id), "{id} is there after {error}");
                        assert!(error.starts_with("Io { code: "), "{error}");
                        failed += 1;
                    }
                }
            }
            assert_eq!(appended + failed, 800, "{said}");
            assert!(failed > 0, "the limit of {blocks} blocks was not reached");
            assert_eq!(whole(&journal), before + appended);
            println!("{appended} events had room in {blocks} blocks");
        }
        open(&path).append(&small("after", RECENT)).expect("it goes on");
    }

    #[test]
    fn nothing_is_lost_or_half_written_on_a_disk_that_is_full() {
        let test = "unix::nothing_is_lost_or_half_written_on_a_disk_that_is_full";
        let Some(folder) = given() else {
            if !cfg!(target_os = "linux") {
                return skipped("a small file system can only be made on Linux");
            }
            let (folder, _) = folder();
            let mount =
                "mount -t tmpfs -o size=1m tmpfs \"$JOURNAL_FAULTS_FOLDER\" && exec \"$0\" \"$@\"";
            let namespace = ["--user", "--map-root-user", "--mount", "sh", "-c", mount];
            elsewhere(test, "unshare", &namespace, folder.path());
            return;
        };
        let path = folder.join("journal.db");
        let ballast = folder.join("ballast");
        fs::write(&ballast, vec![1; 400_000]).expect("there is room");
        let journal = open(&path);
        let mut appended = 0;
        let error = loop {
            assert!(appended < 100_000, "the disk does not become full");
            match journal.append(&small(&format!("e-{appended}"), RECENT)) {
                Ok(_) => appended += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(error, JournalError::Full);
        assert!(appended > 10);
        let no_more = |journal: &Journal| {
            thread::scope(|scope| {
                for thread in 0..4 {
                    scope.spawn(move || {
                        for number in 0..5 {
                            let event = small(&format!("full-{thread}-{number}"), RECENT);
                            assert_eq!(journal.append(&event).unwrap_err(), JournalError::Full);
                        }
                    });
                }
            });
            assert_eq!(whole(journal), appended);
            assert_eq!(by_id(journal, &Query::new()).len() as u64, appended);
        };
        no_more(&journal);
        let now = "2036-01-01T00:00:00Z".parse().expect("a time");
        assert_eq!(journal.prune(&Retention::default(), &now).unwrap_err(), JournalError::Full);
        no_more(&journal);
        // A new journal has no room either. It has when there is room again.
        let other = folder.join("other.db");
        assert_eq!(Journal::open(&other, &key()).unwrap_err(), JournalError::Full);
        // Nothing of this stays behind: the same journal goes on.
        fs::remove_file(&ballast).expect("the file");
        let link = journal.append(&small("after", RECENT)).expect("there is room again");
        assert_eq!(u64::try_from(link.sequence), Ok(appended + 1));
        assert_eq!(whole(&journal), appended + 1);
        drop(journal);
        let journal = open(&path);
        assert_eq!(whole(&journal), appended + 1);
        let there = by_id(&journal, &Query::new());
        assert!(there.keys().all(|id| id == "after" || id.starts_with("e-")));
        open(&other).append(&small("e", RECENT)).expect("there is room again");
    }
}
