//! The index of a journal, as the documentation of its format says.

use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::{Chain, Query};
use intune_privacy_audit_tests::journal::{RECENT, key, small};

#[test]
fn a_block_of_the_index_has_256_sequences() {
    let chain = Chain::new(&key());
    let mut conn = Connection::open_in_memory().expect("a database");
    chain.install(&conn).expect("installed");
    let both = [(0, 1, 256), (1, 257, 512)];
    for (events, expected) in [(255, &both[..0]), (1, &both[..1]), (255, &both[..1]), (1, &both)] {
        let transaction = conn.transaction().expect("a transaction");
        for _ in 0..events {
            chain.append(&transaction, &small("a", RECENT)).expect("appended");
        }
        transaction.commit().expect("committed");
        let mut blocks = conn
            .prepare("SELECT block, min(sequence), max(sequence) FROM audit_term GROUP BY block")
            .expect("a statement");
        let blocks = blocks.query_map([], |row| row.try_into()).expect("rows");
        let blocks: Vec<(i64, i64, i64)> = blocks.collect::<Result<_, _>>().expect("blocks");
        assert_eq!(blocks, expected);
    }
    let query = Query::new().subject("k1:5");
    assert_eq!(chain.query(&conn, &query).expect("read").len(), 512);
}
