//! The policies of the three places, from a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use intune_privacy::{Policy, Pseudonyms};
use serde::Deserialize;

use crate::telemetry::TelemetryPolicy;

/// What each place may see.
///
/// A place that the file does not name is an error, and so is one that does not exist: nobody
/// should believe in a rule that is never read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policies {
    pub(crate) log: Policy,
    pub(crate) support: Policy,
    pub(crate) telemetry: TelemetryPolicy,
}

impl Policies {
    /// Reads a file, or the one of this example.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            return Self::parse("policies.toml".as_ref(), include_str!("policies.toml"));
        };
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(path, &text),
            Err(source) => Err(Error::Unreadable { path: path.to_owned(), source }),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            Error::Malformed {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message: error.message().to_owned(),
            }
        })
    }

    /// With these pseudonyms in all three places, so that a device has the same one in each.
    pub(crate) fn with_pseudonyms(self, pseudonyms: Option<Pseudonyms>) -> Self {
        let Some(pseudonyms) = pseudonyms.map(Arc::new) else { return self };
        Self {
            log: self.log.with_pseudonyms(Arc::clone(&pseudonyms)),
            support: self.support.with_pseudonyms(Arc::clone(&pseudonyms)),
            telemetry: self.telemetry.with_pseudonyms(pseudonyms),
        }
    }
}

/// Why there are no policies. Without them, the service does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}:{line}:{column}: {message}", path.display())]
    Malformed { path: PathBuf, line: usize, column: usize, message: String },
}
