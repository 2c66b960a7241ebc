//! The example `fleet_service` as a program: that nobody shows where a policy hides who it is, that
//! the three places agree, and how it fails.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use intune_privacy::{Class, Classified, Schema};
use intune_privacy_examples::graph::ManagedDevice;
use serde_json::{Value, json};

const KEY: &str = "8f1d3b5a7c9e0f2143658799abbccddeeff00112233445566778899aabbccdd0";

/// The program, which cargo builds into `examples` beside the folder of this test.
fn program() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    let program =
        profile.join("examples").join("fleet_service").with_extension(env::consts::EXE_EXTENSION);
    assert!(program.exists(), "run the tests with `cargo test`, which builds the examples too");
    program
}

fn run(key: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.args(arguments).env_remove("FLEET_SERVICE_KEY");
    if let Some(key) = key {
        command.env("FLEET_SERVICE_KEY", key);
    }
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A path for one case of one test.
fn temporary(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    path.to_str().expect("UTF-8").to_owned()
}

/// A file for one case of one test.
fn file(name: &str, content: &str) -> String {
    let path = temporary(name);
    fs::write(&path, content).expect("a temporary file");
    path
}

/// What the program shows.
struct Shown {
    /// Standard output.
    output: String,
    /// The lines of the log file.
    log: Vec<Value>,
}

impl Shown {
    /// `name` is of the log file.
    fn new(name: &str, key: Option<&str>, arguments: &[&str]) -> Self {
        let log_file = temporary(name);
        let _ = fs::remove_file(&log_file);
        let output = run(key, &[&["--log-file", &log_file], arguments].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "");
        let log = fs::read_to_string(&log_file).expect("a log file");
        let log = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        Self { output: text(&output.stdout), log }
    }

    /// All of it.
    fn text(&self) -> String {
        self.log.iter().fold(self.output.clone(), |all, line| all + &line.to_string())
    }

    /// What stands below a heading.
    fn below(&self, heading: &str) -> &str {
        let (_, below) = self.output.split_once(&format!("== {heading}")).expect("a heading");
        let (_, below) = below.split_once(" ==\n\n").expect("the end of the heading");
        below.split("\n== ").next().unwrap_or(below)
    }

    fn bundle(&self) -> Value {
        serde_json::from_str(self.below("The support bundle")).expect("JSON")
    }

    fn telemetry(&self) -> Vec<Value> {
        let lines = self.below("Telemetry").lines();
        lines.map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// The devices as the log file has them.
    fn logged(&self) -> Vec<&str> {
        self.log.iter().filter_map(|line| line["device"].as_str()).collect()
    }
}

/// The values of the identified properties in a document of Graph, at any depth.
fn identified(value: &Value, schema: &Schema, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| identified(value, schema, found)),
        Value::Object(properties) => {
            for field in schema.fields() {
                match (properties.get(field.key()), field.nested()) {
                    (Some(value), Some(nested)) => identified(value, nested, found),
                    (Some(Value::String(text)), _) if field.class() == Some(Class::Identified) => {
                        found.push(text.clone());
                    }
                    (Some(Value::Number(number)), _)
                        if field.class() == Some(Class::Identified) =>
                    {
                        found.push(number.to_string());
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// What the policies show of the sample: systems and their versions, and a word that is also a
/// state of compliance.
const SHOWN: [&str; 7] = ["Windows", "iOS", "Android", "15.0", "18.5", "compliant", "True"];

#[test]
fn no_identified_value_of_the_sample_shows() {
    let sample: Value =
        serde_json::from_str(include_str!("../data/managed_devices.json")).expect("JSON");
    let mut values = Vec::new();
    identified(&sample["value"], ManagedDevice::SCHEMA, &mut values);
    assert!(values.len() > 50 && values.contains(&"Adele Vance".to_owned()), "{values:?}");
    for key in [None, Some(KEY)] {
        let shown = Shown::new("sample.jsonl", key, &[]).text();
        for value in &values {
            let is_shown = value.is_empty() || SHOWN.contains(&value.as_str());
            assert!(is_shown || !shown.contains(value), "{value} in {shown}");
        }
        for name in ["Adele", "Vance", "Megan", "Bowen", "Lynne", "Robbins", "adele", "lynne"] {
            assert!(!shown.contains(name), "{name} in {shown}");
        }
    }
}

/// The letters of canaries, none of which is in a name of ours.
const CANARIES: &str = "àéîõü";

#[test]
fn no_letter_of_an_identified_value_shows_where_everything_is_erased() {
    let mut device = json!({ "id": "àéîõü-id", "complianceState": "noncompliant" });
    for field in ManagedDevice::SCHEMA.fields() {
        let is_word =
            ["exchangeAccessStateReason", "activationLockBypassCode"].contains(&field.key());
        let is_number = field.key().ends_with("InBytes");
        if field.class() == Some(Class::Identified) && !is_word && !is_number {
            device[field.key()] = format!("{CANARIES}-{}", field.name()).into();
        }
    }
    let data = file("canaries.json", &json!({ "value": [device] }).to_string());
    let policies = file("strict.toml", "[log]\n[support]\n[telemetry]\n");
    for key in [None, Some(KEY)] {
        let arguments = ["--data", &data, "--policies", &policies];
        let shown = Shown::new("canaries.jsonl", key, &arguments);
        let text = shown.text();
        assert!(!text.chars().any(|c| CANARIES.contains(c)), "{text}");
        assert_eq!(text.matches("noncompliant").count(), 7, "the device is there: {text}");
    }
}

#[test]
fn a_device_has_the_same_pseudonym_in_each_place() {
    let shown = Shown::new("pseudonyms.jsonl", Some(KEY), &[]);
    let telemetry = shown.telemetry();
    let tokens: Vec<&str> =
        telemetry[..3].iter().map(|device| device["id"].as_str().expect("text")).collect();
    for (token, logged) in tokens.iter().zip(shown.logged()) {
        assert!(token.starts_with("2026-q2:") && token.len() == 40, "{token}");
        assert!(logged.starts_with(&format!("Device {{ id: {token}, ")), "{logged}");
        assert!(shown.below("The log").contains(logged), "{logged}");
    }
    assert_eq!(shown.logged().len(), 3);
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(shown.bundle()["refused"][0]["id"], tokens[2]);

    let other = "a".repeat(20) + &"b".repeat(44);
    let shown = Shown::new("other_key.jsonl", Some(&other), &[]);
    assert!(tokens.iter().all(|token| !shown.text().contains(token)));
}

#[test]
fn without_a_key_what_would_be_pseudonymized_is_erased_and_the_log_says_so() {
    let shown = Shown::new("no_key.jsonl", None, &[]);
    assert!(shown.below("The log").contains("WARN FLEET_SERVICE_KEY is not set"));
    assert_eq!(shown.log[0]["level"], "WARN");
    assert!(shown.logged().iter().all(|device| device.starts_with("Device { id: [identified], ")));
    assert_eq!(shown.bundle()["refused"][0]["id"], "[identified]");
    assert_eq!(shown.telemetry()[0]["id"], "[identified]");
}

#[test]
fn each_place_shows_what_its_policy_says() {
    let shown = Shown::new("places.jsonl", Some(KEY), &[]);
    assert!(shown.logged()[1].contains(r#"operating_system: "iOS", os_version: 18, "#));
    let device = &shown.bundle()["refused"][0];
    assert_eq!(device["userPrincipalName"], "l***@contoso.example");
    assert_eq!(device["serialNumber"], "***02Q8");
    let telemetry = shown.telemetry();
    assert_eq!(telemetry[1]["operatingSystem"], "[identified]");
    assert_eq!(telemetry[1]["complianceState"], "compliant");
    assert_eq!(telemetry[3], json!({ "devices": "[suppressed]", "refused": "[suppressed]" }));

    let comparison = shown.below("The first refused device");
    let row = comparison.lines().find(|line| line.contains("userDisplayName")).expect("a row");
    let cells: Vec<_> = row.split_whitespace().collect();
    assert_eq!(cells, ["userDisplayName", "identified", "[identified]", "L***", "[identified]"]);
    assert!(comparison.lines().all(|line| line.chars().count() <= 140), "{comparison}");
}

#[test]
fn a_refused_device_does_not_keep_the_others_waiting() {
    let devices = ["noncompliant", "compliant", "conflict"];
    let devices = devices.map(|state| json!({ "id": "1", "complianceState": state }));
    let data = file("refused.json", &json!(devices).to_string());
    let shown = Shown::new("refused.jsonl", None, &["--data", &data]);
    let messages: Vec<_> = shown.log[2..].iter().map(|line| &line["message"]).collect();
    assert_eq!(messages, ["refused", "checked in", "refused"]);
    assert_eq!(shown.log[2]["span"], json!({ "name": "check_in", "number": 1 }));
    assert!(shown.log[4]["refusal"].as_str().expect("text").ends_with("is not known"));
    assert_eq!(shown.bundle()["refused"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_log_is_added_to_or_goes_to_a_new_temporary_file() {
    let log_file = temporary("added.jsonl");
    let _ = fs::remove_file(&log_file);
    for runs in 1..3 {
        assert!(run(None, &["--log-file", &log_file]).status.success());
        let log = fs::read_to_string(&log_file).expect("a log file");
        assert_eq!(log.lines().count(), 5 * runs);
    }
    let output = text(&run(None, &[]).stdout);
    let path = output.lines().next().and_then(|line| line.strip_suffix(" =="));
    let path = path.and_then(|line| line.split_once("also in ")).expect("a path").1;
    assert!(Path::new(path).starts_with(env::temp_dir()), "{path}");
    assert_eq!(fs::read_to_string(path).expect("a log file").lines().count(), 5);
    fs::remove_file(path).expect("the file is ours");
}

/// Wrong policies, where the error is, and what it says.
const WRONG: [(&str, &str, &str, &str); 8] = [
    (
        "item",
        "[log]\n[support]\nitems.user.imei = 'mask'\n[telemetry]",
        ":3:12:",
        "hardware_inventory.imei",
    ),
    ("action", "[log]\nclasses.identified = 'show'\n[support]\n[telemetry]", ":2:22:", "show"),
    (
        "class",
        "[log.classes]\n  personal = 'erase'\n[support]\n[telemetry]",
        ":2:3:",
        "non_personal",
    ),
    ("preset", "[log]\npreset = 'open'\n[support]\n[telemetry]", ":2:10:", "open"),
    ("missing", "[log]\n[support]\n", ":1:1:", "telemetry"),
    ("place", "[log]\n[support]\n[telemetry]\n[metrics]", ":4:2:", "metrics"),
    ("toml", "[log]\npreset = logs\n", ":2:10:", ""),
    (
        "shows",
        "[log]\n[support]\n[telemetry]\npreset = 'support'",
        ":3:1:",
        "telemetry has to erase",
    ),
];

#[test]
fn a_wrong_policy_is_an_error_that_says_where() {
    for (name, policies, place, what) in WRONG {
        let path = file(&format!("wrong_{name}.toml"), policies);
        let output = run(None, &["--policies", &path]);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {error}");
        assert_eq!(text(&output.stdout), "", "{name}");
        assert!(error.starts_with(&format!("error: {path}{place}")), "{name}: {error}");
        assert!(error.contains(what), "{name}: {error}");
    }
}

#[test]
fn a_key_that_cannot_be_used_is_an_error_that_does_not_show_it() {
    for key in ["", "c0ffeec0ffee", "no key but a sentence", &"5a".repeat(32)] {
        let output = run(Some(key), &[]);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{key}: {error}");
        assert_eq!(text(&output.stdout), "");
        assert!(error.contains("2026-q2"), "{error}");
        assert!(key.is_empty() || !error.contains(key), "{error}");
    }
}

#[test]
fn files_that_cannot_be_read_or_written_are_named() {
    let log_file = temporary("unreadable.jsonl");
    for option in ["--policies", "--data", "--log-file"] {
        let log_file: &[_] = if option == "--data" { &["--log-file", &log_file] } else { &[] };
        let output = run(None, &[log_file, &[option, "no/such/file"]].concat());
        assert_eq!(output.status.code(), Some(1), "{option}");
        assert!(text(&output.stderr).contains("no/such/file"), "{}", text(&output.stderr));
    }
    let data = file("broken.json", "[{\"id\": \"Secret value\", \"isEncrypted\": \"Secret\"}]");
    let output = run(None, &["--log-file", &log_file, "--data", &data]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("broken.json, line 1"), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("Secret"));
}
