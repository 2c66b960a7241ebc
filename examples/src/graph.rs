//! Models of the Microsoft Graph resources that Intune serves, held against the taxonomy.
//!
//! The models follow Graph v1.0 (`mobileAppInstallSummary`: beta) and hold every property of
//! theirs; navigation properties, which Graph sends only on demand, are left out. What a model
//! does not name is not kept: unknown properties are dropped while reading, never passed on.
//!
//! # How the properties are classified
//!
//! * A property that the documents list, under whatever name, has the documented item.
//! * A property that points at one person or device, or opens it, is identified. So is text that
//!   somebody writes freely, because nobody knows what it will say.
//! * A property that tells something of the person or narrows down who it is, without pointing at
//!   anybody, is pseudonymized. Points in time are: they say when a person did something, and to
//!   the fraction of a second they are nearly unique.
//! * Settings and states that the service generates (encrypted, supervised, compliant) are not
//!   personal: the 2023 edition counts "service-generated system metadata" as such, and so does
//!   Microsoft's own export of a user's data, which leaves them out. That export works by a list of
//!   what to leave out; what Graph has added since then slips through: whether an enrollment had to
//!   be approved, until when the service's certificate is valid, and the size of the memory. They
//!   are of the same kind and not personal here, either.
//!
//! # How the properties are read
//!
//! Only a key is sure to be there: Graph leaves out what a `$select` does not name and sends
//! `null` for what it does not know, so everything else is an [`Option`]. Enumerations grow; a
//! member that came later is read as `UnknownFutureValue`, Graph's own word for it.

mod audit_event;
mod detected_app;
mod health_attestation;
mod managed_app_registration;
mod managed_device;
mod managed_device_overview;
mod mobile_app_install_summary;
mod resource;

pub use audit_event::{AuditActor, AuditEvent, AuditProperty, AuditResource};
pub use detected_app::{DetectedApp, DetectedAppPlatform};
pub use health_attestation::HealthAttestation;
pub use managed_app_registration::{
    ManagedAppFlaggedReason, ManagedAppRegistration, MobileAppIdentifier,
};
pub use managed_device::{
    ActionState, ComplianceState, ConfigurationManagerFeatures, DeviceActionResult, EnrollmentType,
    ExchangeAccessState, ExchangeAccessStateReason, ManagedDevice, ManagementAgent,
    ManagementState, OwnerType, RegistrationState, ThreatState,
};
pub use managed_device_overview::{
    ExchangeAccessStateSummary, ManagedDeviceOverview, OperatingSystemSummary,
};
pub use mobile_app_install_summary::MobileAppInstallSummary;
pub use resource::Resource;

/// A point in time as Graph sends it: RFC 3339, to a tenth of a microsecond.
///
/// The instant is kept and the offset is not: Graph documents UTC, and an offset would only tell
/// where a server stands. Of the crates for time, chrono needs no `#[serde(with = "...")]` on
/// each field and reaches the two ends that Intune uses for "never": `0001-01-01T00:00:00Z` and
/// `9999-12-31T23:59:59Z`. The latter is beyond the range of `jiff::Timestamp`.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
