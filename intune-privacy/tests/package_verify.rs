//! The command `package verify`, run as a user runs it.

mod ran;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use intune_privacy::Classified;
use intune_privacy::export::{Information, Package, Scope, Subject};
use serde_json::{Value, json};
use tempfile::TempDir;

use ran::Ran;

const SUBJECT: &str = "canary@contoso.example";

#[derive(Classified, serde::Serialize)]
#[data(category = hardware_inventory)]
struct ManagedDevice {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    owner: String,
    #[data(identified, required)]
    serial_number: String,
}

/// A directory of one test, in which the command runs.
struct Directory(TempDir);

impl Directory {
    /// With a package of one device, `a.zip` or `a`.
    fn with(name: &str) -> Self {
        let directory = Self(TempDir::new().expect("a directory"));
        let path = directory.path(name);
        let created = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let (subject, scope) = (Subject::new(SUBJECT), Scope::subject_access());
        let package = match Path::new(name).extension() {
            Some(_) => Package::zip(path, subject, scope, created),
            None => Package::folder(path, subject, scope, created),
        };
        let information: Information =
            serde_json::from_value(json!({"controller": "CANARY"})).expect("information");
        let mut package = package.expect("begun").information(information);
        let device = ManagedDevice { owner: SUBJECT.into(), serial_number: "CANARY".into() };
        package.add(&device).expect("added");
        package.finish().expect("complete");
        directory
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
        command.arg("package").args(arguments).current_dir(self.0.path());
        let output = command.env_remove("CLICOLOR_FORCE").output().expect("the binary runs");
        let ran = Ran::from(output);
        assert!(!format!("{ran:?}").to_lowercase().contains("canary"), "{ran:?}");
        ran
    }
}

#[test]
fn a_valid_package_is_summed_up() {
    for name in ["a.zip", "a"] {
        let here = Directory::with(name);
        here.run(&["verify", name]).is(
            0,
            &format!(
                "{name}: valid\n\
                 \n\
                 Type           Records  File\n\
                 managedDevice  1        data/managedDevice.json\n\
                 \n\
                 created: 2023-11-14T22:13:20Z\n\
                 scope:   subject_access\n\
                 records: 1\n\
                 files:   3\n"
            ),
            "",
        );
    }
}

#[test]
fn a_valid_package_is_summed_up_as_json() {
    let here = Directory::with("a");
    let ran = here.run(&["verify", "--format", "json", "a"]);
    let mut report: Value = serde_json::from_str(&ran.out).expect("JSON");
    for file in report["files"].as_array_mut().expect("files") {
        let path = here.path("a").join(file["path"].as_str().expect("a path"));
        assert_eq!(file["bytes"], fs::metadata(path).expect("a file").len());
        assert_eq!(file["sha256"].as_str().expect("a digest").len(), 64);
        *file = file["path"].take();
    }
    assert_eq!(
        report,
        json!({
            "file": "a",
            "valid": true,
            "created": "2023-11-14T22:13:20Z",
            "scope": "subject_access",
            "records": [{
                "type": "managedDevice",
                "file": "data/managedDevice.json",
                "format": "json",
                "count": 1
            }],
            "files": ["index.html", "data/managedDevice.json"]
        })
    );
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

#[test]
fn all_that_is_wrong_is_listed() {
    let here = Directory::with("a");
    fs::write(here.path("a/data/managedDevice.json"), "[]\n").expect("written");
    fs::write(here.path("a/more.txt"), "").expect("written");
    let ran = here.run(&["verify", "a"]);
    let lines: Vec<_> = ran.err.lines().collect();
    assert_eq!(lines.len(), 3, "{ran:?}");
    assert!(
        lines[0].starts_with("a: data/managedDevice.json: has 3 bytes, and the manifest says ")
    );
    assert_eq!(lines[1], "a: more.txt: is not listed in the manifest");
    assert_eq!(lines[2], "error: not valid: 2 problems");
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
}

#[test]
fn all_that_is_wrong_is_listed_as_json() {
    let here = Directory::with("a");
    let path = here.path("a/manifest.json");
    let text = fs::read_to_string(&path).expect("a manifest");
    fs::write(&path, text.replace("\"count\": 1", "\"count\": \"CANARY\"")).expect("written");
    let ran = here.run(&["verify", "--format=json", "a"]);
    let mut report: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert!(report["findings"][0]["line"].take().is_u64());
    assert!(report["findings"][0]["column"].take().is_u64());
    assert_eq!(
        report,
        json!({
            "file": "a",
            "valid": false,
            "findings": [{
                "kind": "type",
                "file": "manifest.json",
                "path": "records[0].count",
                "line": null,
                "column": null,
                "message": "the value has the wrong type"
            }]
        })
    );
    assert_eq!((ran.code, &*ran.err), (Some(1), "error: not valid: 1 problem\n"));
}

#[test]
fn what_is_no_zip_file_is_not_valid() {
    let here = Directory::with("a");
    fs::write(here.path("b.zip"), "hello").expect("written");
    here.run(&["verify", "b.zip"]).is(
        1,
        "",
        "b.zip: it is not a sound zip file\nerror: not valid: 1 problem\n",
    );
}

#[test]
fn what_cannot_be_read_is_wrong_usage() {
    let here = Directory::with("a");
    let ran = here.run(&["verify", "nowhere\u{1b}.zip"]);
    assert!(ran.err.starts_with(r"error: cannot read nowhere\u{1b}.zip: "), "{ran:?}");
    assert_eq!(ran.code, Some(2));
    assert_eq!(here.run(&["verify"]).code, Some(2));
    assert_eq!(here.run(&["verify", "a", "--format", "xml"]).code, Some(2));
}

#[test]
fn the_help_has_examples() {
    let here = Directory::with("a");
    let ran = here.run(&["verify", "--help"]);
    assert!(ran.out.contains("intune-privacy package verify adele.zip"), "{ran:?}");
    assert!(ran.out.contains("Exit codes: 0 the package is valid; 1 it is not; 2"), "{ran:?}");
    assert_eq!(ran.code, Some(0));
}
