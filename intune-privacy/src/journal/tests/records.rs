//! What is appended, found, exported and pruned.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::time::Duration;
use std::thread;

use proptest::prelude::*;
use rusqlite::{Connection, TransactionBehavior};

use super::{append, chain_of, event, instant, key, numbers};
use crate::audit::Activity;
use crate::journal::{
    Chain, Checkpoint, CheckpointError, Entry, Journal, JournalError, Problem, Query, Retention,
    Tampering,
};

fn sequences(chain: &Chain, conn: &Connection, query: &Query) -> Vec<i64> {
    chain.query(conn, query).unwrap().iter().map(|entry| entry.chain.sequence).collect()
}

/// The sequences that fit, by asking each event.
fn expected(fits: impl Fn(i64) -> bool) -> Vec<i64> {
    (1..=60).filter(|number| fits(*number)).collect()
}

#[test]
fn kinds_are_all_to_fit_and_of_one_kind_any() {
    let (chain, conn) = chain_of(60, |_| false);
    let found = |query: Query| sequences(&chain, &conn, &query);
    assert_eq!(found(Query::new()), expected(|_| true));
    assert_eq!(found(Query::new().actor("user 2")), expected(|n| n % 5 == 2));
    let query = Query::new().actor("user 2").actor("user 4").activity(Activity::Update);
    assert_eq!(found(query), expected(|n| matches!(n % 5, 2 | 4) && n % 2 == 0));
    let query = Query::new().subject("k1:3").activity_type("read");
    assert_eq!(found(query), expected(|n| n % 7 == 3 && n % 2 == 1));
    assert_eq!(found(Query::new().record_type("ManagedDevice")), expected(|_| true));
    assert!(found(Query::new().record_type("User")).is_empty());
    let (from, to) = (instant("2026-01-03T09:30:00Z"), instant("2026-01-05T10:30:00+01:00"));
    let query = Query::new().since(&from).until(&to);
    assert_eq!(found(query), expected(|n| matches!(n % 28 + 1, 3 | 4)));
    assert_eq!(found(Query::new().newest_first().limit(2)), [60, 59]);
    assert_eq!(found(Query::new().after(57)), [58, 59, 60]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is indexed, behind the index or pruned: as many as are wanted of those that fit.
    #[test]
    fn a_query_gives_what_fits(
        events in 0_i64..23,
        pruned in 0_i64..12,
        actor in 0_i64..6,
        is_update in any::<bool>(),
        after in 0_i64..20,
        limit in 0_usize..8,
        is_backward in any::<bool>(),
    ) {
        let (chain, conn) = chain_of(events, |number| number <= pruned);
        let activity = if is_update { Activity::Update } else { Activity::Read };
        let mut query = Query::new()
            .actor(&format!("user {actor}"))
            .actor("user 1")
            .activity(activity)
            .after(after)
            .limit(limit.try_into().unwrap());
        let fits = |n: &i64| {
            *n > after.max(pruned) && (n % 5 == actor || n % 5 == 1) && (n % 2 == 0) == is_update
        };
        let mut expected: Vec<_> = (1..=events).filter(fits).collect();
        if is_backward {
            query = query.newest_first();
            expected.reverse();
        }
        expected.truncate(limit);
        prop_assert_eq!(sequences(&chain, &conn, &query), expected);
    }
}

#[test]
fn a_record_behind_the_index_that_was_altered_ends_a_query_whatever_it_says_now() {
    let (chain, conn) = chain_of(7, |_| false);
    conn.execute_batch("UPDATE audit_event SET terms = 'actor:nobody' WHERE sequence = 6").unwrap();
    let altered = Problem { sequence: Some(6), tampering: Tampering::Altered };
    let query = Query::new().actor("user 1");
    assert_eq!(chain.query(&conn, &query), Err(JournalError::Tampered(altered)));
}

#[test]
fn a_block_is_in_the_index_once_its_last_record_is_there() {
    let (chain, mut conn) = chain_of(7, |_| false);
    let indexed = |conn: &Connection| {
        numbers(conn, "SELECT DISTINCT 100 * block + sequence FROM audit_term ORDER BY 1")
    };
    assert_eq!(indexed(&conn), [1, 2, 3, 4]);
    append(&chain, &mut conn, &event(8, false));
    assert_eq!(indexed(&conn), [1, 2, 3, 4, 105, 106, 107, 108]);
}

#[test]
fn what_stands_behind_a_block_is_not_indexed_with_it() {
    let (chain, mut conn) = chain_of(3, |_| false);
    conn.execute_batch(
        "INSERT INTO audit_event SELECT sequence + 3, time, terms, body, mac FROM audit_event",
    )
    .unwrap();
    conn.execute_batch("DELETE FROM audit_event WHERE sequence = 4").unwrap();
    append(&chain, &mut conn, &event(4, false));
    conn.execute_batch("DELETE FROM audit_event WHERE sequence > 4").unwrap();
    assert!(chain.verify(&conn).unwrap().is_whole());
}

#[test]
fn a_block_with_a_record_that_is_no_text_is_not_completed() {
    let altered = Problem { sequence: Some(2), tampering: Tampering::Altered };
    refuses("UPDATE audit_event SET terms = cast(x'ff' AS TEXT) WHERE sequence = 2", altered);
}

/// What is left of a journal of 3 events that was tampered with, when a fourth was refused for that and
/// the transaction committed.
fn refuses(sql: &str, problem: Problem) -> Connection {
    let (chain, mut conn) = chain_of(3, |_| false);
    conn.execute_batch(sql).unwrap();
    let transaction = conn.transaction().unwrap();
    let result = chain.append(&transaction, &event(4, false));
    assert_eq!(result, Err(JournalError::Tampered(problem)));
    transaction.commit().unwrap();
    assert_eq!(numbers(&conn, "SELECT count(*) FROM audit_event"), [3]);
    conn
}

#[test]
fn a_value_with_line_breaks_is_one_term() {
    let (chain, mut conn) = chain_of(0, |_| false);
    let mut odd = event(1, false);
    odd.data_subjects =
        ["a\nactor:b".into(), "a\\nactor:b".into(), String::new(), "long".repeat(50)].into();
    append(&chain, &mut conn, &odd);
    // Behind the index, and in it.
    for others in [0, 3] {
        for number in 0..others {
            append(&chain, &mut conn, &event(number, false));
        }
        assert!(sequences(&chain, &conn, &Query::new().actor("b")).is_empty());
        assert_eq!(sequences(&chain, &conn, &Query::new().subject("a\nactor:b")), [1]);
        assert_eq!(sequences(&chain, &conn, &Query::new().subject("a\\nactor:b")), [1]);
        assert_eq!(sequences(&chain, &conn, &Query::new().subject(&"long".repeat(50))), [1]);
        assert!(chain.verify(&conn).unwrap().is_whole());
    }
}

#[test]
fn a_record_that_was_tampered_with_is_not_given() {
    for (sql, sequence, tampering) in [
        (
            "UPDATE audit_event SET body = replace(body, 'user', 'User') WHERE sequence = 3",
            3,
            Tampering::Altered,
        ),
        ("UPDATE audit_event SET mac = zeroblob(32) WHERE sequence = 2", 2, Tampering::Altered),
        ("DELETE FROM audit_event WHERE sequence = 2", 2, Tampering::Removed),
        ("INSERT INTO audit_term VALUES (0, 'subject:nobody', 3)", 3, Tampering::Index),
        ("INSERT INTO audit_term VALUES (0, 'subject:nobody', 4)", 4, Tampering::Index),
    ] {
        let (chain, conn) = chain_of(4, |_| false);
        conn.execute_batch(sql).unwrap();
        let query = if tampering == Tampering::Index {
            Query::new().subject("nobody")
        } else {
            Query::new().after(1)
        };
        let problem = Problem { sequence: Some(sequence), tampering };
        assert_eq!(chain.query(&conn, &query), Err(JournalError::Tampered(problem)), "{sql}");
    }
}

#[test]
fn a_query_does_not_show_who_is_asked_for() {
    let text = format!("{:?}", Query::new().actor("adele").subject("k1:5").limit(7));
    assert!(!text.contains("adele") && !text.contains("k1:5"), "{text}");
    assert!(text.contains("terms: 2, limit: Some(7)"), "{text}");
    let retention = Retention::default().hold_actor("adele").hold_subject("k1:5");
    let text = format!("{:?}", retention.hold_sequences(1..=9));
    assert_eq!(text, "Retention { days: 730, holds: 3 }");
}

#[test]
fn an_event_of_the_far_past_or_future_is_kept() {
    let (chain, mut conn) = chain_of(0, |_| false);
    for text in ["0001-01-01T00:00:00Z", "9999-12-30T00:00:00Z"] {
        let mut event = event(1, false);
        event.activity_date_time = instant(text);
        append(&chain, &mut conn, &event);
    }
    assert!(chain.verify(&conn).unwrap().is_whole());
    let since = Query::new().since(&instant("2026-01-01T00:00:00Z"));
    assert_eq!(sequences(&chain, &conn, &since), [2]);
}

#[test]
fn an_event_and_the_change_that_it_is_about_are_one_transaction() {
    let (chain, mut conn) = chain_of(3, |_| false);
    conn.execute_batch("CREATE TABLE device (name TEXT)").unwrap();
    let transaction = conn.transaction().unwrap();
    transaction.execute("INSERT INTO device VALUES ('a')", []).unwrap();
    assert_eq!(chain.append(&transaction, &event(4, false)).unwrap().sequence, 4);
    transaction.rollback().unwrap();
    assert_eq!(numbers(&conn, "SELECT count(*) FROM device"), [0]);
    assert_eq!(append(&chain, &mut conn, &event(4, false)), 4);
    assert!(chain.verify(&conn).unwrap().is_whole());
}

#[test]
fn an_append_that_fails_leaves_nothing_in_the_transaction() {
    let problem = Problem { sequence: Some(4), tampering: Tampering::Index };
    let conn = refuses("INSERT INTO audit_term VALUES (0, 'subject:k1:all', 4)", problem);
    assert_eq!(numbers(&conn, "SELECT count(*) FROM audit_term WHERE sequence = 4"), [1]);
    assert_eq!(numbers(&conn, "SELECT sequence FROM audit_journal"), [3]);
}

#[test]
fn a_savepoint_of_the_caller_remains_whatever_its_name() {
    let (chain, mut conn) = chain_of(3, |_| false);
    let transaction = conn.transaction().unwrap();
    transaction.execute_batch("SAVEPOINT audit; CREATE TABLE device (name TEXT)").unwrap();
    assert_eq!(chain.append(&transaction, &event(4, false)).unwrap().sequence, 4);
    transaction.execute_batch("INSERT INTO device VALUES ('a'); RELEASE audit").unwrap();
    transaction.commit().unwrap();
    assert_eq!(numbers(&conn, "SELECT count(*) FROM device"), [1]);
    assert_eq!(chain.verify(&conn).unwrap().events, 4);
}

#[test]
fn a_transaction_that_has_read_an_earlier_state_is_in_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.db");
    let mut one = Connection::open(&path).unwrap();
    one.pragma_update(None, "journal_mode", "WAL").unwrap();
    let chain = Chain::new(&key());
    chain.install(&one).unwrap();
    let mut other = Connection::open(&path).unwrap();
    let deferred = one.transaction_with_behavior(TransactionBehavior::Deferred).unwrap();
    let _: i64 =
        deferred.query_row("SELECT count(*) FROM audit_event", [], |row| row.get(0)).unwrap();
    append(&chain, &mut other, &event(1, false));
    assert_eq!(chain.append(&deferred, &event(2, false)), Err(JournalError::Conflict));
    deferred.commit().unwrap();
    // One that has read nothing takes the lock first.
    let deferred = one.transaction_with_behavior(TransactionBehavior::Deferred).unwrap();
    assert_eq!(chain.append(&deferred, &event(2, false)).unwrap().sequence, 2);
    deferred.commit().unwrap();
    assert!(chain.verify(&one).unwrap().is_whole());
}

#[test]
fn deferred_transactions_of_several_threads_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.db");
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "journal_mode", "WAL").unwrap();
    let chain = Chain::new(&key());
    chain.install(&conn).unwrap();
    thread::scope(|scope| {
        for thread in 0..4 {
            let (chain, path) = (&chain, &path);
            scope.spawn(move || {
                let mut conn = Connection::open(path).unwrap();
                conn.busy_timeout(Duration::from_secs(60)).unwrap();
                for number in 0..25 {
                    append(chain, &mut conn, &event(thread * 25 + number, false));
                }
            });
        }
    });
    assert_eq!(chain.verify(&conn).unwrap().events, 100);
}

#[test]
fn a_database_without_a_journal_is_refused() {
    let mut conn = Connection::open_in_memory().unwrap();
    let chain = Chain::new(&key());
    assert_eq!(chain.verify(&conn), Err(JournalError::Foreign));
    let transaction = conn.transaction().unwrap();
    assert_eq!(chain.append(&transaction, &event(1, false)), Err(JournalError::Foreign));
}

#[test]
fn tables_of_another_form_and_triggers_are_refused() {
    for sql in [
        "CREATE TABLE audit_event (sequence INTEGER PRIMARY KEY)",
        "CREATE VIEW audit_term AS SELECT 1",
    ] {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(sql).unwrap();
        assert_eq!(Chain::new(&key()).install(&conn), Err(JournalError::Foreign), "{sql}");
    }
    for sql in [
        "DROP TABLE audit_term",
        "ALTER TABLE audit_gap ADD COLUMN more TEXT",
        "ALTER TABLE audit_term RENAME TO audit_terms",
    ] {
        let (chain, conn) = chain_of(1, |_| false);
        conn.execute_batch(sql).unwrap();
        assert_eq!(chain.install(&conn), Err(JournalError::Foreign), "{sql}");
    }
    let (chain, conn) = chain_of(1, |_| false);
    chain.install(&conn).unwrap();
    conn.execute_batch(
        "CREATE TRIGGER forget AFTER INSERT ON AUDIT_EVENT \
        BEGIN DELETE FROM audit_event; END",
    )
    .unwrap();
    assert_eq!(chain.install(&conn), Err(JournalError::Foreign));
}

#[test]
fn pruning_keeps_what_is_young_or_held() {
    let (chain, mut conn) = chain_of(60, |_| false);
    let now = instant("2026-01-31T09:30:00Z");
    let retention = Retention::default()
        .days(16)
        .hold_subject("k1:3")
        .hold_actor("user 4")
        .hold_sequences(1..=2);
    let is_old = |n: i64| n % 28 + 1 < 15;
    let is_held = |n: i64| n % 7 == 3 || n % 5 == 4 || n <= 2;
    let transaction = conn.transaction().unwrap();
    let pruned = chain.prune(&transaction, &retention, &now).unwrap();
    transaction.commit().unwrap();
    let count = |fits: &dyn Fn(i64) -> bool| expected(fits).len() as u64;
    assert_eq!(pruned.removed, count(&|n| is_old(n) && !is_held(n)));
    assert_eq!(pruned.held, count(&|n| is_old(n) && is_held(n)));
    assert_eq!(sequences(&chain, &conn, &Query::new()), expected(|n| !is_old(n) || is_held(n)));
    let verification = chain.verify(&conn).unwrap();
    assert!(verification.is_whole());
    assert_eq!(verification.first, Some(1));
    // Neighbours are one range.
    for pair in verification.pruned.windows(2) {
        assert!(pair[0].last + 1 < pair[1].first, "{pair:?}");
    }
}

#[test]
fn pruning_keeps_what_is_held_by_its_kind() {
    let now = instant("2030-01-01T00:00:00Z");
    let retention = Retention::default;
    for (retention, removed) in [
        (retention(), 4),
        (retention().hold_activity(Activity::Update), 2),
        (retention().hold_activity_type("read"), 2),
        (retention().hold_activity_type("remove"), 4),
        (retention().hold_record_type("ManagedDevice"), 0),
        (retention().hold_record_type("User"), 4),
    ] {
        let (chain, mut conn) = chain_of(4, |_| false);
        let transaction = conn.transaction().unwrap();
        let pruned = chain.prune(&transaction, &retention, &now).unwrap();
        assert_eq!((pruned.removed, pruned.held), (removed, 4 - removed), "{retention:?}");
    }
}

#[test]
fn pruning_writes_nothing_where_nothing_is_old_enough() {
    let (chain, mut conn) = chain_of(4, |number| number == 2);
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let changes = transaction.total_changes();
    let now = instant("2026-02-01T00:00:00Z");
    assert_eq!(chain.prune(&transaction, &Retention::default(), &now).unwrap().removed, 0);
    assert_eq!(transaction.total_changes(), changes);
}

#[test]
fn retention_is_two_years_to_the_nanosecond() {
    for (now, removed) in [("2028-01-02T09:30:00Z", 0), ("2028-01-02T09:30:00.000000001Z", 1)] {
        // 2026-01-02, and 730 days later.
        let (chain, mut conn) = chain_of(1, |_| false);
        let transaction = conn.transaction().unwrap();
        let pruned = chain.prune(&transaction, &Retention::default(), &instant(now)).unwrap();
        assert_eq!(pruned.removed, removed, "{now}");
    }
}

#[test]
fn a_journal_goes_on_when_all_of_it_was_pruned() {
    let (chain, mut conn) = chain_of(5, |_| true);
    let verification = chain.verify(&conn).unwrap();
    assert_eq!((verification.events, verification.pruned.len()), (0, 1));
    assert!(verification.is_whole());
    assert_eq!(append(&chain, &mut conn, &event(6, false)), 6);
    assert!(chain.verify(&conn).unwrap().is_whole());
    assert_eq!(sequences(&chain, &conn, &Query::new()), [6]);
}

#[test]
fn a_checkpoint_is_read_as_it_is_written() {
    let (chain, conn) = chain_of(3, |_| false);
    let checkpoint = chain.checkpoint(&conn).unwrap();
    assert_eq!(checkpoint.sequence(), 3);
    let line = checkpoint.to_string();
    assert_eq!(line.split(' ').nth(1), Some(&*checkpoint.journal()));
    assert_eq!(line.split(' ').nth(3), Some(&*checkpoint.hash().to_string()));
    assert_eq!(format!("{line}\n").parse(), Ok(checkpoint.clone()));
    let json = serde_json::to_string(&checkpoint).unwrap();
    assert_eq!(serde_json::from_str::<Checkpoint>(&json).unwrap(), checkpoint);
    for text in ["", "intune-privacy-journal-1", &line[1..], &format!("{line} x")] {
        assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointError), "{text}");
    }
}

#[test]
fn what_is_no_text_is_no_checkpoint() {
    let error = serde_json::from_str::<Checkpoint>("7").unwrap_err().to_string();
    assert!(error.contains("expected a checkpoint of a journal"), "{error}");
}

#[test]
fn a_chain_does_not_show_its_key_and_a_hash_is_its_digits() {
    let (chain, conn) = chain_of(1, |_| false);
    assert_eq!(format!("{chain:?}"), "Chain { .. }");
    let hash = chain.checkpoint(&conn).unwrap().hash();
    assert_eq!(format!("{hash:?}"), hash.to_string());
}

#[test]
fn a_forged_and_a_foreign_checkpoint_are_errors_of_their_own() {
    let (chain, conn) = chain_of(3, |_| false);
    let (other, other_conn) = chain_of(3, |_| false);
    let foreign = other.checkpoint(&other_conn).unwrap();
    assert_eq!(chain.verify_against(&conn, &foreign), Err(JournalError::ForeignCheckpoint));
    let line = chain.checkpoint(&conn).unwrap().to_string();
    let words: Vec<&str> = line.split(' ').collect();
    for (index, word) in [(2, "2"), (3, &*"0".repeat(64)), (4, "2020-01-01T00:00:00Z")] {
        let mut words = words.clone();
        words[index] = word;
        let forged: Checkpoint = words.join(" ").parse().unwrap();
        let result = chain.verify_against(&conn, &forged);
        assert_eq!(result, Err(JournalError::ForgedCheckpoint), "{word}");
    }
}

#[test]
fn exports_hold_every_event_and_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path().join("journal.db"), &key()).unwrap();
    let mut formula = event(2, false);
    formula.display_name = Some("a".into());
    formula.component_name = Some("=cmd|' /C calc'!A0".into());
    formula.other.insert("chain".into(), "forged".into());
    let links = [event(1, false), formula].map(|event| journal.append(&event).unwrap());

    let mut json = Vec::new();
    assert_eq!(journal.export_json_lines(&Query::new(), &mut json), Ok(2));
    let json = String::from_utf8(json).unwrap();
    let entries: Vec<Entry> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!([entries[0].chain, entries[1].chain], links);
    assert_eq!(entries[0].event, event(1, false));
    assert_eq!(entries[1].event.display_name.as_deref(), Some("a"));
    assert_eq!(json.matches("\"chain\"").count(), 2);

    let mut csv = Vec::new();
    assert_eq!(journal.export_csv(&Query::new().newest_first(), &mut csv), Ok(2));
    let csv = String::from_utf8(csv).unwrap();
    let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].starts_with("sequence,activityDateTime,activityType,"), "{csv}");
    assert!(rows[1].starts_with("2,2026-01-03T09:30:00Z,update,"), "{csv}");
    assert!(rows[1].contains(",'=cmd|' /C calc'!A0,"), "{csv}");
    assert!(rows[1].contains(",k1:2 k1:all,"), "{csv}");
    assert!(rows[2].ends_with(&links[0].hash.to_string()), "{csv}");
}

#[test]
fn an_export_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path().join("journal.db"), &key()).unwrap();
    journal.append(&event(1, false)).unwrap();
    let mut room = [0; 10];
    let result = journal.export_json_lines(&Query::new(), &mut room[..]);
    assert_eq!(result, Err(JournalError::Export(std::io::ErrorKind::WriteZero)));
}

#[test]
fn a_body_that_is_no_event_names_its_record() {
    let (chain, conn) = chain_of(1, |_| false);
    let record = crate::journal::Record {
        time: 0,
        terms: String::new(),
        body: r#"{"id": "canary"}"#.into(),
    };
    chain.link(&conn, &[record]).unwrap();
    let error = chain.query(&conn, &Query::new()).unwrap_err();
    assert_eq!(error, JournalError::NotAnEvent { sequence: 2 });
    assert!(!format!("{error} {error:?}").contains("canary"));
}
