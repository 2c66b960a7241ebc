//! `Serialize` of a redacted record: the keys and the nesting of the type's own serde form.

#[cfg(feature = "export")]
use alloc::{string::String, vec::Vec};
use core::cell::Cell;
use core::fmt::{self, Write as _};
use core::ops::ControlFlow;

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::treatment::{Seen, Treated, TreatedKey};
use super::{Clear, FieldView, Key, Redacted, Rendering, Shown, View, records_only};
use crate::policy::Action;
use crate::schema::{Representation, Schema, Style, Variant};
use crate::value::{Entries, Record, Value, Values};
use intune_privacy_taxonomy::row;

impl<T: Record, P: ?Sized> Serialize for Redacted<'_, T, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl Serialize for View<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let body = self.body()?;
        match body.schema.representation() {
            Representation::Struct => body.serialize_struct(serializer),
            Representation::Transparent => body.only_field()?.serialize(serializer),
            Representation::Untagged => body.serialize(serializer),
            _ if body.variant.untagged => body.serialize(serializer),
            Representation::External => body.serialize_external(serializer),
            Representation::Internal { tag } => body.serialize_internal(serializer, tag),
            Representation::Adjacent { tag, content } => {
                body.serialize_adjacent(serializer, tag, content)
            }
        }
    }
}

impl<'a> View<'a> {
    #[inline]
    fn body<E: Error>(self) -> Result<Body<'a>, E> {
        let schema = self.record.schema();
        let Some(variant) = self.variant_of(schema) else {
            let name = schema.name();
            return Err(E::custom(format_args!(
                "a record of the type `{name}` has no such variant"
            )));
        };
        let body = Body { view: self, schema, variant };
        match schema.representation() {
            Representation::Struct | Representation::Transparent => Ok(body),
            _ => body.key().map(|_| body),
        }
    }

    /// Writes the record into the map of the record around it, as `flatten` asks.
    fn inline<M: SerializeMap>(self, map: &mut M, keys: &mut usize) -> Result<(), M::Error> {
        let body = self.body()?;
        match body.schema.representation() {
            Representation::Struct | Representation::Untagged => body.inline(map, keys),
            Representation::Transparent => body.only_field()?.inline(map, keys),
            _ if body.variant.untagged => body.inline(map, keys),
            Representation::External => map.serialize_entry(body.key()?, &body),
            Representation::Internal { tag } => {
                map.serialize_entry(tag, body.key()?)?;
                body.inline(map, keys)
            }
            Representation::Adjacent { tag, content } => {
                map.serialize_entry(tag, body.key()?)?;
                match body.form() {
                    Form::Unit => Ok(()),
                    _ => map.serialize_entry(content, &body),
                }
            }
        }
    }
}

/// What the present variant of a record holds, without its name. A struct has one variant.
#[derive(Clone, Copy)]
struct Body<'a> {
    view: View<'a>,
    schema: &'static Schema,
    variant: &'static Variant,
}

/// How serde sees the fields of a variant.
#[derive(Clone, Copy)]
enum Form<'a> {
    Unit,
    /// One field without a name: that field alone.
    Newtype(FieldView<'a>),
    Tuple,
    Named,
}

impl<'a> Body<'a> {
    /// The form of a variant: one whose only unnamed field is skipped counts as a unit.
    #[inline]
    fn form(self) -> Form<'a> {
        match self.declared_form() {
            Form::Newtype(field) if field.is_never_written() => Form::Unit,
            form => form,
        }
    }

    /// The form of a struct.
    #[inline]
    fn declared_form(self) -> Form<'a> {
        match self.variant.style() {
            Style::Unit => Form::Unit,
            Style::Named => Form::Named,
            Style::Tuple => {
                let mut fields = self.view.fields(self.variant);
                match (fields.next(), fields.next()) {
                    (Some(field), None) => Form::Newtype(field),
                    _ => Form::Tuple,
                }
            }
        }
    }

    #[inline]
    fn name(self) -> &'static str {
        self.schema.key()
    }

    /// The variant's name in serde.
    fn key<E: Error>(self) -> Result<&'static str, E> {
        self.variant.key().ok_or_else(|| {
            let name = self.variant.name();
            E::custom(format_args!("the variant `{name}` is never serialized"))
        })
    }

    /// The variant's number; serde has no more than `u32::MAX`.
    #[inline]
    fn number(self) -> u32 {
        u32::try_from(self.view.record.variant()).unwrap_or(u32::MAX)
    }

    /// The one field that stands for a transparent struct.
    fn only_field<E: Error>(self) -> Result<FieldView<'a>, E> {
        let mut fields = self.view.fields(self.variant);
        fields.find(|field| !field.is_never_written()).ok_or_else(|| {
            E::custom(format_args!("`{}` has no field to be serialized as", self.variant.name()))
        })
    }

    /// Whether every field is written, each under a key of its own.
    #[inline]
    fn is_plain(self) -> bool {
        self.variant.fields.flags == 0 && !self.view.policy.may_omit()
    }

    /// The fields that are written: not those that serde skips, nor those with a name that the
    /// policy omits. A place in a tuple cannot be left out by a policy.
    #[inline]
    fn written(self) -> impl Iterator<Item = FieldView<'a>> {
        let named = self.variant.style() == Style::Named;
        self.view.fields(self.variant).filter(move |field| {
            !(field.is_skipped() || named && matches!(field.action(), Action::Omit))
        })
    }

    /// How many fields are written.
    #[inline]
    fn len(self) -> usize {
        if self.is_plain() { self.variant.fields.len() } else { self.written().count() }
    }

    #[inline]
    fn is_flat(self) -> bool {
        self.variant.fields.flags & row::FLATTENED != 0
            && self
                .view
                .fields(self.variant)
                .any(|field| field.row().flags & row::FLATTENED != 0 && !field.is_skipped())
    }

    #[inline]
    fn fill<P: Places>(self, places: &mut P) -> Result<(), P::Error> {
        if !self.is_plain() {
            return self.written().try_for_each(|field| places.put(field.key(), &field));
        }
        let policy = self.view.policy;
        let mut keys = self.variant.fields.keys();
        for field in self.view.fields(self.variant) {
            let row = field.row();
            let (key, rest) = keys.split_at_checked(row.key as usize).unwrap_or_default();
            keys = rest;
            if policy.erases(row.flags) {
                places.put(key, row::marker(row.flags))?;
            } else {
                self.put(field.index, field.row, key, places)?;
            }
        }
        Ok(())
    }

    /// Writes a field that may not be erased. The loop over the fields is to keep nothing at hand that
    /// the many erased ones have no need of.
    #[inline(never)]
    fn put<P: Places>(
        self,
        index: usize,
        row: &'static [u8; row::SIZE],
        key: &'static str,
        places: &mut P,
    ) -> Result<(), P::Error> {
        let field = FieldView { view: self.view, fields: &self.variant.fields, index, row };
        match field.action() {
            Action::Keep if !field.is_written_with() => places.put(key, &field.shown()),
            _ => places.put(key, &field),
        }
    }

    /// Writes the content into a map that is already open.
    fn inline<M: SerializeMap>(self, map: &mut M, keys: &mut usize) -> Result<(), M::Error> {
        match self.form() {
            Form::Unit => Ok(()),
            Form::Newtype(field) => field.inline(map, keys),
            Form::Tuple => Err(cannot_flatten()),
            Form::Named => self.written().try_for_each(|field| {
                if field.row().flags & row::FLATTENED == 0 {
                    map.serialize_entry(field.key(), &field)
                } else {
                    field.inline(map, keys)
                }
            }),
        }
    }

    fn serialize_struct<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.declared_form() {
            Form::Unit => serializer.serialize_unit_struct(self.name()),
            Form::Newtype(field) => serializer.serialize_newtype_struct(self.name(), &field),
            Form::Tuple => {
                let len = self.len();
                let mut places =
                    InTupleStruct(serializer.serialize_tuple_struct(self.name(), len)?);
                self.fill(&mut places)?;
                places.0.end()
            }
            Form::Named => self.serialize_named(serializer, None),
        }
    }

    /// Named fields, after the entry of a tag if there is one.
    fn serialize_named<S: Serializer>(
        self,
        serializer: S,
        tag: Option<(&'static str, &'static str)>,
    ) -> Result<S::Ok, S::Error> {
        if self.is_flat() {
            let mut map = serializer.serialize_map(None)?;
            if let Some((tag, key)) = tag {
                map.serialize_entry(tag, key)?;
            }
            self.inline(&mut map, &mut 0)?;
            return map.end();
        }
        let len = self.len() + usize::from(tag.is_some());
        let mut places = InStruct(serializer.serialize_struct(self.name(), len)?);
        if let Some((tag, key)) = tag {
            places.0.serialize_field(tag, key)?;
        }
        self.fill(&mut places)?;
        places.0.end()
    }

    fn serialize_external<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, number, key) = (self.name(), self.number(), self.key()?);
        match self.form() {
            Form::Unit => serializer.serialize_unit_variant(name, number, key),
            Form::Named if !self.is_flat() => {
                let len = self.len();
                let out = serializer.serialize_struct_variant(name, number, key, len)?;
                let mut places = InStructVariant(out);
                self.fill(&mut places)?;
                places.0.end()
            }
            Form::Newtype(_) | Form::Named => {
                serializer.serialize_newtype_variant(name, number, key, &self)
            }
            Form::Tuple => {
                let len = self.len();
                let out = serializer.serialize_tuple_variant(name, number, key, len)?;
                let mut places = InTupleVariant(out);
                self.fill(&mut places)?;
                places.0.end()
            }
        }
    }

    fn serialize_internal<S: Serializer>(
        self,
        serializer: S,
        tag: &'static str,
    ) -> Result<S::Ok, S::Error> {
        let key = self.key()?;
        if let Form::Named = self.form() {
            return self.serialize_named(serializer, Some((tag, key)));
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(tag, key)?;
        self.inline(&mut map, &mut 0)?;
        map.end()
    }

    fn serialize_adjacent<S: Serializer>(
        self,
        serializer: S,
        tag: &'static str,
        content: &'static str,
    ) -> Result<S::Ok, S::Error> {
        let unit = matches!(self.form(), Form::Unit);
        let len = if unit { 1 } else { 2 };
        let mut out = serializer.serialize_struct(self.name(), len)?;
        out.serialize_field(tag, self.key()?)?;
        if !unit {
            out.serialize_field(content, &self)?;
        }
        out.end()
    }
}

/// The content of a variant by itself: what serde writes for `untagged`.
impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.form() {
            Form::Unit => serializer.serialize_unit(),
            Form::Newtype(field) => field.serialize(serializer),
            Form::Tuple => {
                let mut places = InTuple(serializer.serialize_tuple(self.len())?);
                self.fill(&mut places)?;
                places.0.end()
            }
            Form::Named => self.serialize_named(serializer, None),
        }
    }
}

/// The places of a struct or tuple that serde fills one by one.
trait Places {
    type Error;

    fn put<T: ?Sized + Serialize>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Self::Error>;
}

macro_rules! places {
    ($( $Wrapper:ident($Trait:ident), |$out:ident, $key:pat_param, $value:ident| $put:expr; )+) => {$(
        struct $Wrapper<S>(S);

        impl<S: $Trait> Places for $Wrapper<S> {
            type Error = S::Error;

            #[inline]
            fn put<T: ?Sized + Serialize>(&mut self, $key: &'static str, $value: &T) -> Result<(), S::Error> {
                let $out = &mut self.0;
                $put
            }
        }
    )+};
}

places! {
    InStruct(SerializeStruct), |out, key, value| out.serialize_field(key, value);
    InStructVariant(SerializeStructVariant), |out, key, value| out.serialize_field(key, value);
    InTuple(SerializeTuple), |out, _, value| out.serialize_element(value);
    InTupleStruct(SerializeTupleStruct), |out, _, value| out.serialize_field(value);
    InTupleVariant(SerializeTupleVariant), |out, _, value| out.serialize_field(value);
}

impl FieldView<'_> {
    /// Whether serde never writes the field.
    #[inline]
    fn is_never_written(self) -> bool {
        self.row().flags & row::SKIPPED != 0
    }

    /// Whether serde leaves the field out of this record.
    #[inline]
    fn is_skipped(self) -> bool {
        let flags = self.row().flags;
        flags & row::SKIPPED != 0
            || flags & row::SKIPPED_IF != 0 && self.view.record.is_skipped(self.index)
    }

    #[inline]
    fn is_written_with(self) -> bool {
        self.row().flags & row::WRITTEN_WITH != 0
    }

    fn inline<M: SerializeMap>(self, map: &mut M, keys: &mut usize) -> Result<(), M::Error> {
        match self.action() {
            Action::Erase => map.serialize_entry(self.key(), self.marker()),
            Action::Omit => Ok(()),
            Action::Keep if self.is_written_with() => Err(cannot_flatten()),
            Action::Keep => {
                let shown = self.shown();
                match shown.value {
                    Value::Null => Ok(()),
                    Value::Secret(_) | Value::Schema(_) => {
                        map.serialize_entry(self.key(), Clear(shown.value).hidden())
                    }
                    Value::Record(record) => shown.view(record).inline(map, keys),
                    Value::Map(_) | Value::RecordMap(_) => shown.entries(map, keys),
                    _ => Err(cannot_flatten()),
                }
            }
            action => self.treated(action, |treated| match treated.value {
                Value::Null => Ok(()),
                Value::Map(_) => treated.entries(map, keys),
                _ => Err(cannot_flatten()),
            }),
        }
    }

    /// The serde form that the user's function gives the field.
    fn serialize_with<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut serializer = Some(serializer);
        let mut result = None;
        self.view.record.written_with(self.index, &mut |form| {
            if let Some(serializer) = serializer.take() {
                result = Some(erased_serde::serialize(form, serializer));
            }
        });
        result.unwrap_or_else(|| {
            let name = self.name();
            Err(S::Error::custom(format_args!("the field `{name}` was not serialized")))
        })
    }
}

#[cfg(feature = "export")]
impl FieldView<'_> {
    /// What a value without an order of its own is sorted by: its JSON, in clear.
    fn sort_key(&self, value: Value<'_>) -> String {
        serde_json::to_string(&Shown { value, place: self }).unwrap_or_default()
    }
}

impl Serialize for FieldView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.action() {
            Action::Erase => serializer.serialize_str(self.marker()),
            Action::Omit => serializer.serialize_none(),
            Action::Keep => {
                let shown = self.shown();
                // A function of the user's would show a secret or a record past the policy.
                if self.is_written_with() && !shown.value.holds_secret() {
                    self.serialize_with(serializer)
                } else {
                    shown.serialize(serializer)
                }
            }
            action => {
                #[cfg(feature = "pseudonym")]
                if let Some(token) = self.text_token(action) {
                    return serializer.serialize_str(token.as_ref());
                }
                self.treated(action, |treated| treated.serialize(serializer))
            }
        }
    }
}

impl Serialize for Shown<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Str(text) => serializer.serialize_str(text),
            Value::Record(record) => self.view(record).serialize(serializer),
            Value::List(values) => {
                let mut seq = serializer.serialize_seq(Some(values.count()))?;
                each_value(self.place, values, |value| seq.serialize_element(&self.with(value)))?;
                seq.end()
            }
            Value::Records(values) => {
                let mut seq = serializer.serialize_seq(Some(values.count()))?;
                each_value(self.place, values, |value| {
                    seq.serialize_element(&self.with(records_only(value)))
                })?;
                seq.end()
            }
            Value::Map(entries) => self.serialize_map(serializer, entries.count()),
            Value::RecordMap(entries) => self.serialize_map(serializer, entries.count()),
            value => Clear(value).serialize(serializer),
        }
    }
}

impl Shown<'_> {
    fn serialize_map<S: Serializer>(self, serializer: S, len: usize) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(len))?;
        self.entries(&mut map, &mut 0)?;
        map.end()
    }

    /// Writes the entries of a map; any other value has none. `keys` is how many numbers of keys the
    /// object has so far: two maps can be flattened into one.
    fn entries<M: SerializeMap>(self, map: &mut M, keys: &mut usize) -> Result<(), M::Error> {
        match self.value {
            Value::Map(entries) => each_entry(self.place, entries, |key, value| {
                map.serialize_entry(&self.with(key), &self.with(value))
            }),
            Value::RecordMap(entries) => each_entry(self.place, entries, |key, value| {
                *keys += 1;
                let key = Key { shown: self.with(key), number: *keys };
                map.serialize_entry(&key, &self.with(records_only(value)))
            }),
            _ => Ok(()),
        }
    }
}

impl Serialize for Clear<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_none(),
            Value::Bool(bool) => serializer.serialize_bool(bool),
            Value::Char(char) => serializer.serialize_char(char),
            Value::Int(int) => serializer.serialize_i64(int),
            Value::Uint(uint) => serializer.serialize_u64(uint),
            Value::Int128(int) => serializer.serialize_i128(int),
            Value::Uint128(uint) => serializer.serialize_u128(uint),
            Value::Float32(float) => serializer.serialize_f32(float),
            Value::Float(float) => serializer.serialize_f64(float),
            Value::Str(text) => serializer.serialize_str(text),
            Value::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Value::Text(text) => collect(text, serializer),
            Value::Duration(duration) => duration.serialize(serializer),
            #[cfg(feature = "std")]
            Value::SystemTime(time) => time.serialize(serializer),
            #[cfg(feature = "std")]
            Value::Path(path) => path.serialize(serializer),
            Value::Foreign(foreign) => erased_serde::serialize(foreign, serializer),
            Value::Rendered(record, index) => collect(&Rendering(record, index), serializer),
            _ => serializer.serialize_str(self.hidden()),
        }
    }
}

/// Writes the text of a value.
///
/// Serializers may panic if a `Display` fails or hides that they have failed: serde_json does. So
/// they are shown neither.
fn collect<S: Serializer>(text: &dyn fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    let text = Honest { text, failed: Cell::new(false) };
    let written = serializer.collect_str(&text)?;
    if text.failed.get() { Err(cannot_format()) } else { Ok(written) }
}

/// A `Display` that fails if its formatter does, and only then.
struct Honest<'a> {
    text: &'a dyn fmt::Display,
    failed: Cell<bool>,
}

impl fmt::Display for Honest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Watched { f, failed: false };
        let result = write!(out, "{}", self.text);
        if out.failed {
            return Err(fmt::Error);
        }
        self.failed.set(result.is_err());
        Ok(())
    }
}

/// A formatter, and whether it has failed.
struct Watched<'a, 'f> {
    f: &'a mut fmt::Formatter<'f>,
    failed: bool,
}

impl fmt::Write for Watched<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Nothing after an error, however careless the `Display`.
        let result = if self.failed { Err(fmt::Error) } else { self.f.write_str(text) };
        self.failed |= result.is_err();
        result
    }
}

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_kept() {
            return self.shown.serialize(serializer);
        }
        self.see(|seen| serialize_seen(seen, serializer)).unwrap_or_else(|_| Err(cannot_format()))
    }
}

impl Serialize for Treated<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::List(values) => {
                let mut seq = serializer.serialize_seq(Some(values.count()))?;
                each_value(self.treatment.place(), values, |value| {
                    seq.serialize_element(&Self { value, ..*self })
                })?;
                seq.end()
            }
            Value::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.count()))?;
                self.entries(&mut map, &mut 0)?;
                map.end()
            }
            value => self
                .treatment
                .see(value, |seen| serialize_seen(seen, serializer))
                .unwrap_or_else(|_| Err(cannot_format())),
        }
    }
}

impl Treated<'_> {
    /// Writes the entries of a map; any other value has none. `keys` is how many numbers of keys the
    /// object has so far: two maps can be flattened into one.
    fn entries<M: SerializeMap>(self, map: &mut M, keys: &mut usize) -> Result<(), M::Error> {
        let Self { value, treatment } = self;
        match value {
            Value::Map(entries) => each_entry(treatment.place(), entries, |key, value| {
                *keys += 1;
                let key = TreatedKey { key, number: *keys, treatment };
                map.serialize_entry(&key, &Treated { value, treatment })
            }),
            _ => Ok(()),
        }
    }
}

impl Serialize for TreatedKey<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.treatment
            .see_key(self.key, self.number, |seen| serialize_seen(seen, serializer))
            .unwrap_or_else(|_| Err(cannot_format()))
    }
}

fn serialize_seen<S: Serializer>(seen: Seen<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match seen {
        Seen::Value(value) => Clear(value).serialize(serializer),
        Seen::Text(text) => serializer.serialize_str(text),
        Seen::Display(text) => serializer.collect_str(text),
    }
}

/// Visits the elements; where they have to be in order and have none of their own, sorted by their
/// JSON.
fn each_value<'a, Kind, E>(
    place: &FieldView<'_>,
    values: &'a dyn Values<Kind>,
    mut visit: impl FnMut(Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    #[cfg(feature = "export")]
    if place.view.policy.selects() && !values.is_ordered() {
        let mut sorted = Vec::with_capacity(values.count());
        let _ = values.each(&mut |value| {
            sorted.push((place.sort_key(value), value));
            ControlFlow::Continue(())
        });
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        return sorted.into_iter().try_for_each(|(_, value)| visit(value));
    }
    let _ = place;
    let mut result = Ok(());
    let _ = values.each(&mut |value| {
        result = visit(value);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result
}

/// Visits the entries; where they have to be in order and have none of their own, sorted by the JSON
/// of their keys.
fn each_entry<'a, Kind, E>(
    place: &FieldView<'_>,
    entries: &'a dyn Entries<Kind>,
    mut visit: impl FnMut(Value<'a>, Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    #[cfg(feature = "export")]
    if place.view.policy.selects() && !entries.is_ordered() {
        let mut sorted = Vec::with_capacity(entries.count());
        let _ = entries.each(&mut |key, value| {
            sorted.push((place.sort_key(key), key, value));
            ControlFlow::Continue(())
        });
        sorted.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        return sorted.into_iter().try_for_each(|(_, key, value)| visit(key, value));
    }
    let _ = place;
    let mut result = Ok(());
    let _ = entries.each(&mut |key, value| {
        result = visit(key, value);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result
}

fn cannot_flatten<E: Error>() -> E {
    E::custom("only records and maps can be flattened into another record")
}

fn cannot_format<E: Error>() -> E {
    E::custom("the text of a value could not be written")
}
