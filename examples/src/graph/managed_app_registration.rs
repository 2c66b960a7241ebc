use intune_privacy::{Classified, DataValue};
use serde::{Deserialize, Serialize};

use super::Timestamp;

/// An app under protection, on a device that need not be enrolled: Graph's
/// `managedAppRegistration`, of Android as of iOS.
///
/// It is what mobile application management collects by itself, so `workload = mam` holds every
/// field to that.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = managed_application, workload = mam)]
pub struct ManagedAppRegistration {
    /// The key of the record.
    #[data(pseudonymized, required, mam, undocumented = "stands for the user's copy of the app")]
    pub id: String,
    /// When the app was registered.
    #[data(pseudonymized, required, mam, item = managed_application::mam_enrolled_at)]
    pub created_date_time: Option<Timestamp>,
    /// When the app was last in touch.
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    pub last_sync_date_time: Option<Timestamp>,
    /// The version of the app.
    #[data(pseudonymized, required, mam, item = managed_application::app_version)]
    pub application_version: Option<String>,
    /// The version of the kit that the app was built with.
    #[data(pseudonymized, required, mam)]
    pub management_sdk_version: Option<String>,
    /// The version of the operating system.
    #[data(identified, required, mam, item = hardware_inventory::os_version)]
    pub platform_version: Option<String>,
    /// The type of the device.
    #[data(identified, required, mam, item = hardware_inventory::device_type)]
    pub device_type: Option<String>,
    /// What the apps of one device have in common.
    #[data(pseudonymized, required, mam)]
    pub device_tag: Option<String>,
    /// The name of the device.
    #[data(identified, required, mam(friendly_name))]
    pub device_name: Option<String>,
    /// What speaks against the device.
    #[data(
        pseudonymized,
        required,
        mam(threat_status_with_mtd),
        item = managed_application::health_status
    )]
    pub flagged_reasons: Option<Vec<ManagedAppFlaggedReason>>,
    /// The key of the user in the directory.
    #[data(
        identified,
        required,
        mam,
        subject,
        undocumented = "the directory's key of the app's user"
    )]
    pub user_id: Option<String>,
    /// Which app it is.
    #[data(nested)]
    pub app_identifier: Option<MobileAppIdentifier>,
    /// The version of the record.
    #[data(non_personal)]
    pub version: Option<String>,
}

/// Which app it is, by the name that its platform knows it by: Graph's `mobileAppIdentifier`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename_all_fields = "camelCase")]
#[data(category = managed_application, workload = mam)]
pub enum MobileAppIdentifier {
    /// An app of Google Play.
    #[serde(
        rename = "#microsoft.graph.androidMobileAppIdentifier",
        alias = "microsoft.graph.androidMobileAppIdentifier"
    )]
    Android {
        /// The name of the package.
        #[data(pseudonymized, required, mam, item = managed_application::app_id)]
        package_id: Option<String>,
    },
    /// An app of Apple's App Store.
    #[serde(
        rename = "#microsoft.graph.iosMobileAppIdentifier",
        alias = "microsoft.graph.iosMobileAppIdentifier"
    )]
    Ios {
        /// The name of the bundle.
        #[data(pseudonymized, required, mam, item = managed_application::app_id)]
        bundle_id: Option<String>,
    },
    /// An app of a platform that came later; nothing is kept of it.
    #[serde(rename = "#microsoft.graph.mobileAppIdentifier", other)]
    Other,
}

/// What speaks against the device of an app: Graph's `managedAppFlaggedReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ManagedAppFlaggedReason {
    None,
    RootedDevice,
    #[serde(other)]
    UnknownFutureValue,
}
