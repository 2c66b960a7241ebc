//! Comma-separated values: a row for each field.

use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;
use std::io;

use super::ReportError;
use crate::cell;
use crate::inventory::{FieldEntry, Ground, Inventory, RecordEntry, Tie};

/// The columns of [`csv()`], in their order. A later version adds new ones at the end.
pub const COLUMNS: [&str; 21] = [
    "record",
    "field",
    "key",
    "type",
    "file",
    "line",
    "class",
    "basis",
    "basis_detail",
    "category",
    "item",
    "label",
    "requirement",
    "condition",
    "mam",
    "mam_condition",
    "subject",
    "secret",
    "holds",
    "collected_if",
    "action",
];

/// Writes a row for each field under a header of the [columns](COLUMNS), as comma-separated values
/// (RFC 4180).
///
/// | Column | What it has |
/// |---|---|
/// | `record`, `field` | the path of the type and the Rust name of the field |
/// | `key`, `type` | the name that serde writes, and the Rust type |
/// | `file`, `line` | where the field is |
/// | `class` | empty for a field of records |
/// | `basis`, `basis_detail` | by whose word it has its class ([`Ground::kind`]); the developer's reason, or what ties the record |
/// | `category`, `item`, `label` | the documented item and its English name |
/// | `requirement` | `required` or `optional`; empty for what is not personal |
/// | `condition` | the only circumstance under which the item is collected |
/// | `mam`, `mam_condition` | whether the MAM workload collects it, and the documented condition |
/// | `subject`, `secret` | `true` or `false` |
/// | `holds` | the path of the record in the field |
/// | `collected_if` | the condition under which the whole record exists |
/// | `action` | what the policy of [`Inventory::under`] does |
///
/// What nobody says is empty; a lock file does not say the key, the type, the file and the line. A
/// text that a spreadsheet program could take for a formula has an apostrophe in front.
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
/// report::csv(&Inventory::of::<Owner>(), &mut out)?;
/// let text = String::from_utf8(out).unwrap();
/// let row = text.lines().nth(1).unwrap();
/// assert!(row.contains("identified,documented,,user,user::principal_name,"), "{row}");
/// # let _ = Owner { email: String::new() };
/// # Ok::<(), report::ReportError>(())
/// ```
///
/// # Errors
///
/// If `out` takes no more.
pub fn csv(inventory: &Inventory, mut out: impl io::Write) -> Result<(), ReportError> {
    let mut text = Vec::new();
    write_row(COLUMNS.map(|column| Some(column.into())), &mut text);
    for (record, field) in inventory.fields() {
        write_row(cells(record, field), &mut text);
    }
    Ok(out.write_all(&text)?)
}

type Cells<'a> = [Option<Cow<'a, str>>; COLUMNS.len()];

fn cells<'a>(record: &'a RecordEntry, field: &'a FieldEntry) -> Cells<'a> {
    let word = |text: &'static str| Some(Cow::Borrowed(text));
    let text = |text: Option<&'a str>| text.map(Cow::Borrowed);
    let flag = |holds: bool| word(if holds { "true" } else { "false" });
    let item = field.item();
    let is_stated = field.class().is_some();
    [
        text(Some(record.name())),
        text(Some(field.name())),
        text(field.key()),
        text(field.type_name()),
        text(record.file()),
        (field.line() > 0).then(|| field.line().to_string().into()),
        field.class().and_then(|class| word(class.as_str())),
        word(field.ground().kind()),
        text(detail(field.ground())),
        item.and_then(|item| word(item.category.as_str())),
        item.map(|item| item.to_string().into()),
        item.and_then(|item| word(item.labels.en)),
        field.requirement().and_then(|requirement| word(requirement.as_str())),
        field.condition().and_then(|condition| word(condition.as_str())),
        if is_stated { flag(field.is_mam()) } else { None },
        field.mam_condition().and_then(|condition| word(condition.as_str())),
        flag(field.is_subject()),
        flag(field.is_secret()),
        text(field.nested()),
        record.collected_if().and_then(|condition| word(condition.as_str())),
        text(field.action()),
    ]
}

/// The developer's reason, or the name of what ties the record.
fn detail(ground: &Ground) -> Option<&str> {
    match ground {
        Ground::Undocumented(reason) => Some(reason),
        Ground::Tied(Tie::Field(name) | Tie::Record(name)) => Some(name),
        _ => None,
    }
}

fn write_row(cells: Cells<'_>, out: &mut Vec<u8>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if let Some(text) = cell {
            cell::text(out, &text);
        }
    }
    out.extend_from_slice(b"\r\n");
}
