//! Events in the form of OCSF 1.7.0. The lists are those of its schema: `events/base_event.json`,
//! `events/iam/entity_management.json`, `events/application/datastore_activity.json`, `objects/`.

use intune_privacy::audit::Activity;
use intune_privacy::audit::ocsf::{self, Product};
use intune_privacy_audit_tests::{event, full, graph, made};
use serde_json::{Value, json};

/// What every class demands.
const BASE: [&str; 7] =
    ["activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"];

fn ocsf(document: Value) -> Value {
    let product = Product::new("Fleet service").with_vendor("Contoso").with_version("4.2.0");
    serde_json::to_value(ocsf::from_event(&event(document), &product)).unwrap()
}

/// Asserts that an object has at least one of the attributes.
#[track_caller]
fn one_of(object: &Value, names: &[&str]) {
    assert!(
        names.iter().any(|name| object[name].is_string() || object[name].is_object()),
        "{object}"
    );
}

/// Asserts what the schema demands of any event of the two classes.
#[track_caller]
fn fits(ocsf: &Value) {
    for name in BASE {
        assert!(!ocsf[name].is_null(), "{name} in {ocsf}");
    }
    one_of(&ocsf["metadata"]["product"], &["name", "uid"]);
    assert_eq!(ocsf["metadata"]["version"], "1.7.0");
    let (class, activity) = (ocsf["class_uid"].as_u64().unwrap(), ocsf["activity_id"].as_u64());
    assert_eq!(ocsf["type_uid"].as_u64(), Some(class * 100 + activity.unwrap()));
    assert_eq!(ocsf["severity_id"], 1);
    assert!([0, 1, 2, 99].contains(&ocsf["status_id"].as_u64().unwrap()));
    if let Some(actor) = ocsf.get("actor") {
        one_of(actor, &["process", "user", "invoked_by", "session", "app_name", "app_uid"]);
        if let Some(user) = actor.get("user") {
            one_of(user, &["account", "name", "uid"]);
        }
    }
    if let Some(endpoint) = ocsf.get("src_endpoint") {
        let names = ["ip", "uid", "name", "hostname", "svc_name", "instance_uid", "domain"];
        one_of(endpoint, &names);
        if let Some(ip) = endpoint.get("ip") {
            ip.as_str().unwrap().parse::<std::net::IpAddr>().expect("an address");
        }
    }
    if class == 3004 {
        assert_eq!(ocsf["category_uid"], 3);
        one_of(&ocsf["entity"], &["name", "uid", "device", "group", "org", "policy", "user"]);
        assert!([0, 1, 3, 4, 99].contains(&activity.unwrap()));
    } else {
        assert_eq!((class, &ocsf["category_uid"]), (6005, &json!(6)));
        assert!(ocsf["actor"].is_object() && ocsf["src_endpoint"].is_object(), "{ocsf}");
        one_of(ocsf, &["database", "databucket", "table"]);
        one_of(&ocsf["table"], &["name", "uid"]);
        assert_eq!((&ocsf["activity_id"], &ocsf["type_id"]), (&json!(1), &json!(3)));
    }
}

#[test]
fn every_activity_has_what_its_class_demands() {
    for activity in Activity::ALL {
        fits(&ocsf(full(*activity)));
    }
    fits(&ocsf(graph()));
}

#[test]
fn events_that_are_made_here_have_what_their_class_demands() {
    for event in made() {
        let ocsf = ocsf(serde_json::to_value(&event).unwrap());
        fits(&ocsf);
        assert_eq!(ocsf["unmapped"].get("activity"), None, "it is the message");
        let records = &ocsf["unmapped"]["resources"];
        assert!(records[0].get("type").is_none() && records[0].get("auditResourceType").is_none());
    }
}

#[test]
fn an_actor_is_a_user_or_an_application_or_known_by_its_kind() {
    let actor = |actor: Value| {
        let mut document = full(Activity::Update);
        document["actor"] = actor;
        ocsf(document)["actor"].clone()
    };
    let both = |kind: &str| json!({"type": kind, "auditActorType": kind});
    assert_eq!(
        actor(both("System")),
        json!({"user": {"type": "System", "type_id": 3, "name": "System"}})
    );
    let mut user = both("User");
    user["userId"] = json!("7");
    assert_eq!(actor(user), json!({"user": {"type": "User", "type_id": 1, "uid": "7"}}));
    let mut application = both("Application");
    application["applicationId"] = json!("5c9d1e20");
    assert_eq!(actor(application.clone()), json!({"app_uid": "5c9d1e20"}));
    application["servicePrincipalName"] = json!("portal");
    assert_eq!(
        actor(application),
        json!({
            "user": {"type": "Application", "type_id": 4, "name": "portal"},
            "app_uid": "5c9d1e20",
        })
    );
}

#[test]
fn what_an_event_does_not_say_is_unknown() {
    for kind in [json!(null), json!("read"), json!("update"), json!("assign")] {
        let mut least = json!({"id": "1", "activityDateTime": "2026-05-04T09:30:00Z"});
        least["activityType"] = kind;
        fits(&ocsf(least.clone()));
        least["resources"] = json!([{}]);
        least["actor"] = json!({"userPermissions": ["*"]});
        fits(&ocsf(least));
    }
    let least = ocsf(json!({"id": "1", "activityDateTime": "2026-05-04T09:30:00Z"}));
    assert_eq!(least["type_uid"], 300_400);
    assert_eq!(least["status_id"], 0);
    assert!(least.get("actor").is_none() && least.get("unmapped").is_none(), "{least}");
}

#[test]
fn the_activities_have_the_ids_of_the_schema() {
    let uid = |activity| {
        let ocsf = ocsf(full(activity));
        (ocsf["type_uid"].as_u64().unwrap(), ocsf["activity_name"].as_str().unwrap().to_owned())
    };
    assert_eq!(uid(Activity::Create), (300_401, "Create".into()));
    assert_eq!(uid(Activity::Update), (300_403, "Update".into()));
    assert_eq!(uid(Activity::Delete), (300_404, "Delete".into()));
    assert_eq!(uid(Activity::Assign), (300_499, "assign".into()));
    assert_eq!(uid(Activity::Manage), (300_499, "manage".into()));
    assert_eq!(uid(Activity::RemoteTask), (300_499, "remote_task".into()));
    assert_eq!(uid(Activity::Read), (600_501, "Read".into()));
}

#[test]
fn an_activity_of_elsewhere_keeps_its_name() {
    let ocsf = ocsf(graph());
    assert_eq!(
        (&ocsf["activity_id"], &ocsf["activity_name"]),
        (&json!(99), &json!("Patch ManagedDevice"))
    );
}

#[test]
fn attributes_hold_what_the_event_says() {
    let ocsf = ocsf(full(Activity::Update));
    assert_eq!(ocsf["time"], 1_777_887_000_123_i64);
    assert_eq!(
        ocsf["metadata"],
        json!({
            "version": "1.7.0",
            "product": {"name": "Fleet service", "vendor_name": "Contoso", "version": "4.2.0"},
            "original_event_uid": "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815",
            "original_time": "2026-05-04T11:30:00.1234567+02:00",
            "correlation_uid": "c1a7e5d2-2b64-4d0f-9f3e-7a1b8c6d5e40",
        })
    );
    assert_eq!(
        ocsf["actor"],
        json!({
            "user": {"type": "ItPro", "type_id": 99, "name": "a***@contoso.example", "uid": "2026-11:9f86d081884c7d659a2feaa0c55ad015"},
            "app_name": "Device portal",
            "app_uid": "5c9d1e20-94af-4f8c-8a6d-0d3b7c1f2e48",
        })
    );
    assert_eq!(
        ocsf["entity"],
        json!({
            "name": "Device of the front desk",
            "uid": "d4e8b1f0-6a37-4c52-b9d1-3e5f7a9c0b26",
            "type": "ManagedDevice",
            "type_id": 99,
        })
    );
    assert_eq!(ocsf["message"], "Rename a device");
    assert_eq!(ocsf["src_endpoint"], json!({"ip": "203.0.113.7"}));
}

#[test]
fn a_result_is_normalized_and_kept() {
    for (result, id, status) in [
        ("Success", 1, "Success"),
        ("success", 1, "Success"),
        ("Fail", 2, "Failure"),
        ("Failure", 2, "Failure"),
        ("ClientError", 99, "ClientError"),
    ] {
        let mut document = graph();
        document["activityResult"] = result.into();
        let ocsf = ocsf(document);
        assert_eq!(ocsf["status_id"], id);
        assert_eq!((&ocsf["status"], &ocsf["status_code"]), (&json!(status), &json!(result)));
    }
}

#[test]
fn what_is_shown_of_an_address_is_no_address() {
    for shown in ["203.0.***", "[identified]", "2026-11:9f86d081884c7d65", "203.0.113.0/24"] {
        let mut document = full(Activity::Read);
        document["actor"]["ipAddress"] = shown.into();
        let ocsf = ocsf(document);
        fits(&ocsf);
        assert_eq!(ocsf["src_endpoint"], json!({"name": shown}));
    }
}

/// All texts of a value.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
        Value::Object(map) => map.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[test]
fn nothing_of_an_event_is_lost_or_there_twice() {
    for activity in Activity::ALL.iter().map(Some).chain([None]) {
        let mut document = activity.map_or_else(graph, |activity| full(*activity));
        document["tenantTag"] = json!("an unknown property");
        document["actor"]["remoteUserId"] = json!("a property of the actor");
        let ocsf = ocsf(document.clone());
        let (mut before, mut after) = (Vec::new(), Vec::new());
        texts(&document, &mut before);
        texts(&ocsf, &mut after);
        for text in before {
            // The name of an activity that OCSF knows is its own.
            let known = activity.is_some_and(|activity| activity.as_str() == text);
            assert!(known || after.contains(&text), "{text} in {ocsf}");
            let times = |texts: &[&str]| texts.iter().filter(|other| **other == text).count();
            if text.contains([':', '@', '-']) {
                assert!(times(&after) <= 1, "{text} in {ocsf}");
            }
        }
        let unmapped = &ocsf["unmapped"];
        assert_eq!(
            unmapped["resources"][0]["modifiedProperties"],
            document["resources"][0]["modifiedProperties"]
        );
        assert_eq!(unmapped["resources"][1], document["resources"][1]);
        assert_eq!(unmapped["tenantTag"], "an unknown property");
    }
}

#[test]
fn debug_shows_no_value() {
    let text = format!("{:?}", ocsf::from_event(&event(graph()), &Product::new("Fleet")));
    assert_eq!(text, "OcsfEvent { class_uid: 3004, activity_id: 99, time: 1777887000123, .. }");
}
