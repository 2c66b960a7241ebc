use core::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{AuditSink, SinkError, line};
use crate::audit::AuditEvent;

/// Writes events as JSON, one on each line, ended by `\n` ([JSON Lines](https://jsonlines.org)).
///
/// An event whose `record` has returned is with the writer: of a file, that is with the operating
/// system, and of a [`BufWriter`](io::BufWriter) in its buffer, until [`flush`](AuditSink::flush).
///
/// A write that fails can leave a part of a line. The next event then starts on a line of its own, so
/// that no whole event is ever damaged; the part stays where it is, and a reader finds that it is no
/// JSON.
pub struct JsonLines<W> {
    lines: Mutex<Lines<W>>,
}

struct Lines<W> {
    writer: W,
    /// Whether the writer holds, or may hold, a line that has no end.
    open: bool,
}

impl<W: Write + Send> JsonLines<W> {
    /// A sink that writes to `writer`, which is at the start of a line.
    pub fn new(writer: W) -> Self {
        Self { lines: Mutex::new(Lines { writer, open: false }) }
    }

    /// The writer.
    pub fn into_inner(self) -> W {
        self.lines.into_inner().unwrap_or_else(PoisonError::into_inner).writer
    }

    /// A writer that panicked leaves an open line, and that is all there is to mend.
    fn lines(&self) -> MutexGuard<'_, Lines<W>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write + Send> AuditSink for JsonLines<W> {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        let mut line = line(event)?;
        line.push(b'\n');
        self.lines().append(&line).map_err(|error| SinkError::Write(error.kind()))
    }

    fn flush(&self) -> Result<(), SinkError> {
        self.lines().writer.flush().map_err(|error| SinkError::Write(error.kind()))
    }
}

impl<W: Write> Lines<W> {
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        if self.open {
            self.write(b"\n")?;
        }
        self.write(line)
    }

    /// `Write::write_all`, and it is known what is left if that fails.
    fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let before = self.open;
            // If the writer panics, nobody knows what it wrote.
            self.open = true;
            match self.writer.write(bytes) {
                Ok(0) => {
                    self.open = before;
                    return Err(io::ErrorKind::WriteZero.into());
                }
                Ok(count) => {
                    let (written, rest) = bytes.split_at(count.min(bytes.len()));
                    self.open = !written.ends_with(b"\n");
                    bytes = rest;
                }
                Err(error) => {
                    self.open = before;
                    if error.kind() != io::ErrorKind::Interrupted {
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }
}

impl<W> fmt::Debug for JsonLines<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").finish_non_exhaustive()
    }
}
