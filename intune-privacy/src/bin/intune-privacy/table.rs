//! Aligned columns of text that fit a page.

use std::io::{self, Write};

use anstyle::Style;
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator};

/// How many columns of a terminal a page takes, if there are as many.
const PAGE: usize = 120;

const GAP: usize = 2;
const BOLD: Style = Style::new().bold();

/// Rows under a common head, some of them grouped under headings.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    columns: [Column; N],
    lines: Vec<Line<N>>,
}

/// A column and how it may be narrowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    head: &'static str,
    narrowest: usize,
    is_cut: bool,
}

#[derive(Debug)]
enum Line<const N: usize> {
    Heading(String),
    Row([String; N]),
}

impl Column {
    /// A column that is as wide as its widest cell.
    pub(crate) const fn new(head: &'static str) -> Self {
        Self { head, narrowest: usize::MAX, is_cut: false }
    }

    /// A column whose cells may be wrapped, but not below that width.
    pub(crate) const fn wrapped(head: &'static str, narrowest: usize) -> Self {
        Self { head, narrowest, is_cut: false }
    }

    /// A column whose cells may lose their middle, but are not cut below that width.
    pub(crate) const fn cut(head: &'static str, narrowest: usize) -> Self {
        Self { head, narrowest, is_cut: true }
    }
}

impl<const N: usize> Table<N> {
    pub(crate) const fn new(columns: [Column; N]) -> Self {
        Self { columns, lines: Vec::new() }
    }

    pub(crate) fn heading(&mut self, text: impl Into<String>) {
        self.lines.push(Line::Heading(text.into()));
    }

    pub(crate) fn row(&mut self, cells: [String; N]) {
        self.lines.push(Line::Row(cells));
    }

    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let terminal = terminal_size::terminal_size_of(io::stdout());
        let page = terminal.map_or(PAGE, |(width, _)| PAGE.min(width.0.into()));
        self.write_page(page, out)
    }

    fn write_page(&self, page: usize, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths(page);
        let heads = self.columns.map(|column| column.head.to_string());
        if heads.iter().any(|head| !head.is_empty()) {
            self.write_row(out, &heads, &widths, BOLD)?;
        }
        for line in &self.lines {
            match line {
                Line::Heading(text) => writeln!(out, "\n{BOLD}{text}{BOLD:#}")?,
                Line::Row(cells) => self.write_row(out, cells, &widths, Style::new())?,
            }
        }
        Ok(())
    }

    /// The widest cell of each column; where the page is too narrow for that, the columns give
    /// way from the right to the left.
    fn widths(&self, page: usize) -> [usize; N] {
        let mut widths = self.columns.map(|column| display_width(column.head));
        for line in &self.lines {
            if let Line::Row(cells) = line {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = display_width(cell).max(*width);
                }
            }
        }
        let mut excess = (widths.iter().sum::<usize>() + GAP * (N - 1)).saturating_sub(page);
        for (width, column) in widths.iter_mut().zip(&self.columns).rev() {
            let given = width.saturating_sub(column.narrowest).min(excess);
            *width -= given;
            excess -= given;
        }
        widths
    }

    fn write_row(
        &self,
        out: &mut dyn Write,
        cells: &[String; N],
        widths: &[usize; N],
        style: Style,
    ) -> io::Result<()> {
        let mut columns = cells.each_ref().map(|_| Vec::new());
        for (i, column) in columns.iter_mut().enumerate() {
            let (cell, width) = (&cells[i], widths[i]);
            *column =
                if self.columns[i].is_cut { vec![cut(cell, width)] } else { wrap(cell, width) };
        }
        let height = columns.iter().map(Vec::len).max().unwrap_or_default();
        for y in 0..height {
            let mut line = String::new();
            for (column, width) in columns.iter().zip(widths) {
                let text = column.get(y).map_or("", String::as_str);
                line.push_str(text);
                line.push_str(&" ".repeat((width + GAP).saturating_sub(display_width(text))));
            }
            writeln!(out, "{style}{}{style:#}", line.trim_end())?;
        }
        Ok(())
    }
}

/// The text, or its start and end if it is wider than that: of many names that begin alike, such as
/// pseudonyms, the ends differ.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.into();
    }
    let end = width / 2;
    let start = width.saturating_sub(end + 1);
    let start = &text[..fitting(text.chars(), start)];
    let end = &text[text.len() - fitting(text.chars().rev(), end)..];
    format!("{start}…{end}")
}

/// How many bytes the first characters have that fit that width.
fn fitting(chars: impl Iterator<Item = char>, mut width: usize) -> usize {
    let fits = |c: &char| {
        let left = width.checked_sub(display_width(c.encode_utf8(&mut [0; 4])));
        width = left.unwrap_or_default();
        left.is_some()
    };
    chars.take_while(fits).map(char::len_utf8).sum()
}

/// The text in lines of at most that width, broken at spaces and after underscores.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width).word_separator(WordSeparator::Custom(words));
    textwrap::wrap(text, options).into_iter().map(String::from).collect()
}

fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(line.split_inclusive([' ', '_']).map(Word::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<const N: usize>(table: &Table<N>) -> String {
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        String::from_utf8(anstream::adapter::strip_bytes(&out).into_vec()).unwrap()
    }

    #[test]
    fn columns_align_by_what_the_reader_sees() {
        let mut table = Table::new([Column::new("A"), Column::new("B")]);
        table.row(["é".into(), "x".into()]);
        table.row(["e\u{301}ö".into(), "y".into()]);
        assert_eq!(text(&table), "A   B\né   x\ne\u{301}ö  y\n");
    }

    #[test]
    fn cells_wrap_only_when_the_page_is_too_narrow() {
        let mut table = Table::new([Column::wrapped("", 10), Column::new("")]);
        table.row(["one_two_three four".into(), "b".into()]);
        assert_eq!(text(&table), "one_two_three four  b\n");
        table.row(["c".into(), "d".repeat(PAGE - 12)]);
        assert!(text(&table).starts_with("one_two_    b\nthree four\n"), "{}", text(&table));
    }

    #[test]
    fn cells_are_cut_only_when_the_page_is_too_narrow() {
        let mut table = Table::new([Column::new("A"), Column::cut("B", 4)]);
        table.row(["a".into(), "文字".repeat(3)]);
        table.row(["a".into(), "0123456789".into()]);
        for (page, expected) in [
            (80, "A  B\na  文字文字文字\na  0123456789\n"),
            (10, "A  B\na  文…字\na  012…789\n"),
            (1, "A  B\na  …字\na  0…89\n"),
        ] {
            let mut out = Vec::new();
            table.write_page(page, &mut out).unwrap();
            let out = anstream::adapter::strip_bytes(&out).into_vec();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn nothing_is_lost_by_wrapping() {
        assert_eq!(wrap("corporate_owned_or_x", 10), ["corporate_", "owned_or_x"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
