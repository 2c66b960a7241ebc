//! The inventory as a document: what JSON and the lock file say, and how it is read again.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Inventory;
use super::field::FieldEntry;
use super::ground::Ground;
use super::record::RecordEntry;
use intune_privacy_taxonomy::{Category, Class, Condition, Edition, Item, item};

/// The version of the document's form.
pub(super) const VERSION: u32 = 1;

/// An inventory that cannot be read. It says where and never what stands there, because the file may
/// be another one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InventoryError {
    /// The text is no inventory.
    #[error("line {line}, column {column}: this is no inventory of intune-privacy{}", within(.path.as_deref()))]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The key that holds the mistake, as far as it is known.
        path: Option<String>,
    },
    /// A merge has left its marks.
    #[error("line {line}: a merge has left its marks; settle it, or write the file anew")]
    Conflict {
        /// The line, from 1.
        line: usize,
    },
    /// A newer version of this crate wrote it.
    #[error("it has the form {found}, and this version of intune-privacy reads up to {VERSION}")]
    Newer {
        /// The version of the form.
        found: u32,
    },
    /// A word that this version does not know, such as the item of a newer edition.
    #[error("record {record}{}: this version of intune-privacy does not know the {kind}", in_field(*.field))]
    Unknown {
        /// The record, from 1.
        record: usize,
        /// The field, from 1.
        field: Option<usize>,
        /// What the word should be: a class, an item.
        kind: &'static str,
    },
    /// By whose word a field has its class does not fit what it is, such as `documented` without an
    /// item of the documents.
    #[error("record {record}, field {field}: the basis does not fit the class and item")]
    Contradictory {
        /// The record, from 1.
        record: usize,
        /// The field, from 1.
        field: usize,
    },
}

fn within(path: Option<&str>) -> String {
    path.map_or_else(String::new, |path| format!(" (in {path})"))
}

fn in_field(field: Option<usize>) -> String {
    field.map_or_else(String::new, |field| format!(", field {field}"))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InventoryDocument {
    version: u32,
    /// The editions of the document "Data collection in Intune" that the taxonomy joins.
    editions: Vec<String>,
    #[serde(default)]
    pub(super) records: Vec<RecordDocument>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordDocument {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    line: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) category: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) tied: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) collected_if: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) mam_only: bool,
    #[serde(default)]
    pub(super) fields: Vec<FieldDocument>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct FieldDocument {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    type_name: Option<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    line: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) class: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) required: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) mam: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) subject: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) secret: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) holds: Option<String>,
    /// What the rest does not say already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) basis: Option<String>,
    /// What follows from the item: written for readers, and not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mam_condition: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

impl From<&Inventory> for InventoryDocument {
    fn from(inventory: &Inventory) -> Self {
        Self {
            version: VERSION,
            editions: Edition::ALL.iter().map(ToString::to_string).collect(),
            records: inventory.records.iter().map(RecordDocument::from).collect(),
        }
    }
}

impl From<&RecordEntry> for RecordDocument {
    fn from(record: &RecordEntry) -> Self {
        Self {
            name: record.name.clone(),
            file: record.file.clone(),
            line: record.line,
            category: record.category.map(|category| category.to_string()),
            tied: record.tied,
            collected_if: record.collected_if.map(|condition| condition.to_string()),
            mam_only: record.mam_only,
            fields: record.fields.iter().map(FieldDocument::from).collect(),
        }
    }
}

impl From<&FieldEntry> for FieldDocument {
    fn from(field: &FieldEntry) -> Self {
        Self {
            name: field.name.clone(),
            key: field.key.clone(),
            type_name: field.type_name.clone(),
            line: field.line,
            class: field.class.map(|class| class.to_string()),
            required: field.required,
            mam: field.mam,
            subject: field.subject,
            secret: field.secret,
            item: field.item.map(ToString::to_string),
            holds: field.nested.clone(),
            basis: match field.ground {
                Ground::NonPersonal | Ground::Nested => None,
                _ => Some(field.ground.to_string()),
            },
            condition: field.condition().map(|condition| condition.to_string()),
            mam_condition: field.mam_condition().map(|condition| condition.to_string()),
            action: field.action.clone(),
        }
    }
}

impl InventoryDocument {
    /// The inventory that the document says.
    pub(super) fn inventory(self) -> Result<Inventory, InventoryError> {
        if self.version > VERSION {
            return Err(InventoryError::Newer { found: self.version });
        }
        let records = self.records.into_iter().enumerate();
        let records = records.map(|(index, record)| record.entry(index + 1));
        Ok(Inventory::from_records(records.collect::<Result<_, _>>()?))
    }
}

impl RecordDocument {
    fn entry(self, record: usize) -> Result<RecordEntry, InventoryError> {
        let unknown = |kind| InventoryError::Unknown { record, field: None, kind };
        let category = known(self.category, Category::from_name, || unknown("category"))?;
        let collected_if = known(self.collected_if, Condition::from_name, || unknown("condition"))?;
        let fields = self.fields.into_iter().enumerate();
        let fields = fields.map(|(index, field)| field.entry(record, index + 1));
        Ok(RecordEntry {
            name: self.name,
            fields: fields.collect::<Result<_, _>>()?,
            category,
            tied: self.tied,
            collected_if,
            mam_only: self.mam_only,
            file: self.file,
            line: self.line,
        })
    }
}

impl FieldDocument {
    fn entry(self, record: usize, field: usize) -> Result<FieldEntry, InventoryError> {
        let unknown = |kind| InventoryError::Unknown { record, field: Some(field), kind };
        let class = known(self.class, Class::from_name, || unknown("class"))?;
        let item = known(self.item, item_of, || unknown("item"))?;
        let ground = known(self.basis, Ground::from_text, || unknown("basis"))?;
        let ground = ground.unwrap_or(match class {
            Some(Class::NonPersonal) => Ground::NonPersonal,
            None if self.holds.is_some() => Ground::Nested,
            _ => Ground::Unknown,
        });
        if !ground.fits(class, item) {
            return Err(InventoryError::Contradictory { record, field });
        }
        Ok(FieldEntry {
            name: self.name,
            key: self.key,
            type_name: self.type_name,
            line: self.line,
            class,
            item,
            ground,
            required: self.required,
            mam: self.mam,
            subject: self.subject,
            secret: self.secret,
            nested: self.holds,
            action: self.action,
        })
    }
}

fn known<T>(
    word: Option<String>,
    from_name: impl FnOnce(&str) -> Option<T>,
    unknown: impl FnOnce() -> InventoryError,
) -> Result<Option<T>, InventoryError> {
    word.map(|word| from_name(&word).ok_or_else(unknown)).transpose()
}

fn item_of(path: &str) -> Option<&'static Item> {
    let (category, name) = path.split_once("::")?;
    item(Category::from_name(category)?, name)
}

pub(super) fn to_json(inventory: &Inventory) -> String {
    let document = InventoryDocument::from(inventory);
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

pub(super) fn record_to_json(record: &RecordEntry) -> String {
    serde_json::to_string(&RecordDocument::from(record)).unwrap_or_default()
}

pub(super) fn from_json(text: &str) -> Result<Inventory, InventoryError> {
    let mut source = serde_json::Deserializer::from_str(text);
    let malformed = |path: Option<String>, error: &serde_json::Error| InventoryError::Malformed {
        line: error.line(),
        column: error.column(),
        path,
    };
    let document: InventoryDocument =
        serde_path_to_error::deserialize(&mut source).map_err(|error| {
            let path = error.path().to_string();
            malformed(safe(&path), error.inner())
        })?;
    source.end().map_err(|error| malformed(None, &error))?;
    document.inventory()
}

/// The path of a mistake without a key that the document made up.
fn safe(path: &str) -> Option<String> {
    const KEYS: &[&str] = &["version", "editions", "records", "fields"];
    let is_known = |part: &str| {
        let name = part.split('[').next().unwrap_or_default();
        KEYS.contains(&name)
    };
    let parts: Vec<_> = path.split('.').take_while(|part| is_known(part)).collect();
    (!parts.is_empty()).then(|| parts.join("."))
}
