//! Records of two people, and packages of one of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use intune_privacy::Classified;
use intune_privacy::export::{Manifest, Package, PackageError, Scope, Subject};
use serde::Serialize;
use tempfile::TempDir;

/// The subject of all packages here.
pub const ADELE: &str = "adele@contoso.example";
/// Somebody else.
pub const ALEX: &str = "alex@contoso.example";

/// A device of a user.
#[derive(Clone, Classified, Serialize)]
#[data(category = hardware_inventory)]
#[serde(rename_all = "camelCase")]
pub struct ManagedDevice {
    /// Whose it is.
    #[data(identified, required, mam, subject, item = user::principal_name)]
    pub user_principal_name: Option<String>,
    /// In clear in a subject's copy.
    #[data(identified, required)]
    pub serial_number: String,
    /// Withheld from every scope.
    #[data(non_personal)]
    pub encrypted: bool,
}

/// An app of a user.
#[derive(Clone, Classified, Serialize)]
pub struct App {
    /// Whose it is.
    #[data(identified, required, mam, subject, item = user::principal_name)]
    pub owner: String,
}

/// A device of that user.
pub fn device(upn: &str, serial_number: &str) -> ManagedDevice {
    ManagedDevice {
        user_principal_name: Some(upn.into()),
        serial_number: serial_number.into(),
        encrypted: true,
    }
}

/// An app of that user.
pub fn app(upn: &str) -> App {
    App { owner: upn.into() }
}

/// The subject by two identifiers.
pub fn adele() -> Subject {
    Subject::new(ADELE).or("adele.vance@contoso.example")
}

/// 2023-11-14T22:13:20Z.
pub fn created() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// A folder of one test.
#[derive(Debug)]
pub struct Folder(TempDir);

impl Folder {
    /// An empty one.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[expect(clippy::new_without_default, reason = "it makes a folder")]
    pub fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The names of what is in it.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("the folder");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// A zip file of the subject that is begun there.
    ///
    /// # Panics
    ///
    /// If it cannot be begun.
    pub fn zip(&self, name: &str) -> Package {
        Package::zip(self.path(name), adele(), Scope::subject_access(), created()).expect("begun")
    }

    /// A folder of the subject that is begun there.
    ///
    /// # Panics
    ///
    /// If it cannot be begun.
    pub fn folder(&self, name: &str) -> Package {
        Package::folder(self.path(name), adele(), Scope::subject_access(), created())
            .expect("begun")
    }
}

/// Adds two devices and an app, and completes the package.
///
/// # Errors
///
/// Those of the package.
pub fn filled(mut package: Package) -> Result<Manifest, PackageError> {
    package.add(&device(ADELE, "C02XK1JGJHD3"))?;
    package.add(&app(ADELE))?;
    package.add(&device(ADELE, "F17NMXYZQ1MN"))?;
    package.finish()
}

/// The files below a folder, by path.
///
/// # Panics
///
/// If one cannot be read.
pub fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let inner = files_in(&path).into_iter();
            files.extend(inner.map(|(path, content)| (format!("{name}/{path}"), content)));
        } else {
            files.insert(name, fs::read(path).expect("a file"));
        }
    }
    files
}
