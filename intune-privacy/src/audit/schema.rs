//! The JSON Schema of events.

/// The JSON Schema (draft 2020-12) of an [`AuditEvent`](super::AuditEvent).
///
/// It accepts events of Microsoft Graph, too: any property may be there beside those that it
/// describes, and a text may be `null`.
///
/// ```
/// use intune_privacy::audit::{EVENT_SCHEMA, EVENT_SCHEMA_ID};
///
/// let schema: serde_json::Value = serde_json::from_str(EVENT_SCHEMA)?;
/// assert_eq!(schema["$id"], EVENT_SCHEMA_ID);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const EVENT_SCHEMA: &str = include_str!("../../schema/audit-event.schema.json");

/// The identifier of [`EVENT_SCHEMA`]. It changes with a change that is not compatible.
pub const EVENT_SCHEMA_ID: &str = "urn:uuid:3f0b1c56-7d2e-4a94-9c1b-6a5e8d40f2b7";

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec;
    use alloc::vec::Vec;

    use serde::Serialize;
    use serde_json::{Map, Value};

    use super::super::{AuditEvent, Classification, EventActor, Property, Resource};
    use super::EVENT_SCHEMA;

    fn names(schema: &Value) -> Vec<&str> {
        let mut names: Vec<_> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    fn keys(value: impl Serialize) -> Vec<String> {
        let mut keys: Vec<_> =
            serde_json::to_value(value).unwrap().as_object().unwrap().keys().cloned().collect();
        keys.sort_unstable();
        keys
    }

    /// The literals name every field, so that a new one does not compile until it is here.
    #[test]
    fn every_field_is_a_property_of_the_schema_and_the_other_way_round() {
        let schema: Value = serde_json::from_str(EVENT_SCHEMA).unwrap();
        let some = || Some(String::from("text"));
        let event = AuditEvent {
            id: String::from("text"),
            display_name: some(),
            component_name: some(),
            actor: Some(EventActor::default()),
            activity: some(),
            activity_date_time: "2026-05-04T09:30:00Z".parse().unwrap(),
            activity_type: some(),
            activity_operation_type: some(),
            activity_result: some(),
            correlation_id: some(),
            resources: Vec::new(),
            category: some(),
            data_subjects: vec![String::from("text")],
            taxonomy: vec![String::from("text")],
            other: Map::new(),
        };
        assert_eq!(keys(event), names(&schema));

        let actor = EventActor {
            kind: some(),
            audit_actor_type: some(),
            user_permissions: vec![String::from("text")],
            application_id: some(),
            application_display_name: some(),
            user_principal_name: some(),
            service_principal_name: some(),
            ip_address: some(),
            user_id: some(),
            other: Map::new(),
        };
        assert_eq!(keys(actor), names(&schema["$defs"]["actor"]));

        let resource = Resource {
            display_name: some(),
            modified_properties: Vec::new(),
            kind: some(),
            audit_resource_type: some(),
            resource_id: some(),
            other: Map::new(),
        };
        assert_eq!(keys(resource), names(&schema["$defs"]["resource"]));

        let property = Property {
            display_name: some(),
            old_value: some(),
            new_value: some(),
            classification: Some(Classification::default()),
            other: Map::new(),
        };
        assert_eq!(keys(property), names(&schema["$defs"]["property"]));

        let classification = Classification {
            class: some(),
            basis: some(),
            item: some(),
            requirement: some(),
            mam: true,
            secret: true,
        };
        assert_eq!(keys(classification), names(&schema["$defs"]["classification"]));
    }
}
