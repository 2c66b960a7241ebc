//! What is different between two states of a record, property by property.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt::{self, Write as _};

use super::comparison::{self, elements};
use super::{Classification, Property};
use crate::policy::{Action, Policy};
use crate::redact::View;
use crate::schema::{Classified, Field, Variant};
use crate::value::{Record, Value};

/// What is different between two states of a record; [`Classified::changes`](crate::Classified::changes)
/// makes it.
///
/// It borrows both. Records are compared field by field, lists of
/// records element by element after what both have at the beginning and at the end, maps of records
/// key by key. An element of a set of records is there or not, and never changes. A list, set or map
/// of leaf values is one property.
#[derive(Clone, Copy)]
pub struct Changes<'a> {
    states: States<'a>,
    is_empty: bool,
}

/// A record before and after. One of them is missing if it came into being or was deleted.
#[derive(Clone, Copy)]
enum States<'a> {
    Before(&'a dyn Record),
    After(&'a dyn Record),
    Both(&'a dyn Record, &'a dyn Record),
}

/// A property that is different, as types and names tell it: it holds no value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The path of the property in the serialized record, such as `detectedApps[2].version`, without
    /// the names of variants. Entries of a map of records are numbered: `detectedApps[key 1].version`.
    pub path: String,
    /// How it is different.
    pub kind: ChangeKind,
    /// What the property holds.
    pub classification: Classification,
}

/// How a property is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// The record that holds it is new.
    Added,
    /// The record that held it is gone.
    Removed,
    /// Its value is another.
    Changed,
}

impl<'a> Changes<'a> {
    #[inline]
    pub(crate) fn between<T: Classified>(before: &'a T, after: &'a T) -> Self {
        Self { states: States::Both(before, after), is_empty: before.is_same_record(after) }
    }

    /// Of a record that stays as it is.
    pub(super) fn none(record: &'a dyn Record) -> Self {
        Self { states: States::Both(record, record), is_empty: true }
    }

    pub(super) fn added(after: &'a dyn Record) -> Self {
        Self { states: States::After(after), is_empty: false }
    }

    pub(super) fn removed(before: &'a dyn Record) -> Self {
        Self { states: States::Before(before), is_empty: false }
    }

    /// The record before and after, as far as there is one.
    pub(super) fn records(&self) -> impl Iterator<Item = &'a dyn Record> + use<'a> {
        let (before, after) = match self.states {
            States::Before(before) => (Some(before), None),
            States::After(after) => (None, Some(after)),
            States::Both(before, after) => (Some(before), Some(after)),
        };
        before.into_iter().chain(after)
    }

    /// Whether nothing is different.
    pub const fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// What is different, without values.
    ///
    /// ```
    /// use intune_privacy::Classified;
    /// use intune_privacy::audit::ChangeKind;
    ///
    /// #[derive(Classified)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// let before = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: false };
    /// let after = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
    /// let changes = before.changes(&after).list();
    /// assert_eq!(changes.len(), 1);
    /// assert_eq!((&*changes[0].path, changes[0].kind), ("encrypted", ChangeKind::Changed));
    /// ```
    pub fn list(&self) -> Vec<Change> {
        let mut list = Vec::new();
        self.visit(None, &mut |place| {
            list.push(Change {
                path: place.path.into(),
                kind: place.kind(),
                classification: place.classification(),
            });
            true
        });
        list
    }

    /// What is different, as `policy` lets it be seen. What the policy omits is left out.
    pub fn properties(&self, policy: &Policy) -> Vec<Property> {
        let mut properties = Vec::new();
        self.visit(Some(policy), &mut |place| {
            let before = properties.len();
            let is_omitted = place.is_omitted(policy);
            properties.extend(place.property(policy).filter(|_| !is_omitted));
            is_omitted || properties.len() > before
        });
        properties
    }

    /// The names and classifications of the properties, without values, as `policy` lets them be
    /// seen.
    pub(super) fn names(&self, policy: &Policy) -> Vec<Property> {
        let mut properties = self.properties(policy);
        for property in &mut properties {
            (property.old_value, property.new_value) = (None, None);
        }
        properties
    }

    fn visit(&self, policy: Option<&Policy>, visit: &mut Visit<'_>) {
        if self.is_empty {
            return;
        }
        Walk { policy, path: String::new(), visit, visited: 0 }.states(self.states);
    }
}

impl fmt::Debug for Changes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list()).finish()
    }
}

/// A property that is different.
struct Place<'a> {
    path: &'a str,
    what: What,
    before: Option<At<'a>>,
    after: Option<At<'a>>,
}

/// What there is at a place.
enum What {
    Field(Field),
    /// Which variant of an enum a record is.
    Variant,
    /// A record, element or entry of which nothing else can be told: it has no fields, or it is
    /// hand-written and contradicts its schema.
    Whole,
}

/// A field of a record, or the record itself.
#[derive(Clone, Copy)]
struct At<'a> {
    record: &'a dyn Record,
    index: usize,
}

impl Place<'_> {
    fn kind(&self) -> ChangeKind {
        match (self.before, self.after) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        }
    }

    fn classification(&self) -> Classification {
        let What::Field(field) = self.what else { return Classification::default() };
        Classification {
            class: field.class().map(|class| class.as_str().into()),
            basis: field.item().map(|item| item.basis.as_str().into()),
            item: field.item().map(ToString::to_string),
            requirement: field.class().map(|_| field.requirement().as_str().into()),
            mam: field.is_mam(),
            secret: field.is_secret(),
        }
    }

    /// The field as the policy sees it, if it is one.
    fn action(&self, policy: &Policy) -> Option<Action> {
        let one = self.before.or(self.after)?;
        matches!(self.what, What::Field(_)).then(|| one.view(policy).action(one.index))
    }

    fn is_omitted(&self, policy: &Policy) -> bool {
        self.action(policy) == Some(Action::Omit)
    }

    /// Whether an event says of the property no more than that it changed.
    fn is_secret(&self, policy: &Policy) -> bool {
        let What::Field(field) = self.what else { return false };
        let sides = [self.before, self.after].into_iter().flatten();
        field.is_secret()
            || !field.is_nested()
                // The value of an erased field is not looked at.
                && self.action(policy) != Some(Action::Erase)
                && sides.map(At::value).any(Value::holds_secret)
    }

    /// The property as the policy lets it be seen; `None` if there is nothing to see.
    fn property(&self, policy: &Policy) -> Option<Property> {
        let secret = self.is_secret(policy);
        let text = |at: At<'_>| match self.what {
            What::Field(_) if secret => None,
            What::Field(_) => at.view(policy).text(at.index),
            What::Variant => {
                let (_, variant) = at.record.present(at.record.schema())?;
                Some(variant.key().unwrap_or(variant.name()).into())
            }
            What::Whole => None,
        };
        let (old_value, new_value) = (self.before.and_then(text), self.after.and_then(text));
        let is_absent = old_value.is_none() && new_value.is_none() && !secret;
        if is_absent && matches!(self.what, What::Field(_)) && self.kind() != ChangeKind::Changed {
            return None;
        }
        Some(Property {
            display_name: Some(self.path.into()),
            old_value,
            new_value,
            classification: Some(Classification { secret, ..self.classification() }),
            ..Property::default()
        })
    }
}

/// Takes a place; `false` if there is nothing to tell of it.
type Visit<'v> = dyn FnMut(Place<'_>) -> bool + 'v;

/// A walk through two states of a record.
struct Walk<'w> {
    /// How the keys of maps are shown; without it they are numbered.
    policy: Option<&'w Policy>,
    path: String,
    visit: &'w mut Visit<'w>,
    /// How many places were visited that can be told.
    visited: usize,
}

impl Walk<'_> {
    fn states(&mut self, states: States<'_>) {
        match states {
            States::Before(before) => self.record(Some(before), None),
            States::After(after) => self.record(None, Some(after)),
            States::Both(before, after) => self.record(Some(before), Some(after)),
        }
    }

    fn record(&mut self, before: Option<&dyn Record>, after: Option<&dyn Record>) {
        let present = |record: Option<&dyn Record>| record.map(|it| it.present(it.schema()));
        let (old, new) = (present(before), present(after));
        let at = |record| At { record, index: 0 };
        match (old, new) {
            (None, None) => {}
            (Some(None), _) | (_, Some(None)) => {
                self.visit(What::Whole, before.map(at), after.map(at));
            }
            (Some(Some((index, variant))), Some(Some((other, _)))) if index == other => {
                self.fields(variant, before, after);
            }
            _ => {
                if before.or(after).is_some_and(|record| record.schema().is_enum()) {
                    self.visit(What::Variant, before.map(at), after.map(at));
                }
                if let Some(Some((_, variant))) = old {
                    self.fields(variant, before, None);
                }
                if let Some(Some((_, variant))) = new {
                    self.fields(variant, None, after);
                }
            }
        }
    }

    /// Visits the place that the path leads to; the record itself, at the top, has the name of its
    /// type.
    fn visit(&mut self, what: What, before: Option<At<'_>>, after: Option<At<'_>>) {
        let Some(one) = before.or(after) else { return };
        let path = if self.path.is_empty() { one.record.schema().name() } else { &self.path };
        self.visited += usize::from((self.visit)(Place { path, what, before, after }));
    }

    fn fields(
        &mut self,
        variant: &'static Variant,
        before: Option<&dyn Record>,
        after: Option<&dyn Record>,
    ) {
        for (index, field) in variant.fields().iter().enumerate() {
            let at = |record| At { record, index };
            self.field(field, before.map(at), after.map(at));
        }
    }

    fn field(&mut self, field: Field, before: Option<At<'_>>, after: Option<At<'_>>) {
        let Some(one) = before.or(after) else { return };
        let (old, new) = (before.map(At::value), after.map(At::value));
        if is_same(old, new) {
            return;
        }
        let end = self.path.len();
        // serde writes the fields of a flattened record in the place of the record.
        let has_name = !field.is_flattened() || [old, new].into_iter().flatten().any(has_no_fields);
        if has_name {
            self.name(field);
        }
        let visited = self.visited;
        let walked = field.is_nested() && self.nested(one, old, new);
        // A record without fields can come and go, too.
        let is_changed = before.is_some() && after.is_some();
        if !walked || is_changed && visited == self.visited {
            if !has_name {
                self.name(field);
            }
            self.visit(What::Field(field), before, after);
        }
        self.path.truncate(end);
    }

    fn name(&mut self, field: Field) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(if field.key().is_empty() { field.name() } else { field.key() });
    }

    /// Walks through the records in the field `at`, or in an element or entry of it; `false` if they
    /// are none, which only a hand-written record can have there, or cannot be told apart.
    fn nested(&mut self, at: At<'_>, before: Option<Value<'_>>, after: Option<Value<'_>>) -> bool {
        let (before, after) = (before.unwrap_or(Value::Null), after.unwrap_or(Value::Null));
        match (before, after) {
            (Value::Record(before), Value::Record(after)) => self.record(Some(before), Some(after)),
            (Value::Record(before), Value::Null) => self.record(Some(before), None),
            (Value::Null, Value::Record(after)) => self.record(None, Some(after)),
            (Value::Records(_) | Value::Null, Value::Records(_) | Value::Null) => {
                self.list(at, before, after);
            }
            (Value::RecordMap(_) | Value::Null, Value::RecordMap(_) | Value::Null) => {
                return self.map(at, before, after);
            }
            _ => return false,
        }
        true
    }

    fn list(&mut self, at: At<'_>, before: Value<'_>, after: Value<'_>) {
        let is_ordered = [before, after].iter().all(|list| match list {
            Value::Records(list) => list.is_ordered(),
            _ => true,
        });
        let all = |list| match list {
            Value::Records(list) => elements(list),
            _ => Vec::new(),
        };
        let (mut before, mut after) = (all(before), all(after));
        let mut start = 0;
        if is_ordered {
            let is_same =
                |(one, other): &(&Value<'_>, &Value<'_>)| comparison::is_same(**one, **other);
            start = before.iter().zip(&after).take_while(is_same).count();
            let rest = before[start..].iter().rev().zip(after[start..].iter().rev());
            let end = rest.take_while(is_same).count();
            before.truncate(before.len() - end);
            after.truncate(after.len() - end);
        } else {
            before.retain(|one| {
                let same = after.iter().position(|other| comparison::is_same(*one, *other));
                same.map(|place| after.remove(place)).is_none()
            });
            // Without an order no element takes the place of another.
            for (index, one) in before.drain(..).enumerate() {
                self.element(&index, at, Some(one), None);
            }
        }
        for index in start..before.len().max(after.len()) {
            let (one, other) = (before.get(index).copied(), after.get(index).copied());
            self.element(&index, at, one, other);
        }
    }

    /// `false` if a key cannot be written, so that nothing tells the entries apart.
    fn map(&mut self, at: At<'_>, before: Value<'_>, after: Value<'_>) -> bool {
        let all = |map| match map {
            Value::RecordMap(map) => comparison::entries(map),
            _ => Some(Vec::new()),
        };
        let (Some(before), Some(after)) = (all(before), all(after)) else { return false };
        let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
        let mut number = 0;
        while let Some(order) = match (before.peek(), after.peek()) {
            (None, None) => None,
            (Some(_), None) => Some(Ordering::Less),
            (None, Some(_)) => Some(Ordering::Greater),
            (Some((one, ..)), Some((other, ..))) => Some(one.cmp(other)),
        } {
            number += 1;
            let one = if order.is_le() { before.next() } else { None };
            let other = if order.is_ge() { after.next() } else { None };
            let Some((_, key, _)) = one.as_ref().or(other.as_ref()) else { continue };
            let name = match self.policy {
                Some(policy) => at.view(policy).key_text(at.index, *key, number),
                None => View::key_number(number),
            };
            let value = |(_, _, value)| value;
            self.element(&name, at, one.map(value), other.map(value));
        }
        true
    }

    /// Walks through what is in an element or entry of the field `at`.
    fn element(
        &mut self,
        name: &dyn fmt::Display,
        at: At<'_>,
        before: Option<Value<'_>>,
        after: Option<Value<'_>>,
    ) {
        if is_same(before, after) {
            return;
        }
        let end = self.path.len();
        // Writing to a text fails only if the name does, and a name that is not whole is none.
        if write!(self.path, "[{name}]").is_err() {
            self.path.truncate(end);
            self.path.push_str("[?]");
        }
        let visited = self.visited;
        if !self.nested(at, before, after) || visited == self.visited {
            self.visit(What::Whole, before.map(|_| at), after.map(|_| at));
        }
        self.path.truncate(end);
    }
}

/// Whether there is the same before and after.
fn is_same(before: Option<Value<'_>>, after: Option<Value<'_>>) -> bool {
    before.zip(after).is_some_and(|(before, after)| comparison::is_same(before, after))
}

/// Whether a value is neither a record nor a place for one: a map has entries, a list elements.
fn has_no_fields(value: Value<'_>) -> bool {
    !matches!(value, Value::Null | Value::Record(_))
}

impl<'a> At<'a> {
    fn view(self, policy: &'a Policy) -> View<'a> {
        View { record: self.record, policy }
    }

    fn value(self) -> Value<'a> {
        self.record.value(self.index)
    }
}
