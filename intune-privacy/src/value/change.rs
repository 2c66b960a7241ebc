//! The values of a record, to be changed in place.
//!
//! The counterpart of [`Value`]: what cannot be changed says so, and nothing is left as it was by
//! mistake.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::{DataValue, Nested, Record, Value};
use crate::schema::Classified;

/// A field of a record, to be changed.
#[non_exhaustive]
pub enum ValueMut<'a> {
    /// A field that cannot be changed, or none at all.
    Fixed,
    /// A leaf value, or a collection of them.
    Leaf(&'a mut (dyn LeafMut + 'a)),
    /// Nested records.
    Nested(&'a mut (dyn NestedMut + 'a)),
}

impl fmt::Debug for ValueMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed => "Fixed",
            Self::Leaf(_) => "Leaf",
            Self::Nested(_) => "Nested",
        })
    }
}

/// Any [`DataValue`], behind a pointer.
pub trait LeafMut {
    /// Calls [`DataValue::change`].
    ///
    /// # Errors
    ///
    /// Those of [`DataValue::change`].
    fn change_leaf(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable>;
}

impl<T: DataValue> LeafMut for T {
    fn change_leaf(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
        self.change(change)
    }
}

/// Any [`Nested`], behind a pointer.
pub trait NestedMut {
    /// Calls [`Nested::change_records`].
    ///
    /// # Errors
    ///
    /// Those of [`Nested::change_records`].
    fn change_nested(&mut self, change: &mut dyn ChangeRecords) -> Result<(), Unchangeable>;
}

impl<T: Nested> NestedMut for T {
    fn change_nested(&mut self, change: &mut dyn ChangeRecords) -> Result<(), Unchangeable> {
        self.change_records(change)
    }
}

/// Any [`Classified`] record, behind a pointer.
pub trait RecordMut {
    /// The record, to be read.
    fn as_record(&self) -> &dyn Record;

    /// The field at `index` of the present variant.
    fn field_mut(&mut self, index: usize) -> ValueMut<'_>;
}

impl<T: Classified> RecordMut for T {
    fn as_record(&self) -> &dyn Record {
        self
    }

    #[cfg(feature = "erase")]
    fn field_mut(&mut self, index: usize) -> ValueMut<'_> {
        self.get_mut(index)
    }

    #[cfg(not(feature = "erase"))]
    fn field_mut(&mut self, _: usize) -> ValueMut<'_> {
        ValueMut::Fixed
    }
}

/// A value that cannot be changed as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the value cannot be changed")]
pub struct Unchangeable;

/// What becomes of the values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// They stay. Only secrets in them are wiped.
    Keep,
    /// Nothing of them may be left, not even whether or how many there were.
    Empty,
    /// Each leaf value is replaced; which ones there are may still be seen.
    Replace,
}

/// What stands in place of a leaf value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Replacement {
    /// Nothing.
    Null,
    /// A number that a signed integer was.
    Int(i128),
    /// A number that an unsigned integer was.
    Uint(u128),
    /// A text.
    Text(String),
}

impl Replacement {
    /// The number, or the type's zero if there is none or it does not fit.
    ///
    /// ```
    /// use intune_privacy::Replacement;
    ///
    /// assert_eq!(Replacement::Uint(15).number::<u8>(), 15);
    /// assert_eq!(Replacement::Uint(260).number::<u8>(), 0);
    /// assert_eq!(Replacement::Text("[suppressed]".into()).number::<i64>(), 0);
    /// ```
    pub fn number<N: TryFrom<i128> + TryFrom<u128> + Default>(self) -> N {
        let number = match self {
            Self::Int(number) => number.try_into().ok(),
            Self::Uint(number) => number.try_into().ok(),
            Self::Null | Self::Text(_) => None,
        };
        number.unwrap_or_default()
    }
}

/// A change of the values of a field, as [`DataValue::change`] carries it out.
pub trait Change {
    /// What becomes of the values.
    fn fate(&self) -> Fate;

    /// The text in place of a value of which nothing is left, such as `[identified]`.
    fn marker(&self) -> &'static str;

    /// What stands in place of a leaf value; the marker if nothing may be left of it.
    ///
    /// # Errors
    ///
    /// If the value cannot be written.
    fn replacement(&mut self, value: Value<'_>) -> Result<Replacement, Unchangeable>;
}

impl dyn Change + '_ {
    /// The [`replacement`](Change::replacement) of a leaf value, as text.
    ///
    /// # Errors
    ///
    /// If the value cannot be written.
    pub fn text(&mut self, value: Value<'_>) -> Result<String, Unchangeable> {
        Ok(match self.replacement(value)? {
            Replacement::Text(text) => text,
            Replacement::Int(number) => number.to_string(),
            Replacement::Uint(number) => number.to_string(),
            Replacement::Null => self.marker().into(),
        })
    }

    /// Whether the values are kept.
    pub fn keeps(&self) -> bool {
        self.fate() == Fate::Keep
    }

    /// Asks whether `value`, which cannot be changed, may stay as it is: it is kept, and holds no
    /// secret.
    ///
    /// # Errors
    ///
    /// If it may not.
    pub fn leave(&self, value: Value<'_>) -> Result<(), Unchangeable> {
        if self.keeps() && !value.holds_secret() { Ok(()) } else { Err(Unchangeable) }
    }

    /// Puts `other` in place of a value, unless it is kept.
    pub(super) fn set<T>(&self, value: &mut T, other: T) {
        if !self.keeps() {
            *value = other;
        }
    }

    /// Puts a text in place of a value, unless it is kept.
    pub(super) fn set_text<T: DataValue + From<String> + IntoBytes>(
        &mut self,
        value: &mut T,
    ) -> Result<(), Unchangeable> {
        if !self.keeps() {
            let text = self.text(value.value())?.into();
            wipe(core::mem::replace(value, text).into_bytes());
        }
        Ok(())
    }
}

/// A text that owns its bytes.
pub(super) trait IntoBytes {
    /// The bytes, where they are.
    fn into_bytes(self) -> Vec<u8>;
}

impl IntoBytes for String {
    fn into_bytes(self) -> Vec<u8> {
        self.into_bytes()
    }
}

#[cfg(feature = "std")]
impl IntoBytes for std::path::PathBuf {
    fn into_bytes(self) -> Vec<u8> {
        self.into_os_string().into_encoded_bytes()
    }
}

/// Overwrites a text before its memory is freed. Nothing changes a value without `erase`.
fn wipe(bytes: Vec<u8>) {
    #[cfg(feature = "erase")]
    drop(zeroize::Zeroizing::new(bytes));
    #[cfg(not(feature = "erase"))]
    drop(bytes);
}

/// A change of records, as [`Nested::change_records`] carries it out.
pub trait ChangeRecords {
    /// Changes a record.
    ///
    /// # Errors
    ///
    /// If a field of it cannot be changed.
    fn record(&mut self, record: &mut dyn RecordMut) -> Result<(), Unchangeable>;

    /// Asks whether records that cannot be changed may stay as they are: every field is kept, and
    /// none holds a secret.
    ///
    /// # Errors
    ///
    /// If they may not.
    fn leave(&self, value: Value<'_>) -> Result<(), Unchangeable>;

    /// Whether the keys of a map of records are kept.
    fn keeps_keys(&self) -> bool;

    /// Whether none of the records stays. An option, list or map of them becomes empty then; a
    /// record that cannot be absent is [changed](Self::record).
    fn drops(&self) -> bool {
        false
    }

    /// Whether something in the records has to stay. A list of records that cannot be changed does
    /// not become empty then, as it does otherwise.
    fn spares(&self) -> bool {
        false
    }
}
