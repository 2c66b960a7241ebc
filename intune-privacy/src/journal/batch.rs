//! Threads that write together: one of them writes what all of them have.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem;
use core::time::Duration;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::Instant;

use super::JournalError;
use super::chain::Link;
use super::record::Record;

/// The records that wait to be written.
///
/// A thread that finds nobody writing leads: it takes every record that waits, writes them in one
/// transaction, and hands each thread its result. Records that come meanwhile wait for the next
/// leader, which is the first of their threads. Each thread sleeps until it is its turn or its record
/// is written, and is woken by itself: if all were woken by each batch, they would be busy with that.
#[derive(Default)]
pub(super) struct Batches {
    state: Mutex<State>,
    /// Tells the leader that as many records wait as it expects.
    complete: Condvar,
}

#[derive(Default)]
struct State {
    records: Vec<Record>,
    /// Of each record that waits, in the same order.
    places: Vec<Arc<Place>>,
    is_led: bool,
    /// How many records are likely to come together: as many as there were threads last time.
    expected: usize,
    /// How long to wait for them: less than another transaction would take.
    patience: Duration,
}

/// Where a thread waits with its record.
struct Place {
    thread: Thread,
    turn: Mutex<Turn>,
}

/// What a thread does next.
enum Turn {
    Wait,
    Lead,
    Return(Result<Link, JournalError>),
}

impl Place {
    fn set(&self, turn: Turn) {
        *lock(&self.turn) = turn;
        self.thread.unpark();
    }

    fn take(&self) -> Turn {
        mem::replace(&mut *lock(&self.turn), Turn::Wait)
    }
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
        let place = Arc::new(Place { thread: thread::current(), turn: Mutex::new(Turn::Wait) });
        let mut state = lock(&self.state);
        state.records.push(record);
        state.places.push(Arc::clone(&place));
        if state.is_led {
            if state.records.len() >= state.expected {
                self.complete.notify_one();
            }
            drop(state);
            loop {
                match place.take() {
                    // It can end for no reason.
                    Turn::Wait => thread::park(),
                    Turn::Lead => break,
                    Turn::Return(result) => return result,
                }
            }
            state = lock(&self.state);
        }
        state.is_led = true;
        let mut lead = Lead { batches: self, places: Vec::new(), result: None };
        lead.run(state, write);
        drop(lead);
        match place.take() {
            Turn::Return(result) => result,
            Turn::Wait | Turn::Lead => Err(JournalError::Interrupted),
        }
    }
}

/// The turn of a leader. When it ends, be it by a panic, each record of the batch has a result and
/// the next leader can begin.
struct Lead<'a> {
    batches: &'a Batches,
    places: Vec<Arc<Place>>,
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
        while state.records.len() < state.expected {
            let left = patience.saturating_sub(begin.elapsed());
            if left.is_zero() {
                break;
            }
            let complete = &self.batches.complete;
            state = complete.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        let records = mem::take(&mut state.records);
        self.places = mem::take(&mut state.places);
        drop(state);
        let begin = Instant::now();
        self.result = Some(write(&records));
        let mut state = lock(&self.batches.state);
        state.patience = begin.elapsed() / 2;
        state.expected = records.len() + state.records.len();
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let mut state = lock(&self.batches.state);
        let next = state.places.first().cloned();
        state.is_led = next.is_some();
        drop(state);
        let result = self.result.take().unwrap_or(Err(JournalError::Interrupted));
        for (index, place) in self.places.iter().enumerate() {
            place.set(Turn::Return(match &result {
                Ok(links) => links.get(index).copied().ok_or(JournalError::Interrupted),
                Err(error) => Err(error.clone()),
            }));
        }
        if let Some(next) = next {
            next.set(Turn::Lead);
        }
    }
}
