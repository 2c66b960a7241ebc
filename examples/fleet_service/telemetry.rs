//! Telemetry, which no identified data can reach.

use std::io::Write;
use std::sync::Arc;

use intune_privacy::{AsPolicy, HidesIdentified, NoIdentified, Policy, Pseudonyms};
use serde::{Deserialize, Serialize};

/// Sends events to the maker of the service; here, as JSON lines to a writer.
pub(crate) struct Telemetry<W>(W);

impl<W: Write> Telemetry<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self(out)
    }

    /// Sends an event. `send(&device)` does not compile, nor does the view of a device under a policy
    /// that may show who it is.
    pub(crate) fn send(
        &mut self,
        event: &(impl NoIdentified + Serialize),
    ) -> serde_json::Result<()> {
        serde_json::to_writer(&mut self.0, event)?;
        writeln!(self.0).map_err(serde_json::Error::io)
    }
}

/// A policy that hides identified data, which is looked into when the service starts.
///
/// A policy that is fixed in the code is declared with `fixed_policy!`, and the compiler looks into
/// it. This one comes from a file.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Policy")]
pub(crate) struct TelemetryPolicy(Policy);

impl TelemetryPolicy {
    pub(crate) fn with_pseudonyms(self, pseudonyms: Arc<Pseudonyms>) -> Self {
        Self(self.0.with_pseudonyms(pseudonyms))
    }
}

impl TryFrom<Policy> for TelemetryPolicy {
    type Error = ShowsIdentified;

    fn try_from(policy: Policy) -> Result<Self, ShowsIdentified> {
        if policy.hides_identified() { Ok(Self(policy)) } else { Err(ShowsIdentified) }
    }
}

impl AsPolicy for TelemetryPolicy {
    fn as_policy(&self) -> &Policy {
        &self.0
    }
}

impl HidesIdentified for TelemetryPolicy {}

/// The policy shows identified data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "telemetry has to erase, omit or pseudonymize identified data, by class and in every item that \
     may hold some"
)]
pub(crate) struct ShowsIdentified;
