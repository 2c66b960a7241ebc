//! The hidden folder in which a package is put together before it has its name.

use alloc::borrow::ToOwned;
use alloc::format;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::digest::Digesting;
use super::{MANIFEST, PackageError, archive};
use crate::export::manifest::{FileRecord, Manifest};

/// A hidden folder beside the final name, and so on the same file system. It is removed when it
/// goes out of scope.
pub(super) struct Staging {
    folder: TempDir,
    target: PathBuf,
}

impl Staging {
    pub(super) fn beside(target: &Path) -> Result<Self, PackageError> {
        let failed = |source| PackageError::Write { path: target.to_owned(), source };
        if target.file_name().is_none() {
            return Err(failed(io::ErrorKind::InvalidInput.into()));
        }
        refuse_existing(target)?;
        let mut builder = Builder::new();
        builder.prefix(".intune-privacy-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(parent(target)).map_err(failed)?;
        let staging = Self { folder, target: target.to_owned() };
        for folder in [staging.package(), staging.package().join("data"), staging.pages()] {
            private_folder().create(folder).map_err(failed)?;
        }
        Ok(staging)
    }

    /// The final name.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// What becomes the package.
    fn package(&self) -> PathBuf {
        self.folder.path().join("package")
    }

    /// The parts of the page that show the records of one type each.
    fn pages(&self) -> PathBuf {
        self.folder.path().join("pages")
    }

    fn page(&self, index: usize) -> PathBuf {
        self.pages().join(format!("{index}.html"))
    }

    pub(super) fn error(&self, source: io::Error) -> PackageError {
        PackageError::Write { path: self.target.clone(), source }
    }

    /// A new file of the package.
    pub(super) fn create(&self, path: &str) -> io::Result<File> {
        private_file(&self.package().join(path))
    }

    /// A new file for the part of the page that shows the records of that type.
    pub(super) fn create_page(&self, index: usize) -> io::Result<File> {
        private_file(&self.page(index))
    }

    pub(super) fn copy_page(&self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        io::copy(&mut File::open(self.page(index))?, out).map(drop)
    }

    /// Writes a file of the package, and says what the manifest says of it.
    pub(super) fn write(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<FileRecord> {
        let mut out = BufWriter::new(Digesting::new(self.create(path)?));
        write(&mut out)?;
        let out = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(out.record(path))
    }

    pub(super) fn publish_zip(self, manifest: &Manifest) -> Result<(), PackageError> {
        let zip = || -> io::Result<NamedTempFile> {
            let mut zip = NamedTempFile::new_in(self.folder.path())?;
            archive::write(&self.package(), files(manifest), zip.as_file_mut())?;
            zip.as_file().sync_all()?;
            Ok(zip)
        };
        let zip = zip().map_err(|error| self.error(error))?;
        // It replaces nothing, also if that has come in the meantime.
        zip.persist_noclobber(&self.target).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => PackageError::Exists { path: self.target.clone() },
            _ => self.error(error.error),
        })?;
        sync_folder(parent(&self.target));
        Ok(())
    }

    pub(super) fn publish_folder(self, manifest: &Manifest) -> Result<(), PackageError> {
        let package = self.package();
        let sync = || {
            files(manifest).try_for_each(|path| {
                OpenOptions::new().write(true).open(package.join(path))?.sync_all()
            })
        };
        sync().map_err(|error| self.error(error))?;
        sync_folder(&package.join("data"));
        sync_folder(&package);
        // A rename replaces no file, and of folders at most an empty one.
        refuse_existing(&self.target)?;
        fs::rename(&package, &self.target).map_err(|error| self.error(error))?;
        sync_folder(parent(&self.target));
        Ok(())
    }
}

/// The files of a package, the manifest first.
fn files(manifest: &Manifest) -> impl Iterator<Item = &str> {
    core::iter::once(MANIFEST).chain(manifest.files.iter().map(|file| file.path.as_str()))
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Refuses a name that something has, be it a link that leads nowhere.
fn refuse_existing(path: &Path) -> Result<(), PackageError> {
    let path = path.to_owned();
    match fs::symlink_metadata(&path) {
        Ok(_) => Err(PackageError::Exists { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(PackageError::Write { path, source }),
    }
}

fn private_folder() -> DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the names in a folder outlast a failure of power, where the system can.
fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(path).and_then(|folder| folder.sync_all());
    }
}
