//! What it costs to append to a journal, and to verify one.

use std::process::ExitCode;

use benches::{harness, journal};

fn main() -> ExitCode {
    harness::main(journal::groups(), env!("CARGO_BIN_EXE_allocations"))
}
