//! Classified types as JSON Schema: each property says what it holds, in `x-privacy`.
//!
//! The type derives `schemars::JsonSchema` beside [`Classified`](derive@crate::Classified), and names
//! [`annotate`] as its transform. Its schema carries the facts then wherever it appears: as a root, in
//! `$defs`, inlined, flattened, and in the schemas of types that are not classified, such as the
//! responses of an API.
//!
//! ```
//! use intune_privacy::Classified;
//! use schemars::{JsonSchema, schema_for};
//! use serde_json::json;
//!
//! #[derive(Classified, JsonSchema, serde::Serialize)]
//! #[schemars(transform = intune_privacy::schemars::annotate::<Self>)]
//! #[serde(rename_all = "camelCase")]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required, mam, subject, item = user::principal_name)]
//!     user_principal_name: String,
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     is_encrypted: bool,
//! }
//!
//! let schema = schema_for!(Device);
//! assert_eq!(
//!     schema.pointer("/properties/serialNumber").unwrap(),
//!     &json!({
//!         "type": "string",
//!         "x-privacy": {
//!             "class": "identified",
//!             "item": "hardware_inventory::serial_number",
//!             "basis": "documented",
//!             "requirement": "required",
//!             "mam": false,
//!         },
//!     }),
//! );
//! assert_eq!(
//!     schema.get("x-privacy").unwrap(),
//!     &json!({ "record": "Device", "category": "hardware_inventory", "editions": ["2018", "2023"] }),
//! );
//! intune_privacy::schemars::check(&schema)?;
//! # Ok::<(), intune_privacy::schemars::Unclassified>(())
//! ```
//!
//! # What `x-privacy` says
//!
//! Of a record, beside its own keywords:
//!
//! | Key | Value |
//! |---|---|
//! | `record` | the name of the Rust type |
//! | `category` | the category that its field names are looked up in first |
//! | `tied` | `true` if something outside the record ties it to a user or device |
//! | `collected_if` | the condition under which the whole record exists |
//! | `workload` | `mam` if it is for deployments that use mobile application management only |
//! | `editions` | the editions of the documents that the taxonomy joins |
//!
//! Of a field, on its property, its place in a tuple, or the schema itself if serde writes nothing
//! around the field:
//!
//! | Key | Value |
//! |---|---|
//! | `class` | `identified`, `pseudonymized`, `aggregated` or `non_personal` |
//! | `item` | the documented item, `category::name` |
//! | `basis` | where the class comes from: an edition (`documented`), inferred from the documented rows of the item's category (`category`), or the type itself, as no edition gives one (`undocumented`) |
//! | `reason` | why data is held that the documents do not list |
//! | `requirement` | `required` or `optional` |
//! | `mam`, `mam_condition` | whether the MAM workload collects it, and under which condition only |
//! | `condition` | the only condition under which the item is collected |
//! | `collected_if` | that of its record |
//! | `subject` | `true` if the field identifies the data subject |
//! | `secret` | `true` if the documents call the item a secret |
//! | `nested` | in place of all these: the name of the record that the field holds |
//!
//! The names of variants have `tag`, what a variant holds has its name in `variant`, and that a flattened
//! enum may be left out has `absent`. `unclassified` gives the reason why a property has no class: [`check`] finds these, and all that say nothing.
//!
//! # Generic types
//!
//! [`annotate`] asks for `Self: Classified`, and schemars bounds parameters by `JsonSchema` only. Say
//! the rest:
//!
//! ```
//! use intune_privacy::{Classified, Nested};
//! use schemars::JsonSchema;
//!
//! #[derive(Classified, JsonSchema)]
//! #[schemars(transform = intune_privacy::schemars::annotate::<Self>)]
//! struct Page<T: Nested> {
//!     #[data(nested)]
//!     items: Vec<T>,
//!     #[data(non_personal)]
//!     total: u64,
//! }
//! ```
//!
//! # Limits
//!
//! Names are those that serde writes. If it reads a field by another name, or writes and reads different
//! fields, generate the schema for writing, with `SchemaSettings::for_serialize`; in the other schema
//! such properties are `unclassified`.

mod completeness;
mod facts;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use ::schemars::Schema;
use serde_json::{Map, Value};

use crate::schema::{self, Classified, Field, Fields, Representation, Style, Variant};

pub use completeness::{Unclassified, check};
use facts::{
    is_marked, mark_absent, mark_field, mark_record, mark_tag, mark_unclassified, mark_variant,
};

/// Says in the schema of `T` what each of its properties holds.
///
/// To be named in `#[schemars(transform = intune_privacy::schemars::annotate::<Self>)]` on a type
/// that derives `JsonSchema`; see the [module](self) for what it writes.
///
/// Nested records have the attribute themselves. A property that is no field of `T`, and that no
/// flattened record has classified, is marked `unclassified`.
pub fn annotate<T: Classified>(schema: &mut Schema) {
    let record = T::SCHEMA;
    // Nothing is of the type, such as of an enum without variants.
    if schema.as_bool() == Some(false) {
        return;
    }
    let object = schema.ensure_object();
    // What a flattened record says of itself.
    object.remove(facts::KEY);
    Annotation { record }.annotate(object);
    mark_record(object, record);
}

/// The record that a schema is of.
#[derive(Clone, Copy)]
struct Annotation {
    record: &'static schema::Schema,
}

impl Annotation {
    fn annotate(self, object: &mut Map<String, Value>) {
        let representation = self.record.representation();
        if !self.record.is_enum() {
            let [variant] = self.record.variants() else { return self.unknown(object) };
            if representation == Representation::Transparent {
                return match variant.fields().iter().find(|field| !field.is_skipped()) {
                    Some(field) => mark_field(object, self.record, field),
                    None => self.unknown(object),
                };
            }
            let tag = match representation {
                Representation::Internal { tag } => Some(tag),
                _ => None,
            };
            return self.content(object, variant, tag);
        }
        // Variants without fields, and nothing else.
        if object.contains_key("enum") {
            return mark_tag(object);
        }
        let keyword = if object.contains_key("oneOf") { "oneOf" } else { "anyOf" };
        match object.get_mut(keyword) {
            Some(Value::Array(alternatives)) => self.alternatives(alternatives),
            _ => self.unknown(object),
        }
    }

    /// The schemas of an enum's variants. Those of untagged variants are known by their place only,
    /// and stand last.
    fn alternatives(self, alternatives: &mut [Value]) {
        let untagged: Vec<_> = self
            .record
            .variants()
            .iter()
            .filter(|variant| variant.key().is_some() && self.is_untagged(variant))
            .collect();
        let Some(tagged) = alternatives.len().checked_sub(untagged.len()) else {
            return alternatives.iter_mut().for_each(|value| self.unknown_value(value));
        };
        let (tagged, rest) = alternatives.split_at_mut(tagged);
        let mut all_known = true;
        for alternative in tagged {
            let known = alternative.as_object_mut().is_some_and(|object| self.tagged(object));
            if !known {
                self.unknown_value(alternative);
                all_known = false;
            }
        }
        for (alternative, variant) in rest.iter_mut().zip(untagged) {
            match object_of(alternative) {
                Some(object) if all_known => self.content(object, variant, None),
                // One of them stands among the tagged ones, so the places do not tell.
                Some(object) => self.unknown(object),
                None => {}
            }
        }
    }

    fn is_untagged(self, variant: &Variant) -> bool {
        variant.untagged || self.record.representation() == Representation::Untagged
    }

    fn variant(self, key: &str) -> Option<&'static Variant> {
        let mut variants = self.record.variants().iter();
        variants.find(|variant| variant.key() == Some(key) && !self.is_untagged(variant))
    }

    /// The schema of a variant that its name tells, or of the names of several without fields; whether
    /// it is one.
    fn tagged(self, object: &mut Map<String, Value>) -> bool {
        let is_name = |object: &Map<String, Value>| {
            object.contains_key("const") || object.contains_key("enum")
        };
        match self.record.representation() {
            Representation::External if is_name(object) => {
                mark_tag(object);
                true
            }
            Representation::External => {
                let Some(Value::Object(properties)) = object.get_mut("properties") else {
                    return false;
                };
                let mut properties = properties.iter_mut();
                let (Some((key, content)), None) = (properties.next(), properties.next()) else {
                    return false;
                };
                let Some(variant) = self.variant(key) else { return false };
                if let Some(content) = object_of(content) {
                    self.content(content, variant, None);
                    mark_variant(content, variant);
                }
                true
            }
            Representation::Internal { tag } => {
                let Some(variant) = self.variant_in(object, tag) else { return false };
                self.content(object, variant, Some(tag));
                mark_variant(object, variant);
                true
            }
            Representation::Adjacent { tag, content } => {
                let Some(variant) = self.variant_in(object, tag) else { return false };
                let Some(Value::Object(properties)) = object.get_mut("properties") else {
                    return false;
                };
                for (key, property) in properties {
                    let Some(property) = object_of(property) else { continue };
                    if key == tag {
                        mark_tag(property);
                    } else if key == content {
                        self.content(property, variant, None);
                        mark_variant(property, variant);
                    } else {
                        self.unknown(property);
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// The variant whose name is the value of a property.
    fn variant_in(self, object: &Map<String, Value>, tag: &str) -> Option<&'static Variant> {
        self.variant(object.get("properties")?.get(tag)?.get("const")?.as_str()?)
    }

    /// What a struct or variant holds.
    fn content(self, object: &mut Map<String, Value>, variant: &Variant, tag: Option<&str>) {
        let fields = variant.fields();
        match (variant.style(), fields.get(0)) {
            (Style::Tuple, Some(field)) if fields.len() == 1 => {
                mark_field(object, self.record, field);
                // The tag stands among what the field holds.
                let properties = object.get_mut("properties").and_then(Value::as_object_mut);
                let tag = tag.and_then(|tag| properties?.get_mut(tag)?.as_object_mut());
                if let Some(tag) = tag {
                    mark_tag(tag);
                }
            }
            (Style::Tuple, _) => self.places(object, fields),
            _ => self.properties(object, fields, tag),
        }
    }

    /// The places of a tuple: those that serde writes, in order.
    fn places(self, object: &mut Map<String, Value>, fields: Fields) {
        let Some(Value::Array(places)) = object.get_mut("prefixItems") else { return };
        let written: Vec<_> = fields.iter().filter(|field| !field.is_skipped()).collect();
        let are_known = written.len() == places.len();
        for (index, place) in places.iter_mut().enumerate() {
            let Some(place) = object_of(place) else { continue };
            match written.get(index) {
                Some(field) if are_known => mark_field(place, self.record, *field),
                _ => self.unknown(place),
            }
        }
    }

    fn properties(self, object: &mut Map<String, Value>, fields: Fields, tag: Option<&str>) {
        if let Some(Value::Object(properties)) = object.get_mut("properties") {
            for (key, property) in properties {
                let field = fields.iter().find(|field| !field.is_flattened() && field.key() == key);
                let Some(property) = object_of(property) else { continue };
                match field {
                    _ if tag == Some(key) => mark_tag(property),
                    Some(field) => mark_field(property, self.record, field),
                    None => self.flattened(property),
                }
            }
        }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            if let Some(others) = object.get_mut(keyword).and_then(object_of) {
                self.others(others, fields);
            }
        }
        if let Some(Value::Object(patterns)) = object.get_mut("patternProperties") {
            for others in patterns.values_mut().filter_map(object_of) {
                self.others(others, fields);
            }
        }
        self.alternatives_of_flattened(object);
    }

    /// What may stand beside the properties: the entries of a flattened map.
    fn others(self, object: &mut Map<String, Value>, fields: Fields) {
        let is_map = |field: &Field| {
            field.is_flattened()
                && !field.is_skipped()
                && (!field.is_nested() || field.holds_many())
        };
        let mut maps = fields.iter().filter(is_map);
        match (maps.next(), maps.next()) {
            (Some(map), None) => mark_field(object, self.record, map),
            (Some(_), Some(_)) => self.unknown(object),
            (None, _) => self.flattened(object),
        }
    }

    /// A property that is none of the record's own.
    fn flattened(self, object: &mut Map<String, Value>) {
        // Nothing but `null`: a variant without fields.
        if !is_marked(object) && object.get("type").is_none_or(|of| of != "null") {
            self.unknown(object);
        }
    }

    /// The variants of flattened enums.
    fn alternatives_of_flattened(self, object: &mut Map<String, Value>) {
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let Some(Value::Array(parts)) = object.get_mut(keyword) else { continue };
            for part in parts.iter_mut().filter_map(Value::as_object_mut) {
                // Beside the variants of an optional enum.
                if part.is_empty() {
                    mark_absent(part);
                }
                if let Some(Value::Object(properties)) = part.get_mut("properties") {
                    for property in properties.values_mut().filter_map(object_of) {
                        self.flattened(property);
                    }
                }
                self.alternatives_of_flattened(part);
            }
        }
    }

    fn unknown(self, object: &mut Map<String, Value>) {
        let name = self.record.name();
        mark_unclassified(object, &format!("it cannot be told which field of `{name}` this is"));
    }

    fn unknown_value(self, value: &mut Value) {
        if let Some(object) = object_of(value) {
            self.unknown(object);
        }
    }
}

/// The schema as an object; `None` if nothing is valid under it.
fn object_of(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if *value == Value::Bool(true) {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}
