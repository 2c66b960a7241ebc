//! A record as it is stored, and the terms that it is found by.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::JournalError;
use crate::audit::{AuditEvent, Timestamp};

/// What an event is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facet {
    Activity,
    Actor,
    Type,
    Subject,
}

impl Facet {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Actor => "actor",
            Self::Type => "type",
            Self::Subject => "subject",
        }
    }

    /// The term for a value.
    pub(super) fn term(self, value: &str) -> String {
        format!("{}:{}", self.as_str(), one_line(value))
    }
}

/// The value without line breaks, which separate terms. No two values become the same.
fn one_line(value: &str) -> Cow<'_, str> {
    if value.contains(['\n', '\\']) {
        value.replace('\\', "\\\\").replace('\n', "\\n").into()
    } else {
        value.into()
    }
}

/// An event as it is stored.
pub(super) struct Record {
    pub(super) time: i64,
    /// Terms in order and without repetition, with a line break after each but the last.
    pub(super) terms: String,
    pub(super) body: String,
}

impl Record {
    pub(super) fn new(event: &AuditEvent) -> Result<Self, JournalError> {
        let body = serde_json::to_string(event).map_err(|_| JournalError::Unwritable)?;
        let mut terms = Vec::new();
        let mut add = |facet: Facet, value: &Option<String>| {
            terms.extend(value.as_deref().map(|value| facet.term(value)));
        };
        add(Facet::Activity, &event.activity_type);
        if let Some(actor) = &event.actor {
            add(Facet::Actor, &actor.user_id);
            add(Facet::Actor, &actor.user_principal_name);
            add(Facet::Actor, &actor.service_principal_name);
            add(Facet::Actor, &actor.application_id);
        }
        for resource in &event.resources {
            add(Facet::Type, &resource.kind);
            add(Facet::Type, &resource.audit_resource_type);
        }
        terms.extend(event.data_subjects.iter().map(|subject| Facet::Subject.term(subject)));
        terms.sort_unstable();
        terms.dedup();
        Ok(Self { time: nanoseconds(&event.activity_date_time), terms: terms.join("\n"), body })
    }
}

/// The terms that [`Record::terms`] holds.
pub(super) fn terms(joined: &str) -> impl Iterator<Item = &str> {
    joined.split_terminator('\n')
}

/// Nanoseconds since 1970-01-01T00:00:00Z. What is before 1677-09-21 or after 2262-04-11 becomes the
/// first or last number there is.
pub(super) fn nanoseconds(instant: &Timestamp) -> i64 {
    let nanoseconds = instant.as_nanosecond();
    let bound = if nanoseconds < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(nanoseconds).unwrap_or(bound)
}
