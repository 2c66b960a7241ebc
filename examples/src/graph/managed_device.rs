use intune_privacy::{Classified, DataValue};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{HealthAttestation, Timestamp};

/// A device that Intune manages, with the person who uses it: Graph's `managedDevice`.
///
/// The record names its user, so the identifiers of the device are identified data.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
pub struct ManagedDevice {
    /// The key of the record.
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    pub id: String,
    /// The key of the user in the directory.
    #[data(identified, required, undocumented = "the directory's key of the device's user")]
    pub user_id: Option<String>,
    /// The name that the device itself reports.
    #[data(identified, required, mam)]
    pub device_name: Option<String>,
    /// The name that Intune makes up, with the user's name in it, until an administrator edits it.
    #[data(identified, required, mam)]
    pub managed_device_name: Option<String>,
    /// Who owns the device.
    #[data(
        pseudonymized,
        required,
        undocumented = "says whether the device belongs to its user or to the organization"
    )]
    pub managed_device_owner_type: Option<OwnerType>,
    /// What administrators had the device do from afar, and how far it got.
    #[data(nested)]
    pub device_action_results: Option<Vec<DeviceActionResult>>,
    /// When the device was enrolled.
    #[data(pseudonymized, required, undocumented = "when the user enrolled the device")]
    pub enrolled_date_time: Option<Timestamp>,
    /// When the device was last in touch.
    #[data(pseudonymized, required, undocumented = "when the user's device was last switched on")]
    pub last_sync_date_time: Option<Timestamp>,
    /// The family of the operating system.
    #[data(identified, required, mam)]
    pub operating_system: Option<String>,
    /// Whether the device keeps the rules that it is given.
    #[data(non_personal)]
    pub compliance_state: Option<ComplianceState>,
    /// Whether the device's own protection was removed. Graph sends a word, not a boolean.
    #[data(
        pseudonymized,
        required,
        mam(threat_status_with_mtd),
        item = managed_application::health_status
    )]
    pub jail_broken: Option<String>,
    /// What the device is managed through.
    #[data(non_personal)]
    pub management_agent: Option<ManagementAgent>,
    /// The version of the operating system.
    #[data(identified, required, mam)]
    pub os_version: Option<String>,
    /// Whether Exchange ActiveSync is on.
    #[data(non_personal)]
    pub eas_activated: Option<bool>,
    /// The key of the device for Exchange ActiveSync.
    #[data(identified, required)]
    pub eas_device_id: Option<String>,
    /// Since when Exchange ActiveSync is on.
    #[data(pseudonymized, required, undocumented = "when the user's mailbox was set up")]
    pub eas_activation_date_time: Option<Timestamp>,
    /// Whether the directory knows the device.
    #[serde(rename = "azureADRegistered")]
    #[data(non_personal)]
    pub azure_ad_registered: Option<bool>,
    /// The way by which the device was enrolled.
    #[data(non_personal)]
    pub device_enrollment_type: Option<EnrollmentType>,
    /// The code that unlocks a lost or returned Apple device without its user's password.
    ///
    /// It is read and never written: no view shows it, and the plain JSON leaves it out.
    #[serde(default, skip_serializing)]
    #[data(identified, required, undocumented = "a secret that unlocks the user's device")]
    pub activation_lock_bypass_code: Option<SecretString>,
    /// The user's e-mail address, or several.
    #[data(identified, required, mam)]
    pub email_address: Option<String>,
    /// The key of the device in the directory.
    #[serde(rename = "azureADDeviceId")]
    #[data(identified, required, mam(entra_joined), item = device_data::entra_device_id)]
    pub azure_ad_device_id: Option<String>,
    /// How far the device's registration in the directory is.
    #[data(pseudonymized, required, mam)]
    pub device_registration_state: Option<RegistrationState>,
    /// The group of devices, by the name that an administrator gave it.
    #[data(
        pseudonymized,
        required,
        undocumented = "a group of devices, often of a team or a role, narrows down the user"
    )]
    pub device_category_display_name: Option<String>,
    /// Whether an Apple device is supervised.
    #[data(non_personal)]
    pub is_supervised: Option<bool>,
    /// When the device last got through to Exchange.
    #[data(pseudonymized, required, undocumented = "when the user's device last fetched mail")]
    pub exchange_last_successful_sync_date_time: Option<Timestamp>,
    /// Whether Exchange lets the device in.
    #[data(non_personal)]
    pub exchange_access_state: Option<ExchangeAccessState>,
    /// Why Exchange lets the device in or not.
    #[data(identified, required, undocumented = "can say that the user's password is compromised")]
    pub exchange_access_state_reason: Option<ExchangeAccessStateReason>,
    /// The address at which a helper joins the screen of the device.
    #[data(identified, required, undocumented = "opens a session on the user's device")]
    pub remote_assistance_session_url: Option<String>,
    /// Why no such session came about.
    #[data(identified, required, undocumented = "free text about a session with the user")]
    pub remote_assistance_session_error_details: Option<String>,
    /// Whether the storage is encrypted.
    #[data(non_personal)]
    pub is_encrypted: Option<bool>,
    /// The name by which the user signs in.
    #[data(identified, required, mam, subject)]
    pub user_principal_name: Option<String>,
    /// The model of the device.
    #[data(identified, required, mam)]
    pub model: Option<String>,
    /// The maker of the device.
    #[data(identified, required, mam)]
    pub manufacturer: Option<String>,
    /// The number of a telephone as a piece of equipment.
    #[data(identified, required)]
    pub imei: Option<String>,
    /// Until when the device may be without compliance.
    #[data(pseudonymized, required, undocumented = "follows from when the user's device failed")]
    pub compliance_grace_period_expiration_date_time: Option<Timestamp>,
    /// The maker's serial number.
    #[data(identified, required)]
    pub serial_number: Option<String>,
    /// The number of the SIM card that is in the device.
    #[data(identified, required, item = user::phone_number)]
    pub phone_number: Option<String>,
    /// The month of Android's last security patch, which completes the version of the system.
    #[data(identified, required, mam, item = hardware_inventory::os_version)]
    pub android_security_patch_level: Option<String>,
    /// The user's name.
    #[data(identified, required, mam)]
    pub user_display_name: Option<String>,
    /// What Intune manages of a device that Configuration Manager manages as well.
    #[data(nested)]
    pub configuration_manager_client_enabled_features: Option<ConfigurationManagerFeatures>,
    /// The address of the wireless network interface.
    #[data(identified, required)]
    pub wi_fi_mac_address: Option<String>,
    /// What a Windows device attests of the way it started.
    #[data(nested)]
    pub device_health_attestation_state: Option<HealthAttestation>,
    /// The mobile network.
    #[data(pseudonymized, required, undocumented = "whose customer the user is")]
    pub subscriber_carrier: Option<String>,
    /// The number of a CDMA telephone as a piece of equipment.
    #[data(identified, required, item = device_data::platform_specific_id)]
    pub meid: Option<String>,
    /// The size of the storage.
    #[data(identified, required)]
    pub total_storage_space_in_bytes: Option<i64>,
    /// What is left of the storage.
    #[data(identified, required)]
    pub free_storage_space_in_bytes: Option<i64>,
    /// What a Mobile Threat Defense product thinks of the device.
    #[data(pseudonymized, required, mam(threat_status_with_mtd))]
    pub partner_reported_threat_state: Option<ThreatState>,
    /// Whether the user had to approve the enrollment of an Apple device.
    #[data(non_personal)]
    pub require_user_enrollment_approval: Option<bool>,
    /// Until when the certificate of the device is valid. The service issues the certificate and
    /// renews it by itself, so the date is its own metadata and nothing that a person did.
    #[data(non_personal)]
    pub management_certificate_expiration_date: Option<Timestamp>,
    /// The number of the SIM card itself.
    #[data(identified, required)]
    pub iccid: Option<String>,
    /// Apple's identifier of the device.
    #[data(identified, required, item = device_data::platform_specific_id)]
    pub udid: Option<String>,
    /// What administrators wrote down about the device.
    #[data(identified, required, undocumented = "free text of administrators, maybe on the user")]
    pub notes: Option<String>,
    /// The address of the wired network interface.
    #[data(identified, required, item = device_data::mac_address)]
    pub ethernet_mac_address: Option<String>,
    /// The size of the memory. A whole series of devices shares it, and unlike the size of the
    /// storage it is no row of the documents' list.
    #[data(non_personal)]
    pub physical_memory_in_bytes: Option<i64>,
    /// The profile by which the device was enrolled.
    ///
    /// The documents list the names of profiles without a class; as the administrator's own words
    /// it is held as identified.
    #[data(identified, required, mam, item = admin_created::profile_name)]
    pub enrollment_profile_name: Option<String>,
    /// What is being done with the device.
    #[data(non_personal)]
    pub management_state: Option<ManagementState>,
}

/// One thing that an administrator had a device do: Graph's `deviceActionResult`.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = audit_log)]
pub struct DeviceActionResult {
    /// What was to be done.
    #[data(identified, required, mam, item = audit_log::remote_task)]
    pub action_name: Option<String>,
    /// How far it got.
    #[data(non_personal)]
    pub action_state: Option<ActionState>,
    /// When it was asked for.
    #[data(pseudonymized, required, undocumented = "when the remote task was started")]
    pub start_date_time: Option<Timestamp>,
    /// When its state last changed.
    #[data(pseudonymized, required, undocumented = "when the user's device answered")]
    pub last_updated_date_time: Option<Timestamp>,
}

/// Which workloads Intune has of a device that Configuration Manager manages as well: Graph's
/// `configurationManagerClientEnabledFeatures`.
///
/// Two fields are not named as Graph names them: in the documents a `compliance_policy` is the
/// policy itself and `device_configuration` is telemetry, and these are neither.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationManagerFeatures {
    /// The inventory.
    #[data(non_personal)]
    pub inventory: Option<bool>,
    /// Modern applications.
    #[data(non_personal)]
    pub modern_apps: Option<bool>,
    /// Access to resources.
    #[data(non_personal)]
    pub resource_access: Option<bool>,
    /// Settings.
    #[serde(rename = "deviceConfiguration")]
    #[data(non_personal)]
    pub device_configuration_workload: Option<bool>,
    /// Compliance.
    #[serde(rename = "compliancePolicy")]
    #[data(non_personal)]
    pub compliance_policy_workload: Option<bool>,
    /// Updates of Windows.
    #[data(non_personal)]
    pub windows_update_for_business: Option<bool>,
}

/// Who owns a device: Graph's `managedDeviceOwnerType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum OwnerType {
    Unknown,
    Company,
    Personal,
    #[serde(other)]
    UnknownFutureValue,
}

/// How far a remote task is: Graph's `actionState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ActionState {
    None,
    Pending,
    Canceled,
    Active,
    Done,
    Failed,
    NotSupported,
    #[serde(other)]
    UnknownFutureValue,
}

/// Whether a device keeps the rules: Graph's `complianceState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ComplianceState {
    Unknown,
    Compliant,
    Noncompliant,
    Conflict,
    Error,
    InGracePeriod,
    ConfigManager,
    #[serde(other)]
    UnknownFutureValue,
}

/// What a device is managed through: Graph's `managementAgentType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ManagementAgent {
    Eas,
    Mdm,
    EasMdm,
    IntuneClient,
    EasIntuneClient,
    ConfigurationManagerClient,
    ConfigurationManagerClientMdm,
    ConfigurationManagerClientMdmEas,
    Unknown,
    Jamf,
    GoogleCloudDevicePolicyController,
    #[serde(other)]
    UnknownFutureValue,
}

/// What is being done with a device: Graph's `managementState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ManagementState {
    Managed,
    RetirePending,
    RetireFailed,
    WipePending,
    WipeFailed,
    Unhealthy,
    DeletePending,
    RetireIssued,
    WipeIssued,
    WipeCanceled,
    RetireCanceled,
    Discovered,
    #[serde(other)]
    UnknownFutureValue,
}

/// The way by which a device was enrolled: Graph's `deviceEnrollmentType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum EnrollmentType {
    Unknown,
    UserEnrollment,
    DeviceEnrollmentManager,
    AppleBulkWithUser,
    AppleBulkWithoutUser,
    WindowsAzureADJoin,
    WindowsBulkUserless,
    WindowsAutoEnrollment,
    WindowsBulkAzureDomainJoin,
    WindowsCoManagement,
    WindowsAzureADJoinUsingDeviceAuth,
    AppleUserEnrollment,
    AppleUserEnrollmentWithServiceAccount,
    #[serde(other)]
    UnknownFutureValue,
}

/// How far a device's registration in the directory is: Graph's `deviceRegistrationState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum RegistrationState {
    NotRegistered,
    Registered,
    Revoked,
    KeyConflict,
    ApprovalPending,
    CertificateReset,
    NotRegisteredPendingEnrollment,
    Unknown,
    #[serde(other)]
    UnknownFutureValue,
}

/// Whether Exchange lets a device in: Graph's `deviceManagementExchangeAccessState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ExchangeAccessState {
    None,
    Unknown,
    Allowed,
    Blocked,
    Quarantined,
    #[serde(other)]
    UnknownFutureValue,
}

/// Why Exchange lets a device in or not: Graph's `deviceManagementExchangeAccessStateReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ExchangeAccessStateReason {
    None,
    Unknown,
    ExchangeGlobalRule,
    ExchangeIndividualRule,
    ExchangeDeviceRule,
    ExchangeUpgrade,
    ExchangeMailboxPolicy,
    Other,
    Compliant,
    NotCompliant,
    NotEnrolled,
    UnknownLocation,
    MfaRequired,
    AzureADBlockDueToAccessPolicy,
    CompromisedPassword,
    DeviceNotKnownWithManagedApp,
    #[serde(other)]
    UnknownFutureValue,
}

/// What a Mobile Threat Defense product thinks of a device: Graph's
/// `managedDevicePartnerReportedHealthState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DataValue, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the variants are Graph's members")]
pub enum ThreatState {
    Unknown,
    Activated,
    Deactivated,
    Secured,
    LowSeverity,
    MediumSeverity,
    HighSeverity,
    Unresponsive,
    Compromised,
    Misconfigured,
    #[serde(other)]
    UnknownFutureValue,
}
