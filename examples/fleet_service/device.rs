//! What the service keeps of a managed device, and what it decides.

use intune_privacy::Classified;
use intune_privacy_examples::graph::{ComplianceState, ManagedDevice, Timestamp};
use serde::Serialize;

/// What the service keeps of a managed device.
#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
#[expect(clippy::struct_field_names, reason = "the fields have the names of Graph")]
pub(crate) struct Device {
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    id: String,
    #[data(identified, required, mam, subject)]
    user_principal_name: Option<String>,
    #[data(identified, required, mam)]
    user_display_name: Option<String>,
    #[data(identified, required, mam)]
    device_name: Option<String>,
    #[data(identified, required)]
    serial_number: Option<String>,
    #[data(identified, required, item = user::phone_number)]
    phone_number: Option<String>,
    #[data(identified, required, mam)]
    operating_system: Option<String>,
    #[data(identified, required, mam)]
    os_version: Option<String>,
    #[data(pseudonymized, required, undocumented = "when the user's device was last switched on")]
    last_sync_date_time: Option<Timestamp>,
    #[data(non_personal)]
    compliance_state: Option<ComplianceState>,
}

impl From<ManagedDevice> for Device {
    fn from(device: ManagedDevice) -> Self {
        Self {
            id: device.id,
            user_principal_name: device.user_principal_name,
            user_display_name: device.user_display_name,
            device_name: device.device_name,
            serial_number: device.serial_number,
            phone_number: device.phone_number,
            operating_system: device.operating_system,
            os_version: device.os_version,
            last_sync_date_time: device.last_sync_date_time,
            compliance_state: device.compliance_state,
        }
    }
}

impl Device {
    /// Has the device check in.
    pub(crate) fn check_in(&self) -> Result<(), Refusal> {
        match self.compliance_state {
            Some(ComplianceState::Compliant | ComplianceState::InGracePeriod) => Ok(()),
            Some(ComplianceState::Noncompliant) => Err(Refusal::NotCompliant),
            _ => Err(Refusal::Unknown),
        }
    }
}

/// Why a device may not check in. It says what is wrong, and of no device: the record stands beside
/// it in the log, under the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Refusal {
    #[error("the device does not keep the rules that it is given")]
    NotCompliant,
    #[error("whether the device keeps the rules is not known")]
    Unknown,
}

/// The devices in figures.
#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = tenant_account)]
pub(crate) struct Fleet {
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    devices: usize,
    #[data(aggregated, undocumented = "how many devices may not check in")]
    refused: usize,
}

impl Fleet {
    pub(crate) const fn new(devices: usize, refused: usize) -> Self {
        Self { devices, refused }
    }
}
