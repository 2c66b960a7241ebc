//! The models: complete, and redacted wherever they are shown.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use intune_privacy::{Class, Classified, Field, Policy, Schema};
use intune_privacy_examples::document::Document;
use intune_privacy_examples::graph::{
    AuditActor, AuditEvent, AuditProperty, AuditResource, ConfigurationManagerFeatures,
    DetectedApp, DeviceActionResult, ExchangeAccessStateSummary, HealthAttestation,
    ManagedAppRegistration, ManagedDevice, ManagedDeviceOverview, MobileAppIdentifier,
    MobileAppInstallSummary, OperatingSystemSummary, Resource,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Every property that Graph documents, in no order of importance.
const PROPERTIES: [(&Schema, &str); 15] = [
    (
        ManagedDevice::SCHEMA,
        "activationLockBypassCode androidSecurityPatchLevel azureADDeviceId azureADRegistered \
         complianceGracePeriodExpirationDateTime complianceState \
         configurationManagerClientEnabledFeatures deviceActionResults deviceCategoryDisplayName \
         deviceEnrollmentType deviceHealthAttestationState deviceName deviceRegistrationState \
         easActivated easActivationDateTime easDeviceId emailAddress enrolledDateTime \
         enrollmentProfileName ethernetMacAddress exchangeAccessState exchangeAccessStateReason \
         exchangeLastSuccessfulSyncDateTime freeStorageSpaceInBytes iccid id imei isEncrypted \
         isSupervised jailBroken lastSyncDateTime managedDeviceName managedDeviceOwnerType \
         managementAgent managementCertificateExpirationDate managementState manufacturer meid \
         model notes operatingSystem osVersion partnerReportedThreatState phoneNumber \
         physicalMemoryInBytes remoteAssistanceSessionErrorDetails remoteAssistanceSessionUrl \
         requireUserEnrollmentApproval serialNumber subscriberCarrier totalStorageSpaceInBytes \
         udid userDisplayName userId userPrincipalName wiFiMacAddress",
    ),
    (DeviceActionResult::SCHEMA, "actionName actionState lastUpdatedDateTime startDateTime"),
    (
        ConfigurationManagerFeatures::SCHEMA,
        "compliancePolicy deviceConfiguration inventory modernApps resourceAccess \
         windowsUpdateForBusiness",
    ),
    (
        HealthAttestation::SCHEMA,
        "attestationIdentityKey bitLockerStatus bootAppSecurityVersion bootDebugging \
         bootManagerSecurityVersion bootManagerVersion bootRevisionListInfo codeIntegrity \
         codeIntegrityCheckVersion codeIntegrityPolicy contentNamespaceUrl contentVersion \
         dataExcutionPolicy deviceHealthAttestationStatus earlyLaunchAntiMalwareDriverProtection \
         healthAttestationSupportedStatus healthStatusMismatchInfo issuedDateTime \
         lastUpdateDateTime operatingSystemKernelDebugging operatingSystemRevListInfo pcr0 \
         pcrHashAlgorithm resetCount restartCount safeMode secureBoot \
         secureBootConfigurationPolicyFingerPrint testSigning tpmVersion virtualSecureMode \
         windowsPE",
    ),
    (
        ManagedAppRegistration::SCHEMA,
        "appIdentifier applicationVersion createdDateTime deviceName deviceTag deviceType \
         flaggedReasons id lastSyncDateTime managementSdkVersion platformVersion userId version",
    ),
    (MobileAppIdentifier::SCHEMA, "packageId bundleId"),
    (DetectedApp::SCHEMA, "deviceCount displayName id platform publisher sizeInByte version"),
    (
        ManagedDeviceOverview::SCHEMA,
        "deviceExchangeAccessStateSummary deviceOperatingSystemSummary dualEnrolledDeviceCount \
         enrolledDeviceCount id mdmEnrolledCount",
    ),
    (
        OperatingSystemSummary::SCHEMA,
        "androidCorporateWorkProfileCount androidCount androidDedicatedCount \
         androidDeviceAdminCount androidFullyManagedCount androidWorkProfileCount \
         configMgrDeviceCount iosCount macOSCount unknownCount windowsCount windowsMobileCount",
    ),
    (
        ExchangeAccessStateSummary::SCHEMA,
        "allowedDeviceCount blockedDeviceCount quarantinedDeviceCount unavailableDeviceCount \
         unknownDeviceCount",
    ),
    (
        MobileAppInstallSummary::SCHEMA,
        "failedDeviceCount failedUserCount id installedDeviceCount installedUserCount \
         notApplicableDeviceCount notApplicableUserCount notInstalledDeviceCount \
         notInstalledUserCount pendingInstallDeviceCount pendingInstallUserCount",
    ),
    (
        AuditEvent::SCHEMA,
        "activity activityDateTime activityOperationType activityResult activityType actor \
         category componentName correlationId displayName id resources",
    ),
    (
        AuditActor::SCHEMA,
        "applicationDisplayName applicationId auditActorType ipAddress servicePrincipalName type \
         userId userPermissions userPrincipalName",
    ),
    (AuditResource::SCHEMA, "auditResourceType displayName modifiedProperties resourceId type"),
    (AuditProperty::SCHEMA, "displayName newValue oldValue"),
];

/// What Microsoft's own export of a user's data keeps of a device: its own view of what is
/// personal.
const EXPORTED_OF_A_DEVICE: &str = "id userId deviceName managedDeviceOwnerType easDeviceId \
    emailAddress azureADDeviceId userPrincipalName imei serialNumber phoneNumber userDisplayName \
    wiFiMacAddress meid managedDeviceName iccid udid notes ethernetMacAddress";

fn sample(name: &str) -> Document {
    Document::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name))
        .expect("our own sample can be read")
}

#[test]
fn models_have_the_properties_that_graph_documents() {
    for (schema, properties) in PROPERTIES {
        let documented: BTreeSet<_> = properties.split_whitespace().collect();
        let modelled: BTreeSet<_> = schema.fields().map(Field::key).collect();
        assert_eq!(modelled, documented, "{}", schema.name());
    }
}

#[test]
fn what_microsoft_exports_as_personal_is_personal_here() {
    for name in EXPORTED_OF_A_DEVICE.split_whitespace() {
        let mut fields = ManagedDevice::SCHEMA.fields();
        let field = fields.find(|field| field.key() == name).expect(name);
        assert_ne!(field.class(), Some(Class::NonPersonal), "{name}");
    }
}

#[test]
fn every_sample_is_tested() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let files = fs::read_dir(data).expect("the samples are there");
    // The folder of a tenant is for the tests that export from it.
    let names: BTreeSet<_> = files
        .map(|file| file.expect("a sample").path())
        .filter(|path| path.is_file())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    let tested = [
        "audit_events.json",
        "detected_apps.json",
        "managed_app_registrations.json",
        "managed_device_overview.json",
        "managed_devices.json",
        "mobile_app_install_summary.json",
    ];
    assert_eq!(names, tested.map(str::to_owned).into());
}

#[test]
fn devices() {
    show::<ManagedDevice>("managed_devices.json", Resource::ManagedDevice, 3);
}

#[test]
fn app_registrations() {
    show::<ManagedAppRegistration>(
        "managed_app_registrations.json",
        Resource::ManagedAppRegistration,
        2,
    );
}

#[test]
fn detected_apps() {
    show::<DetectedApp>("detected_apps.json", Resource::DetectedApp, 2);
}

#[test]
fn device_overview() {
    show::<ManagedDeviceOverview>(
        "managed_device_overview.json",
        Resource::ManagedDeviceOverview,
        1,
    );
}

#[test]
fn install_summary() {
    show::<MobileAppInstallSummary>(
        "mobile_app_install_summary.json",
        Resource::MobileAppInstallSummary,
        1,
    );
}

#[test]
fn audit_events() {
    show::<AuditEvent>("audit_events.json", Resource::AuditEvent, 2);
}

/// Reads a sample and holds every view of it against the sample itself.
fn show<T>(name: &str, resource: Resource, count: usize)
where
    T: Classified + Debug + Serialize + DeserializeOwned,
{
    let document = sample(name);
    let records = document.records(None).expect("the sample tells what it is");
    assert_eq!(records.resource(), Some(resource));
    let records: Vec<T> = records.read().expect("the sample has the form of its resource");
    assert_eq!(records.len(), count);
    let originals = originals(name);

    for (record, original) in records.iter().zip(&originals) {
        let (logs, strict) = (Policy::logs(), Policy::strict());
        let redacted = serde_json::to_value(record.redacted(&logs)).expect("a redacted record");
        let erased = serde_json::to_value(record.redacted(&strict)).expect("a redacted record");

        let identified = hidden(original, T::SCHEMA, &[Class::Identified]);
        for text in [
            format!("{record:?}"),
            format!("{record:#?}"),
            format!("{:?}", record.redacted(&logs)),
            redacted.to_string(),
        ] {
            refute(&text, &identified);
        }
        let personal = hidden(original, T::SCHEMA, &[Class::Identified, Class::Pseudonymized]);
        for text in [format!("{:#?}", record.redacted(&strict)), erased.to_string()] {
            refute(&text, &personal);
        }

        let plain = serde_json::to_value(record).expect("the plain record");
        assert_eq!(keys(&redacted), keys(&plain));
        assert_eq!(keys(&erased), keys(&plain));
        assert!(!keys(&plain).contains("/activationLockBypassCode"));
        let again: T = serde_json::from_value(plain.clone()).expect("what serde wrote");
        assert_eq!(serde_json::to_value(&again).expect("the plain record"), plain);
    }
}

/// The records of a sample as bare JSON.
fn originals(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    let text = fs::read_to_string(path).expect("our own sample can be read");
    let mut whole: Value = serde_json::from_str(&text).expect("our own sample is JSON");
    if let Some(value) = whole.get_mut("value") {
        whole = value.take();
    }
    match whole {
        Value::Array(records) => records,
        record => vec![record],
    }
}

/// The values of the fields that have one of the classes, but for those that another field has
/// as well: a device can be `compliant` and be let in because it is.
fn hidden<'a>(record: &'a Value, schema: &Schema, classes: &[Class]) -> Vec<&'a Value> {
    let others: Vec<_> = Class::ALL.iter().copied().filter(|c| !classes.contains(c)).collect();
    let shown = values(record, schema, &others);
    let mut hidden = values(record, schema, classes);
    hidden.retain(|value| !shown.contains(value));
    hidden
}

/// The values, at any depth, of the fields that have one of the classes.
fn values<'a>(record: &'a Value, schema: &Schema, classes: &[Class]) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for field in schema.fields() {
        let Some(value) = record.get(field.key()) else {
            continue;
        };
        let elements = match value {
            Value::Array(elements) => elements.iter().collect(),
            value => vec![value],
        };
        for element in elements {
            match (field.nested(), field.class()) {
                (Some(nested), _) => found.extend(values(element, nested, classes)),
                (None, Some(class)) if classes.contains(&class) => found.push(element),
                (None, _) => {}
            }
        }
    }
    found
}

/// Fails if the text shows one of the values. Words such as `Windows` are also parts of names, so
/// they are looked for in quotes only; so is what is too short to be anything by itself.
#[track_caller]
fn refute(shown: &str, values: &[&Value]) {
    for value in values {
        let (text, quoted) = match value {
            Value::String(text) if !text.is_empty() => (text.clone(), format!("\"{text}\"")),
            Value::Number(number) => (number.to_string(), format!(": {number},")),
            _ => continue,
        };
        assert!(!shown.contains(&quoted), "{quoted} is shown in {shown}");
        if text.len() >= 6 && !text.chars().all(char::is_alphabetic) {
            assert!(!shown.contains(&text), "{text} is shown in {shown}");
        }
    }
}

/// The paths of all keys, elements of lists by their index.
fn keys(value: &Value) -> BTreeSet<String> {
    fn walk(value: &Value, path: &str, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let path = format!("{path}/{key}");
                    walk(value, &path, found);
                    found.insert(path);
                }
            }
            Value::Array(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    walk(value, &format!("{path}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    walk(value, "", &mut found);
    found
}

#[test]
fn a_record_may_be_sparse() {
    let document = Document::new("sparse", r#"{"id": "1", "imei": null, "isEncrypted": true}"#);
    let records = document.records(Some(Resource::ManagedDevice)).expect("a record");
    let devices: Vec<ManagedDevice> = records.read().expect("only the key must be there");
    assert_eq!(devices[0].is_encrypted, Some(true));
    assert!(devices[0].imei.is_none());
}

#[test]
fn members_and_types_that_came_later_are_no_error() {
    let device = r#"{"id": "1", "managementState": "teleported", "brandNew": {"a": [1]}}"#;
    let device: ManagedDevice = serde_json::from_str(device).expect("a device");
    let json = serde_json::to_value(device.redacted(&Policy::logs())).expect("a redacted record");
    assert_eq!(json["managementState"], "unknownFutureValue");

    let app = r##"{"@odata.type": "#microsoft.graph.windowsAppIdentifier", "windowsAppId": "x"}"##;
    let app: MobileAppIdentifier = serde_json::from_str(app).expect("an identifier");
    assert!(matches!(app, MobileAppIdentifier::Other));
}

#[test]
fn never_is_a_time() {
    for never in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        let device = format!(r#"{{"id": "1", "easActivationDateTime": "{never}"}}"#);
        let device: ManagedDevice = serde_json::from_str(&device).expect("a device");
        let json = serde_json::to_value(&device).expect("the plain record");
        assert_eq!(json["easActivationDateTime"], never);
    }
}
