//! A policy as a document: TOML, JSON, or any other format of serde that describes itself.

use alloc::{format, vec};
use core::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Action, Policy};
use intune_privacy_taxonomy::{Category, Class, Item, item_by_any_name, items, nearest_items};

mod action;
mod mistake;
mod word;

use action::ActionOf;
use mistake::{Help, Mistake, excerpt, may_be_near};
use word::{Vocabulary, Word, Words};

/// Reads a policy from a document.
///
/// | Key | Value |
/// |---|---|
/// | `preset` | what the rest changes: `strict` (if it is missing), `logs`, `support` or `analytics` |
/// | `classes` | a table from a class to its action: `identified`, `pseudonymized`, `aggregated`, `non_personal` |
/// | `items` | a table for each category, from an item, by its name or an alias, to its action |
///
/// An action is one of these words, or a table with a number:
///
/// | Action | Meaning |
/// |---|---|
/// | `keep`, `erase`, `omit`, `mask`, `mask_to_length`, `generalize`, `pseudonymize` | the [`Action`] of that name |
/// | `suppress`, `suppress_cms` | [`Action::SUPPRESS`], [`Action::SUPPRESS_CMS`] |
/// | `round`, `round_nhs` | [`Action::ROUND`], [`Action::ROUND_NHS`] |
/// | `{ suppress = 10 }` | [`Action::Suppress`] with the minimum 10, from 2 to 65535 |
/// | `{ round = 10 }` | [`Action::Round`] to the nearest multiple of 10, from 2 to 65535 |
/// | `{ round = { nearest = 10, small = { up_to = 14, as = 10 } } }` | the same, and 1 to 14 as 10 |
///
/// ```
/// use intune_privacy::{Action, Class, Policy, items};
///
/// let policy: Policy = toml::from_str(
///     r#"
///     preset = "logs"
///
///     [classes]
///     aggregated = { suppress = 11 }
///
///     [items]
///     user.principal_name = "mask"
///     hardware_inventory.imei = "pseudonymize"
///     "#,
/// )?;
/// assert_eq!(policy.action(Class::Identified), Action::Erase);
/// assert_eq!(policy.action(Class::Aggregated), Action::SUPPRESS_CMS);
/// assert_eq!(policy.action_for_item(&items::user::PRINCIPAL_NAME), Action::Mask);
///
/// let json = r#"{"preset": "logs", "items": {"user": {"principal_name": "mask"}}}"#;
/// let policy: Policy = serde_json::from_str(json)?;
/// assert_eq!(policy.action_for_item(&items::user::PRINCIPAL_NAME), Action::Mask);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The keys of pseudonyms are no part of a document: give them to the policy that was read, by
/// `Policy::with_pseudonyms`. The command `intune-privacy policy check FILE` shows what a document
/// does.
///
/// # Errors
///
/// Nothing is passed over: an unknown or repeated name, a wrong type, a number that does nothing,
/// and an action other than to erase on a secret are errors. They name what is wrong and what may
/// have been meant, and the format adds the line and the column:
///
/// ```
/// use intune_privacy::Policy;
///
/// let error = toml::from_str::<Policy>("items.user.principle_name = 'mask'").unwrap_err();
/// assert_eq!(
///     error.message(),
///     "unknown item `user.principle_name`: did you mean `user.principal_name`?",
/// );
/// assert_eq!(error.span(), Some(11..25));
/// ```
impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Document)
    }
}

#[derive(Clone, Copy)]
enum Part {
    Preset,
    Classes,
    Items,
}

static PARTS: Vocabulary<Part> = Vocabulary::new(
    "key",
    &[("preset", Part::Preset), ("classes", Part::Classes), ("items", Part::Items)],
);

type Preset = fn() -> Policy;

static PRESETS: Vocabulary<Preset> = Vocabulary::new(
    "preset",
    &[
        ("strict", Policy::strict),
        ("logs", Policy::logs),
        ("support", Policy::support),
        ("analytics", Policy::analytics),
    ],
);

struct Document;

impl<'de> Visitor<'de> for Document {
    type Value = Policy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a policy: a table with `preset`, `classes` and `items`")
    }

    /// The preset may come last, so all is read before anything is changed.
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Policy, M::Error> {
        let mut preset: Preset = Policy::strict;
        let mut classes = Classes::NONE;
        let mut items = Items::NONE;
        let mut parts = Words::of(&PARTS);
        while let Some(part) = parts.next(&mut map)? {
            match part {
                Part::Preset => preset = map.next_value_seed(PRESETS.value())?,
                Part::Classes => map.next_value_seed(&mut classes)?,
                Part::Items => map.next_value_seed(&mut items)?,
            }
        }
        Ok(items.over(classes.over(preset())))
    }
}

/// The actions of the classes, by index.
struct Classes([Option<Action>; Class::ALL.len()]);

/// The names of all values of a type of the taxonomy, each with what it means.
macro_rules! names {
    ($Type:ident) => {
        &const {
            let mut names = [("", $Type::ALL[0]); $Type::ALL.len()];
            let mut i = 0;
            while i < names.len() {
                names[i] = ($Type::ALL[i].as_str(), $Type::ALL[i]);
                i += 1;
            }
            names
        }
    };
}

static CLASSES: Vocabulary<Class> = Vocabulary::new("class", names!(Class));

impl Classes {
    const NONE: Self = Self([None; Class::ALL.len()]);

    fn over(&self, policy: Policy) -> Policy {
        Class::ALL.iter().zip(self.0).fold(policy, |policy, (class, action)| match action {
            Some(action) => policy.with(*class, action),
            None => policy,
        })
    }
}

impl<'de> DeserializeSeed<'de> for &mut Classes {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Classes {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table from classes to actions")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut classes = Words::of(&CLASSES);
        while let Some(class) = classes.next(&mut map)? {
            self.0[class as usize] = Some(map.next_value()?);
        }
        Ok(())
    }
}

/// The items that have an action of their own, by row, each with the name that the document gives.
struct Items([Option<(&'static str, Action)>; items::ALL.len()]);

static CATEGORIES: Vocabulary<Category> =
    Vocabulary::new("category", names!(Category)).or_item(item_without_table);

/// The item that was written in the place of its category, alone or as `category.name`.
fn item_without_table(word: &str) -> Option<&'static Item> {
    let (category, name) = match word.rsplit_once(['.', ':']) {
        Some((category, name)) => (Category::from_name(category.trim_end_matches(':')), name),
        None => (None, word),
    };
    let nearest = nearest_items(name, category).into_iter().next()?;
    (name != word || nearest.is_named(word)).then_some(nearest)
}

impl Items {
    const NONE: Self = Self([None; items::ALL.len()]);

    fn over(&self, policy: Policy) -> Policy {
        items::ALL.into_iter().fold(policy, |policy, item| match self.0[usize::from(item.row)] {
            Some((_, action)) => policy.with_item(item, action),
            None => policy,
        })
    }
}

impl<'de> DeserializeSeed<'de> for &mut Items {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Items {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table from categories to their items")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut categories = Words::of(&CATEGORIES);
        while let Some(category) = categories.next(&mut map)? {
            map.next_value_seed(ItemsOf { category, items: self })?;
        }
        Ok(())
    }
}

/// The items of one category.
struct ItemsOf<'a> {
    category: Category,
    items: &'a mut Items,
}

impl ItemsOf<'_> {
    /// The item of that name or alias, and the name as the taxonomy spells it.
    fn item(&self, word: &str) -> Result<(&'static Item, &'static str), Mistake> {
        let Some(item) = item_by_any_name(self.category, word) else {
            return Err(self.unknown(word));
        };
        let name = item.aliases.iter().find(|alias| **alias == word).unwrap_or(&item.name);
        match self.items.0[usize::from(item.row)] {
            None => Ok((item, name)),
            Some((first, _)) => Err(self.duplicate(first, name)),
        }
    }

    fn unknown(&self, word: &str) -> Mistake {
        let near =
            if may_be_near(word) { nearest_items(word, Some(self.category)) } else { vec![] };
        Mistake::Unknown {
            kind: "item",
            word: format!("{}.{}", self.category, excerpt(word)),
            help: near.first().map_or(Help::None, |item| Help::Item(item)),
        }
    }

    fn duplicate(&self, first: &'static str, second: &'static str) -> Mistake {
        let category = self.category;
        if first == second {
            Mistake::Duplicate { kind: "item", word: format!("{category}.{first}") }
        } else {
            Mistake::SameItem { category, first, second }
        }
    }
}

impl<'de> DeserializeSeed<'de> for ItemsOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ItemsOf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a table from items of `{}` to actions", self.category)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some((item, name)) =
            map.next_key_seed(Word::new("item", |word| self.item(word)))?
        {
            let action = map.next_value_seed(ActionOf(Some(item)))?;
            self.items.0[usize::from(item.row)] = Some((name, action));
        }
        Ok(())
    }
}

/// Writes a policy out in full, but without the keys of its pseudonyms: what is read from the
/// document is equal to a policy that has none.
///
/// There is no `preset`, so that a later version of this crate reads the very same policy.
///
/// ```
/// use intune_privacy::{Action, Policy, items};
///
/// let policy = Policy::logs().with_item(&items::user::PRINCIPAL_NAME, Action::Mask);
/// let document = toml::to_string(&policy)?;
/// assert_eq!(
///     document,
///     r#"[classes]
/// identified = "erase"
/// pseudonymized = "keep"
/// aggregated = "keep"
/// non_personal = "keep"
///
/// [items.user]
/// principal_name = "mask"
/// "#,
/// );
/// assert_eq!(toml::from_str::<Policy>(&document)?, policy);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If an action suppresses or rounds below 2, which does nothing and which no document may say; or
/// that of the serializer.
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_map(Some(2))?;
        parts.serialize_entry("classes", &ClassesOf(self))?;
        parts.serialize_entry("items", &CategoriesOf(self))?;
        parts.end()
    }
}

/// The classes of a policy, to be written.
struct ClassesOf<'a>(&'a Policy);

impl Serialize for ClassesOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let action = |class: &Class| (class.as_str(), self.0.action(*class));
        serializer.collect_map(Class::ALL.iter().map(action))
    }
}

/// The items of a policy by category, to be written.
struct CategoriesOf<'a>(&'a Policy);

impl Serialize for CategoriesOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = |category| ItemActionsOf { policy: self.0, category };
        let categories = Category::ALL.iter().map(|category| items(*category));
        let categories = categories.filter(|items| items.iter().next().is_some());
        // The number is asked for by formats that write it first.
        let mut map = serializer.serialize_map(Some(categories.clone().count()))?;
        for items in categories {
            map.serialize_entry(items.category.as_str(), &items)?;
        }
        map.end()
    }
}

struct ItemActionsOf<'a> {
    policy: &'a Policy,
    category: Category,
}

impl ItemActionsOf<'_> {
    fn iter(&self) -> impl Iterator<Item = (&'static str, Action)> + '_ {
        let own = self.policy.item_actions().filter(|(item, _)| item.category == self.category);
        own.map(|(item, action)| (item.name, action))
    }
}

impl Serialize for ItemActionsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.iter().count()))?;
        for (name, action) in self.iter() {
            map.serialize_entry(name, &action)?;
        }
        map.end()
    }
}
