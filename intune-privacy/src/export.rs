//! Records for the person they are about: what a data subject is entitled to, in a form that people
//! and machines can read.
//!
//! A [`Scope`] says what an export holds. Each function takes an iterator of records and any
//! writer, and writes them one by one; the memory that it needs does not grow with their number.
//! Functions return how many records they wrote.
//!
//! ```
//! use intune_privacy::export::{self, Scope};
//! use intune_privacy::Classified;
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let device = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
//! let mut out = Vec::new();
//! export::json([&device], &Scope::subject_access(), &mut out)?;
//! assert_eq!(String::from_utf8(out)?, "[\n{\"serial_number\":\"C02XK1JGJHD3\"}\n]\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Names and nesting are those of the record's own serde form, without what the scope leaves out;
//! in the place of a tuple that is left out stands nothing (`null`). Secrets are in no export, and
//! a value of a secret type in a field that is no documented secret is written as `[secret]`. The
//! entries of a hash map and the elements of a hash set are sorted, so that the same records always
//! give the same bytes.

use std::io;

use thiserror::Error;

mod csv;
mod description;
mod html;
mod json;
mod manifest;
mod outline;
mod package;
mod page;
mod scope;
mod selection;
mod stream;
mod walk;
mod wording;
mod xml;

pub use crate::subject::Subject;
pub use manifest::{
    FileRecord, Information, MANIFEST_SCHEMA, Manifest, RecordType, ScopeRecord, Taxonomy,
    WithheldRecord,
};
pub use outline::Withheld;
pub use package::{Finding, Package, PackageError, Problem, VerifyError, verify};
pub use scope::Scope;
pub use selection::Reason;
pub(crate) use selection::Selection;
pub use stream::write;

use crate::schema::Classified;
use core::fmt;
use std::io::Write;

/// A form that records are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A list in JSON: [`json`].
    Json,
    /// A JSON object on each line: [`json_lines`].
    JsonLines,
    /// Comma-separated values: [`csv()`].
    Csv,
    /// The same after a byte-order mark, by which some spreadsheet programs know that it is UTF-8.
    CsvWithBom,
    /// [`xml`].
    Xml,
    /// A page to read: [`html`].
    Html,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Csv | Self::CsvWithBom => "CSV",
            Self::Xml => "XML",
            Self::Html => "HTML",
        })
    }
}

/// Why an export was not written to its end.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The writer failed.
    #[error("the export cannot be written")]
    Write(#[source] io::Error),
    /// A record holds a value without a form, such as a path that is no Unicode. What serde says of
    /// it is not repeated, because it can quote the value.
    #[error(
        "record {number} of the type `{record}` holds a value that cannot be written as {format}"
    )]
    Value {
        /// The Rust type of the record.
        record: &'static str,
        /// Which record it is, from 1.
        number: u64,
        /// The format that was to be written.
        format: Format,
    },
}

/// Writes records as a list in JSON, each on a line of its own.
///
/// In a scope that is [described](Scope::described), each field is an object: its `value`, and
/// before that its `label`, `class`, the `basis` of the class, `category`, `condition` and `item`,
/// as far as there are such, or why it is `undocumented`.
///
/// # Errors
///
/// As [`write()`].
pub fn json<T: Classified>(
    records: impl IntoIterator<Item = T>,
    scope: &Scope,
    out: impl Write,
) -> Result<u64, ExportError> {
    write(Format::Json, records, scope, out)
}

/// Writes records as JSON Lines: an object on each line, described as in [`json`].
///
/// # Errors
///
/// As [`write()`].
pub fn json_lines<T: Classified>(
    records: impl IntoIterator<Item = T>,
    scope: &Scope,
    out: impl Write,
) -> Result<u64, ExportError> {
    write(Format::JsonLines, records, scope, out)
}

/// Writes records as comma-separated values ([RFC 4180]): a header, then a line for each record.
/// Each line ends with CRLF.
///
/// | Value | Cells |
/// |---|---|
/// | a nested record | a column for each field: `user.displayName` |
/// | a list, a map, nested records of which there can be several, a record below one of its own type | one, as JSON |
/// | the entries of a flattened map | one for all, as a JSON object, in a column that is called like the record |
/// | the name of a unit variant, or a value of an enum that has no other column | one, in a column that is called like the field of the enum |
/// | a number, `true`, `false` | one, as in JSON; what JSON lacks is `NaN`, `Infinity` or `-Infinity` |
/// | a text | one |
/// | null or absent | empty |
///
/// The columns are known from the types, so the header stands there without a record, too. The
/// record itself is called by its type. A second column of one name has `_` after it. Keys of maps
/// are never columns.
///
/// Spreadsheet programs calculate a cell that starts like a formula. So a text, and a name in the
/// header, gets an apostrophe in front if it starts with `=`, `+`, `-`, `@` or the full-width form
/// of one of them, even after characters that are not seen, or with a tab or line break. So does
/// a text that is empty, or starts with an apostrophe or a byte-order mark. This can be undone
/// without a doubt: **one apostrophe at the start of a cell is taken off**, and what is left is the
/// text, even if it is empty. Numbers are no texts: `-5` stays.
///
/// A cell with a semicolon or tab is quoted as well, for programs that split there.
///
/// In a scope that is [described](Scope::described) four lines stand between the header and the
/// records: the label, class, category and condition of each column. The first column says in the
/// scope's language which line is which; in the header and for the records it is empty.
///
/// ```
/// use intune_privacy::export::{self, Scope};
/// use intune_privacy::Classified;
///
/// #[derive(Classified)]
/// struct User {
///     #[data(identified, required, mam, item = user::display_name)]
///     name: String,
/// }
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: Option<String>,
///     #[data(nested)]
///     user: User,
/// }
///
/// let device = Device { serial_number: None, user: User { name: "=1+1".into() } };
/// let mut out = Vec::new();
/// export::csv([&device], &Scope::subject_access(), &mut out)?;
/// assert_eq!(String::from_utf8(out)?, "serial_number,user.name\r\n,'=1+1\r\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 4180]: https://www.rfc-editor.org/rfc/rfc4180
///
/// # Errors
///
/// As [`write()`].
pub fn csv<T: Classified>(
    records: impl IntoIterator<Item = T>,
    scope: &Scope,
    out: impl Write,
) -> Result<u64, ExportError> {
    write(Format::Csv, records, scope, out)
}

/// Writes records as XML 1.0 in UTF-8.
///
/// The root `records` names their type in camelCase and holds a `record` for each of them. The
/// attribute `type` says what an element is: `record` (also for a map), `list`, `number`, `boolean`
/// or `null`; an element without it is text.
///
/// * What stands under a key is an element with that name, if the key is made of ASCII letters and
///   digits, `_`, `-` and `.`, begins with a letter or `_` but not with `xml` in any case, and has
///   at most 255 bytes. Every other key is the attribute `key` of an element `entry`.
/// * The elements of a list are `item`s.
/// * Numbers are written as in JSON, or else, as XML Schema has them, `NaN`, `INF` and `-INF`.
/// * Text in which there are characters that XML 1.0 does not have, such as NUL, is written as a
///   JSON string with all its escapes, which `encoding="json"` says; of such a key,
///   `keyEncoding="json"` does. All other text is as it is, white space included.
///
/// In a scope that is [described](Scope::described), the elements of fields have the attributes
/// `label`, `class`, `basis`, `category`, `condition`, `item` and `undocumented`, as far as there
/// are such. In these, a character that XML does not have is U+FFFD.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use intune_privacy::export::{self, Scope};
/// use intune_privacy::Classified;
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct ManagedDevice {
///     #[data(identified, required)]
///     serial_number: String,
///     #[data(identified, undocumented = "asset management")]
///     notes: BTreeMap<&'static str, Option<Vec<u8>>>,
/// }
///
/// let device = ManagedDevice {
///     serial_number: "<C02>".into(),
///     notes: [("floor", None), ("rack unit", Some(vec![7, 8]))].into(),
/// };
/// let mut out = Vec::new();
/// export::xml([&device], &Scope::subject_access(), &mut out)?;
/// assert_eq!(String::from_utf8(out)?, concat!(
///     r#"<?xml version="1.0" encoding="UTF-8"?>"#, "\n",
///     r#"<records type="managedDevice" xml:space="preserve">"#, "\n",
///     r#"<record type="record">"#,
///     r#"<serial_number>&lt;C02&gt;</serial_number>"#,
///     r#"<notes type="record">"#,
///     r#"<floor type="null"/>"#,
///     r#"<entry key="rack unit" type="list">"#,
///     r#"<item type="number">7</item><item type="number">8</item>"#,
///     r#"</entry></notes></record>"#, "\n",
///     "</records>\n",
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`write()`].
pub fn xml<T: Classified>(
    records: impl IntoIterator<Item = T>,
    scope: &Scope,
    out: impl Write,
) -> Result<u64, ExportError> {
    write(Format::Xml, records, scope, out)
}

/// Writes records as a page of HTML that a person can read, in the language of the scope.
///
/// # Errors
///
/// As [`write()`].
pub fn html<T: Classified>(
    records: impl IntoIterator<Item = T>,
    scope: &Scope,
    out: impl Write,
) -> Result<u64, ExportError> {
    write(Format::Html, records, scope, out)
}
