//! What is wrong with a journal whose walk did not come to its end.

use alloc::format;
use alloc::vec::Vec;

use rusqlite::{Connection, params};

use super::{Problem, Tampering};
use crate::journal::JournalError;
use crate::journal::chain::{Header, Link};
use crate::journal::row::{COLUMNS, Content, Found, Gap, Place};
use crate::journal::seal::Hash;

/// How many records behind the bad one are looked at to tell whether they were numbered anew.
const REACH: i64 = 64;
/// By how much they can have been numbered anew, at most.
const FARTHEST: i64 = 16;

/// Where a walk came to: everything before `place` is as it was written.
pub(super) struct Scene<'a> {
    pub(super) conn: &'a Connection,
    pub(super) header: &'a Header,
    pub(super) gaps: &'a [Gap],
    /// Where the next record belongs.
    pub(super) place: Place,
    /// The sequence of the row that is found next; `None` at the end.
    pub(super) found: Option<i64>,
}

impl Scene<'_> {
    pub(super) fn problem(&self) -> Result<Problem, JournalError> {
        let Self { header, place, .. } = self;
        // If the id was altered, nothing at all is as expected.
        if !header.is_authentic && *place == Place::FIRST {
            return Ok(Problem::of_header());
        }
        let expected = place.sequence;
        let head = Some(header.head.sequence).filter(|_| header.is_authentic);
        let lost = |otherwise| {
            let is_gap = self.gaps.iter().any(|gap| !gap.is_authentic);
            Problem::at(expected, if is_gap { Tampering::Gap } else { otherwise })
        };
        Ok(match self.found {
            None if head.is_some_and(|head| head >= expected) => lost(Tampering::Truncated),
            None => Problem::of_header(),
            Some(found) if found < expected => {
                let is_displaced = self.is_displaced(found)?;
                let tampering =
                    if is_displaced { Tampering::Reordered } else { Tampering::Inserted };
                Problem::at(found, tampering)
            }
            // The head was passed.
            Some(found) if head.is_some_and(|head| expected > head) => {
                Problem::at(found, Tampering::Inserted)
            }
            Some(found) if found > expected => {
                if self.is_elsewhere()? {
                    Problem::at(expected, Tampering::Reordered)
                } else {
                    lost(Tampering::Removed)
                }
            }
            Some(found) => Problem::at(found, self.misfit(found)?),
        })
    }

    /// Whether the row was written at another place, and is no copy.
    fn is_displaced(&self, found: i64) -> Result<bool, JournalError> {
        let seal = &self.header.seal;
        let Some(origin) = self.with(found, |content| self.origin(content))?.flatten() else {
            return Ok(false);
        };
        // If it is there as well, wherever it is numbered now, this one is a copy.
        let mut has_copy = false;
        self.each(|row| {
            let content = row.content().filter(|_| row.sequence != found);
            has_copy = content.is_some_and(|content| content.is_from(seal, &origin));
            Ok(!has_copy)
        })?;
        Ok(!has_copy)
    }

    /// The place that content was written at, if what came before it is still there.
    fn origin(&self, content: Content<'_>) -> Option<Place> {
        let seal = &self.header.seal;
        let ends = self.gaps.iter().map(Gap::end).map(Place::behind);
        let mut places = ends.chain([Place::FIRST]);
        if let Some(place) = places.find(|place| content.is_from(seal, place)) {
            return Some(place);
        }
        let mut origin = None;
        let result = self.each(|found| {
            if let Some(before) = found.content() {
                let link = Link { sequence: found.sequence, hash: before.hash };
                let place = Place::behind(link);
                origin = content.is_from(seal, &place).then_some(place);
            }
            Ok(origin.is_none())
        });
        result.ok().and(origin)
    }

    /// Whether the record that belongs here is somewhere else.
    fn is_elsewhere(&self) -> Result<bool, JournalError> {
        let mut is_elsewhere = false;
        self.each(|found| {
            is_elsewhere = found
                .content()
                .is_some_and(|content| content.is_from(&self.header.seal, &self.place));
            Ok(!is_elsewhere)
        })?;
        Ok(is_elsewhere)
    }

    /// What is wrong with a row that has the right sequence.
    fn misfit(&self, sequence: i64) -> Result<Tampering, JournalError> {
        let (seal, place) = (&self.header.seal, &self.place);
        let own = self.with(sequence, |content| (content.hash, content.hash_at(seal, place)))?;
        let mut seen = None;
        self.each(|found| {
            let Some(content) = found.content().filter(|_| found.sequence != sequence) else {
                return Ok(true);
            };
            let hash = content.hash_at(seal, place);
            if hash == content.hash {
                // The record that belongs here. Others may only have been put before it.
                seen = Some(if self.is_followed(found.sequence, hash)? {
                    Tampering::Inserted
                } else {
                    Tampering::Reordered
                });
            } else if let Some((own_hash, right_hash)) = own {
                // Contents that changed places without their codes, or codes without contents.
                let has_content = hash == own_hash && !self.is_in_place(&found)?;
                let has_hash = content.hash == right_hash && right_hash != own_hash;
                seen = (has_content || has_hash).then_some(Tampering::Reordered);
            }
            Ok(seen.is_none())
        })?;
        match seen {
            Some(tampering) => Ok(tampering),
            None => Ok(match self.shift(sequence, own)? {
                0 => Tampering::Altered,
                1.. => Tampering::Removed,
                _ => Tampering::Inserted,
            }),
        }
    }

    /// Whether behind the record that belongs here, and is found at `sequence`, comes what was
    /// written behind it.
    fn is_followed(&self, sequence: i64, hash: Hash) -> Result<bool, JournalError> {
        let mut next = Place::behind(Link { sequence: self.place.sequence, hash });
        while let Some(gap) = self.gap_from(next.sequence) {
            next = Place::behind(gap.end());
        }
        let seal = &self.header.seal;
        let is_next = self.row("sequence > ?1 ORDER BY sequence LIMIT 1", sequence, |found| {
            found.content().is_some_and(|content| content.is_from(seal, &next))
        })?;
        Ok(is_next.unwrap_or(self.header.head == next.before()))
    }

    fn gap_from(&self, first: i64) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.is_authentic && gap.first == first)
    }

    /// Whether the row is as it was written, given what stands before it now.
    fn is_in_place(&self, found: &Found<'_>) -> Result<bool, JournalError> {
        let before = found.sequence.saturating_sub(1);
        let before = match self.gaps.iter().find(|gap| gap.last == before) {
            Some(gap) => Some(gap.last_hash),
            None if before == 0 => Some(Hash::START),
            None => self.with(before, |content| content.hash)?,
        };
        Ok(before.is_some_and(|previous| {
            let place = Place { sequence: found.sequence, previous };
            found.at(&self.header.seal, &place).is_some()
        }))
    }

    /// How much lower than it was written the first row is numbered that can be recognized behind
    /// the bad one. `own` is the code that the bad one has, and the one that it should have.
    fn shift(&self, sequence: i64, own: Option<(Hash, Hash)>) -> Result<i64, JournalError> {
        let Header { seal, head, is_authentic } = self.header;
        let mut before: Vec<Hash> = own.into_iter().flat_map(<[Hash; 2]>::from).collect();
        let mut last = sequence;
        let mut shift = None;
        let rows = "sequence > ?1 ORDER BY sequence LIMIT ?2";
        self.rows(rows, params![sequence, REACH], |found| {
            last = found.sequence;
            let Some(content) = found.content() else {
                before.clear();
                return Ok(true);
            };
            let behind_gaps = self.gaps.iter().map(|gap| (gap.last, gap.last_hash));
            let behind_row = before.iter().map(|hash| (found.sequence.saturating_sub(1), *hash));
            let candidates: Vec<_> = behind_row.chain(behind_gaps).collect();
            shift = shifts().find_map(|by| {
                candidates.iter().find_map(|(before, previous)| {
                    let sequence = before.checked_add(1)?.checked_add(by)?;
                    let place = Place { sequence, previous: *previous };
                    let is_from = content.is_from(seal, &place);
                    is_from.then(|| sequence.saturating_sub(found.sequence))
                })
            });
            before = [content.hash].into();
            Ok(shift.is_none())
        })?;
        if let Some(shift) = shift {
            return Ok(shift);
        }
        // No row is left to recognize: if the last one is what the head is about, it tells.
        let is_head = *is_authentic && before.first() == Some(&head.hash);
        Ok(if is_head { head.sequence.saturating_sub(last) } else { 0 })
    }

    fn each(
        &self,
        visit: impl FnMut(Found<'_>) -> Result<bool, JournalError>,
    ) -> Result<(), JournalError> {
        self.rows("true", params![], visit)
    }

    /// Calls `visit` with the rows until it returns `false`.
    fn rows(
        &self,
        condition: &str,
        params: &[&dyn rusqlite::ToSql],
        mut visit: impl FnMut(Found<'_>) -> Result<bool, JournalError>,
    ) -> Result<(), JournalError> {
        let rows = format!("SELECT {COLUMNS} FROM audit_event WHERE {condition}");
        let mut rows = self.conn.prepare_cached(&rows)?;
        let mut rows = rows.query(params)?;
        while let Some(row) = rows.next()? {
            if !visit(Found::read(row)?)? {
                break;
            }
        }
        Ok(())
    }

    fn row<T>(
        &self,
        condition: &str,
        sequence: i64,
        read: impl FnOnce(Found<'_>) -> T,
    ) -> Result<Option<T>, JournalError> {
        let rows = format!("SELECT {COLUMNS} FROM audit_event WHERE {condition}");
        let mut rows = self.conn.prepare_cached(&rows)?;
        let mut rows = rows.query([sequence])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(read(Found::read(row)?)))
    }

    /// The content of the row of that sequence, if its columns are of their types.
    fn with<T>(
        &self,
        sequence: i64,
        read: impl FnOnce(Content<'_>) -> T,
    ) -> Result<Option<T>, JournalError> {
        Ok(self.row("sequence = ?1", sequence, |found| found.content().map(read))?.flatten())
    }
}

/// The small numbers, the likeliest first.
fn shifts() -> impl Iterator<Item = i64> {
    core::iter::once(0).chain((1..=FARTHEST).flat_map(|by| [by, -by]))
}
