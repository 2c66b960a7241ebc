//! The cases of the benchmark `journal`: events of about 700 bytes in a file of the system's folder
//! for temporary files. How long they take to be on the disk is up to that.

use std::hint::black_box;
use std::thread;

use intune_privacy::audit::{Actor, AuditEvent};
use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::rusqlite::types::ValueRef;
use intune_privacy::journal::{Chain, Journal, Query};
use intune_privacy::{Classified, Key, Keyring, Policy};
use tempfile::TempDir;

use crate::case::{Group, Operation};

/// How many events are appended in one run.
const APPENDED: usize = 200;
/// How many events are verified in one run.
pub const VERIFIED: usize = 10_000;

/// The group of appending.
pub const APPEND: &str = "200 events appended to a journal";
/// The group of verification.
pub const VERIFY: &str = "10,000 events verified";

/// All groups.
pub fn groups() -> Vec<Group> {
    vec![append_group(), verify_group()]
}

fn append_group() -> Group {
    Group::new(APPEND, "x one transaction an event")
        .redacted("1 thread, one transaction an event", Appending::by(1))
        .redacted("intune-privacy, 2 threads", Appending::by(2))
        .redacted("intune-privacy, 4 threads", Appending::by(4))
        .redacted("intune-privacy, 8 threads", Appending::by(8))
}

fn verify_group() -> Group {
    Group::new(VERIFY, "x table scan")
        .redacted("every column of every row read by SQLite", Scan(Filled::new(), String::new()))
        .redacted("intune-privacy, verify", Verifying(Filled::new(), String::new()))
}

pub(crate) fn key() -> Key {
    let secret: Vec<u8> = (0..32).collect();
    Key::from_bytes("2026-q1", &secret).expect("a valid key")
}

/// What the events show of a device.
pub(crate) fn policy() -> Policy {
    Policy::logs().with_pseudonyms(Keyring::new(key()).pseudonyms("contoso.example"))
}

/// A device of which the event has few properties.
#[derive(Classified, Clone)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam, item = hardware_inventory::device_name)]
    name: String,
    #[data(identified, required, mam, subject, item = user::principal_name)]
    user: String,
    #[data(non_personal)]
    encrypted: bool,
}

/// An event of about 700 bytes as JSON.
pub(crate) fn event(number: usize, policy: &Policy) -> AuditEvent {
    let before = Device {
        name: crate::record::TAG.into(),
        user: format!("{}-{}", crate::record::PRINCIPAL_NAME, number % 1_000),
        encrypted: false,
    };
    let after = Device { encrypted: true, ..before.clone() };
    let portal = Actor::application("5c9d1e20-94af-4f8c-8a6d-0d3b7c1f2e48");
    let draft = AuditEvent::update(&before, &after).actor(portal).policy(policy);
    draft.category("Device").component("Fleet").finish().expect("a change")
}

/// Threads that append to a journal which grows.
struct Appending {
    journal: Journal,
    events: Vec<AuditEvent>,
    threads: usize,
    last: String,
    _folder: TempDir,
}

impl Appending {
    fn by(threads: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = Journal::open(folder.path().join("journal.db"), &key()).expect("a journal");
        let policy = policy();
        let events = (0..APPENDED).map(|number| event(number, &policy)).collect();
        Self { journal, events, threads, last: String::new(), _folder: folder }
    }
}

impl Operation for Appending {
    fn run(&mut self, times: u32) {
        for _ in 0..times {
            thread::scope(|scope| {
                for events in self.events.chunks(APPENDED / self.threads) {
                    let journal = &self.journal;
                    scope.spawn(move || {
                        for event in events {
                            journal.append(event).expect("it can be written");
                        }
                    });
                }
            });
        }
        let query = Query::new().newest_first().limit(1);
        self.last.clear();
        for entry in self.journal.query(&query).expect("it can be read") {
            self.last.push_str(&serde_json::to_string(&entry).expect("JSON"));
        }
    }

    fn written(&self) -> &str {
        &self.last
    }
}

/// A journal of [`VERIFIED`] events that does not change.
struct Filled {
    chain: Chain,
    conn: Connection,
    _folder: TempDir,
}

impl Filled {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        drop(Journal::open(&path, &key()).expect("a journal"));
        let mut conn = Connection::open(path).expect("the database");
        let chain = Chain::new(&key());
        let transaction = conn.transaction().expect("a transaction");
        let policy = policy();
        for number in 0..VERIFIED {
            chain.append(&transaction, &event(number, &policy)).expect("it can be written");
        }
        transaction.commit().expect("it can be written");
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("a checkpoint");
        Self { chain, conn, _folder: folder }
    }
}

/// Reads all that a verification has to read.
struct Scan(Filled, String);

impl Operation for Scan {
    fn run(&mut self, times: u32) {
        let rows = "SELECT sequence, time, terms, body, mac FROM audit_event ORDER BY sequence";
        let (mut events, mut bytes) = (0, 0);
        for _ in 0..times {
            let mut rows = self.0.conn.prepare_cached(rows).expect("a statement");
            let mut rows = rows.query([]).expect("rows");
            (events, bytes) = (0, 0);
            while let Some(row) = rows.next().expect("a row") {
                for index in 0..5 {
                    bytes += match black_box(row.get_ref(index).expect("a column")) {
                        ValueRef::Text(value) | ValueRef::Blob(value) => value.len(),
                        _ => 8,
                    };
                }
                events += 1;
            }
        }
        assert_eq!(events, VERIFIED);
        self.1 = format!("{events} events of {} bytes", bytes / events);
    }

    fn written(&self) -> &str {
        &self.1
    }
}

/// Verifies a journal.
struct Verifying(Filled, String);

impl Operation for Verifying {
    fn run(&mut self, times: u32) {
        for _ in 0..times {
            let Filled { chain, conn, .. } = &self.0;
            let verification = chain.verify(conn).expect("it can be read");
            assert!(verification.is_whole() && verification.events == VERIFIED as u64);
            self.1 = format!("{} events are as they were written", verification.events);
        }
    }

    fn written(&self) -> &str {
        &self.1
    }
}
