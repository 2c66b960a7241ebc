use alloc::string::String;
use alloc::vec::Vec;

use ::tracing::Level;

use super::{AuditSink, SinkError, line};
use crate::audit::verdict::Verdict;
use crate::audit::{AuditEvent, EventActor};

/// The target of the events of [`TracingSink`].
pub const TARGET: &str = "intune_privacy::audit";

/// Records events as events of `tracing`, with the target [`TARGET`].
///
/// The level is `INFO`; it is `WARN` if the event has a result that is no success. The fields are all
/// texts but `changed`:
///
/// | Field | What it holds |
/// |---|---|
/// | `activity` | the type of the activity |
/// | `result` | the result |
/// | `actor` | the user, service or application, whichever is there first |
/// | `resources` | the types of the records, parted by commas |
/// | `changed` | how many properties were accessed or changed |
/// | `event` | the event as JSON, on one line |
///
/// What is absent is no field. Values are shown as they are in the event, that is, as the policy let
/// them be seen when it was made.
///
/// An event that no subscriber takes, because there is none or its filter is stricter, is an error.
/// Whether a subscriber has written what it took, `tracing` does not say.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct TracingSink;

impl TracingSink {
    /// The sink.
    pub const fn new() -> Self {
        Self
    }
}

/// The macro of `tracing` wants the level as a constant.
macro_rules! emit {
    ($level:expr, $event:expr) => {{
        if !::tracing::enabled!(target: TARGET, $level) {
            return Err(SinkError::NoSubscriber);
        }
        let event: &AuditEvent = $event;
        let json = String::from_utf8(line(event)?).map_err(|_| SinkError::Json)?;
        ::tracing::event!(
            target: TARGET,
            $level,
            activity = event.activity_type.as_deref(),
            result = event.activity_result.as_deref(),
            actor = event.actor.as_ref().and_then(name),
            resources = resources(event).as_deref(),
            changed = changed(event),
            event = json.as_str(),
        );
        Ok(())
    }};
}

impl AuditSink for TracingSink {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        match Verdict::of(event) {
            Verdict::Success | Verdict::Unknown => emit!(Level::INFO, event),
            Verdict::Failure | Verdict::Other => emit!(Level::WARN, event),
        }
    }
}

fn name(actor: &EventActor) -> Option<&str> {
    let names = [
        &actor.user_principal_name,
        &actor.user_id,
        &actor.service_principal_name,
        &actor.application_display_name,
        &actor.application_id,
    ];
    names.into_iter().find_map(|name| name.as_deref())
}

fn resources(event: &AuditEvent) -> Option<String> {
    let types: Vec<&str> = event
        .resources
        .iter()
        .filter_map(|resource| resource.audit_resource_type.as_deref().or(resource.kind.as_deref()))
        .collect();
    (!types.is_empty()).then(|| types.join(","))
}

fn changed(event: &AuditEvent) -> u64 {
    let count: usize =
        event.resources.iter().map(|resource| resource.modified_properties.len()).sum();
    count as u64
}
