//! What the classes mean, for a person who meets them for the first time.

use askama::Template;
use askama::filters::HtmlSafe;

use super::words::Words;
use crate::export::wording;
use intune_privacy_taxonomy::{Class, Language};

/// The three documented classes with their meaning.
#[derive(Template)]
#[template(path = "glossary.html")]
pub(in crate::export) struct Glossary {
    /// The class, its name and its meaning.
    classes: [(Class, &'static str, &'static str); 3],
}

/// It is escaped already.
impl HtmlSafe for Glossary {}

impl Glossary {
    pub(in crate::export) fn new(language: Language) -> Self {
        let words = Words::of(language);
        let classes = [
            (Class::Identified, words.identified),
            (Class::Pseudonymized, words.pseudonymized),
            (Class::Aggregated, words.aggregated),
        ];
        let name = |class| wording::class(class).get(language);
        Self { classes: classes.map(|(class, meaning)| (class, name(class), meaning)) }
    }
}
