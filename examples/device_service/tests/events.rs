//! That nothing changes without its event, and no event is there without its change.

mod fixture;

use axum::http::{Method, StatusCode};
use intune_privacy::audit::AuditEvent;
use intune_privacy_device_service::service::Service;
use intune_privacy_device_service::store::Store;
use serde_json::{Value, json};

use fixture::{Fixture, device, keys, request};

fn changed(event: &AuditEvent) -> Vec<(&str, Option<&str>, Option<&str>)> {
    let properties = &event.resources[0].modified_properties;
    properties
        .iter()
        .map(|it| {
            (it.display_name.as_deref().unwrap(), it.old_value.as_deref(), it.new_value.as_deref())
        })
        .collect()
}

#[tokio::test]
async fn each_operation_leaves_one_event_of_its_activity() {
    let fixture = Fixture::new();
    let mut sent = device(1);
    let address = fixture.create(&sent).await;
    let read = fixture.send(Method::GET, &address, None).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(read.json()["serialNumber"], sent["serialNumber"]);
    sent["isEncrypted"] = false.into();
    let updated = fixture.send(Method::PUT, &address, Some(&sent)).await;
    assert_eq!(updated.json()["changed"], true);
    let names = json!({ "identifiers": ["Kanarie-1@contoso.example"] });
    let export = fixture.send(Method::POST, "/subjects/export", Some(&names)).await;
    assert_eq!(export.json()[0]["serialNumber"], sent["serialNumber"]);
    let erased = fixture.send(Method::POST, &format!("{address}/erase"), None).await;
    assert_eq!(erased.status, StatusCode::OK, "{}", erased.text);
    let other = fixture.create(&device(2)).await;
    let deleted = fixture.send(Method::DELETE, &other, None).await;
    assert_eq!((deleted.status, &*deleted.text), (StatusCode::NO_CONTENT, ""));

    let activities = fixture.activities();
    let expected = ["create", "read", "update", "read", "manage", "create", "delete"];
    assert_eq!(activities, expected);
    let events = fixture.events();
    let names: Vec<_> = events.iter().map(|it| it.event.activity.as_deref().unwrap()).collect();
    assert_eq!((names[3], names[4]), ("Export data of a subject", "Erase Device"));
    assert_eq!(changed(&events[2].event), [("isEncrypted", Some("true"), Some("false"))]);
    assert_eq!(events[4].event.other["erasure"], erased.json());
    for entry in &events {
        assert_eq!(entry.event.data_subjects.len(), 1);
        assert_eq!(entry.event.resources[0].resource_id.is_some(), !names_subject(&entry.event));
    }
    // All of the first device's are found by one pseudonym.
    for entry in &events[..5] {
        assert_eq!(entry.event.data_subjects, events[0].event.data_subjects);
    }
    assert_ne!(events[5].event.data_subjects, events[0].event.data_subjects);
}

/// An export is about a person and not about a device.
fn names_subject(event: &AuditEvent) -> bool {
    event.resources[0].kind.as_deref() == Some("SubjectExport")
}

#[tokio::test]
async fn an_update_without_a_difference_leaves_no_event() {
    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    let rows = fixture.rows();
    let answer = fixture.send(Method::PUT, &address, Some(&device(1))).await;
    assert_eq!(answer.json()["changed"], false);
    assert_eq!(fixture.activities(), ["create"]);
    assert_eq!(fixture.rows(), rows);
}

#[tokio::test]
async fn what_is_refused_leaves_no_event() {
    let fixture = Fixture::new();
    let nowhere = "/devices/00000000-0000-4000-8000-000000000000";
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let answer = fixture.send(method, nowhere, Some(&device(1))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let answer = fixture.send(Method::POST, &format!("{nowhere}/erase"), None).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = fixture.send(Method::POST, "/devices", Some(&json!({ "isEncrypted": 1 }))).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(fixture.activities().is_empty() && fixture.rows().is_empty());
}

/// Tries every change of a device, each of which has to fail.
async fn fail_to_change(fixture: &Fixture, address: &str, status: StatusCode) {
    let rows = fixture.rows();
    let mut other = device(1);
    other["isEncrypted"] = false.into();
    let changes = [
        (Method::POST, "/devices", Some(&other)),
        (Method::PUT, address, Some(&other)),
        (Method::DELETE, address, None),
        (Method::POST, &format!("{address}/erase"), None),
    ];
    for (method, address, body) in changes {
        let answer = fixture.send(method.clone(), address, body).await;
        assert_eq!(answer.status, status, "{method}: {}", answer.text);
        assert_eq!(fixture.rows(), rows, "{method}");
    }
}

#[tokio::test]
async fn a_change_that_the_table_refuses_leaves_no_event() {
    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    for change in ["INSERT", "UPDATE", "DELETE"] {
        let trigger = format!(
            "CREATE TRIGGER no_{change} AFTER {change} ON device
             BEGIN SELECT RAISE(ABORT, 'no'); END"
        );
        fixture.sql().execute_batch(&trigger).unwrap();
    }
    fail_to_change(&fixture, &address, StatusCode::INTERNAL_SERVER_ERROR).await;
    assert_eq!(fixture.activities(), ["create"]);
}

#[tokio::test]
async fn a_change_that_fails_behind_its_event_leaves_neither() {
    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    // A reference that leads nowhere is only found when the transaction is committed.
    fixture
        .sql()
        .execute_batch(
            "CREATE TABLE owner (id INTEGER PRIMARY KEY);
             CREATE TABLE mark (owner REFERENCES owner DEFERRABLE INITIALLY DEFERRED);",
        )
        .unwrap();
    for change in ["INSERT", "UPDATE", "DELETE"] {
        let trigger = format!(
            "CREATE TRIGGER mark_{change} AFTER {change} ON device
             BEGIN INSERT INTO mark VALUES (7); END"
        );
        fixture.sql().execute_batch(&trigger).unwrap();
    }
    fail_to_change(&fixture, &address, StatusCode::INTERNAL_SERVER_ERROR).await;
    assert_eq!(fixture.activities(), ["create"]);

    fixture.sql().execute_batch("INSERT INTO owner VALUES (7)").unwrap();
    let answer = fixture.send(Method::DELETE, &address, None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "it was for the reference");
}

#[tokio::test]
async fn where_the_journal_cannot_be_written_nothing_changes_and_nothing_is_shown() {
    let damages = [
        "UPDATE audit_journal SET sequence = sequence + 1",
        "UPDATE audit_journal SET head_mac = zeroblob(32)",
        "DELETE FROM audit_journal",
        "DROP TABLE audit_event",
        "CREATE TRIGGER no BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'no'); END",
    ];
    for damage in damages {
        let fixture = Fixture::new();
        let address = fixture.create(&device(1)).await;
        fixture.sql().execute_batch(damage).unwrap();
        fail_to_change(&fixture, &address, StatusCode::INTERNAL_SERVER_ERROR).await;
        let read = fixture.send(Method::GET, &address, None).await;
        assert_eq!(read.status, StatusCode::INTERNAL_SERVER_ERROR, "{damage}");
        assert!(!read.text.to_lowercase().contains(fixture::CANARY), "{}", read.text);
    }
}

#[tokio::test]
async fn a_database_that_another_process_has_locked_stays_as_it_is() {
    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    let other = fixture.sql();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = fixture.send(Method::DELETE, &address, None).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(fixture.activities(), ["create"]);
    assert_eq!(fixture.send(Method::GET, &address, None).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_updates_at_once_the_later_one_starts_from_the_earlier() {
    for _ in 0..20 {
        let fixture = Fixture::new();
        let address = fixture.create(&device(1)).await;
        let put = |system: &str| {
            let mut other = device(1);
            other["isEncrypted"] = json!(null);
            other["managedDeviceOwnerType"] = system.into();
            fixture::ask(&fixture.router, request(Method::PUT, &address, &other.to_string()))
        };
        // The owner is shown in events, so the two can be told apart.
        let (one, two) = tokio::join!(put("unknown"), put("unknownFutureValue"));
        assert_eq!((one.status, two.status), (StatusCode::OK, StatusCode::OK));
        let events = fixture.events();
        assert_eq!(events.len(), 3);
        let owner = |number: usize| {
            let event: &AuditEvent = &events[number].event;
            let owner = changed(event).into_iter().find(|it| it.0 == "managedDeviceOwnerType");
            owner.map(|(_, old, new)| (old.map(str::to_owned), new.map(str::to_owned))).unwrap()
        };
        assert_eq!(owner(2).0, owner(1).1);
        assert!(changed(&events[1].event).iter().any(|it| it.0 == "isEncrypted"));
        assert!(changed(&events[2].event).iter().all(|it| it.0 != "isEncrypted"));
    }
}

/// Does a number's share of requests and says how many events they have to leave.
async fn mixed(fixture: &Fixture, task: usize, rounds: usize) -> usize {
    let mut events = 0;
    let mut address = fixture.create(&device(task)).await;
    events += 1;
    for round in 0..rounds {
        let mut other = device(task);
        other["isEncrypted"] = (round % 2 == 0).into();
        let (method, to, body) = match round % 6 {
            0 | 1 => (Method::PUT, address.clone(), Some(other)),
            3 => {
                let name = other["userPrincipalName"].clone();
                let names = json!({ "identifiers": [name] });
                (Method::POST, "/subjects/export".to_owned(), Some(names))
            }
            4 => (Method::POST, format!("{address}/erase"), None),
            // It is there in round 2, and erased in round 5.
            _ => (Method::GET, address.clone(), None),
        };
        let answer = fixture.send(method.clone(), &to, body.as_ref()).await;
        let is_done = answer.status.is_success();
        assert_eq!(is_done, round % 6 != 5, "{method} {to}: {}", answer.text);
        let is_same = method == Method::PUT && answer.json()["changed"] == false;
        events += usize::from(is_done && !is_same);
        if round % 6 == 5 {
            address = fixture.create(&device(task)).await;
            events += 1;
        }
    }
    events
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_mixed_requests_leave_as_many_events_as_they_have_to() {
    let fixture = std::sync::Arc::new(Fixture::new());
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let fixture = std::sync::Arc::clone(&fixture);
            tokio::spawn(async move { mixed(&fixture, task, 12).await })
        })
        .collect();
    let mut expected = 0;
    for task in tasks {
        expected += task.await.unwrap();
    }
    assert_eq!(expected, 88, "of 120 requests 16 fail and 16 change nothing");
    assert_eq!(fixture.events().len(), expected);
    let verified = fixture.send(Method::GET, "/audit/verify", None).await.json();
    assert_eq!(verified["isWhole"], true);
    assert_eq!(verified["found"]["events"], expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_services_can_have_the_same_database() {
    let fixture = std::sync::Arc::new(Fixture::new());
    let other = Store::open(&fixture.path(), keys()).unwrap();
    let other = Service::new(other).router();
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let router = if task % 2 == 0 { fixture.router.clone() } else { other.clone() };
            tokio::spawn(async move {
                for number in 0..5 {
                    let body = device(task * 10 + number).to_string();
                    let answer =
                        fixture::ask(&router, request(Method::POST, "/devices", &body)).await;
                    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!((fixture.events().len(), fixture.rows().len()), (40, 40));
}

#[tokio::test]
async fn events_are_found_by_person_actor_activity_and_time() {
    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    fixture.create(&device(2)).await;
    fixture.send(Method::GET, &address, None).await;
    let names = json!({ "identifiers": ["kanarie-1@contoso.example", fixture::ADMIN] });
    let names = fixture.send(Method::POST, "/subjects/pseudonyms", Some(&names)).await.json();
    let (subject, actor) =
        (names["subjects"][0].as_str().unwrap(), names["actors"][1].as_str().unwrap());
    let cases = [
        (String::new(), 3),
        (format!("?subject={subject}"), 2),
        (format!("?actor={actor}"), 3),
        (format!("?actor={subject}"), 0),
        (format!("?subject={subject}&activity=read"), 1),
        ("?activity=create".to_owned(), 2),
        ("?since=2999-01-01T00:00:00Z".to_owned(), 0),
        ("?since=2020-01-01T00:00:00Z&limit=1".to_owned(), 1),
    ];
    for (query, count) in cases {
        let answer = fixture.send(Method::GET, &format!("/audit{query}"), None).await;
        assert_eq!(answer.json().as_array().map(Vec::len), Some(count), "{query}");
    }
    let answer = fixture.send(Method::GET, "/audit?limit=1", None).await.json();
    assert_eq!(answer[0]["activityType"], "read", "the newest comes first");
    assert_eq!(answer[0]["chain"]["sequence"], 3);
}

#[tokio::test]
async fn events_of_one_request_have_its_id() {
    let fixture = Fixture::new();
    let id = "52effe71-fe71-52ef-71fe-ef5271feef52";
    let mut asked = request(Method::POST, "/devices", &device(1).to_string());
    asked.headers_mut().insert("x-request-id", id.parse().unwrap());
    let answer = fixture::ask(&fixture.router, asked).await;
    assert_eq!(answer.headers["x-request-id"], id);
    fixture.create(&device(2)).await;
    let ids: Vec<_> =
        fixture.events().into_iter().map(|it| it.event.correlation_id.unwrap()).collect();
    assert_eq!(ids[0], id);
    assert!(ids[1] != id && ids[1].len() == id.len());
}

#[tokio::test]
async fn apps_on_a_device_of_ones_own_are_not_stored() {
    let fixture = Fixture::new();
    for owner in [json!("personal"), json!("unknown"), Value::Null] {
        let mut own = device(1);
        own["managedDeviceOwnerType"] = owner.clone();
        let answer = fixture.send(Method::POST, "/devices", Some(&own)).await.json();
        let dropped = answer["dropped"]["entries"].as_array().unwrap();
        assert!(!dropped.is_empty(), "{owner}");
        let address = format!("/devices/{}", answer["id"].as_str().unwrap());
        let stored = fixture.send(Method::GET, &address, None).await.json();
        assert_eq!(stored["detectedApps"], json!([]), "{owner}");
        assert_eq!(stored["serialNumber"], own["serialNumber"]);
    }
    assert!(!fixture.bytes().contains("kanarie diary"));
    // A company's device that becomes its user's.
    let address = fixture.create(&device(2)).await;
    let mut own = device(2);
    own["managedDeviceOwnerType"] = "personal".into();
    fixture.send(Method::PUT, &address, Some(&own)).await;
    let stored = fixture.send(Method::GET, &address, None).await.json();
    assert_eq!(stored["detectedApps"], json!([]));
}

#[tokio::test]
async fn an_export_has_the_devices_of_one_person_and_leaves_an_event_also_without_any() {
    let fixture = Fixture::new();
    for number in [1, 2, 1, 3] {
        fixture.create(&device(number)).await;
    }
    let export = async |names: Value| {
        fixture.send(Method::POST, "/subjects/export", Some(&json!({ "identifiers": names }))).await
    };
    let devices = export(json!(["KANARIE-1@CONTOSO.EXAMPLE"])).await.json();
    assert_eq!(devices.as_array().map(Vec::len), Some(2));
    for device in devices.as_array().unwrap() {
        assert_eq!(device["userPrincipalName"], "kanarie-1@contoso.example");
        assert!(device.get("isEncrypted").is_none(), "it is not personal");
    }
    let both = export(json!(["kanarie-1@contoso.example", "kanarie-3@contoso.example"])).await;
    assert_eq!(both.json().as_array().map(Vec::len), Some(3));
    let none = export(json!(["nobody@contoso.example"])).await;
    assert_eq!(none.json(), json!([]));
    let events = fixture.events();
    assert_eq!(events.len(), 7);
    assert_eq!(events[6].event.data_subjects.len(), 1, "it says who asked");

    for nobody in [json!([]), json!([""])] {
        assert_eq!(export(nobody).await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(fixture.events().len(), 7);
}
