//! XML 1.0.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::description::in_camel_case;
use super::scope::Plan;
use super::stream::RecordWriter;
use super::walk::{At, Document, Kind, Scalar, Stop, walk};
use crate::redact::View;

/// Writes records as elements, one on each line.
pub(super) struct Xml {
    /// The start tag of one element at a time, kept for the next one.
    tag: BytesStart<'static>,
    scratch: String,
}

impl Xml {
    pub(super) fn new() -> Self {
        Self { tag: BytesStart::new(""), scratch: String::new() }
    }
}

impl RecordWriter for Xml {
    fn begin(&mut self, plan: &Plan, out: &mut Vec<u8>) {
        out.extend(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let name = in_camel_case(plan.schema.key());
        // Some readers drop text that is nothing but white space unless they are told not to.
        let root = BytesStart::new("records")
            .with_attributes([("type", &*replaced(&name)), ("xml:space", "preserve")]);
        // A vector takes all that is written to it.
        let _ = Writer::new(out).write_event(Event::Start(root));
    }

    fn record(&mut self, view: View<'_>, plan: &Plan, out: &mut Vec<u8>) -> Result<(), Stop> {
        out.push(b'\n');
        let mut elements = Elements {
            writer: Writer::new(out),
            tag: &mut self.tag,
            is_described: plan.described,
            depth: 0,
        };
        walk(&view, &plan.outline, &mut elements, &mut self.scratch)
    }

    fn end(&mut self, _: &Plan, out: &mut Vec<u8>) {
        out.extend(b"\n</records>\n");
    }
}

/// The elements of one record.
struct Elements<'a> {
    writer: Writer<&'a mut Vec<u8>>,
    tag: &'a mut BytesStart<'static>,
    is_described: bool,
    /// How many elements are open.
    depth: usize,
}

impl Elements<'_> {
    /// The name of the element at a place.
    fn name<'k>(&self, at: At<'k>) -> &'k str {
        match at.key {
            Some(key) if is_name(key) => key,
            Some(_) => "entry",
            None if self.depth == 0 => "record",
            None => "item",
        }
    }

    /// Makes the start tag of the element at a place.
    fn tag(&mut self, at: At<'_>, kind: Option<&str>) {
        let name = self.name(at);
        let tag = &mut *self.tag;
        tag.clear_attributes().set_name(name);
        if let Some(key) = at.key.filter(|key| !is_name(key)) {
            if let Some(json) = in_json(key) {
                tag.extend_attributes([("key", &*json), ("keyEncoding", "json")]);
            } else {
                tag.push_attribute(("key", key));
            }
        }
        if let Some(kind) = kind {
            tag.push_attribute(("type", kind));
        }
        let description = at.node.filter(|_| self.is_described);
        if let Some(description) = description.and_then(|node| node.description.as_ref()) {
            for (name, text) in description.words() {
                tag.push_attribute((name, &*replaced(&text)));
            }
        }
    }

    fn start(&mut self) -> Result<(), Stop> {
        self.writer.write_event(Event::Start(self.tag.borrow())).map_err(|_| Stop)
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        let text = BytesText::from_escaped(partial_escape(text));
        self.writer.write_event(Event::Text(text)).map_err(|_| Stop)
    }

    /// Writes a number or boolean, in which nothing has to be escaped.
    fn json(&mut self, scalar: Scalar<'_>) -> Result<(), Stop> {
        serde_json::to_writer(&mut **self.writer.get_mut(), &scalar).map_err(|_| Stop)
    }
}

impl Document for Elements<'_> {
    fn scalar(&mut self, at: At<'_>, scalar: Scalar<'_>) -> Result<(), Stop> {
        let (kind, json) = match scalar {
            Scalar::Null => {
                self.tag(at, Some("null"));
                let empty = Event::Empty(self.tag.borrow());
                return self.writer.write_event(empty).map_err(|_| Stop);
            }
            Scalar::Bool(_) => (Some("boolean"), None),
            Scalar::Text(text) => (None, in_json(text)),
            _ => (Some("number"), None),
        };
        self.tag(at, kind);
        if json.is_some() {
            self.tag.push_attribute(("encoding", "json"));
        }
        self.start()?;
        match (scalar, scalar.not_finite()) {
            (Scalar::Text(text), _) => self.text(json.as_deref().unwrap_or(text)),
            (_, Some(number)) => self.text(not_finite(number)),
            _ => self.json(scalar),
        }?;
        self.writer.write_event(Event::End(self.tag.to_end())).map_err(|_| Stop)
    }

    fn begin(&mut self, at: At<'_>, kind: Kind) -> Result<(), Stop> {
        self.tag(at, Some(if kind == Kind::List { "list" } else { "record" }));
        self.depth += 1;
        self.start()
    }

    fn end(&mut self, at: At<'_>, _: Kind) -> Result<(), Stop> {
        self.depth -= 1;
        let end = BytesEnd::new(self.name(at));
        self.writer.write_event(Event::End(end)).map_err(|_| Stop)
    }
}

/// A number that JSON does not have, as XML Schema spells it.
fn not_finite(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

/// Whether a key can be the name of an element.
///
/// XML has more names, but not the same ones in each of its editions, and a colon would ask for a
/// namespace. libxml2 reads no document with a name of more than 50 000 bytes
/// (`XML_MAX_NAME_LENGTH`).
fn is_name(key: &str) -> bool {
    let is_reserved = key.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("xml"));
    key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !is_reserved
        && key.len() <= 255
}

/// Whether XML 1.0 cannot hold the character, not even as a reference (production 2, `Char`).
const fn is_unfit(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'
    )
}

/// Text as a JSON string, if XML cannot hold it as it is.
fn in_json(text: &str) -> Option<String> {
    if !text.contains(is_unfit) {
        return None;
    }
    let mut json = String::with_capacity(text.len() + 32);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            _ if c < ' ' || is_unfit(c) => {
                // A string takes all that is written to it.
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            _ => json.push(c),
        }
    }
    json.push('"');
    Some(json)
}

/// What is said of a field, without what XML cannot hold: nobody has to read it back.
fn replaced(text: &str) -> Cow<'_, str> {
    if text.contains(is_unfit) { text.replace(is_unfit, "\u{FFFD}").into() } else { text.into() }
}
