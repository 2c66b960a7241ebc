use intune_privacy::{Classified, DataValue};
use serde::{Deserialize, Serialize};

/// An app that was found on devices: Graph's `detectedApp`.
///
/// The inventory of apps is collected only from corporate-owned devices, or for the compliant app
/// feature; the whole record stands under that condition. On few devices it tells what a person
/// has installed, which is why the documents call it identified although it names no user.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = application_inventory, collected_if = corporate_owned_or_compliant_app)]
pub struct DetectedApp {
    /// The key of the app in the inventory.
    #[data(
        identified,
        required,
        mam(managed_apps_only),
        item = application_inventory::app_id
    )]
    pub id: String,
    /// The name of the app.
    #[data(
        identified,
        required,
        mam(managed_apps_only),
        item = application_inventory::app_name
    )]
    pub display_name: Option<String>,
    /// The version of the app.
    #[data(identified, required, mam(managed_apps_only))]
    pub version: Option<String>,
    /// The size of the app.
    #[data(identified, required)]
    pub size_in_byte: Option<i64>,
    /// On how many devices the app was found.
    #[data(aggregated, required, item = tenant_account::installed_devices)]
    pub device_count: Option<i32>,
    /// The publisher of the app.
    #[data(identified, required, undocumented = "gives an app away nearly as its name does")]
    pub publisher: Option<String>,
    /// The platform of the app.
    #[data(non_personal)]
    pub platform: Option<DetectedAppPlatform>,
}

/// The platform of an app: Graph's `detectedAppPlatformType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum DetectedAppPlatform {
    Unknown,
    Windows,
    WindowsMobile,
    WindowsHolographic,
    Ios,
    MacOS,
    ChromeOS,
    AndroidOSP,
    AndroidDeviceAdministrator,
    AndroidWorkProfile,
    AndroidDedicatedAndFullyManaged,
    #[serde(other)]
    UnknownFutureValue,
}
