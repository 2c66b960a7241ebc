//! A rule about what a program may hold, as a pull request is checked for it.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use super::field::FieldEntry;
use super::ground::Ground;
use intune_privacy_taxonomy::{Category, Class, Item, Requirement, items, nearest};

/// Selects fields by one word: a class, a category, an item, `personal`, `undocumented`, `optional`
/// or `secret`.
///
/// ```
/// use intune_privacy::inventory::Selector;
///
/// for word in ["identified", "undocumented", "device_data", "device_data::location"] {
///     assert_eq!(word.parse::<Selector>()?.to_string(), word);
/// }
/// let error = "identfied".parse::<Selector>().unwrap_err();
/// assert_eq!(error.to_string(), "nothing is called `identfied`; did you mean `identified`?");
/// # Ok::<(), intune_privacy::inventory::SelectorError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selector(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Personal,
    Class(Class),
    Category(Category),
    Item(&'static Item),
    Undocumented,
    Optional,
    Secret,
}

/// A word that selects nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing is called `{word}`{}", help(.nearest.as_deref()))]
pub struct SelectorError {
    word: String,
    nearest: Option<String>,
}

fn help(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => alloc::format!("; did you mean `{nearest}`?"),
        None => "; say a class, a category, an item such as `device_data::location`, `personal`, \
                 `undocumented`, `optional` or `secret`"
            .into(),
    }
}

impl Selector {
    /// Whether it selects the field.
    pub fn selects(&self, field: &FieldEntry) -> bool {
        match self.0 {
            Kind::Personal => field.is_personal(),
            Kind::Class(class) => field.class() == Some(class),
            Kind::Category(category) => field.item().is_some_and(|item| item.category == category),
            Kind::Item(item) => field.item() == Some(item),
            Kind::Undocumented => {
                matches!(field.ground(), Ground::Undocumented(_) | Ground::Unknown)
            }
            Kind::Optional => field.requirement() == Some(Requirement::Optional),
            Kind::Secret => field.is_secret(),
        }
    }
}

const WORDS: [(&str, Kind); 4] = [
    ("personal", Kind::Personal),
    ("undocumented", Kind::Undocumented),
    ("optional", Kind::Optional),
    ("secret", Kind::Secret),
];

/// The word that selects it.
impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Class(class) => f.write_str(class.as_str()),
            Kind::Category(category) => f.write_str(category.as_str()),
            Kind::Item(item) => write!(f, "{item}"),
            kind => {
                let word = WORDS.iter().find(|(_, known)| *known == kind).map(|(word, _)| *word);
                f.write_str(word.unwrap_or_default())
            }
        }
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(word: &str) -> Result<Self, SelectorError> {
        let item = |path: &str| {
            let (category, name) = path.split_once("::")?;
            intune_privacy_taxonomy::item_by_any_name(Category::from_name(category)?, name)
        };
        let kind = WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
        let kind = kind
            .or_else(|| Class::from_name(word).map(Kind::Class))
            .or_else(|| Category::from_name(word).map(Kind::Category))
            .or_else(|| item(word).map(Kind::Item));
        kind.map(Self).ok_or_else(|| {
            let paths: alloc::vec::Vec<String> =
                items::ALL.iter().map(|item| alloc::format!("{item}")).collect();
            let known = WORDS
                .iter()
                .map(|(known, _)| *known)
                .chain(Class::ALL.iter().map(|class| class.as_str()))
                .chain(Category::ALL.iter().map(|category| category.as_str()))
                .chain(paths.iter().map(String::as_str));
            SelectorError { word: word.into(), nearest: nearest(word, known).map(Into::into) }
        })
    }
}
