use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::{AuditSink, SinkError, guarded};
use crate::audit::AuditEvent;

/// Records each event in several sinks, in their order.
///
/// If one fails or panics, the others still get the event, and the error names those that failed.
///
/// ```
/// use std::sync::Arc;
///
/// use intune_privacy::audit::AuditEvent;
/// use intune_privacy::audit::sink::{AuditSink, Fanout, JsonLines};
///
/// let file = Arc::new(JsonLines::new(Vec::new()));
/// let sinks = Fanout::new(file.clone()).with(JsonLines::new(std::io::sink()));
/// let event: AuditEvent =
///     serde_json::from_str(r#"{"id":"1","activityDateTime":"2026-05-04T09:30:00Z"}"#)?;
/// sinks.record(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Fanout {
    sinks: Vec<Box<dyn AuditSink + Send + Sync>>,
}

impl Fanout {
    /// Records in one sink. There is none without any, because it would lose every event.
    pub fn new(sink: impl AuditSink + Send + Sync + 'static) -> Self {
        Self { sinks: vec![Box::new(sink)] }
    }

    /// Records in one more sink.
    #[must_use]
    pub fn with(mut self, sink: impl AuditSink + Send + Sync + 'static) -> Self {
        self.sinks.push(Box::new(sink));
        self
    }

    fn each(
        &self,
        call: impl Fn(&(dyn AuditSink + Send + Sync)) -> Result<(), SinkError>,
    ) -> Result<(), SinkError> {
        let mut failures = Vec::new();
        for (index, sink) in self.sinks.iter().enumerate() {
            if let Err(error) = guarded(|| call(&**sink)) {
                failures.push((index, error));
            }
        }
        if failures.is_empty() {
            return Ok(());
        }
        Err(SinkError::Fanout { failures, sinks: self.sinks.len() })
    }
}

impl AuditSink for Fanout {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        self.each(|sink| sink.record(event))
    }

    fn flush(&self) -> Result<(), SinkError> {
        self.each(|sink| sink.flush())
    }
}

impl fmt::Debug for Fanout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fanout").field("sinks", &self.sinks.len()).finish_non_exhaustive()
    }
}
