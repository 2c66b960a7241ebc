//! Whether a schema says of everything what it holds.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use ::schemars::Schema;
use intune_privacy_taxonomy::Class;
use serde_json::{Map, Value};

use super::facts::KEY;

/// Checks that every value which is valid under `schema` is classified, down to the last property.
///
/// It follows references, so that nested records without
/// [`annotate`](super::annotate) are found, as are properties of types that are not
/// classified. Such a type should be: a field without personal data is `non_personal`.
///
/// ```
/// use intune_privacy::Classified;
/// use intune_privacy::schemars::{annotate, check};
/// use schemars::{JsonSchema, schema_for};
///
/// #[derive(Classified, JsonSchema)]
/// #[schemars(transform = annotate::<Self>)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// #[derive(JsonSchema)]
/// struct Page {
///     devices: Vec<Device>,
///     signed_in: String,
/// }
///
/// let error = check(&schema_for!(Page)).unwrap_err();
/// assert_eq!(error.places().collect::<Vec<_>>(), ["#/properties/signed_in"]);
/// ```
///
/// # Errors
///
/// If there is a place of which nothing is said, or that it is `unclassified`; or a reference that
/// cannot be followed.
pub fn check(schema: &Schema) -> Result<(), Unclassified> {
    let mut check =
        Check { root: schema.as_value(), followed: BTreeSet::new(), places: Vec::new() };
    check.visit(check.root, "#");
    if check.places.is_empty() { Ok(()) } else { Err(Unclassified { places: check.places }) }
}

/// The places of a schema that no classified type accounts for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct Unclassified {
    places: Vec<(String, String)>,
}

impl Unclassified {
    /// The places, as JSON pointers in a URI fragment.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|(place, _)| &**place)
    }
}

impl fmt::Display for Unclassified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the schema does not classify:")?;
        self.places.iter().try_for_each(|(place, reason)| write!(f, "\n  {place}: {reason}"))
    }
}

/// The keywords whose value is a schema.
const SCHEMAS: [&str; 9] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// The keywords whose value is a list of schemas, among them what `items` was before draft 2020-12.
const LISTS: [&str; 5] = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];

/// The keywords whose value is an object of schemas.
const OBJECTS: [&str; 2] = ["patternProperties", "properties"];

struct Check<'a> {
    root: &'a Value,
    followed: BTreeSet<&'a str>,
    places: Vec<(String, String)>,
}

impl<'a> Check<'a> {
    fn visit(&mut self, schema: &'a Value, place: &str) {
        let Value::Object(schema) = schema else {
            // `false`: nothing is valid.
            if *schema != Value::Bool(false) {
                self.report(place, "anything may stand here");
            }
            return;
        };
        let said = schema.get(KEY).and_then(Value::as_object);
        if let Some(said) = said {
            if let Some(reason) = said.get("unclassified") {
                return self.report(place, reason.as_str().unwrap_or_default());
            }
            let class = said.get("class").map(|class| class.as_str().and_then(Class::from_name));
            match class {
                Some(Some(_)) => return,
                Some(None) => return self.report(place, "the class is unknown"),
                None if said.contains_key("tag") || said.contains_key("absent") => return,
                None => {}
            }
        }
        let is_record = said.is_some_and(|said| said.contains_key("record"));
        let leads_on = self.descend(schema, place);
        if is_leaf(schema) || !(leads_on || is_record || is_empty(schema)) {
            self.report(place, "nothing says what this holds");
        }
    }

    /// Visits what the schema is made of; whether there is anything.
    fn descend(&mut self, schema: &'a Map<String, Value>, place: &str) -> bool {
        let mut leads_on = false;
        if let Some(reference) = schema.get("$ref") {
            self.follow(reference, place);
            leads_on = true;
        }
        for keyword in SCHEMAS {
            if let Some(inner @ (Value::Object(_) | Value::Bool(true))) = schema.get(keyword) {
                self.visit(inner, &format!("{place}/{keyword}"));
                leads_on = true;
            }
        }
        for keyword in LISTS {
            let Some(Value::Array(list)) = schema.get(keyword) else { continue };
            for (index, inner) in list.iter().enumerate() {
                self.visit(inner, &format!("{place}/{keyword}/{index}"));
                leads_on = true;
            }
        }
        for keyword in OBJECTS {
            let Some(Value::Object(object)) = schema.get(keyword) else { continue };
            for (key, inner) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                self.visit(inner, &format!("{place}/{keyword}/{key}"));
                leads_on = true;
            }
        }
        leads_on
    }

    fn follow(&mut self, reference: &'a Value, place: &str) {
        let target = reference.as_str().and_then(|reference| {
            Some((reference, self.root.pointer(&decode(reference.strip_prefix('#')?)?)?))
        });
        match target {
            Some((reference, target)) if self.followed.insert(reference) => {
                self.visit(target, reference);
            }
            Some(_) => {}
            None => self.report(place, "the reference cannot be followed"),
        }
    }

    fn report(&mut self, place: &str, reason: &str) {
        self.places.push((place.to_owned(), reason.to_owned()));
    }
}

/// Whether a value of the schema can be one without parts.
fn is_leaf(schema: &Map<String, Value>) -> bool {
    let leaf = |name: &str| matches!(name, "boolean" | "integer" | "number" | "string");
    match schema.get("type") {
        Some(Value::String(name)) => leaf(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(leaf),
        _ => schema.contains_key("const") || schema.contains_key("enum"),
    }
}

/// Whether nothing is valid but `null` or an empty list.
fn is_empty(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|name| name == "null")
        || schema.get("maxItems").is_some_and(|count| *count == 0)
}

/// The text without percent encoding; `None` if that is broken.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
