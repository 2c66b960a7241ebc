//! The records of one type while a package is put together.

use alloc::format;
use alloc::string::{String, ToString};
use std::fs::File;
use std::io;

use super::digest::Digesting;
use super::staging::Staging;
use crate::export::description::in_camel_case;
use crate::export::manifest::{FileRecord, RecordType, WithheldRecord};
use crate::export::scope::Plan;
use crate::export::stream::Stream;
use crate::export::{ExportError, Format, Scope};
use crate::schema::Schema;
use crate::value::Record;

/// The records of one type: their file, and the part of the page that shows them.
pub(super) struct Records {
    pub(super) schema: &'static Schema,
    /// The name of the type in the package.
    pub(super) name: String,
    /// The path of the file in the package.
    pub(super) file: String,
    format: Format,
    data: Stream<Digesting<File>>,
    page: Stream<File>,
    /// How many records came, those that were refused included.
    pub(super) offered: u64,
}

impl Format {
    /// The name in manifests.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "json_lines",
            Self::Csv | Self::CsvWithBom => "csv",
            Self::Xml => "xml",
            Self::Html => "html",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        let formats = [Self::Json, Self::JsonLines, Self::Csv, Self::Xml, Self::Html];
        formats.into_iter().find(|format| format.as_str() == name)
    }

    /// The path in a package of the records of a type of that name.
    pub(super) fn path(self, name: &str) -> String {
        let extension = match self {
            Self::JsonLines => "jsonl",
            other => other.as_str(),
        };
        format!("data/{name}.{extension}")
    }
}

impl Records {
    pub(super) fn new(
        schema: &'static Schema,
        name: String,
        index: usize,
        format: Format,
        scope: &Scope,
        staging: &Staging,
    ) -> io::Result<Self> {
        let file = format.path(&name);
        let data = Digesting::new(staging.create(&file)?);
        let data = Stream::new(schema, format, scope, data);
        let page = Stream::fragments(schema, scope, staging.create_page(index)?);
        Ok(Self { schema, name, file, format, data, page, offered: 0 })
    }

    pub(super) fn push(&mut self, record: &dyn Record) -> Result<(), ExportError> {
        let written = self.data.push(record).and_then(|()| self.page.push(record));
        written.map_err(|error| match error {
            ExportError::Value { record, format, .. } => {
                ExportError::Value { record, number: self.offered, format }
            }
            other => other,
        })
    }

    /// Completes the files, and says what the manifest says of them.
    pub(super) fn finish(self, title: String) -> Result<(RecordType, FileRecord), ExportError> {
        let Plan { outline, language, .. } = self.data.plan();
        let withheld = outline.withheld.iter().map(|it| WithheldRecord::new(it, *language));
        let withheld = withheld.collect();
        let categories = outline.categories().into_iter().map(Into::into).collect();
        self.page.finish()?;
        let (data, count) = self.data.finish()?;
        let record = RecordType {
            name: self.name,
            title,
            file: self.file.clone(),
            format: self.format.as_str().to_string(),
            count,
            categories,
            withheld,
        };
        Ok((record, data.record(&self.file)))
    }
}

/// The path of a type.
pub(super) fn path(schema: &Schema) -> String {
    format!("{}::{}", schema.module(), schema.name())
}

/// The name of a type as Graph writes it, in characters that every file system takes.
pub(super) fn portable_name(key: &str) -> String {
    let name: String = in_camel_case(key).chars().map(portable).collect();
    if name.is_empty() { "_".into() } else { name }
}

fn portable(c: char) -> char {
    if is_portable(c) { c } else { '_' }
}

pub(super) const fn is_portable(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::portable_name;

    #[test]
    fn a_type_has_a_name_that_every_file_system_takes() {
        for (key, name) in [
            ("ManagedDevice", "managedDevice"),
            ("Managed-Device", "managedDevice"),
            ("Ärende", "_rende"),
            ("..", "__"),
            ("", "_"),
        ] {
            assert_eq!(portable_name(key), name);
        }
    }
}
