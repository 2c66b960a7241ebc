//! The tables of a journal.

use rusqlite::Connection;

use super::JournalError;
use super::scope::in_snapshot;

/// What `sqlite_schema` holds for the tables, ordered by name.
const TABLES: [(&str, &str); 5] = [
    (
        "audit_event",
        "CREATE TABLE audit_event (\
            sequence INTEGER PRIMARY KEY, \
            time INTEGER NOT NULL, \
            terms TEXT NOT NULL, \
            body TEXT NOT NULL, \
            mac BLOB NOT NULL\
        ) STRICT",
    ),
    ("audit_event_time", "CREATE INDEX audit_event_time ON audit_event (time)"),
    (
        "audit_gap",
        "CREATE TABLE audit_gap (\
            first INTEGER PRIMARY KEY, \
            last INTEGER NOT NULL, \
            last_mac BLOB NOT NULL, \
            mac BLOB NOT NULL\
        ) STRICT",
    ),
    (
        "audit_journal",
        "CREATE TABLE audit_journal (\
            one INTEGER PRIMARY KEY CHECK (one = 1), \
            version INTEGER NOT NULL, \
            id BLOB NOT NULL, \
            key_check BLOB NOT NULL, \
            sequence INTEGER NOT NULL, \
            mac BLOB NOT NULL, \
            head_mac BLOB NOT NULL\
        ) STRICT",
    ),
    (
        "audit_term",
        "CREATE TABLE audit_term (\
            block INTEGER NOT NULL, \
            term TEXT NOT NULL, \
            sequence INTEGER NOT NULL, \
            PRIMARY KEY (block, term, sequence)\
        ) STRICT, WITHOUT ROWID",
    ),
];

/// What a database has of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Nothing, and nothing else either.
    Empty,
    /// Nothing beside other tables.
    Absent,
    Present,
}

/// Whether the tables are there. Tables of another form, and triggers on them, are refused: they
/// could change or hide what is written.
pub(super) fn presence(conn: &Connection) -> Result<Presence, JournalError> {
    // Another process may make the tables between two statements.
    in_snapshot(conn, || read_presence(conn))
}

fn read_presence(conn: &Connection) -> Result<Presence, JournalError> {
    let mut tables = conn.prepare_cached(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name COLLATE NOCASE IN \
            ('audit_event', 'audit_gap', 'audit_journal', 'audit_term') ORDER BY name",
    )?;
    let mut tables = tables.query([])?;
    let mut expected = TABLES.iter();
    let mut found = 0;
    while let Some(row) = tables.next()? {
        found += 1;
        let (name, sql) = (row.get_ref(0)?, row.get_ref(1)?);
        let is_expected = expected.next().is_some_and(|(expected, expected_sql)| {
            name.as_bytes() == Ok(expected.as_bytes())
                && sql.as_bytes() == Ok(expected_sql.as_bytes())
        });
        if !is_expected {
            return Err(newer(conn).unwrap_or(JournalError::Foreign));
        }
    }
    match found {
        0 => {
            let tables = "SELECT count(*) FROM sqlite_schema";
            let tables: i64 = conn.query_row(tables, [], |row| row.get(0))?;
            Ok(if tables == 0 { Presence::Empty } else { Presence::Absent })
        }
        found if found == TABLES.len() => Ok(Presence::Present),
        _ => Err(newer(conn).unwrap_or(JournalError::Foreign)),
    }
}

/// The error for tables of a later version, if they are.
pub(super) fn newer(conn: &Connection) -> Option<JournalError> {
    let version = "SELECT max(version) FROM audit_journal";
    let version: i64 = conn.query_row(version, [], |row| row.get(0)).ok()?;
    (version > super::FORMAT_VERSION).then_some(JournalError::Newer { version })
}

pub(super) fn create(conn: &Connection) -> Result<(), JournalError> {
    for (_, sql) in TABLES {
        conn.execute(sql, [])?;
    }
    Ok(())
}
