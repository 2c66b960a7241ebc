//! `Serialize` of a redacted record: the keys and the nesting of the type's own serde form.

use core::ops::ControlFlow;

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::{FieldView, Key, KeyMarker, Redacted, Rendering, SECRET, Shown, View, records_only};
use crate::schema::{Field, Representation, Style, Variant};
use crate::value::{Entries, Record, Value, Values};
use intune_privacy_taxonomy::row;

impl<T: Record> Serialize for Redacted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        View { record: self.record, policy: self.policy }.serialize(serializer)
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let body = self.body()?;
        match self.record.schema().representation() {
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
    fn body<E: Error>(self) -> Result<Body<'a>, E> {
        let schema = self.record.schema();
        let variant = self.variant().ok_or_else(|| {
            E::custom(format_args!("a record of the type `{}` has no such variant", schema.name()))
        })?;
        let body = Body { view: self, variant };
        match schema.representation() {
            Representation::Struct | Representation::Transparent => Ok(body),
            _ => body.key().map(|_| body),
        }
    }

    /// Writes the record into the map of the record around it, as `flatten` asks.
    fn inline<M: SerializeMap>(self, map: &mut M) -> Result<(), M::Error> {
        let body = self.body()?;
        match self.record.schema().representation() {
            Representation::Struct | Representation::Untagged => body.inline(map),
            Representation::Transparent => body.only_field()?.inline(map),
            _ if body.variant.untagged => body.inline(map),
            Representation::External => map.serialize_entry(body.key()?, &body),
            Representation::Internal { tag } => {
                map.serialize_entry(tag, body.key()?)?;
                body.inline(map)
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
    variant: &'static Variant,
}

/// How serde sees the fields of a variant.
#[derive(Clone, Copy)]
enum Form {
    Unit,
    /// One field without a name: that field alone.
    Newtype(Field),
    Tuple,
    Named,
}

impl<'a> Body<'a> {
    /// The form of a variant: one whose only unnamed field is skipped counts as a unit.
    #[inline]
    fn form(self) -> Form {
        match self.declared_form() {
            Form::Newtype(field) if field.is_skipped() => Form::Unit,
            form => form,
        }
    }

    /// The form of a struct.
    #[inline]
    fn declared_form(self) -> Form {
        let fields = self.variant.fields();
        match (self.variant.style(), fields.get(0)) {
            (Style::Unit, _) => Form::Unit,
            (Style::Tuple, Some(field)) if fields.len() == 1 => Form::Newtype(field),
            (Style::Tuple, _) => Form::Tuple,
            (Style::Named, _) => Form::Named,
        }
    }

    #[inline]
    fn name(self) -> &'static str {
        self.view.record.schema().key()
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

    #[inline]
    fn newtype(self, field: Field) -> FieldView<'a> {
        FieldView { view: self.view, index: 0, field }
    }

    /// The one field that stands for a transparent struct.
    fn only_field<E: Error>(self) -> Result<FieldView<'a>, E> {
        let mut fields = self.view.fields(self.variant);
        fields.find(|field| !field.field.is_skipped()).ok_or_else(|| {
            E::custom(format_args!("`{}` has no field to be serialized as", self.variant.name()))
        })
    }

    /// The fields that are written.
    #[inline]
    fn written(self) -> impl Iterator<Item = FieldView<'a>> {
        self.view.fields(self.variant).filter(|field| !field.is_skipped())
    }

    #[inline]
    fn is_flat(self) -> bool {
        self.variant.fields().iter().any(|field| field.is_flattened() && !field.is_skipped())
    }

    fn fill<P: Places>(self, places: &mut P) -> Result<(), P::Error> {
        self.written().try_for_each(|field| places.put(field.field.key(), &field))
    }

    /// Writes the content into a map that is already open.
    fn inline<M: SerializeMap>(self, map: &mut M) -> Result<(), M::Error> {
        match self.form() {
            Form::Unit => Ok(()),
            Form::Newtype(field) => self.newtype(field).inline(map),
            Form::Tuple => Err(cannot_flatten()),
            Form::Named => self.written().try_for_each(|field| {
                if field.field.is_flattened() {
                    field.inline(map)
                } else {
                    map.serialize_entry(field.field.key(), &field)
                }
            }),
        }
    }

    fn serialize_struct<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.declared_form() {
            Form::Unit => serializer.serialize_unit_struct(self.name()),
            Form::Newtype(field) => {
                serializer.serialize_newtype_struct(self.name(), &self.newtype(field))
            }
            Form::Tuple => {
                let len = self.written().count();
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
            self.inline(&mut map)?;
            return map.end();
        }
        let len = self.written().count() + usize::from(tag.is_some());
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
                let len = self.written().count();
                let out = serializer.serialize_struct_variant(name, number, key, len)?;
                let mut places = InStructVariant(out);
                self.fill(&mut places)?;
                places.0.end()
            }
            Form::Newtype(_) | Form::Named => {
                serializer.serialize_newtype_variant(name, number, key, &self)
            }
            Form::Tuple => {
                let len = self.written().count();
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
        self.inline(&mut map)?;
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
            Form::Newtype(field) => self.newtype(field).serialize(serializer),
            Form::Tuple => {
                let mut places = InTuple(serializer.serialize_tuple(self.written().count())?);
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

    fn put(&mut self, key: &'static str, field: &FieldView<'_>) -> Result<(), Self::Error>;
}

macro_rules! places {
    ($( $Wrapper:ident($Trait:ident), |$out:ident, $key:pat_param, $field:ident| $put:expr; )+) => {$(
        struct $Wrapper<S>(S);

        impl<S: $Trait> Places for $Wrapper<S> {
            type Error = S::Error;

            fn put(&mut self, $key: &'static str, $field: &FieldView<'_>) -> Result<(), S::Error> {
                let $out = &mut self.0;
                $put
            }
        }
    )+};
}

places! {
    InStruct(SerializeStruct), |out, key, field| out.serialize_field(key, field);
    InStructVariant(SerializeStructVariant), |out, key, field| out.serialize_field(key, field);
    InTuple(SerializeTuple), |out, _, field| out.serialize_element(field);
    InTupleStruct(SerializeTupleStruct), |out, _, field| out.serialize_field(field);
    InTupleVariant(SerializeTupleVariant), |out, _, field| out.serialize_field(field);
}

impl FieldView<'_> {
    /// Whether serde leaves the field out of this record.
    #[inline]
    fn is_skipped(self) -> bool {
        self.field.is_skipped()
            || self.field.has(row::SKIPPED_IF) && self.view.record.is_skipped(self.index)
    }

    #[inline]
    fn is_written_with(self) -> bool {
        self.field.has(row::WRITTEN_WITH)
    }

    fn inline<M: SerializeMap>(self, map: &mut M) -> Result<(), M::Error> {
        if !self.is_kept() {
            return map.serialize_entry(self.field.key(), self.marker());
        }
        if self.is_written_with() {
            return Err(cannot_flatten());
        }
        let Shown { value, policy } = self.shown();
        match value {
            Value::Null => Ok(()),
            Value::Secret | Value::Schema(_) => map.serialize_entry(self.field.key(), SECRET),
            Value::Record(record) => View { record, policy }.inline(map),
            Value::Map(_) | Value::RecordMap(_) => self.shown().entries(map),
            _ => Err(cannot_flatten()),
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
            let name = self.field.name();
            Err(S::Error::custom(format_args!("the field `{name}` was not serialized")))
        })
    }
}

impl Serialize for FieldView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.is_kept() {
            return serializer.serialize_str(self.marker());
        }
        let shown = self.shown();
        if self.is_written_with() && !is_guarded(shown.value) {
            return self.serialize_with(serializer);
        }
        shown.serialize(serializer)
    }
}

/// Whether the value holds a secret or a record, which no function of the user's may write: it
/// would pass by the policy.
fn is_guarded(value: Value<'_>) -> bool {
    let stop = |found| {
        if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    match value {
        Value::Secret | Value::Record(_) | Value::Records(_) | Value::RecordMap(_) => true,
        Value::List(values) => values.each(&mut |value| stop(is_guarded(value))).is_break(),
        Value::Map(entries) => {
            entries.each(&mut |key, value| stop(is_guarded(key) || is_guarded(value))).is_break()
        }
        _ => false,
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { value, policy } = *self;
        match value {
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
            Value::Text(text) => serializer.collect_str(text),
            Value::Duration(duration) => duration.serialize(serializer),
            #[cfg(feature = "std")]
            Value::SystemTime(time) => time.serialize(serializer),
            #[cfg(feature = "std")]
            Value::Path(path) => path.serialize(serializer),
            Value::Foreign(foreign) => erased_serde::serialize(foreign, serializer),
            Value::Rendered(record, index) => serializer.collect_str(&Rendering(record, index)),
            Value::Secret | Value::Schema(_) => serializer.serialize_str(SECRET),
            Value::Record(record) => View { record, policy }.serialize(serializer),
            Value::List(values) => {
                let mut seq = serializer.serialize_seq(Some(values.count()))?;
                each_value(values, |value| seq.serialize_element(&Self { value, policy }))?;
                seq.end()
            }
            Value::Records(values) => {
                let mut seq = serializer.serialize_seq(Some(values.count()))?;
                each_value(values, |value| {
                    seq.serialize_element(&Self { value: records_only(value), policy })
                })?;
                seq.end()
            }
            Value::Map(entries) => self.serialize_map(serializer, entries.count()),
            Value::RecordMap(entries) => self.serialize_map(serializer, entries.count()),
        }
    }
}

impl Shown<'_> {
    fn serialize_map<S: Serializer>(self, serializer: S, len: usize) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(len))?;
        self.entries(&mut map)?;
        map.end()
    }

    /// Writes the entries of a map; any other value has none.
    fn entries<M: SerializeMap>(self, map: &mut M) -> Result<(), M::Error> {
        let Self { value, policy } = self;
        match value {
            Value::Map(entries) => each_entry(entries, |_, key, value| {
                map.serialize_entry(&Shown { value: key, policy }, &Shown { value, policy })
            }),
            Value::RecordMap(entries) => each_entry(entries, |number, key, value| {
                let key = Key { shown: Shown { value: key, policy }, number };
                map.serialize_entry(&key, &Shown { value: records_only(value), policy })
            }),
            _ => Ok(()),
        }
    }
}

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_kept() {
            self.shown.serialize(serializer)
        } else {
            serializer.collect_str(&KeyMarker(self.number))
        }
    }
}

fn each_value<'a, Kind, E>(
    values: &'a dyn Values<Kind>,
    mut visit: impl FnMut(Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let mut result = Ok(());
    let _ = values.each(&mut |value| {
        result = visit(value);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result
}

fn each_entry<'a, Kind, E>(
    entries: &'a dyn Entries<Kind>,
    mut visit: impl FnMut(usize, Value<'a>, Value<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let mut result = Ok(());
    let mut number = 0;
    let _ = entries.each(&mut |key, value| {
        number += 1;
        result = visit(number, key, value);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result
}

fn cannot_flatten<E: Error>() -> E {
    E::custom("only records and maps can be flattened into another record")
}
