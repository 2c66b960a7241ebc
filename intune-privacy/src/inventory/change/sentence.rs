//! A change as a sentence that a reviewer understands without the code.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::Change;
use crate::inventory::field::FieldEntry;
use crate::inventory::ground::Ground;
use crate::inventory::record::{RecordEntry, type_name};
use intune_privacy_taxonomy::Class;

const NO_CLASS: &str = "of no class";

pub(super) fn write(change: &Change<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let name = change.record().type_name();
    match *change {
        Change::RecordAdded(_) => write!(f, "`{name}` is new"),
        Change::RecordRemoved(_) => write!(f, "`{name}` is gone"),
        Change::RecordAltered { before, after } => {
            write!(f, "`{name}` {}", record_facts(before, after).join("; "))
        }
        Change::FieldAdded { record, field } => added(name, field, record, f),
        Change::FieldRemoved { field, .. } => removed(name, field, f),
        Change::FieldAltered { record, before, after } => {
            write!(f, "`{name}.{}` {}", after.name(), facts(before, after, record).join("; "))
        }
    }
}

fn added(
    name: &str,
    field: &FieldEntry,
    record: &RecordEntry,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let place = field.name();
    if let Some(inner) = &field.nested {
        return write!(f, "`{name}` now holds `{}` in `{place}`", type_name(inner));
    }
    if field.class == Some(Class::NonPersonal) {
        return write!(f, "`{name}` now has `{place}`, which is not personal data");
    }
    match field.item {
        Some(item) => write!(f, "`{name}` now collects `{item}`, ")?,
        None => write!(f, "`{name}` now holds `{place}`, ")?,
    }
    f.write_str(&class(field, record))?;
    if field.secret {
        f.write_str(", a secret")?;
    }
    if field.subject {
        f.write_str("; it identifies the data subject")?;
    }
    Ok(())
}

fn removed(name: &str, field: &FieldEntry, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let place = field.name();
    match (&field.nested, field.item) {
        (Some(inner), _) => {
            write!(f, "`{name}` no longer holds `{}` in `{place}`", type_name(inner))
        }
        (None, Some(item)) => write!(f, "`{name}` no longer collects `{item}`"),
        (None, None) => write!(f, "`{name}` no longer has `{place}`"),
    }
}

/// The class, and by whose word.
fn class(field: &FieldEntry, record: &RecordEntry) -> String {
    let class = field.class.map_or(NO_CLASS, Class::as_str);
    match &field.ground {
        Ground::Documented => format!("documented as {class}"),
        Ground::Inferred => format!("{class} as the rest of its category is (inferred)"),
        Ground::Tied(tie) => format!("{class} because {}", tie.in_words(record)),
        Ground::Stricter => format!("{class}, which is stricter than what is inferred"),
        Ground::Chosen => {
            format!("{class} by the developer's choice, because no edition gives a class")
        }
        Ground::Undocumented(reason) => format!("{class}; no document lists it: {reason}"),
        Ground::NonPersonal => "not personal".to_owned(),
        Ground::Nested => "a record".to_owned(),
        Ground::Unknown => format!("{class}, and nothing says why"),
    }
}

fn facts(before: &FieldEntry, after: &FieldEntry, record: &RecordEntry) -> Vec<String> {
    let mut facts = Vec::new();
    let word = |field: &FieldEntry| match (field.class, &field.nested) {
        (Some(class), _) => class.as_str(),
        (None, Some(_)) => "a record",
        (None, None) => NO_CLASS,
    };
    if before.item != after.item {
        let item = |field: &FieldEntry| match field.item {
            Some(item) => format!("`{item}`"),
            None => "no documented item".to_owned(),
        };
        facts.push(format!("is now {}; it was {}", item(after), item(before)));
    }
    if before.class != after.class {
        let is = match (after.class, &after.nested) {
            (None, Some(_)) => "now holds records".to_owned(),
            _ => format!("is now {}", class(after, record)),
        };
        facts.push(format!("{is}; it was {}", word(before)));
    } else if before.ground != after.ground {
        facts.push(format!("is now {}; the basis was \"{}\"", class(after, record), before.ground));
    }
    if before.nested != after.nested {
        facts
            .extend(after.nested.as_ref().map(|inner| format!("now holds `{}`", type_name(inner))));
    }
    if before.requirement() != after.requirement() {
        facts.extend(after.requirement().map(|requirement| format!("is now {requirement}")));
    }
    let says = [
        (before.mam, after.mam, "is now collected by MAM", "is no longer collected by MAM"),
        (
            before.subject,
            after.subject,
            "now identifies the data subject",
            "no longer identifies the data subject",
        ),
        (before.secret, after.secret, "is now a secret", "is no longer a secret"),
    ];
    facts.extend(news(says));
    facts
}

fn record_facts(before: &RecordEntry, after: &RecordEntry) -> Vec<String> {
    let mut facts = Vec::new();
    if before.category != after.category {
        facts.push(match after.category {
            Some(category) => format!("is now of the category `{category}`"),
            None => "has no category any longer".to_owned(),
        });
    }
    if before.collected_if != after.collected_if {
        facts.push(match after.collected_if {
            Some(condition) => format!("now exists only if `{condition}`"),
            None => "now exists under every condition".to_owned(),
        });
    }
    let says = [
        (
            before.tied,
            after.tied,
            "is now declared `tied` to a user or device",
            "is no longer declared `tied` to a user or device",
        ),
        (
            before.mam_only,
            after.mam_only,
            "is now for deployments that use MAM only",
            "is no longer for deployments that use MAM only",
        ),
    ];
    facts.extend(news(says));
    facts
}

/// What is said of each fact that is not as it was.
fn news<const N: usize>(
    says: [(bool, bool, &'static str, &'static str); N],
) -> impl Iterator<Item = String> {
    says.into_iter()
        .filter(|(before, after, ..)| before != after)
        .map(|(_, after, gained, lost)| if after { gained } else { lost }.to_owned())
}
