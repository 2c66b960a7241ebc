//! What it costs to append to a journal, and to verify one.

use std::process::ExitCode;

use benches::{journal, report};

fn main() -> ExitCode {
    report::main(journal::groups(), env!("CARGO_BIN_EXE_allocations"))
}
