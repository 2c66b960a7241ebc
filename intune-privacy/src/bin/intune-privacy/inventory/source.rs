//! Files that are read: an inventory, or what belongs to it.

use std::io::{self, Read};
use std::path::Path;

use intune_privacy::inventory::{Inventory, InventoryError};

use crate::failure::Failure;
use crate::printable::printable;

/// The largest file. An inventory of ten thousand types takes a few megabytes.
const LARGEST: u64 = 64 << 20;

/// Refuses to read standard input for more than one of the files.
pub(super) fn once<'a>(files: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
    if files.into_iter().filter(|file| is_stdin(file)).count() > 1 {
        return Err(Failure::Unreadable("standard input can be read only once".into()));
    }
    Ok(())
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// The name of a file as it may be printed.
pub(super) fn name(file: &Path) -> String {
    if is_stdin(file) { "<stdin>".into() } else { printable(&file.to_string_lossy()) }
}

/// Reads an inventory: a lock file, or JSON.
pub(super) fn inventory(file: &Path) -> Result<Inventory, Failure> {
    let text = text(file)?;
    Inventory::parse(&text).map_err(|error| {
        let name = name(file);
        Failure::Unreadable(match error {
            InventoryError::Malformed { line, column, .. } => {
                format!("{name}:{line}:{column}: this is no inventory of intune-privacy")
            }
            other => format!("{name}: {other}"),
        })
    })
}

/// Reads a text. A byte order mark at its start is no part of it.
pub(super) fn text(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if is_stdin(file) {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file)
            .and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes))
    };
    let unreadable = |reason: String| Failure::Unreadable(format!("{}{reason}", name(file)));
    read.map_err(|error| unreadable(format!(": cannot read: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(unreadable(": larger than 64 MiB, which no inventory is".into()));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            Err(unreadable(format!(":{line}: this is no UTF-8 text")))
        }
    }
}
