//! Which events are asked for, and how they are found.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};

use super::JournalError;
use super::block;
use super::chain::{Header, Link};
use super::record::{Facet, nanoseconds, terms};
use super::row::{COLUMNS, Found, Place, text};
use super::seal::Hash;
use super::verify::{Problem, Tampering};
use crate::audit::{Activity, AuditEvent, Timestamp};

/// An event of a journal, and where it stands there.
///
/// It serializes as the event with one property more: `chain`, with `sequence` and `hash`. A
/// property of that name that the event has of its own is left out.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// Where it stands.
    pub chain: Link,
    /// The event.
    pub event: AuditEvent,
}

/// Which events are asked for. The default is all of them, in the order in which they were
/// appended.
///
/// Several values of one kind ask for events that have any of them; an event has to fit every kind.
///
/// Actors, activities, types and subjects have an index for each 256 events, and a query looks into
/// all of them, and at the events behind the last one: some 25 ms in a journal of a million events.
///
/// ```
/// use intune_privacy::audit::Activity;
/// use intune_privacy::journal::Query;
///
/// let query = Query::new()
///     .since(&"2026-05-01T00:00:00Z".parse()?)
///     .activity(Activity::Update)
///     .activity(Activity::Delete)
///     .record_type("ManagedDevice")
///     .newest_first()
///     .limit(100);
/// # let _ = query;
/// # Ok::<(), intune_privacy::audit::TimestampError>(())
/// ```
///
/// Its `Debug` does not show the actors and subjects.
#[derive(Clone, Default)]
pub struct Query {
    since: Option<i64>,
    until: Option<i64>,
    after: Option<i64>,
    /// For each kind, terms of which an event has at least one.
    terms: [Vec<String>; 4],
    limit: Option<u64>,
    is_backward: bool,
}

impl Query {
    /// Every event.
    pub fn new() -> Self {
        Self::default()
    }

    /// Events of that time or later.
    #[must_use]
    pub fn since(mut self, time: &Timestamp) -> Self {
        self.since = Some(nanoseconds(time));
        self
    }

    /// Events before that time.
    #[must_use]
    pub fn until(mut self, time: &Timestamp) -> Self {
        self.until = Some(nanoseconds(time));
        self
    }

    /// Events behind that sequence, to go on where an earlier query stopped.
    #[must_use]
    pub fn after(mut self, sequence: i64) -> Self {
        self.after = Some(sequence);
        self
    }

    /// Events of that activity.
    #[must_use]
    pub fn activity(self, activity: Activity) -> Self {
        self.with(Facet::Activity, activity.as_str())
    }

    /// Events whose `activityType` is that text.
    #[must_use]
    pub fn activity_type(self, name: &str) -> Self {
        self.with(Facet::Activity, name)
    }

    /// Events whose actor has that user ID, user principal name, service principal name or
    /// application ID, as the event shows it.
    #[must_use]
    pub fn actor(self, actor: &str) -> Self {
        self.with(Facet::Actor, actor)
    }

    /// Events about a record of that type.
    #[must_use]
    pub fn record_type(self, name: &str) -> Self {
        self.with(Facet::Type, name)
    }

    /// Events about that person's data, by the pseudonym that the event has.
    #[must_use]
    pub fn subject(self, pseudonym: &str) -> Self {
        self.with(Facet::Subject, pseudonym)
    }

    /// At most so many events.
    #[must_use]
    pub fn limit(mut self, events: u64) -> Self {
        self.limit = Some(events);
        self
    }

    /// The event that was appended last comes first.
    #[must_use]
    pub fn newest_first(mut self) -> Self {
        self.is_backward = true;
        self
    }

    fn with(mut self, facet: Facet, value: &str) -> Self {
        self.terms[facet as usize].push(facet.term(value));
        self
    }

    /// The statement for candidates, and its parameters. Those behind the index may have other terms.
    fn sql(&self, last_indexed: i64) -> (String, Vec<Value>) {
        let mut params: Vec<Value> = Vec::new();
        let mut sql = format!(
            "SELECT {COLUMNS}, coalesce(\
                (SELECT mac FROM audit_event AS before WHERE before.sequence = event.sequence - 1), \
                (SELECT last_mac FROM audit_gap WHERE last = event.sequence - 1)) \
            FROM audit_event AS event WHERE true"
        );
        let bounds = [("time >=", self.since), ("time <", self.until), ("sequence >", self.after)];
        for (bound, number) in bounds {
            if let Some(number) = number {
                sql.extend([" AND ", bound, " ?"]);
                params.push(number.into());
            }
        }
        for terms in self.terms.iter().filter(|terms| !terms.is_empty()) {
            let places = alloc::vec!["?"; terms.len()].join(", ");
            sql += &CANDIDATES.replace("{terms}", &places);
            params.extend(terms.iter().cloned().map(Value::from));
            params.push(last_indexed.into());
        }
        sql += if self.is_backward { " ORDER BY sequence DESC" } else { " ORDER BY sequence" };
        if let Some(limit) = self.limit {
            sql += " LIMIT ?";
            let candidates = i64::try_from(limit).unwrap_or(i64::MAX);
            params.push(candidates.saturating_add(block::LENGTH).into());
        }
        (sql, params)
    }

    pub(super) fn run(
        &self,
        conn: &Connection,
        header: &Header,
        visit: &mut dyn FnMut(Entry) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        let last_indexed = header.last_indexed();
        let mut left = self.limit.unwrap_or(u64::MAX);
        let (sql, params) = self.sql(last_indexed);
        let mut rows = conn.prepare_cached(&sql)?;
        let mut rows = rows.query(params_from_iter(params))?;
        while left > 0
            && let Some(row) = rows.next()?
        {
            let found = Found::read(row)?;
            let sequence = found.sequence;
            let tampered = |sequence, tampering| {
                JournalError::Tampered(Problem { sequence: Some(sequence), tampering })
            };
            let previous = match row.get_ref(5)?.as_blob_or_null() {
                Ok(Some(bytes)) => Hash::of_bytes(bytes),
                Ok(None) if sequence == Place::FIRST.sequence => Some(Hash::START),
                Ok(None) => return Err(tampered(sequence.saturating_sub(1), Tampering::Removed)),
                Err(_) => None,
            };
            let content = previous
                .and_then(|previous| found.at(&header.seal, &Place { sequence, previous }))
                .ok_or_else(|| tampered(sequence, Tampering::Altered))?;
            if !self.fits(text(content.terms)?) {
                if sequence <= last_indexed {
                    return Err(tampered(sequence, Tampering::Index));
                }
                continue;
            }
            left -= 1;
            let event = serde_json::from_slice(content.body)
                .map_err(|_| JournalError::NotAnEvent { sequence })?;
            visit(Entry { chain: Link { sequence, hash: content.hash }, event })?;
        }
        Ok(())
    }

    /// Whether a record with these terms is asked for.
    fn fits(&self, joined: &str) -> bool {
        self.terms.iter().all(|asked| {
            asked.is_empty() || terms(joined).any(|term| asked.iter().any(|t| t == term))
        })
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { since, until, after, terms, limit, is_backward } = self;
        f.debug_struct("Query")
            .field("since", since)
            .field("until", until)
            .field("after", after)
            .field("terms", &terms.iter().map(Vec::len).sum::<usize>())
            .field("limit", limit)
            .field("is_backward", is_backward)
            .finish()
    }
}

impl Serialize for Entry {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'a> {
            #[serde(flatten)]
            event: &'a AuditEvent,
            chain: Link,
        }

        if self.event.other.contains_key(CHAIN) {
            let mut event = self.event.clone();
            event.other.remove(CHAIN);
            return Line { event: &event, chain: self.chain }.serialize(serializer);
        }
        Line { event: &self.event, chain: self.chain }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Line {
            chain: Link,
            #[serde(flatten)]
            event: AuditEvent,
        }

        let Line { chain, event } = Line::deserialize(deserializer)?;
        Ok(Self { chain, event })
    }
}

/// The condition for records that the index has for any of some terms, and those behind the index.
/// Each block is looked into, and the next one is found in the index, for some are empty.
const CANDIDATES: &str = " AND sequence IN (\
    WITH RECURSIVE blocks(number) AS (\
        SELECT min(block) FROM audit_term \
        UNION ALL \
        SELECT (SELECT min(block) FROM audit_term WHERE block > number) FROM blocks \
        WHERE number IS NOT NULL) \
    SELECT sequence FROM blocks CROSS JOIN audit_term \
    WHERE audit_term.block = number AND term IN ({terms}) \
    UNION ALL \
    SELECT sequence FROM audit_event WHERE sequence > ?)";

/// The property of an exported event that says where it stands.
const CHAIN: &str = "chain";
