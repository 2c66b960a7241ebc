//! The value of a field as every view sees it, and the traits that give it.
//!
//! * [`DataValue`]: a type that can be a classified field, such as `String` or `Option<u32>`;
//! * [`Nested`]: a type that holds [`Classified`](crate::Classified) records;
//! * [`Record`]: the accessor of a record's fields by index, which the derive writes;
//! * [`Change`]: what becomes of values that are changed in place.

use alloc::boxed::Box;
use core::fmt;
use core::ops::ControlFlow;
use core::time::Duration;

use crate::schema::{Classified, Holdings, Inner, Schema, Variant};

pub(crate) mod change;
mod containers;
mod foreign;
mod leaves;
mod secret;

pub use change::{
    Change, ChangeRecords, Fate, LeafMut, NestedMut, RecordMut, Replacement, Unchangeable, ValueMut,
};
use foreign::Foreign;
pub use secret::Secret;

/// A value, borrowed from a record.
///
/// It is the value in clear: what may be shown of it is the business of a
/// [`Policy`](crate::Policy). Its own `Debug` therefore names the kind only.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Nothing: `None`, `()` or an index out of range.
    Null,
    /// A boolean.
    Bool(bool),
    /// A character.
    Char(char),
    /// A signed integer of up to 64 bits.
    Int(i64),
    /// An unsigned integer of up to 64 bits.
    Uint(u64),
    /// A signed integer of 128 bits.
    Int128(i128),
    /// An unsigned integer of 128 bits.
    Uint128(u128),
    /// A float of 32 bits.
    Float32(f32),
    /// A float of 64 bits.
    Float(f64),
    /// Text.
    Str(&'a str),
    /// Bytes that serde writes as bytes. (A `Vec<u8>` is a list of numbers, as for serde.)
    Bytes(&'a [u8]),
    /// Anything that is written as text, such as an IP address.
    Text(&'a dyn fmt::Display),
    /// A span of time.
    Duration(Duration),
    /// A point in time.
    #[cfg(feature = "std")]
    SystemTime(std::time::SystemTime),
    /// A path of the file system.
    #[cfg(feature = "std")]
    Path(&'a std::path::Path),
    /// A value of another crate that has a serde form of its own.
    Foreign(&'a (dyn Foreign + 'static)),
    /// A field that its record renders as text: `with = path`.
    Rendered(&'a dyn Render, usize),
    /// The schema of the record: no value of a field.
    Schema(&'static Schema),
    /// A secret: no view can reach what it protects.
    Secret(Secret<'a>),
    /// A nested record.
    Record(&'a dyn Record),
    /// A list of leaf values.
    List(&'a dyn Values<Leaf>),
    /// A list of nested records.
    Records(&'a dyn Values<Nesting>),
    /// A map from leaf values to leaf values.
    Map(&'a dyn Entries<Leaf>),
    /// A map from leaf values to nested records.
    RecordMap(&'a dyn Entries<Nesting>),
}

impl Value<'_> {
    /// Whether `test` holds of this value, or of one in this list or map of leaf values.
    pub(crate) fn any(self, test: &dyn Fn(Value<'_>) -> bool) -> bool {
        let until = |found| if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let inside = match self {
            Self::List(values) => values.each(&mut |value| until(value.any(test))),
            Self::Map(entries) => {
                entries.each(&mut |key, value| until(key.any(test) || value.any(test)))
            }
            _ => ControlFlow::Continue(()),
        };
        inside.is_break() || test(self)
    }

    /// Whether among leaf values there is a secret, or what is no leaf value: nothing but a view may
    /// show it.
    pub(crate) fn holds_secret(self) -> bool {
        self.any(&|value| {
            matches!(
                value,
                Value::Secret(_) | Value::Record(_) | Value::Records(_) | Value::RecordMap(_)
            )
        })
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "Null",
            Self::Bool(_) => "Bool",
            Self::Char(_) => "Char",
            Self::Int(_) => "Int",
            Self::Uint(_) => "Uint",
            Self::Int128(_) => "Int128",
            Self::Uint128(_) => "Uint128",
            Self::Float32(_) => "Float32",
            Self::Float(_) => "Float",
            Self::Str(_) => "Str",
            Self::Bytes(_) => "Bytes",
            Self::Text(_) => "Text",
            Self::Duration(_) => "Duration",
            #[cfg(feature = "std")]
            Self::SystemTime(_) => "SystemTime",
            #[cfg(feature = "std")]
            Self::Path(_) => "Path",
            Self::Foreign(_) => "Foreign",
            Self::Rendered(..) => "Rendered",
            Self::Schema(_) => "Schema",
            Self::Secret(_) => "Secret",
            Self::Record(_) => "Record",
            Self::List(_) => "List",
            Self::Records(_) => "Records",
            Self::Map(_) => "Map",
            Self::RecordMap(_) => "RecordMap",
        })
    }
}

/// Marks the elements of a [`Values`] or [`Entries`] as leaf values.
#[derive(Clone, Copy, Debug)]
pub enum Leaf {}

/// Marks the elements of a [`Values`] or [`Entries`] as nested records.
#[derive(Clone, Copy, Debug)]
pub enum Nesting {}

/// A list, set or tuple.
pub trait Values<Kind> {
    /// How many elements there are.
    fn count(&self) -> usize;

    /// Whether they always come in the same order, unlike those of a hash set.
    fn is_ordered(&self) -> bool {
        true
    }

    /// Calls `visit` with each element, until it breaks.
    ///
    /// # Errors
    ///
    /// `ControlFlow::Break` as soon as `visit` returns it.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(Value<'a>) -> ControlFlow<()>) -> ControlFlow<()>;
}

/// A map.
pub trait Entries<Kind> {
    /// How many entries there are.
    fn count(&self) -> usize;

    /// Whether they always come in the same order, unlike those of a hash map.
    fn is_ordered(&self) -> bool {
        true
    }

    /// Calls `visit` with each key and value, until it breaks.
    ///
    /// # Errors
    ///
    /// `ControlFlow::Break` as soon as `visit` returns it.
    fn each<'a>(
        &'a self,
        visit: &mut dyn FnMut(Value<'a>, Value<'a>) -> ControlFlow<()>,
    ) -> ControlFlow<()>;
}

/// A type that can be a classified field.
///
/// Implemented for the common types of the standard library and, behind features, of `uuid`,
/// `time`, `chrono`, `jiff`, `url`, `secrecy` and `serde_json`. Derive it for a newtype or a
/// field-less enum with [`#[derive(DataValue)]`](derive@crate::DataValue), or write it by hand:
///
/// ```
/// use intune_privacy::{DataValue, Value};
///
/// struct Upn { local: String, domain: String, whole: String }
///
/// impl DataValue for Upn {
///     fn value(&self) -> Value<'_> {
///         Value::Str(&self.whole)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value that a classified field can hold [P14]",
    label = "cannot be redacted, exported or erased",
    note = "a field holds a leaf value, or with `nested` records that are `Classified`",
    note = "help: derive `DataValue` for a newtype or field-less enum, derive `Classified` for a \
            record and write `#[data(nested)]`, or render the type with `with = module`"
)]
pub trait DataValue {
    /// What the compile-time rules ask of the type.
    const SHAPE: Shape = Shape::TEXT;

    /// The value, borrowed.
    fn value(&self) -> Value<'_>;

    /// Changes the value in place, if `change` does not keep it; secrets are wiped in any case.
    ///
    /// As provided, it refuses unless the value is kept and holds no secret. A type of several parts
    /// hands the change on to them:
    ///
    /// ```
    /// use intune_privacy::{Change, DataValue, Unchangeable, Value};
    ///
    /// struct Upn { whole: String, at: usize }
    ///
    /// impl DataValue for Upn {
    ///     fn value(&self) -> Value<'_> {
    ///         Value::Str(&self.whole)
    ///     }
    ///
    ///     fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
    ///         self.whole.change(change)?;
    ///         self.at = self.whole.find('@').unwrap_or(self.whole.len());
    ///         Ok(())
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If the value has to change and cannot. It may have changed in part.
    fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
        change.leave(self.value())
    }

    /// Whether both are the same, for the trail of changes.
    #[cfg(feature = "audit")]
    #[doc(hidden)]
    #[inline]
    fn is_same(&self, other: &Self) -> bool {
        crate::audit::is_same(self.value(), other.value())
    }

    /// The value behind a pointer: in a method, so that a type which is no value is one error.
    #[doc(hidden)]
    fn leaf_mut(&mut self) -> ValueMut<'_>
    where
        Self: Sized,
    {
        ValueMut::Leaf(self)
    }

    /// The changed value in a box, of a type without a size; `None` of any other.
    #[doc(hidden)]
    fn changed(&self, change: &mut dyn Change) -> Option<Result<Box<Self>, Unchangeable>> {
        let _ = change;
        None
    }

    /// The marker as a reference to a value, where any text is one.
    #[doc(hidden)]
    fn of_marker<'a>(marker: &'static str) -> Option<&'a Self>
    where
        Self: 'a,
    {
        let _ = marker;
        None
    }
}

/// What the compile-time rules ask of a leaf type: whether it is a number (P09), can be absent
/// (P10), or protects a secret (P11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shape {
    /// A count, a number, or a collection of them.
    pub number: bool,
    /// It can stand for "not collected": an `Option` or a collection.
    pub absent: bool,
    /// It protects what it holds, as `secrecy::SecretString` does.
    pub secret: bool,
}

impl Shape {
    /// Any value that is none of the others.
    pub const TEXT: Self = Self { number: false, absent: false, secret: false };
    /// A number.
    pub const NUMBER: Self = Self { number: true, ..Self::TEXT };
    /// A secret type.
    pub const SECRET: Self = Self { secret: true, ..Self::TEXT };

    /// The shape of an `Option` or a collection of this.
    #[must_use]
    pub const fn or_absent(self) -> Self {
        Self { absent: true, ..self }
    }

    /// The shape of a tuple: it is what every one of its parts is.
    pub(crate) const fn of_all(mut parts: &[Self]) -> Self {
        let mut all = Self { number: true, absent: true, secret: true };
        while let [part, rest @ ..] = parts {
            all.number &= part.number;
            all.absent &= part.absent;
            all.secret &= part.secret;
            parts = rest;
        }
        all
    }
}

/// A type that holds classified records: the record itself, or an `Option`, list or map of such.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no `Classified` record [P14]",
    label = "cannot be `nested`",
    note = "`nested` looks into records through `Option`, `Box`, lists and maps",
    note = "help: derive `intune_privacy::Classified` for the record, or give the field a class \
            in place of `nested` if it is a leaf value"
)]
pub trait Nested {
    /// What the records hold.
    const HOLDINGS: Holdings;

    /// Whether there can be several records, as in a list or map. A table has one column for all of
    /// them then.
    const MANY: bool = true;

    /// The schema of the records.
    fn schema() -> &'static Schema;

    #[doc(hidden)]
    fn inner() -> Inner {
        Inner {
            schema: Self::schema(),
            many: Self::MANY,
            #[cfg(feature = "inventory")]
            type_name: core::any::type_name::<Self>,
        }
    }

    /// The value, borrowed.
    fn nested_value(&self) -> Value<'_>;

    /// Changes the records in place. As provided, it refuses unless they can stay as they are.
    ///
    /// ```
    /// use intune_privacy::{ChangeRecords, Classified, Holdings, Nested, Schema, Unchangeable, Value};
    ///
    /// /// Records of which at least one is there.
    /// struct Some<T> { all: Vec<T> }
    ///
    /// impl<T: Classified> Nested for Some<T> {
    ///     const HOLDINGS: Holdings = T::HOLDINGS;
    ///
    ///     fn schema() -> &'static Schema {
    ///         T::SCHEMA
    ///     }
    ///
    ///     fn nested_value(&self) -> Value<'_> {
    ///         self.all.nested_value()
    ///     }
    ///
    ///     fn change_records(&mut self, change: &mut dyn ChangeRecords) -> Result<(), Unchangeable> {
    ///         self.all.iter_mut().try_for_each(|record| change.record(record))
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// If a record has to change and cannot. Some may have changed.
    fn change_records(&mut self, change: &mut dyn ChangeRecords) -> Result<(), Unchangeable> {
        change.leave(self.nested_value())
    }

    /// Whether both hold the same, for the trail of changes.
    #[cfg(feature = "audit")]
    #[doc(hidden)]
    #[inline]
    fn holds_same(&self, other: &Self) -> bool {
        crate::audit::is_same(self.nested_value(), other.nested_value())
    }

    /// The records behind a pointer: in a method, so that a type which holds none is one error.
    #[doc(hidden)]
    fn nested_mut(&mut self) -> ValueMut<'_>
    where
        Self: Sized,
    {
        ValueMut::Nested(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Classified> Nested for T {
    const HOLDINGS: Holdings = T::HOLDINGS;
    const MANY: bool = false;

    fn schema() -> &'static Schema {
        T::SCHEMA
    }

    fn nested_value(&self) -> Value<'_> {
        Value::Record(self)
    }

    #[cfg(feature = "audit")]
    #[inline]
    fn holds_same(&self, other: &Self) -> bool {
        self.is_same_record(other)
    }

    fn change_records(&mut self, change: &mut dyn ChangeRecords) -> Result<(), Unchangeable> {
        change.record(self)
    }
}

/// The accessor of a record's fields. The derive of [`Classified`] writes it.
///
/// The values are in clear; redact before you show them. There is one method for all questions,
/// because each method of this trait is several more functions to compile for every classified
/// type.
pub trait Record {
    /// What is in `slot`; [`Value::Null`] if there is nothing.
    fn get(&self, slot: Slot) -> Value<'_>;
}

/// A question to a [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Slot {
    /// The value of the field of that index of the present variant.
    Field(usize),
    /// The schema of the record's type: [`Value::Schema`].
    Schema,
    /// The index of the present variant of an enum: [`Value::Uint`].
    Variant,
    /// Whether serde's `skip_serializing_if` leaves out the field of that index: [`Value::Bool`].
    Skipped(usize),
    /// The field of that index as serde's `with` or `serialize_with` writes it:
    /// [`Value::Rendered`].
    Written(usize),
}

/// The functions of the user's that a record's fields are written with.
pub trait Render {
    /// Writes a field that has `with = path`.
    ///
    /// # Errors
    ///
    /// What the user's function returns; an error for any other field.
    fn render(&self, index: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = (index, f);
        Err(fmt::Error)
    }

    /// Hands `visit` the serde form of a field that has serde's `with` or `serialize_with`.
    #[cfg(feature = "serde")]
    fn written_with(&self, index: usize, visit: &mut dyn FnMut(&dyn erased_serde::Serialize)) {
        let _ = (index, visit);
    }
}

impl dyn Record + '_ {
    /// The schema of the record's type.
    #[inline]
    pub fn schema(&self) -> &'static Schema {
        const UNKNOWN: &Schema = &Schema::PLAIN;
        match self.get(Slot::Schema) {
            Value::Schema(schema) => schema,
            _ => UNKNOWN,
        }
    }

    /// The value of the field at `index` of the present variant; [`Value::Null`] if there is none.
    #[inline]
    pub fn value(&self, index: usize) -> Value<'_> {
        self.get(Slot::Field(index))
    }

    /// The index of the present variant in [`Schema::variants`]; 0 for a struct.
    pub fn variant(&self) -> usize {
        match self.get(Slot::Variant) {
            Value::Uint(index) => usize::try_from(index).unwrap_or(usize::MAX),
            _ => 0,
        }
    }

    /// The present variant of a record of that schema, and its index; `None` if a hand-written record
    /// contradicts its schema.
    #[inline]
    pub(crate) fn present(&self, schema: &'static Schema) -> Option<(usize, &'static Variant)> {
        let index = if schema.is_enum() { self.variant() } else { 0 };
        Some((index, schema.variants().get(index)?))
    }

    /// Whether serde's `skip_serializing_if` leaves the field out of this record.
    pub fn is_skipped(&self, index: usize) -> bool {
        matches!(self.get(Slot::Skipped(index)), Value::Bool(true))
    }

    /// Hands `visit` the serde form of a field that has serde's `with` or `serialize_with`.
    #[cfg(feature = "serde")]
    pub(crate) fn written_with(
        &self,
        index: usize,
        visit: &mut dyn FnMut(&dyn erased_serde::Serialize),
    ) {
        if let Value::Rendered(record, index) = self.get(Slot::Written(index)) {
            record.written_with(index, visit);
        }
    }
}
