//! The inputs of a target that are kept.

use std::fs;
use std::path::Path;

/// Runs a target on each file of its corpus.
///
/// # Panics
///
/// If the target does, or if there is no corpus.
pub fn run(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the target has a corpus") {
        let path = entry.expect("it can be read").path();
        target(&fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        count += 1;
    }
    assert!(count > 2, "the corpus of {name} has {count} files");
}
