//! What it costs to export records.

use std::process::ExitCode;

use benches::{export, report};

fn main() -> ExitCode {
    report::main(export::groups(), env!("CARGO_BIN_EXE_allocations"))
}
