//! The option `--format` of what is text to read or JSON.

use clap::ValueEnum;

/// How the answer is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}
