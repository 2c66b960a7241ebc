//! `Debug` of a redacted record, in the form that std's derive gives.

use core::fmt::{self, Debug};
use core::ops::ControlFlow;

use super::{FieldView, Key, KeyMarker, Rendering, SECRET, Shown, View, records_only};
use crate::schema::{Field, Style, Variant};
use crate::value::{Entries, Value, Values};

impl Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.variant() {
            None => f.write_str(self.record.schema().name()),
            Some(variant) if f.alternate() => self.pretty(variant, f),
            Some(variant) => self.plain(variant, f),
        }
    }
}

impl View<'_> {
    /// On one line. An erased field costs one write of text that was made at compile time.
    fn plain(self, variant: &'static Variant, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(variant.name())?;
        let (open, close) = match variant.style() {
            Style::Unit => return Ok(()),
            _ if variant.fields().is_empty() => return Ok(()),
            Style::Named => (" { ", " }"),
            Style::Tuple => ("(", ")"),
        };
        f.write_str(open)?;
        for field in self.fields(variant) {
            let start = if field.index == 0 { ", ".len() } else { 0 };
            if field.is_kept() {
                let end = prefix_len(variant.style(), &field.field);
                f.write_str(field.field.head().get(start..end).unwrap_or_default())?;
                field.shown().fmt(f)?;
            } else {
                f.write_str(field.field.head().get(start..).unwrap_or_default())?;
            }
        }
        f.write_str(close)
    }

    /// On many lines: `{:#?}`.
    fn pretty(self, variant: &'static Variant, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match variant.style() {
            Style::Unit => f.write_str(variant.name()),
            Style::Named => {
                let mut out = f.debug_struct(variant.name());
                for field in self.fields(variant) {
                    out.field(field.field.name(), &field);
                }
                out.finish()
            }
            Style::Tuple => {
                let mut out = f.debug_tuple(variant.name());
                for field in self.fields(variant) {
                    out.field(&field);
                }
                out.finish()
            }
        }
    }
}

/// Where the value begins in a field's head, which is `, name: [class]` or `, [class]`.
fn prefix_len(style: Style, field: &Field) -> usize {
    match style {
        Style::Named => ", ".len() + field.name().len() + ": ".len(),
        Style::Tuple | Style::Unit => ", ".len(),
    }
}

impl Debug for FieldView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_kept() { self.shown().fmt(f) } else { f.write_str(self.marker()) }
    }
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, policy } = *self;
        match value {
            Value::Null => f.write_str("None"),
            Value::Bool(bool) => bool.fmt(f),
            Value::Char(char) => char.fmt(f),
            Value::Int(int) => int.fmt(f),
            Value::Uint(uint) => uint.fmt(f),
            Value::Int128(int) => int.fmt(f),
            Value::Uint128(uint) => uint.fmt(f),
            Value::Float32(float) => float.fmt(f),
            Value::Float(float) => float.fmt(f),
            Value::Str(text) => text.fmt(f),
            Value::Bytes(bytes) => bytes.fmt(f),
            Value::Duration(duration) => duration.fmt(f),
            #[cfg(feature = "std")]
            Value::SystemTime(time) => time.fmt(f),
            #[cfg(feature = "std")]
            Value::Path(path) => path.fmt(f),
            // Written anew, for `#` means another form to the `Display` of some types.
            Value::Text(text) => write!(f, "{text}"),
            Value::Foreign(foreign) => write!(f, "{foreign}"),
            Value::Rendered(record, index) => write!(f, "{}", Rendering(record, index)),
            // A schema is no value: only a hand-written record gives it as one.
            Value::Secret | Value::Schema(_) => f.write_str(SECRET),
            Value::Record(record) => View { record, policy }.fmt(f),
            Value::List(values) => list(values, f, |value| Self { value, policy }),
            Value::Records(values) => {
                list(values, f, |value| Self { value: records_only(value), policy })
            }
            Value::Map(entries) => map(entries, f, |_, key, value| {
                (Self { value: key, policy }, Self { value, policy })
            }),
            Value::RecordMap(entries) => map(entries, f, |number, key, value| {
                let key = Key { shown: Self { value: key, policy }, number };
                (key, Self { value: records_only(value), policy })
            }),
        }
    }
}

impl Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_kept() { self.shown.fmt(f) } else { write!(f, "{}", KeyMarker(self.number)) }
    }
}

fn list<'a, Kind, V: Debug>(
    values: &'a dyn Values<Kind>,
    f: &mut fmt::Formatter<'_>,
    show: impl Fn(Value<'a>) -> V,
) -> fmt::Result {
    let mut out = f.debug_list();
    let _ = values.each(&mut |value| {
        out.entry(&show(value));
        ControlFlow::Continue(())
    });
    out.finish()
}

fn map<'a, Kind, K: Debug, V: Debug>(
    entries: &'a dyn Entries<Kind>,
    f: &mut fmt::Formatter<'_>,
    show: impl Fn(usize, Value<'a>, Value<'a>) -> (K, V),
) -> fmt::Result {
    let mut out = f.debug_map();
    let mut number = 0;
    let _ = entries.each(&mut |key, value| {
        number += 1;
        let (key, value) = show(number, key, value);
        out.entry(&key, &value);
        ControlFlow::Continue(())
    });
    out.finish()
}
