//! Every way to tamper with a journal of 200 events, one by one: of the swaps of two records all of
//! them with `--release`, and every seventh otherwise.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;
use rusqlite::{Connection, params};

use super::{append, chain_of, event, instant, numbers};
use crate::journal::block;
use crate::journal::verify::Tampering::{
    self, Altered, Gap, Header, Index, Inserted, Removed, Reordered, Truncated,
};
use crate::journal::{Chain, Checkpoint, JournalError, Problem, Retention};

const EVENTS: i64 = 200;

/// A journal of 200 events: all of them, or with pruned ranges and records that were held between.
struct Victim {
    chain: Chain,
    conn: Connection,
    events: Vec<i64>,
    gaps: Vec<(i64, i64)>,
}

impl Victim {
    fn all() -> [Self; 2] {
        [Self::whole(), Self::with_gaps()]
    }

    fn whole() -> Self {
        Self::new(|_| false)
    }

    fn with_gaps() -> Self {
        Self::new(|number| matches!(number, 1..=20 | 31..=40 | 42..=50 | 57..=185))
    }

    fn new(is_old: impl Fn(i64) -> bool) -> Self {
        let (chain, conn) = chain_of(EVENTS, is_old);
        let events = numbers(&conn, "SELECT sequence FROM audit_event ORDER BY sequence");
        let firsts = numbers(&conn, "SELECT first FROM audit_gap ORDER BY first");
        let lasts = numbers(&conn, "SELECT last FROM audit_gap ORDER BY first");
        let victim = Self { chain, conn, events, gaps: firsts.into_iter().zip(lasts).collect() };
        assert!(victim.chain.verify(&victim.conn).unwrap().is_whole());
        victim
    }

    /// What is found after the tampering, which is undone.
    fn found(&self, tamper: impl FnOnce(&Connection)) -> Result<Option<Problem>, JournalError> {
        self.conn.execute_batch("SAVEPOINT tamper").unwrap();
        tamper(&self.conn);
        let verification = self.chain.verify(&self.conn);
        self.conn.execute_batch("ROLLBACK TO tamper; RELEASE tamper").unwrap();
        verification.map(|verification| verification.problem)
    }

    #[track_caller]
    fn finds(&self, sequence: i64, tampering: Tampering, tamper: impl FnOnce(&Connection)) {
        let problem = Problem { sequence: Some(sequence), tampering };
        assert_eq!(self.found(tamper), Ok(Some(problem)));
    }

    #[track_caller]
    fn finds_by(&self, sequence: i64, tampering: Tampering, sql: &str) {
        let problem = Problem { sequence: Some(sequence), tampering };
        let tamper = |conn: &Connection| conn.execute_batch(sql).unwrap();
        assert_eq!(self.found(tamper), Ok(Some(problem)), "{sql}");
    }

    #[track_caller]
    fn finds_header(&self, sql: &str) {
        let tamper = |conn: &Connection| conn.execute_batch(sql).unwrap();
        let problem = Problem { sequence: None, tampering: Header };
        assert_eq!(self.found(tamper), Ok(Some(problem)), "{sql}");
    }

    /// Sequences that no event has.
    fn free(&self) -> impl Iterator<Item = i64> {
        let in_gaps = self.gaps.iter().flat_map(|(first, last)| *first..=*last);
        [-7, 0, EVENTS + 1, 1000].into_iter().chain(in_gaps)
    }
}

/// A blob that differs in one bit.
fn flipped(column: &str) -> String {
    format!(
        "unhex(CASE substr(hex({column}), 1, 1) WHEN '0' THEN '1' ELSE '0' END \
        || substr(hex({column}), 2))"
    )
}

fn shift(conn: &Connection, from: i64, by: i64) {
    let mut turn = conn
        .prepare_cached(
            "UPDATE audit_event SET sequence = -1000000 - sequence WHERE sequence >= ?1",
        )
        .unwrap();
    turn.execute([from]).unwrap();
    let mut back = conn
        .prepare_cached(
            "UPDATE audit_event SET sequence = -1000000 - sequence + ?1 WHERE sequence < -900000",
        )
        .unwrap();
    back.execute([by]).unwrap();
}

#[test]
fn every_changed_field_of_an_event_is_found() {
    for victim in Victim::all() {
        for &event in &victim.events {
            for change in [
                "time = time + 1",
                "terms = terms || 'x'",
                "terms = ''",
                "body = replace(body, 'event', 'Event')",
                "body = ''",
                &format!("mac = {}", flipped("mac")),
                "mac = x''",
            ] {
                let sql = format!("UPDATE audit_event SET {change} WHERE sequence = {event}");
                victim.finds_by(event, Altered, &sql);
            }
        }
    }
}

#[test]
fn every_changed_sequence_is_found() {
    for victim in Victim::all() {
        for &event in &victim.events {
            for to in victim.free() {
                let sql =
                    format!("UPDATE audit_event SET sequence = {to} WHERE sequence = {event}");
                victim.finds_by(event.min(to), Reordered, &sql);
            }
        }
    }
}

#[test]
fn every_changed_term_is_found() {
    for victim in Victim::all() {
        let mut terms = victim.conn.prepare("SELECT term, sequence FROM audit_term").unwrap();
        let terms = terms.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let terms: Vec<(String, i64)> = terms.map(Result::unwrap).collect();
        assert!(terms.len() > victim.events.len() * 4);
        for (term, event) in terms {
            let row = format!("WHERE term = '{term}' AND sequence = {event}");
            for change in [
                "block = block + 1",
                "block = -1",
                "term = term || 'x'",
                "sequence = sequence + 1000",
                "block = block + 250, sequence = sequence + 1000",
            ] {
                victim.finds_by(event, Index, &format!("UPDATE audit_term SET {change} {row}"));
            }
            victim.finds_by(event, Index, &format!("DELETE FROM audit_term {row}"));
        }
        for &event in &victim.events {
            let block = block::of(event);
            let sql = format!("INSERT INTO audit_term VALUES ({block}, 'actor:x', {event})");
            victim.finds_by(event, Index, &sql);
        }
        for free in victim.free() {
            let block = block::of(free);
            let sql = format!("INSERT INTO audit_term VALUES ({block}, 'actor:x', {free})");
            victim.finds_by(free, Index, &sql);
        }
    }
}

#[test]
fn every_changed_gap_is_found() {
    let victim = Victim::with_gaps();
    assert_eq!(victim.gaps, [(1, 20), (31, 40), (42, 50), (57, 185)]);
    for (first, _) in victim.gaps.clone() {
        for change in [
            "first = first - 100".into(),
            "first = first + 1".into(),
            "first = first + 1000".into(),
            "last = last - 1".into(),
            "last = last + 1".into(),
            "last = last + 1000".into(),
            "last_mac = x''".into(),
            "last_mac = zeroblob(32)".into(),
            format!("last_mac = {}", flipped("last_mac")),
            "mac = zeroblob(32)".into(),
            format!("mac = {}", flipped("mac")),
        ] {
            let sql: String = format!("UPDATE audit_gap SET {change} WHERE first = {first}");
            victim.finds_by(first, Gap, &sql);
        }
        let sql = format!("DELETE FROM audit_gap WHERE first = {first}");
        victim.finds_by(first, Removed, &sql);
    }
}

#[test]
fn every_gap_that_pruning_did_not_write_is_found() {
    for victim in Victim::all() {
        for &event in &victim.events {
            let sql = format!("INSERT INTO audit_gap VALUES ({event}, {event}, x'00', x'00')");
            victim.finds_by(event, Gap, &sql);
            // In place of the record, with its own code.
            let sql = format!(
                "INSERT INTO audit_gap SELECT sequence, sequence, mac, mac FROM audit_event \
                WHERE sequence = {event}; \
                DELETE FROM audit_event WHERE sequence = {event}"
            );
            victim.finds_by(event, Gap, &sql);
        }
    }
}

#[test]
fn an_earlier_state_of_the_gaps_is_found() {
    let (chain, mut conn) = chain_of(10, |number| number == 3 || number == 8);
    conn.execute_batch("CREATE TABLE kept AS SELECT * FROM audit_gap").unwrap();
    let now = instant("2028-01-15T00:00:00Z");
    let transaction = conn.transaction().unwrap();
    let retention = Retention::default().hold_sequences(9..=10);
    assert_eq!(chain.prune(&transaction, &retention, &now).unwrap().removed, 6);
    transaction.commit().unwrap();
    let problem = |sql| {
        conn.execute_batch("SAVEPOINT tamper").unwrap();
        conn.execute_batch(sql).unwrap();
        let problem = chain.verify(&conn).unwrap().problem.unwrap();
        conn.execute_batch("ROLLBACK TO tamper").unwrap();
        problem
    };
    let gap = Problem { sequence: Some(3), tampering: Gap };
    assert_eq!(problem("INSERT INTO audit_gap SELECT * FROM kept"), gap);
    let removed = Problem { sequence: Some(1), tampering: Removed };
    assert_eq!(problem("DELETE FROM audit_gap; INSERT INTO audit_gap SELECT * FROM kept"), removed);
}

#[test]
fn every_change_of_the_header_is_found() {
    for victim in Victim::all() {
        for change in [
            "version = 0".into(),
            "sequence = sequence - 1".into(),
            "sequence = sequence + 1".into(),
            "sequence = 0".into(),
            "id = x''".into(),
            "mac = x''".into(),
            "head_mac = x''".into(),
            "key_check = x''".into(),
            format!("id = {}", flipped("id")),
            format!("mac = {}", flipped("mac")),
            format!("head_mac = {}", flipped("head_mac")),
            format!("key_check = {}", flipped("key_check")),
        ] {
            let change: String = change;
            victim.finds_header(&format!("UPDATE audit_journal SET {change}"));
        }
        victim.finds_header("DELETE FROM audit_journal");
        let newer = |conn: &Connection| {
            conn.execute_batch("UPDATE audit_journal SET version = 2").unwrap();
        };
        assert_eq!(victim.found(newer), Err(JournalError::Newer { version: 2 }));
    }
}

#[test]
fn every_removal_is_found() {
    for victim in Victim::all() {
        for &event in &victim.events {
            let tampering = if event == EVENTS { Truncated } else { Removed };
            let remove = |conn: &Connection| {
                conn.execute("DELETE FROM audit_event WHERE sequence = ?1", [event]).unwrap();
            };
            victim.finds(event, tampering, remove);
            victim.finds(event, tampering, |conn| {
                remove(conn);
                shift(conn, event, -1);
            });
        }
    }
}

#[test]
fn every_removal_of_several_is_found() {
    for victim in Victim::all() {
        for pair in victim.events.windows(3).step_by(5) {
            let &[first, _, third] = pair else { continue };
            let remove = |conn: &Connection| {
                let sql = "DELETE FROM audit_event WHERE sequence BETWEEN ?1 AND ?2";
                conn.execute(sql, [first, third]).unwrap();
            };
            let tampering = if third == EVENTS { Truncated } else { Removed };
            victim.finds(first, tampering, remove);
            victim.finds(first, tampering, |conn| {
                remove(conn);
                shift(conn, third, first - third - 1);
            });
        }
    }
}

const FORGED: &str = "INSERT INTO audit_event \
    SELECT ?1, time, terms, replace(body, 'event', 'forged'), randomblob(32) \
    FROM audit_event WHERE sequence = ?2";
const COPIED: &str = "INSERT INTO audit_event \
    SELECT ?1, time, terms, body, mac FROM audit_event WHERE sequence = ?2";

#[test]
fn every_insertion_that_numbers_the_rest_anew_is_found() {
    for victim in Victim::all() {
        for place in 1..=EVENTS + 1 {
            for sql in [FORGED, COPIED] {
                for original in [place - 1, place, place + 1, 25] {
                    if !victim.events.contains(&original) {
                        continue;
                    }
                    // A copy of the record that stands there is right: the record itself is not.
                    let is_right = sql == COPIED && original == place;
                    victim.finds(if is_right { place + 1 } else { place }, Inserted, |conn| {
                        shift(conn, place, 1);
                        let original = if original >= place { original + 1 } else { original };
                        conn.execute(sql, [place, original]).unwrap();
                    });
                }
            }
        }
    }
}

#[test]
fn every_insertion_at_a_free_place_is_found() {
    for victim in Victim::all() {
        for place in victim.free() {
            for original in [22, 55, EVENTS] {
                for sql in [FORGED, COPIED] {
                    victim.finds(place, Inserted, |conn| {
                        conn.execute(sql, [place, original]).unwrap();
                    });
                }
            }
        }
    }
}

/// Puts the columns of each of two rows into the other one.
fn swap(conn: &Connection, columns: &str, [one, other]: [i64; 2]) {
    let sql = format!(
        "UPDATE audit_event SET ({columns}) = (SELECT {columns} FROM audit_event AS other \
        WHERE other.sequence = ?2) WHERE sequence = ?1"
    );
    let mut put = conn.prepare_cached(&sql).unwrap();
    let copy = "INSERT INTO audit_event SELECT -1, time, terms, body, mac FROM audit_event \
        WHERE sequence = ?1";
    conn.prepare_cached(copy).unwrap().execute([one]).unwrap();
    put.execute([one, other]).unwrap();
    put.execute([other, -1]).unwrap();
    let remove = "DELETE FROM audit_event WHERE sequence = -1";
    conn.prepare_cached(remove).unwrap().execute([]).unwrap();
}

fn every_swap_is_found(victim: &Victim, columns: &str) {
    // All of them take minutes where nothing is optimized.
    let step = if cfg!(debug_assertions) { 7 } else { 1 };
    let events = victim.events.iter().enumerate();
    let pairs = events.flat_map(|(index, one)| {
        victim.events[index + 1..].iter().map(move |other| [*one, *other])
    });
    let mut found = 0;
    for pair in pairs.step_by(step) {
        victim.finds(pair[0], Reordered, |conn| swap(conn, columns, pair));
        found += 1;
    }
    let events = victim.events.len();
    assert_eq!(found, (events * (events - 1) / 2).div_ceil(step));
}

#[test]
fn every_swap_of_records_is_found() {
    every_swap_is_found(&Victim::whole(), "time, terms, body, mac");
}

#[test]
fn every_swap_of_contents_is_found() {
    every_swap_is_found(&Victim::whole(), "time, terms, body");
}

#[test]
fn every_swap_of_records_around_gaps_is_found() {
    every_swap_is_found(&Victim::with_gaps(), "time, terms, body, mac");
}

#[test]
fn every_swap_of_contents_around_gaps_is_found() {
    every_swap_is_found(&Victim::with_gaps(), "time, terms, body");
}

#[test]
fn every_swap_of_codes_is_found() {
    let victim = &Victim::with_gaps();
    for pair in victim.events.windows(2) {
        victim.finds(pair[0], Reordered, |conn| swap(conn, "mac", [pair[0], pair[1]]));
        if pair[0] != victim.events[0] {
            let pair = [victim.events[0], pair[1]];
            victim.finds(pair[0], Reordered, |conn| swap(conn, "mac", pair));
        }
    }
}

#[test]
fn every_cut_is_found() {
    for victim in Victim::all() {
        for &event in &victim.events {
            victim.finds_by(
                event,
                Truncated,
                &format!("DELETE FROM audit_event WHERE sequence >= {event}"),
            );
        }
    }
}

#[test]
fn a_cut_with_an_earlier_head_is_found_against_a_checkpoint() {
    let chain = Chain::new(&super::key());
    let mut conn = Connection::open_in_memory().unwrap();
    chain.install(&conn).unwrap();
    let mut heads = Vec::new();
    let head = |conn: &Connection| -> (i64, [u8; 32], [u8; 32]) {
        let sql = "SELECT sequence, mac, head_mac FROM audit_journal";
        conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
    };
    heads.push(head(&conn));
    let mut checkpoints = [chain.checkpoint(&conn).unwrap()].to_vec();
    for number in 1..=EVENTS {
        append(&chain, &mut conn, &event(number, false));
        heads.push(head(&conn));
        checkpoints.push(chain.checkpoint(&conn).unwrap());
    }
    let last = checkpoints.last().unwrap();
    for checkpoint in &checkpoints {
        assert!(chain.verify_against(&conn, checkpoint).unwrap().is_whole());
    }
    for (sequence, mac, head_mac) in heads {
        conn.execute_batch("SAVEPOINT tamper").unwrap();
        let indexed = block::last_indexed(sequence);
        for (table, last) in [("audit_event", sequence), ("audit_term", indexed)] {
            let sql = format!("DELETE FROM {table} WHERE sequence > ?1");
            conn.execute(&sql, [last]).unwrap();
        }
        let sql = "UPDATE audit_journal SET sequence = ?1, mac = ?2, head_mac = ?3";
        conn.execute(sql, params![sequence, mac, head_mac]).unwrap();
        assert!(chain.verify(&conn).unwrap().is_whole());
        let problem =
            |checkpoint: &Checkpoint| chain.verify_against(&conn, checkpoint).unwrap().problem;
        let is_last = sequence == EVENTS;
        let truncated = Problem { sequence: Some(sequence + 1), tampering: Truncated };
        assert_eq!(problem(last), (!is_last).then_some(truncated));
        // Appending does not hide it.
        let other = crate::journal::Record::new(&event(7000, false)).unwrap();
        let records = (sequence..=EVENTS).map(|_| &other);
        for record in records {
            chain.link(&conn, core::slice::from_ref(record)).unwrap();
        }
        assert!(chain.verify(&conn).unwrap().is_whole());
        let truncated = Problem { sequence: Some(EVENTS), tampering: Truncated };
        assert_eq!(problem(last), (!is_last).then_some(truncated));
        conn.execute_batch("ROLLBACK TO tamper; RELEASE tamper").unwrap();
    }
}

#[test]
fn an_earlier_head_alone_is_found() {
    let victim = &Victim::whole();
    let conn = &victim.conn;
    let header = victim.chain.header(conn).unwrap();
    let mac: [u8; 32] = conn
        .query_row("SELECT mac FROM audit_event WHERE sequence = 150", [], |row| row.get(0))
        .unwrap();
    let mac = crate::journal::Hash(mac);
    let head_mac = header.seal.head(150, &mac).hash();
    let problem = victim.found(|conn| {
        let sql = "UPDATE audit_journal SET sequence = 150, mac = ?1, head_mac = ?2";
        conn.execute(sql, params![mac.as_bytes(), head_mac.as_bytes()]).unwrap();
    });
    assert_eq!(problem, Ok(Some(Problem { sequence: None, tampering: Header })));
}

#[test]
fn another_key_is_an_error_of_its_own() {
    for victim in Victim::all() {
        let other = Chain::new(&crate::Key::from_bytes("k1", &[3, 4].repeat(16)).unwrap());
        assert_eq!(other.verify(&victim.conn), Err(JournalError::WrongKey));
        // The id of the key does not matter.
        let same = Chain::new(&crate::Key::from_bytes("k2", &[1, 2].repeat(16)).unwrap());
        assert!(same.verify(&victim.conn).unwrap().is_whole());
    }
}

#[test]
fn nothing_is_appended_or_pruned_once_the_header_was_altered() {
    let (chain, mut conn) = chain_of(5, |_| false);
    conn.execute_batch("UPDATE audit_journal SET sequence = 4").unwrap();
    let transaction = conn.transaction().unwrap();
    let tampered = JournalError::Tampered(Problem { sequence: None, tampering: Header });
    assert_eq!(chain.append(&transaction, &event(6, false)), Err(tampered.clone()));
    let now = instant("2030-01-01T00:00:00Z");
    assert_eq!(chain.prune(&transaction, &Retention::default(), &now), Err(tampered));
    transaction.commit().unwrap();
    assert_eq!(numbers(&conn, "SELECT count(*) FROM audit_event"), [5]);
}

#[test]
fn pruning_does_not_destroy_the_traces_of_tampering() {
    let (chain, mut conn) = chain_of(5, |_| false);
    conn.execute_batch("DELETE FROM audit_event WHERE sequence = 2").unwrap();
    let transaction = conn.transaction().unwrap();
    let removed = Problem { sequence: Some(2), tampering: Removed };
    let now = instant("2030-01-01T00:00:00Z");
    let result = chain.prune(&transaction, &Retention::default(), &now);
    assert_eq!(result, Err(JournalError::Tampered(removed)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_clean_journal_raises_no_alarm(
        rounds in prop::collection::vec((0_i64..40, 0_u32..5000, 0_i64..60, any::<bool>()), 0..5),
    ) {
        let (chain, mut conn) = chain_of(0, |_| false);
        let mut checkpoints = Vec::new();
        let mut number = 0;
        for (events, days, held, is_old) in rounds {
            checkpoints.push(chain.checkpoint(&conn).unwrap());
            for _ in 0..events {
                number += 1;
                append(&chain, &mut conn, &event(number, is_old && number % 3 != 0));
            }
            checkpoints.push(chain.checkpoint(&conn).unwrap());
            let retention =
                Retention::default().days(days).hold_subject("k1:3").hold_sequences(held..=held + 4);
            let transaction = conn.transaction().unwrap();
            chain.prune(&transaction, &retention, &instant("2026-01-15T00:00:00Z")).unwrap();
            transaction.commit().unwrap();
            let verification = chain.verify(&conn).unwrap();
            prop_assert_eq!(&verification.problem, &None);
            let pruned: i64 =
                verification.pruned.iter().map(|span| span.last - span.first + 1).sum();
            prop_assert_eq!(i64::try_from(verification.events).unwrap() + pruned, number);
            for checkpoint in &checkpoints {
                prop_assert!(chain.verify_against(&conn, checkpoint).unwrap().is_whole());
            }
        }
    }
}

#[test]
fn the_first_record_that_is_found_by_something_else_is_named() {
    for (sql, sequence) in [
        ("DELETE FROM audit_term WHERE term = 'subject:k1:all' AND sequence = 2", 2),
        ("DELETE FROM audit_term WHERE term = 'subject:k1:all' AND sequence IN (4, 2)", 2),
        (
            "UPDATE audit_term SET term = 'subject:k1:any' WHERE term = 'subject:k1:all' AND sequence = 3",
            3,
        ),
        ("INSERT INTO audit_term VALUES (0, 'subject:k1:any', 4)", 4),
        ("INSERT INTO audit_term VALUES (1, 'subject:k1:all', 4)", 4),
        // It has that term, and its block is not complete.
        ("INSERT INTO audit_term VALUES (1, 'subject:k1:all', 5)", 5),
        ("INSERT INTO audit_term VALUES (2, 'subject:k1:all', 9)", 9),
        ("INSERT INTO audit_term VALUES (0, 'subject:k1:all', -9223372036854775808)", i64::MIN),
    ] {
        let (chain, conn) = chain_of(5, |_| false);
        assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
        let verification = chain.verify(&conn).unwrap();
        assert!(!verification.is_whole(), "{sql}");
        let problem = Problem { sequence: Some(sequence), tampering: Index };
        assert_eq!(verification.problem, Some(problem), "{sql}");
    }
}

/// Nothing but its place tells the content of an event from that of an equal one.
#[test]
fn a_record_is_altered_though_an_equal_one_stands_elsewhere() {
    for (first, is_pruned) in [(1, false), (2, false), (2, true)] {
        let (chain, mut conn) = chain_of(first - 1, |_| is_pruned);
        for _ in 0..4 {
            append(&chain, &mut conn, &event(7, false));
        }
        for altered in first..first + 4 {
            conn.execute_batch("SAVEPOINT tamper").unwrap();
            let sql = "UPDATE audit_event SET body = body || ' ' WHERE sequence = ?1";
            conn.execute(sql, [altered]).unwrap();
            let problem = Problem { sequence: Some(altered), tampering: Altered };
            assert_eq!(chain.verify(&conn).unwrap().problem, Some(problem));
            conn.execute_batch("ROLLBACK TO tamper; RELEASE tamper").unwrap();
        }
    }
}

#[test]
fn an_altered_record_with_another_behind_it_was_not_alone() {
    let (chain, conn) = chain_of(8, |_| false);
    shift(&conn, 4, 1);
    conn.execute_batch(
        "INSERT INTO audit_event SELECT 4, time, terms, body || '!', mac FROM audit_event WHERE sequence = 3; \
        UPDATE audit_event SET body = body || ' ' WHERE sequence = 3; \
        DELETE FROM audit_event WHERE sequence = 9",
    )
    .unwrap();
    let problem = Problem { sequence: Some(3), tampering: Inserted };
    assert_eq!(chain.verify(&conn).unwrap().problem, Some(problem));
}

#[test]
fn an_altered_record_is_called_so_though_nothing_is_left_behind_it() {
    let (chain, conn) = chain_of(6, |_| false);
    conn.execute_batch(
        "DELETE FROM audit_event WHERE sequence > 3; \
        UPDATE audit_event SET body = body || ' ' WHERE sequence = 3",
    )
    .unwrap();
    let problem = Problem { sequence: Some(3), tampering: Altered };
    assert_eq!(chain.verify(&conn).unwrap().problem, Some(problem));
}

#[test]
fn a_journal_of_several_batches_is_read_to_its_end() {
    let (chain, mut conn) = chain_of(0, |_| false);
    for number in 1..=6 {
        let mut long = event(number, false);
        long.id = "x".repeat(20_000 * usize::try_from(number).unwrap());
        append(&chain, &mut conn, &long);
    }
    let verification = chain.verify(&conn).unwrap();
    assert!(verification.is_whole());
    assert_eq!(verification.events, 6);
    conn.execute_batch("UPDATE audit_event SET body = body || ' ' WHERE sequence = 6").unwrap();
    let verification = chain.verify(&conn).unwrap();
    let problem = Problem { sequence: Some(6), tampering: Altered };
    assert_eq!((verification.events, verification.problem), (5, Some(problem)));
}

#[test]
fn a_tampering_is_called_the_same_in_text_and_json() {
    for tampering in [Altered, Removed, Inserted, Reordered, Truncated, Header, Gap, Index] {
        assert_eq!(serde_json::to_value(tampering).unwrap(), tampering.as_str());
        assert_eq!(tampering.to_string(), tampering.as_str());
        let problem = Problem { sequence: Some(7), tampering };
        assert_eq!(problem.to_string().contains('7'), tampering != Header);
    }
}
