//! A JSON document of Graph: one record, a list of records, or either within `value`.
//!
//! Errors say where and never what: serde's own messages quote the values that they stumble over.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use intune_privacy::{Classified, Schema};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_path_to_error::{Path as Properties, Segment};

use crate::graph::Resource;

mod stream;

pub use stream::Stream;

/// The text of a document and the name to call it by in errors.
pub struct Document {
    name: String,
    text: String,
    /// Where the text begins, if it is a part of the document of that name.
    start: Position,
}

/// A line and a character within it, from 1.
#[derive(Clone, Copy)]
struct Position {
    line: usize,
    column: usize,
}

impl Position {
    const START: Self = Self { line: 1, column: 1 };
}

impl Document {
    /// A document that is in memory.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), start: Position::START }
    }

    /// Reads a file, with or without the byte-order mark that PowerShell writes.
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`] and [`Error::NotText`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(source) => return Err(Error::Unreadable { name, source }),
        };
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                Err(Error::NotText(Place::new(&name, &valid, valid.len())))
            }
        }
    }

    /// The records of the document.
    ///
    /// The resource is the one named here, or the one that `@odata.type` names, or else the one
    /// whose properties the records have.
    ///
    /// # Errors
    ///
    /// What is wrong with the document as JSON, or which of its records is of no known resource
    /// or of another one than those before it.
    pub fn records(&self, resource: Option<Resource>) -> Result<Records<'_>, Error> {
        let whole = serde_json::from_str::<&RawValue>(&self.text)
            .map_err(|error| self.malformed(self.text.as_str(), &error))?;
        let parts = self.list(self.unwrapped(whole)?)?;
        let mut found = resource;
        for record in &parts {
            let properties = self.properties(record)?;
            if resource.is_none() {
                let of_this = Self::resource(&properties)
                    .ok_or_else(|| Error::UnknownResource(self.place(record.get(), 0)))?;
                if *found.get_or_insert(of_this) != of_this {
                    return Err(Error::MixedResources(self.place(record.get(), 0)));
                }
            }
        }
        Ok(Records { document: self, resource: found, parts })
    }

    /// What is within `value`, as Graph wraps lists and samples of its documentation.
    fn unwrapped<'a>(&self, whole: &'a RawValue) -> Result<&'a RawValue, Error> {
        if !whole.get().starts_with('{') {
            return Ok(whole);
        }
        match self.properties(whole)?.get("value") {
            Some(value) if value.get().starts_with(['{', '[']) => Ok(value),
            _ => Ok(whole),
        }
    }

    fn list<'a>(&self, value: &'a RawValue) -> Result<Vec<&'a RawValue>, Error> {
        if value.get().starts_with('[') {
            serde_json::from_str(value.get()).map_err(|error| self.malformed(value.get(), &error))
        } else {
            Ok(vec![value])
        }
    }

    fn properties<'a>(
        &self,
        record: &'a RawValue,
    ) -> Result<BTreeMap<Cow<'a, str>, &'a RawValue>, Error> {
        if record.get().starts_with('{') {
            serde_json::from_str(record.get()).map_err(|error| self.malformed(record.get(), &error))
        } else {
            Err(Error::NoRecord(self.place(record.get(), 0)))
        }
    }

    fn resource(properties: &BTreeMap<Cow<'_, str>, &RawValue>) -> Option<Resource> {
        match properties.get("@odata.type") {
            Some(odata_type) => serde_json::from_str(odata_type.get())
                .ok()
                .and_then(|name: String| Resource::of_type(&name)),
            None => Resource::of_properties(properties.keys()),
        }
    }

    fn malformed(&self, part: &str, error: &serde_json::Error) -> Error {
        let place = self.place_of(part, error);
        match error.classify() {
            Category::Eof => Error::Truncated(place),
            Category::Io | Category::Syntax | Category::Data => Error::Malformed(place),
        }
    }

    /// The place of an error that serde found in `part`, a part of the text.
    fn place_of(&self, part: &str, error: &serde_json::Error) -> Place {
        let lines = part.split_inclusive('\n').take(error.line().saturating_sub(1));
        let line_start: usize = lines.map(str::len).sum();
        self.place(part, line_start + error.column().saturating_sub(1))
    }

    /// The place `offset` bytes into `part`, which is a part of the text.
    fn place(&self, part: &str, offset: usize) -> Place {
        let start = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        Place::new(&self.name, &self.text, start + offset).after(self.start)
    }
}

impl fmt::Debug for Document {
    /// The text is data in clear, so only its length is told.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("name", &self.name)
            .field("length", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// The records of a [`Document`], all of one resource.
pub struct Records<'a> {
    document: &'a Document,
    resource: Option<Resource>,
    parts: Vec<&'a RawValue>,
}

impl Records<'_> {
    /// What the records are; `None` if there are none to tell it by.
    pub const fn resource(&self) -> Option<Resource> {
        self.resource
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.parts.len()
    }

    /// Reads the records as `T`.
    ///
    /// # Errors
    ///
    /// [`Error::Mismatch`] for the first record that is no `T`.
    pub fn read<T: Classified + DeserializeOwned>(&self) -> Result<Vec<T>, Error> {
        self.parts.iter().map(|record| self.read_one(record.get())).collect()
    }

    fn read_one<T: Classified + DeserializeOwned>(&self, record: &str) -> Result<T, Error> {
        let mut json = serde_json::Deserializer::from_str(record);
        serde_path_to_error::deserialize(&mut json).map_err(|error| Error::Mismatch {
            place: self.document.place_of(record, error.inner()),
            property: property(error.path(), T::SCHEMA),
        })
    }
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("resource", &self.resource)
            .field("count", &self.parts.len())
            .finish_non_exhaustive()
    }
}

/// The path, as far as it is made of names that the schema knows: any other name comes from the
/// document and may be anything.
fn property(path: &Properties, schema: &Schema) -> String {
    let mut written = String::new();
    for segment in path {
        match segment {
            Segment::Seq { .. } => written.push_str(&segment.to_string()),
            Segment::Map { key } if knows(schema, key) => {
                if !written.is_empty() {
                    written.push('.');
                }
                written.push_str(key);
            }
            Segment::Map { .. } | Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    if written.is_empty() { "the record".to_owned() } else { format!("`{written}`") }
}

fn knows(schema: &Schema, key: &str) -> bool {
    schema
        .fields()
        .any(|field| field.key() == key || field.nested().is_some_and(|nested| knows(nested, key)))
}

/// A place in a document, counted from 1, the columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The name of the document.
    pub name: String,
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

impl Place {
    /// The place `offset` bytes into `text`.
    fn new(name: &str, text: &str, offset: usize) -> Self {
        let mut within = text.char_indices().map(|(start, _)| start).chain([text.len()]);
        let before = &text[..within.rfind(|start| *start <= offset).unwrap_or(0)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            name: name.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// This place, in a document that begins where `start` says.
    fn after(mut self, start: Position) -> Self {
        if self.line == 1 {
            self.column += start.column - 1;
        }
        self.line += start.line - 1;
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}, column {}", self.name, self.line, self.column)
    }
}

/// Why a document cannot be read. No text of it contains a value of the document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be opened or read.
    #[error("cannot read {name}: {source}")]
    Unreadable {
        /// The name of the document.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// The file is not in UTF-8.
    #[error("{0}: this is not UTF-8 text")]
    NotText(Place),
    /// The text is not JSON.
    #[error("{0}: this is not JSON")]
    Malformed(Place),
    /// The text is JSON as far as it goes.
    #[error("{0}: the JSON ends too early")]
    Truncated(Place),
    /// There is something else where a record is expected.
    #[error("{0}: expected a record, which is an object")]
    NoRecord(Place),
    /// A record that tells in no way what it is.
    #[error("{0}: the record is of no known resource; name one with `--resource`")]
    UnknownResource(Place),
    /// A record of another resource than those before it.
    #[error("{0}: the record is of another resource than those before it")]
    MixedResources(Place),
    /// A record that is not of the form of its resource.
    #[error("{place}: the value of {property} does not have the type that Graph documents")]
    Mismatch {
        /// Where.
        place: Place,
        /// The property, by its path.
        property: String,
    },
}
