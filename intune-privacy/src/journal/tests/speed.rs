//! Measurements. Run with `--release -- --ignored --nocapture`.
use super::{event, key};
use crate::journal::{Journal, JournalOptions};
use rusqlite::Connection;
use std::time::Instant as Clock;

fn big(number: i64) -> crate::audit::AuditEvent {
    let mut event = event(number, false);
    event.display_name = Some("x".repeat(420));
    event
}

#[test]
#[ignore]
fn speed() {
    let folder = tempfile::tempdir_in(std::env::var("SPEED_DIR").unwrap_or("/tmp".into())).unwrap();
    let path = folder.path().join("a.db");
    let journal = Journal::open(&path, &key()).unwrap();
    let one = super::super::Record::new(&big(1)).unwrap();
    std::println!("body {} terms {}", one.body.len(), one.terms.len());
    {
        let mut conn = Connection::open(&path).unwrap();
        let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
        let chain = crate::journal::Chain::new(&key());
        let t = Clock::now();
        for block in 0..200 {
            let records: alloc::vec::Vec<_> = (0..1000)
                .map(|n| super::super::Record::new(&big(block * 1000 + n)).unwrap())
                .collect();
            chain.link(&tx, &records).unwrap();
        }
        tx.commit().unwrap();
        std::println!("filled 200k in {:?}", t.elapsed());
    }
    for _ in 0..3 {
        let t = Clock::now();
        let v = journal.verify().unwrap();
        assert!(v.is_whole());
        let verify = t.elapsed();
        let conn = Connection::open(&path).unwrap();
        let t = Clock::now();
        let mut st = conn
            .prepare("SELECT sequence, time, terms, body, mac FROM audit_event ORDER BY sequence")
            .unwrap();
        let mut rows = st.query([]).unwrap();
        let mut sum = 0;
        while let Some(r) = rows.next().unwrap() {
            sum += r.get_ref(2).unwrap().as_bytes().unwrap().len()
                + r.get_ref(3).unwrap().as_bytes().unwrap().len()
                + r.get_ref(4).unwrap().as_bytes().unwrap().len();
        }
        let scan = t.elapsed();
        std::println!(
            "verify {:?} = {:.0}/s; scan {:?}; ratio {:.2} ({sum})",
            verify,
            200_000.0 / verify.as_secs_f64(),
            scan,
            verify.as_secs_f64() / scan.as_secs_f64()
        );
    }
    for threads in [1, 8] {
        let journal = JournalOptions::new()
            .open(folder.path().join(alloc::format!("t{threads}")), &key())
            .unwrap();
        let t = Clock::now();
        let count = 2000 / threads;
        std::thread::scope(|s| {
            for _ in 0..threads {
                s.spawn(|| {
                    for n in 0..count {
                        journal.append(&big(n)).unwrap();
                    }
                });
            }
        });
        std::println!("{threads} threads: {:.0}/s", 2000.0 / t.elapsed().as_secs_f64());
    }
}
