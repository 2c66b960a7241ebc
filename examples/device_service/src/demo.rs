//! A day in the life of the service, without a network.

use std::io::{self, Write};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use intune_privacy::KeyError;
use intune_privacy::journal::Entry;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::keys::Keys;
use crate::service::Service;
use crate::store::{Store, StoreError};
use crate::trail;

/// Devices as Graph sends them.
const DEVICES: &str = include_str!("../../data/managed_devices.json");

/// Apps as Graph sends them.
const APPS: &str = include_str!("../../data/detected_apps.json");

const ADMIN: &str = "admin@contoso.example";
const HELP_DESK: &str = "helpdesk@contoso.example";
const OFFICER: &str = "privacy@contoso.example";
const ADELE: &str = "adele.vance@contoso.example";

/// The longest answer that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// The longest body of a request that is shown, in bytes. A whole device of Graph is longer.
const LONGEST_SHOWN: usize = 200;

/// Why the scenario came to no good end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The operating system has no random numbers.
    #[error("there are no random numbers for the keys: {0}")]
    Random(#[from] getrandom::Error),
    /// The keys cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The sample or an answer is not JSON.
    #[error("the sample or an answer is not what is expected")]
    Json(#[from] serde_json::Error),
    /// A request cannot be made or its answer cannot be read.
    #[error("a request or its answer is broken")]
    Http(#[from] axum::Error),
    /// The service answered otherwise than it should.
    #[error("{method} {address} was answered with {found} instead of {expected}")]
    Answer {
        /// The method of the request.
        method: Method,
        /// The address of the request.
        address: String,
        /// The status.
        found: StatusCode,
        /// The status that is right.
        expected: StatusCode,
    },
    /// The journal is not as it was written.
    #[error("the journal is not whole")]
    Journal,
    /// The output or a file cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

/// Plays it: with keys and a database that are gone afterwards.
///
/// # Errors
///
/// If anything is otherwise than it should be.
pub async fn run(out: &mut impl Write) -> Result<(), DemoError> {
    let folder = tempfile::tempdir()?;
    let (mut pseudonyms, mut journal) = ([0; 32], [0; 32]);
    getrandom::fill(&mut pseudonyms)?;
    getrandom::fill(&mut journal)?;
    let keys = Keys::from_bytes(&pseudonyms, &journal)?;
    let store = Store::open(&folder.path().join("devices.db"), keys)?;
    let mut client = Client { router: Service::new(store).router(), out };

    let mut devices: Value = serde_json::from_str(DEVICES)?;
    let mut laptop = devices["value"][0].take();
    laptop["detectedApps"] = serde_json::from_str(APPS)?;
    let mut phone = devices["value"][2].take();
    phone["detectedApps"] = serde_json::from_str(APPS)?;

    client.says("Two devices enroll. The apps on a device of one's own are not collected.")?;
    let laptop_at = client.create(&laptop).await?;
    let phone_at = client.create(&phone).await?;

    client.says("The help desk looks at the laptop.")?;
    client.send(HELP_DESK, Method::GET, &laptop_at, None, StatusCode::OK).await?;

    client
        .says("It gets another name and loses its encryption. To say so twice changes nothing.")?;
    laptop["deviceName"] = "ADELEV-LAPTOP-2".into();
    laptop["isEncrypted"] = false.into();
    for _ in 0..2 {
        client.send(ADMIN, Method::PUT, &laptop_at, Some(&laptop), StatusCode::OK).await?;
    }

    client.says("What is wrong is refused, and not repeated.")?;
    let wrong = json!({ "userPrincipalName": ADELE, "isEncrypted": "by Adele" });
    client.send(ADMIN, Method::PUT, &laptop_at, Some(&wrong), StatusCode::BAD_REQUEST).await?;
    let nowhere = "/devices/00000000-0000-4000-8000-000000000000";
    client.send(HELP_DESK, Method::GET, nowhere, None, StatusCode::NOT_FOUND).await?;

    client.says("Adele asks for her data, and then to be forgotten. The phone is deleted.")?;
    let adele = json!({ "identifiers": [ADELE] });
    let post = Method::POST;
    client.send(OFFICER, post.clone(), "/subjects/export", Some(&adele), StatusCode::OK).await?;
    let erase = format!("{laptop_at}/erase");
    client.send(OFFICER, post.clone(), &erase, None, StatusCode::OK).await?;
    client.send(HELP_DESK, Method::GET, &laptop_at, None, StatusCode::NOT_FOUND).await?;
    client.send(ADMIN, Method::DELETE, &phone_at, None, StatusCode::NO_CONTENT).await?;

    client.says("What was done with her data? A pseudonym leads to it.")?;
    let names = "/subjects/pseudonyms";
    let names = client.send(OFFICER, post, names, Some(&adele), StatusCode::OK).await?;
    let subject = names["subjects"][0].as_str().unwrap_or_default();
    client.trail(&format!("/audit?subject={subject}")).await?;

    client.says("And with everybody's?")?;
    client.trail("/audit").await?;

    client.says("Is the journal as it was written?")?;
    let found = client.send(OFFICER, Method::GET, "/audit/verify", None, StatusCode::OK).await?;
    if found["isWhole"] == true { Ok(()) } else { Err(DemoError::Journal) }
}

/// Sends requests to the routes, and writes them down with their answers.
struct Client<'a, W> {
    router: Router,
    out: &'a mut W,
}

impl<W: Write> Client<'_, W> {
    fn says(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.out, "\n== {what} ==\n")
    }

    async fn create(&mut self, device: &Value) -> Result<String, DemoError> {
        let created = StatusCode::CREATED;
        let answer = self.send(ADMIN, Method::POST, "/devices", Some(device), created).await?;
        Ok(format!("/devices/{}", answer["id"].as_str().unwrap_or_default()))
    }

    /// Shows events as a table, the oldest first.
    async fn trail(&mut self, address: &str) -> Result<(), DemoError> {
        let answer = self.exchange(OFFICER, Method::GET, address, None, StatusCode::OK).await?;
        let mut entries: Vec<Entry> = serde_json::from_value(answer)?;
        entries.reverse();
        writeln!(self.out, "{}", trail::table(&entries))?;
        Ok(())
    }

    async fn send(
        &mut self,
        actor: &str,
        method: Method,
        address: &str,
        body: Option<&Value>,
        expected: StatusCode,
    ) -> Result<Value, DemoError> {
        let answer = self.exchange(actor, method, address, body, expected).await?;
        if !answer.is_null() {
            writeln!(self.out, "  {}", shown(&answer))?;
        }
        Ok(answer)
    }

    async fn exchange(
        &mut self,
        actor: &str,
        method: Method,
        address: &str,
        body: Option<&Value>,
        expected: StatusCode,
    ) -> Result<Value, DemoError> {
        let content = body.map(Value::to_string).unwrap_or_default();
        let request = Request::builder()
            .method(method.clone())
            .uri(address)
            .header("x-actor", actor)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(content.clone()))
            .map_err(axum::Error::new)?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        let found = response.status();
        writeln!(self.out, "{method} {address} ({actor}): {found}")?;
        if (1..=LONGEST_SHOWN).contains(&content.len()) {
            writeln!(self.out, "  sent: {content}")?;
        }
        if found != expected {
            let address = address.to_owned();
            return Err(DemoError::Answer { method, address, found, expected });
        }
        let bytes = to_bytes(response.into_body(), LONGEST).await?;
        Ok(if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes)? })
    }
}

/// An answer in a few lines: of reports what counts.
fn shown(answer: &Value) -> String {
    let Some(entries) = answer.get("dropped").unwrap_or(answer).get("entries") else {
        return answer.to_string();
    };
    let mut lines = Vec::new();
    for name in ["id", "changed", "record"] {
        lines.extend(answer.get(name).map(|value| format!("{name}: {value}")));
    }
    for entry in entries.as_array().into_iter().flatten() {
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        let outcome = text("outcome").unwrap_or("dropped");
        let reason = text("explanation").map(|reason| format!(", as {reason}"));
        let path = text("path").unwrap_or_default();
        lines.push(format!("  {path}: {outcome}{}", reason.unwrap_or_default()));
    }
    lines.join("\n  ")
}
