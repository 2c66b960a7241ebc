//! The journal as a sink.

use super::Journal;
use crate::audit::AuditEvent;
use crate::audit::sink::{AuditSink, SinkError};

/// Each event is [appended](Journal::append). The error is [`SinkError::Other`] with a
/// [`JournalError`](super::JournalError) in it.
impl AuditSink for Journal {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        self.append(event).map(drop).map_err(SinkError::other)
    }
}
