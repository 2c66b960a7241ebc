//! What a package says of itself: `manifest.json`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::description::label;
use super::outline::Withheld;
use super::wording;
use intune_privacy_taxonomy::Language;

/// The JSON Schema (draft 2020-12) of `manifest.json`.
///
/// It accepts what [`verify`](super::verify) accepts, as far as a schema can tell: that the parts of
/// a manifest agree with each other, that no key is there twice, and that 1.0 is no count, only
/// [`verify`](super::verify) sees.
pub const MANIFEST_SCHEMA: &str = include_str!("../../schema/manifest.schema.json");

/// What a package holds, of whom, and by what rules: its `manifest.json`.
///
/// It is written in camelCase. The JSON Schema is [`MANIFEST_SCHEMA`](super::MANIFEST_SCHEMA).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Manifest {
    /// The version of this form: 1.
    pub version: u32,
    /// The program that wrote the package: this crate and its version.
    pub generator: String,
    /// When the package was made, by the word of its maker: RFC 3339, UTC.
    pub created: String,
    /// The identifiers of the data subject, as they were given.
    pub subject: Vec<String>,
    /// The language of labels and of `index.html`: ISO 639-1.
    pub language: String,
    /// The documents that the classes and labels come from.
    pub taxonomy: Taxonomy,
    /// What was to be exported.
    pub scope: ScopeRecord,
    /// The types of records, in the order in which they were added.
    pub records: Vec<RecordType>,
    /// All files but the manifest itself, by path.
    pub files: Vec<FileRecord>,
    /// What article 15(1) of the GDPR asks for beside the data.
    pub information: Information,
}

/// The documents that the classes and labels come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Taxonomy {
    /// The document.
    pub document: String,
    /// Its editions that are joined.
    pub editions: Vec<String>,
}

/// A [`Scope`](super::Scope) in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ScopeRecord {
    /// What the scope was made for: `subject_access`, `portability`, `required_only` or `classes`.
    pub kind: String,
    /// The classes that are exported.
    pub classes: Vec<String>,
    /// The facts that hold, if only what the MAM workload collects is exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mam_only: Option<Vec<String>>,
    /// Whether a policy redacts values.
    pub redacted: bool,
    /// Whether each value is described.
    pub described: bool,
}

/// The records of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordType {
    /// The name of the type in camelCase, such as `managedDevice`.
    #[serde(rename = "type")]
    pub name: String,
    /// What a person calls such records.
    pub title: String,
    /// The path of the file.
    pub file: String,
    /// The format of the file: `json`, `json_lines`, `csv`, `xml` or `html`.
    pub format: String,
    /// How many records are in it.
    pub count: u64,
    /// The headings of the categories that the exported fields are of, in the package's language.
    pub categories: Vec<String>,
    /// What is left out of each record or not shown in clear, and why.
    pub withheld: Vec<WithheldRecord>,
}

/// A [`Withheld`](super::Withheld) in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct WithheldRecord {
    /// The keys on the way to the field, separated by full stops.
    pub path: String,
    /// The label of the field in the package's language.
    pub label: String,
    /// The documented item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The reason, by [its name](super::Reason::as_str).
    pub reason: String,
    /// The reason in the package's language.
    pub explanation: String,
}

impl WithheldRecord {
    pub(super) fn new(withheld: &Withheld, language: Language) -> Self {
        let key = withheld.path.rsplit('.').next().unwrap_or_default();
        Self {
            path: withheld.path.clone(),
            label: label(withheld.item, key, language).into(),
            item: withheld.item.map(ToString::to_string),
            class: withheld.class.map(|class| class.as_str().into()),
            reason: withheld.reason.as_str().into(),
            explanation: wording::reason(withheld.reason).get(language).into(),
        }
    }
}

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct FileRecord {
    /// The path in the package, with `/`.
    pub path: String,
    /// The length in bytes.
    pub bytes: u64,
    /// The SHA-256 digest in lower-case hexadecimal.
    pub sha256: String,
}

/// What article 15(1) and (2) of the GDPR asks a controller to tell a data subject beside the data
/// itself. None of it can be known from the code, so the caller supplies it; what is missing is
/// left out. (The categories of data, letter (b), are known, and each type of records has them.)
///
/// ```
/// use intune_privacy::export::Information;
///
/// let information: Information = serde_json::from_str(r#"{
///     "controller": "Contoso AB, privacy@contoso.example",
///     "purposes": ["To manage the devices of employees"],
///     "retention": "Until 30 days after the device is removed"
/// }"#)?;
/// assert_eq!(information.purposes.len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Information {
    /// Who is responsible, and how to reach them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller: Option<String>,
    /// The purposes of the processing: letter (a).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
    /// The recipients, or kinds of them: letter (c).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// How long the data is kept, or how that is decided: letter (d).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
    /// The rights to rectification, erasure, restriction and objection: letter (e).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<String>,
    /// The supervisory authority to complain to: letter (f).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaint: Option<String>,
    /// Where the data comes from, as far as not from the data subject: letter (g).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Automated decisions, profiling, the logic and the consequences: letter (h).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automated_decisions: Option<String>,
    /// The safeguards of transfers to third countries: paragraph 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safeguards: Option<String>,
}
