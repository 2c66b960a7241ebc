//! The zip file that a package becomes.

use core::cell::RefCell;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, System};

/// The length from which an entry gets the fields of a large file. It is well below what the small
/// ones can hold, because what cannot be compressed grows a little.
const LARGE: u64 = 1 << 31;

/// Writes files of a folder as an archive in which nothing depends on the time or the machine.
pub(super) fn write<'a>(
    folder: &Path,
    files: impl Iterator<Item = &'a str>,
    out: &mut File,
) -> io::Result<()> {
    let failure = RefCell::new(None);
    let mut zip = ZipWriter::new(Fused { file: out, failure: &failure });
    for path in files {
        let mut file = File::open(folder.join(path))?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o600)
            .large_file(file.metadata()?.len() >= LARGE);
        zip.start_file(path, options)?;
        io::copy(&mut file, &mut zip)?;
        if failure.borrow().is_some() {
            break;
        }
    }
    zip.finish()?;
    failure.into_inner().map_or(Ok(()), Err)
}

/// A file that keeps the first failure to itself, and whose content does not matter from then on:
/// a `ZipWriter` that learns of one tries again when it is dropped, and then writes to standard
/// error.
struct Fused<'a> {
    file: &'a mut File,
    failure: &'a RefCell<Option<io::Error>>,
}

impl Write for Fused<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.borrow().is_none()
            && let Err(error) = self.file.write_all(bytes)
        {
            self.failure.replace(Some(error));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Fused<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}
