use intune_privacy::Classified;
use serde::{Deserialize, Serialize};

/// How many devices a tenant has: Graph's `managedDeviceOverview`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = tenant_account)]
pub struct ManagedDeviceOverview {
    /// The key of the summary, of which a tenant has one.
    #[data(non_personal)]
    pub id: String,
    /// All enrolled devices.
    #[data(aggregated, required)]
    pub enrolled_device_count: Option<i32>,
    /// The devices enrolled in MDM.
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    pub mdm_enrolled_count: Option<i32>,
    /// The devices enrolled in both MDM and Exchange ActiveSync.
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    pub dual_enrolled_device_count: Option<i32>,
    /// The devices by operating system.
    #[data(nested)]
    pub device_operating_system_summary: Option<OperatingSystemSummary>,
    /// The devices by what Exchange does with them.
    #[data(nested)]
    pub device_exchange_access_state_summary: Option<ExchangeAccessStateSummary>,
}

/// How many devices run which system: Graph's `deviceOperatingSystemSummary`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = tenant_account)]
pub struct OperatingSystemSummary {
    /// Android, in every mode.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub android_count: Option<i32>,
    /// iOS and iPadOS.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub ios_count: Option<i32>,
    /// macOS.
    #[serde(rename = "macOSCount")]
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub mac_os_count: Option<i32>,
    /// Windows for telephones.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub windows_mobile_count: Option<i32>,
    /// Windows.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub windows_count: Option<i32>,
    /// Anything else.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub unknown_count: Option<i32>,
    /// Android, dedicated to one purpose.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub android_dedicated_count: Option<i32>,
    /// Android, managed by a device administrator app.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub android_device_admin_count: Option<i32>,
    /// Android, fully managed.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub android_fully_managed_count: Option<i32>,
    /// Android, personal with a profile for work.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub android_work_profile_count: Option<i32>,
    /// Android, corporate-owned with a profile for work.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub android_corporate_work_profile_count: Option<i32>,
    /// Managed by Configuration Manager.
    #[data(aggregated, required, item = tenant_account::platform_count)]
    pub config_mgr_device_count: Option<i32>,
}

/// How many devices Exchange lets in: Graph's `deviceExchangeAccessStateSummary`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = tenant_account)]
pub struct ExchangeAccessStateSummary {
    /// Let in.
    #[data(aggregated, required, undocumented = "a count of devices, as those listed")]
    pub allowed_device_count: Option<i32>,
    /// Kept out.
    #[data(aggregated, required, undocumented = "a count of devices, as those listed")]
    pub blocked_device_count: Option<i32>,
    /// Waiting for a decision.
    #[data(aggregated, required, undocumented = "a count of devices, as those listed")]
    pub quarantined_device_count: Option<i32>,
    /// In a state that nobody knows.
    #[data(aggregated, required, undocumented = "a count of devices, as those listed")]
    pub unknown_device_count: Option<i32>,
    /// Without any state.
    #[data(aggregated, required, undocumented = "a count of devices, as those listed")]
    pub unavailable_device_count: Option<i32>,
}
