//! A strict reader of TOML that says where each mistake is, and never what stands there.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use super::facts::{FactsMistake, help};
use intune_privacy_taxonomy::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Takes values out of tables, and notes what is wrong.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Each with where it begins, in bytes.
    mistakes: Vec<(usize, String)>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, mistakes: Vec::new() }
    }

    /// Notes a mistake. Its message quotes nothing of the file.
    pub(super) fn mistake(&mut self, place: Range<usize>, message: impl Into<String>) {
        self.mistakes.push((place.start, message.into()));
    }

    /// The mistakes by place.
    pub(super) fn into_mistakes(mut self) -> Vec<FactsMistake> {
        self.mistakes.sort();
        let mistake = |(start, message)| {
            let before = self.text.get(..start).unwrap_or(self.text);
            let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
            FactsMistake {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
                message,
            }
        };
        self.mistakes.into_iter().map(mistake).collect()
    }

    /// Notes the keys that are not among the known ones.
    pub(super) fn know(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table.iter().filter(|(key, _)| !known.contains(&&**key.get_ref())) {
            let message = match nearest(key.get_ref(), known.iter().copied()) {
                Some(nearest) => format!("unknown key{}", help(Some(nearest))),
                None => format!("unknown key: expected {}", one_of(known)),
            };
            self.mistake(key.span(), message);
        }
    }

    pub(super) fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = get(table, key)?;
        self.text_of(value)
    }

    fn text_of(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.to_string()),
            DeValue::String(_) => {
                self.mistake(value.span(), "the text is empty; leave out what is not known");
                None
            }
            _ => {
                self.mistake(value.span(), "expected a text in quotation marks");
                None
            }
        }
    }

    pub(super) fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Option<Vec<String>> {
        let texts = self.placed_texts(table, key)?;
        Some(texts.into_iter().map(|(_, text)| text).collect())
    }

    pub(super) fn placed_texts(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
    ) -> Option<Vec<(Range<usize>, String)>> {
        let value = get(table, key)?;
        let DeValue::Array(values) = value.get_ref() else {
            self.mistake(value.span(), "expected a list of texts, such as [\"one\", \"other\"]");
            return None;
        };
        let placed = values.iter().filter_map(|value| Some((value.span(), self.text_of(value)?)));
        Some(placed.collect())
    }

    pub(super) fn tables<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Option<Vec<(Range<usize>, &'t DeTable<'i>)>> {
        let value = get(table, key)?;
        let DeValue::Array(values) = value.get_ref() else {
            self.mistake(value.span(), format!("expected a list of tables: [[{key}]]"));
            return None;
        };
        let mut tables = Vec::new();
        for value in values {
            match value.get_ref() {
                DeValue::Table(table) => tables.push((value.span(), table)),
                _ => self.mistake(value.span(), format!("expected a table: [[{key}]]")),
            }
        }
        Some(tables)
    }

    /// A list of one table, or of none if the value is `false`.
    pub(super) fn table_or_false<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Option<Vec<&'t DeTable<'i>>> {
        let value = get(table, key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Vec::from([table])),
            DeValue::Boolean(false) => Some(Vec::new()),
            _ => {
                let message = format!("expected a table, [{key}], or `false` if there is none");
                self.mistake(value.span(), message);
                None
            }
        }
    }
}

fn get<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table.iter().find(|(known, _)| known.get_ref() == key).map(|(_, value)| value)
}

fn one_of(known: &[&str]) -> String {
    let known: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
    known.join(", ")
}
