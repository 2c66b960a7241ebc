//! From a name to the item it means.

use crate::category::Category;
use crate::item::Item;
use crate::items;
use crate::never_collected::{NEVER_COLLECTED, NeverCollected};
use crate::table::BY_ROW;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The item of that category and canonical name, found by binary search.
///
/// ```
/// use intune_privacy_taxonomy::{Category, item};
/// assert!(item(Category::User, "principal_name").is_some());
/// assert!(item(Category::User, "shoe_size").is_none());
/// ```
pub fn item(category: Category, name: &str) -> Option<&'static Item> {
    items::ALL
        .binary_search_by(|item| (item.category, item.name).cmp(&(category, name)))
        .ok()
        .map(|index| items::ALL[index])
}

/// The item at that position of the documents, [`Item::row`], in constant time.
///
/// ```
/// use intune_privacy_taxonomy::{item_at, items::user::PRINCIPAL_NAME};
/// assert_eq!(item_at(PRINCIPAL_NAME.row), Some(&PRINCIPAL_NAME));
/// assert_eq!(item_at(90), None);
/// ```
#[inline]
pub const fn item_at(row: u8) -> Option<&'static Item> {
    if (row as usize) < BY_ROW.len() { Some(BY_ROW[row as usize]) } else { None }
}

/// The item of that category by its name or an alias.
pub fn item_by_any_name(category: Category, name: &str) -> Option<&'static Item> {
    item(category, name).or_else(|| {
        items::ALL.into_iter().find(|item| item.category == category && item.is_named(name))
    })
}

/// What a name without a category means.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// One documented item.
    Item(&'static Item),
    /// Several items, each in a category of its own.
    Ambiguous(Vec<&'static Item>),
    /// Data that is never collected.
    Never(&'static NeverCollected),
    /// Nothing that the documents list.
    Unknown,
}

/// What the name of a field means in a record of the given category.
///
/// The record's own category comes first. Elsewhere a name counts only if it is distinctive:
/// `version` alone does not mean the version of an app.
///
/// ```
/// use intune_privacy_taxonomy::{Category, Meaning, items, meaning_of_field};
/// let meaning = meaning_of_field("version", Some(Category::ApplicationInventory));
/// assert_eq!(meaning, Meaning::Item(&items::application_inventory::VERSION));
/// assert_eq!(meaning_of_field("version", None), Meaning::Unknown);
/// ```
pub fn meaning_of_field(name: &str, category: Option<Category>) -> Meaning {
    let name = &*snake_case(name);
    if let Some(item) = category.and_then(|category| item_by_any_name(category, name)) {
        return Meaning::Item(item);
    }
    if let Some(never) = NEVER_COLLECTED.iter().find(|never| never.is_named(name)) {
        return Meaning::Never(never);
    }
    one_of(items::ALL.into_iter().filter(|item| item.is_named(name) && item.is_distinctive(name)))
}

/// What `item = name` means in a record of the given category.
///
/// Whoever names an item means it, so a name that is too general for a field counts here; it
/// still has to mean one item only.
pub fn meaning_of_item(name: &str, category: Option<Category>) -> Meaning {
    if let Some(item) = category.and_then(|category| item_by_any_name(category, name)) {
        return Meaning::Item(item);
    }
    one_of(items::ALL.into_iter().filter(|item| item.is_named(name)))
}

fn one_of(candidates: impl Iterator<Item = &'static Item>) -> Meaning {
    let candidates: Vec<_> = candidates.collect();
    match *candidates {
        [] => Meaning::Unknown,
        [item] => Meaning::Item(item),
        _ => Meaning::Ambiguous(candidates),
    }
}

/// `azureADDeviceId` as `azure_ad_device_id`: the form of every name in the taxonomy.
pub fn snake_case(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Cow::Borrowed(name);
    }
    let chars: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (i, &c) in chars.iter().enumerate() {
        let after_lower = i > 0 && (chars[i - 1].is_lowercase() || chars[i - 1].is_numeric());
        let before_lower = chars.get(i + 1).is_some_and(|next| next.is_lowercase());
        let after_upper = i > 0 && chars[i - 1].is_uppercase();
        if c.is_uppercase() && (after_lower || (after_upper && before_lower)) {
            snake.push('_');
        }
        if c == '-' {
            snake.push('_');
        } else {
            snake.extend(c.to_lowercase());
        }
    }
    Cow::Owned(snake)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_found_by_its_key() {
        for item in items::ALL {
            assert_eq!(super::item(item.category, item.name), Some(item));
        }
    }

    #[test]
    fn graph_names_become_the_names_of_the_table() {
        for (graph, snake) in [
            ("serialNumber", "serial_number"),
            ("azureADDeviceId", "azure_ad_device_id"),
            ("wiFiMacAddress", "wi_fi_mac_address"),
            ("totalStorageSpaceInBytes", "total_storage_space_in_bytes"),
            ("iccid", "iccid"),
            ("kebab-name", "kebab_name"),
            ("Serial_Number", "serial_number"),
            ("Serial-Number", "serial_number"),
            ("pcr0Value", "pcr0_value"),
        ] {
            assert_eq!(snake_case(graph), snake);
        }
    }

    #[test]
    fn ambiguous_names_list_their_candidates() {
        let Meaning::Ambiguous(candidates) = meaning_of_field("phone_number", None) else {
            panic!("two categories have a phone number")
        };
        assert_eq!(candidates.len(), 2);
        assert!(matches!(meaning_of_item("model", None), Meaning::Item(_)));
        assert_eq!(meaning_of_field("model", None), Meaning::Unknown);
    }

    #[test]
    fn a_record_of_the_category_may_hold_what_is_never_collected_elsewhere() {
        let support = meaning_of_field("contact", Some(Category::Support));
        assert_eq!(support, Meaning::Item(&items::support::CONTACT));
        assert!(matches!(meaning_of_field("contact", None), Meaning::Never(_)));
    }
}
