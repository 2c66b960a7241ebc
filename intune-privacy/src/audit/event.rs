//! The record of one access or change: Microsoft Graph's `auditEvent`, and what Graph has no place
//! for.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Activity, Timestamp};

/// Who did what to which records, when, and with what result.
///
/// Its serialized form is Microsoft Graph's
/// [`auditEvent`](https://learn.microsoft.com/en-us/graph/api/resources/intune-auditing-auditevent)
/// (v1.0, CSDL of 2026-08-20) with four properties more: `dataSubjects`, `taxonomy`, and of each
/// modified property `change` and `classification`. An event of Graph's own can be read; what it has
/// beyond the properties here is kept in `other`. A property that is `null` is not written again.
///
/// An event that is made here holds no value but what the policy shows. One that was read from
/// elsewhere can hold personal data in clear, so `Debug` shows neither.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AuditEvent {
    /// The key of the event: a GUID.
    pub id: String,
    /// The name of the event, for a person to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The part of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_name: Option<String>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<EventActor>,
    /// The name of the activity, for a person to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// When it was done.
    pub activity_date_time: Timestamp,
    /// The [`Activity`] by its name; in Graph's own events, more than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_type: Option<String>,
    /// The operation, such as `Patch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_operation_type: Option<String>,
    /// The result, such as `Success`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_result: Option<String>,
    /// The GUID that the events of one request have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The records.
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// The category, such as `Device`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The pseudonyms of the people whose data it is. Graph does not have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_subjects: Vec<String>,
    /// The editions of the taxonomy that the classifications are from. Graph does not have it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxonomy: Vec<String>,
    /// Any other properties.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Who did it: Graph's `auditActor`, with the values that the policy shows.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventActor {
    /// The kind of actor. Graph declares `auditActorType` in its place now.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The kind of actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_actor_type: Option<String>,
    /// What the actor was allowed to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_permissions: Vec<String>,
    /// The ID of the application in Microsoft Entra.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
    /// The name of the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_display_name: Option<String>,
    /// The user principal name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_principal_name: Option<String>,
    /// The service principal name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_principal_name: Option<String>,
    /// The IP address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The ID of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Any other properties.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A record that was accessed or changed: Graph's `auditResource`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Resource {
    /// The name of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The properties that were accessed or changed.
    #[serde(default)]
    pub modified_properties: Vec<Property>,
    /// The type of the record. Graph declares `auditResourceType` in its place now.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The type of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_resource_type: Option<String>,
    /// The ID of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Any other properties.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A property that was accessed or changed: Graph's `auditProperty`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Property {
    /// The path of the property in the serialized record, such as `detectedApps[2].version`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What the policy shows of the value before; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_value: Option<String>,
    /// What the policy shows of the value after; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_value: Option<String>,
    /// What the property holds. Graph does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<Classification>,
    /// Any other properties.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// What a property holds, as its annotation and the documents have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Classification {
    /// The class, such as `identified`; absent for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Why it is of that class, such as `documented`; absent for what the documents do not list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The item of the taxonomy, such as `hardware_inventory::serial_number`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// `required` or `optional`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// Whether the MAM workload collects it.
    #[serde(default)]
    pub mam: bool,
    /// Whether it is a secret, of which an event says only that it changed.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub secret: bool,
}

impl AuditEvent {
    /// The activity, if it is one of ours.
    pub fn kind(&self) -> Option<Activity> {
        Activity::from_name(self.activity_type.as_deref()?)
    }
}

/// What cannot be personal: the id, the kind of activity, and how much there is of everything else.
impl fmt::Debug for AuditEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuditEvent")
            .field("activity_date_time", &self.activity_date_time)
            .field("kind", &self.kind())
            .field("resources", &self.resources.len())
            .field("data_subjects", &self.data_subjects.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EventActor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventActor").finish_non_exhaustive()
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resource")
            .field("modified_properties", &self.modified_properties.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Property")
            .field("classification", &self.classification)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::AuditEvent;
    use alloc::format;
    use serde_json::{Value, json};

    fn event() -> Value {
        json!({
            "@odata.type": "#microsoft.graph.auditEvent",
            "id": "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815",
            "activityDateTime": "2016-12-31T23:59:51.6363086-08:00",
            "actor": {"type": "ItPro", "userPermissions": ["*"], "remoteUserId": "r-1"},
            "resources": [{
                "type": "Device",
                "modifiedProperties": [{"displayName": "name", "oldValue": "a", "newValue": "b", "x": 1}],
            }],
        })
    }

    #[test]
    fn an_event_is_read_and_written_without_loss() {
        let read: AuditEvent = serde_json::from_value(event()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), event());
    }

    #[test]
    fn debug_shows_no_value() {
        let read: AuditEvent = serde_json::from_value(event()).unwrap();
        let text = format!("{read:?} {:?} {:?}", read.actor, read.resources);
        for value in ["r-1", "ItPro", "\"a\"", "name", "60c3"] {
            assert!(!text.contains(value), "{text}");
        }
    }
}
