//! A record as a policy lets it be seen.
//!
//! The policy is asked first: the value of an erased field is never read, so nothing of it can
//! show, neither its length nor whether it is there.

use core::fmt;

use crate::policy::Policy;
use crate::schema::{Field, Variant};
use crate::value::{Record, Render, Value};
use intune_privacy_taxonomy::Class;

mod debug;
#[cfg(feature = "serde")]
mod serialize;

/// A record as a [`Policy`] lets it be seen, by `Debug` and, with the feature `serde`, by
/// `Serialize`. [`Classified::redacted`](crate::Classified::redacted) makes it.
///
/// The value of an erased field is replaced by the name of its class, such as `[identified]`, and
/// a secret by `[secret]`. Kept fields look as they would without this crate, with two exceptions
/// in `Debug`: `Some(x)` is shown as `x`, and every list, set or tuple in square brackets. A kept
/// field that serde writes with a function of yours is written so, unless it holds a secret.
///
/// The keys of a map of records have no class: they are shown as `[key 1]`, `[key 2]` and so on,
/// unless the policy keeps identified data.
///
/// The serialized form has the keys of the record's own serde form. It is for formats that
/// describe themselves, such as JSON: a marker stands in the place of a number.
pub struct Redacted<'a, T> {
    record: &'a T,
    policy: &'a Policy,
}

impl<'a, T> Redacted<'a, T> {
    pub(crate) const fn new(record: &'a T, policy: &'a Policy) -> Self {
        Self { record, policy }
    }
}

impl<T> Clone for Redacted<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Redacted<'_, T> {}

impl<T: Record> fmt::Debug for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&View { record: self.record, policy: self.policy }, f)
    }
}

/// The `Debug` of every classified type: the view of [`Policy::logs`].
///
/// # Errors
///
/// Those of `f` and of the values.
pub fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const LOGS: Policy = Policy::logs();
    fmt::Debug::fmt(&View { record, policy: &LOGS }, f)
}

/// A record of any type under a policy.
#[derive(Clone, Copy)]
struct View<'a> {
    record: &'a dyn Record,
    policy: &'a Policy,
}

impl<'a> View<'a> {
    /// The present variant; `None` if a hand-written record contradicts its schema.
    #[inline]
    fn variant(self) -> Option<&'static Variant> {
        self.record.schema().variants().get(self.record.variant())
    }

    #[inline]
    fn fields(self, variant: &'static Variant) -> impl Iterator<Item = FieldView<'a>> {
        let view = move |(index, field)| FieldView { view: self, index, field };
        variant.fields().iter().enumerate().map(view)
    }
}

/// A field of a record under a policy.
#[derive(Clone, Copy)]
struct FieldView<'a> {
    view: View<'a>,
    index: usize,
    field: Field,
}

impl<'a> FieldView<'a> {
    #[inline]
    fn is_kept(self) -> bool {
        self.view.policy.keeps_field(&self.field)
    }

    /// What is shown in place of an erased value.
    #[inline]
    fn marker(self) -> &'static str {
        match self.field.class() {
            _ if self.field.is_secret() => SECRET,
            Some(class) => marker(class),
            None => marker(Class::Identified),
        }
    }

    /// The value of a kept field.
    #[inline]
    fn shown(self) -> Shown<'a> {
        let value = self.view.record.value(self.index);
        let value = if self.field.is_nested() { records_only(value) } else { value };
        Shown { value, policy: self.view.policy }
    }
}

/// A value of a kept field under the policy, which goes on to decide over the records in it.
#[derive(Clone, Copy)]
struct Shown<'a> {
    value: Value<'a>,
    policy: &'a Policy,
}

/// The key of an entry in a map of records.
#[derive(Clone, Copy)]
struct Key<'a> {
    shown: Shown<'a>,
    number: usize,
}

impl Key<'_> {
    #[inline]
    fn is_kept(self) -> bool {
        self.shown.policy.keeps(Class::Identified)
    }
}

/// What is shown in place of the key: its number, counted from 1.
struct KeyMarker(usize);

impl fmt::Display for KeyMarker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[key {}]", self.0)
    }
}

/// The text that a record renders a field as.
struct Rendering<'a>(&'a dyn Render, usize);

impl fmt::Display for Rendering<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.render(self.1, f)
    }
}

const SECRET: &str = "[secret]";

#[inline]
const fn marker(class: Class) -> &'static str {
    match class {
        Class::Pseudonymized => "[pseudonymized]",
        Class::Aggregated => "[aggregated]",
        Class::NonPersonal => "[non_personal]",
        // `Class` may grow: what is unknown counts as the strictest.
        _ => "[identified]",
    }
}

/// A value in a place that has no class because it holds records. A leaf value there, which only
/// a hand-written impl can give, is erased.
#[inline]
fn records_only(value: Value<'_>) -> Value<'_> {
    const MARKER: &str = marker(Class::Identified);
    match value {
        Value::Null
        | Value::Secret
        | Value::Record(_)
        | Value::Records(_)
        | Value::RecordMap(_) => value,
        _ => Value::Text(&MARKER),
    }
}

#[cfg(test)]
mod tests;
