//! The store over HTTP.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, FromRequestParts, MatchedPath, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use intune_privacy::Token;
use intune_privacy::audit::{Activity, Guid, Timestamp};
use intune_privacy::journal;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;
use tokio::task;
use tracing::info;

use crate::body;
use crate::device::Device;
use crate::ledger::Caller;
use crate::refusal::Refusal;
use crate::store::{Store, StoreError};
use crate::subject::Names;

/// The id of a request, in it and in its answer.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How many events are shown if the request does not say, and at most.
const EVENTS: (u64, u64) = (100, 1000);

/// The store over HTTP:
///
/// | Request | Answer |
/// |---|---|
/// | `POST /devices` | 201, the key of the new device and what was not collected |
/// | `GET /devices/{id}` | the device |
/// | `PUT /devices/{id}` | whether it changed, and what was not collected |
/// | `DELETE /devices/{id}` | 204 |
/// | `POST /devices/{id}/erase` | what was erased and what is kept |
/// | `POST /subjects/export` with `{"identifiers": [...]}` | the devices of that person, as JSON |
/// | `POST /subjects/pseudonyms` with `{"identifiers": [...]}` | how the journal calls that person |
/// | `GET /audit?subject&actor&activity&since&limit` | events, the newest first |
/// | `GET /audit/verify` | whether the journal is as it was written |
///
/// What names a person stands in a body and never in an address, because addresses end up in logs: of
/// proxies, of browsers, of this service. So events are searched by pseudonyms.
///
/// `x-actor` says who asks, and everybody is believed: **there is no authentication here**. In
/// earnest, the name comes from the token that a gateway or a middleware has checked, and rights to
/// read the journal or to export are given to few.
///
/// A request that is refused or fails changes nothing and leaves no event. That goes for reading what
/// is not there, too: there is no record that the event could be about.
#[derive(Clone, Debug)]
pub struct Service {
    store: Arc<Mutex<Store>>,
}

impl Service {
    /// The service for a store.
    pub fn new(store: Store) -> Self {
        Self { store: Arc::new(Mutex::new(store)) }
    }

    /// The routes.
    pub fn router(self) -> Router {
        Router::new()
            .route("/devices", post(create))
            .route("/devices/{id}", get(read).put(update).delete(delete))
            .route("/devices/{id}/erase", post(erase))
            .route("/subjects/export", post(export))
            .route("/subjects/pseudonyms", post(pseudonyms))
            .route("/audit", get(audit))
            .route("/audit/verify", get(verify))
            .method_not_allowed_fallback(async || Refusal::Method)
            .fallback(async || Refusal::NoRoute)
            .layer(DefaultBodyLimit::max(body::LONGEST))
            .layer(middleware::from_fn(identified))
            .with_state(self)
    }

    /// Does work with the store on a thread that may block. Requests wait for each other before they
    /// take one, in the order in which they came.
    ///
    /// Once the work has begun it goes on to its end, also if the client goes away. If it panics, its
    /// transaction is rolled back, and the lock is one that a panic does not poison.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let mut store = Arc::clone(&self.store).lock_owned().await;
        match task::spawn_blocking(move || work(&mut store)).await {
            Ok(result) => Ok(result?),
            Err(_) => Err(Refusal::Panicked),
        }
    }
}

/// Gives the request an id if it has none, and says in the log how it went: by the route and a method
/// that it has, because the address and the name of any other method are what a client made of them.
async fn identified(mut request: Request, next: Next) -> Response {
    let sent = request.headers().get(&REQUEST_ID).map(|id| id.to_str().ok()?.parse::<Guid>().ok());
    let Some(id) = sent.unwrap_or_else(|| Some(Guid::random())) else {
        return Refusal::RequestId.into_response();
    };
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    request.extensions_mut().insert(id);
    let mut response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status();
    let is_known = route != "none" && status != StatusCode::METHOD_NOT_ALLOWED;
    let method = if is_known { method.as_str() } else { "none" };
    info!(method, route, status = status.as_u16(), request = %id, "answered");
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let name = actor(&parts.headers).ok_or(Refusal::NoActor)?;
        let request = parts.extensions.get::<Guid>().copied().ok_or(Refusal::RequestId)?;
        Ok(Self { name, request })
    }
}

fn actor(headers: &HeaderMap) -> Option<String> {
    let mut names = headers.get_all("x-actor").into_iter();
    let name = names.next()?.to_str().ok()?.trim();
    let is_one = names.next().is_none() && !name.is_empty() && name.len() <= 256;
    is_one.then(|| name.to_owned())
}

/// The key of a device. What is no GUID is the key of none.
struct DeviceId(String);

impl<S: Send + Sync> FromRequestParts<S> for DeviceId {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = Path::<String>::from_request_parts(parts, state).await.ok();
        let id = path.and_then(|Path(id)| id.parse::<Guid>().ok());
        Ok(Self(id.ok_or(StoreError::NoDevice)?.to_string()))
    }
}

type Body = Result<Bytes, BytesRejection>;

async fn create(
    State(service): State<Service>,
    caller: Caller,
    body: Body,
) -> Result<Response, Refusal> {
    let device: Device = body::read(body)?;
    let (id, dropped) = service.work(move |store| store.create(device, &caller)).await?;
    let address = [(header::LOCATION, format!("/devices/{id}"))];
    Ok((StatusCode::CREATED, address, Json(json!({ "id": id, "dropped": dropped })))
        .into_response())
}

async fn read(
    State(service): State<Service>,
    caller: Caller,
    DeviceId(id): DeviceId,
) -> Result<Json<Device>, Refusal> {
    Ok(Json(service.work(move |store| store.read(&id, &caller)).await?))
}

async fn update(
    State(service): State<Service>,
    caller: Caller,
    DeviceId(id): DeviceId,
    body: Body,
) -> Result<Response, Refusal> {
    let device: Device = body::read(body)?;
    let updated = service.work(move |store| store.update(&id, device, &caller)).await?;
    Ok(Json(json!({ "changed": updated.changed, "dropped": updated.dropped })).into_response())
}

async fn delete(
    State(service): State<Service>,
    caller: Caller,
    DeviceId(id): DeviceId,
) -> Result<StatusCode, Refusal> {
    service.work(move |store| store.delete(&id, &caller)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn erase(
    State(service): State<Service>,
    caller: Caller,
    DeviceId(id): DeviceId,
) -> Result<Response, Refusal> {
    let report = service.work(move |store| store.erase(&id, &caller)).await?;
    Ok(Json(report).into_response())
}

async fn export(
    State(service): State<Service>,
    caller: Caller,
    body: Body,
) -> Result<Response, Refusal> {
    let names: Names = body::read(body)?;
    let export = service.work(move |store| store.export(names, &caller)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], export).into_response())
}

async fn pseudonyms(
    State(service): State<Service>,
    _: Caller,
    body: Body,
) -> Result<Response, Refusal> {
    let names: Names = body::read(body)?;
    let work = move |store: &mut Store| {
        Ok(names.identifiers.iter().map(|name| store.pseudonyms(name)).collect::<Vec<_>>())
    };
    let (subjects, actors): (Vec<_>, Vec<_>) = service.work(work).await?.into_iter().unzip();
    Ok(Json(json!({ "subjects": subjects, "actors": actors })).into_response())
}

/// What events are searched by.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    subject: Option<String>,
    actor: Option<String>,
    activity: Option<String>,
    since: Option<String>,
    limit: Option<u64>,
}

impl Search {
    fn query(self) -> Result<journal::Query, Refusal> {
        let limit = self.limit.unwrap_or(EVENTS.0).min(EVENTS.1);
        let mut query = journal::Query::new().newest_first().limit(limit);
        let pseudonym = |name, value: String| {
            let expected = "a pseudonym: `POST /subjects/pseudonyms` gives it, and a name does not \
                            belong in an address";
            let is_token = Token::is_token(&value);
            is_token.then_some(value).ok_or(Refusal::Parameter { name, expected })
        };
        if let Some(subject) = self.subject {
            query = query.subject(&pseudonym("subject", subject)?);
        }
        if let Some(actor) = self.actor {
            query = query.actor(&pseudonym("actor", actor)?);
        }
        if let Some(name) = self.activity {
            let expected = "`create`, `read`, `update`, `delete` or `manage`";
            let activity = Activity::from_name(&name)
                .ok_or(Refusal::Parameter { name: "activity", expected })?;
            query = query.activity(activity);
        }
        if let Some(time) = self.since {
            let expected = "a point in time such as 2026-05-04T09:30:00Z";
            let since: Timestamp =
                time.parse().map_err(|_| Refusal::Parameter { name: "since", expected })?;
            query = query.since(&since);
        }
        Ok(query)
    }
}

async fn audit(
    State(service): State<Service>,
    _: Caller,
    search: Result<Query<Search>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(search) = search.map_err(|_| Refusal::Query)?;
    let query = search.query()?;
    let events = service.work(move |store| store.events(&query)).await?;
    Ok(Json(events).into_response())
}

async fn verify(State(service): State<Service>, _: Caller) -> Result<Response, Refusal> {
    let found = service.work(|store| store.verify()).await?;
    Ok(Json(json!({ "isWhole": found.is_whole(), "found": found })).into_response())
}

#[cfg(test)]
mod tests;
