//! What it costs to export records.

use std::process::ExitCode;

use benches::{export, harness};

fn main() -> ExitCode {
    harness::main(export::groups(), env!("CARGO_BIN_EXE_allocations"))
}
