use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;
use core::num::NonZero;
use core::sync::atomic::{AtomicU64, Ordering};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::thread::{self, JoinHandle};

use super::{AuditSink, SinkError, guarded};
use crate::audit::AuditEvent;

/// What a full [`Queue`] does with one more event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// It waits until there is room.
    Block,
    /// It returns [`SinkError::Full`].
    Refuse,
}

/// Records events in another sink, on a thread of its own.
///
/// `record` returns when the event is in the queue. If the sink then fails or panics, the callback
/// gets the event and the error, and [`flush`](AuditSink::flush) returns an error. The callback must
/// not use the queue: it runs on the thread that empties it.
///
/// To drop the queue, or to [close](Queue::close) it, waits until all that is in it is recorded. A
/// process that ends without either loses what is in the queue; an event that must not be lost goes
/// to a sink that is durable when `record` returns.
///
/// ```
/// use std::num::NonZero;
///
/// use intune_privacy::audit::AuditEvent;
/// use intune_privacy::audit::sink::{AuditSink, JsonLines, Overflow, Queue};
///
/// let lines = JsonLines::new(std::io::stdout());
/// let capacity = NonZero::new(1024).unwrap();
/// let queue = Queue::new(lines, capacity, Overflow::Block, |event, error| {
///     eprintln!("the audit event {} is not recorded: {error}", event.id);
/// })?;
/// let event: AuditEvent =
///     serde_json::from_str(r#"{"id":"1","activityDateTime":"2026-05-04T09:30:00Z"}"#)?;
/// queue.record(&event)?;
/// queue.close()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Queue {
    capacity: u16,
    overflow: Overflow,
    unrecorded: Arc<AtomicU64>,
    /// `None` when closed.
    open: Option<(SyncSender<Task>, JoinHandle<()>)>,
}

enum Task {
    Record(Box<AuditEvent>),
    Flush(SyncSender<Result<(), SinkError>>),
}

impl Queue {
    /// A queue before `sink` in which `capacity` events may wait.
    ///
    /// # Errors
    ///
    /// [`SinkError::Thread`] if the operating system starts no more threads.
    pub fn new(
        sink: impl AuditSink + Send + 'static,
        capacity: NonZero<u16>,
        overflow: Overflow,
        failed: impl FnMut(&AuditEvent, &SinkError) + Send + 'static,
    ) -> Result<Self, SinkError> {
        let (sender, tasks) = mpsc::sync_channel(capacity.get().into());
        let unrecorded = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&unrecorded);
        let thread = thread::Builder::new()
            .name(String::from("audit-queue"))
            .spawn(move || work(&tasks, &sink, failed, &count))
            .map_err(|error| SinkError::Thread(error.kind()))?;
        Ok(Self { capacity: capacity.get(), overflow, unrecorded, open: Some((sender, thread)) })
    }

    /// How many events the sink has failed to record so far.
    pub fn unrecorded(&self) -> u64 {
        self.unrecorded.load(Ordering::Acquire)
    }

    /// Waits until all that is in the queue is recorded and the sink is flushed, and ends the thread.
    ///
    /// # Errors
    ///
    /// As [`flush`](AuditSink::flush): if the sink failed to record events since the flush before,
    /// or fails to flush.
    pub fn close(mut self) -> Result<(), SinkError> {
        let flushed = self.flush();
        self.end();
        flushed
    }

    fn end(&mut self) {
        if let Some((sender, thread)) = self.open.take() {
            drop(sender);
            // A callback that holds the last handle of its queue drops it here. The thread goes on
            // to the end of the queue by itself.
            if thread.thread().id() != thread::current().id() {
                // It does not panic: what it calls is guarded.
                let _ = thread.join();
            }
        }
    }

    fn sender(&self) -> Result<&SyncSender<Task>, SinkError> {
        self.open.as_ref().map(|(sender, _)| sender).ok_or(SinkError::Closed)
    }
}

impl AuditSink for Queue {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        let task = Task::Record(Box::new(event.clone()));
        match self.overflow {
            Overflow::Block => self.sender()?.send(task).map_err(|_| SinkError::Closed),
            Overflow::Refuse => self.sender()?.try_send(task).map_err(|error| match error {
                TrySendError::Full(_) => SinkError::Full { capacity: self.capacity },
                TrySendError::Disconnected(_) => SinkError::Closed,
            }),
        }
    }

    /// Waits until all that was queued before is recorded and the sink is flushed, whatever the
    /// [`Overflow`].
    ///
    /// # Errors
    ///
    /// [`SinkError::Unrecorded`] if the sink failed to record events since the flush before; else
    /// what the sink's own flush returns.
    fn flush(&self) -> Result<(), SinkError> {
        let (sender, answer) = mpsc::sync_channel(1);
        self.sender()?.send(Task::Flush(sender)).map_err(|_| SinkError::Closed)?;
        answer.recv().unwrap_or(Err(SinkError::Closed))
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.end();
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue")
            .field("capacity", &self.capacity)
            .field("overflow", &self.overflow)
            .field("unrecorded", &self.unrecorded())
            .finish_non_exhaustive()
    }
}

/// Empties the queue until its last sender is gone. No panic of the sink or the callback ends it, for
/// then callers would wait for ever.
fn work(
    tasks: &Receiver<Task>,
    sink: &impl AuditSink,
    mut failed: impl FnMut(&AuditEvent, &SinkError),
    unrecorded: &AtomicU64,
) {
    let mut told = 0;
    for task in tasks {
        match task {
            Task::Record(event) => {
                if let Err(error) = guarded(|| sink.record(&event)) {
                    unrecorded.fetch_add(1, Ordering::AcqRel);
                    // The event is counted, whatever the callback does.
                    let _ = panic::catch_unwind(AssertUnwindSafe(|| failed(&event, &error)));
                }
            }
            Task::Flush(answer) => {
                let flushed = guarded(|| sink.flush());
                let events = unrecorded.load(Ordering::Acquire) - told;
                told += events;
                let result =
                    if events > 0 { Err(SinkError::Unrecorded { events }) } else { flushed };
                // Who asked waits for the answer, unless it is gone.
                let _ = answer.send(result);
            }
        }
    }
    // A queue that is dropped without a flush has nobody to tell.
    let _ = guarded(|| sink.flush());
}
