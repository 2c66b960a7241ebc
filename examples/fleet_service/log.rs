//! The log: for people on standard output, for machines in a file.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// Starts the log, which is added to a file.
pub(crate) fn to_file(path: &Path) -> Result<PathBuf, Error> {
    start(path, OpenOptions::new().append(true).create(true))
}

/// Starts the log in a new file. In a folder that others can write to, nobody can have put a file or
/// link of that name there before.
pub(crate) fn to_new_file(path: &Path) -> Result<PathBuf, Error> {
    start(path, OpenOptions::new().append(true).create_new(true))
}

fn start(path: &Path, options: &OpenOptions) -> Result<PathBuf, Error> {
    let file =
        options.open(path).map_err(|source| Error::Unwritable { path: path.to_owned(), source })?;
    // The records redact themselves when they are formatted, so neither layer has to know of it.
    tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(fmt::layer().with_target(false).with_ansi(false))
        .with(fmt::layer().json().flatten_event(true).with_writer(Mutex::<File>::new(file)))
        .try_init()?;
    Ok(path.to_owned())
}

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    #[error("cannot write the log to {}: {source}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("the log has been started before: {0}")]
    Started(#[from] TryInitError),
}
