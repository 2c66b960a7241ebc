//! Journals that the tests of this package share, with programs of their own that write to them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use intune_privacy::Key;
use intune_privacy::audit::AuditEvent;
use intune_privacy::journal::{Entry, Journal, Query};
use serde_json::json;

/// The time of [`small`] events.
pub const RECENT: &str = "2026-05-04T09:30:00Z";
/// A time that is further back than events are kept, seen from [`RECENT`].
pub const OLD: &str = "2020-05-04T09:30:00Z";

/// The key of all journals.
///
/// # Panics
///
/// Never: it is long enough.
pub fn key() -> Key {
    let secret: Vec<u8> = (0..32).collect();
    Key::from_bytes("2026-q1", &secret).expect("a valid key")
}

/// A short event of that time.
///
/// # Panics
///
/// If the time is not valid.
pub fn small(id: &str, time: &str) -> AuditEvent {
    crate::event(json!({
        "id": id,
        "activityDateTime": time,
        "activityType": "update",
        "actor": {"userId": "u-7"},
        "resources": [{"type": "ManagedDevice", "modifiedProperties": []}],
        "dataSubjects": ["k1:5"],
    }))
}

/// Every event of a journal by its id, which no other has.
///
/// # Panics
///
/// If the journal cannot be read, or an event is there twice.
#[track_caller]
pub fn by_id(journal: &Journal, query: &Query) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for entry in journal.query(query).expect("the journal can be read") {
        let former = entries.insert(entry.event.id.clone(), entry);
        assert!(former.is_none(), "an event is there twice: {former:?}");
    }
    entries
}

/// Asserts that the journal is as it was written, and gives how many events it has.
///
/// # Panics
///
/// If it is not.
#[track_caller]
pub fn whole(journal: &Journal) -> u64 {
    let verification = journal.verify().expect("the journal can be read");
    assert!(verification.is_whole(), "{verification:?}");
    verification.events
}

/// The files that SQLite has beside a database.
pub fn beside(path: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

/// The bytes of the database and of the files beside it, as far as they are there.
pub fn bytes(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let [log, index] = beside(path);
    [path.to_owned(), log, index]
        .into_iter()
        .filter_map(|path| fs::read(&path).ok().map(|bytes| (path, bytes)))
        .collect()
}
