//! Events in the form of CloudEvents 1.0, for message brokers and webhooks.
//!
//! ```
//! use intune_privacy::audit::AuditEvent;
//! use intune_privacy::audit::cloudevents::{self, Source};
//!
//! let event: AuditEvent = serde_json::from_str(
//!     r#"{
//!         "id": "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815",
//!         "activityDateTime": "2026-05-04T09:30:00Z",
//!         "activityType": "update"
//!     }"#,
//! )?;
//! let source = Source::new("https://fleet.contoso.example/devices")?;
//! let envelope = serde_json::to_value(cloudevents::from_event(&event, &source)?)?;
//! assert_eq!(envelope["type"], "intune_privacy.audit.update");
//! assert_eq!(envelope["data"], serde_json::to_value(&event)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::string::{String, ToString};
use core::fmt;

use serde::Serialize;
use thiserror::Error;

use super::{Activity, AuditEvent, EVENT_SCHEMA_ID, Guid};

/// The media type of an event in the JSON format of CloudEvents 1.0.
pub const MEDIA_TYPE: &str = "application/cloudevents+json";

/// The context in which events happen, such as the URL of a service: the attribute `source`.
///
/// Brokers and logs see it, so it names a service and not a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Source(String);

impl Source {
    /// A source from a URI or a relative reference (RFC 3986).
    ///
    /// # Errors
    ///
    /// [`CloudEventError::Source`] if the text is empty or has a character that no URI has.
    pub fn new(reference: impl Into<String>) -> Result<Self, CloudEventError> {
        let reference = reference.into();
        if is_reference(&reference) { Ok(Self(reference)) } else { Err(CloudEventError::Source) }
    }

    /// The reference.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An event has no form as a CloudEvent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CloudEventError {
    /// The source is empty or has a character that no URI has.
    #[error("the source of a CloudEvent is a URI or a relative reference, and not empty")]
    Source,
    /// The event's id is no GUID. Brokers and logs show it, so it must not be able to hold anything
    /// else.
    #[error("the id of the event is no GUID")]
    Id,
}

/// An event as a CloudEvent in structured mode: `Serialize` gives the JSON format of CloudEvents 1.0
/// (CNCF, version 1.0.2 of the specification).
#[derive(Clone, Serialize)]
pub struct CloudEvent<'a> {
    specversion: &'static str,
    id: String,
    source: &'a Source,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    datacontenttype: &'static str,
    dataschema: &'static str,
    data: &'a AuditEvent,
}

/// The event as a CloudEvent.
///
/// Its type is `intune_privacy.audit.` and the [`Activity`], or `other` for an event of elsewhere
/// whose activity is none of ours. `time` is in UTC; `data` is the event, as it is, and `dataschema`
/// its [schema](super::EVENT_SCHEMA).
///
/// Brokers route by the attributes beside `data` and log them, so none of them holds a value of a
/// record or actor. That is why there is no `subject`: the pseudonym of a person is personal data
/// (GDPR recital 26).
///
/// # Errors
///
/// [`CloudEventError::Id`] if the event's id is no GUID.
pub fn from_event<'a>(
    event: &'a AuditEvent,
    source: &'a Source,
) -> Result<CloudEvent<'a>, CloudEventError> {
    let id: Guid = event.id.parse().map_err(|_| CloudEventError::Id)?;
    let time = event.activity_date_time.in_utc().to_string();
    Ok(CloudEvent {
        specversion: "1.0",
        id: id.to_string(),
        source,
        r#type: kind(event.kind()),
        // RFC 3339 has no years before 0, and the attribute is optional.
        time: Some(time).filter(|time| !time.starts_with('-')),
        datacontenttype: "application/json",
        dataschema: EVENT_SCHEMA_ID,
        data: event,
    })
}

const fn kind(activity: Option<Activity>) -> &'static str {
    match activity {
        Some(Activity::Assign) => "intune_privacy.audit.assign",
        Some(Activity::Create) => "intune_privacy.audit.create",
        Some(Activity::Delete) => "intune_privacy.audit.delete",
        Some(Activity::Manage) => "intune_privacy.audit.manage",
        Some(Activity::RemoteTask) => "intune_privacy.audit.remote_task",
        Some(Activity::Update) => "intune_privacy.audit.update",
        Some(Activity::Read) => "intune_privacy.audit.read",
        None => "intune_privacy.audit.other",
    }
}

/// Whether all characters are those of a URI reference (RFC 3986, section 2) and there is any.
fn is_reference(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                let mut digit = || bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit());
                digit() && digit()
            }
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    !text.is_empty()
}

/// What cannot be personal.
impl fmt::Debug for CloudEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloudEvent")
            .field("source", &self.source)
            .field("type", &self.r#type)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}
