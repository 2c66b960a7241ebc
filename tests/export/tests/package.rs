//! Packages: what is in them, whose records they take, and what is left of one that fails.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use intune_privacy::export::{
    ExportError, Format, Information, Package, PackageError, Scope, Subject, verify,
};
use intune_privacy::{Action, Class, Classified, Fact, Facts, Language, Policy};
use intune_privacy_export_tests::packages::{
    ADELE, ALEX, App, Folder, ManagedDevice, adele, app, created, device, files_in, filled,
};
use serde::Serialize;
use serde_json::{Value, json};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn files_in_zip(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("a zip file");
    let indices = 0..zip.len();
    indices
        .map(|index| {
            let mut file = zip.by_index(index).expect("an entry");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("its content");
            (file.name().expect("a name").into_owned(), content)
        })
        .collect()
}

#[test]
fn debug_shows_how_many_types_there_are_and_nothing_of_them() {
    let here = Folder::new();
    for mut package in [here.folder("adele"), here.zip("a.zip")] {
        package.add(&device(ADELE, "C02XK1JGJHD3")).unwrap();
        let (plain, pretty) = (format!("{package:?}"), format!("{package:#?}"));
        assert!(
            plain.starts_with("Package { path: ") && plain.ends_with(", types: 1, .. }"),
            "{plain}"
        );
        for shown in [plain, pretty] {
            for canary in ["C02X", "adele@", "contoso"] {
                assert!(!shown.contains(canary), "{shown}");
            }
        }
    }
}

#[test]
fn a_folder_has_a_file_for_each_type_and_the_manifest_says_what_they_are() {
    let here = Folder::new();
    let mut information = Information::default();
    information.controller = Some("Contoso AB".into());
    let package = here
        .folder("adele")
        .information(information)
        .title::<ManagedDevice>("A device")
        .title::<ManagedDevice>("Your devices");
    let manifest = filled(package).unwrap();

    let files = files_in(&here.path("adele"));
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["data/app.json", "data/managedDevice.json", "index.html", "manifest.json"]
    );
    assert_eq!(
        text(&files["data/managedDevice.json"]),
        "[\n\
         {\"userPrincipalName\":\"adele@contoso.example\",\"serialNumber\":\"C02XK1JGJHD3\"},\n\
         {\"userPrincipalName\":\"adele@contoso.example\",\"serialNumber\":\"F17NMXYZQ1MN\"}\n\
         ]\n"
    );
    let written = text(&files["manifest.json"]);
    assert!(written.starts_with("{\n  \"version\": 1,\n") && written.ends_with("}\n"));
    assert_eq!(serde_json::from_str::<Value>(written).unwrap(), json!(manifest));
    assert_eq!(
        json!(manifest.records),
        json!([
            {
                "type": "managedDevice",
                "title": "Your devices",
                "file": "data/managedDevice.json",
                "format": "json",
                "count": 2,
                "categories": ["User information", "Hardware inventory information"],
                "withheld": [{
                    "path": "encrypted",
                    "label": "Encrypted",
                    "class": "non_personal",
                    "reason": "class",
                    "explanation": "It is not personal data"
                }]
            },
            {
                "type": "app",
                "title": "App",
                "file": "data/app.json",
                "format": "json",
                "count": 1,
                "categories": ["User information"],
                "withheld": []
            }
        ])
    );
    let mut rest = json!(manifest);
    for key in ["records", "files"] {
        rest.as_object_mut().unwrap().remove(key);
    }
    assert_eq!(
        rest,
        json!({
            "version": 1,
            "generator": concat!("intune-privacy ", env!("CARGO_PKG_VERSION")),
            "created": "2023-11-14T22:13:20Z",
            "subject": ["adele@contoso.example", "adele.vance@contoso.example"],
            "language": "en",
            "taxonomy": {"document": "Data collection in Intune", "editions": ["2018", "2023"]},
            "scope": {
                "kind": "subject_access",
                "classes": ["identified", "pseudonymized"],
                "redacted": false,
                "described": false
            },
            "information": {"controller": "Contoso AB"}
        })
    );
    let listed: Vec<_> = manifest.files.iter().map(|file| (&*file.path, file.bytes)).collect();
    let expected = ["index.html", "data/managedDevice.json", "data/app.json"];
    assert_eq!(listed, expected.map(|path| (path, files[path].len() as u64)));
    assert_eq!(verify(here.path("adele")).unwrap(), manifest);
    assert_eq!(here.names(), ["adele"]);
}

#[test]
fn the_page_of_a_package_shows_its_records() {
    let here = Folder::new();
    filled(here.folder("a")).unwrap();
    let page = fs::read_to_string(here.path("a/index.html")).unwrap();
    assert!(page.contains("C02X"), "{page}");
}

#[test]
fn a_zip_file_holds_the_same_files_the_manifest_first() {
    let here = Folder::new();
    let manifest = filled(here.zip("adele.zip")).unwrap();
    assert_eq!(filled(here.folder("adele")).unwrap(), manifest);
    assert_eq!(files_in_zip(&here.path("adele.zip")), files_in(&here.path("adele")));
    assert_eq!(verify(here.path("adele.zip")).unwrap(), manifest);
    assert_eq!(here.names(), ["adele", "adele.zip"]);

    let file = fs::File::open(here.path("adele.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let names: Vec<_> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["manifest.json", "index.html", "data/managedDevice.json", "data/app.json"]);
    for index in 0..zip.len() {
        let entry = zip.by_index(index).unwrap();
        assert_eq!(entry.last_modified().unwrap().to_string(), "1980-01-01 00:00:00");
        assert_eq!(entry.unix_mode().unwrap() & 0o777, 0o600);
        assert!(entry.extra_data().unwrap_or_default().is_empty(), "a field that is not needed");
    }
}

#[test]
fn the_scope_is_in_the_manifest() {
    let here = Folder::new();
    let facts = Facts::none().with(Fact::ManagedApp).with(Fact::EntraJoined);
    let scope = Scope::required_only()
        .mam_only(facts)
        .described()
        .language(Language::Swedish)
        .redacted(Policy::logs().with(Class::Identified, Action::Mask));
    let package = Package::zip(here.path("a.zip"), adele(), scope, created()).unwrap();
    let manifest = filled(package).unwrap();
    assert_eq!(
        json!(manifest.scope),
        json!({
            "kind": "required_only",
            "classes": ["identified", "pseudonymized", "aggregated"],
            "mamOnly": ["entra_joined", "managed_app"],
            "redacted": true,
            "described": true
        })
    );
    assert_eq!(manifest.language, "sv");
    assert_eq!(manifest.records[0].withheld[0].explanation, "Det är maskerat i den här kopian");
    assert_eq!(verify(here.path("a.zip")).unwrap(), manifest);
}

#[test]
fn each_format_has_its_name_and_its_records_are_counted() {
    for (format, name, file) in [
        (Format::Json, "json", "data/app.json"),
        (Format::JsonLines, "json_lines", "data/app.jsonl"),
        (Format::Csv, "csv", "data/app.csv"),
        (Format::CsvWithBom, "csv", "data/app.csv"),
        (Format::Xml, "xml", "data/app.xml"),
        (Format::Html, "html", "data/app.html"),
    ] {
        for scope in [Scope::subject_access(), Scope::subject_access().described()] {
            for records in [0_u64, 1, 3] {
                let here = Folder::new();
                let package = Package::folder(here.path("a"), adele(), scope.clone(), created());
                let mut package = package.unwrap().format(format);
                package.declare::<App>().unwrap();
                for _ in 0..records {
                    package.add(&app(ADELE)).unwrap();
                }
                let manifest = package.finish().unwrap();
                let [record] = &*manifest.records else { panic!("{manifest:?}") };
                assert_eq!((&*record.format, &*record.file, record.count), (name, file, records));
                assert_eq!(verify(here.path("a")).unwrap(), manifest);
            }
        }
    }
}

#[test]
fn a_declared_type_has_a_file_without_records() {
    let here = Folder::new();
    let mut package = here.zip("a.zip");
    package.declare::<App>().unwrap();
    package.declare::<App>().unwrap();
    let manifest = package.finish().unwrap();
    assert_eq!(manifest.records.len(), 1);
    assert_eq!(manifest.records[0].count, 0);
    assert_eq!(files_in_zip(&here.path("a.zip"))["data/app.json"], b"[]\n");
}

#[test]
fn a_package_without_records_is_one() {
    let here = Folder::new();
    let manifest = here.zip("a.zip").finish().unwrap();
    assert_eq!(manifest.records, []);
    assert_eq!(verify(here.path("a.zip")).unwrap(), manifest);
}

#[test]
fn a_record_of_somebody_else_or_of_nobody_is_refused_and_the_package_goes_on() {
    let here = Folder::new();
    let mut package = here.folder("adele");
    let refused = package.add(&device(ALEX, "CANARY-OTHER")).unwrap_err();
    assert!(matches!(refused, PackageError::OtherSubject { record: "ManagedDevice", number: 1 }));
    let said = format!("{refused} {refused:?}");
    for identifier in [ADELE, ALEX, "adele", "alex", "CANARY"] {
        assert!(!said.contains(identifier), "{said}");
    }
    package.add(&device("ADELE@contoso.example", "C02XK1JGJHD3")).unwrap();
    let nobodys = ManagedDevice { user_principal_name: None, ..device("", "CANARY-NOBODY") };
    let refused = package.add(&nobodys).unwrap_err();
    assert!(matches!(refused, PackageError::NoSubject { record: "ManagedDevice", number: 3 }));
    package.add(&device("adele.vance@contoso.example", "F17NMXYZQ1MN")).unwrap();
    let manifest = package.finish().unwrap();
    assert_eq!(manifest.records[0].count, 2);
    for (path, content) in files_in(&here.path("adele")) {
        let content = String::from_utf8(content).unwrap();
        assert!(!content.contains("CANARY") && !content.contains(ALEX), "{path}");
    }
    verify(here.path("adele")).unwrap();
}

#[test]
fn no_byte_of_a_package_is_of_somebody_else_or_withheld() {
    #[derive(Classified, Serialize)]
    #[data(category = hardware_inventory)]
    struct Device {
        #[data(identified, required, mam, subject, item = user::principal_name)]
        owner: String,
        #[data(non_personal)]
        note: String,
    }
    for format in [Format::Json, Format::JsonLines, Format::Csv, Format::Xml, Format::Html] {
        let here = Folder::new();
        let mut package = here.folder("a").format(format);
        for owner in [ADELE, ALEX] {
            let _ = package.add(&Device { owner: owner.into(), note: "CANARY".into() });
        }
        package.finish().unwrap();
        for (path, content) in files_in(&here.path("a")) {
            let content = String::from_utf8(content).unwrap();
            assert!(!content.contains("CANARY") && !content.contains(ALEX), "{path}");
        }
    }
}

#[test]
fn a_subject_without_an_identifier_is_refused() {
    let here = Folder::new();
    for subject in [Subject::new(""), Subject::new("").or("")] {
        let package = Package::zip(here.path("a.zip"), subject, Scope::portability(), created());
        assert!(matches!(package, Err(PackageError::NoIdentifier)));
    }
    assert!(here.names().is_empty());
    let subject = Subject::new("").or(ADELE);
    let package = Package::zip(here.path("a.zip"), subject, Scope::portability(), created());
    filled(package.unwrap()).unwrap();
    verify(here.path("a.zip")).unwrap();
}

#[test]
fn a_time_that_has_no_form_is_refused() {
    let here = Folder::new();
    let begin = |created| Package::zip(here.path("a"), adele(), Scope::subject_access(), created);
    let year = Duration::from_secs(31_556_952);
    for far in [created() + 10_000 * year, created() - 3_000 * year] {
        assert!(matches!(begin(far), Err(PackageError::Time)), "{far:?}");
    }
    let old = SystemTime::UNIX_EPOCH - Duration::from_nanos(1);
    let manifest = begin(old).unwrap().finish().unwrap();
    assert_eq!(manifest.created, "1969-12-31T23:59:59.999999999Z");
    verify(here.path("a")).unwrap();
}

#[test]
fn two_types_of_one_name_are_refused() {
    mod other {
        #[derive(intune_privacy::Classified, serde::Serialize)]
        #[serde(rename = "APP")]
        pub(crate) struct Program {
            #[data(non_personal)]
            pub(crate) signed: bool,
        }
    }
    let here = Folder::new();
    let mut package = here.zip("a.zip");
    package.add(&app(ADELE)).unwrap();
    let refused = package.declare::<other::Program>().unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("packages::App`") && said.contains("other::Program`"), "{said}");
    assert!(said.ends_with("`data/app.json`"), "{said}");
    let _ = other::Program { signed: true }.signed;
    assert!(matches!(package.finish(), Err(PackageError::Incomplete)));
    assert!(here.names().is_empty());
}

#[test]
fn a_generic_type_is_one_for_each_record_in_it() {
    #[derive(Classified, Serialize)]
    struct Page<T> {
        #[data(identified, required, mam, subject, item = user::principal_name)]
        owner: String,
        #[data(nested)]
        record: T,
    }
    #[derive(Classified, Serialize)]
    struct Network {
        #[data(identified, required, item = hardware_inventory::wi_fi_mac_address)]
        mac: String,
    }
    let here = Folder::new();
    let mut package = here.zip("a.zip");
    let record = device(ADELE, "C02XK1JGJHD3");
    package.add(&Page { owner: ADELE.into(), record: record.clone() }).unwrap();
    package.add(&Page { owner: ADELE.into(), record }).unwrap();
    let network = Network { mac: "00:00:5e:00:53:01".into() };
    let refused = package.add(&Page { owner: ADELE.into(), record: network });
    assert!(matches!(refused, Err(PackageError::SameFile { .. })), "{refused:?}");
}

/// A record with a path that is no Unicode cannot be written.
#[cfg(unix)]
#[derive(Classified, Serialize)]
struct Download {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    owner: String,
    #[data(identified, undocumented = "to find it again")]
    path: std::path::PathBuf,
}

#[cfg(unix)]
#[test]
fn after_a_record_that_cannot_be_written_nothing_is_left() {
    use std::os::unix::ffi::OsStringExt;

    let here = Folder::new();
    let mut package = here.zip("a.zip");
    let mut download = Download { owner: ADELE.into(), path: "CANARY".into() };
    package.add(&download).unwrap();
    let _ = package.add(&Download { owner: ALEX.into(), path: "CANARY".into() });
    download.path = std::ffi::OsString::from_vec(b"CANARY\xff".to_vec()).into();
    let error = package.add(&download).unwrap_err();
    assert!(matches!(
        error,
        PackageError::Record(ExportError::Value { record: "Download", number: 3, .. })
    ));
    assert!(!format!("{error} {error:?}").contains("CANARY"));
    download.path = "fine".into();
    assert!(matches!(package.add(&download), Err(PackageError::Incomplete)));
    assert!(matches!(package.declare::<App>(), Err(PackageError::Incomplete)));
    assert!(matches!(package.finish(), Err(PackageError::Incomplete)));
    assert!(here.names().is_empty());
}

#[test]
fn until_it_is_complete_a_package_is_a_hidden_folder_that_goes_with_it() {
    let here = Folder::new();
    for mut package in [here.zip("a"), here.folder("b")] {
        package.add(&device(ADELE, "C02XK1JGJHD3")).unwrap();
        let names = here.names();
        let staged = names.iter().find(|name| name.starts_with(".intune-privacy-")).unwrap();
        assert!(!names.iter().any(|name| name == "a" || name == "b"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(here.path(staged)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
        let _ = staged;
        drop(package);
    }
    assert!(here.names().is_empty());
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_package() {
    use std::os::unix::fs::PermissionsExt;

    let here = Folder::new();
    filled(here.zip("a.zip")).unwrap();
    filled(here.folder("a")).unwrap();
    for (name, mode) in [
        ("a.zip", 0o600),
        ("a", 0o700),
        ("a/data", 0o700),
        ("a/data/app.json", 0o600),
        ("a/manifest.json", 0o600),
    ] {
        let found = fs::metadata(here.path(name)).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode, "{name}");
    }
}

#[test]
fn what_is_there_already_is_never_overwritten() {
    let here = Folder::new();
    for is_zip in [true, false] {
        let begin = || {
            let (path, scope) = (here.path("a"), Scope::subject_access());
            if is_zip {
                Package::zip(path, adele(), scope, created())
            } else {
                Package::folder(path, adele(), scope, created())
            }
        };
        let is_refused = |result: Result<(), PackageError>| {
            let Err(PackageError::Exists { path }) = result else { panic!("{result:?}") };
            assert_eq!(path, here.path("a"));
            assert_eq!(here.names(), ["a"]);
        };
        let package = begin().unwrap();
        fs::write(here.path("a"), "mine").unwrap();
        is_refused(filled(package).map(drop));
        is_refused(begin().map(drop));
        assert_eq!(fs::read(here.path("a")).unwrap(), b"mine");
        fs::remove_file(here.path("a")).unwrap();

        let package = begin().unwrap();
        fs::create_dir(here.path("a")).unwrap();
        is_refused(filled(package).map(drop));
        is_refused(begin().map(drop));
        fs::remove_dir(here.path("a")).unwrap();

        #[cfg(unix)]
        {
            let package = begin().unwrap();
            std::os::unix::fs::symlink("nowhere", here.path("a")).unwrap();
            is_refused(filled(package).map(drop));
            is_refused(begin().map(drop));
            fs::remove_file(here.path("a")).unwrap();
        }
    }
}

#[test]
fn a_package_without_a_name_or_a_folder_to_be_in_is_refused() {
    let here = Folder::new();
    for path in ["..", "nowhere/a.zip"] {
        let path = here.path(path);
        let package = Package::zip(&path, adele(), Scope::subject_access(), created());
        let Err(PackageError::Write { path: said, .. }) = package else { panic!("{package:?}") };
        assert_eq!(said, path);
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_no_file_can_have_is_refused_at_once() {
    let here = Folder::new();
    let path = here.path(&"x".repeat(1000));
    let package = Package::zip(&path, adele(), Scope::subject_access(), created());
    let Err(PackageError::Write { path: said, .. }) = package else { panic!("{package:?}") };
    assert_eq!(said, path);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_an_error() {
    use std::os::unix::fs::PermissionsExt;

    let here = Folder::new();
    let folder = here.path("sealed");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    // The superuser may write anywhere.
    if fs::write(folder.join("probe"), "").is_err() {
        let package =
            Package::zip(folder.join("a.zip"), adele(), Scope::subject_access(), created());
        assert!(matches!(package, Err(PackageError::Write { .. })));
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let here = Folder::new();
    filled(here.zip("one.zip")).unwrap();
    filled(here.zip("two.zip")).unwrap();
    assert_eq!(fs::read(here.path("one.zip")).unwrap(), fs::read(here.path("two.zip")).unwrap());
}

/// The environment variable that tells [`child`] what to write.
const CHILD: &str = "INTUNE_PRIVACY_TEST_PACKAGE";

/// A command that runs this test as a process of its own, after a line for the shell.
#[cfg(unix)]
fn run(before: &str, target: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{before}; exec \"$0\" \"$@\"")]);
    command.arg(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--nocapture"]).env(CHILD, target);
    command
}

/// Text that does not compress well, so that a zip file of it is longer than each file in it.
fn noise(state: &mut u64) -> String {
    let mut next = || {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        char::from(b'?' + (*state >> 58) as u8)
    };
    (0..4000).map(|_| next()).collect()
}

#[test]
#[ignore = "another test runs it as a process of its own"]
fn child() {
    let Some(target) = std::env::var_os(CHILD) else { return };
    let target = Path::new(&target);
    let write = || -> Result<(), PackageError> {
        let (scope, mut state) = (Scope::subject_access(), 0x9E37_79B9_7F4A_7C15);
        let mut package = match target.extension() {
            Some(_) => Package::zip(target, adele(), scope, created())?,
            None => Package::folder(target, adele(), scope, created())?,
        };
        for _ in 0..100 {
            package.add(&device(ADELE, &noise(&mut state)))?;
        }
        package.finish().map(drop)
    };
    let result = write();
    let Err(error) = result else { return };
    let PackageError::Write { source, .. } = error else { panic!("{error:?}") };
    assert_eq!(source.kind(), std::io::ErrorKind::FileTooLarge);
    println!("failed as it should");
}

#[cfg(unix)]
#[test]
fn another_process_writes_the_same_bytes() {
    let here = Folder::new();
    for (name, before) in [("one.zip", "umask 077"), ("two.zip", "umask 0; export TZ=Asia/Tokyo")] {
        let output = run(before, &here.path(name)).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    assert_eq!(fs::read(here.path("one.zip")).unwrap(), fs::read(here.path("two.zip")).unwrap());
}

/// A limit on the length of files stands in for a full disk: a write beyond it fails in the same
/// way, wherever it comes.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    for name in ["a.zip", "a"] {
        let (mut failures, mut blocks) = (0, 0);
        loop {
            let here = Folder::new();
            let before = format!("trap '' XFSZ; ulimit -f {blocks}");
            let output = run(&before, &here.path(name)).output().unwrap();
            let (out, err) = (text(&output.stdout), text(&output.stderr));
            assert!(output.status.success(), "{blocks}: {out} {err}");
            assert!(!err.contains("ZipWriter"), "{err}");
            if !out.contains("failed as it should") {
                verify(here.path(name)).unwrap();
                assert_eq!(here.names(), [name]);
                break;
            }
            assert_eq!(here.names(), [""; 0], "{blocks}");
            failures += 1;
            blocks += 64;
        }
        assert!(failures > 10, "{failures}");
    }
}
