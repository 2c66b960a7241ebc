//! The command `journal export`: the events of a journal for other programs.

use std::io::{self, BufWriter, IsTerminal, Write};

use clap::ValueEnum;
use intune_privacy::journal::Journal;

use super::filter::Filter;
use super::{Source, events};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::printable::{printable_json, printable_lines};

/// Write the events of a journal as lines of JSON, or as CSV
///
/// Each event is checked before it is written; whether any is missing, `journal verify` says. JSON
/// lines have all that an event holds, and its sequence and hash. CSV has one row an event, and an
/// apostrophe in front of what a spreadsheet could take for a formula.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    #[command(flatten)]
    source: Source,
    /// What to write
    #[arg(long, value_enum, default_value_t = ExportFormat::JsonLines)]
    format: ExportFormat,
    #[command(flatten)]
    destination: Destination,
    #[command(flatten)]
    filter: Filter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ExportFormat {
    JsonLines,
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy journal export audit.db -o audit.jsonl
  intune-privacy journal export audit.db --format csv --since 2026-05-01 -o may.csv
  intune-privacy journal export audit.db | jq .activityType

Exit codes: 0 done; 1 the journal was tampered with, or the output could not be written; 2 wrong
usage, the wrong key, or the journal cannot be read.";

impl Export {
    /// `out` is for people. Standard output gets the events past it: it takes from what is not
    /// shown on a terminal whatever looks like a colour, and that may be a part of an event.
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let file = self.destination.file(&self.source.file, "journal")?;
        let journal = self.source.open()?;
        if let Some(file) = file {
            let count = file.replace(|out| self.write(&journal, out))?;
            return Ok(writeln!(out, "{}: {}", file.name(), events(count))?);
        }
        let stdout = io::stdout().lock();
        if stdout.is_terminal() {
            let escape = match self.format {
                ExportFormat::JsonLines => printable_json,
                ExportFormat::Csv => printable_lines,
            };
            self.write(&journal, &mut Escaping { out: BufWriter::new(stdout), escape })?;
        } else {
            self.write(&journal, &mut BufWriter::new(stdout))?;
        }
        Ok(())
    }

    fn write(&self, journal: &Journal, out: &mut dyn Write) -> Result<u64, Failure> {
        let query = self.filter.query();
        let count = match self.format {
            ExportFormat::JsonLines => journal.export_json_lines(&query, out),
            ExportFormat::Csv => journal.export_csv(&query, out),
        };
        count.map_err(|error| self.source.failure(&error))
    }
}

/// A writer of whole lines that a terminal does not obey.
struct Escaping<W> {
    out: W,
    escape: fn(&str) -> String,
}

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        self.out.write_all((self.escape)(&String::from_utf8_lossy(lines)).as_bytes())?;
        Ok(lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Escaping, printable_json, printable_lines};

    #[test]
    fn a_terminal_gets_whole_lines_that_it_does_not_obey() {
        for (escape, shown) in [
            (printable_json as fn(&str) -> String, "{\"a\":\"\\u001b[31mé\"}\n"),
            (printable_lines, "{\"a\":\"\\u{1b}[31mé\"}\n"),
        ] {
            let mut out = Escaping { out: Vec::new(), escape };
            out.write_all("{\"a\":\"\u{1b}[31mé\"}\n".as_bytes()).expect("it takes everything");
            out.flush().expect("it takes everything");
            assert_eq!(String::from_utf8(out.out).expect("UTF-8"), shown);
        }
    }
}
