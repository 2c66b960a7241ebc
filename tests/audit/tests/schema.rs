//! The JSON Schema accepts what is an event, and refuses what is none.

use intune_privacy::audit::{Activity, AuditEvent, EVENT_SCHEMA};
use intune_privacy_audit_tests::{event, full, graph, made};
use jsonschema::Validator;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(EVENT_SCHEMA).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

#[test]
fn it_is_a_schema_of_draft_2020_12() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
}

#[test]
fn events_of_every_activity_fit_it() {
    for activity in Activity::ALL {
        let written = serde_json::to_value(event(full(*activity))).unwrap();
        assert_eq!(written, full(*activity), "nothing of the event is left out");
        assert!(validator().is_valid(&written), "{:?}", validator().validate(&written));
    }
}

#[test]
fn events_that_are_made_here_fit_it_and_have_no_property_beyond() {
    let closed = closed(schema());
    let closed = jsonschema::draft202012::new(&closed).unwrap();
    let events = made();
    assert_eq!(events.len(), Activity::ALL.len());
    for event in events {
        let written = serde_json::to_value(event).unwrap();
        assert!(closed.is_valid(&written), "{:?}", closed.validate(&written));
    }
}

/// The schema without room for unknown properties.
fn closed(mut schema: Value) -> Value {
    for definition in schema["$defs"].as_object_mut().unwrap().values_mut() {
        definition["additionalProperties"] = false.into();
    }
    schema["additionalProperties"] = false.into();
    schema
}

#[test]
fn an_event_of_graph_fits_it_with_properties_that_nobody_knows() {
    let mut document = graph();
    document["tenantTag"] = json!(1);
    document["actor"]["remoteUserId"] = json!(null);
    document["resources"][0]["modifiedProperties"][0]["kind"] = json!({});
    assert!(validator().is_valid(&document));
}

#[test]
fn the_smallest_event_fits_it() {
    let smallest = json!({"id": "1", "activityDateTime": "2026-05-04T09:30:00Z"});
    assert!(validator().is_valid(&smallest));
    assert!(validator().is_valid(&serde_json::to_value(event(smallest)).unwrap()));
}

/// Every place of a document: the pointers to its values, but for what is within unknown properties.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map.iter().filter(|(name, _)| !name.starts_with('@')) {
                found.push(format!("{at}/{name}"));
                places(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                found.push(format!("{at}/{index}"));
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_wrong_type_is_refused_at_every_place_by_schema_and_type() {
    let full = full(Activity::Update);
    let mut found = Vec::new();
    places(&full, "", &mut found);
    assert!(found.len() > 45, "{found:?}");
    for place in found {
        let mut wrong = full.clone();
        *wrong.pointer_mut(&place).unwrap() = json!(7);
        assert!(!validator().is_valid(&wrong), "the schema accepts a number at {place}");
        assert!(serde_json::from_value::<AuditEvent>(wrong).is_err(), "{place}");
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    for time in ["yesterday", "2026-05-04", "2026-05-04T09:30:00", ""] {
        let mut wrong = full(Activity::Read);
        wrong["activityDateTime"] = time.into();
        assert!(!validator().is_valid(&wrong), "{time}");
        assert!(serde_json::from_value::<AuditEvent>(wrong).is_err(), "{time}");
    }
}

#[test]
fn every_property_is_described() {
    fn check(schema: &Value, at: &str) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let text = property["description"].as_str().unwrap_or_default();
            assert!(text.ends_with('.'), "{at}.{name}");
        }
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            assert!(definition["description"].is_string(), "{name}");
            check(definition, name);
        }
    }
    check(&schema(), "event");
}
