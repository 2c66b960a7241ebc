//! Whether two values are the same, asked of the values themselves and not of what is shown of them.
//!
//! Nothing is allocated for records, options, leaf values and short lists, because most comparisons
//! of a service are of records that did not change.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::ops::ControlFlow;

use crate::redact::{Rendering, Scratch};
use crate::value::{Entries, Record, Value, Values};

/// Whether two records of one type hold the same.
pub(super) fn is_same_record(one: &dyn Record, other: &dyn Record) -> bool {
    let present = |record: &dyn Record| record.present(record.schema());
    let (Some((index, variant)), Some((other_index, _))) = (present(one), present(other)) else {
        return false;
    };
    index == other_index
        && (0..variant.fields().len()).all(|field| is_same(one.value(field), other.value(field)))
}

/// Whether two values of one field are the same. What cannot be told counts as changed: a secret
/// that cannot be compared, and a value that fails to be written.
#[inline]
pub(crate) fn is_same(one: Value<'_>, other: Value<'_>) -> bool {
    match &one {
        Value::Str(one) => matches!(&other, Value::Str(other) if one == other),
        Value::Null => matches!(&other, Value::Null),
        Value::Bool(one) => matches!(&other, Value::Bool(other) if one == other),
        Value::Int(one) => matches!(&other, Value::Int(other) if one == other),
        Value::Uint(one) => matches!(&other, Value::Uint(other) if one == other),
        _ => is_same_kind(&one, &other),
    }
}

/// The same for the rarer kinds.
fn is_same_kind(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (*one, *other) {
        (Value::Char(one), Value::Char(other)) => one == other,
        (Value::Int128(one), Value::Int128(other)) => one == other,
        (Value::Uint128(one), Value::Uint128(other)) => one == other,
        // Bit by bit: what is not a number stays what it is.
        (Value::Float32(one), Value::Float32(other)) => one.to_bits() == other.to_bits(),
        (Value::Float(one), Value::Float(other)) => one.to_bits() == other.to_bits(),
        (Value::Bytes(one), Value::Bytes(other)) => one == other,
        (Value::Duration(one), Value::Duration(other)) => one == other,
        (Value::SystemTime(one), Value::SystemTime(other)) => one == other,
        // Two paths are equal for less: `a/` and `a`.
        (Value::Path(one), Value::Path(other)) => one.as_os_str() == other.as_os_str(),
        (Value::Foreign(one), Value::Foreign(other)) => one.is_same(other),
        (Value::Text(one), Value::Text(other)) => is_same_text(one, other),
        (Value::Rendered(one, index), Value::Rendered(other, other_index)) => {
            is_same_text(&Rendering(one, index), &Rendering(other, other_index))
        }
        (Value::Secret(one), Value::Secret(other)) => one.is_same(other),
        (Value::Record(one), Value::Record(other)) => is_same_record(one, other),
        (Value::List(one), Value::List(other)) => is_same_list(one, other),
        (Value::Records(one), Value::Records(other)) => is_same_list(one, other),
        (Value::Map(one), Value::Map(other)) => is_same_map(one, other),
        (Value::RecordMap(one), Value::RecordMap(other)) => is_same_map(one, other),
        _ => false,
    }
}

fn is_same_text(one: &dyn fmt::Display, other: &dyn fmt::Display) -> bool {
    let (mut one_scratch, mut other_scratch) = (Scratch::new(), Scratch::new());
    match (one_scratch.text(one), other_scratch.text(other)) {
        (Ok(Some(one)), Ok(Some(other))) => one == other,
        (Ok(None), Ok(None)) => match (long_text(one), long_text(other)) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        },
        _ => false,
    }
}

/// The text of a value, however long; `None` if the value fails to be written.
fn long_text(value: &dyn fmt::Display) -> Option<String> {
    let mut text = String::new();
    fmt::write(&mut text, format_args!("{value}")).ok()?;
    Some(text)
}

/// How many elements of a list are held on the stack.
const SHORT: usize = 16;

fn is_same_list<Kind>(one: &dyn Values<Kind>, other: &dyn Values<Kind>) -> bool {
    if one.count() != other.count() {
        return false;
    }
    if !(one.is_ordered() && other.is_ordered()) {
        let (ones, others) = (elements(one), elements(other));
        return match (sorted(&ones), sorted(&others)) {
            (Some(one), Some(other)) => one == other,
            _ => is_permutation(&ones, others),
        };
    }
    let (mut few, many);
    let others = if other.count() <= SHORT {
        few = [Value::Null; SHORT];
        let mut count = 0;
        let all = other.each(&mut |value| match few.get_mut(count) {
            Some(place) => {
                *place = value;
                count += 1;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        });
        match few.get(..count) {
            Some(few) if all.is_continue() => few,
            // More than it counted.
            _ => return false,
        }
    } else {
        many = elements(other);
        many.as_slice()
    };
    let mut others = others.iter();
    let same = one.each(&mut |value| {
        if others.next().is_some_and(|other| is_same(value, *other)) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    same.is_continue() && others.next().is_none()
}

pub(super) fn elements<Kind>(values: &dyn Values<Kind>) -> Vec<Value<'_>> {
    let mut all = Vec::with_capacity(values.count());
    let _ = values.each(&mut |value| {
        all.push(value);
        ControlFlow::Continue(())
    });
    all
}

/// The texts of the elements of a set in an order of their own; `None` if one has none, as a record.
fn sorted(elements: &[Value<'_>]) -> Option<Vec<String>> {
    let mut keys = elements.iter().copied().map(key).collect::<Option<Vec<_>>>()?;
    keys.sort_unstable();
    Some(keys)
}

fn is_permutation(ones: &[Value<'_>], mut others: Vec<Value<'_>>) -> bool {
    ones.len() == others.len()
        && ones.iter().all(|one| match others.iter().position(|other| is_same(*one, *other)) {
            Some(place) => {
                others.swap_remove(place);
                true
            }
            None => false,
        })
}

fn is_same_map<Kind>(one: &dyn Entries<Kind>, other: &dyn Entries<Kind>) -> bool {
    if one.count() != other.count() {
        return false;
    }
    let (Some(one), Some(other)) = (entries(one), entries(other)) else { return false };
    one.len() == other.len()
        && one
            .iter()
            .zip(&other)
            .all(|((key, _, one), (other_key, _, other))| key == other_key && is_same(*one, *other))
}

/// An entry of a map: the text that its key is found by, the key and the value.
pub(super) type Entry<'a> = (String, Value<'a>, Value<'a>);

/// The entries of a map in the order of their keys' texts; `None` if a key cannot be written.
pub(super) fn entries<Kind>(entries: &dyn Entries<Kind>) -> Option<Vec<Entry<'_>>> {
    let mut all = Vec::with_capacity(entries.count());
    let complete = entries.each(&mut |name, value| match key(name) {
        Some(text) => {
            all.push((text, name, value));
            ControlFlow::Continue(())
        }
        None => ControlFlow::Break(()),
    });
    all.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    complete.is_continue().then_some(all)
}

/// A text by which a key, or an element of a set, is found again: no two different ones have the
/// same.
fn key(value: Value<'_>) -> Option<String> {
    Some(match value {
        Value::Null => "n".into(),
        Value::Str(text) => String::from("s") + text,
        Value::Bool(bool) => bool.to_string(),
        Value::Char(char) => String::from("c") + char.encode_utf8(&mut [0; 4]),
        Value::Int(number) => number.to_string(),
        Value::Uint(number) => number.to_string(),
        Value::Int128(number) => number.to_string(),
        Value::Uint128(number) => number.to_string(),
        Value::Float32(float) => float.to_bits().to_string(),
        Value::Float(float) => float.to_bits().to_string(),
        Value::Bytes(bytes) => {
            bytes.iter().fold("b".into(), |text, byte| text + &byte.to_string() + ",")
        }
        Value::Duration(duration) => duration.as_nanos().to_string(),
        Value::SystemTime(time) => match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => since.as_nanos().to_string(),
            Err(before) => String::from("-") + &before.duration().as_nanos().to_string(),
        },
        Value::Path(path) => key(Value::Bytes(path.as_os_str().as_encoded_bytes()))?,
        Value::Text(text) => String::from("t") + &long_text(text)?,
        Value::Foreign(foreign) => String::from("t") + &long_text(&format_args!("{foreign}"))?,
        Value::Rendered(record, index) => {
            String::from("t") + &long_text(&Rendering(record, index))?
        }
        Value::List(values) => {
            let parts = elements(values).into_iter().map(key).collect::<Option<Vec<_>>>()?;
            joined("l", parts)
        }
        Value::Map(map) => {
            let pair = |(name, _, value)| Some(joined("", [name, key(value)?]));
            let parts = entries(map)?.into_iter().map(pair).collect::<Option<Vec<_>>>()?;
            joined("m", parts)
        }
        _ => return None,
    })
}

/// The parts one after the other, each with its length, so that no two lists have one text.
fn joined(prefix: &str, parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().fold(prefix.into(), |text, part| text + &part.len().to_string() + ":" + &part)
}

/// Whether a field of two records is the same, for one that its record renders as text.
pub fn is_same_field(one: &dyn Record, other: &dyn Record, index: usize) -> bool {
    is_same(one.value(index), other.value(index))
}
