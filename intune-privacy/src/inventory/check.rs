//! The comparison of a program with its lock file.

use alloc::format;
use alloc::string::{String, ToString};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use super::{Inventory, InventoryError};

/// Set to `write`, it has [`check_lock`] write the file.
const VARIABLE: &str = "PRIVACY_LOCK";
const REMEDY: &str =
    "If this is meant, run the test with `PRIVACY_LOCK=write` and commit the file.";

/// A program that does not hold what its lock file says.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// The program holds something else.
    #[error("the types do not hold what {} says:\n\n{changes}\n{REMEDY}", .path.display())]
    Changed {
        /// The lock file.
        path: PathBuf,
        /// What is different, in words.
        changes: String,
    },
    /// The file says the same, and not in the form that is written.
    #[error(
        "{} says what the types hold, but not in the form that intune-privacy writes. {REMEDY}",
        .path.display()
    )]
    Form {
        /// The lock file.
        path: PathBuf,
    },
    /// There is no file.
    #[error("there is no {}. Run the test with `PRIVACY_LOCK=write` once and commit the file.", .path.display())]
    Missing {
        /// The lock file.
        path: PathBuf,
    },
    /// The file cannot be understood.
    #[error("{}: {source}. {REMEDY}", .path.display())]
    Invalid {
        /// The lock file.
        path: PathBuf,
        /// Where it is wrong.
        source: InventoryError,
    },
    /// The file cannot be read or written.
    #[error("{} cannot be {action}: {}", .path.display(), .source.kind())]
    File {
        /// The lock file.
        path: PathBuf,
        /// Read or written.
        action: &'static str,
        /// Why.
        source: io::Error,
    },
    /// No type registers itself.
    #[error(
        "no classified type is linked into this program, so there is nothing to compare: name the \
         crate that has them, as in `use my_app as _;`, or list them with `Inventory::of`"
    )]
    Empty,
    /// The variable has a value that means nothing.
    #[error("the variable PRIVACY_LOCK is set, and not to `write`")]
    Variable,
}

/// Compares `inventory` with the lock file at `path`; with `PRIVACY_LOCK=write` in the environment it
/// writes the file in place of that. [`assert_privacy_lock!`](crate::assert_privacy_lock) calls it.
///
/// # Errors
///
/// If the file says something else, is missing or cannot be read; if the inventory is empty.
pub fn check_lock(path: impl AsRef<Path>, inventory: &Inventory) -> Result<(), LockError> {
    check(path.as_ref(), inventory, env::var_os(VARIABLE))
}

fn check(path: &Path, inventory: &Inventory, order: Option<OsString>) -> Result<(), LockError> {
    if inventory.records().is_empty() {
        return Err(LockError::Empty);
    }
    let text = inventory.to_lock();
    match order {
        None => compare(path, inventory, &text),
        Some(word) if word == "write" => write(path, &text).map_err(|source| LockError::File {
            path: path.into(),
            action: "written",
            source,
        }),
        Some(_) => Err(LockError::Variable),
    }
}

fn compare(path: &Path, inventory: &Inventory, text: &str) -> Result<(), LockError> {
    let path = || path.to_path_buf();
    let locked = fs::read_to_string(path()).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => LockError::Missing { path: path() },
        _ => LockError::File { path: path(), action: "read", source },
    })?;
    // Git may have changed the ends of the lines.
    let locked = locked.replace("\r\n", "\n");
    if locked == text {
        return Ok(());
    }
    let before =
        Inventory::parse(&locked).map_err(|source| LockError::Invalid { path: path(), source })?;
    let changes = inventory.changes_since(&before);
    if changes.is_empty() {
        return Err(LockError::Form { path: path() });
    }
    Err(LockError::Changed { path: path(), changes: changes.to_string() })
}

/// Writes the file as a whole or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = format!(".privacy-lock-{}", std::process::id());
    let mut file =
        tempfile::Builder::new().prefix(&name).tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Fails, with a sentence for each change, unless the types of the program hold what `privacy.lock`
/// says, in the folder of the package that calls it. See [`inventory`](crate::inventory#the-lock-file).
///
/// ```no_run
/// intune_privacy::assert_privacy_lock!();
/// ```
///
/// An argument says what is compared in place of [`Inventory::linked`]:
///
/// ```no_run
/// use intune_privacy::inventory::Inventory;
///
/// intune_privacy::assert_privacy_lock!(Inventory::linked().of_crate("fleet"));
/// ```
///
/// # Panics
///
/// On any [`LockError`].
#[macro_export]
macro_rules! assert_privacy_lock {
    () => {
        $crate::assert_privacy_lock!($crate::inventory::Inventory::linked())
    };
    ($inventory:expr $(,)?) => {{
        let path = ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/privacy.lock");
        if let ::core::result::Result::Err(error) = $crate::inventory::check_lock(path, &$inventory)
        {
            ::core::panic!("{error}");
        }
    }};
}
