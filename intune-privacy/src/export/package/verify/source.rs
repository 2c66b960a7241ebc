//! The files of a package in a zip file or a folder.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Finding, Problem};

pub(super) enum Source {
    Folder(PathBuf),
    Zip(ZipArchive<BufReader<File>>),
}

impl Source {
    /// Opens a package; `None` after a finding if it is neither a folder nor a zip file.
    pub(super) fn open(path: &Path, findings: &mut Vec<Finding>) -> io::Result<Option<Self>> {
        if fs::metadata(path)?.is_dir() {
            return Ok(Some(Self::Folder(path.to_owned())));
        }
        match ZipArchive::new(BufReader::new(File::open(path)?)) {
            Ok(zip) => Ok(Some(Self::Zip(zip))),
            Err(ZipError::Io(error)) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error),
            Err(_) => {
                findings.push(Finding::of_package(Problem::Archive));
                Ok(None)
            }
        }
    }

    /// The paths of the files that can be read. What no package holds is a finding.
    pub(super) fn files(&mut self, findings: &mut Vec<Finding>) -> io::Result<BTreeSet<String>> {
        match self {
            Self::Folder(folder) => in_folder(folder, findings),
            Self::Zip(zip) => Ok(in_zip(zip, findings)),
        }
    }

    /// Reads a file of that path.
    pub(super) fn with(
        &mut self,
        path: &str,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        match self {
            Self::Folder(folder) => read(&mut File::open(folder.join(path))?),
            Self::Zip(zip) => read(&mut zip.by_name(path)?),
        }
    }
}

fn in_folder(root: &Path, findings: &mut Vec<Finding>) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    let mut folders = Vec::from([(root.to_owned(), String::new())]);
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            let kind = entry.file_type()?;
            if name.to_str().is_none() {
                findings.push(Finding::of_file(&path, Problem::Name));
            } else if kind.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() {
                files.insert(path);
            } else {
                findings.push(Finding::of_file(&path, Problem::NotAFile));
            }
        }
    }
    Ok(files)
}

fn in_zip(zip: &mut ZipArchive<BufReader<File>>, findings: &mut Vec<Finding>) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    // Two files of one name, and files that only the local headers name, are not sound.
    let is_sound = zip.validate_header_consistency().is_ok();
    if !is_sound || zip.offset() != 0 || !zip.comment().is_empty() {
        findings.push(Finding::of_package(Problem::Archive));
    }
    let metadata = zip.metadata();
    for index in 0..metadata.len() {
        let Ok(entry) = metadata.entry(index) else { continue };
        let raw = entry.name_raw();
        let path = String::from_utf8_lossy(raw).into_owned();
        // An extra field of an entry can give it another name.
        let is_name = entry.name().is_ok_and(|name| name.as_bytes() == raw);
        if !is_name || !is_inside(&path) {
            findings.push(Finding::of_file(&path, Problem::Name));
        } else if entry.is_symlink() {
            findings.push(Finding::of_file(&path, Problem::NotAFile));
        } else if entry.is_dir() && entry.size() == 0 {
            // An archive that was packed anew has its folders, too.
        } else {
            files.insert(path);
        }
    }
    files
}

/// Whether a path leads to one place within the package, on any system.
fn is_inside(path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
