//! The files of Rust that are read: their text, and places in it.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::printable::printable;

/// A file and its text.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// Why a file cannot be used, at the place if there is one, and in words.
#[derive(Debug)]
pub(super) struct Fault {
    path: PathBuf,
    place: Option<Place>,
    message: String,
}

/// A line and a column, in characters; both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// No source that people write is larger.
const LARGEST: u64 = 16 << 20;

impl Fault {
    pub(super) fn new(path: &Path, place: Option<Place>, message: impl Into<String>) -> Self {
        Self { path: path.into(), place, message: message.into() }
    }
}

/// `FILE:LINE:COLUMN: message`, as editors find it.
impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&printable(&self.path.to_string_lossy()))?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", printable(&self.message))
    }
}

impl Source {
    pub(super) fn new(path: PathBuf, text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { path, text, lines }
    }

    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let unreadable =
            |error: io::Error| Fault::new(path, None, format!("cannot be read: {error}"));
        if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
            return Err(Fault::new(path, None, "is larger than 16 MiB"));
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path.into(), text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
                let place = Self::new(path.into(), text).place(valid);
                Err(Fault::new(path, Some(place), "is not UTF-8 text"))
            }
        }
    }

    /// The name as it may be printed.
    pub(super) fn name(&self) -> String {
        printable(&self.path.to_string_lossy())
    }

    pub(super) fn place(&self, at: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[line - 1];
        // A byte order mark takes no column.
        let before = self.text[start..at].trim_start_matches('\u{feff}');
        Place { line, column: before.chars().count() + 1 }
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The blanks between the start of the line and that place, if there is nothing else.
    pub(super) fn indent(&self, at: usize) -> Option<&str> {
        let line = self.lines.partition_point(|start| *start <= at);
        let before = self.text[self.lines[line - 1]..at].trim_start_matches('\u{feff}');
        before.chars().all(|c| c == ' ' || c == '\t').then_some(before)
    }

    /// How the file breaks its lines.
    pub(super) fn line_break(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}

/// The files that the arguments mean: a file itself, and of a folder all `*.rs` in it at any depth,
/// but for what is hidden and for `target`. Each is there once, in the order of the arguments.
pub(super) fn files(arguments: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for argument in arguments {
        let before = files.len();
        if argument.is_dir() {
            walk(argument, &mut files)?;
            if files.len() == before {
                return Err(Fault::new(argument, None, "holds no file of Rust (*.rs)"));
            }
        } else {
            files.push(argument.clone());
        }
    }
    let mut seen = HashSet::new();
    // A file that cannot be found is reported when it is read.
    files.retain(|file| seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let unreadable =
        |error: io::Error| Fault::new(folder, None, format!("cannot be read: {error}"));
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        // A link to a folder may lead back to it, so it is not followed.
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        if kind.is_dir() && name != "target" {
            walk(&path, files)?;
        } else if !kind.is_dir() && name.ends_with(".rs") && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Place, Source};

    #[test]
    fn places_are_counted_in_characters_from_one() {
        let source = Source::new("f".into(), "\u{feff}aé\r\n文x\n".into());
        let place = |mark| {
            let Place { line, column } = source.place(source.text.find(mark).expect("a mark"));
            (line, column)
        };
        assert_eq!(place("a"), (1, 1));
        assert_eq!(place("é"), (1, 2));
        assert_eq!(place("x"), (2, 2));
        assert_eq!(source.place(source.text.len()), Place { line: 3, column: 1 });
        assert_eq!(source.line_break(), "\r\n");
    }

    #[test]
    fn an_indent_is_blanks_from_the_start_of_the_line() {
        let source = Source::new("f".into(), "\u{feff}a\n \tb c".into());
        let indent = |mark| source.indent(source.text.find(mark).expect("a mark"));
        assert_eq!((indent("a"), indent("b"), indent("c")), (Some(""), Some(" \t"), None));
    }
}
