//! What is measured: groups of cases, each an operation that writes the record once.

use std::error::Error;
use std::fmt::{self, Debug, Display, Write};
use std::hint::black_box;

use serde::Serialize;

use crate::record::PERSONAL;

/// Something that writes the record into a buffer of its own, which it keeps.
pub trait Operation {
    /// Writes the record so many times, each time over the former.
    fn run(&mut self, times: u32);

    /// What it wrote last.
    fn written(&self) -> &str;
}

/// Whether the personal values of the record show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// All of them.
    Everything,
    /// None of them as a whole.
    NothingPersonal,
}

/// An operation with a name and what is expected of it.
pub struct Case {
    /// The name, unique in its group.
    pub name: &'static str,
    /// The operation.
    pub operation: Box<dyn Operation>,
    /// What it shows.
    pub shows: Shows,
}

/// Whether a case is ours, by its name.
pub fn is_ours(name: &str) -> bool {
    name.starts_with("intune-privacy")
}

/// Whether a case is written by hand, by its name.
pub fn is_floor(name: &str) -> bool {
    name.starts_with("floor, ")
}

impl Case {
    /// Runs the operation once and looks at what it wrote: a benchmark of a library that was told
    /// the wrong thing says nothing.
    ///
    /// # Errors
    ///
    /// If it does not show what it should.
    pub fn check(&mut self) -> Result<(), WrongOutput> {
        self.operation.run(1);
        let written = self.operation.written();
        let as_expected = |value: &&str| match self.shows {
            Shows::Everything => written.contains(*value),
            Shows::NothingPersonal => !written.contains(*value),
        };
        if !written.is_empty() && PERSONAL.iter().all(as_expected) {
            Ok(())
        } else {
            Err(WrongOutput { case: self.name, shows: self.shows })
        }
    }
}

impl Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A case does not show what it should.
#[derive(Clone, Copy, Debug)]
pub struct WrongOutput {
    case: &'static str,
    shows: Shows,
}

impl Display for WrongOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let should = match self.shows {
            Shows::Everything => "every value",
            Shows::NothingPersonal => "no personal value",
        };
        write!(f, "the case `{}` should show {should}", self.case)
    }
}

impl Error for WrongOutput {}

/// Cases that are measured in turn. The first one is the baseline of all.
#[derive(Debug)]
pub struct Group {
    /// What the operations do.
    pub title: &'static str,
    /// The name of the ratio to the baseline.
    pub ratio: &'static str,
    /// The cases.
    pub cases: Vec<Case>,
}

impl Group {
    /// A group without cases.
    #[must_use]
    pub const fn new(title: &'static str, ratio: &'static str) -> Self {
        Self { title, ratio, cases: Vec::new() }
    }

    /// With a case that shows the record in clear.
    #[must_use]
    pub fn clear(self, name: &'static str, operation: impl Operation + 'static) -> Self {
        self.case(name, Shows::Everything, operation)
    }

    /// With a case that shows no personal value as a whole.
    #[must_use]
    pub fn redacted(self, name: &'static str, operation: impl Operation + 'static) -> Self {
        self.case(name, Shows::NothingPersonal, operation)
    }

    fn case(
        mut self,
        name: &'static str,
        shows: Shows,
        operation: impl Operation + 'static,
    ) -> Self {
        self.cases.push(Case { name, operation: Box::new(operation), shows });
        self
    }
}

/// `{:?}` of a value.
pub fn debug<T: Debug>(value: T) -> impl Operation {
    text_by(move |out| write!(out, "{:?}", black_box(&value)))
}

/// `{:#?}` of a value.
pub fn pretty<T: Debug>(value: T) -> impl Operation {
    text_by(move |out| write!(out, "{:#?}", black_box(&value)))
}

/// JSON of a value, through its `Serialize`.
pub fn json<T: Serialize>(value: T) -> impl Operation {
    json_by(move |out| serde_json::to_writer(out, black_box(&value)))
}

/// What a function appends to a text.
pub fn text_by(append: impl Fn(&mut String) -> fmt::Result) -> impl Operation {
    Text { buffer: String::new(), append }
}

/// What a function appends to JSON.
///
/// # Panics
///
/// When it runs, if the record has no form in JSON.
pub fn json_by(append: impl Fn(&mut Vec<u8>) -> serde_json::Result<()>) -> impl Operation {
    bytes_by(move |out| append(out).expect("the record has a form in JSON"))
}

/// What a function appends to a document in UTF-8.
pub fn bytes_by(append: impl Fn(&mut Vec<u8>)) -> impl Operation {
    Bytes { buffer: Vec::new(), append }
}

struct Text<F> {
    buffer: String,
    append: F,
}

impl<F: Fn(&mut String) -> fmt::Result> Operation for Text<F> {
    fn run(&mut self, times: u32) {
        for _ in 0..times {
            self.buffer.clear();
            (self.append)(&mut self.buffer).expect("a `String` takes every text");
            black_box(&mut self.buffer);
        }
    }

    fn written(&self) -> &str {
        &self.buffer
    }
}

struct Bytes<F> {
    buffer: Vec<u8>,
    append: F,
}

impl<F: Fn(&mut Vec<u8>)> Operation for Bytes<F> {
    fn run(&mut self, times: u32) {
        for _ in 0..times {
            self.buffer.clear();
            (self.append)(&mut self.buffer);
            black_box(&mut self.buffer);
        }
    }

    fn written(&self) -> &str {
        str::from_utf8(&self.buffer).expect("the document is UTF-8")
    }
}
