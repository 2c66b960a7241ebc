//! Writes what the models of the examples hold, for a privacy officer: a data map, the list behind it, and
//! the record of processing activities.
//!
//! ```text
//! cargo run -q -p intune-privacy-examples --example data_map
//! cargo run -q -p intune-privacy-examples --example data_map -- FOLDER
//! ```
//!
//! It reads no data of anybody. The types have registered themselves; what no code knows, such as the
//! purposes, is in `processing.toml`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fmt};

use intune_privacy::inventory::Inventory;
use intune_privacy::inventory::report::{
    self, FactsError, ProcessingFacts, ProcessingRecord, ReportError, Summary,
};
use intune_privacy::{Class, Policy};
use intune_privacy_examples as _;

const FACTS: &str = include_str!("processing.toml");

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
enum Failure {
    #[error("processing.toml: {0}")]
    Facts(#[from] FactsError),
    #[error("{}: {source}", path.display())]
    Report { path: PathBuf, source: ReportError },
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
}

fn main() -> ExitCode {
    let folder =
        env::args_os().nth(1).map_or_else(|| env::temp_dir().join("data-map"), PathBuf::from);
    match run(&folder, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let inventory =
        Inventory::linked().of_crate("intune_privacy_examples").under(&Policy::support());
    let facts = ProcessingFacts::parse(FACTS, &inventory)?;
    let record = ProcessingRecord::new(&inventory, &facts);

    fs::create_dir_all(folder).map_err(|source| Failure::File { path: folder.into(), source })?;
    let map = write(folder, "data-map.html", |out| report::html(&inventory, out))?;
    let list =
        write(folder, "inventory.json", |out| Ok(writeln!(out, "{}", inventory.to_json())?))?;
    let processing = write(folder, "processing.md", |out| record.markdown(out))?;

    let summary = Summary::of(&inventory);
    let classes = Class::ALL.iter().map(|class| (*class, summary.of_class(Some(*class))));
    let said = |out: &mut dyn Write| -> io::Result<()> {
        writeln!(out, "{} types with {} fields hold:", summary.records(), summary.fields())?;
        for (class, count) in classes {
            line(out, count, class)?;
        }
        writeln!(out, "\nof the personal ones, the class is:")?;
        for ground in ["documented", "tied", "inferred", "chosen", "undocumented"] {
            line(out, summary.of_ground(ground), ground)?;
        }
        writeln!(
            out,
            "\nthe record of processing activities has {} open points",
            record.open_points().len()
        )?;
        for point in record.open_points().iter().take(3) {
            writeln!(out, "  {point}")?;
        }
        writeln!(out, "\n{}\n{}\n{}", map.display(), list.display(), processing.display())
    };
    said(out).map_err(|source| Failure::File { path: "standard output".into(), source })
}

fn line(out: &mut dyn Write, count: usize, what: impl fmt::Display) -> io::Result<()> {
    writeln!(out, "  {count:>4} {what}")
}

fn write(
    folder: &Path,
    name: &str,
    report: impl FnOnce(&mut BufWriter<File>) -> Result<(), ReportError>,
) -> Result<PathBuf, Failure> {
    let path = folder.join(name);
    let file = |source| Failure::File { path: path.clone(), source };
    let mut out = BufWriter::new(File::create(&path).map_err(file)?);
    report(&mut out).map_err(|source| Failure::Report { path: path.clone(), source })?;
    out.flush().map_err(file)?;
    Ok(path)
}
