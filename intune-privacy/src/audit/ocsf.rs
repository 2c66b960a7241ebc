//! Events in the form of the Open Cybersecurity Schema Framework (OCSF) 1.7.0, for a SIEM.
//!
//! A `read` is of the class Datastore Activity (6005); any other activity is of the class Entity
//! Management (3004). The classes, their required attributes and the constraints of their objects
//! are those of the OCSF schema 1.7.0 (`events/iam/entity_management.json`,
//! `events/application/datastore_activity.json`, `events/base_event.json`, `objects/`).
//!
//! ```
//! use intune_privacy::audit::AuditEvent;
//! use intune_privacy::audit::ocsf::{self, Product};
//!
//! let event: AuditEvent = serde_json::from_str(
//!     r#"{
//!         "id": "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815",
//!         "activityDateTime": "2026-05-04T09:30:00Z",
//!         "activityType": "update",
//!         "resources": [{"auditResourceType": "ManagedDevice", "resourceId": "b3f1"}]
//!     }"#,
//! )?;
//! let product = Product::new("Fleet service").with_vendor("Contoso");
//! let ocsf = serde_json::to_value(ocsf::from_event(&event, &product))?;
//! assert_eq!(ocsf["type_uid"], 300_403);
//! assert_eq!(ocsf["entity"]["uid"], "b3f1");
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::net::IpAddr;

use serde::Serialize;
use serde_json::{Map, Value};

use super::verdict::Verdict;
use super::{Activity, AuditEvent, EventActor, Resource};

/// The version of OCSF, in `metadata.version`.
pub const VERSION: &str = "1.7.0";

/// What OCSF calls what is not known, where it demands that something stands there.
const UNKNOWN: &str = "Unknown";

/// The product that reports events: `metadata.product`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
}

impl Product {
    /// A product of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), vendor_name: None, version: None }
    }

    /// Names the vendor, which OCSF recommends.
    #[must_use]
    pub fn with_vendor(mut self, name: impl Into<String>) -> Self {
        self.vendor_name = Some(name.into());
        self
    }

    /// Names the version, which OCSF recommends.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }
}

/// An event of OCSF, as `Serialize` gives it.
#[derive(Clone, Serialize)]
pub struct OcsfEvent {
    class_uid: u32,
    category_uid: u32,
    activity_id: u32,
    activity_name: String,
    type_uid: u32,
    severity_id: u32,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    time: i64,
    status_id: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    metadata: Metadata,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Actor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    src_endpoint: Option<Endpoint>,
    #[serde(flatten)]
    target: Target,
    #[serde(skip_serializing_if = "Unmapped::is_empty")]
    unmapped: Unmapped,
}

#[derive(Clone, Serialize)]
struct Metadata {
    version: &'static str,
    product: Product,
    original_event_uid: String,
    original_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_uid: Option<String>,
}

#[derive(Clone, Serialize)]
struct Actor {
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_uid: Option<String>,
}

#[derive(Clone, Serialize)]
struct User {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    type_id: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uid: Option<String>,
}

/// Where the actor was. OCSF wants an address in `ip`; what a policy shows of one may be none.
#[derive(Clone, Serialize)]
#[serde(rename_all = "lowercase")]
enum Endpoint {
    Ip(String),
    Name(String),
}

/// What was accessed or changed.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Target {
    Entity { entity: Entity },
    Datastore { type_id: u32, table: Table },
}

#[derive(Clone, Serialize)]
struct Entity {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
    type_id: u32,
}

#[derive(Clone, Serialize)]
struct Table {
    name: String,
}

/// What OCSF has no attribute for, by the names of the event.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Unmapped {
    #[serde(skip_serializing_if = "Option::is_none")]
    component_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<EventActor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activity_operation_type: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<Resource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    data_subjects: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    taxonomy: Vec<String>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

impl Unmapped {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The event in the form of OCSF.
///
/// Nothing of it is lost: what OCSF has no attribute for, such as the properties that changed, and
/// the records but the first, is in `unmapped`, by the names of the event.
///
/// | OCSF | The event |
/// |---|---|
/// | `activity_id` | of a change: 1 create, 3 update, 4 delete, 99 any other, with its name in `activity_name`, 0 none; of a `read`: 1 |
/// | `severity_id` | 1, informational |
/// | `status_id` | 1 success, 2 failure, 99 any other result, 0 none; `status_code` is the result as it is |
/// | `time`, `metadata.original_time` | when it was done, to the millisecond, and as it is |
/// | `metadata.original_event_uid`, `.correlation_uid` | `id`, `correlationId` |
/// | `message` | `displayName` |
/// | `actor.user` | the user principal name and ID, or the service principal name, and the kind of actor; the kind alone if neither a user nor an application is named |
/// | `actor.app_name`, `.app_uid` | the application's name and ID |
/// | `src_endpoint` | `ip` if the policy shows an IP address, else `name` |
/// | `entity` | of a change: the first record's name, ID and type |
/// | `table` | of a `read`: the first record's type |
///
/// OCSF demands some attributes that an event need not have. In their place stands the name
/// `Unknown`.
pub fn from_event(event: &AuditEvent, product: &Product) -> OcsfEvent {
    // Every field is named, so that a new one does not compile until it has a place.
    let AuditEvent {
        id,
        display_name: message,
        component_name,
        actor,
        activity,
        activity_date_time,
        activity_type,
        activity_operation_type,
        activity_result,
        correlation_id,
        mut resources,
        category,
        data_subjects,
        taxonomy,
        other,
    } = event.clone();
    let read = event.kind() == Some(Activity::Read);
    let (class_uid, category_uid) = if read { (6005, 6) } else { (3004, 3) };
    let (activity_id, activity_name) = match event.kind() {
        Some(Activity::Read) => (1, "Read".into()),
        Some(Activity::Create) => (1, "Create".into()),
        Some(Activity::Update) => (3, "Update".into()),
        Some(Activity::Delete) => (4, "Delete".into()),
        Some(Activity::Assign | Activity::Manage | Activity::RemoteTask) | None => {
            activity_type.map_or((0, UNKNOWN.into()), |name| (99, name))
        }
    };
    let (status_id, status) = match Verdict::of(event) {
        Verdict::Unknown => (0, None),
        Verdict::Success => (1, Some("Success".into())),
        Verdict::Failure => (2, Some("Failure".into())),
        Verdict::Other => (99, activity_result.clone()),
    };

    let (mut actor, src_endpoint, actor_rest) = actor.map_or((None, None, None), split);
    let mut src_endpoint = src_endpoint;
    let target = if read {
        // The class demands both.
        let unknown =
            || User { r#type: None, type_id: Some(0), name: Some(UNKNOWN.into()), uid: None };
        actor.get_or_insert_with(|| Actor { user: Some(unknown()), app_name: None, app_uid: None });
        src_endpoint.get_or_insert_with(|| Endpoint::Name(UNKNOWN.into()));
        let name = resources
            .first_mut()
            .and_then(|resource| either(&mut resource.audit_resource_type, &mut resource.kind))
            .unwrap_or_else(|| UNKNOWN.into());
        Target::Datastore { type_id: 3, table: Table { name } }
    } else {
        Target::Entity { entity: entity(resources.first_mut()) }
    };
    // The first may have nothing left; one that follows stands for a record, whatever it holds.
    if resources.len() == 1 && resources[0] == Resource::default() {
        resources.clear();
    }

    OcsfEvent {
        class_uid,
        category_uid,
        activity_id,
        activity_name,
        type_uid: class_uid * 100 + activity_id,
        severity_id: 1,
        time: activity_date_time.as_millisecond(),
        status_id,
        status,
        status_code: activity_result,
        message: message.clone(),
        metadata: Metadata {
            version: VERSION,
            product: product.clone(),
            original_event_uid: id,
            original_time: activity_date_time.to_string(),
            correlation_uid: correlation_id,
        },
        actor,
        src_endpoint,
        target,
        unmapped: Unmapped {
            component_name,
            actor: actor_rest,
            activity: activity.filter(|name| message.as_ref() != Some(name)),
            activity_operation_type,
            resources,
            category,
            data_subjects,
            taxonomy,
            other,
        },
    }
}

/// The actor as OCSF has it, where it was, and what is left.
fn split(mut actor: EventActor) -> (Option<Actor>, Option<Endpoint>, Option<EventActor>) {
    let name = actor.user_principal_name.take().or_else(|| actor.service_principal_name.take());
    let uid = actor.user_id.take();
    let app_name = actor.application_display_name.take();
    let app_uid = actor.application_id.take();
    let named = name.is_some() || uid.is_some();
    // An application is no user, and an actor of which only the kind is known is known by that.
    let user = if named || (app_name.is_none() && app_uid.is_none()) {
        let kind = either(&mut actor.audit_actor_type, &mut actor.kind);
        let name = if named { name } else { kind.clone() };
        let type_id = kind.as_deref().map(user_type);
        (name.is_some() || uid.is_some()).then_some(User { r#type: kind, type_id, name, uid })
    } else {
        None
    };
    let any = user.is_some() || app_name.is_some() || app_uid.is_some();
    let endpoint = actor.ip_address.take().map(|address| {
        if address.parse::<IpAddr>().is_ok() {
            Endpoint::Ip(address)
        } else {
            Endpoint::Name(address)
        }
    });
    let rest = (actor != EventActor::default()).then_some(actor);
    (any.then_some(Actor { user, app_name, app_uid }), endpoint, rest)
}

/// The record as an entity of a type that OCSF does not list: what it lists demands objects of its
/// own, such as `device`, with more than an event knows.
fn entity(resource: Option<&mut Resource>) -> Entity {
    let Some(resource) = resource else {
        return Entity { name: Some(UNKNOWN.into()), uid: None, r#type: None, type_id: 0 };
    };
    let name = resource.display_name.take();
    let uid = resource.resource_id.take();
    let r#type = either(&mut resource.audit_resource_type, &mut resource.kind);
    let type_id = if r#type.is_some() { 99 } else { 0 };
    let name = if uid.is_none() { name.or_else(|| Some(UNKNOWN.into())) } else { name };
    Entity { name, uid, r#type, type_id }
}

/// The normalized type of a user, by the kind of actor.
fn user_type(kind: &str) -> u32 {
    match kind {
        "User" => 1,
        "System" => 3,
        "Application" => 4,
        _ => 99,
    }
}

/// Takes what Graph has two properties for. The second stays if it says something else.
fn either(first: &mut Option<String>, second: &mut Option<String>) -> Option<String> {
    if first == second {
        *second = None;
    }
    first.take().or_else(|| second.take())
}

/// What cannot be personal: which class and activity it is.
impl fmt::Debug for OcsfEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OcsfEvent")
            .field("class_uid", &self.class_uid)
            .field("activity_id", &self.activity_id)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}
