use intune_privacy::Classified;
use serde::{Deserialize, Serialize};

use super::Timestamp;

/// What a Windows device attests of the way it started: Graph's `deviceHealthAttestationState`.
///
/// Most of it are settings and versions that a whole series of devices shares. The key of the
/// security chip is unique; measurements and counters tell devices apart.
#[derive(Classified, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[data(category = managed_application)]
pub struct HealthAttestation {
    /// When the report last changed. Graph sends text of no fixed form.
    #[data(pseudonymized, required, undocumented = "when the user's device last reported")]
    pub last_update_date_time: Option<String>,
    /// The namespace of the report's schema.
    #[data(non_personal)]
    pub content_namespace_url: Option<String>,
    /// The outcome.
    #[data(
        pseudonymized,
        required,
        mam(threat_status_with_mtd),
        item = managed_application::health_status
    )]
    pub device_health_attestation_status: Option<String>,
    /// The version of the report's schema.
    #[data(non_personal)]
    pub content_version: Option<String>,
    /// When the device was evaluated.
    #[data(pseudonymized, required, undocumented = "when the user's device was evaluated")]
    pub issued_date_time: Option<Timestamp>,
    /// The key by which the security chip vouches for itself.
    #[data(identified, required, undocumented = "unique to the security chip of the device")]
    pub attestation_identity_key: Option<String>,
    /// How often the device hibernated.
    #[data(pseudonymized, required, undocumented = "how often the user paused the device")]
    pub reset_count: Option<i64>,
    /// How often the device restarted.
    #[data(pseudonymized, required, undocumented = "how often the user restarted the device")]
    pub restart_count: Option<i64>,
    /// Whether memory for data is kept from being executed. The misspelling is Graph's.
    #[serde(rename = "dataExcutionPolicy")]
    #[data(non_personal)]
    pub data_execution_policy: Option<String>,
    /// Whether the drive is encrypted.
    #[data(non_personal)]
    pub bit_locker_status: Option<String>,
    /// The version of the boot manager.
    #[data(non_personal)]
    pub boot_manager_version: Option<String>,
    /// The version of the integrity check.
    #[data(non_personal)]
    pub code_integrity_check_version: Option<String>,
    /// Whether only signed code may start the device.
    #[data(non_personal)]
    pub secure_boot: Option<String>,
    /// Whether the start can be debugged.
    #[data(non_personal)]
    pub boot_debugging: Option<String>,
    /// Whether the kernel can be debugged.
    #[data(non_personal)]
    pub operating_system_kernel_debugging: Option<String>,
    /// Whether only verified code may run.
    #[data(non_personal)]
    pub code_integrity: Option<String>,
    /// Whether test signatures are accepted.
    #[data(non_personal)]
    pub test_signing: Option<String>,
    /// Whether Windows runs in safe mode.
    #[data(non_personal)]
    pub safe_mode: Option<String>,
    /// Whether the minimal Windows of the installer runs.
    #[serde(rename = "windowsPE")]
    #[data(non_personal)]
    pub windows_pe: Option<String>,
    /// Whether the protection against malware starts first.
    #[data(non_personal)]
    pub early_launch_anti_malware_driver_protection: Option<String>,
    /// Whether secrets are walled off from the kernel.
    #[data(non_personal)]
    pub virtual_secure_mode: Option<String>,
    /// The hash of the measurements.
    #[data(non_personal)]
    pub pcr_hash_algorithm: Option<String>,
    /// The security version of the boot application.
    #[data(non_personal)]
    pub boot_app_security_version: Option<String>,
    /// The security version of the boot manager.
    #[data(non_personal)]
    pub boot_manager_security_version: Option<String>,
    /// The version of the security chip.
    #[data(non_personal)]
    pub tpm_version: Option<String>,
    /// The measurement of the firmware.
    #[data(pseudonymized, required, undocumented = "a fingerprint of the device's firmware")]
    pub pcr0: Option<String>,
    /// The digest of an own policy for the start.
    #[data(pseudonymized, required, undocumented = "a fingerprint of the device's settings")]
    pub secure_boot_configuration_policy_finger_print: Option<String>,
    /// The policy of the integrity check.
    #[data(non_personal)]
    pub code_integrity_policy: Option<String>,
    /// The list of revoked boot applications.
    #[data(non_personal)]
    pub boot_revision_list_info: Option<String>,
    /// The list of revoked parts of the operating system.
    #[data(non_personal)]
    pub operating_system_rev_list_info: Option<String>,
    /// What does not fit together.
    #[data(identified, required, undocumented = "free text on an irregularity of the device")]
    pub health_status_mismatch_info: Option<String>,
    /// Whether the device can attest anything.
    #[data(non_personal)]
    pub health_attestation_supported_status: Option<String>,
}
