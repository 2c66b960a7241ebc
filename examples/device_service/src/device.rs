//! What the service keeps of a managed device.

use intune_privacy::{Classified, DataValue, Fact, Facts};
use serde::{Deserialize, Serialize};

/// What the service keeps of a managed device: a part of Graph's `managedDevice`, and the apps on it.
///
/// What Graph sends beyond that is dropped while reading.
#[derive(Classified, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[data(category = hardware_inventory)]
pub struct Device {
    /// The key, a GUID. The service gives it; one that is sent does not count.
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    pub id: String,
    /// The name by which the user signs in: the data subject.
    #[data(identified, required, mam, subject)]
    pub user_principal_name: Option<String>,
    /// The user's name.
    #[data(identified, required, mam)]
    pub user_display_name: Option<String>,
    /// The name that the device itself reports.
    #[data(identified, required, mam)]
    pub device_name: Option<String>,
    /// The maker's serial number.
    #[data(identified, required)]
    pub serial_number: Option<String>,
    /// Who owns the device.
    #[data(
        pseudonymized,
        required,
        undocumented = "says whether the device belongs to its user or to the organization"
    )]
    pub managed_device_owner_type: Option<OwnerType>,
    /// The family of the operating system.
    #[data(identified, required, mam)]
    pub operating_system: Option<String>,
    /// The version of the operating system.
    #[data(identified, required, mam)]
    pub os_version: Option<String>,
    /// Whether the storage is encrypted.
    #[data(non_personal)]
    pub is_encrypted: Option<bool>,
    /// The apps that were found on the device.
    #[data(nested)]
    pub detected_apps: Vec<App>,
}

/// An app that was found on a device: a part of Graph's `detectedApp`.
#[derive(Classified, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[data(category = application_inventory, collected_if = corporate_owned_or_compliant_app)]
pub struct App {
    /// The name.
    #[data(identified, required, mam(managed_apps_only), item = application_inventory::app_name)]
    pub display_name: Option<String>,
    /// The version.
    #[data(identified, required, mam(managed_apps_only))]
    pub version: Option<String>,
}

/// Who owns a device: Graph's `managedDeviceOwnerType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OwnerType {
    /// Nobody knows.
    Unknown,
    /// The organization.
    Company,
    /// Its user.
    Personal,
    /// One that Graph has added since.
    #[serde(other)]
    UnknownFutureValue,
}

impl Device {
    /// What is known of the device, by which it is decided what may be collected. A device is the
    /// organization's if it says so, and nobody has consented to optional data.
    pub fn facts(&self) -> Facts {
        let facts = Facts::none().with(Fact::MdmEnrolled);
        match self.managed_device_owner_type {
            Some(OwnerType::Company) => facts.with(Fact::CorporateOwned),
            _ => facts,
        }
    }
}
