//! The text of a policy document, and how it is read.

use std::ops::Range;
use std::path::Path;

use clap::ValueEnum;
use intune_privacy::Policy;
use serde_json::error::Category;

use super::problem::{Mistake, Problem};
use crate::input::{self, InputError};

/// The largest document. A policy of every item takes a few kilobytes.
const LARGEST: u64 = 1 << 20;

/// How a document is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Syntax {
    Toml,
    Json,
}

impl Syntax {
    /// The syntax that the name of a file tells.
    pub(super) fn of(file: &Path) -> Self {
        match file.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("json") => Self::Json,
            _ => Self::Toml,
        }
    }

    pub(super) fn parse(self, text: &str) -> Result<Policy, Problem> {
        let result = match self {
            Self::Toml => toml::from_str(text).map_err(|error| {
                let start_of_text = 0..0;
                (error.span().unwrap_or(start_of_text), error.message().to_owned())
            }),
            Self::Json => serde_json::from_str(text).map_err(|error| json_mistake(text, &error)),
        };
        result.map_err(|(place, message)| Problem::Invalid(Mistake::new(text, place, &message)))
    }
}

/// Reads a whole document.
pub(super) fn read(file: &Path) -> Result<String, Problem> {
    input::read(file, LARGEST).map_err(|error| match error {
        InputError::Unreadable(error) => Problem::Unreadable(error),
        InputError::TooLarge => Problem::TooLarge,
        InputError::NotUtf8(before) => Problem::Invalid(Mistake::not_utf8(&before)),
    })
}

/// Where a mistake in a JSON text is, and what it is.
fn json_mistake(text: &str, error: &serde_json::Error) -> (Range<usize>, String) {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let position = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&position).unwrap_or(&message).to_owned();
    // Lines are counted from 1, and the column is the number of bytes read of the line.
    let lines_before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let read = lines_before.map(str::len).sum::<usize>() + column;
    let place = match error.classify() {
        Category::Eof => text.len()..text.len(),
        Category::Data => token(text, read),
        Category::Syntax | Category::Io => read.saturating_sub(1)..read,
    };
    (place, message)
}

/// The token that was read last, or the list or object that comes next: serde_json looks no further
/// than its bracket where it wants none.
fn token(text: &str, read: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(read).unwrap_or((text, ""));
    if after.starts_with(['[', '{']) {
        return read..read + 1;
    }
    let before = before.trim_end();
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let start = match before.strip_suffix('"') {
        Some(open) => opening_quote(open),
        None if before.ends_with(is_of_word) => before.trim_end_matches(is_of_word).len(),
        None => before.len().saturating_sub(1),
    };
    start..before.len()
}

/// Where the string begins that ends at the end of the text: at the last quotation mark that no
/// backslash escapes.
fn opening_quote(text: &str) -> usize {
    let is_escaped = |at: usize| {
        let backslashes = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        backslashes % 2 == 1
    };
    let quotes = text.rmatch_indices('"').map(|(at, _)| at);
    quotes.into_iter().find(|at| !is_escaped(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn the_token_that_was_read_last_is_found() {
        for (read, next, expected) in [
            (r#"{"a": "word"  "#, ": 1}", r#""word""#),
            (r#"{"a": "a \"quoted\\\" word\\""#, "}", r#""a \"quoted\\\" word\\""#),
            (r#"{"a": -12.5e+3"#, "}", "-12.5e+3"),
            (r#"{"a": true "#, "}", "true"),
            (r#"{"a": {"b": 1}"#, "}", "}"),
            (r#"{"a":  "#, "[1]}", "["),
            ("", "[]", "["),
            ("", "", ""),
        ] {
            let text = format!("{read}{next}");
            assert_eq!(&text[token(&text, read.len())], expected, "{text}");
        }
    }
}
