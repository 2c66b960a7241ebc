//! The fuzz targets of `fuzz/`, on their corpus and on random bytes.

use std::fs;
use std::path::Path;

use intune_privacy_tests::fuzzing::{policy, redaction};
use proptest::collection::vec;
use proptest::prelude::*;

/// Runs a target on each file of its corpus.
fn run_corpus(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the target has a corpus") {
        let path = entry.expect("it can be read").path();
        target(&fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        count += 1;
    }
    assert!(count > 2, "the corpus of {name} has {count} files");
}

#[test]
fn corpus_of_redaction() {
    run_corpus("redaction", redaction);
}

#[test]
fn corpus_of_policy() {
    run_corpus("policy", policy);
}

/// Documents that are nearly right.
fn document() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("preset = 'logs'\n"),
        Just("[classes]\n"),
        Just("[items.user]\n"),
        Just("identified = "),
        Just("principal_name = "),
        Just("'mask'\n"),
        Just("'erase'\n"),
        Just("{ suppress = 11 }\n"),
        Just("{ round = { nearest = 10, small = { up_to = 14, as = 10 } } }\n"),
        Just("{\"classes\": {\"identified\": \"erase\"}}"),
        Just("\"\"\"\n"),
        Just("1979-05-27\n"),
    ];
    let part = prop_oneof![4 => part.prop_map(String::from), 1 => ".{0,8}"];
    vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..Default::default() })]

    #[test]
    fn redaction_of_random_bytes(data in vec(any::<u8>(), 0..4096)) {
        redaction(&data);
    }

    #[test]
    fn policies_of_random_text(document in document()) {
        policy(document.as_bytes());
    }
}
