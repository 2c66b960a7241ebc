//! What it costs to show a record redacted: `Debug`, pretty `Debug` and JSON.

use std::process::ExitCode;

use benches::{redaction, report};

fn main() -> ExitCode {
    report::main(redaction::groups(), env!("CARGO_BIN_EXE_allocations"))
}
