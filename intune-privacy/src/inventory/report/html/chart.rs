//! Bars of counts by class, as inline SVG beside the same numbers as a table.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use askama::Template;
use askama::filters::HtmlSafe;

use super::kind::{Kind, Tally};
use crate::markup::Text;

/// A bar whose parts are the counts of a tally.
#[derive(Template)]
#[template(path = "data_map/bar.html")]
struct Bar<'a> {
    tally: &'a Tally,
    /// What the whole width stands for.
    whole: usize,
}

/// It is escaped already.
impl HtmlSafe for Bar<'_> {}

impl Bar<'_> {
    /// The kinds that are there: where each begins, and how many there are.
    fn parts(&self) -> impl Iterator<Item = (Kind, usize, usize)> {
        let counts = self.tally.counts().filter(|(_, count)| *count > 0);
        counts.scan(0, |end, (kind, count)| {
            let start = *end;
            *end += count;
            Some((kind, start, count))
        })
    }
}

/// One bar with the counts below it.
#[derive(Template)]
#[template(path = "data_map/strip.html")]
pub(super) struct Strip {
    tally: Tally,
    /// How many there are, with those that the tally does not count.
    all: usize,
    /// What is counted.
    what: &'static str,
}

/// It is escaped already.
impl HtmlSafe for Strip {}

impl Strip {
    pub(super) const fn new(tally: Tally, all: usize, what: &'static str) -> Self {
        Self { tally, all, what }
    }
}

/// A table with a bar in each row.
#[derive(Template)]
#[template(path = "data_map/chart.html")]
pub(super) struct Chart<'a> {
    title: &'static str,
    /// The head of the first column.
    head: &'static str,
    rows: Vec<Row<'a>>,
    /// What the longest bar stands for.
    whole: usize,
    /// The kinds that are columns.
    kinds: Vec<Kind>,
}

/// It is escaped already.
impl HtmlSafe for Chart<'_> {}

/// What is counted in a row of a [`Chart`].
pub(super) struct Row<'a> {
    /// The part of the page that tells more; empty if none does.
    pub(super) link: String,
    pub(super) name: Cow<'a, str>,
    pub(super) note: &'static str,
    pub(super) tally: Tally,
}

impl<'a> Chart<'a> {
    pub(super) fn new(
        title: &'static str,
        head: &'static str,
        rows: impl Iterator<Item = Row<'a>>,
    ) -> Self {
        let rows: Vec<_> = rows.collect();
        let is_found = |kind: &Kind| rows.iter().any(|row| row.tally.count(*kind) > 0);
        Self {
            title,
            head,
            whole: rows.iter().map(|row| row.tally.total()).max().unwrap_or_default(),
            kinds: Kind::COUNTED.into_iter().filter(is_found).collect(),
            rows,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The numbers of a row, by column.
    fn numbers(&self, row: &Row<'_>) -> impl Iterator<Item = usize> {
        self.kinds.iter().map(|kind| row.tally.count(*kind))
    }

    /// Whether it is so long that it scrolls in a box of its own.
    fn is_long(&self) -> bool {
        self.rows.len() > 24
    }
}
