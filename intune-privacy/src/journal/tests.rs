//! Journals that are whole, journals that were tampered with, and files that are none.

use alloc::format;
use alloc::vec::Vec;

use rusqlite::Connection;
use serde_json::json;

use super::{Chain, Retention};
use crate::Key;
use crate::audit::{AuditEvent, Timestamp};

mod errors;
mod file;
mod records;
mod tampering;

fn key() -> Key {
    Key::from_bytes("k1", &[1, 2].repeat(16)).unwrap()
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The first days of 2026, and those of 2020 for events that are `old`.
fn event(number: i64, is_old: bool) -> AuditEvent {
    let year = if is_old { 2020 } else { 2026 };
    serde_json::from_value(json!({
        "id": format!("event {number}"),
        "activityDateTime": format!("{year}-01-{:02}T09:30:00Z", number % 28 + 1),
        "activityType": if number % 2 == 0 { "update" } else { "read" },
        "actor": {"userId": format!("user {}", number % 5)},
        "resources": [{"type": "ManagedDevice", "modifiedProperties": []}],
        "dataSubjects": [format!("k1:{}", number % 7), "k1:all"],
    }))
    .unwrap()
}

fn append(chain: &Chain, conn: &mut Connection, event: &AuditEvent) -> i64 {
    let transaction = conn.transaction().unwrap();
    let link = chain.append(&transaction, event).unwrap();
    transaction.commit().unwrap();
    link.sequence
}

/// A chain in memory. The events for which `is_old` holds are pruned.
pub(super) fn chain_of(events: i64, is_old: impl Fn(i64) -> bool) -> (Chain, Connection) {
    let chain = Chain::new(&key());
    let mut conn = Connection::open_in_memory().unwrap();
    chain.install(&conn).unwrap();
    for number in 1..=events {
        assert_eq!(append(&chain, &mut conn, &event(number, is_old(number))), number);
    }
    let transaction = conn.transaction().unwrap();
    let now = instant("2026-02-01T00:00:00Z");
    chain.prune(&transaction, &Retention::default(), &now).unwrap();
    transaction.commit().unwrap();
    (chain, conn)
}

fn numbers(conn: &Connection, sql: &str) -> Vec<i64> {
    let mut rows = conn.prepare(sql).unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}
