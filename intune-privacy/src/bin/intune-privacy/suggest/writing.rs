//! Files that are replaced as a whole, all of them or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::source::Source;
use crate::failure::Failure;
use crate::printable::printable;

/// A file that is on the disk beside the one it is to replace.
struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

/// Replaces each file by its new text. None is replaced before all are on the disk, and none that
/// changed since it was read.
pub(super) fn write(files: &[(&Source, String)]) -> Result<(), Failure> {
    let staged = files.iter().map(|(source, text)| {
        stage(source, text).map_err(|error| failure(&source.path, &error, "nothing was written"))
    });
    let staged = staged.collect::<Result<Vec<_>, _>>()?;
    for (written, Staged { file, path }) in staged.into_iter().enumerate() {
        file.persist(&path).map_err(|error| {
            let done = format!("{written} of {} files were written", files.len());
            failure(&path, &error.error, &done)
        })?;
    }
    Ok(())
}

fn stage(source: &Source, text: &str) -> io::Result<Staged> {
    // A link goes on leading to the file.
    let path = fs::canonicalize(&source.path)?;
    if fs::read(&path)? != source.text.as_bytes() {
        return Err(io::Error::other("the file changed meanwhile"));
    }
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = Builder::new().prefix(".intune-privacy-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    Ok(Staged { file, path })
}

fn failure(path: &Path, error: &io::Error, done: &str) -> Failure {
    let name = printable(&path.to_string_lossy());
    Failure::Output(io::Error::new(error.kind(), format!("{name}: {error}; {done}")))
}
