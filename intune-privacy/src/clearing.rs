//! A record in which some values are cleared and the others stay, and an account of both.
//!
//! What is there is counted before and after. A value that had to go, is still there, and was not
//! changed, is left: so nothing that keeps out of reach is taken for cleared, whatever the types of
//! a user's do.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::ControlFlow;

use crate::schema::{Field, Schema, Variant};
use crate::value::{
    Change, ChangeRecords, Fate, Record, RecordMut, Replacement, Unchangeable, Value, ValueMut,
};
use intune_privacy_taxonomy::{Class, Item};

/// What decides about values.
pub(crate) trait Judge {
    /// What the records around a value say about it.
    type Around: Copy;
    /// By what right a value stays.
    type Ground: Copy;
    /// Why a value is cleared.
    type Cause: Copy;

    /// Secrets are wiped wherever they are.
    const WIPES_SECRETS: bool;

    /// What is known of a record that has nothing around it.
    fn outermost(&self) -> Self::Around;

    /// What a record says about the values in it.
    fn within(&self, schema: &Schema, around: Self::Around) -> Self::Around;

    /// What becomes of a leaf value. `around` is what its own record says.
    fn leaf(&self, schema: &Schema, field: Field, around: Self::Around) -> VerdictOf<Self>;

    /// What becomes of the keys of a map of records.
    fn keys(&self, records: &'static Schema, around: Self::Around) -> VerdictOf<Self>;

    /// Whether none of some records stays, so that an option or list of them becomes empty.
    fn drops(&self, records: &'static Schema, around: Self::Around) -> bool;

    /// Whether records hold what has to stay, so that they may not go with others.
    fn spares(&self, records: &'static Schema) -> bool;
}

/// What becomes of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Verdict<Ground, Cause> {
    Keep(Ground),
    Clear(Cause),
}

type VerdictOf<J> = Verdict<<J as Judge>::Ground, <J as Judge>::Cause>;

/// What of a field a line of a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// The values of the field.
    Values,
    /// Secrets: values that no view ever shows.
    Secrets,
    /// The keys of a map of records. They have no class, and count as identified data.
    Keys,
    /// A record that is of a variant which its schema does not have, as only one written by hand
    /// can be.
    Unknown,
}

impl Part {
    /// The name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Secrets => "secrets",
            Self::Keys => "keys",
            Self::Unknown => "unknown",
        }
    }
}

/// A field that a report has something to say about: by names and facts, never by a value.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The Rust names of the fields and variants on the way to it, separated by full stops.
    pub path: String,
    /// The type of the record that the field is in.
    pub record: &'static str,
    /// The type of the field, as the declaration has it.
    pub type_name: &'static str,
    /// The documented item.
    pub item: Option<&'static Item>,
    /// The class; `None` for the keys of a map of records.
    pub class: Option<Class>,
    /// What of the field.
    pub part: Part,
}

/// The item by its key, without all that the documents say of it.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("path", &self.path)
            .field("record", &self.record)
            .field("type_name", &self.type_name)
            .field("item", &self.item.map(|item| format!("{item}")))
            .field("class", &self.class)
            .field("part", &self.part)
            .finish()
    }
}

/// The path, what stands there and its class: `apps.name (App name, identified)`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { self.record } else { &*self.path };
        write!(f, "{path} (")?;
        match (self.part, self.item, self.class) {
            (Part::Keys, ..) => f.write_str("keys of a map")?,
            (Part::Unknown, ..) => f.write_str("a variant that the schema does not have")?,
            (part, item, class) => {
                match item {
                    Some(item) => f.write_str(item.labels.en)?,
                    None => f.write_str("in no document")?,
                }
                match class {
                    _ if part == Part::Secrets => f.write_str(", secret")?,
                    Some(Class::NonPersonal) => f.write_str(", not personal")?,
                    Some(class) => write!(f, ", {class}")?,
                    None => f.write_str(", without a class")?,
                }
            }
        }
        f.write_str(")")
    }
}

/// What became of the values of a field, over all records at that place.
pub(crate) struct Line<J: Judge> {
    pub(crate) place: Place,
    pub(crate) verdict: VerdictOf<J>,
    before: usize,
    after: usize,
    changed: usize,
}

impl<J: Judge> Line<J> {
    /// Whether the values have to go. Nobody knows what is in an unknown record.
    fn clears(&self) -> bool {
        match (self.verdict, self.place.part) {
            (Verdict::Clear(_), _) | (_, Part::Unknown) => true,
            (Verdict::Keep(_), part) => J::WIPES_SECRETS && part == Part::Secrets,
        }
    }

    /// In how many records they are still there, though they have to go.
    pub(crate) fn left(&self) -> usize {
        if self.clears() { self.after.saturating_sub(self.changed) } else { 0 }
    }

    /// In how many records they are gone.
    pub(crate) fn cleared(&self) -> usize {
        let stayed = if self.clears() { self.left() } else { self.after };
        self.before.saturating_sub(stayed)
    }

    /// In how many records they stay by right.
    pub(crate) fn kept(&self) -> usize {
        if self.clears() { 0 } else { self.after }
    }
}

/// Clears what `judge` says, at any depth, and tells of it field by field. What cannot be cleared is
/// left, and all else goes nevertheless.
pub(crate) fn clear<J: Judge>(record: &mut dyn RecordMut, judge: &J) -> Vec<Line<J>> {
    let mut clearing = Clearing { judge, lines: Vec::new(), index: BTreeMap::new() };
    let around = judge.outermost();
    clearing.count(record.as_record(), ROOT, around, |line| line.before += 1);
    clearing.clear(record, ROOT, around);
    clearing.count(record.as_record(), ROOT, around, |line| line.after += 1);
    clearing.lines
}

/// The number of a line, or of the record itself.
const ROOT: usize = usize::MAX;

/// A field within a line of records, by its variant and index. Without a part it is the line of the
/// records in it.
type Key = (usize, usize, usize, Option<Part>);

struct Clearing<'a, J: Judge> {
    judge: &'a J,
    lines: Vec<Line<J>>,
    index: BTreeMap<Key, usize>,
}

/// A record that is looked at: one of those at a line.
struct At<J: Judge> {
    schema: &'static Schema,
    number: usize,
    variant: Variant,
    line: usize,
    around: J::Around,
}

impl<J: Judge> Clone for At<J> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<J: Judge> Copy for At<J> {}

impl<J: Judge> Clearing<'_, J> {
    fn at(&self, record: &dyn Record, line: usize, around: J::Around) -> Option<At<J>> {
        let schema = record.schema();
        let (number, variant) = record.present(schema)?;
        Some(At {
            schema,
            number,
            variant: *variant,
            line,
            around: self.judge.within(schema, around),
        })
    }

    /// Counts every value, at any depth.
    fn count(
        &mut self,
        record: &dyn Record,
        line: usize,
        around: J::Around,
        add: fn(&mut Line<J>),
    ) {
        let Some(at) = self.at(record, line, around) else {
            let unknown = self.unknown(record.schema(), line, around);
            return add(unknown);
        };
        for (index, field) in at.variant.fields().iter().enumerate() {
            let value = record.value(index);
            if field.is_nested() && holds_records(value) {
                self.count_records(value, at, index, field, add);
                continue;
            }
            let [values, secrets] = self.parts(at, field, value);
            for part in [values, secrets].into_iter().flatten() {
                add(self.line(at, index, field, Some(part)));
            }
        }
    }

    fn count_records(
        &mut self,
        value: Value<'_>,
        at: At<J>,
        index: usize,
        field: Field,
        add: fn(&mut Line<J>),
    ) {
        match value {
            Value::Record(record) => {
                let line = self.records(at, index, field);
                self.count(record, line, at.around, add);
            }
            Value::Records(records) => {
                let _ = records.each(&mut |value| {
                    self.count_records(value, at, index, field, add);
                    ControlFlow::Continue(())
                });
            }
            Value::RecordMap(entries) => {
                if entries.count() > 0 {
                    add(self.line(at, index, field, Some(Part::Keys)));
                }
                let _ = entries.each(&mut |_, value| {
                    self.count_records(value, at, index, field, add);
                    ControlFlow::Continue(())
                });
            }
            _ => {}
        }
    }

    /// What there is of a leaf value: values, secrets, or both.
    fn parts(&self, at: At<J>, field: Field, value: Value<'_>) -> [Option<Part>; 2] {
        let cleared = matches!(self.judge.leaf(at.schema, field, at.around), Verdict::Clear(_));
        match value {
            _ if field.is_secret() => [None, Some(Part::Secrets)],
            _ if cleared || !J::WIPES_SECRETS => [Some(Part::Values), None],
            Value::Secret(_) => [None, Some(Part::Secrets)],
            value if value.holds_secret() => [Some(Part::Values), Some(Part::Secrets)],
            _ => [Some(Part::Values), None],
        }
    }

    /// The line of a part of a field.
    fn line(&mut self, at: At<J>, index: usize, field: Field, part: Option<Part>) -> &mut Line<J> {
        let number = self.number(at, index, field, part);
        &mut self.lines[number]
    }

    /// The number of the line of the records in a field. It is no line of a report.
    fn records(&mut self, at: At<J>, index: usize, field: Field) -> usize {
        self.number(at, index, field, None)
    }

    fn number(&mut self, at: At<J>, index: usize, field: Field, part: Option<Part>) -> usize {
        let key = (at.line, at.number, index, part);
        if let Some(number) = self.index.get(&key) {
            return *number;
        }
        let name = field.name();
        let name =
            if at.schema.is_enum() { format!("{}.{name}", at.variant.name()) } else { name.into() };
        let path = match self.lines.get(at.line) {
            Some(line) => format!("{}.{name}", line.place.path),
            None => name,
        };
        let verdict = match (part, field.nested()) {
            (Some(Part::Keys) | None, Some(records)) => self.judge.keys(records, at.around),
            _ => self.judge.leaf(at.schema, field, at.around),
        };
        let place = Place {
            path,
            record: at.schema.name(),
            type_name: field.type_name(),
            item: field.item(),
            class: field.class(),
            part: part.unwrap_or(Part::Values),
        };
        self.insert(key, place, verdict)
    }

    fn insert(&mut self, key: Key, place: Place, verdict: VerdictOf<J>) -> usize {
        let number = self.lines.len();
        self.lines.push(Line { place, verdict, before: 0, after: 0, changed: 0 });
        self.index.insert(key, number);
        number
    }

    /// The line of a record of a variant that its schema does not have.
    fn unknown(&mut self, schema: &'static Schema, line: usize, around: J::Around) -> &mut Line<J> {
        let key = (line, usize::MAX, 0, Some(Part::Unknown));
        let number = if let Some(number) = self.index.get(&key) {
            *number
        } else {
            let place = Place {
                path: self.lines.get(line).map_or("", |line| &line.place.path).into(),
                record: schema.name(),
                type_name: schema.name(),
                item: None,
                class: None,
                part: Part::Unknown,
            };
            let verdict = self.judge.keys(schema, around);
            self.insert(key, place, verdict)
        };
        &mut self.lines[number]
    }

    /// Clears what has to go of a record.
    fn clear(&mut self, record: &mut dyn RecordMut, line: usize, around: J::Around) {
        let Some(at) = self.at(record.as_record(), line, around) else { return };
        for (index, field) in at.variant.fields().iter().enumerate() {
            let value = record.as_record().value(index);
            if field.is_nested() && holds_records(value) {
                self.clear_records(record.field_mut(index), at, index, field);
                continue;
            }
            let verdict = self.judge.leaf(at.schema, field, at.around);
            let fate = match verdict {
                Verdict::Clear(_) => Fate::Empty,
                Verdict::Keep(_) => Fate::Keep,
            };
            // What stays is not even touched, unless there is a secret in it.
            let [values, secrets] = self.parts(at, field, value);
            let part = match fate {
                Fate::Keep if !J::WIPES_SECRETS => None,
                Fate::Keep => secrets,
                _ => values.or(secrets),
            };
            let Some(part) = part else { continue };
            let done = match record.field_mut(index) {
                ValueMut::Leaf(leaf) => leaf.change_leaf(&mut Emptying(fate)),
                ValueMut::Nested(_) | ValueMut::Fixed => Err(Unchangeable),
            };
            if done.is_ok() {
                self.line(at, index, field, Some(part)).changed += 1;
            }
        }
    }

    fn clear_records(&mut self, value: ValueMut<'_>, at: At<J>, index: usize, field: Field) {
        let Some(schema) = field.nested() else { return };
        let line = self.records(at, index, field);
        if let ValueMut::Nested(nested) = value {
            let mut records = Records { clearing: self, schema, line, around: at.around };
            // What could not be changed shows when it is counted again.
            let _ = nested.change_nested(&mut records);
        }
    }

    /// Whether records of that schema stay as they are.
    fn stays(&self, value: Value<'_>, schema: &'static Schema, around: J::Around) -> bool {
        let until = |stays| if stays { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        match value {
            Value::Null => true,
            Value::Record(record) => {
                let Some(at) = self.at(record, ROOT, around) else { return false };
                at.variant.fields().iter().enumerate().all(|(index, field)| {
                    let value = record.value(index);
                    match field.nested() {
                        Some(schema) if holds_records(value) => {
                            self.stays(value, schema, at.around)
                        }
                        _ => {
                            let verdict = self.judge.leaf(at.schema, field, at.around);
                            let wiped = J::WIPES_SECRETS && value.holds_secret();
                            matches!(verdict, Verdict::Keep(_)) && !wiped
                        }
                    }
                })
            }
            Value::Records(records) => {
                records.each(&mut |value| until(self.stays(value, schema, around))).is_continue()
            }
            Value::RecordMap(entries) => {
                let keys = matches!(self.judge.keys(schema, around), Verdict::Keep(_));
                let entry = |key: Value<'_>, value| {
                    let wiped = J::WIPES_SECRETS && key.holds_secret();
                    keys && !wiped && self.stays(value, schema, around)
                };
                entries.each(&mut |key, value| until(entry(key, value))).is_continue()
            }
            _ => false,
        }
    }
}

/// Whether a field of records holds such. A leaf value there, which only a record written by hand
/// can have, has no class.
fn holds_records(value: Value<'_>) -> bool {
    matches!(value, Value::Null | Value::Record(_) | Value::Records(_) | Value::RecordMap(_))
}

/// The change of a leaf value.
struct Emptying(Fate);

impl Change for Emptying {
    fn fate(&self) -> Fate {
        self.0
    }

    fn marker(&self) -> &'static str {
        ""
    }

    fn replacement(&mut self, _: Value<'_>) -> Result<Replacement, Unchangeable> {
        Ok(Replacement::Text(String::new()))
    }
}

/// The change of the records in a field.
struct Records<'c, 'j, J: Judge> {
    clearing: &'c mut Clearing<'j, J>,
    schema: &'static Schema,
    line: usize,
    around: J::Around,
}

impl<J: Judge> ChangeRecords for Records<'_, '_, J> {
    fn record(&mut self, record: &mut dyn RecordMut) -> Result<(), Unchangeable> {
        self.clearing.clear(record, self.line, self.around);
        Ok(())
    }

    fn leave(&self, value: Value<'_>) -> Result<(), Unchangeable> {
        let stays = self.clearing.stays(value, self.schema, self.around);
        if stays { Ok(()) } else { Err(Unchangeable) }
    }

    fn keeps_keys(&self) -> bool {
        matches!(self.clearing.judge.keys(self.schema, self.around), Verdict::Keep(_))
    }

    fn drops(&self) -> bool {
        self.clearing.judge.drops(self.schema, self.around)
    }

    fn spares(&self) -> bool {
        self.clearing.judge.spares(self.schema)
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Part, clear};
    use crate::collection::Collection;
    use crate::erasure::Erasure;
    use crate::schema::{Fields, Inner, Schema, Variant};
    use crate::value::{Record, RecordMut, Slot, Value, ValueMut};
    use alloc::string::String;
    use alloc::vec::Vec;
    use intune_privacy_taxonomy::row::{self, Row};
    use intune_privacy_taxonomy::{Class, Fact, Facts};

    const fn schema(variants: &'static [Variant]) -> Schema {
        Schema { name: "Written", variants, ..Schema::PLAIN }
    }

    const fn fields(rows: &'static [u8], nested: &'static [fn() -> Inner]) -> Variant {
        Variant { fields: Fields { rows, nested, ..Fields::NONE }, ..Variant::PLAIN }
    }

    const fn flags(class: Option<Class>, nested: bool) -> Row {
        Row { flags: row::slot(class, false, nested), nested: nested as u32, ..Row::EMPTY }
    }

    static IDENTIFIED: Schema =
        schema(&[fields(&flags(Some(Class::Identified), false).to_bytes(), &[])]);
    static KEPT: Schema =
        schema(&[fields(&flags(Some(Class::NonPersonal), false).to_bytes(), &[])]);
    static SECRET: Schema = schema(&[fields(
        &Row { flags: row::slot(Some(Class::NonPersonal), true, false), ..Row::EMPTY }.to_bytes(),
        &[],
    )]);
    static UNCLASSIFIED: Schema = schema(&[fields(&flags(None, false).to_bytes(), &[])]);
    static NESTED: Schema =
        schema(&[fields(&flags(None, true).to_bytes(), &[|| Inner::of(&IDENTIFIED, false)])]);
    static WITHOUT_VARIANTS: Schema = schema(&[]);

    /// A record by hand, whose only field is a text, a record, or a secret that cannot be changed.
    struct Written {
        schema: &'static Schema,
        text: String,
        inner: Option<alloc::boxed::Box<Written>>,
        secret: bool,
    }

    impl Record for Written {
        fn get(&self, slot: Slot) -> Value<'_> {
            match (slot, &self.inner) {
                (Slot::Schema, _) => Value::Schema(self.schema),
                (Slot::Field(0), _) if self.secret => Value::Secret(crate::Secret::opaque()),
                (Slot::Field(0), Some(inner)) => Value::Record(&**inner),
                (Slot::Field(0), None) => Value::Str(&self.text),
                _ => Value::Null,
            }
        }
    }

    impl RecordMut for Written {
        fn as_record(&self) -> &dyn Record {
            self
        }

        fn field_mut(&mut self, _: usize) -> ValueMut<'_> {
            if self.secret || self.inner.is_some() {
                ValueMut::Fixed
            } else {
                ValueMut::Leaf(&mut self.text)
            }
        }
    }

    fn written(schema: &'static Schema) -> Written {
        Written { schema, text: "Ada".into(), inner: None, secret: false }
    }

    /// The text after an erasure, and how often a value was cleared, kept or left.
    fn erased(mut record: Written) -> (String, [usize; 3]) {
        let lines: Vec<Line<Erasure>> = clear(&mut record, &Erasure::new());
        let sum = |count: fn(&Line<Erasure>) -> usize| lines.iter().map(count).sum();
        (record.text, [sum(Line::cleared), sum(Line::kept), sum(Line::left)])
    }

    #[test]
    fn what_has_no_class_is_cleared() {
        assert_eq!(erased(written(&UNCLASSIFIED)), (String::new(), [1, 0, 0]));
        assert_eq!(erased(written(&IDENTIFIED)), (String::new(), [1, 0, 0]));
        assert_eq!(erased(written(&KEPT)), ("Ada".into(), [0, 1, 0]));
        let enrolled = Collection::new(Facts::none().with(Fact::MdmEnrolled));
        let mut record = written(&UNCLASSIFIED);
        clear(&mut record, &enrolled);
        assert_eq!(record.text, "");
        let mut record = written(&IDENTIFIED);
        clear(&mut record, &enrolled);
        assert_eq!(record.text, "Ada");
    }

    #[test]
    fn a_documented_secret_is_cleared_whatever_its_class() {
        assert_eq!(erased(written(&SECRET)), (String::new(), [1, 0, 0]));
    }

    #[test]
    fn a_leaf_value_in_place_of_records_is_cleared() {
        assert_eq!(erased(written(&NESTED)), (String::new(), [1, 0, 0]));
    }

    #[test]
    fn what_cannot_be_reached_is_left() {
        let inner = |schema| Some(written(schema).into());
        let nested = Written { inner: inner(&IDENTIFIED), ..written(&NESTED) };
        assert_eq!(erased(nested).1, [0, 0, 1]);
        // Records in a field that has a class: nobody knows what they hold.
        let record = Written { inner: inner(&KEPT), ..written(&IDENTIFIED) };
        assert_eq!(erased(record).1, [0, 0, 1]);
        let record = Written { inner: inner(&IDENTIFIED), ..written(&KEPT) };
        assert_eq!(erased(record).1[2], 1);
        let secret = Written { secret: true, ..written(&KEPT) };
        assert_eq!(erased(secret).1, [0, 0, 1]);
    }

    #[test]
    fn a_record_of_an_unknown_variant_is_left() {
        let mut record = written(&WITHOUT_VARIANTS);
        let lines = clear(&mut record, &Erasure::new().hold_all("test"));
        assert_eq!(lines.iter().map(Line::left).collect::<Vec<_>>(), [1]);
        assert_eq!(lines[0].place.part, Part::Unknown);
        let inner = Some(written(&WITHOUT_VARIANTS).into());
        let nested = Written { inner, ..written(&NESTED) };
        assert_eq!(erased(nested).1, [0, 0, 1]);
    }
}
