//! `Debug` of a redacted record, in the form that std's derive gives.

use core::fmt::{self, Debug};
use core::ops::ControlFlow;

use super::treatment::{Seen, Treated, TreatedKey};
use super::{Clear, FieldView, Key, Rendering, Shown, View, records_only};
use crate::policy::Action;
use crate::schema::{Style, Variant};
use crate::value::{Entries, Value, Values};

impl Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.variant() {
            None => f.write_str(self.record.schema().name()),
            Some(variant) if variant.fields.is_empty() => f.write_str(variant.name()),
            Some(variant) if f.alternate() => self.pretty(variant, f),
            Some(variant) => self.plain(variant, f),
        }
    }
}

impl View<'_> {
    /// On one line.
    ///
    /// The schema has the text of the whole record for when every field is erased. Each run of
    /// erased fields is a piece of it, and so is what stands between two values.
    #[inline]
    fn plain(self, variant: &'static Variant, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |f: &mut fmt::Formatter<'_>, start: u32, end: u32| {
            f.write_str(variant.fields.piece(start, end))
        };
        // The piece of the text that is still to be written.
        let (mut start, mut end) = (0, 0);
        let (mut any_shown, mut any_omitted, mut after_gap) = (false, false, false);
        for field in self.fields(variant) {
            let (row, action) = (field.row(), field.action());
            if matches!(action, Action::Omit) && variant.style() == Style::Named {
                if !after_gap {
                    write(f, start, if any_shown { end } else { row.head })?;
                }
                (any_omitted, after_gap) = (true, true);
                continue;
            }
            if after_gap {
                f.write_str(if any_shown { ", " } else { "" })?;
                start = row.head;
            }
            (any_shown, after_gap) = (true, false);
            end = row.end;
            if matches!(action, Action::Erase) {
                continue;
            }
            write(f, start, row.value)?;
            start = end;
            if matches!(action, Action::Keep) && row.nested == 0 {
                // Most values are text.
                match self.record.value(field.index) {
                    Value::Str(text) => text.fmt(f)?,
                    value => Shown { value, place: &field }.fmt(f)?,
                }
            } else {
                field.fmt_as(action, f)?;
            }
        }
        if any_omitted {
            if !after_gap {
                write(f, start, end)?;
            }
            return f.write_str(if any_shown { ", .. }" } else { ".. }" });
        }
        let close = if variant.style() == Style::Named { BRACE } else { PARENTHESIS };
        write(f, start, end + close)
    }

    /// On many lines: `{:#?}`.
    fn pretty(self, variant: &'static Variant, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match variant.style() {
            Style::Unit => f.write_str(variant.name()),
            Style::Named => {
                let mut out = f.debug_struct(variant.name());
                let mut omitted = false;
                for field in self.fields(variant) {
                    if matches!(field.action(), Action::Omit) {
                        omitted = true;
                    } else {
                        out.field(field.name(), &field);
                    }
                }
                if omitted { out.finish_non_exhaustive() } else { out.finish() }
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

/// The length of ` }` after the last field.
const BRACE: u32 = 2;
/// The length of `)` after the last field.
const PARENTHESIS: u32 = 1;

impl FieldView<'_> {
    #[inline]
    fn fmt_as(self, action: Action, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match action {
            Action::Keep => self.shown().fmt(f),
            Action::Erase => f.write_str(self.marker()),
            Action::Omit => f.write_str("_"),
            action => {
                #[cfg(feature = "pseudonym")]
                if let Some(token) = self.text_token(action) {
                    return f.write_str(token.as_ref());
                }
                self.treated(action, |treated| treated.fmt(f))
            }
        }
    }
}

impl Debug for FieldView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_as(self.action(), f)
    }
}

impl Debug for Shown<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Record(record) => self.view(record).fmt(f),
            Value::List(values) => list(values, f, |value| self.with(value)),
            Value::Records(values) => list(values, f, |value| self.with(records_only(value))),
            Value::Map(entries) => {
                map(entries, f, |_, key, value| (self.with(key), self.with(value)))
            }
            Value::RecordMap(entries) => map(entries, f, |number, key, value| {
                (Key { shown: self.with(key), number }, self.with(records_only(value)))
            }),
            value => Clear(value).fmt(f),
        }
    }
}

impl Debug for Clear<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
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
            _ => f.write_str(self.hidden()),
        }
    }
}

impl Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_kept() { self.shown.fmt(f) } else { self.see(|seen| fmt_seen(seen, f))? }
    }
}

impl Debug for Treated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, treatment } = *self;
        match value {
            Value::List(values) => list(values, f, |value| Self { value, treatment }),
            Value::Map(entries) => map(entries, f, |number, key, value| {
                (TreatedKey { key, number, treatment }, Self { value, treatment })
            }),
            value => treatment.see(value, |seen| fmt_seen(seen, f))?,
        }
    }
}

impl Debug for TreatedKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.treatment.see_key(self.key, self.number, |seen| fmt_seen(seen, f))?
    }
}

fn fmt_seen(seen: Seen<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match seen {
        Seen::Value(value) => Clear(value).fmt(f),
        Seen::Text(text) => f.write_str(text),
        Seen::Display(text) => write!(f, "{text}"),
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
