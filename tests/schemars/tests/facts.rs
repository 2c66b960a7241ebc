//! What an annotated schema says, and that nothing is left without a word.

use std::collections::BTreeMap;

use intune_privacy::schemars::{annotate, check};
use intune_privacy::{Classified, DataValue};
use intune_privacy_schemars_tests::{says, schema_for};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, json_schema};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory, collected_if = corporate_owned)]
struct Device {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    user_principal_name: String,
    #[data(identified, required, mam(managed_apps_only), item = application_inventory::app_name)]
    app: Option<String>,
    #[data(identified, required, item = device_data::location)]
    location: Option<String>,
    #[data(identified, required, mam)]
    model: String,
    #[data(pseudonymized, undocumented = "of the last crash")]
    crash_token: String,
    #[data(non_personal)]
    is_encrypted: bool,
    #[data(nested)]
    owner: Owner,
}

#[derive(Classified, JsonSchema, Serialize)]
#[schemars(transform = annotate::<Self>)]
#[data(category = user, workload = mam, tied)]
struct Owner {
    #[data(identified, required, mam)]
    principal_name: String,
}

#[test]
fn a_field_says_what_the_documents_say() {
    let schema = schema_for::<Device>();
    let said = |name: &str| says(&schema, &format!("/properties/{name}")).clone();
    assert_eq!(
        said("userPrincipalName"),
        json!({
            "class": "identified", "item": "user::principal_name", "basis": "documented",
            "requirement": "required", "mam": true, "subject": true, "collected_if": "corporate_owned",
        })
    );
    assert_eq!(
        said("app"),
        json!({
            "class": "identified", "item": "application_inventory::app_name", "basis": "documented",
            "requirement": "required", "mam": true, "mam_condition": "managed_apps_only",
            "condition": "corporate_owned_or_compliant_app", "collected_if": "corporate_owned",
        })
    );
    assert_eq!(
        said("location"),
        json!({
            "class": "identified", "item": "device_data::location", "basis": "category",
            "requirement": "required", "mam": false, "condition": "corporate_owned",
            "collected_if": "corporate_owned",
        })
    );
    assert_eq!(said("model")["basis"], "category");
    assert_eq!(
        said("crashToken"),
        json!({
            "class": "pseudonymized", "basis": "undocumented", "reason": "of the last crash",
            "requirement": "optional", "mam": false, "collected_if": "corporate_owned",
        })
    );
    assert_eq!(said("isEncrypted"), json!({ "class": "non_personal" }));
    assert_eq!(said("owner"), json!({ "nested": "Owner" }));
    check(&schema).unwrap();
}

#[test]
fn a_record_says_what_holds_of_it_with_the_editions_at_the_root() {
    let schema = schema_for::<Device>();
    assert_eq!(
        says(&schema, ""),
        &json!({
            "record": "Device", "category": "hardware_inventory", "collected_if": "corporate_owned",
            "editions": ["2018", "2023"],
        })
    );
    assert_eq!(
        says(&schema, "/$defs/Owner"),
        &json!({
            "record": "Owner", "category": "user", "tied": true, "workload": "mam",
            "editions": ["2018", "2023"],
        })
    );
}

#[test]
fn what_a_flattened_record_says_of_itself_is_not_said_of_the_outer_one() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Outer {
        #[data(nested)]
        #[serde(flatten)]
        device: Device,
    }

    let schema = schema_for::<Outer>();
    assert_eq!(says(&schema, ""), &json!({ "record": "Outer", "editions": ["2018", "2023"] }));
    assert_eq!(says(&schema, "/properties/model")["collected_if"], "corporate_owned");
}

#[test]
fn the_entries_of_two_flattened_maps_are_unclassified() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Maps {
        #[data(non_personal)]
        #[serde(flatten)]
        harmless: BTreeMap<String, u8>,
        #[data(identified, undocumented = "test")]
        #[serde(flatten)]
        names: BTreeMap<String, u8>,
    }

    assert_eq!(unclassified(&schema_for::<Maps>()), ["#/additionalProperties"]);
}

#[test]
fn a_class_that_is_stricter_than_what_is_inferred_is_documented_nowhere() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Strict {
        #[data(identified, required, mam, item = managed_application::sdk_version)]
        version: String,
    }
    let _ = Strict { version: String::new() };
    assert_eq!(says(&schema_for::<Strict>(), "/properties/version")["basis"], "undocumented");
}

#[test]
fn what_the_type_of_a_value_says_of_itself_does_not_count() {
    #[derive(DataValue, JsonSchema, Serialize)]
    #[schemars(inline, extend("x-privacy" = { "class": "non_personal", "condition": "none" }))]
    struct Name(String);

    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Person {
        #[data(identified, undocumented = "test")]
        name: Name,
    }

    let schema = schema_for::<Person>();
    let said = says(&schema, "/properties/name");
    assert_eq!((&said["class"], &said["condition"]), (&json!("identified"), &Value::Null));
}

/// Places of the schema that nobody accounts for.
fn unclassified(schema: &Schema) -> Vec<String> {
    check(schema).map_or_else(|error| error.places().map(Into::into).collect(), |()| Vec::new())
}

#[derive(Classified, JsonSchema, Serialize)]
struct Forgotten {
    #[data(identified, undocumented = "test")]
    name: String,
}

#[test]
fn a_nested_record_without_the_attribute_is_found() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Outer {
        #[data(nested)]
        forgotten: Vec<Forgotten>,
    }

    assert_eq!(unclassified(&schema_for::<Outer>()), ["#/$defs/Forgotten/properties/name"]);
}

#[test]
fn a_flattened_record_without_the_attribute_is_found() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Outer {
        #[data(nested)]
        #[serde(flatten)]
        forgotten: Forgotten,
    }

    let schema = schema_for::<Outer>();
    assert_eq!(
        says(&schema, "/properties/name"),
        &json!({
            "unclassified": "it cannot be told which field of `Outer` this is",
        })
    );
    let error = check(&schema).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the schema does not classify:\n  \
         #/properties/name: it cannot be told which field of `Outer` this is",
    );
}

#[test]
fn a_flattened_enum_without_the_attribute_is_found() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[allow(dead_code)]
    enum Either {
        Unit,
        Name(#[data(identified, undocumented = "test")] String),
    }
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Outer {
        #[data(nested)]
        #[serde(flatten)]
        either: Either,
    }

    assert_eq!(unclassified(&schema_for::<Outer>()), ["#/oneOf/0/properties/Name"]);
}

#[test]
fn fields_that_serde_reads_by_another_name_are_classified_for_writing_only() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Renamed {
        #[data(identified, undocumented = "test")]
        #[serde(rename(serialize = "written", deserialize = "read"))]
        name: String,
        #[data(identified, undocumented = "test")]
        #[serde(skip_serializing)]
        password: String,
    }

    assert!(unclassified(&schema_for::<Renamed>()).is_empty());
    let reading = SchemaSettings::default().into_generator().into_root_schema_for::<Renamed>();
    assert_eq!(says(&reading, "/properties/password")["class"], "identified");
    assert_eq!(unclassified(&reading), ["#/properties/read"]);
}

/// Its first place is that of a field which serde only reads.
#[test]
fn a_tuple_with_more_places_than_serde_writes_is_unclassified() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    struct Tuple(
        #[data(identified, undocumented = "test")]
        #[serde(skip_serializing)]
        String,
        #[data(non_personal)] bool,
        #[data(non_personal)] bool,
    );

    assert!(unclassified(&schema_for::<Tuple>()).is_empty());
    let reading = SchemaSettings::default().into_generator().into_root_schema_for::<Tuple>();
    let expected = ["#/prefixItems/0", "#/prefixItems/1", "#/prefixItems/2"];
    assert_eq!(unclassified(&reading), expected);
}

#[test]
fn untagged_variants_that_serde_only_reads_leave_all_unclassified() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[schemars(transform = annotate::<Self>)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Untagged {
        Flag(#[data(non_personal)] bool),
        #[serde(skip_serializing)]
        Name(#[data(identified, undocumented = "test")] String),
    }

    assert!(unclassified(&schema_for::<Untagged>()).is_empty());
    let reading = SchemaSettings::default().into_generator().into_root_schema_for::<Untagged>();
    assert_eq!(unclassified(&reading), ["#/anyOf/0", "#/anyOf/1"]);
}

#[test]
fn a_property_that_is_no_field_is_unclassified() {
    let mut schema = json_schema!({
        "type": "object",
        "properties": { "principal_name": true, "other": true, "nothing": false },
        "additionalProperties": { "type": "string" },
    });
    annotate::<Owner>(&mut schema);
    assert_eq!(says(&schema, "/properties/principal_name")["class"], "identified");
    assert!(says(&schema, "/properties/other")["unclassified"].is_string());
    assert_eq!(unclassified(&schema), ["#/additionalProperties", "#/properties/other"]);
}

/// Nothing of it is what serde or schemars would write.
#[test]
fn what_a_schema_has_beyond_the_type_is_unclassified() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[serde(tag = "kind", content = "data")]
    #[allow(dead_code)]
    enum State {
        On(#[data(non_personal)] u8),
    }

    #[derive(Classified, JsonSchema, Serialize)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Either {
        One(#[data(non_personal)] u8),
        Other(#[data(non_personal)] bool),
    }

    let mut schema = json_schema!({
        "type": "object",
        "properties": { "principal_name": { "type": "string" } },
        "patternProperties": { "^x-": { "type": "string" }, "^y-": false },
    });
    annotate::<Owner>(&mut schema);
    assert!(says(&schema, "/patternProperties/^x-")["unclassified"].is_string());
    assert_eq!(unclassified(&schema), ["#/patternProperties/^x-"]);

    let variant = |properties: Value| {
        let mut schema =
            json_schema!({ "oneOf": [{ "type": "object", "properties": properties }] });
        annotate::<State>(&mut schema);
        unclassified(&schema)
    };
    let (kind, data) = (json!({ "const": "On" }), json!({ "type": "integer" }));
    assert!(variant(json!({ "kind": kind, "data": data })).is_empty());
    let more = json!({ "kind": kind, "data": data, "more": { "type": "string" } });
    assert_eq!(variant(more), ["#/oneOf/0/properties/more"]);
    let other = json!({ "kind": { "const": "Off" }, "data": data });
    assert_eq!(variant(other), ["#/oneOf/0"]);
    let mut schema = json_schema!({ "anyOf": [{ "type": "integer" }] });
    annotate::<Either>(&mut schema);
    assert_eq!(unclassified(&schema), ["#/anyOf/0"], "fewer schemas than variants");
}

#[test]
fn a_schema_of_another_shape_is_unclassified() {
    #[derive(Classified, JsonSchema, Serialize)]
    #[allow(dead_code)]
    enum State {
        On(#[data(non_personal)] u8),
        Off(#[data(non_personal)] u8),
    }

    for shape in
        [json!({}), json!({ "type": "string" }), json!({ "oneOf": [{ "type": "string" }] })]
    {
        let mut schema = Schema::try_from(shape.clone()).unwrap();
        annotate::<State>(&mut schema);
        assert_eq!(unclassified(&schema).len(), 1, "{shape}");
    }
    let other = json!({ "oneOf": [{ "type": "object", "properties": { "Elsewhere": {} } }] });
    let mut schema = Schema::try_from(other).unwrap();
    annotate::<State>(&mut schema);
    assert_eq!(unclassified(&schema), ["#/oneOf/0"]);
}

#[test]
fn a_type_without_values_has_nothing_to_classify() {
    #[derive(Classified, JsonSchema)]
    #[schemars(transform = annotate::<Self>)]
    enum Never {}

    assert!(unclassified(&schema_for::<Vec<Never>>()).is_empty());
}

#[test]
fn check_finds_every_place_without_a_class() {
    for (schema, places) in [
        (json!(true), &["#"][..]),
        (json!(false), &[]),
        (json!({}), &["#"]),
        (json!({ "type": "null" }), &[]),
        (json!({ "type": ["string", "null"] }), &["#"]),
        (json!({ "const": 1 }), &["#"]),
        (json!({ "type": "object" }), &["#"]),
        (json!({ "type": "array" }), &["#"]),
        (json!({ "type": "array", "maxItems": 0 }), &[]),
        (json!({ "type": "array", "items": { "type": "string" } }), &["#/items"]),
        (json!({ "type": "object", "additionalProperties": true }), &["#/additionalProperties"]),
        (json!({ "properties": { "a/b": true, "~": false } }), &["#/properties/a~1b"]),
        (
            json!({ "patternProperties": { "^x": { "type": "string" } } }),
            &["#/patternProperties/^x"],
        ),
        (json!({ "anyOf": [{ "type": "null" }, { "type": "string" }] }), &["#/anyOf/1"]),
        (json!({ "type": "string", "x-privacy": { "class": "identified" } }), &[]),
        (json!({ "type": "string", "x-privacy": { "class": "harmless" } }), &["#"]),
        (json!({ "type": "string", "x-privacy": { "record": "A" } }), &["#"]),
        (json!({ "type": "string", "x-privacy": { "unclassified": "test" } }), &["#"]),
        (json!({ "type": "string", "x-privacy": true }), &["#"]),
        (json!({ "$ref": "#/$defs/a b", "$defs": {} }), &["#"]),
        (json!({ "$ref": "elsewhere.json" }), &["#"]),
        (
            json!({ "$ref": "#/$defs/a%20b", "$defs": { "a b": { "type": "string" } } }),
            &["#/$defs/a%20b"],
        ),
        (json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/a" } } }), &[]),
    ] {
        let schema = Schema::try_from(schema).unwrap();
        assert_eq!(unclassified(&schema), places, "{schema:?}");
    }
}

#[test]
fn a_type_that_is_not_classified_can_say_itself_what_it_holds() {
    #[derive(JsonSchema, Serialize)]
    struct Page {
        #[schemars(extend("x-privacy" = { "class": "non_personal" }))]
        next: String,
        owners: BTreeMap<String, Owner>,
    }

    assert!(unclassified(&schema_for::<Page>()).is_empty());
}

#[test]
fn the_schema_is_the_same_whenever_it_is_written() {
    let text = || serde_json::to_string(&schema_for::<Device>()).unwrap();
    assert_eq!(text(), text());
}

/// OpenAPI has no `$defs`, and a null of its own.
#[test]
fn schemas_for_openapi_are_annotated() {
    let settings = SchemaSettings::openapi3().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Device>();
    assert_eq!(says(&schema, "/properties/app")["class"], "identified");
    assert_eq!(says(&schema, "/components/schemas/Owner")["record"], "Owner");
    check(&schema).unwrap();
}
