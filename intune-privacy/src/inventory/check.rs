//! The comparison of a program with its lock file.

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
    #[error("{}: {source}. `PRIVACY_LOCK=write` writes the file anew.", .path.display())]
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
    let mut builder = tempfile::Builder::new();
    builder.prefix(".privacy.lock-");
    // As any file of a repository: others read it as far as the user's mask lets them.
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
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

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};
    use std::ffi::OsString;
    use std::path::Path;
    use std::{fs, println};

    use super::{LockError, check};
    use crate::inventory::Inventory;

    const LOCK: &str = r#"
        version = 1
        editions = []

        [[records]]
        name = "fleet::Device"
        fields = [{ name = "imei", class = "identified", item = "hardware_inventory::imei", basis = "documented" }]
    "#;

    fn inventory() -> Inventory {
        Inventory::parse(LOCK).unwrap()
    }

    /// Checks as if the variable had that value.
    fn check_under(word: &str, path: &Path, inventory: &Inventory) -> Result<(), LockError> {
        check(path, inventory, Some(OsString::from(word)))
    }

    fn refused(path: &Path, inventory: &Inventory) -> String {
        let error = check(path, inventory, None).unwrap_err().to_string();
        println!("{error}");
        error.replace(&path.display().to_string(), "privacy.lock")
    }

    #[test]
    fn a_file_that_is_written_is_what_the_program_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("privacy.lock");
        let error = refused(&path, &inventory());
        assert!(error.starts_with("there is no privacy.lock. Run the test with"), "{error}");
        check_under("write", &path, &inventory()).unwrap();
        check(&path, &inventory(), None).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        let other = folder.path().join("other");
        fs::write(&other, "").unwrap();
        let permissions = |path: &Path| fs::metadata(path).unwrap().permissions();
        assert_eq!(permissions(&path), permissions(&other));

        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace('\n', "\r\n")).unwrap();
        check(&path, &inventory(), None).unwrap();
        fs::write(&path, LOCK).unwrap();
        let error = refused(&path, &inventory());
        assert!(error.starts_with("privacy.lock says what the types hold, but not in"), "{error}");
    }

    #[test]
    fn a_program_that_holds_more_is_told_what() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("privacy.lock");
        fs::write(&path, "version = 1\neditions = []\n").unwrap();
        let error = refused(&path, &inventory());
        assert_eq!(
            error,
            "the types do not hold what privacy.lock says:\n\n\
             + `Device` is new\n    at fleet::Device\n\
             + `Device` now collects `hardware_inventory::imei`, documented as identified\n    \
             at fleet::Device, field imei\n\n\
             If this is meant, run the test with `PRIVACY_LOCK=write` and commit the file."
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "version = 1\neditions = []\n");
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("privacy.lock");
        let empty = Inventory::default();
        assert!(matches!(check_under("write", &path, &empty), Err(LockError::Empty)));
        assert!(matches!(check_under("yes", &path, &inventory()), Err(LockError::Variable)));
        assert!(!path.exists());
        fs::write(&path, "adele@contoso.example").unwrap();
        let error = refused(&path, &inventory());
        assert!(
            error.starts_with("privacy.lock: line 1, column 22: this is no inventory"),
            "{error}"
        );
        assert!(!error.contains("adele"));
        fs::write(&path, [0xFF]).unwrap();
        assert_eq!(refused(&path, &inventory()), "privacy.lock cannot be read: invalid data");
        let missing = folder.path().join("missing").join("privacy.lock");
        let error = check_under("write", &missing, &inventory()).unwrap_err();
        assert!(matches!(error, LockError::File { action: "written", .. }));
    }
}
