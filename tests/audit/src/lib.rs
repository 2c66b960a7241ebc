//! Events that the tests of the audit log share.

pub mod fuzzing;
pub mod journal;

use intune_privacy::Classified;
use intune_privacy::audit::{Activity, Actor, AuditEvent, Outcome};
use serde_json::{Value, json};

/// An event with every property that Microsoft Graph documents (v1.0, CSDL of 2026-08-20) and every
/// one that Graph does not have, each with a value of its own.
pub fn full(activity: Activity) -> Value {
    let mut event = graph();
    event["activityType"] = activity.as_str().into();
    event["activityOperationType"] = activity.operation().into();
    event["dataSubjects"] = json!(["2026-11:0f1e2d3c4b5a69788796a5b4c3d2e1f0"]);
    event["taxonomy"] = json!(["2018 edition", "2023 edition"]);
    event["resources"][0]["modifiedProperties"][0]["classification"] = json!({
        "class": "identified",
        "basis": "documented",
        "item": "hardware_inventory::device_name",
        "requirement": "required",
        "mam": true,
        "secret": true,
    });
    event
}

/// An event as Microsoft Graph gives it, with every property that is documented and the annotations
/// of OData.
pub fn graph() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.auditEvent",
        "id": "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815",
        "displayName": "Rename a device",
        "componentName": "Fleet",
        "actor": {
            "@odata.type": "microsoft.graph.auditActor",
            "type": "Administrator",
            "auditActorType": "ItPro",
            "userPermissions": ["ManagedDevices.Read", "ManagedDevices.Update"],
            "applicationId": "5c9d1e20-94af-4f8c-8a6d-0d3b7c1f2e48",
            "applicationDisplayName": "Device portal",
            "userPrincipalName": "a***@contoso.example",
            "servicePrincipalName": "portal/contoso.example",
            "ipAddress": "203.0.113.7",
            "userId": "2026-11:9f86d081884c7d659a2feaa0c55ad015",
        },
        "activity": "Rename of a device",
        "activityDateTime": "2026-05-04T11:30:00.1234567+02:00",
        "activityType": "Patch ManagedDevice",
        "activityOperationType": "Patch",
        "activityResult": "Success",
        "correlationId": "c1a7e5d2-2b64-4d0f-9f3e-7a1b8c6d5e40",
        "resources": [
            {
                "@odata.type": "microsoft.graph.auditResource",
                "displayName": "Device of the front desk",
                "modifiedProperties": [
                    {
                        "@odata.type": "microsoft.graph.auditProperty",
                        "displayName": "deviceName",
                        "oldValue": "[identified]",
                        "newValue": "[identified] again",
                    },
                    {"displayName": "isEncrypted", "oldValue": "false", "newValue": "true"},
                ],
                "type": "Microsoft.Management.Device",
                "auditResourceType": "ManagedDevice",
                "resourceId": "d4e8b1f0-6a37-4c52-b9d1-3e5f7a9c0b26",
            },
            {"type": "DeviceCategory", "modifiedProperties": [], "resourceId": "category-7"},
        ],
        "category": "Device",
    })
}

/// The event of a document.
///
/// # Panics
///
/// If the document is no event.
pub fn event(document: Value) -> AuditEvent {
    serde_json::from_value(document).expect("an event")
}

/// A record of which [`made`] makes events.
#[derive(Classified, Clone)]
#[data(category = hardware_inventory)]
pub struct Device {
    /// Its name.
    #[data(identified, required, mam)]
    pub device_name: String,
    /// Whether its storage is encrypted.
    #[data(non_personal)]
    pub encrypted: bool,
}

/// An event of every activity, by every kind of actor, as this crate makes them.
///
/// # Panics
///
/// If the update is no change.
pub fn made() -> Vec<AuditEvent> {
    let before = Device { device_name: "Adele's laptop".into(), encrypted: false };
    let after = Device { encrypted: true, ..before.clone() };
    let user = Actor::user("admin@contoso.example").user_id("adele").permission("*");
    let portal = Actor::application("5c9d1e20-94af-4f8c-8a6d-0d3b7c1f2e48");
    vec![
        AuditEvent::create(&before).actor(user.clone()).category("Device").finish(),
        AuditEvent::update(&before, &after)
            .actor(user.ip_address([203, 0, 113, 7].into()))
            .finish()
            .expect("a change"),
        AuditEvent::delete(&after).actor(Actor::system()).result(Outcome::Failure).finish(),
        AuditEvent::read(&after).actor(portal.clone()).component("Portal").finish(),
        AuditEvent::assign(&after).actor(portal.application_name("Portal")).finish(),
        AuditEvent::manage(&after).activity("Sync").correlation_id(7).finish(),
        AuditEvent::remote_task(&after).actor(Actor::user("admin@contoso.example")).finish(),
    ]
}
