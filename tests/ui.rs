//! Compile-fail cases: one mistake a file, in a folder for each rule, and files of many mistakes.
//!
//! The snapshots are what the compiler prints, so they belong to one release of it.
//! `TRYBUILD=overwrite cargo test -p intune-privacy-tests --test ui` writes them anew; read the
//! difference before you commit it.

#[rustversion::attr(not(stable(1.95)), ignore = "the snapshots are those of Rust 1.95")]
#[test]
fn every_mistake_is_refused_as_its_snapshot_says() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
