use intune_privacy::Classified;
use serde::{Deserialize, Serialize};

use super::Timestamp;

/// What an administrator did: Graph's `auditEvent`.
///
/// The documents list the audited activities one by one (assign, create, delete, manage, remote
/// tasks, update). A property that names the activity can be any of them, so it has their class
/// and no item of its own.
///
/// A `display_name` is a person's in the documents. Here it is the event's, the resource's or the
/// property's, and the fields have names that say so.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = audit_log)]
pub struct AuditEvent {
    /// The key of the event.
    #[data(pseudonymized, required, undocumented = "stands for what one administrator did")]
    pub id: String,
    /// The title of the event.
    #[serde(rename = "displayName")]
    #[data(identified, required, undocumented = "names any one of the listed activities")]
    pub title: Option<String>,
    /// The part of Intune.
    #[data(non_personal)]
    pub component_name: Option<String>,
    /// Who did it.
    #[data(nested)]
    pub actor: Option<AuditActor>,
    /// What was done, in words.
    #[data(identified, required, undocumented = "names any one of the listed activities")]
    pub activity: Option<String>,
    /// When it was done.
    #[data(pseudonymized, required, undocumented = "when the administrator was at work")]
    pub activity_date_time: Option<Timestamp>,
    /// What was done, as a type.
    #[data(identified, required, undocumented = "names any one of the listed activities")]
    pub activity_type: Option<String>,
    /// What was done, as an operation.
    #[data(identified, required, undocumented = "names any one of the listed activities")]
    pub activity_operation_type: Option<String>,
    /// Whether it succeeded.
    #[data(non_personal)]
    pub activity_result: Option<String>,
    /// What the events of one request have in common.
    #[data(pseudonymized, required, undocumented = "links what one administrator did at a time")]
    pub correlation_id: Option<String>,
    /// What it was done to.
    #[data(nested)]
    pub resources: Option<Vec<AuditResource>>,
    /// The field of the activity.
    #[data(non_personal)]
    pub category: Option<String>,
}

/// Who did something: Graph's `auditActor`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = admin_account)]
pub struct AuditActor {
    /// A person, an application or the system, by the older name of the property.
    #[serde(rename = "type")]
    #[data(non_personal)]
    pub actor_type: Option<String>,
    /// A person, an application or the system.
    #[data(non_personal)]
    pub audit_actor_type: Option<String>,
    /// The rights that the actor had.
    #[data(pseudonymized, required, undocumented = "the administrator's role narrows them down")]
    pub user_permissions: Option<Vec<String>>,
    /// The key of the application that the actor used or is.
    #[data(pseudonymized, required, undocumented = "the tool that the administrator worked with")]
    pub application_id: Option<String>,
    /// The name of the application that the actor used or is.
    #[data(
        identified,
        required,
        undocumented = "the tool of the administrator, under a name that anybody may give it"
    )]
    pub application_display_name: Option<String>,
    /// The name by which the actor signs in.
    #[data(identified, required, mam, subject, item = admin_account::upn)]
    pub user_principal_name: Option<String>,
    /// The name by which an application signs in.
    #[data(identified, required, undocumented = "stands for the actor where no person signed in")]
    pub service_principal_name: Option<String>,
    /// From where the actor connected.
    #[data(identified, required)]
    pub ip_address: Option<String>,
    /// The key of the actor in the directory.
    #[data(identified, required, mam, item = admin_account::active_directory_id)]
    pub user_id: Option<String>,
}

/// What something was done to: Graph's `auditResource`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = audit_log)]
pub struct AuditResource {
    /// The name of the resource.
    #[serde(rename = "displayName")]
    #[data(identified, required, undocumented = "names the device, the user or the policy")]
    pub resource_name: Option<String>,
    /// What was changed of it.
    #[data(nested)]
    pub modified_properties: Option<Vec<AuditProperty>>,
    /// The type of the resource, by the older name of the property.
    #[serde(rename = "type")]
    #[data(non_personal)]
    pub resource_type: Option<String>,
    /// The type of the resource.
    #[data(non_personal)]
    pub audit_resource_type: Option<String>,
    /// The key of the resource.
    #[data(identified, required, undocumented = "the key of the device, the user or the policy")]
    pub resource_id: Option<String>,
}

/// One change: Graph's `auditProperty`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = audit_log)]
pub struct AuditProperty {
    /// The name of the property.
    #[serde(rename = "displayName")]
    #[data(non_personal)]
    pub property_name: Option<String>,
    /// What it was.
    #[data(identified, required, undocumented = "any value of any resource, in clear")]
    pub old_value: Option<String>,
    /// What it is.
    #[data(identified, required, undocumented = "any value of any resource, in clear")]
    pub new_value: Option<String>,
}
