//! Canaries: every field of a record holds a text whose characters occur nowhere else, or a number.
//! Nothing of what the policy withholds is in any byte of a journal: its database, the log and index
//! beside that, its exports, errors and `Debug`. And nothing of an event that was pruned.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Debug;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use intune_privacy::audit::{Activity, Actor, AuditEvent};
use intune_privacy::items::device_data;
use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::{
    Chain, Checkpoint, Hash, Journal, JournalError, JournalOptions, Query, Retention,
};
use intune_privacy::{Action, Class, Classified, Key, Keyring, Policy, Pseudonyms};
use intune_privacy_audit_tests::journal::{OLD, RECENT, bytes, key, small, whole};
use secrecy::SecretString;

/// What a canary is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Identified,
    Pseudonymized,
    NonPersonal,
    Secret,
}

const KINDS: [Kind; 4] = [Kind::Identified, Kind::Pseudonymized, Kind::NonPersonal, Kind::Secret];

impl Kind {
    /// The first of its characters: syllables of Hangul, of which there are 11,172.
    fn first(self) -> u32 {
        0xAC00 + self as u32 * 2_048
    }

    /// The `number`th text: eight characters that no other text has.
    fn text(self, number: u32) -> String {
        assert!(number < 256, "each kind has room for so many");
        let first = self.first() + number * 8;
        (first..first + 8).filter_map(char::from_u32).collect()
    }

    fn has(self, character: char) -> bool {
        (self.first()..self.first() + 2_048).contains(&u32::from(character))
    }

    /// What the policy shows of it.
    fn shown(self, policy: &Policy) -> Shown {
        let action = match self {
            Self::Secret => return Shown::Nothing,
            Self::Identified => policy.action(Class::Identified),
            Self::Pseudonymized => policy.action(Class::Pseudonymized),
            Self::NonPersonal => policy.action(Class::NonPersonal),
        };
        match action {
            Action::Keep => Shown::All,
            Action::Mask | Action::MaskToLength | Action::Generalize => Shown::Part,
            _ => Shown::Nothing,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    All,
    /// Some characters.
    Part,
    Nothing,
}

/// Of numbers every four digits would catch the eye in a text. In a file there are other digits.
const NUMBERS: [u64; 3] = [3_416_721_106_840_388, 5_421_430_443_244_519, 3_669_467_234_401_074];

#[derive(Classified, Clone)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam, item = hardware_inventory::device_name)]
    name: String,
    #[data(identified, required, mam, subject, item = user::principal_name)]
    user: String,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    id: String,
    #[data(identified, required, undocumented = "test")]
    option: Option<String>,
    #[data(identified, required, undocumented = "test")]
    list: Vec<String>,
    #[data(identified, required, undocumented = "test")]
    map: BTreeMap<String, Vec<String>>,
    #[data(identified, required, undocumented = "test")]
    number: u64,
    #[data(identified, required, undocumented = "test")]
    numbers: Vec<(u64, u64)>,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(pseudonymized, undocumented = "test")]
    tokens: BTreeMap<String, String>,
    #[data(non_personal)]
    kept: String,
    #[data(non_personal)]
    kept_map: BTreeMap<String, String>,
    #[data(identified, required, item = access_control::private_key)]
    private_key: SecretString,
    #[data(nested)]
    inner: Option<Box<Inner>>,
    #[data(nested)]
    inners: Vec<Inner>,
    #[data(nested)]
    by_name: BTreeMap<String, Inner>,
    #[data(nested)]
    state: State,
}

#[derive(Classified, Clone)]
struct Inner {
    #[data(identified, required, undocumented = "test")]
    name: String,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(non_personal)]
    kept: String,
    #[data(identified, required, item = access_control::private_key)]
    secret: SecretString,
}

#[derive(Classified, Clone)]
enum State {
    Named {
        #[data(identified, required, undocumented = "test")]
        name: String,
        #[data(non_personal)]
        kept: String,
    },
    Pair(
        #[data(identified, required, undocumented = "test")] String,
        #[data(pseudonymized, undocumented = "test")] String,
    ),
}

/// Gives texts of which no two have a character in common.
#[derive(Default)]
struct Texts([u32; KINDS.len()]);

impl Texts {
    fn next(&mut self, kind: Kind) -> String {
        let number = &mut self.0[kind as usize];
        *number += 1;
        kind.text(*number - 1)
    }

    fn inner(&mut self) -> Inner {
        Inner {
            name: self.next(Kind::Identified),
            token: self.next(Kind::Pseudonymized),
            kept: self.next(Kind::NonPersonal),
            secret: self.next(Kind::Secret).into(),
        }
    }

    fn device(&mut self, state: State) -> Device {
        Device {
            name: self.next(Kind::Identified),
            user: self.next(Kind::Identified),
            id: self.next(Kind::Identified),
            option: Some(self.next(Kind::Identified)),
            list: vec![self.next(Kind::Identified), self.next(Kind::Identified)],
            map: [(self.next(Kind::Identified), vec![self.next(Kind::Identified)])].into(),
            number: NUMBERS[0],
            numbers: vec![(NUMBERS[1], NUMBERS[2])],
            token: self.next(Kind::Pseudonymized),
            tokens: [(self.next(Kind::Pseudonymized), self.next(Kind::Pseudonymized))].into(),
            kept: self.next(Kind::NonPersonal),
            kept_map: [(self.next(Kind::NonPersonal), self.next(Kind::NonPersonal))].into(),
            private_key: self.next(Kind::Secret).into(),
            inner: Some(Box::new(self.inner())),
            inners: vec![self.inner(), self.inner()],
            by_name: [(self.next(Kind::Identified), self.inner())].into(),
            state,
        }
    }
}

/// Events of every activity, in each of which every field has another text.
fn events(policy: &Policy) -> Vec<AuditEvent> {
    let mut texts = Texts::default();
    let named =
        State::Named { name: texts.next(Kind::Identified), kept: texts.next(Kind::NonPersonal) };
    let pair = State::Pair(texts.next(Kind::Identified), texts.next(Kind::Pseudonymized));
    let before = texts.device(named);
    let mut after = texts.device(pair);
    after.number = NUMBERS[1];
    let actor = Actor::user(texts.next(Kind::Identified)).user_id(texts.next(Kind::Identified));
    let ids = [
        AuditEvent::create(&before),
        AuditEvent::delete(&before),
        AuditEvent::read(&before),
        AuditEvent::assign(&before),
        AuditEvent::manage(&before),
        AuditEvent::remote_task(&before),
    ];
    let mut events: Vec<_> = ids
        .into_iter()
        .map(|draft| draft.policy(policy).actor(actor.clone()))
        .map(|draft| draft.resource_id(&device_data::INTUNE_DEVICE_ID).finish())
        .collect();
    let update = AuditEvent::update(&before, &after).policy(policy).actor(actor);
    events.extend(update.resource_id(&device_data::INTUNE_DEVICE_ID).finish());
    assert_eq!(events.len(), Activity::ALL.len());
    events
}

fn pseudonyms() -> Pseudonyms {
    let secret: Vec<u8> = (1..33).collect();
    let key = Key::from_bytes("k1", &secret).expect("a valid key");
    Keyring::new(key).pseudonyms("contoso.example")
}

fn policies() -> Vec<(&'static str, Policy)> {
    let keyed = || Policy::analytics().with_pseudonyms(pseudonyms());
    vec![
        ("strict", Policy::strict()),
        ("logs", Policy::logs()),
        ("support", Policy::support()),
        ("analytics", Policy::analytics()),
        ("logs, keyed", Policy::logs().with_pseudonyms(pseudonyms())),
        ("analytics, keyed", keyed()),
        ("pseudonymized", keyed().with(Class::Identified, Action::Pseudonymize)),
        ("open", Policy::logs().with(Class::Identified, Action::Keep)),
    ]
}

/// The kind of the text that the bytes begin with, and how many characters of it are there in a row.
fn piece(bytes: &[u8]) -> Option<(Kind, usize)> {
    let mut codes = bytes.chunks_exact(3).map_while(|three| {
        // All of them take three bytes in UTF-8.
        str::from_utf8(three).ok()?.chars().next().map(u32::from)
    });
    let first = codes.next()?;
    let kind = KINDS.into_iter().find(|kind| char::from_u32(first).is_some_and(|c| kind.has(c)))?;
    let of_text = |code: &u32| (code - kind.first()) / 8 == (first - kind.first()) / 8;
    let next = (first + 1..).zip(codes).take_while(|(next, code)| next == code && of_text(code));
    Some((kind, 1 + next.count()))
}

/// Asserts that nothing is in the bytes that may not be: of what is masked no text as a whole, and
/// of what is withheld no four characters in a row. Fewer of them can be a part of anything in bytes.
#[track_caller]
fn search(policy: &Policy, place: &str, bytes: &[u8]) {
    for at in (0..bytes.len()).filter(|at| (0xEA..=0xED).contains(&bytes[*at])) {
        let Some((kind, length)) = piece(&bytes[at..]) else { continue };
        let is_leak = match kind.shown(policy) {
            Shown::All => false,
            Shown::Part => length == 8,
            Shown::Nothing => length >= 4,
        };
        assert!(!is_leak, "{length} characters of a text that is {kind:?} are in {place}");
    }
    if Kind::Identified.shown(policy) != Shown::All {
        let text = String::from_utf8_lossy(bytes);
        for number in NUMBERS {
            let digits = number.to_string();
            for at in 0..=digits.len() - 8 {
                assert!(!text.contains(&digits[at..at + 8]), "a number is in {place}");
            }
            // As SQLite and others store it. It has a zero in front or at the end.
            for stored in [&number.to_le_bytes()[..7], &number.to_be_bytes()[1..]] {
                assert!(!has(bytes, stored), "a number is in {place}");
            }
        }
    }
}

fn has(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

/// Characters of that kind that are anywhere in the bytes.
fn found(kind: Kind, bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).chars().filter(|character| kind.has(*character)).count()
}

#[test]
fn no_byte_of_a_journal_or_its_exports_holds_what_the_policy_withholds() {
    for (name, policy) in policies() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        let journal = Journal::open(&path, &key()).expect("it opens");
        for event in events(&policy) {
            journal.append(&event).expect("it can be written");
        }
        let search_files = |when: &str| {
            let files = bytes(&path);
            for (file, bytes) in &files {
                let file = file.extension().unwrap_or_default().to_string_lossy();
                search(&policy, &format!("{file} {when} ({name})"), bytes);
            }
            files
        };
        let files = search_files("before a checkpoint");
        assert!(files.len() == 3 && files[1].1.len() > 10_000, "the log has the events");
        let in_log = KINDS.map(|kind| found(kind, &files[1].1));
        Connection::open(&path)
            .and_then(|conn| conn.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(())))
            .expect("a checkpoint");
        let files = search_files("after a checkpoint");
        let in_database = KINDS.map(|kind| found(kind, &files[0].1));

        let (mut lines, mut cells) = (Vec::new(), Vec::new());
        journal.export_json_lines(&Query::new(), &mut lines).expect("an export");
        journal.export_csv(&Query::new(), &mut cells).expect("an export");
        search(&policy, &format!("the JSON lines ({name})"), &lines);
        search(&policy, &format!("the CSV ({name})"), &cells);
        drop(journal);
        search_files("after the end");

        // What the policy keeps is there: the search would have found the rest.
        for (index, kind) in KINDS.into_iter().enumerate() {
            let counts =
                [in_log[index], in_database[index], found(kind, &lines), found(kind, &cells)];
            match kind.shown(&policy) {
                Shown::All => assert!(counts.iter().all(|count| *count > 100), "{kind:?} {name}"),
                Shown::Part => {}
                Shown::Nothing => assert_eq!(counts[2..], [0, 0], "{kind:?} {name}"),
            }
        }
    }
}

/// Everything that a value says of itself.
fn all_of<T: Debug>(value: &T) -> String {
    format!("{value:?} {value:#?}")
}

fn all_of_error(error: &(dyn Error + 'static)) -> String {
    let source = error.source().map(|source| format!("{source} {source:?}"));
    format!("{error} {error:?} {error:#?} {source:?}")
}

/// A writer that fails with a message of its own.
struct Failing;

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other(Kind::Identified.text(0)))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_error_and_no_debug_of_a_journal_shows_a_value() {
    let canary = Kind::Identified.text(0);
    let folder = tempfile::tempdir().expect("a folder");
    // The path can be a person's.
    let path = folder.path().join(&canary).join("journal.db");
    let mut said: Vec<String> = Vec::new();
    let mut error = |error: JournalError| said.push(all_of_error(&error));
    error(Journal::open(&path, &key()).expect_err("there is no such folder"));
    error(Journal::open_read_only(&path, &key()).expect_err("there is no such folder"));
    fs::create_dir(path.parent().expect("a folder")).expect("a folder");
    error(Journal::open(path.parent().expect("a folder"), &key()).expect_err("a folder"));
    error(Journal::open_read_only(&path, &key()).expect_err("there is no such file"));
    fs::write(&path, &canary).expect("a file");
    error(Journal::open(&path, &key()).expect_err("no database"));
    fs::remove_file(&path).expect("the file");

    let journal = Journal::open(&path, &key()).expect("it opens");
    let mut event = small(&canary, RECENT);
    event.activity = Some(canary.clone());
    event.data_subjects = vec![canary.clone()];
    let link = journal.append(&event).expect("it can be written");
    let checkpoint = journal.checkpoint().expect("a checkpoint");
    let other = Key::from_bytes("k2", &[3, 9, 4].repeat(11)).expect("a valid key");
    error(Journal::open(&path, &other).expect_err("another key"));
    error(journal.export_json_lines(&Query::new(), Failing).expect_err("the writer fails"));
    error(journal.export_csv(&Query::new(), Failing).expect_err("the writer fails"));

    // SQLite quotes what it is told to, and the names and values of what it refuses.
    let conn = Connection::open(&path).expect("the database");
    let execute = |sql: &str| conn.execute_batch(sql).expect("SQLite does it");
    execute(&format!(
        "CREATE TRIGGER t BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, '{canary}'); END"
    ));
    error(journal.append(&event).expect_err("the trigger refuses it"));
    execute("DROP TRIGGER t");

    let verification = journal.verify().expect("it can be read");
    said.push(all_of(&verification));
    execute(&format!("UPDATE audit_event SET body = body || '{canary}'"));
    let verification = journal.verify().expect("it can be read");
    let problem = verification.problem.expect("it was altered");
    said.extend([all_of(&verification), all_of(&problem), problem.to_string()]);
    said.push(serde_json::to_string(&verification).expect("JSON"));
    let mut error = |error: JournalError| said.push(all_of_error(&error));
    error(journal.query(&Query::new()).expect_err("it was altered"));
    let now = RECENT.parse().expect("a time");
    error(journal.prune(&Retention::default(), &now).expect_err("it was altered"));
    execute("ALTER TABLE audit_event RENAME TO other");
    error(journal.append(&event).expect_err("a table is not there"));
    execute(&format!("CREATE TABLE audit_event (\"{canary}\" TEXT CHECK (0), a, b, c, d)"));
    error(journal.append(&event).expect_err("a constraint of another table"));
    error(journal.query(&Query::new().actor(&canary)).expect_err("a column is not there"));

    let query = Query::new().actor(&canary).subject(&canary).record_type(&canary);
    said.push(all_of(&query.activity_type(&canary)));
    let retention = Retention::default().hold_subject(&canary).hold_actor(&canary);
    said.push(all_of(&retention.hold_record_type(&canary).hold_activity_type(&canary)));
    said.extend([all_of(&checkpoint), checkpoint.to_string()]);
    said.push(serde_json::to_string(&checkpoint).expect("JSON"));
    said.extend([all_of(&link), all_of(&Chain::new(&key())), all_of(&journal)]);
    said.push(all_of(&JournalOptions::new()));
    let text = format!("{checkpoint}{canary}");
    said.push(all_of_error(&text.parse::<Checkpoint>().expect_err("no checkpoint")));
    said.push(all_of_error(&canary.parse::<Hash>().expect_err("no hash")));
    let quoted = format!("\"{canary}\"");
    said.push(all_of_error(&serde_json::from_str::<Checkpoint>(&quoted).expect_err("none")));
    said.push(all_of_error(&serde_json::from_str::<Hash>(&quoted).expect_err("none")));

    for text in &said {
        assert_eq!(found(Kind::Identified, text.as_bytes()), 0, "{text}");
        assert!(!text.contains(folder.path().to_str().expect("UTF-8")), "{text}");
    }
}

/// What the events hold that are pruned. Any four bytes of it would catch the eye.
const MARKER: &str = "ZQXJ";

/// The places where anything of the marker is.
#[track_caller]
fn assert_gone(path: &Path, when: &str) {
    for (file, bytes) in bytes(path) {
        let count = bytes.windows(MARKER.len()).filter(|four| *four == MARKER.as_bytes()).count();
        let file = file.extension().unwrap_or_default().to_string_lossy();
        assert_eq!(count, 0, "times the marker is in {file} {when}");
    }
}

/// An event with the marker wherever there is a text.
fn marked(number: usize) -> AuditEvent {
    let mut event = small(&format!("{MARKER}-{number}"), OLD);
    // Some are longer than a page, and some much longer.
    let length = [1, 30, 300, 2_000, 9_000][number % 5];
    event.component_name = Some(MARKER.repeat(length));
    // In no order, so that what they are found by is spread over the pages.
    let order = number.wrapping_mul(2_654_435_761) % 100_003;
    event.actor.as_mut().expect("an actor").user_id = Some(format!("{order}-{MARKER}-{number}"));
    let half = format!("half:{}", number % 2);
    event.data_subjects = vec![format!("{order:x}:{MARKER}"), format!("{number}:{MARKER}"), half];
    event
}

#[test]
fn nothing_of_a_pruned_event_is_left_in_any_byte() {
    const EVENTS: usize = 2_000;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    let journal = Journal::open(&path, &key()).expect("it opens");
    let chain = Chain::new(&key());
    let mut kept = 0;
    // Some in one transaction and some in many, with events between them that are kept.
    let mut conn = Connection::open(&path).expect("the database");
    for start in (0..EVENTS).step_by(100) {
        let transaction = conn.transaction().expect("a transaction");
        for number in start..start + 100 {
            chain.append(&transaction, &marked(number)).expect("it can be written");
            if number % 3 == 0 {
                let mut event = small(&format!("k-{number}"), RECENT);
                event.data_subjects = vec![format!("{:x}:kept", number * 7_919 % 10_007)];
                chain.append(&transaction, &event).expect("it can be written");
                kept += 1;
            }
        }
        transaction.commit().expect("it can be written");
        journal.append(&marked(EVENTS + start)).expect("it can be written");
    }
    drop(conn);
    let removed = (EVENTS + EVENTS / 100) as u64;
    assert_eq!(whole(&journal), removed + kept);
    let is_there = bytes(&path).iter().any(|(_, bytes)| has(bytes, MARKER.as_bytes()));
    assert!(is_there, "the marker is in the files before");

    // Half of them first: what is left moves to other pages.
    let now = RECENT.parse().expect("a time");
    let half = Retention::default().hold_subject("half:0");
    let first = journal.prune(&half, &now).expect("it can be pruned");
    assert!(first.is_erased && first.removed > 100 && first.held > 100, "{first:?}");
    assert_eq!(whole(&journal), first.held + kept);

    // Somebody reads meanwhile, and so needs the log.
    let reader = Connection::open(&path).expect("the database");
    reader
        .execute_batch("BEGIN")
        .and_then(|()| reader.query_row("SELECT count(*) FROM audit_event", [], |_| Ok(())))
        .expect("a reader");
    let quick = JournalOptions::new().busy_timeout(Duration::from_millis(50));
    let pruning = quick.open(&path, &key()).expect("it opens");
    let pruned = pruning.prune(&Retention::default(), &now).expect("it can be pruned");
    assert_eq!((pruned.removed, pruned.held, pruned.is_erased), (first.held, 0, false));
    assert_eq!(first.removed + pruned.removed, removed);
    reader.execute_batch("COMMIT").expect("the reader ends");
    drop(reader);

    let pruned = journal.prune(&Retention::default(), &now).expect("it can be pruned");
    assert_eq!((pruned.removed, pruned.held, pruned.is_erased), (0, 0, true));
    assert_gone(&path, "after pruning");
    assert_eq!(whole(&journal), kept);
    journal.append(&small("after", RECENT)).expect("it goes on");
    drop((journal, pruning));
    assert_gone(&path, "after the end");
    assert_eq!(whole(&Journal::open(&path, &key()).expect("it opens")), kept + 1);
}
