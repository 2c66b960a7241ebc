//! A record as a policy lets it be seen.
//!
//! The policy is asked first: the value of an erased field is never read, so nothing of it can
//! show, neither its length nor whether it is there.

#[cfg(feature = "audit")]
use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;

use crate::policy::{Action, AsPolicy, Place, Policy};
use crate::schema::{Fields, Schema, Variant};
use crate::value::{Record, Render, Value};
use intune_privacy_taxonomy::Class;
use intune_privacy_taxonomy::row::{self, Row};

mod aggregate;
mod debug;
pub(crate) mod marker;
#[cfg(feature = "erase")]
pub(crate) mod owned;
mod scratch;
#[cfg(feature = "serde")]
mod serialize;
mod treatment;

#[cfg(feature = "audit")]
pub(crate) use scratch::Scratch;
#[cfg(any(feature = "export", feature = "audit"))]
pub(crate) use treatment::displayed;
use treatment::{Treated, Treatment};

/// A record as a [`Policy`] lets it be seen, by `Debug`, `Display` and, with the feature `serde`,
/// by `Serialize`. [`Classified::redacted`](crate::Classified::redacted) makes it.
///
/// The value of an erased field is replaced by the name of its class, such as `[identified]`, and
/// a secret by `[secret]`. Kept fields look as they would without this crate, with two exceptions
/// in `Debug`: `Some(x)` is shown as `x`, and every list, set or tuple in square brackets. A kept
/// field that serde writes with a function of yours is written so, unless it holds a secret.
///
/// What is masked, generalized or pseudonymized is done so value by value in a list or map, and
/// written as text. A missing value stays missing. The keys of a map are pseudonymized with its
/// values; where they are masked or generalized, they are numbered, because two of them could
/// become the same.
///
/// The keys of a map of records have no class: the policy treats them as identified data. Where
/// they are not kept or pseudonymized they are shown as `[key 1]`, `[key 2]` and so on.
///
/// `Display` is `Debug` on one line, whatever the flags of the format. Text stays quoted and
/// escaped, so that no value can forge a line of a log.
///
/// The serialized form has the keys of the record's own serde form, less what is omitted. It is
/// for formats that describe themselves, such as JSON: a marker stands in the place of a number.
///
/// `P` is the type of the policy. A sink that takes [`NoIdentified`](crate::NoIdentified) accepts
/// the view if the type says that it hides identified data.
pub struct Redacted<'a, T, P: ?Sized = Policy> {
    record: &'a T,
    policy: &'a Policy,
    kind: PhantomData<&'a P>,
}

impl<'a, T, P: ?Sized + AsPolicy> Redacted<'a, T, P> {
    #[inline]
    pub(crate) fn new(record: &'a T, policy: &'a P) -> Self {
        Self { record, policy: policy.as_policy(), kind: PhantomData }
    }
}

impl<'a, T: Record, P: ?Sized> Redacted<'a, T, P> {
    #[inline]
    fn view(&self) -> View<'a> {
        View { record: self.record, policy: self.policy }
    }
}

impl<T, P: ?Sized> Clone for Redacted<'_, T, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, P: ?Sized> Copy for Redacted<'_, T, P> {}

impl<T: Record, P: ?Sized> fmt::Debug for Redacted<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.view(), f)
    }
}

impl<T: Record, P: ?Sized> fmt::Display for Redacted<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written anew, so that no flag of the format reaches the values.
        write!(f, "{:?}", self.view())
    }
}

/// The `Debug` of every classified type: the view of the process's default policy.
///
/// # Errors
///
/// Those of `f` and of the values.
pub fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&View { record, policy: default_policy() }, f)
}

/// The process's default policy.
#[inline]
pub(crate) fn default_policy() -> &'static Policy {
    static LOGS: Policy = Policy::logs();
    #[cfg(feature = "std")]
    let policy = Policy::default_of_process().unwrap_or(&LOGS);
    #[cfg(not(feature = "std"))]
    let policy = &LOGS;
    policy
}

/// A record of any type under a policy.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) record: &'a dyn Record,
    pub(crate) policy: &'a Policy,
}

impl<'a> View<'a> {
    /// The present variant; `None` if a hand-written record contradicts its schema.
    #[inline]
    fn variant(self) -> Option<&'static Variant> {
        self.variant_of(self.record.schema())
    }

    #[inline]
    fn variant_of(self, schema: &'static Schema) -> Option<&'static Variant> {
        self.record.present(schema).map(|(_, variant)| variant)
    }

    /// The field at `index` of a struct, to be written by serde.
    #[cfg(feature = "export")]
    pub(crate) fn field(self, index: usize) -> Option<impl serde::Serialize + use<'a>> {
        self.at(index)
    }

    /// The field at `index` of the present variant.
    #[cfg(any(feature = "audit", feature = "export"))]
    fn at(self, index: usize) -> Option<FieldView<'a>> {
        self.fields(self.variant()?).nth(index)
    }

    /// What happens to the value of the field at `index`.
    #[cfg(feature = "audit")]
    pub(crate) fn action(self, index: usize) -> Action {
        self.at(index).map_or(Action::Omit, FieldView::action)
    }

    /// The field at `index` as text: a text as it is, anything else as JSON. `None` for nothing.
    #[cfg(feature = "audit")]
    pub(crate) fn text(self, index: usize) -> Option<String> {
        let field = self.at(index)?;
        match Written::new(&field) {
            Some(Written::Text(text)) => Some(text),
            Some(Written::Json(json)) => (json != "null").then_some(json),
            None => Some(field.marker().into()),
        }
    }

    /// The key of an entry in the map of records at `index`: its number unless it is kept or
    /// pseudonymized. A text that is kept is in quotation marks and escaped.
    #[cfg(feature = "audit")]
    pub(crate) fn key_text(self, index: usize, key: Value<'_>, number: usize) -> String {
        let unknown = || Self::key_number(number);
        let Some(field) = self.at(index) else { return unknown() };
        let key = Key { shown: Shown { value: key, place: &field }, number };
        if key.is_kept() {
            return match Written::new(&key.shown) {
                Some(Written::Text(text)) => alloc::format!("{text:?}"),
                Some(Written::Json(json)) => json,
                None => unknown(),
            };
        }
        let seen = key.see(|seen| match seen {
            treatment::Seen::Text(text) => text.into(),
            treatment::Seen::Display(_) | treatment::Seen::Value(_) => unknown(),
        });
        seen.unwrap_or_else(|_| unknown())
    }

    /// What stands in place of a key in a path, where brackets are around it.
    #[cfg(feature = "audit")]
    pub(crate) fn key_number(number: usize) -> String {
        alloc::format!("key {number}")
    }

    #[inline]
    fn fields(self, variant: &'static Variant) -> impl Iterator<Item = FieldView<'a>> {
        let fields = &variant.fields;
        let mut rows = fields.rows;
        let mut index = 0;
        core::iter::from_fn(move || {
            let (row, rest) = rows.split_first_chunk()?;
            let field = FieldView { view: self, fields, index, row };
            rows = rest;
            index += 1;
            Some(field)
        })
    }
}

/// What serde writes of a value.
#[cfg(feature = "audit")]
enum Written {
    /// A text, as it is.
    Text(String),
    /// JSON that is no text.
    Json(String),
}

#[cfg(feature = "audit")]
impl Written {
    /// `None` if the value cannot be written.
    fn new(value: &impl serde::Serialize) -> Option<Self> {
        let json = serde_json::to_string(value).ok()?;
        if json.starts_with('"') {
            serde_json::from_str(&json).ok().map(Self::Text)
        } else {
            Some(Self::Json(json))
        }
    }
}

/// A field of a record under a policy.
#[derive(Clone, Copy)]
struct FieldView<'a> {
    view: View<'a>,
    fields: &'static Fields,
    index: usize,
    row: &'static [u8; row::SIZE],
}

impl FieldView<'_> {
    /// The facts of the field. Only those that are used are read.
    #[inline]
    fn row(self) -> Row {
        Row::from_bytes(self.row)
    }

    #[inline]
    fn is_nested(self) -> bool {
        self.row().nested != 0
    }

    #[inline]
    fn item_row(self) -> u8 {
        self.fields.items.get(self.index).copied().unwrap_or(row::NO_ITEM)
    }

    #[inline]
    fn action(self) -> Action {
        let policy = self.view.policy;
        policy.action_at(self.row().flags, || {
            let schema = policy.selects().then(|| self.view.record.schema());
            Place { item: self.item_row(), schema }
        })
    }

    fn class(self) -> Option<Class> {
        row::class(self.row().flags)
    }

    /// What is shown in place of an erased value.
    #[inline]
    fn marker(self) -> &'static str {
        row::marker(self.row().flags)
    }

    /// The Rust name.
    #[inline]
    fn name(self) -> &'static str {
        let Row { name_at, name, .. } = self.row();
        self.fields.piece(name_at, name_at + name)
    }

    /// The name that serde writes.
    #[cfg(feature = "serde")]
    #[inline]
    fn key(self) -> &'static str {
        let Row { key_at, key, .. } = self.row();
        self.fields.piece(key_at, key_at + key)
    }

    /// The value of a kept field.
    #[inline]
    fn shown(&self) -> Shown<'_> {
        let value = self.view.record.value(self.index);
        let value = if self.is_nested() { records_only(value) } else { value };
        Shown { value, place: self }
    }

    /// The value of a field that is neither kept nor erased nor omitted, handed to `visit`.
    fn treated<R>(self, action: Action, visit: impl FnOnce(Treated<'_>) -> R) -> R {
        let treatment = Treatment::new(action, self);
        visit(Treated { value: self.view.record.value(self.index), treatment: &treatment })
    }
}

/// A value of a kept field under the policy, which goes on to decide over the records in it.
#[derive(Clone, Copy)]
struct Shown<'a> {
    value: Value<'a>,
    place: &'a FieldView<'a>,
}

impl<'a> Shown<'a> {
    #[inline]
    fn with(self, value: Value<'a>) -> Self {
        Self { value, place: self.place }
    }

    #[inline]
    fn view(self, record: &'a dyn Record) -> View<'a> {
        View { record, policy: self.place.view.policy }
    }
}

/// A leaf value in clear.
#[derive(Clone, Copy)]
struct Clear<'a>(Value<'a>);

impl Clear<'_> {
    /// What is shown of a value that is no leaf value in clear. Other than a secret, only a
    /// hand-written record has one in such a place.
    fn hidden(self) -> &'static str {
        match self.0 {
            Value::Record(_)
            | Value::List(_)
            | Value::Records(_)
            | Value::Map(_)
            | Value::RecordMap(_) => row::class_marker(None),
            _ => row::SECRET_MARKER,
        }
    }
}

/// The key of an entry in a map of records.
#[derive(Clone, Copy)]
struct Key<'a> {
    shown: Shown<'a>,
    number: usize,
}

/// The text that a record renders a field as.
pub(crate) struct Rendering<'a>(pub(crate) &'a dyn Render, pub(crate) usize);

impl fmt::Display for Rendering<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.render(self.1, f)
    }
}

/// A value in a place that has no class because it holds records. A leaf value there, which only
/// a hand-written impl can give, is erased.
#[inline]
fn records_only(value: Value<'_>) -> Value<'_> {
    const MARKER: &str = row::class_marker(None);
    match value {
        Value::Null
        | Value::Secret(_)
        | Value::Record(_)
        | Value::Records(_)
        | Value::RecordMap(_) => value,
        _ => Value::Text(&MARKER),
    }
}

#[cfg(test)]
mod tests;
