//! The body of a request.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use intune_privacy::{Classified, Schema};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

/// The longest body that is read, in bytes.
pub const LONGEST: usize = 256 * 1024;

/// Where a body is wrong as a whole.
const TOP: &str = "its top";

/// Why a body cannot be read. It tells the place and the kind of the error: the messages of serde
/// quote the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// It is longer than [`LONGEST`].
    #[error("the body is longer than {LONGEST} bytes")]
    TooLong,
    /// It did not arrive as a whole.
    #[error("the body did not arrive as a whole")]
    Interrupted,
    /// It is no JSON.
    #[error("the body is not JSON, at line {line} and column {column}")]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The byte within the line, from 1.
        column: usize,
    },
    /// It is no such record.
    #[error("the body does not have the form of a `{record}`, at {property}")]
    Mismatch {
        /// The type of the record.
        record: &'static str,
        /// The property, by its path.
        property: String,
    },
}

/// Reads the body as a record.
///
/// # Errors
///
/// If it is too long, not JSON or no such record.
pub fn read<T: Classified + DeserializeOwned>(
    body: Result<Bytes, BytesRejection>,
) -> Result<T, BodyError> {
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => BodyError::TooLong,
        _ => BodyError::Interrupted,
    })?;
    // Serde also reads a list as a record, value by value.
    if body.trim_ascii_start().first() == Some(&b'[') {
        let record = T::SCHEMA.name();
        return Err(BodyError::Mismatch { record, property: TOP.to_owned() });
    }
    let mut json = serde_json::Deserializer::from_slice(&body);
    let record = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        match malformed(error.inner()) {
            Some(malformed) => malformed,
            None => BodyError::Mismatch {
                record: T::SCHEMA.name(),
                property: property(error.path(), T::SCHEMA),
            },
        }
    })?;
    match json.end() {
        Ok(()) => Ok(record),
        Err(error) => Err(BodyError::Malformed { line: error.line(), column: error.column() }),
    }
}

fn malformed(error: &serde_json::Error) -> Option<BodyError> {
    match error.classify() {
        Category::Data => None,
        Category::Io | Category::Syntax | Category::Eof => {
            Some(BodyError::Malformed { line: error.line(), column: error.column() })
        }
    }
}

/// The path as far as it is made of names of the type: any other name comes from the body.
fn property(path: &Path, schema: &'static Schema) -> String {
    let mut written = String::new();
    let mut within = Some(schema);
    for segment in path {
        match segment {
            Segment::Seq { .. } => written.push_str(&segment.to_string()),
            Segment::Map { key } => {
                let known = |schema: &'static Schema| {
                    schema.fields().find(|field| field.key() == key.as_str())
                };
                let Some(field) = within.and_then(known) else { break };
                if !written.is_empty() {
                    written.push('.');
                }
                written.push_str(field.key());
                within = field.nested();
            }
            Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    if written.is_empty() { TOP.to_owned() } else { format!("`{written}`") }
}
