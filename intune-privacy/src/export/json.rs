//! JSON and JSON Lines.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::outline::{Content, Outline, Step, Steps};
use super::scope::Plan;
use super::stream::RecordWriter;
use super::walk::{At, Document, Kind, Scalar, Stop, walk};
use crate::policy::Policy;
use crate::redact::View;
use crate::value::{Record, Value};

/// Writes records as JSON, one on each line.
pub(super) struct Json {
    /// No list is around the records.
    lines: bool,
    is_first: bool,
    scratch: String,
}

impl Json {
    pub(super) const fn list() -> Self {
        Self { lines: false, is_first: true, scratch: String::new() }
    }

    pub(super) const fn lines() -> Self {
        Self { lines: true, is_first: true, scratch: String::new() }
    }
}

impl RecordWriter for Json {
    fn begin(&mut self, _: &Plan, out: &mut Vec<u8>) {
        if !self.lines {
            out.push(b'[');
        }
    }

    fn record(&mut self, view: View<'_>, plan: &Plan, out: &mut Vec<u8>) -> Result<(), Stop> {
        if !self.lines {
            out.extend(if self.is_first { &b"\n"[..] } else { b",\n" });
        }
        if plan.described {
            walk(&view, &plan.outline, &mut Described { out }, &mut self.scratch)?;
        } else {
            Plain { outline: &plan.outline, policy: &plan.policy, out }
                .record(view.record, plan.outline.root.shape)?;
        }
        self.is_first = false;
        if self.lines {
            out.push(b'\n');
        }
        Ok(())
    }

    fn end(&mut self, _: &Plan, out: &mut Vec<u8>) {
        if !self.lines {
            out.extend(if self.is_first { &b"]\n"[..] } else { b"\n]\n" });
        }
    }
}

/// Appends the JSON of a value.
#[inline]
fn json(value: &(impl ?Sized + Serialize), out: &mut Vec<u8>) -> Result<(), Stop> {
    serde_json::to_writer(out, value).map_err(|_| Stop)
}

/// Appends the JSON of a text. Most have nothing to escape.
#[inline]
fn text(text: &str, out: &mut Vec<u8>) -> Result<(), Stop> {
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    // To the last byte in any case: so the compiler looks at many bytes at once.
    if text.bytes().fold(false, |found, byte| found | is_escaped(byte)) {
        return json(text, out);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

/// A record as serde_json writes its view, only faster.
///
/// What the view would decide about each field of each record, the outline has decided about the
/// field. And serde_json looks at each byte of each key, which is done once here. What is not
/// plain goes through the view.
struct Plain<'a> {
    outline: &'a Outline,
    policy: &'a Policy,
    out: &'a mut Vec<u8>,
}

impl Plain<'_> {
    fn record(&mut self, record: &dyn Record, shape: Option<usize>) -> Result<(), Stop> {
        let view = View { record, policy: self.policy };
        let shape = shape.and_then(|shape| self.outline.shape(shape));
        // A record that is written by hand can be of another type than its field says.
        let is_of = |steps: &&Steps| steps.are_of(record.schema());
        let Some(steps) = shape.and_then(|shape| shape.steps.as_ref()).filter(is_of) else {
            return json(&view, self.out);
        };
        let start = self.out.len();
        for step in &steps.fields {
            if step.can_be_skipped && record.is_skipped(step.index) {
                continue;
            }
            self.out.extend_from_slice(step.head.as_bytes());
            match step.content {
                Content::Clear => self.clear(view, step)?,
                Content::Erased(_) => {}
                Content::Viewed => self.field(view, step)?,
            }
        }
        match self.out.get_mut(start) {
            // The first comma is where the brace belongs.
            Some(comma) => *comma = b'{',
            None => self.out.push(b'{'),
        }
        self.out.push(b'}');
        Ok(())
    }

    /// A value in clear. In the place of records there is nothing else, whoever wrote the record.
    ///
    /// Each type by itself: by a [`Scalar`] it would take a tenth longer.
    #[inline]
    fn clear(&mut self, view: View<'_>, step: &Step) -> Result<(), Stop> {
        match view.record.value(step.index) {
            Value::Null => json(&(), self.out),
            Value::Record(record) if step.is_nested => self.record(record, step.shape),
            Value::Str(value) if !step.is_nested => text(value, self.out),
            Value::Uint(number) if !step.is_nested => json(&number, self.out),
            Value::Int(number) if !step.is_nested => json(&number, self.out),
            Value::Bool(bool) if !step.is_nested => json(&bool, self.out),
            _ => self.field(view, step),
        }
    }

    /// A field through the view.
    fn field(&mut self, view: View<'_>, step: &Step) -> Result<(), Stop> {
        json(&view.field(step.index).ok_or(Stop)?, self.out)
    }
}

/// A record as JSON in which each field is an object of its description and its value.
struct Described<'a> {
    out: &'a mut Vec<u8>,
}

impl Described<'_> {
    fn json(&mut self, value: &(impl ?Sized + Serialize)) -> Result<(), Stop> {
        json(value, self.out)
    }

    /// Writes what stands before a value: a comma, its key and its description.
    fn open(&mut self, at: At<'_>) -> Result<(), Stop> {
        if !matches!(self.out.last(), Some(b'{' | b'[' | b'\n') | None) {
            self.out.push(b',');
        }
        if let Some(key) = at.key {
            self.json(key)?;
            self.out.push(b':');
        }
        let Some(description) = at.node.and_then(|node| node.description.as_ref()) else {
            return Ok(());
        };
        self.out.push(b'{');
        for (key, text) in description.words() {
            self.json(key)?;
            self.out.push(b':');
            self.json(&*text)?;
            self.out.push(b',');
        }
        self.out.extend(b"\"value\":");
        Ok(())
    }

    fn close(&mut self, at: At<'_>) {
        if at.node.is_some_and(|node| node.description.is_some()) {
            self.out.push(b'}');
        }
    }
}

impl Document for Described<'_> {
    fn scalar(&mut self, at: At<'_>, scalar: Scalar<'_>) -> Result<(), Stop> {
        self.open(at)?;
        self.json(&scalar)?;
        self.close(at);
        Ok(())
    }

    fn begin(&mut self, at: At<'_>, kind: Kind) -> Result<(), Stop> {
        self.open(at)?;
        self.out.push(if kind == Kind::List { b'[' } else { b'{' });
        Ok(())
    }

    fn end(&mut self, at: At<'_>, kind: Kind) -> Result<(), Stop> {
        self.out.push(if kind == Kind::List { b']' } else { b'}' });
        self.close(at);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::text;

    #[test]
    fn a_text_is_as_serde_json_writes_it() {
        let characters = ('\0'..='\u{ff}').chain(['\u{2028}', '\u{feff}', '\u{10ffff}']);
        let around = |c| String::from_iter(['a', 'b', c, 'd']);
        for value in characters.map(around).chain([String::new()]) {
            let mut out = Vec::new();
            text(&value, &mut out).expect("a text has a form");
            assert_eq!(out, serde_json::to_vec(&value).expect("a text has a form"), "{value:?}");
        }
    }
}
