//! Whether a package is what its manifest says.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::digest::Digesting;
use super::{Format, MANIFEST};
use crate::export::manifest::{FileRecord, Manifest, RecordType};
use count::Uncounted;
use source::Source;

mod count;
mod form;
mod source;

/// The largest manifest that is read, in bytes. It grows with the types and not with the records, and
/// what is found in a wrong one takes many times its room.
const LARGEST_MANIFEST: u64 = 4 << 20;

/// Checks a package, a zip file or folder, against its manifest, and returns that.
///
/// Every file that the manifest lists is there with that length and digest, and no other; each
/// file of records holds as many as it says (of HTML, only the digest is checked); and the manifest
/// has the form that [`MANIFEST_SCHEMA`](crate::export::MANIFEST_SCHEMA) describes and agrees with itself.
/// A link is no file, and a zip file must say the same in both of the places where it names its
/// files. Of each file at most one byte more is read than the manifest says it has, and no record of
/// more than 16 MiB, so that the memory which it takes does not grow with the file.
///
/// That shows damage and carelessness. It does not show who made the package: whoever changes a
/// file can change the manifest too.
///
/// ```
/// use intune_privacy::export::{self, Problem, VerifyError};
///
/// let folder = tempfile::tempdir()?;
/// let Err(VerifyError::Invalid { findings }) = export::verify(folder.path()) else {
///     panic!("an empty folder is no package");
/// };
/// assert_eq!(findings[0].problem, Problem::Missing);
/// assert_eq!(findings[0].to_string(), "manifest.json: is missing");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// [`VerifyError::Read`] if the package itself cannot be read, [`VerifyError::Invalid`] with all
/// that is wrong with it.
pub fn verify(path: impl AsRef<Path>) -> Result<Manifest, VerifyError> {
    let path = path.as_ref();
    let read = |source| VerifyError::Read { path: path.to_owned(), source };
    let mut findings = Vec::new();
    let Some(mut source) = Source::open(path, &mut findings).map_err(read)? else {
        return Err(VerifyError::Invalid { findings });
    };
    let present = source.files(&mut findings).map_err(read)?;
    let manifest = manifest(&mut source, &present, &mut findings);
    let Some(manifest) = manifest else { return Err(VerifyError::Invalid { findings }) };
    let records: BTreeMap<_, _> = manifest.records.iter().map(|it| (&*it.file, it)).collect();
    for file in &manifest.files {
        let records = records.get(&*file.path).copied();
        let problem = if present.contains(&file.path) {
            check(&mut source, file, records, manifest.scope.described)
        } else {
            Some(Problem::Missing)
        };
        findings.extend(problem.map(|problem| Finding::of_file(&file.path, problem)));
    }
    let listed: BTreeSet<_> = manifest.files.iter().map(|file| &*file.path).collect();
    let unlisted = present.iter().filter(|file| *file != MANIFEST && !listed.contains(&***file));
    findings.extend(unlisted.map(|file| Finding::of_file(file, Problem::Unlisted)));
    if findings.is_empty() { Ok(manifest) } else { Err(VerifyError::Invalid { findings }) }
}

/// Why a package is not accepted. It never holds a value.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// Nothing can be said of the package, because it cannot be read.
    #[error("the package `{}` cannot be read", path.display())]
    Read {
        /// The package.
        path: PathBuf,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// The package is not what its manifest says, or has none.
    #[error("the package is not valid: {}", Listed(findings))]
    Invalid {
        /// All that is wrong with it.
        findings: Vec<Finding>,
    },
}

/// Something that is wrong with a package: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The path of the file in the package, unless it is about the package as a whole.
    pub file: Option<String>,
    /// Where in the manifest, as keys and indices: `records[0].count`.
    pub path: Option<String>,
    /// The line of the manifest, from 1.
    pub line: Option<usize>,
    /// How many bytes of the line were read.
    pub column: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// It is no zip file, or says different things of its files in different places, or holds data
    /// outside of them, or two files of one name.
    #[error("it is not a sound zip file")]
    Archive,
    /// The file is not there.
    #[error("is missing")]
    Missing,
    /// The manifest does not list the file.
    #[error("is not listed in the manifest")]
    Unlisted,
    /// It is a link, or another thing that is no file.
    #[error("is not a file")]
    NotAFile,
    /// The name leads out of the package, or is no Unicode.
    #[error("has a name that no file of a package has")]
    Name,
    /// The file cannot be read, or is damaged in a zip file.
    #[error("cannot be read: {0}")]
    Unreadable(io::ErrorKind),
    /// The file is longer than the manifest says.
    #[error("is longer than the {stated} bytes that the manifest says")]
    Longer {
        /// By the word of the manifest.
        stated: u64,
    },
    /// The file is shorter than the manifest says.
    #[error("has {found} bytes, and the manifest says {stated}")]
    Shorter {
        /// By the word of the manifest.
        stated: u64,
        /// In the file.
        found: u64,
    },
    /// The content of the file is another one.
    #[error("has another digest than the manifest says")]
    Digest,
    /// The number of records is another one.
    #[error("has {found} records, and the manifest says {stated}")]
    Count {
        /// By the word of the manifest.
        stated: u64,
        /// In the file.
        found: u64,
    },
    /// The records cannot be counted.
    #[error("is not in the format that the manifest says")]
    Format,
    /// A record is so long that it is not read, so the records cannot be counted.
    #[error("has a record of more than 16 MiB")]
    LongRecord,
    /// The manifest is too long.
    #[error("is longer than 4 MiB")]
    TooLong,
    /// The manifest is no Unicode.
    #[error("is not UTF-8")]
    Encoding,
    /// The manifest is not JSON.
    #[error("is not JSON")]
    Syntax,
    /// A key of the manifest that there is none.
    #[error("there is a key that a manifest does not have")]
    UnknownKey,
    /// A key is missing in the manifest.
    #[error("the key `{0}` is missing")]
    MissingKey(&'static str),
    /// A key is there twice in the manifest.
    #[error("a key is there twice")]
    RepeatedKey,
    /// A value of the manifest is of another type, such as text in place of a number.
    #[error("the value has the wrong type")]
    Type,
    /// A value of the manifest has another form.
    #[error("the value is not {0}")]
    Value(&'static str),
}

impl Problem {
    /// The name of the kind, for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Missing => "missing",
            Self::Unlisted => "unlisted",
            Self::NotAFile => "not_a_file",
            Self::Name => "name",
            Self::Unreadable(_) => "unreadable",
            Self::Longer { .. } => "longer",
            Self::Shorter { .. } => "shorter",
            Self::Digest => "digest",
            Self::Count { .. } => "count",
            Self::Format => "format",
            Self::LongRecord => "long_record",
            Self::TooLong => "too_long",
            Self::Encoding => "encoding",
            Self::Syntax => "syntax",
            Self::UnknownKey => "unknown_key",
            Self::MissingKey(_) => "missing_key",
            Self::RepeatedKey => "repeated_key",
            Self::Type => "type",
            Self::Value(_) => "value",
        }
    }
}

impl Finding {
    fn of_package(problem: Problem) -> Self {
        Self { file: None, path: None, line: None, column: None, problem }
    }

    fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: Some(file.to_owned()), ..Self::of_package(problem) }
    }

    fn of_manifest(path: String, problem: Problem) -> Self {
        let path = (!path.is_empty()).then_some(path);
        Self { path, ..Self::of_file(MANIFEST, problem) }
    }
}

/// The place and the problem, in English. In the name of a file, what a terminal would obey is
/// escaped.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}", file.escape_debug())?;
            if let (Some(line), Some(column)) = (self.line, self.column) {
                write!(f, ":{line}:{column}")?;
            }
            f.write_str(": ")?;
        }
        if let Some(path) = &self.path {
            write!(f, "`{path}`: ")?;
        }
        self.problem.fmt(f)
    }
}

/// Findings in one line.
struct Listed<'a>(&'a [Finding]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "; " })?;
            finding.fmt(f)?;
        }
        Ok(())
    }
}

/// The manifest, unless something is wrong with it.
fn manifest(
    source: &mut Source,
    present: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Option<Manifest> {
    let mut problem = |problem| {
        findings.push(Finding::of_file(MANIFEST, problem));
        None
    };
    if !present.contains(MANIFEST) {
        return problem(Problem::Missing);
    }
    let mut text = Vec::new();
    let read = source.with(MANIFEST, &mut |file| {
        file.take(LARGEST_MANIFEST + 1).read_to_end(&mut text).map(drop)
    });
    if let Err(error) = read {
        return problem(Problem::Unreadable(error.kind()));
    }
    if text.len() as u64 > LARGEST_MANIFEST {
        return problem(Problem::TooLong);
    }
    match form::parse(&text) {
        Ok(manifest) => Some(manifest),
        Err(mistakes) => {
            findings.extend(mistakes);
            None
        }
    }
}

/// What is wrong with a file that the manifest lists.
fn check(
    source: &mut Source,
    file: &FileRecord,
    records: Option<&RecordType>,
    described: bool,
) -> Option<Problem> {
    let format = records.and_then(|records| Format::from_name(&records.format));
    let mut count = None;
    let mut found = None;
    let read = source.with(&file.path, &mut |content| {
        let mut content = Digesting::new(content.take(file.bytes.saturating_add(1)));
        count = format.map(|format| count::count(format, described, &mut content));
        io::copy(&mut content, &mut io::sink())?;
        found = Some(content.record(&file.path));
        Ok(())
    });
    let found = match (read, found) {
        (Ok(()), Some(found)) => found,
        (Ok(()), None) => return Some(Problem::Missing),
        (Err(error), _) => return Some(Problem::Unreadable(error.kind())),
    };
    let stated = file.bytes;
    if found.bytes > stated {
        return Some(Problem::Longer { stated });
    }
    if found.bytes < stated {
        return Some(Problem::Shorter { stated, found: found.bytes });
    }
    if found.sha256 != file.sha256 {
        return Some(Problem::Digest);
    }
    let stated = records?.count;
    match count? {
        Ok(None) => None,
        Ok(Some(found)) if found == stated => None,
        Ok(Some(found)) => Some(Problem::Count { stated, found }),
        Err(Uncounted::Unreadable) => Some(Problem::Format),
        Err(Uncounted::LongRecord) => Some(Problem::LongRecord),
    }
}
