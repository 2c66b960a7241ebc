//! What it costs to tell two states of a record apart.

use std::process::ExitCode;

use benches::{audit, harness};

fn main() -> ExitCode {
    harness::main(audit::groups(), env!("CARGO_BIN_EXE_allocations"))
}
