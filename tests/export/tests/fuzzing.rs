//! The fuzz targets `cells`, `package` and `facts`, on their corpus and on random bytes.

use intune_privacy_export_tests::fuzzing::{cells, facts, package};
use intune_privacy_tests::fuzzing::corpus;
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn corpus_of_cells() {
    corpus::run("cells", cells);
}

#[test]
fn corpus_of_package() {
    corpus::run("package", package);
}

#[test]
fn corpus_of_facts() {
    corpus::run("facts", facts);
}

/// Texts with what marks something in one of the formats.
fn texts() -> impl Strategy<Value = String> {
    let text = vec(
        prop_oneof![
            2 => "[-=+@'\"<>&|*_`#;,:.!~$(){}\\[\\]\\\\/ \t\r\n]",
            1 => "[a-z0-9]{1,3}",
            1 => any::<char>().prop_map(String::from),
        ],
        0..10,
    );
    vec(text.prop_map(|parts| parts.concat()), 6).prop_map(|texts| texts.join("\u{1e}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn cells_of_random_texts(texts in texts()) {
        cells(texts.as_bytes());
    }

    #[test]
    fn facts_of_random_texts(texts in texts()) {
        facts(texts.as_bytes());
    }

    #[test]
    fn package_of_random_bytes(data in vec(any::<u8>(), 0..32)) {
        package(&data);
    }
}
