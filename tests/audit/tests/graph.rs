//! Events of Microsoft Graph are read and written without loss.

use intune_privacy::audit::AuditEvent;
use intune_privacy_audit_tests::{event, graph};
use serde_json::{Value, json};

#[test]
fn an_event_of_graph_is_read_and_written_without_loss() {
    let read = event(graph());
    assert_eq!(serde_json::to_value(&read).unwrap(), graph());
    let again: AuditEvent = serde_json::from_slice(&serde_json::to_vec(&read).unwrap()).unwrap();
    assert!(again == read);
}

#[test]
fn every_documented_property_has_a_field() {
    let read = event(graph());
    let only_odata = |other: &serde_json::Map<String, Value>| {
        assert_eq!(other.keys().collect::<Vec<_>>(), ["@odata.type"]);
    };
    only_odata(&read.other);
    only_odata(&read.actor.as_ref().unwrap().other);
    only_odata(&read.resources[0].other);
    only_odata(&read.resources[0].modified_properties[0].other);
}

#[test]
fn a_property_that_nobody_knows_is_kept_at_every_level() {
    let mut document = graph();
    document["tenantTag"] = json!({"a": [1, null]});
    document["actor"]["remoteUserId"] = json!("r-1");
    document["resources"][1]["scope"] = json!(["x"]);
    document["resources"][0]["modifiedProperties"][1]["kind"] = json!(7);
    assert_eq!(serde_json::to_value(event(document.clone())).unwrap(), document);
}

#[test]
fn a_property_that_is_null_is_as_if_it_were_absent() {
    let mut document = graph();
    document["displayName"] = Value::Null;
    document["actor"]["userId"] = Value::Null;
    let read = event(document);
    assert_eq!(read.display_name, None);
    assert_eq!(read.actor.as_ref().unwrap().user_id, None);
    assert!(serde_json::to_value(&read).unwrap().get("displayName").is_none());
}

#[test]
fn a_document_without_an_id_or_a_time_is_no_event() {
    for name in ["id", "activityDateTime"] {
        let mut document = graph();
        document.as_object_mut().unwrap().remove(name);
        let error = serde_json::from_value::<AuditEvent>(document).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
}
