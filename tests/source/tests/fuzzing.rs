//! The fuzz targets `attributes` and `suggest`, on their corpus and on random bytes.

use intune_privacy_source_tests::fuzzing::{attributes, suggest};
use intune_privacy_tests::fuzzing::corpus;
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn corpus_of_attributes() {
    corpus::run("attributes", attributes);
}

#[test]
fn corpus_of_suggest() {
    corpus::run("suggest", suggest);
}

/// Few, because each suggestion goes through files, and the fuzz targets run many.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 64, ..Default::default() }
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn attributes_of_random_bytes(data in vec(any::<u8>(), 0..512)) {
        attributes(&data);
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn suggest_of_random_bytes(data in vec(any::<u8>(), 0..512)) {
        suggest(&data);
    }
}
