use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use intune_privacy_examples::document::{self, Records, Stream};

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} has no file whose name ends in `.json`", .0.display())]
    Empty(PathBuf),
}

/// A folder with what Graph sends of a tenant: each file a page of records.
pub(crate) struct Tenant {
    /// Sorted, because the order of a folder is chance.
    files: Vec<PathBuf>,
    progress: ProgressBar,
}

impl Tenant {
    /// In bytes: less is read before anybody could see a bar.
    const LONG: u64 = 8 * 1024 * 1024;

    pub(crate) fn open(folder: &Path) -> Result<Self, Error> {
        let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
        let (mut files, mut length) = (Vec::new(), 0);
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let is_json = path.extension().is_some_and(|extension| extension == "json");
            if is_json && path.is_file() {
                length += path.metadata().map_err(unreadable)?.len();
                files.push(path);
            }
        }
        if files.is_empty() {
            return Err(Error::Empty(folder.to_owned()));
        }
        files.sort();
        Ok(Self { files, progress: progress(length) })
    }

    pub(crate) fn files(&self) -> usize {
        self.files.len()
    }

    /// Passes each record on, which is then forgotten.
    pub(crate) fn each<E: From<document::Error>>(
        &self,
        mut take: impl FnMut(&Records<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for path in &self.files {
            let file = File::open(path).map_err(|source| document::Error::Unreadable {
                name: path.display().to_string(),
                source,
            })?;
            Stream::new(path, self.progress.wrap_read(file)).each(&mut take)?;
        }
        self.progress.finish_and_clear();
        Ok(())
    }
}

/// A bar on standard error, if somebody looks at it and has to wait.
fn progress(length: u64) -> ProgressBar {
    if length < Tenant::LONG || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = "{bar:40} {bytes} of {total_bytes}, {eta} left";
    let style = ProgressStyle::with_template(style);
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
