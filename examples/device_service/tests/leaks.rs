//! That what is identified shows nowhere but in devices: not in events, errors or the log, and not in
//! the bytes of the files once it is erased.

mod fixture;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use intune_privacy_device_service::body::LONGEST;
use intune_privacy_device_service::keys::Keys;
use intune_privacy_device_service::store::{Store, StoreError};
use serde_json::json;

use fixture::{ADMIN, CANARY, Fixture, ask, device, keys, request, secret};

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_clean(text: &str) {
    assert!(!text.to_lowercase().contains(CANARY), "{text}");
}

#[tokio::test]
async fn neither_answers_to_errors_nor_the_log_repeat_anything() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // For all threads, also those of the other tests here.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    let sent = |method: &Method, address: &str, body: &str| {
        ask(&fixture.router, request(method.clone(), address, body))
    };
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let too_long = format!("\"{}\"", CANARY.repeat(LONGEST / CANARY.len() + 1));
    let bodies = [
        "",
        "kanarie",
        "\"kanarie\"",
        "{\"kanarie\": ",
        "{\"kanarie\": \"kanarie\" kanarie}",
        "{\"deviceName\": {\"kanarie\": 1}}",
        "{\"isEncrypted\": \"kanarie\"}",
        "{\"managedDeviceOwnerType\": [\"kanarie\"]}",
        "{\"detectedApps\": [{}, {\"version\": [\"kanarie\"]}]}",
        "{\"detectedApps\": \"kanarie\"}",
        "{\"isEncrypted\": true, \"isEncrypted\": \"kanarie\"}",
        "{} kanarie",
        "[\"kanarie\"]",
        "\u{0}kanarie",
        &too_long,
    ];
    for body in bodies {
        for (method, address) in
            [(&post, "/devices"), (&put, &*address), (&post, "/subjects/export")]
        {
            let answer = sent(method, address, body).await;
            assert!(answer.status.is_client_error(), "{body}: {}", answer.status);
            assert!(answer.json()["error"].is_string());
            is_clean(&answer.text);
        }
    }
    let refused = sent(&post, "/devices", &too_long).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let names = sent(&post, "/subjects/export", "{\"kanarie\": []}").await;
    is_clean(&names.text);
    let found = sent(&put, &address, "{\"detectedApps\": [{}, {\"version\": []}]}").await;
    assert!(found.text.contains("`detectedApps[1].version`"), "{}", found.text);

    let addresses = [
        "/kanarie",
        "/devices/kanarie",
        "/devices/kanarie/erase",
        "/devices/%ff%fekanarie",
        "/devices/kanarie%40contoso.example",
        "/audit?kanarie=kanarie",
        "/audit?subject=kanarie-1%40contoso.example",
        "/audit?actor=kanarie",
        "/audit?activity=kanarie",
        "/audit?since=kanarie",
        "/audit?limit=kanarie",
        "/audit?subject=a&subject=kanarie",
        "/audit/kanarie",
    ];
    for address in addresses {
        for method in [&get, &put, &Method::DELETE, &Method::from_bytes(b"KANARIE").unwrap()] {
            let answer = sent(method, address, "{}").await;
            assert!(answer.status.is_client_error(), "{method} {address}: {}", answer.status);
            assert!(answer.json()["error"].is_string());
            is_clean(&answer.text);
        }
    }
    for (name, value) in [
        ("x-actor", &b"kanarie\xff"[..]),
        ("x-actor", b""),
        ("x-actor", &[b'k'; 257]),
        ("x-request-id", b"kanarie"),
        ("x-request-id", b"\xffkanarie"),
    ] {
        let mut asked = request(get.clone(), &address, "");
        asked.headers_mut().insert(name, value.try_into().unwrap());
        let answer = ask(&fixture.router, asked).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        is_clean(&answer.text);
    }
    let anonymous = Request::builder().uri(&address).body(Body::empty()).unwrap();
    assert_eq!(ask(&fixture.router, anonymous).await.status, StatusCode::BAD_REQUEST);
    fixture
        .sql()
        .execute_batch("UPDATE device SET body = '{\"isEncrypted\": \"kanarie\"}'")
        .unwrap();
    let damaged = sent(&get, &address, "").await;
    assert_eq!(damaged.status, StatusCode::INTERNAL_SERVER_ERROR);
    is_clean(&damaged.text);
    assert_eq!(fixture.activities(), ["create"]);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("route=\"/devices/{id}\"") && log.contains("ERROR"), "{log}");
    is_clean(&log);
}

#[tokio::test]
async fn events_hold_no_identified_value() {
    let fixture = Fixture::new();
    let address = fixture.create(&device(1)).await;
    let mut other = device(2);
    other["detectedApps"] = json!([]);
    for (method, address, body) in [
        (Method::PUT, address.clone(), Some(&other)),
        (Method::GET, address.clone(), None),
        (Method::POST, "/subjects/export".into(), Some(&json!({ "identifiers": [ADMIN] }))),
        (Method::POST, format!("{address}/erase"), None),
    ] {
        assert_eq!(fixture.send(method, &address, body).await.status, StatusCode::OK);
    }
    assert_eq!(fixture.events().len(), 5);
    let database = fixture.sql();
    for table in ["audit_event", "audit_term", "audit_journal", "audit_gap"] {
        let mut rows = database.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                is_clean(&format!("{:?}", row.get_ref(column).unwrap()));
                is_clean(&row.get::<_, String>(column).unwrap_or_default());
            }
        }
    }
    let id = address.rsplit('/').next().unwrap();
    let shown = fixture.send(Method::GET, "/audit", None).await;
    assert!(!shown.text.contains(id), "the key of the device is a pseudonym");
    is_clean(&shown.text);
}

#[tokio::test]
async fn what_is_erased_or_deleted_is_gone_from_the_bytes_of_the_files() {
    let fixture = Fixture::new();
    let mut addresses = Vec::new();
    for number in 0..120 {
        addresses.push(fixture.create(&device(number)).await);
    }
    // Rows that grow, shrink and move between pages.
    for round in 1..6 {
        for (number, address) in addresses.iter().enumerate() {
            let mut other = device(number);
            let apps = (0..(number * round) % 23)
                .map(|app| json!({"displayName": format!("Kanarie {app}")}));
            other["detectedApps"] = apps.collect();
            let answer = fixture.send(Method::PUT, address, Some(&other)).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
    }
    assert!(fixture.bytes().matches(CANARY).count() > 500);
    for (number, address) in addresses.iter().enumerate() {
        let (method, to) = if number % 3 == 0 {
            (Method::DELETE, address.clone())
        } else {
            (Method::POST, format!("{address}/erase"))
        };
        let answer = fixture.send(method, &to, None).await;
        assert!(answer.status.is_success(), "{}", answer.text);
    }
    let bytes = fixture.bytes();
    assert_eq!(bytes.matches(CANARY).count(), 0);
    for address in &addresses {
        let id = address.rsplit('/').next().unwrap();
        assert!(!bytes.contains(id), "nothing leads from the old key to what is left");
    }
    let rows = fixture.rows();
    assert_eq!(rows.len(), 80);
    for (_, token, body) in rows {
        assert_eq!(token, None);
        assert!(body.contains("\"isEncrypted\":true"), "what is about nobody is kept: {body}");
    }
}

#[test]
fn a_database_of_other_keys_or_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("devices.db");
    let caller = intune_privacy_device_service::Caller {
        name: ADMIN.into(),
        request: intune_privacy::audit::Guid::random(),
    };
    let mut store = Store::open(&path, keys()).unwrap();
    store.create(serde_json::from_value(device(1)).unwrap(), &caller).unwrap();
    drop(store);

    let open = |keys| Store::open(&path, keys).err();
    let other_pseudonyms = Keys::from_bytes(&secret(5), &secret(3)).unwrap();
    assert!(matches!(open(other_pseudonyms), Some(StoreError::WrongKey)));
    let other_journal = Keys::from_bytes(&secret(1), &secret(5)).unwrap();
    assert!(matches!(open(other_journal), Some(StoreError::Database(_))));
    assert!(open(keys()).is_none());

    let sql = |text| {
        intune_privacy::journal::rusqlite::Connection::open(&path).unwrap().execute_batch(text)
    };
    sql("PRAGMA user_version = 2").unwrap();
    assert!(matches!(open(keys()), Some(StoreError::Foreign)));
    sql("PRAGMA user_version = 0").unwrap();
    assert!(matches!(open(keys()), Some(StoreError::Foreign)));
    sql("PRAGMA user_version = 1; DROP TABLE audit_journal").unwrap();
    assert!(matches!(open(keys()), Some(StoreError::Database(_))), "it is not made anew");

    std::fs::write(&path, "kanarie, and no database at all").unwrap();
    is_clean(&open(keys()).unwrap().to_string());
    let nowhere = Store::open(&folder.path().join("no/such.db"), keys()).err().unwrap();
    is_clean(&nowhere.to_string());
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_new_database() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("devices.db");
    let _store = Store::open(&path, keys()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
