//! Records that are written one after the other, in memory that does not grow with their number.

use alloc::boxed::Box;
use alloc::vec::Vec;
use std::io::Write;

use super::csv::Csv;
use super::html::Html;
use super::json::Json;
use super::scope::{Plan, Scope};
use super::walk::Stop;
use super::xml::Xml;
use super::{ExportError, Format};
use crate::redact::View;
use crate::schema::{Classified, Schema};
use crate::value::Record;

/// How records are written in one format.
///
/// Everything goes to a buffer, so that nothing of a record is left if it cannot be written.
pub(super) trait RecordWriter {
    /// What stands before the records.
    fn begin(&mut self, plan: &Plan, out: &mut Vec<u8>);

    /// One record.
    fn record(&mut self, view: View<'_>, plan: &Plan, out: &mut Vec<u8>) -> Result<(), Stop>;

    /// What stands after the records.
    fn end(&mut self, plan: &Plan, out: &mut Vec<u8>);
}

impl Format {
    pub(super) fn writer(self, plan: &Plan) -> Box<dyn RecordWriter> {
        match self {
            Self::Json => Box::new(Json::list()),
            Self::JsonLines => Box::new(Json::lines()),
            Self::Csv => Box::new(Csv::new(plan)),
            Self::CsvWithBom => Box::new(Csv::with_bom(plan)),
            Self::Xml => Box::new(Xml::new()),
            Self::Html => Box::new(Html::new()),
        }
    }
}

/// A stream of records of one type.
pub(super) struct Stream<W> {
    out: W,
    plan: Plan,
    format: Format,
    writer: Box<dyn RecordWriter>,
    buffer: Vec<u8>,
    count: u64,
}

impl<W: Write> Stream<W> {
    /// In bytes: when this much has been written, it is passed on.
    const FULL: usize = 64 * 1024;

    pub(super) fn new(schema: &'static Schema, format: Format, scope: &Scope, out: W) -> Self {
        let plan = scope.plan(schema);
        let writer = format.writer(&plan);
        Self::start(plan, format, writer, out)
    }

    /// Records as parts of a page that is written around them.
    pub(super) fn fragments(schema: &'static Schema, scope: &Scope, out: W) -> Self {
        Self::start(scope.plan(schema), Format::Html, Box::new(Html::fragments()), out)
    }

    fn start(plan: Plan, format: Format, mut writer: Box<dyn RecordWriter>, out: W) -> Self {
        let mut buffer = Vec::with_capacity(2 * Self::FULL);
        writer.begin(&plan, &mut buffer);
        Self { out, plan, format, writer, buffer, count: 0 }
    }

    /// How the records are written.
    pub(super) const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Writes one more record.
    pub(super) fn push(&mut self, record: &dyn Record) -> Result<(), ExportError> {
        let start = self.buffer.len();
        let view = View { record, policy: &self.plan.policy };
        if self.writer.record(view, &self.plan, &mut self.buffer).is_err() {
            self.buffer.truncate(start);
            return Err(ExportError::Value {
                record: self.plan.schema.name(),
                number: self.count + 1,
                format: self.format,
            });
        }
        self.count += 1;
        if self.buffer.len() >= Self::FULL {
            self.pass_on()?;
        }
        Ok(())
    }

    /// Writes what stands after the records, and gives the writer back with how many there were.
    pub(super) fn finish(mut self) -> Result<(W, u64), ExportError> {
        self.writer.end(&self.plan, &mut self.buffer);
        self.pass_on()?;
        self.out.flush().map_err(ExportError::Write)?;
        Ok((self.out, self.count))
    }

    fn pass_on(&mut self) -> Result<(), ExportError> {
        self.out.write_all(&self.buffer).map_err(ExportError::Write)?;
        self.buffer.clear();
        // One long record does not keep its memory.
        self.buffer.shrink_to(2 * Self::FULL);
        Ok(())
    }
}

/// Writes records in a format.
///
/// The other functions of this module do the same for one format each.
///
/// # Errors
///
/// [`ExportError::Write`] if `out` cannot be written to, [`ExportError::Value`] if a record cannot.
/// What was written before stays.
pub fn write<T: Classified>(
    format: Format,
    records: impl IntoIterator<Item = T>,
    scope: &Scope,
    out: impl Write,
) -> Result<u64, ExportError> {
    let mut stream = Stream::new(T::SCHEMA, format, scope, out);
    for record in records {
        stream.push(&record)?;
    }
    stream.finish().map(|(_, count)| count)
}
