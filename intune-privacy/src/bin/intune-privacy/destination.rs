//! Where an answer goes: to standard output, or into a file that is replaced as a whole.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::failure::Failure;
use crate::printable::printable;

#[derive(Debug, clap::Args)]
pub(crate) struct Destination {
    /// A file for the output, in place of standard output. It is replaced as a whole or, if
    /// anything fails, not at all, and only its owner can read it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Destination {
    /// The file, if there is one. What is no file, such as a device, is not replaced by one; nor is
    /// the source itself, which `noun` names.
    pub(crate) fn file(
        &self,
        source: &Path,
        noun: &str,
    ) -> Result<Option<OutputFile<'_>>, Failure> {
        let Some(path) = self.output.as_deref().filter(|path| path.as_os_str() != "-") else {
            return Ok(None);
        };
        let refused = |reason: &str| {
            let name = printable(&path.to_string_lossy());
            Err(Failure::Unreadable(format!("--output: {name} {reason}")))
        };
        match fs::metadata(path) {
            Ok(metadata) if !metadata.is_file() => refused("is not a file"),
            _ if is_of_source(path, source) => refused(&format!("is the {noun} itself")),
            _ => Ok(Some(OutputFile(path))),
        }
    }
}

/// A file that is written.
#[derive(Debug)]
pub(crate) struct OutputFile<'a>(&'a Path);

impl OutputFile<'_> {
    /// The name as it may be printed.
    pub(crate) fn name(&self) -> String {
        printable(&self.0.to_string_lossy())
    }

    /// Replaces the file by what `write` writes, when all of it is on the disk.
    pub(crate) fn replace<T>(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let file = Builder::new().prefix(".intune-privacy-").tempfile_in(folder(self.0));
        // That error has the name of the temporary file, which nobody knows.
        let file = file.map_err(|error| self.failure(&error.kind().into()))?;
        let mut out = BufWriter::new(file);
        let result = write(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(self.0).map_err(|error| self.failure(&error.error))?;
        Ok(result)
    }

    fn failure(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.name()))
    }
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Whether the path is the file of the source, or one of those that SQLite has beside a journal.
fn is_of_source(path: &Path, source: &Path) -> bool {
    let Ok(source) = fs::canonicalize(source) else { return false };
    let Ok(folder) = fs::canonicalize(folder(path)) else { return false };
    let named = path.file_name().map(|name| folder.join(name));
    ["", "-wal", "-shm", "-journal"].iter().any(|suffix| {
        let mut file = source.clone().into_os_string();
        file.push(suffix);
        let file = Some(PathBuf::from(file));
        named == file || fs::canonicalize(path).ok() == file
    })
}
