//! Events as CloudEvents 1.0.

use std::collections::BTreeSet;

use intune_privacy::audit::cloudevents::{self, CloudEventError, Source};
use intune_privacy::audit::{Activity, EVENT_SCHEMA_ID};
use intune_privacy_audit_tests::{event, full, graph, made};
use serde_json::{Value, json};

fn envelope(document: Value) -> Value {
    let source = Source::new("https://fleet.contoso.example/devices").unwrap();
    serde_json::to_value(cloudevents::from_event(&event(document), &source).unwrap()).unwrap()
}

#[test]
fn it_has_the_attributes_that_the_specification_demands() {
    let envelope = envelope(full(Activity::Update));
    assert_eq!(envelope["specversion"], "1.0");
    assert_eq!(envelope["id"], "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815");
    assert_eq!(envelope["source"], "https://fleet.contoso.example/devices");
    assert_eq!(envelope["type"], "intune_privacy.audit.update");
    assert_eq!(envelope["time"], "2026-05-04T09:30:00.1234567Z");
    assert_eq!(envelope["datacontenttype"], "application/json");
    assert_eq!(envelope["dataschema"], EVENT_SCHEMA_ID);
    assert_eq!(envelope["data"], full(Activity::Update));
}

#[test]
fn the_type_tells_the_activities_apart() {
    let types: BTreeSet<_> = Activity::ALL
        .iter()
        .map(|activity| envelope(full(*activity))["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(types.len(), Activity::ALL.len());
    for activity in Activity::ALL {
        assert!(types.contains(&format!("intune_privacy.audit.{activity}")));
    }
    assert_eq!(envelope(graph())["type"], "intune_privacy.audit.other");
}

#[test]
fn every_event_that_is_made_here_has_the_form() {
    for event in made() {
        let envelope = envelope(serde_json::to_value(&event).unwrap());
        assert_eq!(envelope["id"], event.id);
        assert_eq!(envelope["data"], serde_json::to_value(&event).unwrap());
    }
}

#[test]
fn attributes_are_named_as_the_specification_demands() {
    for name in envelope(graph()).as_object().unwrap().keys() {
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{name}");
    }
}

#[test]
fn no_attribute_beside_the_data_holds_a_value_of_the_event() {
    let mut envelope = envelope(graph());
    envelope.as_object_mut().unwrap().remove("data");
    let names: Vec<_> = envelope.as_object().unwrap().keys().cloned().collect();
    let allowed = ["dataschema", "datacontenttype", "id", "source", "specversion", "time", "type"];
    assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{names:?}");
    let text = envelope.to_string();
    for value in ["contoso.example\"", "9f86d081", "203.0", "d4e8b1f0", "Rename", "ItPro", "Patch"]
    {
        assert!(!text.contains(value), "{value} in {text}");
    }
}

#[test]
fn an_id_that_is_no_guid_is_refused_and_not_repeated() {
    for id in ["", "adele@contoso.example", "8f2c1d77"] {
        let mut document = graph();
        document["id"] = json!(id);
        let (event, source) = (event(document), Source::new("/devices").unwrap());
        let error = cloudevents::from_event(&event, &source).unwrap_err();
        assert_eq!(error, CloudEventError::Id);
        assert_eq!(error.to_string(), "the id of the event is no GUID");
    }
}

#[test]
fn a_source_is_a_reference_and_not_empty() {
    for source in
        ["/devices", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "a%20b", "//x:1/?q#f"]
    {
        assert_eq!(Source::new(source).unwrap().as_str(), source);
    }
    for source in ["", " ", "a b", "a\n", "ä", "a%2", "a%zz", "%", "<a>", "\"", "a\\b", "{x}"] {
        assert_eq!(Source::new(source), Err(CloudEventError::Source), "{source}");
    }
}

#[test]
fn a_time_that_rfc_3339_cannot_say_in_utc_is_left_out() {
    let mut document = graph();
    document["activityDateTime"] = json!("0000-01-01T00:00:00+01:00");
    assert!(envelope(document).get("time").is_none());
}

#[test]
fn debug_shows_no_value() {
    let (event, source) = (event(graph()), Source::new("/devices").unwrap());
    let text = format!("{:?}", cloudevents::from_event(&event, &source).unwrap());
    for value in ["contoso", "203.0", "Rename", "8f2c"] {
        assert!(!text.contains(value), "{text}");
    }
}
