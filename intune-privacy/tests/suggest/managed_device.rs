//! The managed device of Microsoft Graph v1.0 with all its properties, as a service would declare it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A device that Intune manages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedDevice {
    pub activation_lock_bypass_code: Option<String>,
    pub android_security_patch_level: Option<String>,
    #[serde(rename = "azureADDeviceId")]
    pub azure_ad_device_id: Option<String>,
    #[serde(rename = "azureADRegistered")]
    pub azure_ad_registered: Option<bool>,
    pub compliance_grace_period_expiration_date_time: DateTime<Utc>,
    pub compliance_state: ComplianceState,
    pub configuration_manager_client_enabled_features: Option<ClientEnabledFeatures>,
    #[serde(default)]
    pub device_action_results: Vec<DeviceActionResult>,
    pub device_category_display_name: Option<String>,
    pub device_enrollment_type: Option<String>,
    pub device_health_attestation_state: Option<DeviceHealthAttestationState>,
    /// The name that the user or an admin gave it.
    pub device_name: String, // shown in the console
    pub device_registration_state: DeviceRegistrationState,
    pub eas_activated: bool,
    pub eas_activation_date_time: DateTime<Utc>,
    pub eas_device_id: Option<String>,
    pub email_address: Option<String>,
    pub enrolled_date_time: DateTime<Utc>,
    pub enrollment_profile_name: Option<String>,
    pub ethernet_mac_address: Option<String>,
    pub exchange_access_state: Option<String>,
    pub exchange_access_state_reason: Option<String>,
    pub exchange_last_successful_sync_date_time: DateTime<Utc>,
    pub free_storage_space_in_bytes: i64,
    pub iccid: Option<String>,
    pub imei: Option<String>,
    pub is_encrypted: bool,
    pub is_supervised: bool,
    pub jail_broken: Option<String>,
    pub last_sync_date_time: DateTime<Utc>,
    pub managed_device_name: Option<String>,
    pub managed_device_owner_type: Option<String>,
    pub management_agent: Option<String>,
    pub management_certificate_expiration_date: DateTime<Utc>,
    pub management_state: Option<String>,
    pub manufacturer: Option<String>,
    pub meid: Option<String>,
    pub model: Option<String>,
    pub notes: Option<String>,
    pub operating_system: String,
    pub os_version: String,
    pub partner_reported_threat_state: Option<ThreatState>,
    pub phone_number: Option<String>,
    pub physical_memory_in_bytes: i64,
    pub remote_assistance_session_error_details: Option<String>,
    pub remote_assistance_session_url: Option<String>,
    pub require_user_enrollment_approval: Option<bool>,
    pub serial_number: String,
    pub subscriber_carrier: Option<String>,
    pub total_storage_space_in_bytes: i64,
    pub udid: Option<String>,
    pub user_display_name: Option<String>,
    pub user_id: Option<String>,
    pub user_principal_name: Option<String>,
    pub wi_fi_mac_address: Option<String>,
    pub device_category: Option<String>,
    #[serde(default)]
    pub device_compliance_policy_states: Vec<String>,
    #[serde(default)]
    pub device_configuration_states: Vec<String>,
    #[serde(default)]
    pub log_collection_requests: Vec<String>,
    #[serde(default)]
    pub users: Vec<User>,
    pub windows_protection_state: Option<String>,
    pub id: String,
}

/// Whether the device keeps the tenant's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThreatState {
    name: String,
}

/// What Configuration Manager leaves to Intune.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientEnabledFeatures {
    pub inventory: bool,
    pub modern_apps: bool,
    pub resource_access: bool,
    #[serde(rename = "deviceConfiguration")]
    pub manages_device_configuration: bool,
    #[serde(rename = "compliancePolicy")]
    pub manages_compliance_policy: bool,
    pub windows_update_for_business: bool,
}

/// What became of a remote action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceActionResult {
    pub action_name: String,
    pub action_state: String,
    pub start_date_time: DateTime<Utc>,
    pub last_updated_date_time: DateTime<Utc>,
}

/// What the device attested of its start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceHealthAttestationState {
    pub secure_boot: Option<String>,
    pub bit_locker_status: Option<String>,
    pub tpm_version: Option<String>,
}

/// A user of the device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub display_name: Option<String>,
    pub user_principal_name: String,
    pub phone_number: Option<String>,
}
