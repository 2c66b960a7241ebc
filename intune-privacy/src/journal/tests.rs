//! A journal in a file, and a chain in a database in memory.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Journal, Query};
use crate::Key;
use crate::audit::AuditEvent;

fn key() -> Key {
    Key::from_bytes("k1", &[1, 2].repeat(16)).unwrap()
}

fn event(number: usize) -> AuditEvent {
    serde_json::from_value(serde_json::json!({
        "id": format!("e-{number}"),
        "activityDateTime": "2026-05-04T09:30:00Z",
        "activityType": if number % 2 == 0 { "update" } else { "read" },
        "actor": {"userId": format!("u-{}", number % 5)},
        "resources": [{"type": "ManagedDevice", "modifiedProperties": []}],
        "dataSubjects": [format!("k1:{}", number % 7)],
    }))
    .unwrap()
}

#[test]
fn smoke() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path().join("a.db"), &key()).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let journal = &journal;
            scope.spawn(move || {
                for number in 0..20 {
                    journal.append(&event(thread * 20 + number)).unwrap();
                }
            });
        }
    });
    let v = journal.verify().unwrap();
    assert!(v.is_whole(), "{v:?}");
    assert_eq!(v.events, 160);
    let ids: Vec<String> = journal
        .query(&Query::new().actor("u-1").subject("k1:1"))
        .unwrap()
        .into_iter()
        .map(|entry| entry.event.id)
        .collect();
    assert!(!ids.is_empty());
}
