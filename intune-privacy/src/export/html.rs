//! Records as HTML that a person can read: a page of its own, or fragments of the page of a package.

use alloc::string::String;
use alloc::vec::Vec;

use askama::Template;

use super::description::in_words;
use super::manifest::WithheldRecord;
use super::scope::Plan;
use super::stream::RecordWriter;
use super::walk::{Stop, walk};
use crate::markup::Text;
use crate::redact::View;
use glossary::Glossary;
use record::{Record, Tree};
use withheld::Gap;
use words::Words;

pub(super) mod glossary;
mod record;
pub(super) mod withheld;
pub(super) mod words;

/// Writes records as HTML, each as an `article`.
pub(super) struct Html {
    /// There is a page around the records.
    is_page: bool,
    count: u64,
    scratch: String,
}

impl Html {
    /// A page by itself.
    pub(super) const fn new() -> Self {
        Self { is_page: true, count: 0, scratch: String::new() }
    }

    /// The records alone, to be put into a page below a heading of the second level.
    pub(super) const fn fragments() -> Self {
        Self { is_page: false, count: 0, scratch: String::new() }
    }
}

impl RecordWriter for Html {
    fn begin(&mut self, plan: &Plan, out: &mut Vec<u8>) {
        if self.is_page {
            let title = in_words(plan.schema.name());
            let language = plan.language.as_str();
            put(&Begin { language, title, words: Words::of(plan.language) }, out);
        }
    }

    fn record(&mut self, view: View<'_>, plan: &Plan, out: &mut Vec<u8>) -> Result<(), Stop> {
        let words = Words::of(plan.language);
        let mut tree = Tree::new(words);
        walk(&view, &plan.outline, &mut tree, &mut self.scratch)?;
        self.count += 1;
        put(&Record { number: self.count, words, value: tree.into_value() }, out);
        Ok(())
    }

    fn end(&mut self, plan: &Plan, out: &mut Vec<u8>) {
        if self.is_page {
            let withheld = &plan.outline.withheld;
            let withheld: Vec<_> =
                withheld.iter().map(|it| WithheldRecord::new(it, plan.language)).collect();
            let gaps = Gap::all(&withheld);
            let glossary = Glossary::new(plan.language);
            put(&End { count: self.count, gaps, glossary, words: Words::of(plan.language) }, out);
        }
    }
}

/// Appends what a template gives. Neither a template of this crate nor a `Vec` fails.
fn put(template: &impl Template, out: &mut Vec<u8>) {
    let _ = Template::write_into(template, out);
}

/// What stands before the records of a page.
#[derive(Template)]
#[template(path = "records.html", block = "begin")]
struct Begin {
    language: &'static str,
    title: String,
    words: &'static Words,
}

/// What stands after them.
#[derive(Template)]
#[template(path = "records.html", block = "end")]
struct End<'a> {
    count: u64,
    gaps: Vec<Gap<'a>>,
    glossary: Glossary,
    words: &'static Words,
}
