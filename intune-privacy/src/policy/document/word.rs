//! Names in a document, and what they mean.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::mistake::{Help, Mistake, excerpt, may_be_near};
use intune_privacy_taxonomy::{Item, nearest};

/// The words that may stand in one place of a document.
pub(super) struct Vocabulary<T: 'static> {
    kind: &'static str,
    words: &'static [(&'static str, T)],
    /// The item that a word stands for which belongs elsewhere.
    item: Option<fn(&str) -> Option<&'static Item>>,
}

impl<T: Copy> Vocabulary<T> {
    pub(super) const fn new(kind: &'static str, words: &'static [(&'static str, T)]) -> Self {
        Self { kind, words, item: None }
    }

    pub(super) const fn or_item(mut self, item: fn(&str) -> Option<&'static Item>) -> Self {
        self.item = Some(item);
        self
    }

    pub(super) const fn kind(&self) -> &'static str {
        self.kind
    }

    pub(super) fn meaning(&self, word: &str) -> Result<T, Mistake> {
        self.index(word).map(|index| self.words[index].1)
    }

    fn index(&self, word: &str) -> Result<usize, Mistake> {
        let known = self.words.iter().position(|(known, _)| *known == word);
        known.ok_or_else(|| Mistake::Unknown {
            kind: self.kind,
            word: excerpt(word),
            help: if may_be_near(word) { self.help(word) } else { Help::None },
        })
    }

    fn help(&self, word: &str) -> Help {
        if let Some(item) = self.item.and_then(|item| item(word)) {
            return Help::ItemOfTable(item);
        }
        let words = self.words.iter().map(|(word, _)| *word);
        match nearest(word, words.clone()) {
            Some(near) => Help::Word(near),
            None => Help::OneOf(list(words)),
        }
    }

    /// Reads a value that is one of the words.
    pub(super) fn value(&self) -> Word<impl FnOnce(&str) -> Result<T, Mistake>> {
        Word::new(self.kind, |word| self.meaning(word))
    }
}

/// `a`, `b` or `c`.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

/// The words of one table, each of which may be a key once.
pub(super) struct Words<T: 'static> {
    vocabulary: &'static Vocabulary<T>,
    /// A bit for each word that has been a key.
    given: u32,
}

impl<T: Copy> Words<T> {
    pub(super) const fn of(vocabulary: &'static Vocabulary<T>) -> Self {
        assert!(vocabulary.words.len() <= u32::BITS as usize, "there is a bit for each word");
        Self { vocabulary, given: 0 }
    }

    /// Reads the next key of the table.
    pub(super) fn next<'de, M: MapAccess<'de>>(
        &mut self,
        table: &mut M,
    ) -> Result<Option<T>, M::Error> {
        table.next_key_seed(Word::new(self.vocabulary.kind, |word| self.once(word)))
    }

    fn once(&mut self, word: &str) -> Result<T, Mistake> {
        let index = self.vocabulary.index(word)?;
        let (word, meaning) = self.vocabulary.words[index];
        if self.given & 1 << index != 0 {
            return Err(Mistake::Duplicate { kind: self.vocabulary.kind, word: word.into() });
        }
        self.given |= 1 << index;
        Ok(meaning)
    }
}

/// A name that is a key or a value, and what it means.
///
/// It is told of a mistake while it reads the name, so that the format knows where that is.
pub(super) struct Word<F> {
    kind: &'static str,
    meaning: F,
}

impl<F> Word<F> {
    pub(super) const fn new<T>(kind: &'static str, meaning: F) -> Self
    where
        F: FnOnce(&str) -> Result<T, Mistake>,
    {
        Self { kind, meaning }
    }
}

impl<'de, T, F: FnOnce(&str) -> Result<T, Mistake>> DeserializeSeed<'de> for Word<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> Result<T, Mistake>> Visitor<'_> for Word<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a name ({})", self.kind)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
        if is_private(word) {
            return Err(E::custom(Mistake::NoName { kind: self.kind }));
        }
        (self.meaning)(word).map_err(E::custom)
    }
}

/// Whether it is the key that TOML presents a date with, or JSON a number of any length: serde has
/// no such types, so they come as tables.
fn is_private(word: &str) -> bool {
    word.starts_with("$__toml") || word.starts_with("$serde_json")
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn lists() {
        assert_eq!(list(["a", "b", "c"].into_iter()), "`a`, `b` or `c`");
        assert_eq!(list(["a", "b"].into_iter()), "`a` or `b`");
        assert_eq!(list(["a"].into_iter()), "`a`");
    }
}
