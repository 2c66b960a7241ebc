//! Comma-separated values: a line for each record, in columns that are known before the first one.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use self::columns::{Branch, Columns, Slot};
use super::description::Description;
use super::outline::{Content, Node, Outline, Steps};
use super::scope::Plan;
use super::stream::RecordWriter;
use super::walk::{At, Document, Kind, Scalar, Stop, walk, walk_from};
use crate::redact::View;
use crate::value::Value;
use intune_privacy_taxonomy::Labels;

use crate::cell;
mod columns;

/// What the rows below the header of a described export are called, and what they say of a column
/// beside its label.
#[expect(clippy::type_complexity, reason = "a table of two columns")]
const DESCRIPTIONS: [(Labels, fn(&Description) -> Option<&str>); 3] = [
    (Labels::new("Class", "Classe", "Klass", "Klasse"), |known| Some(known.class_name)),
    (Labels::new("Category", "Catégorie", "Kategori", "Categorie"), |known| known.category),
    (Labels::new("Condition", "Condition", "Villkor", "Voorwaarde"), |known| {
        known.condition.as_deref()
    }),
];
const LABEL: Labels = Labels::new("Label", "Libellé", "Etikett", "Label");

/// Writes records as comma-separated values (RFC 4180).
pub(super) struct Csv {
    has_mark: bool,
    columns: Columns,
    cells: Cells,
    scratch: String,
}

/// The state of a line, kept for the next one.
#[derive(Default)]
struct Cells {
    /// Where the cells so far end.
    ends: Vec<usize>,
    /// The records that are open, the inmost one last.
    open: Vec<Open>,
}

/// A record that has columns of its own.
struct Open {
    branch: usize,
    /// The part that is expected next: they mostly come in the order of the columns.
    next: usize,
    /// An object of entries has been begun in the record's own column.
    has_entries: bool,
}

impl Csv {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            has_mark: false,
            columns: Columns::new(plan),
            cells: Cells::default(),
            scratch: String::new(),
        }
    }

    pub(super) fn with_bom(plan: &Plan) -> Self {
        Self { has_mark: true, ..Self::new(plan) }
    }
}

impl RecordWriter for Csv {
    fn begin(&mut self, plan: &Plan, out: &mut Vec<u8>) {
        if self.has_mark {
            out.extend("\u{feff}".as_bytes());
        }
        let columns = &self.columns.list;
        line(out, columns.iter().map(|column| &*column.name));
        if !plan.described {
            return;
        }
        // The first column is what the rows are.
        let columns = columns.iter().skip(1);
        let labels = columns.clone().map(|column| &*column.label);
        line(out, [LABEL.get(plan.language)].into_iter().chain(labels));
        for (title, said) in DESCRIPTIONS {
            let said = columns.clone().map(|column| column.description.as_ref().and_then(said));
            let title = title.get(plan.language);
            line(out, [title].into_iter().chain(said.map(Option::unwrap_or_default)));
        }
    }

    fn record(&mut self, view: View<'_>, plan: &Plan, out: &mut Vec<u8>) -> Result<(), Stop> {
        let Self { columns, cells, scratch, .. } = self;
        cells.ends.clear();
        cells.open.clear();
        let start = out.len();
        if plan.described {
            cells.ends.push(start);
        }
        let mut line = Line { columns, out, cells, start, inner: None };
        if !line.plain(view, &plan.outline, &plan.outline.root, columns.root, scratch)? {
            walk(&view, &plan.outline, &mut line, scratch)?;
        }
        line.finish();
        Ok(())
    }

    fn end(&mut self, _: &Plan, _: &mut Vec<u8>) {}
}

/// Writes a line of texts, an empty one as an empty cell.
fn line<'a>(out: &mut Vec<u8>, texts: impl Iterator<Item = &'a str>) {
    let start = out.len();
    for (index, text) in texts.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if !text.is_empty() {
            cell::text(out, text);
        }
    }
    end_line(out, start);
}

fn end_line(out: &mut Vec<u8>, start: usize) {
    if out.len() == start {
        // Readers skip an empty line.
        out.extend(b"\"\"");
    }
    out.extend(b"\r\n");
}

/// A record, as a line of cells. A value that comes when cells behind its own are there already is
/// written at the end of the line and moved.
struct Line<'a> {
    columns: &'a Columns,
    out: &'a mut Vec<u8>,
    cells: &'a mut Cells,
    start: usize,
    inner: Option<Inner>,
}

/// A list or record within a cell, in JSON.
struct Inner {
    column: usize,
    start: usize,
    depth: usize,
    /// It is an entry of the object in that cell, not the cell.
    is_entry: bool,
}

impl<'a> Line<'a> {
    /// Writes a record with the values of its fields in columns of their own: the cells that a walk
    /// would write, only faster. `false` if the record is not so simple.
    ///
    /// What is not plain within such a record is walked from its place.
    fn plain(
        &mut self,
        view: View<'_>,
        outline: &Outline,
        node: &Node,
        slot: Slot,
        scratch: &mut String,
    ) -> Result<bool, Stop> {
        let Slot::Branch(number) = slot else { return Ok(false) };
        let shape = node.shape.filter(|_| !node.many).and_then(|shape| outline.shape(shape));
        let (Some(shape), Some(branch)) = (shape, self.columns.branch(number)) else {
            return Ok(false);
        };
        let is_of = |steps: &&Steps| {
            steps.fields.len() == branch.parts.len() && steps.are_of(view.record.schema())
        };
        let Some(steps) = shape.steps.as_ref().filter(is_of) else { return Ok(false) };
        let depth = self.cells.open.len();
        self.cells.open.push(Open { branch: number, next: 0, has_entries: false });
        let parts = branch.parts.iter().zip(&shape.nodes);
        for (index, (step, ((_, slot), node))) in steps.fields.iter().zip(parts).enumerate() {
            if step.can_be_skipped && view.record.is_skipped(step.index) {
                continue;
            }
            let at = At { key: Some(node.key), node: Some(node) };
            let value = match step.content {
                Content::Clear => Some(view.record.value(step.index)),
                Content::Erased(marker) => Some(Value::Str(marker)),
                Content::Viewed => None,
            };
            let scalar = match value {
                Some(Value::Null) => Scalar::Null,
                Some(Value::Str(text)) if !step.is_nested => Scalar::Text(text),
                Some(Value::Uint(number)) if !step.is_nested => Scalar::Uint(number),
                Some(Value::Int(number)) if !step.is_nested => Scalar::Int(number),
                Some(Value::Bool(bool)) if !step.is_nested => Scalar::Bool(bool),
                Some(Value::Record(record))
                    if step.is_nested
                        && self.plain(
                            View { record, ..view },
                            outline,
                            node,
                            *slot,
                            scratch,
                        )? =>
                {
                    continue;
                }
                _ => {
                    self.expect(depth, index);
                    let field = view.field(step.index).ok_or(Stop)?;
                    walk_from(at, &field, outline, self, scratch)?;
                    continue;
                }
            };
            match slot {
                Slot::Column(column) if *column == self.cells.ends.len() => {
                    self.put_next(scalar)?;
                }
                _ => {
                    self.expect(depth, index);
                    self.scalar(at, scalar)?;
                }
            }
        }
        self.end(At { key: None, node: None }, Kind::Record)?;
        Ok(true)
    }

    /// Says which part of the open record at that depth is next.
    fn expect(&mut self, depth: usize, part: usize) {
        if let Some(open) = self.cells.open.get_mut(depth) {
            open.next = part;
        }
    }

    /// Writes the next cell.
    #[inline]
    fn put_next(&mut self, scalar: Scalar<'_>) -> Result<(), Stop> {
        self.separate();
        self.write(scalar)?;
        self.cells.ends.push(self.out.len());
        Ok(())
    }

    /// Where a value goes; `None` if no place of the outline has its key.
    #[inline]
    fn slot(&mut self, at: At<'_>) -> Option<Slot> {
        let Some(open) = self.cells.open.last_mut() else { return Some(self.columns.root) };
        let branch = self.columns.branch(open.branch)?;
        // The outline's own key is mostly known by its address.
        let key = at.node.map_or(at.key?, |node| node.key);
        let is_next =
            |(part, _): &&(&str, Slot)| part.as_ptr() == key.as_ptr() && part.len() == key.len();
        if let Some((_, slot)) = branch.parts.get(open.next).filter(is_next) {
            open.next += 1;
            return Some(*slot);
        }
        let index = branch.parts.iter().position(|(part, _)| *part == key)?;
        open.next = index + 1;
        branch.parts.get(index).map(|(_, slot)| *slot)
    }

    /// The column of a value as a whole, unless there is none or it has a value already.
    #[inline]
    fn column(&self, slot: Option<Slot>) -> Option<usize> {
        let column = match slot? {
            Slot::Column(column) => column,
            Slot::Branch(branch) => self.columns.branch(branch)?.own?,
        };
        self.is_free(column).then_some(column)
    }

    #[inline]
    fn is_free(&self, column: usize) -> bool {
        let ends = &self.cells.ends;
        let Some(end) = ends.get(column) else { return true };
        let start = match column.checked_sub(1).and_then(|before| ends.get(before)) {
            Some(before) => before + 1,
            None => self.start,
        };
        *end == start
    }

    /// Begins to write to a cell, after the empty ones before it, and gives where.
    #[inline]
    fn begin_cell(&mut self, column: usize) -> usize {
        while self.cells.ends.len() < column {
            self.separate();
            self.cells.ends.push(self.out.len());
        }
        if self.cells.ends.len() == column {
            self.separate();
        }
        self.out.len()
    }

    #[inline]
    fn separate(&mut self) {
        if !self.cells.ends.is_empty() {
            self.out.push(b',');
        }
    }

    /// Ends what was begun at `start`.
    #[inline]
    fn end_cell(&mut self, column: usize, start: usize) {
        if self.cells.ends.len() == column {
            self.cells.ends.push(self.out.len());
            return;
        }
        let added = self.out.len() - start;
        let ends = self.cells.ends.get_mut(column..).unwrap_or_default();
        if let Some(end) = ends.first() {
            self.out[*end..].rotate_right(added);
        }
        for end in ends {
            *end += added;
        }
    }

    #[inline]
    fn write(&mut self, scalar: Scalar<'_>) -> Result<(), Stop> {
        match scalar {
            Scalar::Text(text) => cell::text(self.out, text),
            Scalar::Null => {}
            other => match other.not_finite() {
                Some(number) => cell::text(self.out, not_finite(number)),
                // Neither a number nor a boolean has quotes in JSON.
                None => serde_json::to_writer(&mut *self.out, &other).map_err(|_| Stop)?,
            },
        }
        Ok(())
    }

    /// JSON within a quoted cell.
    fn json(&mut self, value: &(impl ?Sized + Serialize)) -> Result<(), Stop> {
        serde_json::to_writer(cell::Quoted(self.out), value).map_err(|_| Stop)
    }

    /// What stands before a value in JSON: a comma and its key.
    fn json_key(&mut self, key: Option<&str>) -> Result<(), Stop> {
        if !matches!(self.out.last(), Some(b'[' | b'{')) {
            self.out.push(b',');
        }
        let Some(key) = key else { return Ok(()) };
        self.json(key)?;
        self.out.push(b':');
        Ok(())
    }

    /// Begins an entry in the own column of the inmost record, for a value that no other has.
    fn begin_entry(&mut self, key: Option<&str>) -> Result<Inner, Stop> {
        let (key, open) = (key.ok_or(Stop)?, self.cells.open.last().ok_or(Stop)?);
        let column = self.own(open).ok_or(Stop)?;
        let is_first = !open.has_entries;
        if is_first && !self.is_free(column) {
            return Err(Stop);
        }
        let start = self.begin_cell(column);
        self.out.extend(if is_first { &b"\"{"[..] } else { b"," });
        self.json(key)?;
        self.out.push(b':');
        if let Some(open) = self.cells.open.last_mut() {
            open.has_entries = true;
        }
        Ok(Inner { column, start, depth: 0, is_entry: true })
    }

    fn own(&self, open: &Open) -> Option<usize> {
        self.columns.branch(open.branch).and_then(|branch: &'a Branch| branch.own)
    }

    fn finish(self) {
        let Self { columns, out, cells, start, .. } = self;
        for column in cells.ends.len()..columns.list.len() {
            if column > 0 {
                out.push(b',');
            }
        }
        end_line(out, start);
    }
}

impl Document for Line<'_> {
    #[inline]
    fn scalar(&mut self, at: At<'_>, scalar: Scalar<'_>) -> Result<(), Stop> {
        if self.inner.is_some() {
            self.json_key(at.key)?;
            return self.json(&scalar);
        }
        let slot = self.slot(at);
        if let Some(Slot::Column(column)) = slot
            && column == self.cells.ends.len()
        {
            return self.put_next(scalar);
        }
        if let Some(column) = self.column(slot) {
            let start = self.begin_cell(column);
            self.write(scalar)?;
            self.end_cell(column, start);
            return Ok(());
        }
        if let (Scalar::Null, Some(Slot::Branch(_))) = (scalar, slot) {
            return Ok(());
        }
        let entry = self.begin_entry(at.key)?;
        self.json(&scalar)?;
        self.end_cell(entry.column, entry.start);
        Ok(())
    }

    #[inline]
    fn begin(&mut self, at: At<'_>, kind: Kind) -> Result<(), Stop> {
        let bracket = if kind == Kind::List { b'[' } else { b'{' };
        if self.inner.is_some() {
            self.json_key(at.key)?;
        } else {
            let slot = self.slot(at);
            if let (Some(Slot::Branch(branch)), Kind::Record) = (slot, kind) {
                self.cells.open.push(Open { branch, next: 0, has_entries: false });
                return Ok(());
            }
            self.inner = Some(match self.column(slot) {
                Some(column) => {
                    let start = self.begin_cell(column);
                    self.out.push(b'"');
                    Inner { column, start, depth: 0, is_entry: false }
                }
                None => self.begin_entry(at.key)?,
            });
        }
        self.out.push(bracket);
        if let Some(inner) = &mut self.inner {
            inner.depth += 1;
        }
        Ok(())
    }

    #[inline]
    fn end(&mut self, _: At<'_>, kind: Kind) -> Result<(), Stop> {
        if let Some(inner) = &mut self.inner {
            self.out.push(if kind == Kind::List { b']' } else { b'}' });
            inner.depth -= 1;
            if inner.depth == 0 {
                let Inner { column, start, is_entry, .. } = *inner;
                if !is_entry {
                    self.out.push(b'"');
                }
                self.inner = None;
                self.end_cell(column, start);
            }
            return Ok(());
        }
        let open = self.cells.open.pop().ok_or(Stop)?;
        if let (true, Some(column)) = (open.has_entries, self.own(&open)) {
            let start = self.begin_cell(column);
            self.out.extend(b"}\"");
            self.end_cell(column, start);
        }
        Ok(())
    }
}

/// A number that JSON does not have, as programming languages spell it.
const fn not_finite(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}
