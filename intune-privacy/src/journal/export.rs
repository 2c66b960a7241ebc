//! The events of a journal for other programs: lines of JSON, and comma-separated values.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io::{self, Write};

use super::query::Entry;
use super::{Journal, JournalError, Query};
use crate::audit::EventActor;
use crate::cell;

const COLUMNS: [&str; 20] = [
    "sequence",
    "activityDateTime",
    "activityType",
    "activity",
    "activityOperationType",
    "activityResult",
    "actorType",
    "actorUserId",
    "actorUserPrincipalName",
    "actorServicePrincipalName",
    "actorApplicationId",
    "actorIpAddress",
    "category",
    "componentName",
    "correlationId",
    "dataSubjects",
    "resources",
    "taxonomy",
    "id",
    "hash",
];

impl Journal {
    /// Writes the events that the query asks for as lines of JSON, each with the property `chain`:
    /// its sequence and hash. It gives how many there are.
    ///
    /// The writer is flushed at the end and not buffered: give it a [`BufWriter`](io::BufWriter).
    ///
    /// # Errors
    ///
    /// Those of [`for_each`](Self::for_each); and if the writer fails. What was written until then
    /// is a part of the export.
    pub fn export_json_lines(
        &self,
        query: &Query,
        mut out: impl Write,
    ) -> Result<u64, JournalError> {
        self.export(query, &mut out, |entry, line| {
            serde_json::to_writer(&mut *line, entry).map_err(|_| JournalError::Unwritable)?;
            line.push(b'\n');
            Ok(())
        })
    }

    /// Writes the events that the query asks for as comma-separated values (RFC 4180), below a line
    /// with the names of the columns. It gives how many there are.
    ///
    /// The people in `dataSubjects` are separated by spaces, and `resources` is JSON. What the
    /// columns have no place for is in [JSON lines](Self::export_json_lines) only. A cell that a
    /// spreadsheet program could take for a formula has an apostrophe in front.
    ///
    /// # Errors
    ///
    /// Those of [`export_json_lines`](Self::export_json_lines).
    pub fn export_csv(&self, query: &Query, mut out: impl Write) -> Result<u64, JournalError> {
        let header = COLUMNS.join(",") + "\r\n";
        out.write_all(header.as_bytes()).map_err(|error| failed(&error))?;
        self.export(query, &mut out, write_cells)
    }

    fn export(
        &self,
        query: &Query,
        out: &mut dyn Write,
        write: impl Fn(&Entry, &mut Vec<u8>) -> Result<(), JournalError>,
    ) -> Result<u64, JournalError> {
        let (mut events, mut line) = (0, Vec::new());
        self.for_each(query, |entry| {
            line.clear();
            write(&entry, &mut line)?;
            events += 1;
            out.write_all(&line).map_err(|error| failed(&error))
        })?;
        out.flush().map_err(|error| failed(&error))?;
        Ok(events)
    }
}

fn failed(error: &io::Error) -> JournalError {
    JournalError::Export(error.kind())
}

fn write_cells(Entry { chain, event }: &Entry, line: &mut Vec<u8>) -> Result<(), JournalError> {
    let nobody = EventActor::default();
    let actor = event.actor.as_ref().unwrap_or(&nobody);
    let resources = match &*event.resources {
        [] => String::new(),
        resources => serde_json::to_string(resources).map_err(|_| JournalError::Unwritable)?,
    };
    let (sequence, hash) = (chain.sequence.to_string(), chain.hash.to_string());
    let (subjects, taxonomy) = (event.data_subjects.join(" "), event.taxonomy.join(" "));
    let cells: [Option<&str>; COLUMNS.len()] = [
        Some(&sequence),
        Some(event.activity_date_time.as_str()),
        event.activity_type.as_deref(),
        event.activity.as_deref(),
        event.activity_operation_type.as_deref(),
        event.activity_result.as_deref(),
        actor.kind.as_deref().or(actor.audit_actor_type.as_deref()),
        actor.user_id.as_deref(),
        actor.user_principal_name.as_deref(),
        actor.service_principal_name.as_deref(),
        actor.application_id.as_deref(),
        actor.ip_address.as_deref(),
        event.category.as_deref(),
        event.component_name.as_deref(),
        event.correlation_id.as_deref(),
        Some(&subjects),
        Some(&resources),
        Some(&taxonomy),
        Some(&event.id),
        Some(&hash),
    ];
    for (index, text) in cells.into_iter().enumerate() {
        if index > 0 {
            line.push(b',');
        }
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            cell::text(line, text);
        }
    }
    line.extend(b"\r\n");
    Ok(())
}
