//! What the tests of annotated JSON Schemas share.

use std::collections::BTreeSet;

use intune_privacy::schemars::check;
use intune_privacy::{Action, Class, Classified, Policy};
use schemars::JsonSchema;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

/// Shows of each field nothing but its class.
static CLASSES: Policy = Policy::strict().with(Class::NonPersonal, Action::Erase);

/// A place in a JSON document, and the class of what stands there.
type Classes = BTreeSet<(String, String)>;

/// The kinds of schema that are generated, for writing.
pub fn settings() -> Vec<(&'static str, SchemaSettings)> {
    let inlined = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let kinds = [
        ("2020-12", SchemaSettings::draft2020_12()),
        ("inlined", inlined),
        ("2019-09", SchemaSettings::draft2019_09()),
        ("draft-07", SchemaSettings::draft07()),
    ];
    kinds.map(|(name, settings)| (name, settings.for_serialize())).into()
}

/// The schema of what serde writes.
pub fn schema_for<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// Asserts of every kind of schema that it classifies everything, that the records are valid, and
/// that a validator which knows nothing of this crate finds at each place the class that the redacted
/// record shows there.
///
/// # Panics
///
/// If it does not.
#[track_caller]
pub fn agrees<T: Classified + JsonSchema + Serialize>(records: &[T]) {
    for (kind, settings) in settings() {
        let schema = settings.into_generator().into_root_schema_for::<T>();
        if let Err(error) = check(&schema) {
            panic!("{kind}: {error}\n{}", pretty(schema.as_value()));
        }
        for record in records {
            let clear = serde_json::to_value(record).expect("the record can be written");
            let redacted =
                serde_json::to_value(record.redacted(&CLASSES)).expect("so can the view");
            let mut shown = Classes::new();
            markers(&redacted, "", &mut shown);
            let told = classes(schema.as_value(), &clear);
            assert_eq!(told, shown, "{kind}: {clear} under\n{}", pretty(schema.as_value()));
        }
    }
}

/// The class of each place of a document, as its schema tells.
///
/// # Panics
///
/// If the document is not valid.
#[track_caller]
pub fn classes(schema: &Value, document: &Value) -> Classes {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let evaluation = validator.evaluate(document);
    let errors: Vec<_> = evaluation.iter_errors().map(|entry| entry.error.to_string()).collect();
    assert!(validator.is_valid(document), "{document}: {errors:?} under\n{}", pretty(schema));
    let class = |entry: jsonschema::AnnotationEntry<'_>| {
        let class = entry.annotations.value()["x-privacy"]["class"].as_str()?.to_owned();
        Some((entry.instance_location.as_str().to_owned(), class))
    };
    evaluation.iter_annotations().filter_map(class).collect()
}

/// The places of the markers that stand for erased values.
fn markers(value: &Value, place: &str, found: &mut Classes) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                markers(value, &format!("{place}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                markers(value, &format!("{place}/{index}"), found);
            }
        }
        Value::String(text) => {
            let class = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            if let Some(class) = class.filter(|class| Class::from_name(class).is_some()) {
                found.insert((place.into(), class.into()));
            }
        }
        _ => {}
    }
}

/// What the schema says at that place.
///
/// # Panics
///
/// If there is no such place.
#[track_caller]
pub fn says<'a>(schema: &'a Schema, place: &str) -> &'a Value {
    let Some(value) = schema.pointer(place) else {
        panic!("no {place} in\n{}", pretty(schema.as_value()))
    };
    &value["x-privacy"]
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}
