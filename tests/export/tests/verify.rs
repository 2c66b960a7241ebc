//! The verification of packages, and the JSON Schema of their manifests.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use intune_privacy::export::{
    Finding, Format, Information, MANIFEST_SCHEMA, Package, Problem, Scope, VerifyError, verify,
};
use intune_privacy::{Action, Class, Fact, Facts, Language, Policy};
use intune_privacy_export_tests::packages::{ADELE, Folder, adele, app, created, files_in, filled};
use jsonschema::Validator;
use serde_json::{Value, json};
use zip::write::{FullFileOptions, SimpleFileOptions};

#[track_caller]
fn findings(path: impl AsRef<Path>) -> Vec<Finding> {
    match verify(path) {
        Err(VerifyError::Invalid { findings }) => findings,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn is_found(path: impl AsRef<Path>, expected: &[&str]) {
    let found: Vec<_> = findings(path).iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

/// A folder with a package in it, named `a`.
fn packed() -> Folder {
    let here = Folder::new();
    filled(here.folder("a")).unwrap();
    here
}

fn edit(here: &Folder, path: &str, edit: impl FnOnce(String) -> String) {
    let path = here.path(path);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, edit(text)).unwrap();
}

fn edit_manifest(here: &Folder, edit: impl FnOnce(&mut Value)) {
    let path = here.path("a/manifest.json");
    let mut manifest = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    edit(&mut manifest);
    fs::write(path, serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
}

#[test]
fn a_file_that_was_changed_is_found() {
    let here = packed();
    edit(&here, "a/data/managedDevice.json", |text| text.replace("C02X", "C03X"));
    is_found(
        here.path("a"),
        &["data/managedDevice.json: has another digest than the manifest says"],
    );
}

/// Programs go by the word.
#[test]
fn a_problem_has_a_word_of_its_own() {
    let kind = std::io::ErrorKind::PermissionDenied;
    for (problem, word) in [
        (Problem::Archive, "archive"),
        (Problem::Missing, "missing"),
        (Problem::Unlisted, "unlisted"),
        (Problem::NotAFile, "not_a_file"),
        (Problem::Name, "name"),
        (Problem::Unreadable(kind), "unreadable"),
        (Problem::Longer { stated: 1 }, "longer"),
        (Problem::Shorter { found: 1, stated: 2 }, "shorter"),
        (Problem::Digest, "digest"),
        (Problem::Count { found: 1, stated: 2 }, "count"),
        (Problem::Format, "format"),
        (Problem::TooLong, "too_long"),
        (Problem::Encoding, "encoding"),
        (Problem::Syntax, "syntax"),
        (Problem::UnknownKey, "unknown_key"),
        (Problem::MissingKey("scope"), "missing_key"),
        (Problem::RepeatedKey, "repeated_key"),
        (Problem::Type, "type"),
        (Problem::Value("a date"), "value"),
    ] {
        assert_eq!(problem.as_str(), word);
    }
}

#[test]
fn all_findings_are_reported() {
    let here = packed();
    let app = fs::metadata(here.path("a/data/app.json")).unwrap().len();
    edit(&here, "a/data/managedDevice.json", |text| text + " ");
    edit(&here, "a/data/app.json", |text| text.trim_end().to_owned());
    fs::remove_file(here.path("a/index.html")).unwrap();
    fs::write(here.path("a/data/more.json"), "[]").unwrap();
    fs::write(here.path("a/.hidden"), "").unwrap();
    let device = fs::metadata(here.path("a/data/managedDevice.json")).unwrap().len() - 1;
    is_found(
        here.path("a"),
        &[
            "index.html: is missing",
            &format!(
                "data/managedDevice.json: is longer than the {device} bytes that the manifest says"
            ),
            &format!("data/app.json: has {} bytes, and the manifest says {app}", app - 1),
            ".hidden: is not listed in the manifest",
            "data/more.json: is not listed in the manifest",
        ],
    );
}

#[test]
fn the_records_are_counted() {
    for format in [Format::Json, Format::JsonLines, Format::Csv, Format::Xml] {
        for described in [false, true] {
            let here = Folder::new();
            let scope = Scope::subject_access();
            let scope = if described { scope.described() } else { scope };
            let package = Package::folder(here.path("a"), adele(), scope, created()).unwrap();
            let manifest = filled(package.format(format)).unwrap();
            verify(here.path("a")).unwrap();
            edit_manifest(&here, |manifest| manifest["records"][0]["count"] = json!(3));
            let file = &manifest.records[0].file;
            is_found(here.path("a"), &[&format!("{file}: has 2 records, and the manifest says 3")]);
        }
    }
}

#[test]
fn a_file_in_another_format_is_found() {
    let here = packed();
    fs::rename(here.path("a/data/app.json"), here.path("a/data/app.xml")).unwrap();
    edit_manifest(&here, |manifest| {
        manifest["records"][1]["format"] = json!("xml");
        manifest["records"][1]["file"] = json!("data/app.xml");
        manifest["files"][2]["path"] = json!("data/app.xml");
    });
    is_found(here.path("a"), &["data/app.xml: is not in the format that the manifest says"]);
}

#[test]
fn what_is_no_package_is_found() {
    let here = Folder::new();
    fs::write(here.path("text"), "hello").unwrap();
    is_found(here.path("text"), &["it is not a sound zip file"]);
    fs::write(here.path("empty"), "").unwrap();
    is_found(here.path("empty"), &["it is not a sound zip file"]);
    fs::create_dir(here.path("folder")).unwrap();
    is_found(here.path("folder"), &["manifest.json: is missing"]);
    assert!(matches!(verify(here.path("nowhere")), Err(VerifyError::Read { .. })));
}

#[test]
fn a_manifest_that_cannot_be_read_as_one_is_found() {
    let here = packed();
    let manifest = here.path("a/manifest.json");
    for (text, expected) in [
        (&b"\xff"[..], "manifest.json: is not UTF-8"),
        (b"", "manifest.json:1:0: is not JSON"),
        (b"{", "manifest.json:1:1: is not JSON"),
        (b"{}", "manifest.json:1:2: the key `version` is missing"),
        (b"{\"CANARY\": 1}", "manifest.json:1:9: there is a key that a manifest does not have"),
        (
            b"{\"version\": \"CANARY\"}",
            "manifest.json:1:20: `version`: the value has the wrong type",
        ),
        (b"{\"version\": 1,\n\"version\": 1}", "manifest.json:2:9: a key is there twice"),
    ] {
        fs::write(&manifest, text).unwrap();
        is_found(here.path("a"), &[expected]);
    }
}

#[test]
fn a_manifest_without_end_is_not_read_to_its_end() {
    let here = packed();
    let file = fs::File::options().append(true).open(here.path("a/manifest.json")).unwrap();
    file.set_len((4 << 20) + 1).unwrap();
    is_found(here.path("a"), &["manifest.json: is longer than 4 MiB"]);
}

#[test]
fn a_manifest_of_4_mib_is_read() {
    let here = packed();
    edit(&here, "a/manifest.json", |text| text.clone() + &" ".repeat((4 << 20) - text.len()));
    verify(here.path("a")).unwrap();
    edit(&here, "a/manifest.json", |text| text + " ");
    is_found(here.path("a"), &["manifest.json: is longer than 4 MiB"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_an_error_of_its_own() {
    let result = verify("/proc/self/mem");
    assert!(matches!(result, Err(VerifyError::Read { .. })), "{result:?}");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_file() {
    let here = packed();
    fs::rename(here.path("a/data/app.json"), here.path("app.json")).unwrap();
    std::os::unix::fs::symlink("../../app.json", here.path("a/data/app.json")).unwrap();
    std::os::unix::fs::symlink("/", here.path("a/root")).unwrap();
    let mut found: Vec<_> = findings(here.path("a")).iter().map(ToString::to_string).collect();
    found.sort();
    assert_eq!(
        found,
        ["data/app.json: is missing", "data/app.json: is not a file", "root: is not a file"]
    );
}

/// A zip file of the package and of more entries, before or after it.
fn zipped(here: &Folder, more: impl Fn(&mut zip::ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files_in(&here.path("a")) {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    more(&mut zip);
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_file_that_was_packed_anew_is_accepted() {
    let here = packed();
    let zip = zipped(&here, |zip| {
        zip.add_directory("data/", SimpleFileOptions::default()).unwrap();
    });
    fs::write(here.path("a.zip"), zip).unwrap();
    verify(here.path("a.zip")).unwrap();
}

#[test]
fn names_that_lead_out_of_a_zip_file_are_found() {
    let here = packed();
    for name in [
        "/etc/passwd",
        "../up",
        "data/../../up",
        "data\\app.json",
        "C:up",
        "data//app.json",
        "./index.html",
        "evil\u{1b}[2J/../a",
    ] {
        let zip = zipped(&here, |zip| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
        });
        fs::write(here.path("a.zip"), zip).unwrap();
        let found = findings(here.path("a.zip"));
        let said = found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(found.iter().any(|it| it.problem == Problem::Name), "{name}: {said}");
        assert!(!said.contains('\u{1b}'), "{said}");
    }
}

#[test]
fn two_files_of_one_name_and_links_in_a_zip_file_are_found() {
    let here = packed();
    // The writer refuses a second file of one name, so the name is changed afterwards.
    let zip = zipped(&here, |zip| {
        zip.start_file("index.htmk", SimpleFileOptions::default()).unwrap();
        zip.write_all(b"other").unwrap();
    });
    let mut bytes = zip;
    let last = b"index.htmk";
    for at in 0..bytes.len() - last.len() {
        if bytes[at..].starts_with(last) {
            bytes[at + last.len() - 1] = b'l';
        }
    }
    fs::write(here.path("a.zip"), bytes).unwrap();
    let found = findings(here.path("a.zip"));
    assert!(found.iter().any(|it| it.problem == Problem::Archive), "{found:?}");

    let zip = zipped(&here, |zip| {
        zip.add_symlink("data/link.json", "app.json", SimpleFileOptions::default()).unwrap();
    });
    fs::write(here.path("b.zip"), zip).unwrap();
    is_found(here.path("b.zip"), &["data/link.json: is not a file"]);
}

#[test]
fn data_outside_of_the_files_of_a_zip_file_is_found() {
    let here = packed();
    let zip = zipped(&here, |_| {});
    fs::write(here.path("before.zip"), [b"#!/bin/sh\n", &zip[..]].concat()).unwrap();
    is_found(here.path("before.zip"), &["it is not a sound zip file"]);
    let zip = zipped(&here, |zip| zip.set_comment("more").unwrap());
    fs::write(here.path("comment.zip"), zip).unwrap();
    is_found(here.path("comment.zip"), &["it is not a sound zip file"]);
    // A file that only its local header names.
    let zip = zipped(&here, |zip| {
        zip.start_file("data/more.json", SimpleFileOptions::default()).unwrap();
        zip.write_all(b"[]").unwrap();
        zip.hide_file("data/more.json").unwrap();
    });
    fs::write(here.path("hidden.zip"), zip).unwrap();
    is_found(here.path("hidden.zip"), &["it is not a sound zip file"]);
}

#[test]
fn a_file_that_is_empty_and_a_folder_that_is_not_are_found_in_a_zip_file() {
    let here = packed();
    for (name, content) in [("data/more.json", ""), ("data/more/", "[]")] {
        let zip = zipped(&here, |zip| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        });
        fs::write(here.path("a.zip"), zip).unwrap();
        is_found(here.path("a.zip"), &[&format!("{name}: is not listed in the manifest")]);
    }
}

#[test]
fn a_zip_file_with_a_field_that_is_cut_off_is_not_sound() {
    let here = packed();
    // The times of NTFS, and then their length is more than there is.
    let mut options = FullFileOptions::default();
    options.add_extra_field(0x000a, b"times", true).unwrap();
    let mut zip = zipped(&here, |zip| zip.start_file("data/more.json", options.clone()).unwrap());
    let field = zip.windows(9).position(|bytes| bytes == b"\x0a\0\x05\0times").unwrap();
    zip[field + 2] = 0xff;
    fs::write(here.path("a.zip"), zip).unwrap();
    is_found(here.path("a.zip"), &["it is not a sound zip file"]);
}

/// Whatever happens to a package on its way, either it is noticed or nothing of its content changed.
#[test]
fn a_byte_that_was_changed_is_found_or_means_nothing() {
    let here = Folder::new();
    let mut package = here.zip("a.zip");
    package.add(&app(ADELE)).unwrap();
    let manifest = package.finish().unwrap();
    let bytes = fs::read(here.path("a.zip")).unwrap();
    let other = here.path("b.zip");
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= [0x01, 0x80, 0xff][at % 3];
        fs::write(&other, bytes).unwrap();
        match verify(&other) {
            Ok(found) => assert_eq!(found, manifest, "byte {at}"),
            Err(error) => assert!(matches!(error, VerifyError::Invalid { .. }), "{at}: {error}"),
        }
    }
    for end in (0..bytes.len()).rev().step_by(17) {
        fs::write(&other, &bytes[..end]).unwrap();
        assert!(!findings(&other).is_empty(), "{end} bytes");
    }
}

/// A file that inflates to much more than the manifest says.
#[test]
fn a_bomb_is_not_inflated_beyond_what_the_manifest_says() {
    let here = packed();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files_in(&here.path("a")) {
        zip.start_file(&*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
        if path == "data/app.json" {
            zip.write_all(&vec![b' '; 16 << 20]).unwrap();
        }
    }
    let mut archive = zip.finish_into_readable().unwrap();
    let entry = archive.by_name("data/app.json").unwrap();
    let middle = entry.data_start().unwrap() + entry.compressed_size() / 2;
    drop(entry);
    // Whoever inflates it to its end finds it damaged.
    let mut bytes = archive.into_inner().into_inner();
    bytes[usize::try_from(middle).unwrap()] ^= 0xff;
    fs::write(here.path("a.zip"), bytes).unwrap();
    let found = findings(here.path("a.zip"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].problem.as_str(), "longer");
}

fn schema() -> Validator {
    jsonschema::draft202012::new(&serde_json::from_str(MANIFEST_SCHEMA).unwrap()).unwrap()
}

#[test]
fn the_schema_is_one() {
    let schema = serde_json::from_str(MANIFEST_SCHEMA).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

#[test]
fn the_manifests_of_packages_are_valid() {
    let schema = schema();
    let mut information = Information::default();
    information.controller = Some("Contoso AB".into());
    information.purposes = vec!["To manage devices".into()];
    information.automated_decisions = Some("None".into());
    for scope in [
        Scope::subject_access().described(),
        Scope::portability().language(Language::French),
        Scope::required_only().mam_only(Facts::none().with(Fact::CompliantApp)),
        Scope::required_only().mam_only(Facts::none()).language(Language::Dutch),
        Scope::classes(&[Class::NonPersonal]).language(Language::Swedish),
        Scope::classes(&[]).redacted(Policy::logs().with(Class::Identified, Action::Mask)),
    ] {
        let here = Folder::new();
        let package = Package::folder(here.path("a"), adele(), scope, created()).unwrap();
        filled(package.information(information.clone())).unwrap();
        let manifest =
            serde_json::from_slice(&fs::read(here.path("a/manifest.json")).unwrap()).unwrap();
        let errors: Vec<_> = schema.iter_errors(&manifest).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

/// A package whose manifest is broken in many ways.
struct Broken {
    schema: Validator,
    here: Folder,
    /// The manifest as it was.
    sound: Value,
}

impl Broken {
    fn new() -> Self {
        let here = Folder::new();
        let mut information = Information::default();
        information.controller = Some("Contoso AB".into());
        information.purposes = vec!["To manage devices".into()];
        let scope = Scope::subject_access().mam_only(Facts::none().with(Fact::EntraJoined));
        let package = Package::folder(here.path("a"), adele(), scope, created()).unwrap();
        filled(package.information(information)).unwrap();
        let sound = serde_json::from_slice(&fs::read(here.path("a/manifest.json")).unwrap());
        Self { schema: schema(), here, sound: sound.unwrap() }
    }

    /// Both the schema and the verification reject the manifest with that change.
    #[track_caller]
    fn rejects(&self, what: &str, change: impl FnOnce(&mut Value)) {
        let mut manifest = self.sound.clone();
        change(&mut manifest);
        assert!(!self.schema.is_valid(&manifest), "the schema accepts {what}");
        let path = self.here.path("a/manifest.json");
        fs::write(path, serde_json::to_vec(&manifest).unwrap()).unwrap();
        let found = findings(self.here.path("a"));
        let about = |it: &Finding| it.file.as_deref() == Some("manifest.json");
        assert!(found.iter().all(about), "{what}: {found:?}");
        let said = found.iter().map(ToString::to_string).collect::<String>();
        assert!(!said.contains("CANARY") && !said.contains("contoso"), "{said}");
    }
}

#[test]
fn a_value_of_another_form_is_rejected_by_the_schema_and_by_the_verification() {
    let broken = Broken::new();
    let values = [
        ("/version", json!(2)),
        ("/created", json!("2023-02-29T00:00:00Z")),
        ("/created", json!("2023-11-14T22:13:20")),
        ("/created", json!("2023-11-14T22:13:20+01:00")),
        ("/created", json!("2023-11-14T24:13:20Z")),
        ("/created", json!("2023-11-14T22:13:20.10Z")),
        ("/created", json!("CANARY")),
        ("/subject", json!([])),
        ("/subject", json!([""])),
        ("/subject", json!([1])),
        ("/language", json!("de")),
        ("/language", json!("EN")),
        ("/taxonomy", json!(["Data collection in Intune", ["2018"]])),
        ("/scope/kind", json!("CANARY")),
        ("/scope/classes/0", json!("CANARY")),
        ("/scope/mamOnly", Value::Null),
        ("/scope/mamOnly/0", json!("CANARY")),
        ("/scope/redacted", json!("CANARY")),
        ("/records/0/type", json!("")),
        ("/records/0/type", json!("a/b")),
        ("/records/0/file", json!("managedDevice.json")),
        ("/records/0/file", json!("data/../managedDevice.json")),
        ("/records/0/format", json!("CANARY")),
        ("/records/0/count", json!(-1)),
        ("/records/0/count", json!(1.5)),
        ("/records/0/count", json!("CANARY")),
        ("/records/0/count", json!(18_446_744_073_709_551_616.0)),
        ("/records/0/withheld/0/reason", json!("CANARY")),
        ("/records/0/withheld/0/class", json!("CANARY")),
        ("/records/0/withheld/0/class", Value::Null),
        ("/records/0/withheld/0/item", json!("CANARY")),
        ("/files/0/path", json!("CANARY")),
        ("/files/1/path", json!("/data/managedDevice.json")),
        ("/files/0/bytes", Value::Null),
        ("/files/0/sha256", json!("0")),
        ("/files/0/sha256", json!("A".repeat(64))),
        ("/files/0/sha256", json!("0".repeat(65))),
        ("/information/purposes", json!([])),
        ("/information/controller", Value::Null),
        ("/information", json!([])),
    ];
    for (pointer, value) in values {
        broken.rejects(&format!("{value} in {pointer}"), |manifest| {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            match manifest.pointer_mut(parent).unwrap() {
                Value::Array(list) => list[key.parse::<usize>().unwrap()] = value.clone(),
                object => object[key] = value.clone(),
            }
        });
    }
}

#[test]
fn another_shape_is_rejected_by_the_schema_and_by_the_verification() {
    let broken = Broken::new();
    let mut pointers = vec![String::new()];
    while let Some(pointer) = pointers.pop() {
        let place = broken.sound.pointer(&pointer).unwrap();
        match place {
            Value::Object(object) => {
                broken.rejects(&format!("one more key in {pointer}"), |manifest| {
                    manifest.pointer_mut(&pointer).unwrap()["CANARY"] = json!("CANARY");
                });
                for key in object.keys() {
                    pointers.push(format!("{pointer}/{key}"));
                    let optional = ["mamOnly", "item", "class", "controller", "purposes"];
                    if !optional.contains(&&**key) {
                        broken.rejects(&format!("no {key} in {pointer}"), |manifest| {
                            let place = manifest.pointer_mut(&pointer).unwrap();
                            place.as_object_mut().unwrap().remove(key);
                        });
                    }
                }
            }
            Value::Array(list) => {
                pointers.extend((0..list.len()).map(|index| format!("{pointer}/{index}")));
            }
            _ => {}
        }
        for other in [json!({"CANARY": 1}), json!(["CANARY"]), json!(true), json!(7.5)] {
            let holds_text = |list: &Vec<Value>| list.first().is_none_or(Value::is_string);
            let is_fine = other.is_boolean() && place.is_boolean()
                || other.is_array() && place.as_array().is_some_and(holds_text);
            if !is_fine {
                broken.rejects(&format!("{other} in {pointer}"), |manifest| {
                    *manifest.pointer_mut(&pointer).unwrap() = other.clone();
                });
            }
        }
    }
}

/// What a schema cannot tell.
#[test]
fn a_manifest_that_disagrees_with_itself_is_rejected() {
    let schema = schema();
    for (edit, expected) in [
        (
            (|it| it["records"][1]["file"] = json!("data/managedDevice.json")) as fn(&mut Value),
            &[
                "manifest.json: `records[1].file`: the value is not named by the type and format",
                "manifest.json: `records[1].file`: the value is not another one than that of each type before",
                "manifest.json: `files[2].path`: the value is not index.html or the file of a type of records",
            ][..],
        ),
        (
            |it| {
                let file = it["files"][1].clone();
                it["files"].as_array_mut().unwrap().push(file);
            },
            &[
                "manifest.json: `files[3].path`: the value is not another one than that of each file before",
            ],
        ),
        (
            |it| drop(it["files"].as_array_mut().unwrap().remove(2)),
            &["manifest.json: `records[1].file`: the value is not listed among the files"],
        ),
        (
            |it| drop(it["records"].as_array_mut().unwrap().remove(1)),
            &[
                "manifest.json: `files[2].path`: the value is not index.html or the file of a type of records",
            ],
        ),
        (
            |it| it["records"][1]["format"] = json!("csv"),
            &["manifest.json: `records[1].file`: the value is not named by the type and format"],
        ),
    ] {
        let here = packed();
        edit_manifest(&here, edit);
        let manifest =
            serde_json::from_slice(&fs::read(here.path("a/manifest.json")).unwrap()).unwrap();
        assert!(schema.is_valid(&manifest));
        is_found(here.path("a"), expected);
    }
}

#[test]
fn a_mistake_is_said_where_it_is() {
    let here = packed();
    edit(&here, "a/manifest.json", |text| text.replacen("\"count\": 2", "\"count\": \"2\"", 1));
    let text = fs::read_to_string(here.path("a/manifest.json")).unwrap();
    let line = text.lines().position(|line| line.contains("\"count\": \"2\"")).unwrap() + 1;
    let found = findings(here.path("a"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path.as_deref(), Some("records[0].count"));
    assert_eq!((found[0].line, found[0].problem), (Some(line), Problem::Type));
    let error = verify(here.path("a")).unwrap_err().to_string();
    assert!(error.starts_with("the package is not valid: manifest.json:"), "{error}");
}

#[test]
fn an_absence_that_is_written_is_found_where_it_is() {
    let broken = Broken::new();
    let path = broken.here.path("a");
    for (pointer, value, expected) in [
        ("/scope/mamOnly", Value::Null, "`scope.mamOnly`: the value has the wrong type"),
        (
            "/records/0/withheld/0/class",
            Value::Null,
            "`records[0].withheld[0].class`: the value has the wrong type",
        ),
        (
            "/information/purposes",
            json!([]),
            "`information.purposes`: the value is not a list of something",
        ),
    ] {
        edit_manifest(&broken.here, |manifest| {
            *manifest = broken.sound.clone();
            *manifest.pointer_mut(pointer).unwrap() = value;
        });
        is_found(&path, &[&format!("manifest.json: {expected}")]);
    }
}
