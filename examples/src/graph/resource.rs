use std::cmp::Reverse;
use std::fmt;

use clap::ValueEnum;
use intune_privacy::{Classified, Schema};

use super::{
    AuditEvent, DetectedApp, ManagedAppRegistration, ManagedDevice, ManagedDeviceOverview,
    MobileAppInstallSummary,
};

/// The resources that have a model.
///
/// ```
/// use intune_privacy_examples::graph::Resource;
///
/// let named = Resource::of_type("#microsoft.graph.iosManagedAppRegistration");
/// assert_eq!(named, Some(Resource::ManagedAppRegistration));
///
/// let shaped = Resource::of_properties(["id", "sizeInByte", "deviceCount"]);
/// assert_eq!(shaped, Some(Resource::DetectedApp));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub enum Resource {
    /// [`ManagedDevice`]
    ManagedDevice,
    /// [`ManagedAppRegistration`]
    ManagedAppRegistration,
    /// [`DetectedApp`]
    DetectedApp,
    /// [`ManagedDeviceOverview`]
    ManagedDeviceOverview,
    /// [`MobileAppInstallSummary`]
    MobileAppInstallSummary,
    /// [`AuditEvent`]
    AuditEvent,
}

impl Resource {
    /// All resources.
    pub const ALL: [Self; 6] = [
        Self::ManagedDevice,
        Self::ManagedAppRegistration,
        Self::DetectedApp,
        Self::ManagedDeviceOverview,
        Self::MobileAppInstallSummary,
        Self::AuditEvent,
    ];

    /// Graph's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ManagedDevice => "managedDevice",
            Self::ManagedAppRegistration => "managedAppRegistration",
            Self::DetectedApp => "detectedApp",
            Self::ManagedDeviceOverview => "managedDeviceOverview",
            Self::MobileAppInstallSummary => "mobileAppInstallSummary",
            Self::AuditEvent => "auditEvent",
        }
    }

    /// What the model holds.
    pub const fn schema(self) -> &'static Schema {
        match self {
            Self::ManagedDevice => ManagedDevice::SCHEMA,
            Self::ManagedAppRegistration => ManagedAppRegistration::SCHEMA,
            Self::DetectedApp => DetectedApp::SCHEMA,
            Self::ManagedDeviceOverview => ManagedDeviceOverview::SCHEMA,
            Self::MobileAppInstallSummary => MobileAppInstallSummary::SCHEMA,
            Self::AuditEvent => AuditEvent::SCHEMA,
        }
    }

    /// The resource that an `@odata.type` means. A registration of an app is one on any platform.
    pub fn of_type(odata_type: &str) -> Option<Self> {
        let name = odata_type.trim_start_matches('#').strip_prefix("microsoft.graph.")?;
        match name {
            "androidManagedAppRegistration"
            | "iosManagedAppRegistration"
            | "windowsManagedAppRegistration" => Some(Self::ManagedAppRegistration),
            _ => Self::ALL.into_iter().find(|resource| resource.name() == name),
        }
    }

    /// The resource that has the most of these properties: two at least, as each has an `id`, and
    /// more than any other resource.
    pub fn of_properties(properties: impl IntoIterator<Item = impl AsRef<str>>) -> Option<Self> {
        let mut counts = Self::ALL.map(|resource| (0, resource));
        for property in properties {
            for (count, resource) in &mut counts {
                let mut fields = resource.schema().fields();
                *count += usize::from(fields.any(|field| field.key() == property.as_ref()));
            }
        }
        counts.sort_by_key(|(count, _)| Reverse(*count));
        let [(most, resource), (second, _), ..] = counts;
        (most >= 2 && most > second).then_some(resource)
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
