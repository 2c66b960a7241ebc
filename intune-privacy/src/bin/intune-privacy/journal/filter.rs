//! Which events of a journal are asked for.

use intune_privacy::audit::{Timestamp, TimestampError};
use intune_privacy::journal::Query;

/// Several values of one option ask for events that have any of them; an event has to fit every
/// option.
#[derive(Debug, clap::Args)]
pub(super) struct Filter {
    /// Events of that time or later: RFC 3339, or only a date; UTC unless it has an offset
    #[arg(long, value_name = "TIME", value_parser = time)]
    since: Option<Timestamp>,
    /// Events before that time
    #[arg(long, value_name = "TIME", value_parser = time)]
    until: Option<Timestamp>,
    /// Events by that actor: a user ID or name, service principal or application ID, as stored
    #[arg(long)]
    actor: Vec<String>,
    /// Events about that person's data, by the pseudonym as stored
    #[arg(long, value_name = "PSEUDONYM")]
    subject: Vec<String>,
    /// Events of that activity: assign, create, delete, manage, remote_task, update, read, or what
    /// else is stored
    #[arg(long)]
    activity: Vec<String>,
    /// Events about a record of that type
    #[arg(long)]
    r#type: Vec<String>,
    /// At most so many events
    #[arg(long, value_name = "EVENTS")]
    limit: Option<u64>,
    /// The event that was appended last comes first
    #[arg(long)]
    newest: bool,
}

impl Filter {
    pub(super) fn query(&self) -> Query {
        let Self { since, until, actor, subject, activity, r#type, limit, newest } = self;
        let mut query = Query::new();
        if let Some(since) = since {
            query = query.since(since);
        }
        if let Some(until) = until {
            query = query.until(until);
        }
        query = actor.iter().fold(query, |query, actor| query.actor(actor));
        query = subject.iter().fold(query, |query, subject| query.subject(subject));
        query = activity.iter().fold(query, |query, activity| query.activity_type(activity));
        query = r#type.iter().fold(query, |query, name| query.record_type(name));
        if let Some(limit) = limit {
            query = query.limit(*limit);
        }
        if *newest { query.newest_first() } else { query }
    }
}

/// A point in time, or the start of a day. Without an offset it is in UTC. A blank can stand for the
/// `T`, as in what `journal show` writes.
fn time(text: &str) -> Result<Timestamp, TimestampError> {
    let text = text.replacen(' ', "T", 1);
    text.parse()
        .or_else(|_| format!("{text}Z").parse())
        .or_else(|_| format!("{text}T00:00:00Z").parse())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_in_utc_unless_it_has_an_offset() {
        for (text, expected) in [
            ("2026-05-04", "2026-05-04T00:00:00Z"),
            ("2026-05-04 09:30:00", "2026-05-04T09:30:00Z"),
            ("2026-05-04T09:30:00.5", "2026-05-04T09:30:00.5Z"),
            ("2026-05-04T09:30:00-08:00", "2026-05-04T17:30:00Z"),
        ] {
            assert_eq!(time(text), expected.parse(), "{text}");
        }
        for text in ["", "yesterday", "2026-05", "2026-02-30", "04.05.2026"] {
            assert!(time(text).is_err(), "{text}");
        }
    }
}
