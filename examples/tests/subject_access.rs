//! What a data subject gets, held against what Microsoft's own export of a user's data gives them:
//! everything that it keeps of a device or an app, and nothing that it lets slip.
//!
//! The lists are those of `ExportConfiguration.json` beside `Export-IntuneData.ps1`
//! (microsoftgraph/powershell-intune-samples, `IntuneDataExport/`, at d9ac64a), which says what to
//! leave out, applied to the properties that Graph documents today.

use std::fs;
use std::path::{Path, PathBuf};

use intune_privacy::Classified;
use intune_privacy::export::{self, Format, Reason, Scope};
use intune_privacy_examples::document::Document;
use intune_privacy_examples::graph::{ManagedAppRegistration, ManagedDevice, Resource};
use serde::de::DeserializeOwned;
use serde_json::Value;

const KEPT_OF_A_DEVICE: [&str; 20] = [
    "id",
    "userId",
    "deviceName",
    "managedDeviceOwnerType",
    "deviceActionResults",
    "easDeviceId",
    "emailAddress",
    "azureADDeviceId",
    "userPrincipalName",
    "imei",
    "serialNumber",
    "phoneNumber",
    "userDisplayName",
    "wiFiMacAddress",
    "meid",
    "managedDeviceName",
    "iccid",
    "udid",
    "notes",
    "ethernetMacAddress",
];

const KEPT_OF_A_REGISTRATION: [&str; 4] = ["userId", "deviceName", "deviceTag", "id"];

/// What Graph has added since the script's list was written, and the script therefore exports: it
/// is not personal.
const LEAKED: [&str; 3] = [
    "requireUserEnrollmentApproval",
    "managementCertificateExpirationDate",
    "physicalMemoryInBytes",
];

/// What the script leaves out, and with good reason.
const SECRET: &str = "activationLockBypassCode";

const FORMATS: [Format; 6] =
    [Format::Json, Format::JsonLines, Format::Csv, Format::CsvWithBom, Format::Xml, Format::Html];

fn tenant(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tenant").join(file)
}

/// The records of a file as models, and as they stand there.
fn sample<T: Classified + DeserializeOwned>(
    path: &Path,
    resource: Resource,
) -> (Vec<T>, Vec<Value>) {
    let document = Document::open(path).expect("our own sample can be read");
    let records = document.records(Some(resource)).expect("it has records");
    let text = fs::read_to_string(path).expect("our own sample can be read");
    let mut whole: Value = serde_json::from_str(&text).expect("it is JSON");
    let originals = match whole["value"].take() {
        Value::Array(records) => records,
        Value::Null => vec![whole],
        record => vec![record],
    };
    (records.read().expect("records of the resource"), originals)
}

fn devices() -> (Vec<ManagedDevice>, Vec<Value>) {
    let (mut devices, mut originals) =
        sample(&tenant("managed_devices_1.json"), Resource::ManagedDevice);
    let others = sample(&tenant("managed_devices_2.json"), Resource::ManagedDevice);
    devices.extend(others.0);
    originals.extend(others.1);
    (devices, originals)
}

fn registrations() -> (Vec<ManagedAppRegistration>, Vec<Value>) {
    sample(&tenant("managed_app_registrations.json"), Resource::ManagedAppRegistration)
}

fn export<T: Classified>(format: Format, records: &[T], scope: &Scope) -> String {
    let mut out = Vec::new();
    let count = export::write(format, records, scope, &mut out).expect("it can be written");
    assert_eq!(count, records.len() as u64);
    String::from_utf8(out).expect("UTF-8")
}

fn has_content(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => true,
    }
}

/// The exported records have the kept properties of the originals, and each is in at least one.
#[track_caller]
fn are_kept(exported: &[Value], originals: &[Value], kept: &[&str]) {
    assert_eq!(exported.len(), originals.len());
    for key in kept {
        let mut seen = false;
        for (exported, original) in exported.iter().zip(originals) {
            seen |= has_content(&original[key]);
            if *key == "deviceActionResults" {
                let names = |record: &Value| -> Vec<Value> {
                    let results = record[key].as_array().cloned().unwrap_or_default();
                    results.into_iter().map(|mut result| result["actionName"].take()).collect()
                };
                assert_eq!(names(exported), names(original));
            } else {
                assert!(exported.as_object().is_some_and(|it| it.contains_key(*key)), "{key}");
                assert_eq!(exported[key], original[key], "{key}");
            }
        }
        assert!(seen, "no sample has `{key}`");
    }
}

#[test]
fn what_the_script_keeps_of_a_device_is_there() {
    let (devices, originals) = devices();
    let scope = Scope::subject_access();
    let list: Vec<Value> =
        serde_json::from_str(&export(Format::Json, &devices, &scope)).expect("JSON");
    are_kept(&list, &originals, &KEPT_OF_A_DEVICE);
    let lines = export(Format::JsonLines, &devices, &scope);
    let lines: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines, list);
}

#[test]
fn what_the_script_keeps_of_an_app_registration_is_there() {
    let (registrations, originals) = registrations();
    let json = export(Format::Json, &registrations, &Scope::subject_access());
    let list: Vec<Value> = serde_json::from_str(&json).expect("JSON");
    are_kept(&list, &originals, &KEPT_OF_A_REGISTRATION);
}

/// The texts that a record has under these keys.
fn texts<'a>(originals: &'a [Value], keys: &[&str]) -> Vec<&'a str> {
    let values = originals.iter().flat_map(|it| keys.iter().map(|key| &it[*key]));
    values.filter_map(Value::as_str).filter(|text| !text.is_empty()).collect()
}

#[test]
fn what_the_script_keeps_is_there_in_every_format() {
    let (devices, device_originals) = devices();
    let (registrations, registration_originals) = registrations();
    for format in FORMATS {
        for scope in [Scope::subject_access(), Scope::subject_access().described()] {
            let shown = export(format, &devices, &scope);
            for text in texts(&device_originals, &KEPT_OF_A_DEVICE) {
                assert!(shown.contains(text), "{text} is not in {format}");
            }
            let shown = export(format, &registrations, &scope);
            for text in texts(&registration_originals, &KEPT_OF_A_REGISTRATION) {
                assert!(shown.contains(text), "{text} is not in {format}");
            }
        }
    }
}

#[test]
fn what_the_script_lets_slip_and_what_is_secret_is_in_no_format() {
    let (devices, originals) = devices();
    let codes = texts(&originals, &[SECRET]);
    assert_eq!(codes.len(), 3);
    for format in FORMATS {
        for scope in [Scope::subject_access(), Scope::subject_access().described()] {
            let shown = export(format, &devices, &scope);
            // A page says what it leaves out.
            for key in LEAKED.iter().chain([&SECRET]).filter(|_| format != Format::Html) {
                assert!(!shown.contains(key), "{key} is in {format}");
            }
            // To the minute, however a time is written.
            for time in texts(&originals, &["managementCertificateExpirationDate"]) {
                assert!(!shown.contains(&time[..16]), "{time} is in {format}");
            }
            assert!(!shown.contains("17179869184"), "the memory is in {format}");
            assert!(codes.iter().all(|code| !shown.contains(code)), "a code is in {format}");
        }
    }
}

#[test]
fn what_is_left_out_is_listed_with_the_reason() {
    let withheld = Scope::subject_access().withheld::<ManagedDevice>();
    let reason = |path: &str| {
        let mut found = withheld.iter().filter(|withheld| withheld.path == path);
        let reason = found.next().map(|withheld| withheld.reason);
        assert!(found.next().is_none(), "`{path}` is listed once");
        reason
    };
    for path in LEAKED {
        assert_eq!(reason(path), Some(Reason::Class(intune_privacy::Class::NonPersonal)), "{path}");
    }
    assert_eq!(reason(SECRET), Some(Reason::NotSerialized), "the model does not write it at all");
    for path in KEPT_OF_A_DEVICE {
        assert_eq!(reason(path), None, "{path}");
    }
}

/// The samples of Graph's documentation, where they lie beside the workspace.
#[test]
fn samples_of_graph_keep_what_the_script_keeps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph");
    for name in ["manageddevice.get.json", "manageddevice.list.json"] {
        let path = folder.join(name);
        if !path.exists() {
            continue;
        }
        let (devices, originals) = sample::<ManagedDevice>(&path, Resource::ManagedDevice);
        let json = export(Format::Json, &devices, &Scope::subject_access());
        let list: Vec<Value> = serde_json::from_str(&json).expect("JSON");
        are_kept(&list, &originals, &KEPT_OF_A_DEVICE);
        assert!(LEAKED.iter().chain([&SECRET]).all(|key| list.iter().all(|it| it[*key].is_null())));
    }
    let path = folder.join("managedappregistration.get.json");
    if path.exists() {
        let (apps, originals) =
            sample::<ManagedAppRegistration>(&path, Resource::ManagedAppRegistration);
        let json = export(Format::Json, &apps, &Scope::subject_access());
        let list: Vec<Value> = serde_json::from_str(&json).expect("JSON");
        are_kept(&list, &originals, &KEPT_OF_A_REGISTRATION);
    }
}
