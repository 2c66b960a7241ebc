//! A record as the events of a document: what serde writes of it, with the description of each
//! place.
//!
//! The formats that describe fields or arrange them anew are written from these events, so all of
//! them have the names and the nesting of the JSON.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write as _};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::outline::{Node, Outline, Shape};

/// A document that is written event by event.
pub(super) trait Document {
    /// A value that holds no others.
    fn scalar(&mut self, at: At<'_>, scalar: Scalar<'_>) -> Result<(), Stop>;

    /// The begin of a record, map or list.
    fn begin(&mut self, at: At<'_>, kind: Kind) -> Result<(), Stop>;

    /// Its end, at the same place.
    fn end(&mut self, at: At<'_>, kind: Kind) -> Result<(), Stop>;
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Its key in the record or map around it; none in a list, and of the record itself.
    pub(super) key: Option<&'a str>,
    /// What is known of the place. Nothing is of the entries of a map of the user's.
    pub(super) node: Option<&'a Node>,
}

/// A value that holds no others.
#[derive(Clone, Copy)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Int128(i128),
    Uint128(u128),
    Float32(f32),
    Float(f64),
    Text(&'a str),
}

impl Scalar<'_> {
    /// A number that JSON has no form for.
    #[inline]
    pub(super) fn not_finite(self) -> Option<f64> {
        match self {
            Self::Float32(number) if !number.is_finite() => Some(number.into()),
            Self::Float(number) if !number.is_finite() => Some(number),
            _ => None,
        }
    }
}

impl Serialize for Scalar<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(bool),
            Self::Int(number) => serializer.serialize_i64(number),
            Self::Uint(number) => serializer.serialize_u64(number),
            Self::Int128(number) => serializer.serialize_i128(number),
            Self::Uint128(number) => serializer.serialize_u128(number),
            Self::Float32(number) => serializer.serialize_f32(number),
            Self::Float(number) => serializer.serialize_f64(number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// What holds values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A record or map: values under keys.
    Record,
    List,
}

/// A value has no form. What serde says of it is dropped: it could quote the value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value cannot be written")
    }
}

impl core::error::Error for Stop {}

impl serde::ser::Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Writes a record into a document. `scratch` holds one text at a time and is kept for the next
/// record.
pub(super) fn walk<D: Document>(
    record: &impl Serialize,
    outline: &Outline,
    document: &mut D,
    scratch: &mut String,
) -> Result<(), Stop> {
    let at = At { key: None, node: Some(&outline.root) };
    walk_from(at, record, outline, document, scratch)
}

/// Writes a value at a place of a record into a document.
pub(super) fn walk_from<D: Document>(
    at: At<'_>,
    value: &impl Serialize,
    outline: &Outline,
    document: &mut D,
    scratch: &mut String,
) -> Result<(), Stop> {
    let place = at.node.map_or(Place::UNKNOWN, Place::from);
    value.serialize(Walk { way: &mut Way { outline, document, scratch }, at, place })
}

struct Way<'a, D> {
    outline: &'a Outline,
    document: &'a mut D,
    scratch: &'a mut String,
}

/// What the keys of a value are looked up in.
#[derive(Clone, Copy)]
struct Place {
    shape: Option<usize>,
    /// The value is a list or map of records.
    many: bool,
}

impl Place {
    const UNKNOWN: Self = Self { shape: None, many: false };
}

impl From<&Node> for Place {
    fn from(node: &Node) -> Self {
        Self { shape: node.shape, many: node.many }
    }
}

/// The serializer of a value at a place.
struct Walk<'w, 'a, D> {
    way: &'w mut Way<'a, D>,
    at: At<'w>,
    place: Place,
}

impl<'w, 'a, D: Document> Walk<'w, 'a, D> {
    #[inline]
    fn scalar(self, scalar: Scalar<'_>) -> Result<(), Stop> {
        self.way.document.scalar(self.at, scalar)
    }

    #[inline]
    fn begin(self, kind: Kind) -> Result<Inside<'w, 'a, D>, Stop> {
        self.way.document.begin(self.at, kind)?;
        let Place { shape, many } = self.place;
        let keys = shape.filter(|_| !many).and_then(|shape| self.way.outline.shape(shape));
        let element = Place { shape, many: false };
        Ok(Inside { keys, element, next: 0, walk: self, kind, around: None })
    }

    /// The fields of a variant, within a record whose only key is the variant's.
    fn begin_variant(self, key: &'static str, kind: Kind) -> Result<Inside<'w, 'a, D>, Stop> {
        let around = self.at;
        let outer = self.begin(Kind::Record)?;
        let (node, place) = outer.place_of(key);
        let at = At { key: Some(key), node };
        let mut inside = Walk { at, place, ..outer.walk }.begin(kind)?;
        inside.around = Some(around);
        Ok(inside)
    }
}

/// The places inside a record, map or list.
struct Inside<'w, 'a, D> {
    walk: Walk<'w, 'a, D>,
    kind: Kind,
    /// The keys that are known.
    keys: Option<&'a Shape>,
    /// What an element of a list of records is, or the value of an entry of a map of records.
    element: Place,
    /// The place where the next key is expected: they mostly come in the order of the outline.
    next: usize,
    /// Where the record is that has nothing but this under the key of a variant.
    around: Option<At<'w>>,
}

impl<'a, D: Document> Inside<'_, 'a, D> {
    /// The index of a key in the shape, or past its end.
    #[inline]
    fn index(&self, key: &str) -> usize {
        let Some(shape) = self.keys else { return 0 };
        // By the text, for the constants of a type can have several addresses.
        if shape.nodes.get(self.next).is_some_and(|node| node.key == key) {
            return self.next;
        }
        let found = shape.nodes.iter().position(|node| node.key == key);
        found.unwrap_or(shape.nodes.len())
    }

    /// What is known of the place under a key.
    #[inline]
    fn place_of(&self, key: &str) -> (Option<&'a Node>, Place) {
        match self.keys {
            Some(shape) => Self::known(shape.nodes.get(self.index(key))),
            None => (None, self.element),
        }
    }

    #[inline]
    fn known(node: Option<&'a Node>) -> (Option<&'a Node>, Place) {
        (node, node.map_or(Place::UNKNOWN, Place::from))
    }

    #[inline]
    fn field<T: ?Sized + Serialize>(&mut self, key: &str, value: &T) -> Result<(), Stop> {
        let (node, place) = match self.keys {
            Some(shape) => {
                let index = self.index(key);
                self.next = index + 1;
                Self::known(shape.nodes.get(index))
            }
            None => (None, self.element),
        };
        let at = At { key: Some(key), node };
        value.serialize(Walk { way: &mut *self.walk.way, at, place })
    }

    #[inline]
    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Stop> {
        let (node, place) = match self.keys {
            Some(shape) => Self::known(shape.elements.get(self.next)),
            None => (None, self.element),
        };
        self.next += 1;
        let at = At { key: None, node };
        value.serialize(Walk { way: &mut *self.walk.way, at, place })
    }

    #[inline]
    fn finish(self) -> Result<(), Stop> {
        let document = &mut *self.walk.way.document;
        document.end(self.walk.at, self.kind)?;
        if let Some(around) = self.around {
            document.end(around, Kind::Record)?;
        }
        Ok(())
    }
}

/// Numbers, as scalars.
macro_rules! numbers {
    ($( $method:ident($Type:ty) => $Scalar:ident; )+) => {$(
        #[inline]
        fn $method(self, number: $Type) -> Result<(), Stop> {
            self.scalar(Scalar::$Scalar(number.into()))
        }
    )+};
}

impl<'w, 'a, D: Document> Serializer for Walk<'w, 'a, D> {
    type Ok = ();
    type Error = Stop;
    type SerializeSeq = Inside<'w, 'a, D>;
    type SerializeTuple = Inside<'w, 'a, D>;
    type SerializeTupleStruct = Inside<'w, 'a, D>;
    type SerializeTupleVariant = Inside<'w, 'a, D>;
    type SerializeMap = Entries<'w, 'a, D>;
    type SerializeStruct = Inside<'w, 'a, D>;
    type SerializeStructVariant = Inside<'w, 'a, D>;

    numbers! {
        serialize_i8(i8) => Int;
        serialize_i16(i16) => Int;
        serialize_i32(i32) => Int;
        serialize_i64(i64) => Int;
        serialize_i128(i128) => Int128;
        serialize_u8(u8) => Uint;
        serialize_u16(u16) => Uint;
        serialize_u32(u32) => Uint;
        serialize_u64(u64) => Uint;
        serialize_u128(u128) => Uint128;
        serialize_f32(f32) => Float32;
        serialize_f64(f64) => Float;
    }

    #[inline]
    fn serialize_bool(self, bool: bool) -> Result<(), Stop> {
        self.scalar(Scalar::Bool(bool))
    }

    fn serialize_char(self, char: char) -> Result<(), Stop> {
        self.scalar(Scalar::Text(char.encode_utf8(&mut [0; 4])))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Stop> {
        self.scalar(Scalar::Text(text))
    }

    /// As JSON has them: a list of numbers.
    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Stop> {
        self.collect_seq(bytes)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Stop> {
        self.scalar(Scalar::Null)
    }

    #[inline]
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Stop> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Stop> {
        self.scalar(Scalar::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Stop> {
        self.scalar(Scalar::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        key: &'static str,
    ) -> Result<(), Stop> {
        self.scalar(Scalar::Text(key))
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        key: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        let mut inside = self.begin(Kind::Record)?;
        inside.field(key, value)?;
        inside.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Stop> {
        self.begin(Kind::List)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Stop> {
        self.begin(Kind::List)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Stop> {
        self.begin(Kind::List)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        key: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Stop> {
        self.begin_variant(key, Kind::List)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Stop> {
        Ok(Entries { inside: self.begin(Kind::Record)?, json: Vec::new() })
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Stop> {
        self.begin(Kind::Record)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        key: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Stop> {
        self.begin_variant(key, Kind::Record)
    }

    fn collect_str<T: ?Sized + fmt::Display>(self, text: &T) -> Result<(), Stop> {
        let Self { way, at, .. } = self;
        way.scratch.clear();
        write!(way.scratch, "{text}").map_err(|_| Stop)?;
        way.document.scalar(at, Scalar::Text(way.scratch))
    }
}

macro_rules! elements {
    ($( $Trait:ident::$method:ident; )+) => {$(
        impl<D: Document> $Trait for Inside<'_, '_, D> {
            type Ok = ();
            type Error = Stop;

            #[inline]
            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Stop> {
                self.element(value)
            }

            #[inline]
            fn end(self) -> Result<(), Stop> {
                self.finish()
            }
        }
    )+};
}

elements! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

macro_rules! fields {
    ($( $Trait:ident; )+) => {$(
        impl<D: Document> $Trait for Inside<'_, '_, D> {
            type Ok = ();
            type Error = Stop;

            #[inline]
            fn serialize_field<T: ?Sized + Serialize>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Stop> {
                self.field(key, value)
            }

            #[inline]
            fn end(self) -> Result<(), Stop> {
                self.finish()
            }
        }
    )+};
}

fields! {
    SerializeStruct;
    SerializeStructVariant;
}

/// The entries of a map, whose keys have to become text first.
struct Entries<'w, 'a, D> {
    inside: Inside<'w, 'a, D>,
    /// A map of nothing but the key, in JSON, which says how a number becomes a key.
    json: Vec<u8>,
}

impl<D: Document> SerializeMap for Entries<'_, '_, D> {
    type Ok = ();
    type Error = Stop;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Stop> {
        self.json.clear();
        serde_json::to_writer(&mut self.json, &Keyed(key)).map_err(|_| Stop)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Stop> {
        self.inside.field(&only_key(&self.json)?, value)
    }

    fn end(self) -> Result<(), Stop> {
        self.inside.finish()
    }
}

/// The key of a map of one key.
fn only_key(json: &[u8]) -> Result<Cow<'_, str>, Stop> {
    let key = json.strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b":null}")).ok_or(Stop)?;
    // Only a key without escapes stands there as it is.
    let borrowed = serde_json::from_slice(key).map(Cow::Borrowed);
    borrowed.or_else(|_| serde_json::from_slice(key).map(Cow::Owned)).map_err(|_| Stop)
}

/// A map of one key.
struct Keyed<'a, T: ?Sized>(&'a T);

impl<T: ?Sized + Serialize> Serialize for Keyed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, ())])
    }
}

#[cfg(test)]
mod tests {
    use super::{Keyed, only_key};
    use serde::Serialize;

    fn check(key: impl Serialize, text: &str) {
        let json = serde_json::to_vec(&Keyed(&key)).expect("it is a key");
        assert_eq!(only_key(&json).expect("it has a text"), text);
    }

    #[test]
    fn a_key_is_the_text_that_json_has_for_it() {
        for key in ["", "serialNumber", "å", ":null}", "\"", "\\", "a\u{0}\"}{\n"] {
            check(key, key);
        }
        check('x', "x");
        check(7, "7");
        check(u128::MAX, "340282366920938463463374607431768211455");
        check(1.0, "1.0");
        check(true, "true");
    }
}
