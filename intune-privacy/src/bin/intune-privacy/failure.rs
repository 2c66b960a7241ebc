//! Why a command did not do what it was asked.

use std::fmt;
use std::io;

/// A failure other than wrong usage, which clap reports.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was asked for does not exist, or is not one thing.
    NotFound(String),
    /// A document is wrong, or not as it was written.
    Invalid(String),
    /// A file cannot be read, or used for what was asked.
    Unreadable(String),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// The exit code: 2, as for wrong usage, where the work could not begin.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::NotFound(_) | Self::Invalid(_) | Self::Output(_) => 1,
            Self::Unreadable(_) => 2,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(message) | Self::Invalid(message) | Self::Unreadable(message) => {
                f.write_str(message)
            }
            Self::Output(error) => write!(f, "cannot write the output: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        Self::Output(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}
