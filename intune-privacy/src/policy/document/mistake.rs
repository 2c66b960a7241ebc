//! What is wrong with a document.

use alloc::format;
use alloc::string::String;
use core::fmt;

use intune_privacy_taxonomy::{Category, Item};

/// A mistake in a document; the format adds where it is.
///
/// Of the document it shows one name, as an [`excerpt`].
#[derive(Debug, thiserror::Error)]
pub(super) enum Mistake {
    #[error("unknown {kind} `{word}`{help}")]
    Unknown { kind: &'static str, word: String, help: Help },
    #[error("duplicate {kind} `{word}`")]
    Duplicate { kind: &'static str, word: String },
    #[error("duplicate item `{category}.{second}`: it is the same as `{category}.{first}`")]
    SameItem { category: Category, first: &'static str, second: &'static str },
    #[error("`{}.{}` is a secret: secrets are erased under every policy", .0.category, .0.name)]
    Secret(&'static Item),
    #[error("a table without an action: expected `suppress` or `round`")]
    NoAction,
    #[error("a second action `{word}`: there can be one only")]
    SecondAction { word: String },
    #[error("expected a name ({kind}), not a date or a number")]
    NoName { kind: &'static str },
    #[error("no document suppresses below {0} or rounds to it: the smallest number is 2")]
    Futile(u16),
}

/// What may have been meant.
#[derive(Debug)]
pub(super) enum Help {
    None,
    Word(&'static str),
    Item(&'static Item),
    /// It is an item and no category.
    ItemOfTable(&'static Item),
    /// There is nothing near; all there is.
    OneOf(String),
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Word(word) => write!(f, ": did you mean `{word}`?"),
            Self::Item(item) => write!(f, ": did you mean `{}.{}`?", item.category, item.name),
            Self::ItemOfTable(item) => {
                write!(f, ": the item `{}` belongs in the table `{}`", item.name, item.category)
            }
            Self::OneOf(words) => write!(f, ": expected {words}"),
        }
    }
}

/// How many characters of a name are shown. No name of the taxonomy is as long.
const LONGEST: usize = 64;

/// Whether a word is short enough to be a misspelt name. The time to look for what is near a word
/// grows with its length, which is the document's to choose.
pub(super) fn may_be_near(word: &str) -> bool {
    word.len() <= LONGEST
}

/// A name of a document as a message shows it: not too long, and without characters that a terminal
/// obeys.
pub(super) fn excerpt(word: &str) -> String {
    let mut chars = word.chars();
    let shown: String = chars.by_ref().take(LONGEST).flat_map(char::escape_debug).collect();
    if chars.next().is_none() { shown } else { format!("{shown}…") }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, excerpt};
    use intune_privacy_taxonomy::items;

    #[test]
    fn every_name_of_the_taxonomy_is_shown_whole() {
        for item in items::ALL {
            for name in item.aliases.iter().chain([&item.name]) {
                assert_eq!(excerpt(name), *name);
            }
        }
    }

    #[test]
    fn long_names_are_cut_and_control_characters_are_escaped() {
        assert_eq!(excerpt(&"é".repeat(LONGEST)), "é".repeat(LONGEST));
        assert_eq!(excerpt(&"é".repeat(LONGEST + 1)), "é".repeat(LONGEST) + "…");
        assert_eq!(excerpt("a\u{1b}[31m\n\u{202e}"), r"a\u{1b}[31m\n\u{202e}");
    }
}
