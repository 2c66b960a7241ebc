//! Markdown: the whole in numbers, and a table for each type.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;
use std::io;

use super::inline::{Code, Text};
use super::{ReportError, Summary};
use crate::inventory::{FieldEntry, Ground, Inventory, RecordEntry};
use intune_privacy_taxonomy::Class;

/// Writes a summary and a table for each type in Markdown, as GitHub shows it.
///
/// Names, types and reasons are text: they neither end the cell that they are in nor mark anything
/// up.
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
/// report::markdown(&Inventory::of::<Owner>(), &mut out)?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.contains("| `email` | identified | `user::principal_name`: User"), "{text}");
/// # let _ = Owner { email: String::new() };
/// # Ok::<(), report::ReportError>(())
/// ```
///
/// # Errors
///
/// If `out` takes no more.
pub fn markdown(inventory: &Inventory, mut out: impl io::Write) -> Result<(), ReportError> {
    let mut text = String::new();
    // A string takes everything.
    let _ = write_report(inventory, &mut text);
    Ok(out.write_all(text.as_bytes())?)
}

/// The columns of the table of a type. The last one is there under a policy only.
const HEADS: [&str; 7] = ["Field", "Class", "Item", "Basis", "Collection", "Notes", "Action"];

fn write_report(inventory: &Inventory, out: &mut String) -> core::fmt::Result {
    out.write_str("# Inventory of classified data\n\n")?;
    let summary = Summary::of(inventory);
    writeln!(out, "Record types: {}. Fields: {}.\n", summary.records(), summary.fields())?;
    out.write_str("| Class | Fields |\n|---|---:|\n")?;
    for class in Class::ALL {
        writeln!(out, "| {} | {} |", Text(class.as_str()), summary.of_class(Some(*class)))?;
    }
    writeln!(out, "| a record | {} |\n", summary.of_ground("record"))?;
    out.write_str("| By whose word | Fields |\n|---|---:|\n")?;
    for kind in Ground::KINDS {
        let count = summary.of_ground(kind);
        if count > 0 {
            writeln!(out, "| {} | {count} |", meaning(kind))?;
        }
    }
    let has_actions = inventory.fields().any(|(_, field)| field.action().is_some());
    for record in inventory.records() {
        write_record(record, has_actions, out)?;
    }
    Ok(())
}

/// What a [kind](Ground::kind) of word means.
fn meaning(kind: &str) -> &'static str {
    match kind {
        "documented" => "documented: an edition lists the item under that class",
        "inferred" => "inferred: every documented row of the category has that class",
        "tied" => "tied: device data that the record ties to a user or device",
        "stricter" => "stricter: chosen above what is inferred",
        "chosen" => "chosen: no edition gives the item a class",
        "undocumented" => {
            "undocumented: no document lists the data, and the code says why it is held"
        }
        "not_personal" => "not personal, by the word of the developer",
        "record" => "a record, whose fields have classes of their own",
        _ => "unknown: nothing says what the field holds",
    }
}

fn write_record(record: &RecordEntry, has_actions: bool, out: &mut String) -> core::fmt::Result {
    writeln!(out, "\n## {}\n", Code(record.name()))?;
    let mut facts = Vec::new();
    facts.extend(record.place(record.line()).map(|place| Code(&place).to_string()));
    facts.extend(record.category().map(|category| format!("category: {}", category.label())));
    if record.is_tied() {
        facts.push("tied to a user or device by something outside of it".into());
    }
    facts.extend(record.collected_if().map(|it| format!("exists only {}", it.in_words())));
    if record.is_mam_only() {
        facts.push("for deployments that use MAM only".into());
    }
    if !facts.is_empty() {
        writeln!(out, "{}\n", facts.join("; "))?;
    }
    if record.fields().is_empty() {
        return out.write_str("No fields.\n");
    }
    let heads = if has_actions { &HEADS[..] } else { &HEADS[..HEADS.len() - 1] };
    writeln!(out, "| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()))?;
    for field in record.fields() {
        let cells = cells(field);
        writeln!(out, "| {} |", cells[..heads.len()].join(" | "))?;
    }
    Ok(())
}

fn cells(field: &FieldEntry) -> [String; HEADS.len()] {
    let text = |text: &str| Text(text).to_string();
    [
        Code(field.name()).to_string(),
        match field.class() {
            Some(class) => text(class.as_str()),
            None if *field.ground() == Ground::Nested => "a record".into(),
            None => "unknown".into(),
        },
        field.item().map_or_else(String::new, |item| {
            format!("{}: {}", Code(&item.to_string()), Text(item.labels.en))
        }),
        match field.ground() {
            // The class says it.
            Ground::NonPersonal | Ground::Nested => String::new(),
            ground => text(&ground.to_string()),
        },
        collection(field),
        notes(field).join("; "),
        text(field.action().unwrap_or_default()),
    ]
}

/// Whether the data is required, and under which circumstances it is collected.
pub(super) fn collection(field: &FieldEntry) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(field.requirement().map(|requirement| requirement.to_string()));
    parts.extend(field.condition().map(|condition| condition.in_words().into()));
    if field.is_mam() {
        let condition = field.mam_condition();
        parts.push(match condition {
            Some(condition) => format!("by MAM {}", condition.in_words()),
            None => "by MAM".into(),
        });
    }
    parts.join("; ")
}

fn notes(field: &FieldEntry) -> Vec<String> {
    let mut notes = Vec::new();
    if field.is_subject() {
        notes.push("identifies the data subject".into());
    }
    if field.is_secret() {
        notes.push("a secret".into());
    }
    notes.extend(field.nested().map(|name| format!("holds {}", Code(name))));
    notes
}
