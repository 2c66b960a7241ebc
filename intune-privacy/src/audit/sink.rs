//! Where events go: lines of JSON, `tracing`, several places at once, a queue, or a place of your
//! own.
//!
//! A sink either has recorded an event or says why not. None of those here loses an event without
//! an error.
//!
//! ```
//! use intune_privacy::audit::AuditEvent;
//! use intune_privacy::audit::sink::{AuditSink, JsonLines};
//!
//! let event: AuditEvent = serde_json::from_str(
//!     r#"{"id":"8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815","activityDateTime":"2026-05-04T09:30:00Z"}"#,
//! )?;
//!
//! let sink = JsonLines::new(Vec::new());
//! sink.record(&event)?;
//! assert_eq!(sink.into_inner(), [serde_json::to_vec(&event)?, b"\n".to_vec()].concat());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt::Write;
use std::io;
use std::panic::{self, AssertUnwindSafe};

use super::AuditEvent;

mod fanout;
mod json_lines;
mod queue;
#[cfg(feature = "tracing")]
mod trace;

pub use fanout::Fanout;
pub use json_lines::JsonLines;
pub use queue::{Overflow, Queue};
#[cfg(feature = "tracing")]
pub use trace::{TARGET, TracingSink};

/// A place that records events.
///
/// ```
/// use std::sync::Mutex;
///
/// use intune_privacy::audit::AuditEvent;
/// use intune_privacy::audit::sink::{AuditSink, SinkError};
///
/// /// Keeps the IDs of events in memory.
/// #[derive(Default)]
/// struct Ids(Mutex<Vec<String>>);
///
/// impl AuditSink for Ids {
///     fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
///         self.0.lock().map_err(|_| SinkError::Panicked)?.push(event.id.clone());
///         Ok(())
///     }
/// }
///
/// let sink: Box<dyn AuditSink> = Box::new(Ids::default());
/// ```
pub trait AuditSink {
    /// Records an event.
    ///
    /// # Errors
    ///
    /// If the event is not recorded, or not known to be.
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError>;

    /// Hands on what the sink holds back, and returns when that is done.
    ///
    /// # Errors
    ///
    /// If something is not handed on, or not known to be.
    fn flush(&self) -> Result<(), SinkError> {
        Ok(())
    }
}

/// Implements the trait for pointers to a sink.
macro_rules! pointers {
    ($( $Pointer:ty )+) => {$(
        impl<S: ?Sized + AuditSink> AuditSink for $Pointer {
            fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
                (**self).record(event)
            }

            fn flush(&self) -> Result<(), SinkError> {
                (**self).flush()
            }
        }
    )+};
}

pointers! { &S Box<S> Arc<S> }

/// An event is not recorded, or not known to be. The message holds no value of the event.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// The event has no JSON form.
    #[error("the event has no JSON form")]
    Json,
    /// A writer failed. Of its error only the kind is kept, because the message is the writer's own.
    #[error("the event is not written: {0}")]
    Write(io::ErrorKind),
    /// A queue is full, and its [`Overflow`] is to refuse.
    #[error("the event is refused: {capacity} events wait in the queue already")]
    Full {
        /// How many events may wait.
        capacity: u16,
    },
    /// A queue takes no more events, because its thread has ended.
    #[error("the queue is closed")]
    Closed,
    /// The thread of a queue could not be started.
    #[error("the thread of the queue does not start: {0}")]
    Thread(io::ErrorKind),
    /// A sink behind a queue failed to record events. Its errors went to the queue's callback.
    #[error("{events} of the events that were queued are not recorded")]
    Unrecorded {
        /// How many events, since the flush before.
        events: u64,
    },
    /// No subscriber takes the event.
    #[error("no subscriber of tracing takes the event")]
    NoSubscriber,
    /// A sink panicked.
    #[error("the sink panicked")]
    Panicked,
    /// Sinks of a [`Fanout`] failed; the others have recorded the event.
    #[error("{}", listed(.failures, *.sinks))]
    Fanout {
        /// The sinks that failed, by their index from 0, and why.
        failures: Vec<(usize, SinkError)>,
        /// How many sinks there are.
        sinks: usize,
    },
    /// A sink of another kind failed. The maker of the sink sees to it that neither the error nor
    /// its sources hold a value of the event.
    #[error(transparent)]
    Other(Box<dyn Error + Send + Sync>),
}

impl SinkError {
    /// An error of a sink of your own. See to it that neither its messages nor those of its sources
    /// hold a value of the event: the messages of `serde` and of databases often do.
    pub fn other(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }
}

fn listed(failures: &[(usize, SinkError)], sinks: usize) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write!(text, "{} of {sinks} sinks failed", failures.len());
    for (number, (index, error)) in failures.iter().enumerate() {
        let _ = write!(text, "{} sink {index}: {error}", if number == 0 { ":" } else { ";" });
    }
    text
}

/// The event as JSON, without a line break.
fn line(event: &AuditEvent) -> Result<Vec<u8>, SinkError> {
    // The message of serde_json is not kept: it may hold a value.
    serde_json::to_vec(event).map_err(|_| SinkError::Json)
}

/// What a sink answers; a panic is an error as any other, so that it does not reach the callers of
/// other sinks. What has panicked is called again only through `&self`, where it must be fit for
/// that anyway.
fn guarded(call: impl FnOnce() -> Result<(), SinkError>) -> Result<(), SinkError> {
    panic::catch_unwind(AssertUnwindSafe(call)).unwrap_or(Err(SinkError::Panicked))
}
