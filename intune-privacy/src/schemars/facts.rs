//! What `x-privacy` says.

use alloc::string::{String, ToString};

use intune_privacy_taxonomy::{Basis, Category, Class, Condition, Edition, MamCondition};
use serde_json::{Map, Value, json};

use crate::schema::{Field, Schema, Variant};

/// The keyword. JSON Schema and OpenAPI leave those that begin with `x-` to others.
pub(super) const KEY: &str = "x-privacy";

/// Adds to what is said of a schema; what is said anew replaces what was.
fn mark<const N: usize>(object: &mut Map<String, Value>, facts: [(&str, Option<Value>); N]) {
    let said = object.entry(KEY).or_insert_with(|| Value::Object(Map::new()));
    if !said.is_object() {
        *said = Value::Object(Map::new());
    }
    if let Value::Object(said) = said {
        let facts = facts.into_iter();
        said.extend(facts.filter_map(|(key, value)| Some((key.to_string(), value?))));
    }
}

/// Whether a classified type says what the schema is.
pub(super) fn is_marked(object: &Map<String, Value>) -> bool {
    let said = object.get(KEY).and_then(Value::as_object);
    said.is_some_and(|said| !said.is_empty() && !said.contains_key("unclassified"))
}

fn truth(holds: bool) -> Option<Value> {
    holds.then_some(Value::Bool(true))
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(Value::from)
}

pub(super) fn mark_record(object: &mut Map<String, Value>, record: &Schema) {
    let editions: Value = Edition::ALL.iter().map(|edition| edition.as_str()).collect();
    mark(
        object,
        [
            ("record", text(Some(record.name()))),
            ("category", text(record.category().map(Category::as_str))),
            ("tied", truth(record.is_tied())),
            ("collected_if", text(record.collected_if().map(Condition::as_str))),
            ("workload", text(record.is_mam_only().then_some("mam"))),
            ("editions", Some(editions)),
        ],
    );
}

pub(super) fn mark_field(object: &mut Map<String, Value>, record: &Schema, field: Field) {
    if let Some(nested) = field.nested() {
        mark(object, [("nested", text(Some(nested.name())))]);
        return;
    }
    // What the type of the value says of itself is not checked against anything.
    object.remove(KEY);
    let Some(class) = field.class() else {
        return mark_unclassified(object, "the field has no class");
    };
    mark(
        object,
        [
            ("class", text(Some(class.as_str()))),
            ("item", field.item().map(|item| item.to_string().into())),
            ("subject", truth(field.is_subject())),
            ("secret", truth(field.is_secret())),
        ],
    );
    if class == Class::NonPersonal {
        return;
    }
    let mam_condition = field.mam_condition().filter(|_| field.is_mam());
    mark(
        object,
        [
            ("basis", text(Some(basis(class, field).as_str()))),
            ("reason", text(field.undocumented())),
            ("requirement", text(Some(field.requirement().as_str()))),
            ("mam", Some(field.is_mam().into())),
            ("mam_condition", text(mam_condition.map(MamCondition::as_str))),
            ("condition", text(field.condition().map(Condition::as_str))),
            ("collected_if", text(record.collected_if().map(Condition::as_str))),
        ],
    );
}

/// Where the class comes from.
fn basis(class: Class, field: Field) -> Basis {
    match field.item() {
        Some(item) if item.class == Some(class) || item.identified_when_tied => item.basis,
        // Stricter than what is inferred, so no document gives it.
        _ => Basis::Undocumented,
    }
}

/// The name of a variant, which is no data.
pub(super) fn mark_tag(object: &mut Map<String, Value>) {
    mark(object, [("tag", Some(Value::Bool(true)))]);
}

/// What a variant holds.
pub(super) fn mark_variant(object: &mut Map<String, Value>, variant: &Variant) {
    mark(object, [("variant", text(Some(variant.name())))]);
}

/// That there is nothing, in place of what a flattened enum holds.
pub(super) fn mark_absent(object: &mut Map<String, Value>) {
    mark(object, [("absent", Some(Value::Bool(true)))]);
}

pub(super) fn mark_unclassified(object: &mut Map<String, Value>, reason: &str) {
    object.insert(KEY.to_string(), json!({ "unclassified": reason }));
}
