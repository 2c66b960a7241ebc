//! All that is held of one data subject, in one file or folder.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use thiserror::Error;

use super::manifest::{Information, Manifest, ScopeRecord, Taxonomy};
use super::{ExportError, Format, Scope, Subject, page};
use crate::schema::{Classified, Schema};
use crate::subject::Relation;
use intune_privacy_taxonomy::{Class, Edition, Fact};

mod archive;
mod digest;
mod records;
mod staging;
mod verify;

pub use verify::{Finding, Problem, VerifyError, verify};

use records::Records;
use staging::Staging;

/// The file that says what a package holds.
const MANIFEST: &str = "manifest.json";
/// The page that a person reads first.
const INDEX: &str = "index.html";

/// All that is held of one data subject, in a zip file or a folder that appears only once it is
/// complete.
///
/// | File | Holds |
/// |---|---|
/// | `manifest.json` | a [`Manifest`]: whose data it is, the scope, the number of records, what is withheld and why, the length and SHA-256 digest of each other file |
/// | `index.html` | a page for the subject, in the language of the scope |
/// | `data/<type>.<format>` | the records of one type, such as `data/managedDevice.json` |
///
/// Types are named as Microsoft Graph names them: the name by which serde knows the type, in
/// camelCase. The extension is `json`, `jsonl`, `csv`, `xml` or `html`.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use intune_privacy::Classified;
/// use intune_privacy::export::{self, Package, PackageError, Scope, Subject};
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct ManagedDevice {
///     #[data(identified, required, mam, subject, item = user::principal_name)]
///     user_principal_name: String,
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// let device = |upn: &str, serial: &str| ManagedDevice {
///     user_principal_name: upn.into(),
///     serial_number: serial.into(),
/// };
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("adele.zip");
/// let created = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let adele = Subject::new("adele@contoso.example");
///
/// let mut package = Package::zip(&file, adele, Scope::subject_access(), created)?;
/// package.add(&device("adele@contoso.example", "C02XK1JGJHD3"))?;
/// let refused = package.add(&device("alex@contoso.example", "F17NMXYZQ1MN"));
/// assert!(matches!(refused, Err(PackageError::OtherSubject { number: 2, .. })));
///
/// let manifest = package.finish()?;
/// assert_eq!(manifest.records[0].file, "data/managedDevice.json");
/// assert_eq!(manifest.records[0].count, 1);
/// assert_eq!(export::verify(&file)?, manifest);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Whose records
///
/// A record that is another's, or nobody's, is refused: nothing of it is written, and the error
/// names nobody. The package stays as it was, and goes on with the next record. After any other
/// error data would be missing, so that [`finish`](Self::finish) refuses.
///
/// # Until it is complete
///
/// Everything is written to a hidden folder beside the final name, which nobody but the user of
/// the process can enter, and renamed at the end. That takes the room of the data in clear, and
/// for a zip file that of the zip file as well. The hidden folder is removed with the package,
/// whether it was finished or not; if the process is killed, a folder `.intune-privacy-*` is left.
/// What is there under the final name already is never overwritten.
///
/// The memory that a package needs grows with the number of record types, not of records.
///
/// # The same input gives the same bytes
///
/// No clock is read: `created` is what the caller says it is. Types stand in the order in which
/// they were first added or declared, and their records in the order in which they were added. In
/// a zip file each entry has the time 1980-01-01 00:00, the permissions 0600 and one level of
/// compression; another version of the crate that compresses (zlib-rs) can write other bytes.
pub struct Package {
    staging: Staging,
    shape: Shape,
    subject: Subject,
    scope: Scope,
    created: String,
    format: Format,
    information: Information,
    titles: Vec<(&'static Schema, String)>,
    records: Vec<Records>,
    /// Data is missing.
    failed: bool,
}

/// What a package becomes.
#[derive(Clone, Copy)]
enum Shape {
    Zip,
    Folder,
}

/// Why a package, or a record in it, was not written. It never holds an identifier or a value.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackageError {
    /// No identifier says who the subject is, so that every record would be refused.
    #[error("the subject has no identifier")]
    NoIdentifier,
    /// The time has no form that the manifest can hold.
    #[error("the time of creation is not within the years 0 to 9999")]
    Time,
    /// Something has the name of the package already.
    #[error("`{}` is there already, and is not overwritten", path.display())]
    Exists {
        /// The final name.
        path: PathBuf,
    },
    /// A file or folder cannot be written.
    #[error("the package `{}` cannot be written", path.display())]
    Write {
        /// The final name.
        path: PathBuf,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// The record is another subject's. It is left out, and the package can be gone on with.
    #[error("record {number} of the type `{record}` is not the subject's")]
    OtherSubject {
        /// The Rust type of the record.
        record: &'static str,
        /// Which record of that type it is, from 1, those that were refused included.
        number: u64,
    },
    /// The record names no subject. It is left out, and the package can be gone on with.
    #[error("record {number} of the type `{record}` does not say whose it is")]
    NoSubject {
        /// The Rust type of the record.
        record: &'static str,
        /// Which record of that type it is, from 1, those that were refused included.
        number: u64,
    },
    /// Two types have one name, as Graph spells it.
    #[error("the types `{first}` and `{second}` would both be written to `{file}`")]
    SameFile {
        /// The path of the type that came first.
        first: String,
        /// The path of the other type.
        second: String,
        /// The file in the package.
        file: String,
    },
    /// A record has no form in the format.
    #[error(transparent)]
    Record(ExportError),
    /// Data is missing because of an earlier error.
    #[error("the package is incomplete because of an earlier error")]
    Incomplete,
}

impl Package {
    /// A package that becomes a zip file of that name.
    ///
    /// # Errors
    ///
    /// If no identifier of the subject is more than empty, `created` is out of range, or something
    /// has that name already; if the folder that the file is to be in cannot be written to.
    pub fn zip(
        path: impl AsRef<Path>,
        subject: Subject,
        scope: Scope,
        created: SystemTime,
    ) -> Result<Self, PackageError> {
        Self::new(Shape::Zip, path.as_ref(), subject, scope, created)
    }

    /// A package that becomes a folder of that name.
    ///
    /// # Errors
    ///
    /// As [`zip`](Self::zip).
    pub fn folder(
        path: impl AsRef<Path>,
        subject: Subject,
        scope: Scope,
        created: SystemTime,
    ) -> Result<Self, PackageError> {
        Self::new(Shape::Folder, path.as_ref(), subject, scope, created)
    }

    fn new(
        shape: Shape,
        path: &Path,
        subject: Subject,
        scope: Scope,
        created: SystemTime,
    ) -> Result<Self, PackageError> {
        if subject.identifiers().all(str::is_empty) {
            return Err(PackageError::NoIdentifier);
        }
        let created = Timestamp::try_from(created).map_err(|_| PackageError::Time)?.to_string();
        if created.starts_with('-') {
            return Err(PackageError::Time);
        }
        Ok(Self {
            staging: Staging::beside(path)?,
            shape,
            subject,
            scope,
            created,
            format: Format::Json,
            information: Information::default(),
            titles: Vec::new(),
            records: Vec::new(),
            failed: false,
        })
    }

    /// The same package with the records in that format, as far as their types are new; JSON as
    /// long as none is said.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The same package with what the subject is to be told beside the data.
    #[must_use]
    pub fn information(mut self, information: Information) -> Self {
        self.information = information;
        self
    }

    /// The same package with what a person calls records of that type; without it, that is the
    /// name of the type in words.
    #[must_use]
    pub fn title<T: Classified>(mut self, title: impl Into<String>) -> Self {
        self.titles.push((T::SCHEMA, title.into()));
        self
    }

    /// Adds a file for records of that type, even if none comes.
    ///
    /// # Errors
    ///
    /// If another type has the same name, or the file cannot be written.
    pub fn declare<T: Classified>(&mut self) -> Result<(), PackageError> {
        self.of(T::SCHEMA).map(drop)
    }

    /// Adds a record. Types can come in any order.
    ///
    /// # Errors
    ///
    /// [`PackageError::OtherSubject`] and [`PackageError::NoSubject`] if the record is not the
    /// subject's; the package is then as it was, but for a file of that type. After any other
    /// error, no more can be added.
    pub fn add<T: Classified>(&mut self, record: &T) -> Result<(), PackageError> {
        let index = self.of(T::SCHEMA)?;
        let records = &mut self.records[index];
        records.offered += 1;
        let (name, number) = (T::SCHEMA.name(), records.offered);
        match self.subject.relation(record) {
            Relation::Own => {}
            Relation::Other => return Err(PackageError::OtherSubject { record: name, number }),
            Relation::Nobody => return Err(PackageError::NoSubject { record: name, number }),
        }
        let pushed = records.push(record);
        pushed.map_err(|error| self.fail(error))
    }

    /// Completes the package and gives it its name.
    ///
    /// # Errors
    ///
    /// If a record was lost to an earlier error, if something has the name of the package by now,
    /// or if it cannot be written. Nothing is left of it then.
    pub fn finish(mut self) -> Result<Manifest, PackageError> {
        if self.failed {
            return Err(PackageError::Incomplete);
        }
        let mut manifest = self.manifest();
        for records in core::mem::take(&mut self.records) {
            let title = self.title_of(records.schema);
            let (record, file) = records.finish(title).map_err(|error| self.fail(error))?;
            manifest.records.push(record);
            manifest.files.push(file);
        }
        self.write(&mut manifest).map_err(|error| self.staging.error(error))?;
        match self.shape {
            Shape::Zip => self.staging.publish_zip(&manifest)?,
            Shape::Folder => self.staging.publish_folder(&manifest)?,
        }
        Ok(manifest)
    }

    /// Writes the page and the manifest.
    fn write(&self, manifest: &mut Manifest) -> io::Result<()> {
        let index = self.staging.write(INDEX, |out| {
            let mut copy = |index, out: &mut dyn io::Write| self.staging.copy_page(index, out);
            page::write(manifest, &mut copy, out)
        })?;
        manifest.files.insert(0, index);
        self.staging.write(MANIFEST, |out| {
            serde_json::to_writer_pretty(&mut *out, manifest)?;
            out.write_all(b"\n")
        })?;
        Ok(())
    }

    /// The index of the records of that schema, whose files are made if they are not there.
    fn of(&mut self, schema: &'static Schema) -> Result<usize, PackageError> {
        if self.failed {
            return Err(PackageError::Incomplete);
        }
        let known = self.records.iter().position(|it| it.schema.is_same(schema));
        if let Some(index) = known {
            return Ok(index);
        }
        let index = self.records.len();
        let name = records::portable_name(schema.key());
        let same = self.records.iter().find(|it| it.name.eq_ignore_ascii_case(&name));
        if let Some(same) = same {
            let error = PackageError::SameFile {
                first: records::path(same.schema),
                second: records::path(schema),
                file: same.file.clone(),
            };
            self.failed = true;
            return Err(error);
        }
        let records = Records::new(schema, name, index, self.format, &self.scope, &self.staging);
        let records = records.map_err(|error| self.fail(ExportError::Write(error)))?;
        self.records.push(records);
        Ok(index)
    }

    /// The error of a package that is no longer complete.
    fn fail(&mut self, error: ExportError) -> PackageError {
        self.failed = true;
        match error {
            ExportError::Write(source) => self.staging.error(source),
            value @ ExportError::Value { .. } => PackageError::Record(value),
        }
    }

    fn title_of(&self, schema: &'static Schema) -> String {
        let titles = self.titles.iter().rev();
        match titles.clone().find(|(of, _)| of.is_same(schema)) {
            Some((_, title)) => title.clone(),
            None => super::description::in_words(schema.key()),
        }
    }

    /// What is known without the records.
    fn manifest(&self) -> Manifest {
        let selection = self.scope.selection();
        let classes = Class::ALL.iter().filter(|class| selection.has_class(**class));
        let facts = |known: intune_privacy_taxonomy::Facts| {
            let facts = Fact::ALL.iter().filter(|fact| known.hold(**fact));
            facts.map(ToString::to_string).collect()
        };
        Manifest {
            version: 1,
            generator: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
            created: self.created.clone(),
            subject: self.subject.identifiers().map(ToOwned::to_owned).collect(),
            language: self.scope.chosen_language().to_string(),
            taxonomy: Taxonomy {
                document: "Data collection in Intune".to_owned(),
                editions: Edition::ALL.iter().map(ToString::to_string).collect(),
            },
            scope: ScopeRecord {
                kind: self.scope.kind().as_str().to_owned(),
                classes: classes.map(ToString::to_string).collect(),
                mam_only: selection.mam_only.map(facts),
                redacted: self.scope.is_redacted(),
                described: self.scope.is_described(),
            },
            records: Vec::new(),
            files: Vec::new(),
            information: self.information.clone(),
        }
    }
}

/// The name and the number of record types; nothing of the data.
impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Package")
            .field("path", &self.staging.target())
            .field("types", &self.records.len())
            .finish_non_exhaustive()
    }
}
