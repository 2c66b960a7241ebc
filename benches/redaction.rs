//! What it costs to show a record redacted: `Debug`, pretty `Debug` and JSON.

use std::process::ExitCode;

use benches::{harness, redaction};

fn main() -> ExitCode {
    harness::main(redaction::groups(), env!("CARGO_BIN_EXE_allocations"))
}
