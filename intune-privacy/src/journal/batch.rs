//! Threads that write together: one of them writes what all of them have.

use alloc::vec::Vec;
use core::mem;
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::JournalError;
use super::chain::Link;
use super::record::Record;

/// The records that wait to be written, and the results that wait to be fetched.
///
/// A thread that finds nobody writing leads: it takes every record that waits, writes them in one
/// transaction, and leaves each its result. Records that come meanwhile wait for the next leader.
#[derive(Default)]
pub(super) struct Batches {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Record>,
    /// The ticket of the first record that waits. Those of the others follow.
    first: u64,
    results: HashMap<u64, Result<Link, JournalError>>,
    is_led: bool,
    /// How many records are likely to come together: as many as there were threads last time.
    expected: usize,
    /// How long to wait for them: less than another transaction would take.
    patience: Duration,
}

/// Locks what is in order even if a thread panicked while it had the lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Batches {
    /// Has a record written, by this thread or another. `write` writes all records, and gives a
    /// link for each, or none of them.
    pub(super) fn append(
        &self,
        record: Record,
        write: impl FnOnce(&[Record]) -> Result<Vec<Link>, JournalError>,
    ) -> Result<Link, JournalError> {
        let mut state = lock(&self.state);
        let ticket = state.first + state.waiting.len() as u64;
        state.waiting.push(record);
        if state.is_led && state.waiting.len() >= state.expected {
            // The leader may be waiting for this one.
            self.changed.notify_all();
        }
        loop {
            if let Some(result) = state.results.remove(&ticket) {
                return result;
            }
            if !state.is_led {
                break;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.is_led = true;
        let mut lead = Lead { batches: self, tickets: ticket..ticket, result: None };
        lead.run(state, write);
        drop(lead);
        lock(&self.state).results.remove(&ticket).unwrap_or(Err(JournalError::Interrupted))
    }
}

/// The turn of a leader. When it ends, be it by a panic, each record of the batch has a result and
/// the next leader can begin.
struct Lead<'a> {
    batches: &'a Batches,
    tickets: core::ops::Range<u64>,
    result: Option<Result<Vec<Link>, JournalError>>,
}

impl Lead<'_> {
    fn run(
        &mut self,
        mut state: MutexGuard<'_, State>,
        write: impl FnOnce(&[Record]) -> Result<Vec<Link>, JournalError>,
    ) {
        // After a batch its threads come back one by one. Without waiting for them, the first one
        // would write alone and the others after it: twice the transactions.
        let (begin, patience) = (Instant::now(), state.patience);
        while state.waiting.len() < state.expected {
            let left = patience.saturating_sub(begin.elapsed());
            if left.is_zero() {
                break;
            }
            let changed = &self.batches.changed;
            state = changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        let records = mem::take(&mut state.waiting);
        let end = state.first + records.len() as u64;
        self.tickets = mem::replace(&mut state.first, end)..end;
        drop(state);
        let begin = Instant::now();
        self.result = Some(write(&records));
        let mut state = lock(&self.batches.state);
        state.patience = begin.elapsed() / 2;
        state.expected = records.len() + state.waiting.len();
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let mut state = lock(&self.batches.state);
        state.is_led = false;
        let result = self.result.take().unwrap_or(Err(JournalError::Interrupted));
        for (index, ticket) in self.tickets.clone().enumerate() {
            let result = match &result {
                Ok(links) => links.get(index).copied().ok_or(JournalError::Interrupted),
                Err(error) => Err(error.clone()),
            };
            state.results.insert(ticket, result);
        }
        drop(state);
        self.batches.changed.notify_all();
    }
}
