//! The managed device of Microsoft Graph v1.0 with all its properties, as a service would declare it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A device that Intune manages.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
pub struct ManagedDevice {
    #[data(identified, undocumented = "why the record holds it")]
    pub activation_lock_bypass_code: Option<String>,
    #[data(non_personal)]
    pub android_security_patch_level: Option<String>,
    #[serde(rename = "azureADDeviceId")]
    #[data(identified, required, mam, item = device_data::entra_device_id)]
    pub azure_ad_device_id: Option<String>,
    #[serde(rename = "azureADRegistered")]
    #[data(non_personal)]
    pub azure_ad_registered: Option<bool>,
    #[data(non_personal)]
    pub compliance_grace_period_expiration_date_time: DateTime<Utc>,
    #[data(non_personal)]
    pub compliance_state: ComplianceState,
    #[data(nested)]
    pub configuration_manager_client_enabled_features: Option<ClientEnabledFeatures>,
    #[serde(default)]
    #[data(nested)]
    pub device_action_results: Vec<DeviceActionResult>,
    #[data(non_personal)]
    pub device_category_display_name: Option<String>,
    #[data(non_personal)]
    pub device_enrollment_type: Option<String>,
    #[data(nested)]
    pub device_health_attestation_state: Option<DeviceHealthAttestationState>,
    /// The name that the user or an admin gave it.
    #[data(identified, required, mam)]
    pub device_name: String, // shown in the console
    #[data(pseudonymized, required, mam)]
    pub device_registration_state: DeviceRegistrationState,
    #[data(non_personal)]
    pub eas_activated: bool,
    #[data(non_personal)]
    pub eas_activation_date_time: DateTime<Utc>,
    #[data(identified, required)]
    pub eas_device_id: Option<String>,
    #[data(identified, required, mam)]
    pub email_address: Option<String>,
    #[data(non_personal)]
    pub enrolled_date_time: DateTime<Utc>,
    #[data(non_personal)]
    pub enrollment_profile_name: Option<String>,
    #[data(identified, required, item = device_data::mac_address)]
    pub ethernet_mac_address: Option<String>,
    #[data(non_personal)]
    pub exchange_access_state: Option<String>,
    #[data(non_personal)]
    pub exchange_access_state_reason: Option<String>,
    #[data(non_personal)]
    pub exchange_last_successful_sync_date_time: DateTime<Utc>,
    #[data(identified, required)]
    pub free_storage_space_in_bytes: i64,
    #[data(identified, required)]
    pub iccid: Option<String>,
    #[data(identified, required)]
    pub imei: Option<String>,
    #[data(non_personal)]
    pub is_encrypted: bool,
    #[data(non_personal)]
    pub is_supervised: bool,
    #[data(pseudonymized, required, mam, item = managed_application::health_status)]
    pub jail_broken: Option<String>,
    #[data(non_personal)]
    pub last_sync_date_time: DateTime<Utc>,
    #[data(identified, required, mam)]
    pub managed_device_name: Option<String>,
    #[data(non_personal)]
    pub managed_device_owner_type: Option<String>,
    #[data(non_personal)]
    pub management_agent: Option<String>,
    #[data(non_personal)]
    pub management_certificate_expiration_date: DateTime<Utc>,
    #[data(non_personal)]
    pub management_state: Option<String>,
    #[data(identified, required, mam)]
    pub manufacturer: Option<String>,
    #[data(identified, required, item = device_data::platform_specific_id)]
    pub meid: Option<String>,
    #[data(identified, required, mam)]
    pub model: Option<String>,
    #[data(identified, undocumented = "why the record holds it")]
    pub notes: Option<String>,
    #[data(identified, required, mam)]
    pub operating_system: String,
    #[data(identified, required, mam)]
    pub os_version: String,
    #[data(pseudonymized, required, mam)]
    pub partner_reported_threat_state: Option<ThreatState>,
    #[data(identified, required, item = user::phone_number)]
    pub phone_number: Option<String>,
    #[data(non_personal)]
    pub physical_memory_in_bytes: i64,
    #[data(non_personal)]
    pub remote_assistance_session_error_details: Option<String>,
    #[data(non_personal)]
    pub remote_assistance_session_url: Option<String>,
    #[data(non_personal)]
    pub require_user_enrollment_approval: Option<bool>,
    #[data(identified, required)]
    pub serial_number: String,
    #[data(non_personal)]
    pub subscriber_carrier: Option<String>,
    #[data(identified, required)]
    pub total_storage_space_in_bytes: i64,
    #[data(identified, required, item = device_data::platform_specific_id)]
    pub udid: Option<String>,
    #[data(identified, required, mam)]
    pub user_display_name: Option<String>,
    #[data(identified, undocumented = "why the record holds it")]
    pub user_id: Option<String>,
    #[data(identified, required, mam)]
    pub user_principal_name: Option<String>,
    #[data(identified, required)]
    pub wi_fi_mac_address: Option<String>,
    #[data(non_personal)]
    pub device_category: Option<String>,
    #[serde(default)]
    #[data(non_personal)]
    pub device_compliance_policy_states: Vec<String>,
    #[serde(default)]
    #[data(non_personal)]
    pub device_configuration_states: Vec<String>,
    #[serde(default)]
    #[data(non_personal)]
    pub log_collection_requests: Vec<String>,
    #[serde(default)]
    #[data(nested)]
    pub users: Vec<User>,
    #[data(non_personal)]
    pub windows_protection_state: Option<String>,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    pub id: String,
}

/// Whether the device keeps the tenant's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, intune_privacy::DataValue)]
#[serde(rename_all = "camelCase")]
pub enum ComplianceState {
    Unknown,
    Compliant,
    Noncompliant,
    Conflict,
    Error,
    InGracePeriod,
    ConfigManager,
}

/// Whether the device is registered with the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, intune_privacy::DataValue)]
#[serde(rename_all = "camelCase")]
pub enum DeviceRegistrationState {
    NotRegistered,
    Registered,
    Revoked,
    KeyConflict,
    ApprovalPending,
    CertificateReset,
    NotRegisteredPendingEnrollment,
    Unknown,
}

/// What a threat defence partner reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, intune_privacy::DataValue)]
#[serde(transparent)]
pub struct ThreatState {
    name: String,
}

/// What Configuration Manager leaves to Intune.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientEnabledFeatures {
    #[data(non_personal)]
    pub inventory: bool,
    #[data(non_personal)]
    pub modern_apps: bool,
    #[data(non_personal)]
    pub resource_access: bool,
    #[serde(rename = "deviceConfiguration")]
    #[data(non_personal)]
    pub manages_device_configuration: bool,
    #[serde(rename = "compliancePolicy")]
    #[data(non_personal)]
    pub manages_compliance_policy: bool,
    #[data(non_personal)]
    pub windows_update_for_business: bool,
}

/// What became of a remote action.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceActionResult {
    #[data(non_personal)]
    pub action_name: String,
    #[data(non_personal)]
    pub action_state: String,
    #[data(non_personal)]
    pub start_date_time: DateTime<Utc>,
    #[data(non_personal)]
    pub last_updated_date_time: DateTime<Utc>,
}

/// What the device attested of its start.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceHealthAttestationState {
    #[data(non_personal)]
    pub secure_boot: Option<String>,
    #[data(non_personal)]
    pub bit_locker_status: Option<String>,
    #[data(non_personal)]
    pub tpm_version: Option<String>,
}

/// A user of the device.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = user)]
pub struct User {
    #[data(identified, required, mam)]
    pub display_name: Option<String>,
    #[data(identified, required, mam)]
    pub user_principal_name: String,
    #[data(identified, required)]
    pub phone_number: Option<String>,
}
