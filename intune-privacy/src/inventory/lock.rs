//! `privacy.lock`: the inventory as a text for reviewers.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use super::Inventory;
use super::document::{FieldDocument, InventoryDocument, InventoryError, RecordDocument, VERSION};
use super::record::RecordEntry;
use intune_privacy_taxonomy::Edition;

const HEAD: &str = "\
# What the types of this program hold, by intune-privacy. A test compares it with the code.
# Do not edit it: `PRIVACY_LOCK=write cargo test` writes it anew.
";

/// The text of the lock file: one line for each field.
pub(super) fn write(inventory: &Inventory) -> String {
    let mut out = String::from(HEAD);
    let editions: Vec<_> = Edition::ALL.iter().map(|edition| quoted(edition.as_str())).collect();
    let editions = editions.join(", ");
    let _ = writeln!(out, "version = {VERSION}\neditions = [{editions}]");
    out.extend(inventory.records.iter().map(record_text));
    out
}

/// What the lock file says of a type.
pub(super) fn record_text(record: &RecordEntry) -> String {
    let mut record = RecordDocument::from(record);
    // To move a field is no change of what is held.
    record.fields.sort_by(|one, other| one.name.cmp(&other.name));
    let mut out = String::new();
    let _ = writeln!(out, "\n[[records]]\nname = {}", quoted(&record.name));
    for (key, text) in [("category", &record.category), ("collected_if", &record.collected_if)] {
        if let Some(text) = text {
            let _ = writeln!(out, "{key} = {}", quoted(text));
        }
    }
    for (key, holds) in [("tied", record.tied), ("mam_only", record.mam_only)] {
        if holds {
            let _ = writeln!(out, "{key} = true");
        }
    }
    out.push_str("fields = [");
    for (index, field) in record.fields.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { "" });
        write_field(field, &mut out);
    }
    out.push_str("]\n");
    out
}

fn write_field(field: &FieldDocument, out: &mut String) {
    let _ = write!(out, "    {{ name = {}", quoted(&field.name));
    if let Some(class) = &field.class {
        let _ = write!(out, ", class = {}", quoted(class));
    }
    for (key, holds) in [
        ("required", field.required),
        ("mam", field.mam),
        ("subject", field.subject),
        ("secret", field.secret),
    ] {
        if holds {
            let _ = write!(out, ", {key} = true");
        }
    }
    let texts = [("item", &field.item), ("holds", &field.holds), ("basis", &field.basis)];
    for (key, text) in texts {
        if let Some(text) = text {
            let _ = write!(out, ", {key} = {}", quoted(text));
        }
    }
    out.push_str(" },\n");
}

/// A string of TOML. Its escapes are those of JSON, but for one character that JSON has as it is.
pub(super) fn quoted(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.replace('\u{7f}', "\\u007f")
}

pub(super) fn read(text: &str) -> Result<Inventory, InventoryError> {
    if let Some(line) = text.lines().position(is_mark) {
        return Err(InventoryError::Conflict { line: line + 1 });
    }
    let document: InventoryDocument = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(text.len(), |span| span.start);
        let before = text.get(..start).unwrap_or(text);
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        InventoryError::Malformed {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            path: None,
        }
    })?;
    document.inventory()
}

/// Whether git marks a conflict with the line.
fn is_mark(line: &str) -> bool {
    ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark)) || line == "======="
}
