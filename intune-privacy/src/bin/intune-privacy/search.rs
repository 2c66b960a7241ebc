//! Words that look for items and for kinds of data that are never collected.

use intune_privacy_taxonomy::{Item, Labels, NeverCollected, snake_case};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that must all occur, whatever their case and accents.
#[derive(Debug)]
pub(crate) struct Search {
    words: Vec<Word>,
}

/// A word as typed, and in the form of the taxonomy's names.
#[derive(Debug)]
struct Word {
    plain: String,
    name: String,
}

impl Search {
    pub(crate) fn new(words: &[String]) -> Self {
        let words = words.iter().flat_map(|word| word.split_whitespace());
        let word = |word: &str| Word { plain: fold(word), name: fold(&snake_case(word)) };
        Self { words: words.map(word).collect() }
    }

    /// Looks in the names, the labels and the category.
    pub(crate) fn finds(&self, item: &Item) -> bool {
        let mut text = vec![item.to_string(), format!("{}.{}", item.category, item.name)];
        text.extend(item.aliases.iter().map(ToString::to_string));
        text.extend(labels(&item.labels));
        text.extend(labels(&item.category.facts().labels));
        self.occurs_in(&text)
    }

    /// Looks in the names and labels.
    pub(crate) fn finds_never(&self, never: &NeverCollected) -> bool {
        let mut text = vec![format!("never_collected::{}", never.name)];
        text.extend(never.aliases.iter().map(ToString::to_string));
        text.extend(labels(&never.labels));
        self.occurs_in(&text)
    }

    fn occurs_in(&self, text: &[String]) -> bool {
        let text: Vec<String> = text.iter().map(|text| fold(text)).collect();
        self.words.iter().all(|word| {
            text.iter().any(|text| text.contains(&word.plain) || text.contains(&word.name))
        })
    }
}

fn labels(labels: &Labels) -> [String; 4] {
    [labels.en, labels.fr, labels.sv, labels.nl].map(String::from)
}

/// The text without case and accents, and with straight apostrophes.
fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_accents_and_the_shape_of_apostrophes() {
        assert_eq!(fold("Numéro d’ÉQUIPEMENT"), "numero d'equipement");
        assert_eq!(fold("Användarens språk"), "anvandarens sprak");
    }
}
