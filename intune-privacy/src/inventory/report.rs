//! The inventory for readers and for other programs.
//!
//! Each report is a function that writes an [`Inventory`](super::Inventory): [`csv`] for a
//! spreadsheet, [`html`] for privacy officers, [`markdown`] for a page on GitHub, [`compliance`] for
//! the tools of .NET; [`Inventory::to_json`](super::Inventory::to_json) has all that is known. A
//! [`ProcessingRecord`] joins it with what no code knows to the record of processing activities of the
//! GDPR, Article 30.
//!
//! A report holds no values, only types. What it takes from an inventory or from the file of facts
//! is text there: it starts no formula in CSV, and no markup in Markdown.

mod compliance;
mod csv;
mod html;
mod inline;
mod markdown;
mod processing;
mod summary;

use alloc::vec::Vec;
use std::io;

pub use self::compliance::compliance;
pub use self::csv::{COLUMNS, csv};
pub use self::html::html;
pub use self::markdown::markdown;
pub use self::processing::{
    FactsError, FactsMistake, OpenPoint, ProcessingFacts, ProcessingRecord,
};
pub use self::summary::Summary;

/// A report that was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The output takes no more.
    #[error("the report cannot be written: {}", .0.kind())]
    Output(#[source] io::Error),
}

impl From<io::Error> for ReportError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Writes a value as JSON for readers, with a line break at the end.
fn write_json(value: &impl serde::Serialize, mut out: impl io::Write) -> Result<(), ReportError> {
    let mut text: Vec<u8> = serde_json::to_vec_pretty(value).map_err(io::Error::from)?;
    text.push(b'\n');
    Ok(out.write_all(&text)?)
}
