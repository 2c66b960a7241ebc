use intune_privacy::Classified;
use serde::{Deserialize, Serialize};

/// How far the installation of an app is in a tenant: Graph's `mobileAppInstallSummary` (beta).
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = tenant_account)]
pub struct MobileAppInstallSummary {
    /// The key of the summary, of which an app has one.
    #[data(non_personal)]
    pub id: String,
    /// The devices that have the app.
    #[data(aggregated, required, mam)]
    pub installed_device_count: Option<i32>,
    /// The devices on which the installation failed.
    #[data(aggregated, required, undocumented = "a count of devices, as those listed")]
    pub failed_device_count: Option<i32>,
    /// The devices that the app is not meant for.
    #[data(aggregated, required)]
    pub not_applicable_device_count: Option<i32>,
    /// The devices that the app is meant for and that do not have it.
    #[data(aggregated, required)]
    pub not_installed_device_count: Option<i32>,
    /// The devices that were told to install the app.
    #[data(aggregated, required)]
    pub pending_install_device_count: Option<i32>,
    /// The users all of whose devices have the app.
    #[data(aggregated, required, undocumented = "a count of users, as those of devices listed")]
    pub installed_user_count: Option<i32>,
    /// The users with a device on which the installation failed.
    #[data(aggregated, required, undocumented = "a count of users, as those of devices listed")]
    pub failed_user_count: Option<i32>,
    /// The users for none of whose devices the app is meant.
    #[data(aggregated, required, undocumented = "a count of users, as those of devices listed")]
    pub not_applicable_user_count: Option<i32>,
    /// The users with a device that does not have the app.
    #[data(aggregated, required, undocumented = "a count of users, as those of devices listed")]
    pub not_installed_user_count: Option<i32>,
    /// The users with a device that was told to install the app.
    #[data(aggregated, required, undocumented = "a count of users, as those of devices listed")]
    pub pending_install_user_count: Option<i32>,
}
