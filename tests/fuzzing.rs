//! The fuzz targets of `fuzz/`, on their corpus and on random bytes.

use intune_privacy_tests::fuzzing::{corpus, masks, policy, redaction};
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn corpus_of_redaction() {
    corpus::run("redaction", redaction);
}

#[test]
fn corpus_of_policy() {
    corpus::run("policy", policy);
}

#[test]
fn corpus_of_masks() {
    corpus::run("masks", masks);
}

/// Values that are nearly of a format.
fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[0-9]{1,4}",
        2 => "[a-f]{1,4}",
        2 => "[-.:@/\\\\ {}()+T]",
        1 => ".{0,2}",
    ];
    vec(part, 0..12).prop_map(|parts| parts.concat())
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
    fn masks_of_random_values(value in value()) {
        masks(value.as_bytes());
    }

    #[test]
    fn redaction_of_random_bytes(data in vec(any::<u8>(), 0..4096)) {
        redaction(&data);
    }

    #[test]
    fn policies_of_random_text(document in document()) {
        policy(document.as_bytes());
    }
}
