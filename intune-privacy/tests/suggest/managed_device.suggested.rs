//! The managed device of Microsoft Graph v1.0 with all its properties, as a service would declare it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A device that Intune manages.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
pub struct ManagedDevice {
    // DECIDE(intune-privacy): no document lists `activation_lock_bypass_code`, and it is a secret: hold it in a `secrecy::SecretString`. To do:
    //   #[data(identified, undocumented = "why the record holds it")]
    pub activation_lock_bypass_code: Option<String>,
    // DECIDE(intune-privacy): no document lists `android_security_patch_level`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub android_security_patch_level: Option<String>,
    #[serde(rename = "azureADDeviceId")]
    #[data(identified, required, mam, item = device_data::entra_device_id)]
    pub azure_ad_device_id: Option<String>,
    #[serde(rename = "azureADRegistered")]
    // DECIDE(intune-privacy): no document lists `azure_ad_registered`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub azure_ad_registered: Option<bool>,
    // DECIDE(intune-privacy): no document lists `compliance_grace_period_expiration_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub compliance_grace_period_expiration_date_time: DateTime<Utc>,
    // DECIDE(intune-privacy): no document lists `compliance_state`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub compliance_state: ComplianceState,
    #[data(nested)]
    pub configuration_manager_client_enabled_features: Option<ClientEnabledFeatures>,
    #[serde(default)]
    #[data(nested)]
    pub device_action_results: Vec<DeviceActionResult>,
    // DECIDE(intune-privacy): no document lists `device_category_display_name`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub device_category_display_name: Option<String>,
    // DECIDE(intune-privacy): no document lists `device_enrollment_type`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub device_enrollment_type: Option<String>,
    #[data(nested)]
    pub device_health_attestation_state: Option<DeviceHealthAttestationState>,
    /// The name that the user or an admin gave it.
    #[data(identified, required, mam)]
    pub device_name: String, // shown in the console
    #[data(pseudonymized, required, mam)]
    pub device_registration_state: DeviceRegistrationState,
    // DECIDE(intune-privacy): no document lists `eas_activated`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub eas_activated: bool,
    // DECIDE(intune-privacy): no document lists `eas_activation_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub eas_activation_date_time: DateTime<Utc>,
    #[data(identified, required)]
    pub eas_device_id: Option<String>,
    #[data(identified, required, mam)]
    pub email_address: Option<String>,
    // DECIDE(intune-privacy): no document lists `enrolled_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub enrolled_date_time: DateTime<Utc>,
    // DECIDE(intune-privacy): no document lists `enrollment_profile_name`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub enrollment_profile_name: Option<String>,
    #[data(identified, required, item = device_data::mac_address)]
    pub ethernet_mac_address: Option<String>,
    // DECIDE(intune-privacy): no document lists `exchange_access_state`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub exchange_access_state: Option<String>,
    // DECIDE(intune-privacy): no document lists `exchange_access_state_reason`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub exchange_access_state_reason: Option<String>,
    // DECIDE(intune-privacy): no document lists `exchange_last_successful_sync_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub exchange_last_successful_sync_date_time: DateTime<Utc>,
    #[data(identified, required)]
    pub free_storage_space_in_bytes: i64,
    #[data(identified, required)]
    pub iccid: Option<String>,
    #[data(identified, required)]
    pub imei: Option<String>,
    // DECIDE(intune-privacy): no document lists `is_encrypted`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub is_encrypted: bool,
    // DECIDE(intune-privacy): no document lists `is_supervised`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub is_supervised: bool,
    #[data(pseudonymized, required, mam, item = managed_application::health_status)]
    pub jail_broken: Option<String>,
    // DECIDE(intune-privacy): no document lists `last_sync_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub last_sync_date_time: DateTime<Utc>,
    #[data(identified, required, mam)]
    pub managed_device_name: Option<String>,
    // DECIDE(intune-privacy): no document lists `managed_device_owner_type`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub managed_device_owner_type: Option<String>,
    // DECIDE(intune-privacy): no document lists `management_agent`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub management_agent: Option<String>,
    // DECIDE(intune-privacy): no document lists `management_certificate_expiration_date`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub management_certificate_expiration_date: DateTime<Utc>,
    // DECIDE(intune-privacy): no document lists `management_state`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub management_state: Option<String>,
    #[data(identified, required, mam)]
    pub manufacturer: Option<String>,
    #[data(identified, required, item = device_data::platform_specific_id)]
    pub meid: Option<String>,
    #[data(identified, required, mam)]
    pub model: Option<String>,
    // DECIDE(intune-privacy): no document lists `notes`, and an admin writes it, so it may hold anything. To do:
    //   #[data(identified, undocumented = "why the record holds it")]
    pub notes: Option<String>,
    #[data(identified, required, mam)]
    pub operating_system: String,
    #[data(identified, required, mam)]
    pub os_version: String,
    #[data(pseudonymized, required, mam)]
    pub partner_reported_threat_state: Option<ThreatState>,
    #[data(identified, required, item = user::phone_number)]
    pub phone_number: Option<String>,
    // DECIDE(intune-privacy): no document lists `physical_memory_in_bytes`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub physical_memory_in_bytes: i64,
    // DECIDE(intune-privacy): no document lists `remote_assistance_session_error_details`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub remote_assistance_session_error_details: Option<String>,
    // DECIDE(intune-privacy): no document lists `remote_assistance_session_url`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub remote_assistance_session_url: Option<String>,
    // DECIDE(intune-privacy): no document lists `require_user_enrollment_approval`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub require_user_enrollment_approval: Option<bool>,
    #[data(identified, required)]
    pub serial_number: String,
    // DECIDE(intune-privacy): no document lists `subscriber_carrier`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub subscriber_carrier: Option<String>,
    #[data(identified, required)]
    pub total_storage_space_in_bytes: i64,
    #[data(identified, required, item = device_data::platform_specific_id)]
    pub udid: Option<String>,
    #[data(identified, required, mam)]
    pub user_display_name: Option<String>,
    // DECIDE(intune-privacy): no document lists `user_id`, and it identifies a user, so it is personal data. To do:
    //   #[data(identified, undocumented = "why the record holds it")]
    pub user_id: Option<String>,
    #[data(identified, required, mam)]
    pub user_principal_name: Option<String>,
    #[data(identified, required)]
    pub wi_fi_mac_address: Option<String>,
    // DECIDE(intune-privacy): no document lists `device_category`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub device_category: Option<String>,
    #[serde(default)]
    // DECIDE(intune-privacy): no document lists `device_compliance_policy_states`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub device_compliance_policy_states: Vec<String>,
    #[serde(default)]
    // DECIDE(intune-privacy): no document lists `device_configuration_states`; `managed_application::enrollment_status` is near. One of:
    //   #[data(pseudonymized, required, mam, item = managed_application::enrollment_status)]
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub device_configuration_states: Vec<String>,
    #[serde(default)]
    // DECIDE(intune-privacy): no document lists `log_collection_requests`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub log_collection_requests: Vec<String>,
    #[serde(default)]
    #[data(nested)]
    pub users: Vec<User>,
    // DECIDE(intune-privacy): no document lists `windows_protection_state`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
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
    // DECIDE(intune-privacy): no document lists `inventory`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub inventory: bool,
    // DECIDE(intune-privacy): no document lists `modern_apps`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub modern_apps: bool,
    // DECIDE(intune-privacy): no document lists `resource_access`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub resource_access: bool,
    #[serde(rename = "deviceConfiguration")]
    // DECIDE(intune-privacy): serde names it `deviceConfiguration`, and its type says otherwise: `bool` is no `telemetry::device_configuration`. One of:
    //   #[data(pseudonymized, optional, item = telemetry::device_configuration)] and write `manages_device_configuration: Option<bool>`, or `#[data(collected_if = optional_data_consent)]` on the type
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub manages_device_configuration: bool,
    #[serde(rename = "compliancePolicy")]
    // DECIDE(intune-privacy): serde names it `compliancePolicy`, and its type says otherwise: `bool` is no `admin_created::compliance_policy`. One of:
    //   #[data(identified, required, item = admin_created::compliance_policy)]
    //   #[data(pseudonymized, required, item = admin_created::compliance_policy)]
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub manages_compliance_policy: bool,
    // DECIDE(intune-privacy): no document lists `windows_update_for_business`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub windows_update_for_business: bool,
}

/// What became of a remote action.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceActionResult {
    // DECIDE(intune-privacy): no document lists `action_name`; `application_inventory::app_name` is near. One of:
    //   #[data(identified, required, mam, item = application_inventory::app_name)] and write `action_name: Option<String>`, or `#[data(collected_if = corporate_owned_or_compliant_app)]` on the type
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub action_name: String,
    // DECIDE(intune-privacy): no document lists `action_state`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub action_state: String,
    // DECIDE(intune-privacy): no document lists `start_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub start_date_time: DateTime<Utc>,
    // DECIDE(intune-privacy): no document lists `last_updated_date_time`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub last_updated_date_time: DateTime<Utc>,
}

/// What the device attested of its start.
#[derive(Clone, intune_privacy::Classified, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceHealthAttestationState {
    // DECIDE(intune-privacy): no document lists `secure_boot`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub secure_boot: Option<String>,
    // DECIDE(intune-privacy): no document lists `bit_locker_status`. One of:
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
    pub bit_locker_status: Option<String>,
    // DECIDE(intune-privacy): no document lists `tpm_version`; `application_inventory::version` is near. One of:
    //   #[data(identified, required, mam, item = application_inventory::version)]
    //   #[data(non_personal)]
    //   #[data(identified, undocumented = "why the record holds it")]
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
