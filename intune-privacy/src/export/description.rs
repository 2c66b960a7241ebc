//! What a field is called and by whose word, in one language.

use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::{String, ToString};

use super::wording;
use crate::schema::Field;
use intune_privacy_taxonomy::{Category, Class, Item, Language};

/// What is said of a field beside its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The documented label; of a field that no document lists, its key in words.
    pub(super) label: Cow<'static, str>,
    pub(super) class: Option<Class>,
    /// The name of the class.
    pub(super) class_name: &'static str,
    /// Where the class comes from; of a field that no document lists nothing is said.
    pub(super) basis: Option<&'static str>,
    /// The heading of the item's category, or else of the record's.
    pub(super) category: Option<&'static str>,
    /// The conditions under which the data is collected.
    pub(super) condition: Option<Cow<'static, str>>,
    pub(super) item: Option<&'static Item>,
    /// Why a personal field that no document lists is held, in the words of its developer.
    pub(super) undocumented: Option<&'static str>,
}

impl Description {
    /// Describes a field of a record of that category.
    pub(super) fn new(field: Field, category: Option<Category>, language: Language) -> Self {
        let item = field.item();
        let is_personal = field.class() != Some(Class::NonPersonal);
        let category = item.map_or(category, |item| Some(item.category)).filter(|_| is_personal);
        let condition = field.condition().map(|it| wording::condition(it).get(language));
        let mam = field.mam_condition().filter(|_| field.is_mam());
        let mam = mam.map(|it| wording::mam_condition(it).get(language));
        Self {
            label: label(item, field.key(), language),
            class: field.class(),
            class_name: field.class().map_or("", |class| wording::class(class).get(language)),
            basis: item.map(|item| wording::basis(item.basis).get(language)),
            category: category.map(|category| category.facts().labels.get(language)),
            condition: match (condition, mam) {
                (Some(condition), Some(mam)) => Some(format!("{condition}; {mam}").into()),
                (condition, mam) => condition.or(mam).map(Cow::Borrowed),
            },
            item,
            undocumented: field.undocumented(),
        }
    }

    /// What is said, under its name, as far as there is anything to say.
    pub(super) fn words(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        [
            ("label", Some((*self.label).into())),
            ("class", Some(self.class_name.into())),
            ("basis", self.basis.map(Cow::Borrowed)),
            ("category", self.category.map(Cow::Borrowed)),
            ("condition", self.condition.as_deref().map(Cow::Borrowed)),
            ("item", self.item.map(|item| item.to_string().into())),
            ("undocumented", self.undocumented.map(Cow::Borrowed)),
        ]
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)))
    }
}

/// What a field is called: its documented label, or else its key in words.
pub(super) fn label(item: Option<&Item>, key: &str, language: Language) -> Cow<'static, str> {
    match item {
        Some(item) => item.labels.get(language).into(),
        None => in_words(key).into(),
    }
}

/// A key in words: `azureADDeviceId` as `Azure AD device id`.
pub(super) fn in_words(key: &str) -> String {
    let mut words = String::with_capacity(key.len() + 8);
    let mut before = ' ';
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_capitals = c.is_uppercase()
            && before.is_uppercase()
            && chars.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = c.is_uppercase() && !before.is_uppercase() || ends_capitals;
        if !c.is_alphanumeric() {
            if !words.ends_with(' ') && !words.is_empty() {
                words.push(' ');
            }
        } else if words.is_empty() {
            words.extend(c.to_uppercase());
        } else {
            if starts_word && !words.ends_with(' ') {
                words.push(' ');
            }
            // A capital among capitals is part of an abbreviation.
            let alone = chars.peek().is_none_or(|next| !next.is_uppercase());
            if c.is_uppercase() && alone && (starts_word || !before.is_uppercase()) {
                words.extend(c.to_lowercase());
            } else {
                words.push(c);
            }
        }
        before = c;
    }
    let words = words.trim_end();
    if words.is_empty() { key.to_owned() } else { words.to_owned() }
}

/// A name in camelCase, as Graph has it: `ManagedDevice` as `managedDevice`.
pub(super) fn in_camel_case(name: &str) -> String {
    let words = in_words(name);
    let mut words = words.split(' ');
    let mut camel = words.next().unwrap_or_default().to_lowercase();
    for word in words {
        let mut rest = word.chars();
        camel.extend(rest.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(rest.as_str());
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::{in_camel_case, in_words};

    #[test]
    fn a_key_becomes_words() {
        for (key, words) in [
            ("deviceName", "Device name"),
            ("azureADDeviceId", "Azure AD device id"),
            ("azureADRegistered", "Azure AD registered"),
            ("wiFiMacAddress", "Wi fi mac address"),
            ("shoe_size", "Shoe size"),
            ("ManagedDevice", "Managed device"),
            ("pcr0", "Pcr0"),
            ("windowsPE", "Windows PE"),
            ("@odata.type", "Odata type"),
            ("0", "0"),
            ("--", "--"),
        ] {
            assert_eq!(in_words(key), words);
        }
    }

    #[test]
    fn a_type_has_the_name_that_graph_would_give_it() {
        for (name, camel) in [
            ("ManagedDevice", "managedDevice"),
            ("managedDevice", "managedDevice"),
            ("managed_device", "managedDevice"),
            ("AADDevice", "aadDevice"),
            ("DeviceID", "deviceID"),
            ("Windows10Device", "windows10Device"),
            ("--", "--"),
            ("", ""),
        ] {
            assert_eq!(in_camel_case(name), camel);
        }
    }
}
