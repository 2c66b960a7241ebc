//! The fuzz target `journal`, on its corpus and on random bytes.

use intune_privacy_audit_tests::fuzzing::journal;
use intune_privacy_tests::fuzzing::corpus;
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn corpus_of_journal() {
    corpus::run("journal", journal);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn journal_of_random_bytes(data in vec(any::<u8>(), 0..24)) {
        journal(&data);
    }
}
