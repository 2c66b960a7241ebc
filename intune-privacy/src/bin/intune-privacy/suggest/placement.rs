//! Which documented item a field's names mean.

use intune_privacy_taxonomy::{
    Category, Item, Meaning, NeverCollected, items, meaning_of_field, snake_case,
};

use super::graph::{Resource, property};
use super::outline::Field;

/// The record that a field is of, as far as it gives names a meaning.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// The type's name in snake case.
    pub(super) name: String,
    pub(super) category: Option<Category>,
    /// The category is not written in the file.
    pub(super) inferred: bool,
    pub(super) resource: Option<&'static Resource>,
}

/// What the names of a field come to.
#[derive(Clone, Debug)]
pub(super) enum Placement {
    Placed(Placed),
    /// Several items.
    Ambiguous(Vec<&'static Item>),
    /// Data that is never collected.
    Never(&'static NeverCollected),
    /// The field's name means one item, and serde's name for it another.
    Contradiction(&'static Item, &'static Item),
    Unknown,
}

/// An item, and how it was found.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) item: &'static Item,
    /// The field's own name means the item wherever it stands, or in the category that is written.
    pub(super) exact: bool,
    pub(super) reason: String,
}

/// Where a field belongs.
pub(super) fn place(field: &Field, record: &Record) -> Placement {
    if field.name.starts_with(|c: char| c.is_ascii_digit()) {
        return Placement::Unknown;
    }
    let name = &*field.name;
    if record.resource.is_some_and(|resource| resource.own(&snake_case(name)).is_some()) {
        let placed = by_resource(field, record).into_iter().next();
        return placed.map_or(Placement::Unknown, Placement::Placed);
    }
    let candidates = match meaning_of_field(name, record.category) {
        Meaning::Item(item) => {
            let others = field.serde_names.iter().filter_map(|name| distinctive(name, record));
            if let Some(other) = others.into_iter().find(|other| *other != item) {
                return Placement::Contradiction(item, other);
            }
            return Placement::Placed(by_name(name, item, record));
        }
        Meaning::Never(never) => return Placement::Never(never),
        Meaning::Ambiguous(items) => items,
        _ => Vec::new(),
    };
    // The first source that knows the field decides, and it has to know one item.
    for source in [by_serde, by_resource, by_record] {
        let mut found = source(field, record);
        found.retain(|placed| candidates.is_empty() || candidates.contains(&placed.item));
        match &*found {
            [] => {}
            [first, rest @ ..] if rest.iter().all(|placed| placed.item == first.item) => {
                return Placement::Placed(found.swap_remove(0));
            }
            several => {
                return Placement::Ambiguous(several.iter().map(|placed| placed.item).collect());
            }
        }
    }
    if candidates.is_empty() { Placement::Unknown } else { Placement::Ambiguous(candidates) }
}

/// The items whose name this is, though it is too general to mean one of them here.
pub(super) fn too_general(name: &str) -> Vec<&'static Item> {
    let name = &*snake_case(name);
    items::ALL.into_iter().filter(|item| item.is_named(name)).collect()
}

fn distinctive(name: &str, record: &Record) -> Option<&'static Item> {
    match meaning_of_field(name, record.category) {
        Meaning::Item(item) => Some(item),
        _ => None,
    }
}

fn by_name(name: &str, item: &'static Item, record: &Record) -> Placed {
    let snake = snake_case(name);
    let anywhere = meaning_of_field(name, None) == Meaning::Item(item);
    let what = if item.name == snake { "the name" } else { "another name" };
    let reason = match record.category {
        Some(category) if !anywhere => {
            format!("`{snake}` is {what} of the item in the category `{category}`")
        }
        _ => format!("`{snake}` is {what} of the item"),
    };
    Placed { item, exact: anywhere || !record.inferred, reason }
}

fn by_serde(field: &Field, record: &Record) -> Vec<Placed> {
    let names = field.serde_names.iter();
    let placed = names.filter_map(|name| {
        let item = distinctive(name, record)
            .or_else(|| Some(property(&snake_case(name), record.resource)?.0))?;
        Some(Placed { item, exact: false, reason: format!("serde names it `{name}`") })
    });
    placed.collect()
}

fn by_resource(field: &Field, record: &Record) -> Vec<Placed> {
    let found = property(&snake_case(&field.name), record.resource);
    let placed = found.map(|(item, resource)| Placed {
        item,
        exact: false,
        reason: format!("it is a property of {} in Microsoft Graph", resource.name),
    });
    placed.into_iter().collect()
}

/// By the name without that of the record, or with it: the `device_serial_number` of a device is its
/// `serial_number`, and its `name` is the `device_name`.
fn by_record(field: &Field, record: &Record) -> Vec<Placed> {
    let name = &*snake_case(&field.name);
    let words: Vec<&str> = record.name.split('_').collect();
    let prefixes = (0..words.len()).map(|first| words[first..].join("_"));
    let mut placed = Vec::new();
    for prefix in prefixes.filter(|prefix| !prefix.is_empty()) {
        let rest = name.strip_prefix(&prefix).and_then(|rest| rest.strip_prefix('_'));
        let names = [rest.map(String::from), Some(format!("{prefix}_{name}"))];
        let how = ["without", "with"];
        for (name, how) in names.into_iter().zip(how) {
            let Some(name) = name else { continue };
            if let Some(item) = distinctive(&name, record) {
                let reason = format!("{how} the record's name it is `{name}`");
                placed.push(Placed { item, exact: false, reason });
            }
        }
    }
    placed
}

/// Whether the field's own name is enough for the compiler to know the item.
pub(super) fn is_implied(field: &Field, category: Option<Category>, item: &'static Item) -> bool {
    meaning_of_field(&field.name, category) == Meaning::Item(item)
}
