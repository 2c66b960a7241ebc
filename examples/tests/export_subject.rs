//! The example `export_subject` as a program: the package is one person's and nobody else's, the
//! same input gives the same bytes, and what goes wrong leaves nothing behind.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use intune_privacy::export::{self, Manifest, Subject};
use intune_privacy::{Class, Classified, Schema};
use intune_privacy_examples::document::Document;
use intune_privacy_examples::graph::{AuditEvent, ManagedAppRegistration, ManagedDevice, Resource};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The people of our own tenant.
const ADELE: [&str; 2] = ["adele.vance@contoso.example", "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815"];
const MEGAN: [&str; 2] = ["megan.bowen@contoso.example", "2ae6b9f0-1c58-4d73-b0e4-f79d8a315c26"];
const LYNNE: [&str; 2] = ["lynne.robbins@contoso.example", "b71e4d09-8f3a-4c65-92d8-0ae5c6f7193b"];

const CREATED: [&str; 2] = ["--created", "2026-06-11T09:00:00Z"];

/// The program, which cargo builds into `examples` beside the folder of this test.
fn program() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    let program =
        profile.join("examples").join("export_subject").with_extension(env::consts::EXE_EXTENSION);
    assert!(program.exists(), "run the tests with `cargo test`, which builds the examples too");
    program
}

fn run(arguments: &[&str]) -> Output {
    Command::new(program()).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn tenant() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tenant")
}

/// A path of its own for one case of one test, with nothing there.
fn temporary(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    let _ = fs::remove_dir_all(&path);
    path
}

/// A folder of its own for one case of one test.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let path = temporary(name);
    fs::create_dir_all(&path).expect("a temporary folder");
    for (file, content) in files {
        fs::write(path.join(file), content).expect("a temporary file");
    }
    path
}

fn utf8(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A package that the program wrote.
struct Written {
    path: PathBuf,
    manifest: Manifest,
    shown: String,
}

impl Written {
    fn new(name: &str, arguments: &[&str]) -> Self {
        let path = temporary(name);
        let output = run(&[&["--out", utf8(&path)], &CREATED[..], arguments].concat());
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "");
        let manifest = export::verify(&path).expect("what was written is valid");
        Self { path, manifest, shown: text(&output.stdout) }
    }

    fn of(name: &str, subject: [&str; 2], arguments: &[&str]) -> Self {
        let folder = tenant();
        let fixed = ["--folder", utf8(&folder), "--subject", subject[0], "--subject", subject[1]];
        Self::new(name, &[&fixed, arguments].concat())
    }

    /// All files by name; those of a zip file, and the zip file itself.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        if self.path.is_dir() {
            return self.files_of(&self.path);
        }
        let mut files = vec![("the zip file".to_owned(), fs::read(&self.path).expect("bytes"))];
        let mut zip = zip::ZipArchive::new(File::open(&self.path).expect("a file")).expect("a zip");
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("it can be unpacked");
            files.push((entry.name().expect("a name").into_owned(), bytes));
        }
        files
    }

    fn files_of(&self, folder: &Path) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files.extend(self.files_of(&path));
            } else {
                let name = path.strip_prefix(&self.path).expect("within").display().to_string();
                files.push((name, fs::read(&path).expect("bytes")));
            }
        }
        files
    }

    fn file(&self, name: &str) -> String {
        let mut files = self.files().into_iter();
        text(&files.find(|(of, _)| of == name).unwrap_or_else(|| panic!("{name} is there")).1)
    }

    fn records(&self, name: &str) -> Vec<Value> {
        serde_json::from_str(&self.file(&format!("data/{name}.json"))).expect("JSON")
    }

    fn counts(&self) -> Vec<(&str, u64)> {
        self.manifest.records.iter().map(|it| (it.name.as_str(), it.count)).collect()
    }
}

/// The records of the tenant, each with whether it is the subject's.
fn records<T: Classified + DeserializeOwned>(
    subject: [&str; 2],
    resource: Resource,
    files: &[&str],
) -> Vec<(T, bool)> {
    let subject = Subject::new(subject[0]).or(subject[1]);
    let mut all = Vec::new();
    for file in files {
        let document = Document::open(&tenant().join(file)).expect("our own sample");
        let records = document.records(Some(resource)).expect("records");
        for record in records.read::<T>().expect("records of the resource") {
            let owns = subject.owns(&record);
            all.push((record, owns));
        }
    }
    all
}

/// The texts in a record by whether its model says that they identify somebody.
fn identifying(value: &Value, schema: &Schema, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| identifying(value, schema, found)),
        Value::Object(properties) => {
            for field in schema.fields() {
                match (properties.get(field.key()), field.nested(), field.class()) {
                    (Some(value), Some(nested), _) => identifying(value, nested, found),
                    (Some(Value::String(text)), _, Some(Class::Identified)) => {
                        found.insert(text.clone());
                    }
                    (Some(Value::Number(number)), _, Some(Class::Identified)) => {
                        found.insert(number.to_string());
                    }
                    _ => {}
                }
            }
            // The keys of records are pseudonyms, and as good as names here.
            for key in ["id", "deviceTag", "correlationId"] {
                found.extend(properties.get(key).and_then(Value::as_str).map(str::to_owned));
            }
        }
        _ => {}
    }
}

/// What is in a record of somebody else, and in none of the subject's own.
fn of_others(subject: [&str; 2]) -> BTreeSet<String> {
    fn sort<T: Classified + Serialize>(
        records: Vec<(T, bool)>,
        own: &mut BTreeSet<String>,
        others: &mut BTreeSet<String>,
    ) {
        for (record, owns) in records {
            let value = serde_json::to_value(&record).expect("JSON");
            identifying(&value, T::SCHEMA, if owns { &mut *own } else { &mut *others });
        }
    }
    let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
    let files = ["managed_devices_1.json", "managed_devices_2.json"];
    let devices = records::<ManagedDevice>(subject, Resource::ManagedDevice, &files);
    sort(devices, &mut own, &mut others);
    let apps = Resource::ManagedAppRegistration;
    let apps =
        records::<ManagedAppRegistration>(subject, apps, &["managed_app_registrations.json"]);
    sort(apps, &mut own, &mut others);
    let events = records::<AuditEvent>(subject, Resource::AuditEvent, &["audit_events.json"]);
    sort(events, &mut own, &mut others);
    // A single word, such as `compliant`, can be one of the page's own. Names are looked for apart.
    others.retain(|text| {
        let is_own = own.iter().any(|own| own.contains(text));
        !is_own && text.len() > 3 && !text.chars().all(char::is_alphabetic)
    });
    others
}

#[track_caller]
fn holds_nothing_of_others(written: &Written, subject: [&str; 2]) {
    let others = of_others(subject);
    assert!(others.len() > 60, "{others:?}");
    let mut names: Vec<&str> = [ADELE, MEGAN, LYNNE].iter().flatten().copied().collect();
    names.extend(["Adele", "Vance", "Megan", "Bowen", "Lynne", "Robbins", "Alex", "Wilber"]);
    names.retain(|name| {
        let own = subject[0].to_lowercase();
        !subject.contains(name) && !own.contains(&name.to_lowercase())
    });
    for (file, bytes) in written.files() {
        let lower = String::from_utf8_lossy(&bytes).to_lowercase();
        let texts = others.iter().map(String::as_str).chain(names.iter().copied());
        for other in texts {
            assert!(!lower.contains(&other.to_lowercase()), "{other} is in {file}");
        }
    }
}

#[test]
fn the_package_is_of_adele_without_any_argument() {
    let output = run(&[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    let path = shown.lines().find_map(|line| line.split_once("and wrote ")).expect("a path").1;
    assert!(Path::new(path).starts_with(env::temp_dir()), "{path}");
    let manifest = export::verify(path).expect("a valid package");
    fs::remove_file(path).expect("the file is ours");
    assert_eq!(manifest.subject, ADELE);
    assert!(manifest.information.controller.is_some_and(|it| it.starts_with("Contoso AB")));
    assert!(shown.contains("Read 6 files"), "{shown}");
    for row in [
        ["managedDevice", "2", "3", "1"],
        ["managedAppRegistration", "2", "2", "1"],
        ["detectedApp", "0", "0", "2"],
        ["managedDeviceOverview", "0", "0", "1"],
        ["auditEvent", "1", "1", "1"],
    ] {
        let line = shown.lines().find(|line| line.starts_with(row[0])).expect(row[0]);
        assert_eq!(line.split_whitespace().collect::<Vec<_>>(), row);
    }
}

#[test]
fn the_package_holds_the_records_of_the_subject_and_no_others() {
    for (name, subject, counts, devices) in [
        ("adele.zip", ADELE, [2, 2, 1], vec!["5KQ9XW3", "DNQ7K4M9XW"]),
        ("megan.zip", MEGAN, [2, 1, 0], vec!["HX4J7QK2MD", "F9T2LQX6H3"]),
        ("lynne.zip", LYNNE, [1, 1, 0], vec!["47211FDJH002Q8"]),
    ] {
        let written = Written::of(name, subject, &[]);
        let types = ["managedDevice", "managedAppRegistration", "auditEvent"];
        let expected: Vec<_> = types.into_iter().zip(counts).collect();
        assert_eq!(written.counts(), expected, "{name}");
        let serials: Vec<_> = written.records("managedDevice");
        let serials: Vec<_> = serials.iter().map(|it| it["serialNumber"].as_str()).collect();
        assert_eq!(serials, devices.into_iter().map(Some).collect::<Vec<_>>());
        for app in written.records("managedAppRegistration") {
            let id = app["userId"].as_str().expect("a text");
            assert!(id.eq_ignore_ascii_case(subject[1]), "{id}");
        }
        holds_nothing_of_others(&written, subject);
    }
}

#[test]
fn nobody_else_is_in_any_format_language_or_shape() {
    let formats = ["json", "json-lines", "csv", "csv-with-bom", "xml", "html"];
    let languages = ["en", "fr", "sv", "nl"].into_iter().cycle();
    for (format, language) in formats.into_iter().zip(languages) {
        let arguments = ["--format", format, "--language", language];
        let name = format!("{format}.zip");
        holds_nothing_of_others(&Written::of(&name, ADELE, &arguments), ADELE);
        let arguments = [&arguments[..], &["--described", "--folder-out"]].concat();
        let written = Written::of(&format!("{format}.folder"), ADELE, &arguments);
        assert_eq!(written.manifest.language, language);
        holds_nothing_of_others(&written, ADELE);
    }
}

#[test]
fn secrets_are_in_no_byte() {
    for (file, bytes) in Written::of("secrets.zip", ADELE, &[]).files() {
        assert!(!text_of(&bytes).contains("4TM8Z-KX2PV-93WQC-H6JRD"), "{file}");
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_same_time_gives_the_same_bytes() {
    for format in ["json", "csv"] {
        let once = Written::of("once.zip", ADELE, &["--format", format]);
        let again = Written::of("again.zip", ADELE, &["--format", format]);
        assert_eq!(
            fs::read(&once.path).expect("bytes"),
            fs::read(&again.path).expect("bytes"),
            "{format}"
        );
        assert_eq!(once.manifest.created, "2026-06-11T09:00:00Z");
    }
}

#[test]
fn portability_leaves_out_what_the_person_did_not_provide() {
    let written = Written::of("portable.zip", ADELE, &["--portability"]);
    assert_eq!(written.manifest.scope.kind, "portability");
    let devices = written.records("managedDevice");
    assert_eq!(devices[0]["serialNumber"], "5KQ9XW3");
    assert!(devices[0].get("enrollmentProfileName").is_none(), "an administrator's words");
}

#[test]
fn titles_are_in_the_language_of_the_subject() {
    for (language, title) in [
        ("en", "Your devices"),
        ("fr", "Vos appareils"),
        ("sv", "Dina enheter"),
        ("nl", "Uw apparaten"),
    ] {
        let written = Written::of(&format!("{language}.zip"), ADELE, &["--language", language]);
        assert_eq!(written.manifest.records[0].title, title);
        assert!(written.file("index.html").contains(title), "{title}");
    }
}

#[test]
fn what_the_controller_says_is_in_the_package() {
    let json = br#"{"controller": "Fabrikam AS", "purposes": ["To test"]}"#;
    let files = folder("information", &[("it.json", json), ("it.toml", b"retention = 'A year'")]);
    let json = Written::of("json.zip", ADELE, &["--information", utf8(&files.join("it.json"))]);
    assert_eq!(json.manifest.information.controller.as_deref(), Some("Fabrikam AS"));
    let toml = Written::of("toml.zip", ADELE, &["--information", utf8(&files.join("it.toml"))]);
    assert_eq!(toml.manifest.information.retention.as_deref(), Some("A year"));
    let none = Written::of("none.zip", ADELE, &[]);
    assert_eq!(none.manifest.information, export::Information::default());
}

#[test]
fn a_subject_of_whom_nothing_is_held_gets_a_package_that_says_so() {
    let written = Written::of("nobody.zip", ["nobody@contoso.example", "nobody"], &[]);
    assert_eq!(written.counts().iter().map(|(_, count)| count).sum::<u64>(), 0);
    assert_eq!(written.counts().len(), 3);
}

/// The program fails with exit code 1, an error that has `wanted` in it and nothing of a record,
/// and no package.
#[track_caller]
fn fail(name: &str, arguments: &[&str], wanted: &[&str]) {
    let out = temporary(name);
    let output =
        run(&[&["--subject", "Secret subject", "--out", utf8(&out)], &CREATED[..], arguments]
            .concat());
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
    assert_eq!(text(&output.stdout), "", "{arguments:?}");
    assert!(!error.contains("Secret"), "{error}");
    for wanted in wanted {
        assert!(error.contains(wanted), "{wanted} is not in {error}");
    }
    assert!(!out.exists(), "{name}");
    let parent = out.parent().expect("a folder");
    for entry in fs::read_dir(parent).expect("a folder") {
        let entry = entry.expect("an entry").file_name();
        assert!(!entry.to_string_lossy().contains(name), "{}", entry.display());
    }
}

const DEVICE: &str = r##"{"@odata.type": "#microsoft.graph.managedDevice", "id": "Secret å id""##;

/// Broken files, and what the errors say. `DEVICE` is a record without its end.
const BROKEN: [(&str, &str, [&str; 2]); 11] = [
    ("nothing", "", ["broken.json, line 1", "ends too early"]),
    ("text", "Secret value", ["broken.json, line 1", "not JSON"]),
    ("cut", "{\"value\": [\nDEVICE,\n \"imei\": \"Sec", ["broken.json, line 3", "ends too early"]),
    ("comma", "[\nDEVICE},\nDEVICE 1}]", ["broken.json, line 3, column", "not JSON"]),
    (
        "flag",
        "{\"value\": [\n DEVICE},\n DEVICE, \"isEncrypted\": \"Secret\"}]}",
        ["broken.json, line 3, column", "`isEncrypted`"],
    ),
    (
        "later",
        "[DEVICE},\n\n   DEVICE,\n \"isEncrypted\": \"Secret\"}]",
        ["broken.json, line 4, column 24:", "`isEncrypted`"],
    ),
    ("unknown", "[DEVICE},\n {\"Secret\": 1}]", ["broken.json, line 2, column 2:", "no known"]),
    ("string", "[DEVICE},\n  \"Secret\"]", ["broken.json, line 2, column 3:", "expected a record"]),
    ("number", "{\"value\": [\n DEVICE}, 12]}", ["broken.json, line 2, column", "expected a rec"]),
    ("trailing", "[DEVICE}]\n Secret", ["broken.json, line 2, column 2:", "not JSON"]),
    ("single", "DEVICE,\n \"isEncrypted\": \"Secret\"}", ["broken.json, line 2", "`isEncrypted`"]),
];

#[test]
fn a_broken_file_is_an_error_that_says_where_and_never_what() {
    for (name, content, wanted) in BROKEN {
        let content = content.replace("DEVICE", DEVICE);
        let good = fs::read(tenant().join("managed_devices_1.json")).expect("our own sample");
        let files = folder(
            &format!("broken_{name}"),
            &[("a.json", &good), ("broken.json", content.as_bytes())],
        );
        fail(&format!("of_{name}.zip"), &["--folder", utf8(&files)], &wanted);
    }
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let files = folder("latin1", &[("latin1.json", b"[{\"id\":\n \"Secret \xE9\"}]")]);
    fail("of_latin1.zip", &["--folder", utf8(&files)], &["latin1.json, line 2"]);
}

#[test]
fn files_and_folders_that_are_not_there_are_named() {
    fail("missing.zip", &["--folder", "no/such/folder"], &["no/such/folder"]);
    let empty = folder("empty", &[("readme.txt", b"Secret")]);
    fail("of_empty.zip", &["--folder", utf8(&empty)], &["empty has no file", ".json"]);
    let tenant = tenant();
    let arguments = ["--folder", utf8(&tenant), "--information"];
    fail("of_no.zip", &[&arguments[..], &["no/such.toml"]].concat(), &["no/such.toml"]);
    let wrong = folder("wrong", &[("wrong.toml", b"\ncontroller = ['Secret']")]);
    let wrong = wrong.join("wrong.toml");
    fail("of_wrong.zip", &[&arguments[..], &[utf8(&wrong)]].concat(), &["wrong.toml, line 2"]);
}

#[test]
fn a_package_that_is_there_is_not_overwritten() {
    let out = temporary("there.zip");
    fs::write(&out, "precious").expect("a file");
    let output = run(&["--out", utf8(&out)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("there.zip"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&out).expect("the file"), "precious");
}

#[test]
fn a_folder_needs_a_subject() {
    assert_eq!(run(&["--folder", "anywhere"]).status.code(), Some(2));
    let tenant = tenant();
    let output = run(&["--folder", utf8(&tenant), "--subject", "", "--out", "nowhere.zip"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no identifier"), "{}", text(&output.stderr));
}

#[test]
fn files_come_in_every_wrapping() {
    let device = DEVICE.replace("Secret å id", "1");
    let device = format!("{device}, \"userPrincipalName\": \"adele.vance@contoso.example\"}}");
    let wrapped = format!("{{\"a\": {{\"value\": [1]}}, \"value\": [{device}], \"b\": []}}");
    let files = folder(
        "wrappings",
        &[
            ("bare.json", device.as_bytes()),
            ("list.json", format!("[{device}]").as_bytes()),
            ("value.json", format!("{{\"value\": {device}}}").as_bytes()),
            ("wrapped.json", wrapped.as_bytes()),
            ("marked.json", format!("\u{feff}[{device}, {device}]").as_bytes()),
            ("empty.json", br#"{"value": []}"#),
        ],
    );
    let arguments = ["--folder", utf8(&files), "--subject", ADELE[0]];
    let written = Written::new("wrapped.zip", &arguments);
    assert_eq!(written.counts()[0], ("managedDevice", 6));
    assert!(written.shown.contains("Read 6 files"), "{}", written.shown);
}
