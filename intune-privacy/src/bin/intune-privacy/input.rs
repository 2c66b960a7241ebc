//! A text that is read: a file or, for `-`, standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::printable::printable;

/// Why there is no text.
#[derive(Debug)]
pub(crate) enum InputError {
    Unreadable(io::Error),
    /// It has more bytes than were allowed.
    TooLarge,
    /// It is no UTF-8 after this.
    NotUtf8(String),
}

/// Refuses to read standard input for more than one of the files.
pub(crate) fn once<'a>(files: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
    if files.into_iter().filter(|file| is_stdin(file)).count() > 1 {
        return Err(Failure::Unreadable("standard input can be read only once".into()));
    }
    Ok(())
}

/// The name of a file as it may be printed.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) { "<stdin>".into() } else { printable(&file.to_string_lossy()) }
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// Reads up to so many bytes. A byte order mark at their start is no part of the text.
pub(crate) fn read(file: &Path, largest: u64) -> Result<String, InputError> {
    let mut bytes = Vec::new();
    let limit = largest.saturating_add(1);
    let read = if is_stdin(file) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    if read.map_err(InputError::Unreadable)? as u64 > largest {
        return Err(InputError::TooLarge);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    match str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            Err(InputError::NotUtf8(String::from_utf8_lossy(before).into_owned()))
        }
    }
}
