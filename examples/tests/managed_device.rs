//! The example `managed_device` as a program: what it prints, and how it fails.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, which cargo builds into `examples` beside the folder of this test.
fn program() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    let program =
        profile.join("examples").join("managed_device").with_extension(env::consts::EXE_EXTENSION);
    assert!(program.exists(), "run the tests with `cargo test`, which builds the examples too");
    program
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn succeed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

/// The program fails with exit code 1 and an error that has `wanted` in it.
fn fail(arguments: &[&str], wanted: &[&str]) {
    let output = run(arguments);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
    assert_eq!(text(&output.stdout), "", "{arguments:?}");
    assert!(!error.contains("Secret"), "{error}");
    for wanted in wanted {
        assert!(error.contains(wanted), "{wanted} is not in {error}");
    }
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    path.to_str().expect("UTF-8").to_owned()
}

/// A file of its own for one case of one test.
fn file(name: &str, content: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a temporary file");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn our_own_devices_are_the_default() {
    let shown = succeed(&[]);
    assert_eq!(shown, succeed(&[&data("managed_devices.json")]));
    assert_eq!(shown.matches("in a log:").count(), 3);
    assert_eq!(shown.matches("What each record holds").count(), 1);
    for part in ["user_principal_name", "Numéro", "\"serialNumber\": \"[identified]\""] {
        assert_eq!(shown.contains(part), part != "Numéro", "{part}");
    }
    assert!(!shown.contains("contoso"));
}

#[test]
fn every_sample_is_shown() {
    for (name, row) in [
        ("audit_events.json", "resources.modified_properties.new_value"),
        ("detected_apps.json", "sizeInByte"),
        ("managed_app_registrations.json", "app_identifier.Android.package_id"),
        ("managed_device_overview.json", "deviceOperatingSystemSummary.macOSCount"),
        ("mobile_app_install_summary.json", "pendingInstallUserCount"),
    ] {
        let shown = succeed(&[&data(name)]);
        assert!(shown.contains(row), "{name}: {shown}");
        assert!(!shown.contains("contoso"), "{name}");
    }
}

#[test]
fn labels_come_in_four_languages() {
    for (code, label) in [
        ("en", "Serial number"),
        ("fr", "Numéro de série"),
        ("sv", "Serienummer"),
        ("nl", "Serienummer"),
    ] {
        assert!(succeed(&["--language", code]).contains(label), "{code}");
    }
    assert_eq!(run(&["--language", "de"]).status.code(), Some(2));
}

#[test]
fn the_strict_policy_leaves_what_is_not_personal() {
    let shown = succeed(&["--policy", "strict"]);
    assert!(shown.contains("\"jailBroken\": \"[pseudonymized]\""), "{shown}");
    assert!(shown.contains("\"isEncrypted\": true"));
}

#[test]
fn lines_of_the_table_fit_a_wide_terminal() {
    for language in ["en", "fr"] {
        let shown = succeed(&["--language", language]);
        let (_, table) = shown.split_once("What each record holds").expect("a table");
        for line in table.lines() {
            assert!(line.chars().count() <= 140, "{line}");
        }
    }
}

#[test]
fn documents_come_in_every_wrapping() {
    let bare = r#"{"id": "1", "sizeInByte": 10, "deviceCount": 11}"#;
    let shown = succeed(&[&file("bare.json", bare.as_bytes())]);
    let typed = bare.replacen('{', r##"{"@odata.type": "#microsoft.graph.detectedApp", "##, 1);
    for (name, content) in [
        ("list.json", format!("[{bare}]")),
        ("value.json", format!("{{\"value\": {bare}}}")),
        ("values.json", format!("{{\"@odata.count\": 1, \"value\": [{bare}]}}")),
        ("typed.json", typed),
        ("marked.json", format!("\u{feff}{bare}")),
    ] {
        assert_eq!(succeed(&[&file(name, content.as_bytes())]), shown, "{name}");
    }
    let empty = file("empty.json", br#"{"value": []}"#);
    assert_eq!(succeed(&[&empty]), "The document has no records.\n");
}

#[test]
fn a_resource_that_nothing_tells_must_be_named() {
    let file = file("untold.json", br#"{"id": "Secret value"}"#);
    fail(&[&file], &["untold.json, line 1, column 1:", "--resource"]);
    assert!(succeed(&[&file, "--resource", "auditEvent"]).contains("AuditEvent"));
}

/// Broken documents, and what the errors say. `DEVICE` and `APP` are the first line of a record.
const BROKEN: [(&str, &str, [&str; 2]); 20] = [
    ("nothing", "", ["line 1, column 1:", "ends too early"]),
    ("text", "Secret value", ["line 1, column 1:", "not JSON"]),
    ("string", "\"Secret value\"", ["line 1, column 1:", "expected a record"]),
    ("strings", "[\n  \"Secret value\"]", ["line 2, column 3:", "expected a record"]),
    ("cut", "DEVICE\n \"imei\": \"Secret v", ["line 2, column", "ends too early"]),
    ("comma", "DEVICE\n \"imei\": \"Secret\" 1}", ["line 2, column 19:", "not JSON"]),
    ("control", "DEVICE\n \"imei\": \"Secret\n\"}", ["line 2, column", "not JSON"]),
    ("trailing", "DEVICE \"imei\": null}\n Secret", ["line 2, column 2:", "not JSON"]),
    ("flag", "DEVICE\n \"isEncrypted\": \"Secret value\"}", ["line 2", "`isEncrypted`"]),
    ("number", "DEVICE\n \"imei\": 356914062819735}", ["line 2", "`imei`"]),
    (
        "large",
        "DEVICE\n \"resetCount\": 1, \"totalStorageSpaceInBytes\": 1e999}",
        ["line 2", "`total"],
    ),
    ("time", "DEVICE\n \"enrolledDateTime\": \"Secret value\"}", ["line 2", "`enrolled"]),
    ("member", "DEVICE\n \"managementState\": {\"Secret\": 1}}", ["line 2", "`management"]),
    ("code", "DEVICE\n \"activationLockBypassCode\": [\"Secret\"]}", ["line 2", "`activation"]),
    ("twice", "DEVICE\n \"id\": \"Secret value\"}", ["line 2", "the record"]),
    ("surrogate", "DEVICE\n \"imei\": \"Secret \\ud800\"}", ["line 2", "`imei`"]),
    (
        "nested",
        "{\"value\": [DEVICE\n \"deviceActionResults\": [{\"actionState\": [\"Secret\"]}]}]}",
        ["line 2", "`deviceActionResults[0].actionState`"],
    ),
    (
        "tag",
        "APP\n \"appIdentifier\": {\"@odata.type\": \"Secret\", \"packageId\": []}, \"version\": 1}",
        ["line 2", "`version`"],
    ),
    (
        "type",
        "\n{\"@odata.type\": \"#microsoft.graph.Secret\"}",
        ["line 2, column 1:", "no known resource"],
    ),
    (
        "mixed",
        "[DEVICE \"imei\": null},\n APP \"version\": null}]",
        ["line 2, column 2:", "another resource"],
    ),
];

#[test]
fn errors_say_where_and_never_what() {
    let device = r##"{"@odata.type": "#microsoft.graph.managedDevice", "id": "Secret value","##;
    let app = r#"{"id": "1", "deviceTag": "Secret value", "userId": "Secret value","#;
    for (name, content, [place, problem]) in BROKEN {
        let name = format!("{name}.json");
        let content = content.replace("DEVICE", device).replace("APP", app);
        fail(&[&file(&name, content.as_bytes())], &[&name, place, problem]);
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    fail(&["no/such/file.json"], &["no/such/file.json"]);
    let latin1 = file("latin1.json", b"{\n \"id\": \"Secret \xE9\"}");
    fail(&[&latin1], &["latin1.json, line 2, column 16:", "not UTF-8"]);
}

/// The samples of Graph's documentation, where they lie beside the workspace.
#[test]
fn samples_of_graph_are_shown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph");
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for file in files {
        let path = file.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let shown = succeed(&[path.to_str().expect("UTF-8")]);
            for value in ["User Id value", "Imei value", "Ip Address value", "Device Name value"] {
                assert!(!shown.contains(value), "{}: {value}", path.display());
            }
        }
    }
}
