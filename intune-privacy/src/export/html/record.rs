//! A record as a tree, which is what a template can show.

use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use askama::Template;
use askama::filters::HtmlSafe;

use super::words::Words;
use crate::export::description::{Description, in_words};
use crate::export::walk::{At, Document, Kind, Scalar, Stop};
use crate::markup::Text;
use intune_privacy_taxonomy::Basis;

/// A record with its number.
#[derive(Template)]
#[template(path = "record.html")]
pub(super) struct Record {
    pub(super) number: u64,
    pub(super) words: &'static Words,
    pub(super) value: Value,
}

/// What stands in a place.
pub(super) enum Value {
    /// Nothing, with what to read out for it.
    Nothing(&'static str),
    /// A word of the page's language, or a number.
    Word(Cow<'static, str>),
    /// Text from the record.
    Text(String),
    Record(Vec<Entry>),
    List(Vec<Entry>),
}

/// A value as HTML.
#[derive(Template)]
#[template(path = "value.html")]
struct Shown<'a>(&'a Value);

/// It is escaped already.
impl HtmlSafe for Shown<'_> {}

/// A value in a record or list.
pub(super) struct Entry {
    label: Option<Label>,
    value: Value,
}

/// What a value is called.
struct Label {
    text: Cow<'static, str>,
    /// The key, where the text is not the key itself.
    key: &'static str,
    about: Option<About>,
}

/// What is said of a value.
#[derive(Template)]
#[template(path = "about.html")]
struct About {
    field: Description,
    words: &'static Words,
}

/// It is escaped already.
impl HtmlSafe for About {}

impl Value {
    /// In bytes: a longer text scrolls in a box of its own.
    const LONG: usize = 2_000;

    /// Whether it needs the width of the page.
    fn is_wide(&self) -> bool {
        match self {
            Self::Record(_) => true,
            Self::List(entries) => entries.iter().any(|entry| entry.value.is_wide()),
            _ => false,
        }
    }
}

impl Label {
    fn new(at: At<'_>, words: &'static Words) -> Option<Self> {
        match (at.node, at.key) {
            (Some(node), key) => match &node.description {
                Some(field) => Some(Self {
                    text: field.label.clone(),
                    key: node.key,
                    about: Some(About { field: field.clone(), words }),
                }),
                None => {
                    key.map(|key| Self { text: in_words(key).into(), key: node.key, about: None })
                }
            },
            // The key of a map is data, and is not put into other words.
            (None, Some(key)) => Some(Self { text: key.to_owned().into(), key: "", about: None }),
            (None, None) => None,
        }
    }
}

/// Grows the tree of a record from its events.
pub(super) struct Tree {
    words: &'static Words,
    /// What was begun and has not ended.
    open: Vec<(Option<Label>, Vec<Entry>)>,
    root: Option<Entry>,
}

impl Tree {
    pub(super) const fn new(words: &'static Words) -> Self {
        Self { words, open: Vec::new(), root: None }
    }

    /// The record as a whole.
    pub(super) fn into_value(self) -> Value {
        match self.root {
            Some(Entry { label: None, value }) => value,
            // A record that is written as the value of its only field.
            Some(entry) => Value::Record([entry].into()),
            None => Value::Nothing(self.words.no_value),
        }
    }

    fn put(&mut self, label: Option<Label>, value: Value) {
        let entry = Entry { label, value };
        match self.open.last_mut() {
            Some((_, entries)) => entries.push(entry),
            None => self.root = Some(entry),
        }
    }
}

impl Document for Tree {
    fn scalar(&mut self, at: At<'_>, scalar: Scalar<'_>) -> Result<(), Stop> {
        let value = match scalar {
            Scalar::Null | Scalar::Text("") => Value::Nothing(self.words.no_value),
            Scalar::Bool(true) => Value::Word(self.words.yes.into()),
            Scalar::Bool(false) => Value::Word(self.words.no.into()),
            Scalar::Int(number) => Value::Word(number.to_string().into()),
            Scalar::Uint(number) => Value::Word(number.to_string().into()),
            Scalar::Int128(number) => Value::Word(number.to_string().into()),
            Scalar::Uint128(number) => Value::Word(number.to_string().into()),
            Scalar::Float32(number) => Value::Word(format!("{number:?}").into()),
            Scalar::Float(number) => Value::Word(format!("{number:?}").into()),
            Scalar::Text(text) => Value::Text(text.to_owned()),
        };
        self.put(Label::new(at, self.words), value);
        Ok(())
    }

    fn begin(&mut self, at: At<'_>, _: Kind) -> Result<(), Stop> {
        self.open.push((Label::new(at, self.words), Vec::new()));
        Ok(())
    }

    fn end(&mut self, _: At<'_>, kind: Kind) -> Result<(), Stop> {
        let (label, entries) = self.open.pop().ok_or(Stop)?;
        let value = match kind {
            _ if entries.is_empty() => Value::Nothing(self.words.no_value),
            Kind::Record => Value::Record(entries),
            Kind::List => Value::List(entries),
        };
        self.put(label, value);
        Ok(())
    }
}
