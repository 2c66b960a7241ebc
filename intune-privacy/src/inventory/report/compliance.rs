//! The compliance report of .NET.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io;

use serde::Serialize;

use super::{ReportError, write_json};
use crate::inventory::{FieldEntry, Inventory, RecordEntry};

/// Writes the compliance report that the generator of Microsoft.Extensions.Compliance writes of a
/// .NET assembly, so that tools for it read ours.
///
/// The name of a classification is that of the class, and its notes are the documented item and by
/// whose word the field has the class. Fields without personal data are not listed, nor are types
/// without a listed field. A field of which nothing says what it holds is `unknown`. The name of
/// the whole is that of the crate; of several crates, their names with commas between them. A lock
/// file says neither type, file nor line: they are empty, and the line is `0`.
///
/// Source: `Microsoft.Gen.ComplianceReports` of dotnet/extensions at 5862342.
///
/// ```
/// use intune_privacy::Classified;
/// use intune_privacy::inventory::{Inventory, report};
///
/// #[derive(Classified)]
/// struct Owner {
///     #[data(identified, required, mam, item = user::email)]
///     email: String,
/// }
///
/// let mut out = Vec::new();
/// report::compliance(&Inventory::of::<Owner>(), &mut out)?;
/// let report: serde_json::Value = serde_json::from_slice(&out).unwrap();
/// let member = &report["Types"][0]["Members"][0];
/// assert_eq!(member["Type"], "String");
/// assert_eq!(member["Classifications"][0]["Name"], "identified");
/// assert_eq!(member["Classifications"][0]["Notes"], "user::principal_name; documented");
/// # let _ = Owner { email: String::new() };
/// # Ok::<(), report::ReportError>(())
/// ```
///
/// # Errors
///
/// If `out` takes no more.
pub fn compliance(inventory: &Inventory, out: impl io::Write) -> Result<(), ReportError> {
    let mut types: Vec<_> = inventory.records().iter().filter_map(Type::of).collect();
    types.sort_by(|one, other| ordinal(one.name, other.name));
    let mut crates: Vec<_> = inventory.records().iter().map(RecordEntry::crate_name).collect();
    crates.dedup();
    write_json(&Report { name: crates.join(", "), types }, out)
}

/// The order of .NET that goes by the code units of UTF-16.
fn ordinal(one: &str, other: &str) -> core::cmp::Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Report<'a> {
    name: String,
    types: Vec<Type<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Type<'a> {
    name: &'a str,
    members: Vec<Member<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Member<'a> {
    name: &'a str,
    #[serde(rename = "Type")]
    type_name: &'a str,
    file: &'a str,
    /// A text there too.
    line: String,
    classifications: [Classification; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Classification {
    name: &'static str,
    notes: String,
}

impl<'a> Type<'a> {
    /// `None` if no field is listed.
    fn of(record: &'a RecordEntry) -> Option<Self> {
        let listed = record.fields().iter().filter(|field| field.is_personal());
        let mut members: Vec<_> = listed.map(|field| Member::of(record, field)).collect();
        members.sort_by(|one, other| ordinal(one.name, other.name));
        (!members.is_empty()).then(|| Self { name: record.name(), members })
    }
}

impl<'a> Member<'a> {
    fn of(record: &'a RecordEntry, field: &'a FieldEntry) -> Self {
        Self {
            name: field.name(),
            type_name: field.type_name().unwrap_or_default(),
            file: record.file().unwrap_or_default(),
            line: field.line().to_string(),
            classifications: [Classification {
                name: field.class().map_or("unknown", |class| class.as_str()),
                notes: match field.item() {
                    Some(item) => format!("{item}; {}", field.ground()),
                    None => field.ground().to_string(),
                },
            }],
        }
    }
}
