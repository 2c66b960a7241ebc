//! Where the key of a journal comes from.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use intune_privacy::{Key, KeyError};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// The longest key file in bytes. A key of 32 bytes takes 64 hexadecimal digits.
const LONGEST: usize = 4096;

/// What the key is called in errors. A journal does not know the id of its key.
const ID: &str = "journal";

/// There is no option for the key itself: every user of the machine can see the arguments of a
/// process.
#[derive(Debug, clap::Args)]
pub(super) struct KeyOption {
    /// The environment variable that holds the key, as hexadecimal digits or Base64
    #[arg(
        long,
        value_name = "VARIABLE",
        default_value = "INTUNE_PRIVACY_JOURNAL_KEY",
        conflicts_with = "key_file"
    )]
    key_env: String,
    /// A file that holds the key in the same form, in place of a variable; there is a warning if
    /// others than its owner can use the file
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl KeyOption {
    pub(super) fn load(&self) -> Result<Key, Failure> {
        let Some(file) = &self.key_file else {
            return Key::from_env(ID, &self.key_env)
                .map_err(|error| Failure::Unreadable(format!("--key-env: {error}")));
        };
        // The name of the file is not repeated, for it may be the key in the wrong place.
        let unusable =
            |error: &dyn std::fmt::Display| Failure::Unreadable(format!("--key-file: {error}"));
        let text = read(file).map_err(|error| unusable(&format!("cannot read it: {error}")))?;
        parse(&text).map_err(|error| unusable(&error))
    }
}

/// Reads a key file, and warns if it is not for its owner alone. It is used nevertheless:
/// containers get their secrets as files that others could read as well, if there were others.
fn read(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    if is_shared(&file)? {
        // If standard error is gone, nobody can be warned.
        let _ = writeln!(
            io::stderr(),
            "warning: --key-file: others than its owner can use the file; `chmod 600` prevents that"
        );
    }
    // Room for all of it from the start: a vector that grows leaves copies behind.
    let mut text = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    file.take(u64::try_from(LONGEST + 1).unwrap_or(u64::MAX)).read_to_end(&mut text)?;
    if text.len() > LONGEST {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it has more than {LONGEST} bytes"),
        ));
    }
    Ok(text)
}

#[cfg(unix)]
fn is_shared(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata()?;
    Ok(metadata.is_file() && metadata.mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_shared(_: &File) -> io::Result<bool> {
    Ok(false)
}

/// The key of a text, in the forms that [`Key::from_env`] takes.
fn parse(text: &[u8]) -> Result<Key, KeyError> {
    match str::from_utf8(text) {
        Ok(text) => Key::from_text(ID, text),
        Err(_) => Err(KeyError::Text { id: ID.into() }),
    }
}
