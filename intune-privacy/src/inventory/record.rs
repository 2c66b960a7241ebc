//! A type of the inventory.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::field::FieldEntry;
use intune_privacy_taxonomy::{Category, Class, Condition};

/// What a type holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordEntry {
    pub(super) name: String,
    pub(super) fields: Vec<FieldEntry>,
    pub(super) category: Option<Category>,
    pub(super) tied: bool,
    pub(super) collected_if: Option<Condition>,
    pub(super) mam_only: bool,
    pub(super) file: Option<String>,
    pub(super) line: u32,
}

impl RecordEntry {
    /// The path of the type, such as `fleet::device::Device`, with the types that stand for its
    /// parameters.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the type without the module that it is in.
    pub fn type_name(&self) -> &str {
        type_name(&self.name)
    }

    /// The crate that declares the type, as Rust code writes it.
    pub fn crate_name(&self) -> &str {
        self.name.split("::").next().unwrap_or_default()
    }

    /// The file that declares the type; of a dependency, from its own folder on. A lock file does not
    /// say.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The line of the file, from 1; 0 if nobody says.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// `FILE:LINE`, as far as both are known.
    pub(super) fn place(&self, line: u32) -> Option<String> {
        let file = self.file.as_deref()?;
        Some(if line == 0 { file.into() } else { format!("{file}:{line}") })
    }

    /// The fields in the order of declaration; of an enum, those of every variant.
    pub fn fields(&self) -> &[FieldEntry] {
        &self.fields
    }

    /// The category that names are looked up in first.
    pub const fn category(&self) -> Option<Category> {
        self.category
    }

    /// Whether something outside the record ties it to a user or device.
    pub const fn is_tied(&self) -> bool {
        self.tied
    }

    /// The documented condition under which the whole record exists.
    pub const fn collected_if(&self) -> Option<Condition> {
        self.collected_if
    }

    /// Whether the record is for deployments that use mobile application management only.
    pub const fn is_mam_only(&self) -> bool {
        self.mam_only
    }

    /// Whether a field of its own identifies the data subject.
    pub fn has_subject(&self) -> bool {
        self.fields.iter().any(FieldEntry::is_subject)
    }

    /// The class of its own fields that says most about a person; `None` if it has only records.
    pub fn class(&self) -> Option<Class> {
        self.fields.iter().filter_map(FieldEntry::class).min()
    }

    /// Whether another inventory says the same of the type, apart from its fields and where it is.
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        (self.category, self.tied, self.collected_if, self.mam_only)
            == (other.category, other.tied, other.collected_if, other.mam_only)
    }
}

/// The module in the path of a type; `None` if it is in none.
pub(super) fn module(path: &str) -> Option<&str> {
    // The paths of parameters are not the type's own.
    let own = path.split('<').next().unwrap_or_default();
    own.rfind("::").map(|at| &path[..at])
}

/// The path of a type without the module.
pub(super) fn type_name(path: &str) -> &str {
    module(path).map_or(path, |module| &path[module.len() + "::".len()..])
}
