//! Why a document is no policy.

use std::io;
use std::ops::Range;

use textwrap::core::display_width;

use crate::printable::printable;

/// Why there is no policy.
#[derive(Debug)]
pub(super) enum Problem {
    /// The file could not be read.
    Unreadable(io::Error),
    TooLarge,
    Invalid(Mistake),
}

/// A mistake, and where it is.
#[derive(Debug)]
pub(super) struct Mistake {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    message: String,
    /// The line and the marks under it.
    quotation: Option<[String; 2]>,
}

/// How many characters are shown of a message. Those of serde quote a value in full.
const LONGEST_MESSAGE: usize = 500;
/// How many characters are shown of a line before, in and after the mistake.
const LONGEST_PARTS: [usize; 3] = [40, 60, 20];

impl Mistake {
    /// A mistake at that place, in bytes.
    pub(super) fn new(text: &str, place: Range<usize>, message: &str) -> Self {
        let start = boundary(text, place.start);
        let end = boundary(text, place.end.max(start));
        let (before, rest) = text.split_at(start);
        let (line, column) = position(before);
        let before = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        let rest = rest.lines().next().unwrap_or_default();
        let (marked, after) = rest.split_at(rest.len().min(end - start));
        let quotation = Some(quotation(before, marked, after));
        Self { line, column, message: cut(&printable(message), LONGEST_MESSAGE), quotation }
    }

    /// Bytes that are no text after this.
    pub(super) fn not_utf8(before: &str) -> Self {
        let (line, column) = position(before);
        Self { line, column, message: "the document is not UTF-8 text".into(), quotation: None }
    }
}

impl Problem {
    pub(super) fn message(&self) -> String {
        match self {
            Self::Unreadable(error) => format!("cannot read: {error}"),
            Self::TooLarge => "larger than 1 MiB, which no policy is".into(),
            Self::Invalid(mistake) => mistake.message.clone(),
        }
    }

    pub(super) fn mistake(&self) -> Option<&Mistake> {
        match self {
            Self::Invalid(mistake) => Some(mistake),
            Self::Unreadable(_) | Self::TooLarge => None,
        }
    }

    /// `FILE:LINE:COLUMN: message`, as editors find it, and the line with marks under the mistake.
    pub(super) fn located(&self, name: &str) -> String {
        let message = self.message();
        let Some(mistake) = self.mistake() else { return format!("{name}: {message}\n") };
        let Mistake { line, column, quotation, .. } = mistake;
        let located = format!("{name}:{line}:{column}: {message}\n");
        let Some([quoted, marks]) = quotation else { return located };
        let gutter = " ".repeat(line.to_string().len());
        let quoted = format!("  {line} | {quoted}");
        format!("{located}{}\n  {gutter} | {marks}\n", quoted.trim_end())
    }
}

/// The line and the column after that text, each from 1.
fn position(before: &str) -> (usize, usize) {
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// The part of a line around a mistake, and the marks under it.
fn quotation(before: &str, marked: &str, after: &str) -> [String; 2] {
    let [longest_before, longest_marked, longest_after] = LONGEST_PARTS;
    let before = printable(&cut_start(before, longest_before));
    let marked = printable(&cut(marked, longest_marked));
    let after = printable(&cut(after, longest_after));
    let marks = "^".repeat(display_width(&marked).max(1));
    let marks = format!("{}{marks}", " ".repeat(display_width(&before)));
    [format!("{before}{marked}{after}"), marks]
}

/// The text up to that many characters.
fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}

/// The last so many characters.
fn cut_start(text: &str, longest: usize) -> String {
    match text.char_indices().nth_back(longest) {
        Some((start, c)) => format!("…{}", &text[start + c.len_utf8()..]),
        None => text.into(),
    }
}

/// The nearest start of a character, not after that byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Mistake, Problem};

    #[track_caller]
    fn located(text: &str, marked: &str) -> String {
        let start = text.find(marked).expect("the mistake is in the text");
        let mistake = Mistake::new(text, start..start + marked.len(), "no");
        Problem::Invalid(mistake).located("f")
    }

    #[test]
    fn marks_stand_under_the_mistake_whatever_is_before_it() {
        assert_eq!(located("a\nbc = d\ne", "c"), "f:2:2: no\n  2 | bc = d\n    |  ^\n");
        assert_eq!(located("a\r\nbc\r\n", "c"), "f:2:2: no\n  2 | bc\n    |  ^\n");
        assert_eq!(located("文é = dd\n", "dd"), "f:1:6: no\n  1 | 文é = dd\n    |       ^^\n");
        assert_eq!(located("\tx", "x"), "f:1:2: no\n  1 | \\tx\n    |   ^\n");
        assert_eq!(located("a\n", ""), "f:1:1: no\n  1 | a\n    | ^\n");
        assert_eq!(located("a = [\n]", "[\n]"), "f:1:5: no\n  1 | a = [\n    |     ^\n");
    }

    #[test]
    fn the_end_of_a_text_has_a_place() {
        let end = Problem::Invalid(Mistake::new("a\n", 2..2, "no"));
        assert_eq!(end.located("f"), "f:2:1: no\n  2 |\n    | ^\n");
        let beyond = Problem::Invalid(Mistake::new("é", 1..9, "no"));
        assert_eq!(beyond.located("f"), "f:1:1: no\n  1 | é\n    | ^\n");
    }

    #[test]
    fn long_lines_are_cut_around_the_mistake() {
        let text = format!("{}X{}", "b".repeat(1000), "a".repeat(1000));
        let line = format!("…{}X{}…", "b".repeat(40), "a".repeat(20));
        let marks = format!("{}^", " ".repeat(41));
        assert_eq!(located(&text, "X"), format!("f:1:1001: no\n  1 | {line}\n    | {marks}\n"));
        let whole = located(&"x".repeat(1000), &"x".repeat(1000));
        assert!(whole.chars().count() < 200, "{whole}");
    }
}
