//! The command `inventory`: what the types of a program hold, and what changed.

use std::io::Write;

use clap::Subcommand;

use crate::failure::Failure;

mod diff;
mod report;
mod show;
mod source;

/// Show, report and compare what the types of a program hold
///
/// The program writes the file itself: `privacy.lock` by the test of `assert_privacy_lock!`, or all
/// that is known by `Inventory::linked().to_json()`. Every command reads both. Neither holds
/// personal data.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Show(show::Show),
    Report(report::Report),
    Diff(diff::Diff),
}

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        match self.command {
            Command::Show(show) => show.run(out),
            Command::Report(report) => report.run(out),
            Command::Diff(diff) => diff.run(out),
        }
    }
}
