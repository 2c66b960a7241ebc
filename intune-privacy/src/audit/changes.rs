//! What is different between two states of a record, property by property.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt::{self, Write as _};

use super::comparison::{self, Entry, elements};
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
/// key by key. A list, set or map of leaf values is one property.
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
    /// The path of the property in the serialized record, such as `detectedApps[2].version`. Entries
    /// of a map of records are numbered.
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
        });
        list
    }

    /// What is different, as `policy` lets it be seen. What the policy omits is left out.
    pub fn properties(&self, policy: &Policy) -> Vec<Property> {
        let mut properties = Vec::new();
        self.visit(Some(policy), &mut |place| properties.extend(place.property(policy)));
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

    fn visit(&self, policy: Option<&Policy>, visit: &mut dyn FnMut(Place<'_>)) {
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
    /// A record of which nothing else can be told, because it contradicts its schema.
    Broken,
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

    /// The property as the policy lets it be seen, unless it is omitted.
    fn property(&self, policy: &Policy) -> Option<Property> {
        let mut classification = self.classification();
        if let What::Field(field) = self.what {
            let one = self.before.or(self.after)?;
            match one.view(policy).action(one.index) {
                Action::Omit => return None,
                // The value of an erased field is not looked at.
                Action::Erase => {}
                _ if field.is_nested() => {}
                _ => {
                    let sides = [self.before, self.after].into_iter().flatten();
                    classification.secret |= sides.map(At::value).any(Value::holds_secret);
                }
            }
        }
        let secret = classification.secret;
        let text = |at: Option<At<'_>>| match self.what {
            What::Field(_) if secret => None,
            What::Field(_) => at.and_then(|at| at.view(policy).text(at.index)),
            What::Variant => {
                let (_, variant) = comparison::variant(at?.record)?;
                Some(variant.key().unwrap_or(variant.name()).into())
            }
            What::Broken => None,
        };
        let (old_value, new_value) = (text(self.before), text(self.after));
        let nothing = old_value.is_none() && new_value.is_none() && !secret;
        if nothing && self.kind() != ChangeKind::Changed {
            return None;
        }
        Some(Property {
            display_name: Some(self.path.into()),
            old_value,
            new_value,
            classification: Some(classification),
            ..Property::default()
        })
    }
}

/// A walk through two states of a record.
struct Walk<'w> {
    /// How the keys of maps are shown; without it they are numbered.
    policy: Option<&'w Policy>,
    path: String,
    visit: &'w mut dyn FnMut(Place<'_>),
    /// How many places were visited.
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
        let variant = |record: Option<&dyn Record>| record.map(comparison::variant);
        match (variant(before), variant(after)) {
            (None, None) => {}
            (Some(None), _) | (_, Some(None)) => self.whole(What::Broken, before, after),
            (Some(Some((index, variant))), Some(Some((other, _)))) if index == other => {
                self.fields(variant, before, after);
            }
            (old, new) => {
                let is_enum = before.or(after).is_some_and(|record| record.schema().is_enum());
                if is_enum {
                    self.whole(What::Variant, before, after);
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

    /// Visits the record itself, which at the top has the name of its type.
    fn whole(&mut self, what: What, before: Option<&dyn Record>, after: Option<&dyn Record>) {
        let Some(record) = before.or(after) else { return };
        let path = if self.path.is_empty() { record.schema().name() } else { &self.path };
        let at = |record| At { record, index: 0 };
        self.visited += 1;
        (self.visit)(Place { path, what, before: before.map(at), after: after.map(at) });
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
        let is_same =
            |before: At<'_>, after: At<'_>| comparison::is_same(before.value(), after.value());
        if before.zip(after).is_some_and(|(before, after)| is_same(before, after)) {
            return;
        }
        let end = self.path.len();
        if !field.is_flattened() {
            if end > 0 {
                self.path.push('.');
            }
            self.path.push_str(if field.key().is_empty() { field.name() } else { field.key() });
        }
        let visited = self.visited;
        let records = field.is_nested() && self.records(before, after);
        // A record without fields can come and go, too.
        let changed = before.is_some() && after.is_some();
        if !records || changed && visited == self.visited {
            self.visited += 1;
            (self.visit)(Place { path: &self.path, what: What::Field(field), before, after });
        }
        self.path.truncate(end);
    }

    /// Walks through the records in a field; `false` if they are none, which only a hand-written
    /// record can have there.
    fn records(&mut self, before: Option<At<'_>>, after: Option<At<'_>>) -> bool {
        match (before.map_or(Value::Null, At::value), after.map_or(Value::Null, At::value)) {
            (Value::Null, Value::Null) => {}
            (Value::Record(before), Value::Record(after)) => self.record(Some(before), Some(after)),
            (Value::Record(before), Value::Null) => self.record(Some(before), None),
            (Value::Null, Value::Record(after)) => self.record(None, Some(after)),
            (Value::Records(before), Value::Records(after)) => {
                let ordered = before.is_ordered() && after.is_ordered();
                self.list(elements(before), elements(after), ordered);
            }
            (Value::Records(before), Value::Null) => self.list(elements(before), [].into(), true),
            (Value::Null, Value::Records(after)) => self.list([].into(), elements(after), true),
            (Value::RecordMap(old), Value::RecordMap(new)) => {
                return self.map(comparison::entries(old), comparison::entries(new), before, after);
            }
            (Value::RecordMap(old), Value::Null) => {
                return self.map(comparison::entries(old), Some([].into()), before, after);
            }
            (Value::Null, Value::RecordMap(new)) => {
                return self.map(Some([].into()), comparison::entries(new), before, after);
            }
            _ => return false,
        }
        true
    }

    fn list(&mut self, mut before: Vec<Value<'_>>, mut after: Vec<Value<'_>>, ordered: bool) {
        let is_same = |(one, other): &(&Value<'_>, &Value<'_>)| comparison::is_same(**one, **other);
        let mut start = 0;
        if ordered {
            start = before.iter().zip(&after).take_while(is_same).count();
            let rest = before[start..].iter().rev().zip(after[start..].iter().rev());
            let end = rest.take_while(is_same).count();
            before.truncate(before.len() - end);
            after.truncate(after.len() - end);
        } else {
            before.retain(|one| {
                let same = after.iter().position(|other| comparison::is_same(*one, *other));
                same.map(|place| after.swap_remove(place)).is_none()
            });
        }
        for index in start..before.len().max(after.len()) {
            let (one, other) = (before.get(index), after.get(index));
            let (one, other) = (one.and_then(record), other.and_then(record));
            self.below(&format_args!("{index}"), |walk| walk.record(one, other));
        }
    }

    /// `false` if a key cannot be written, so that nothing tells the entries apart.
    fn map(
        &mut self,
        before: Option<Vec<Entry<'_>>>,
        after: Option<Vec<Entry<'_>>>,
        old: Option<At<'_>>,
        new: Option<At<'_>>,
    ) -> bool {
        let (Some(before), Some(after)) = (before, after) else { return false };
        let Some(place) = old.or(new) else { return false };
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
                Some(policy) => {
                    let view = View { record: place.record, policy };
                    view.key_text(place.index, *key, number)
                }
                None => String::from("key ") + &number.to_string(),
            };
            let one = one.as_ref().and_then(|(_, _, value)| record(value));
            let other = other.as_ref().and_then(|(_, _, value)| record(value));
            if let (Some(one), Some(other)) = (one, other)
                && comparison::is_same_record(one, other)
            {
                continue;
            }
            self.below(&name, |walk| walk.record(one, other));
        }
        true
    }

    /// Walks through what is below an element or entry.
    fn below(&mut self, name: &dyn fmt::Display, walk: impl FnOnce(&mut Self)) {
        let end = self.path.len();
        // Writing to a text fails only if the name does, and a name that is not whole is none.
        if write!(self.path, "[{name}]").is_err() {
            self.path.truncate(end);
            self.path.push_str("[?]");
        }
        walk(self);
        self.path.truncate(end);
    }
}

/// An element or entry that is a record, as all are but in a hand-written one.
fn record<'a>(value: &Value<'a>) -> Option<&'a dyn Record> {
    match value {
        Value::Record(record) => Some(*record),
        _ => None,
    }
}

impl<'a> At<'a> {
    fn view(self, policy: &'a Policy) -> View<'a> {
        View { record: self.record, policy }
    }

    fn value(self) -> Value<'a> {
        self.record.value(self.index)
    }
}
