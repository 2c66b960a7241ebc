//! The command `suggest`, run as a user runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The managed device of Microsoft Graph, before and after `--all`, and with every decision made.
const MANAGED_DEVICE: &str = include_str!("suggest/managed_device.rs");
const SUGGESTED: &str = include_str!("suggest/managed_device.suggested.rs");
const DECIDED: &str = include_str!("suggest/managed_device.decided.rs");

/// A folder with files, in which the tool runs.
struct Folder(TempDir);

impl Folder {
    fn new<const N: usize>(files: [(&str, &str); N]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
        command.arg("suggest").args(arguments).current_dir(&self.0).env_remove("CLICOLOR_FORCE");
        command.output().expect("the binary runs")
    }

    /// What the tool prints, on standard output and on standard error; it must succeed.
    #[track_caller]
    fn prints(&self, arguments: &[&str]) -> (String, String) {
        let Output { status, stdout, stderr } = self.run(arguments);
        let stderr = String::from_utf8(stderr).expect("the notes are UTF-8");
        assert!(status.success(), "{arguments:?}: {stderr}");
        (String::from_utf8(stdout).expect("the output is UTF-8"), stderr)
    }

    /// What the tool says on standard error; it must exit with that code.
    #[track_caller]
    fn fails(&self, code: i32, arguments: &[&str]) -> (String, String) {
        let Output { status, stdout, stderr } = self.run(arguments);
        assert_eq!(status.code(), Some(code), "{arguments:?}");
        let text = |bytes| String::from_utf8(bytes).expect("the message is UTF-8");
        (text(stdout), text(stderr))
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        let (json, _) = self.prints(&[&["--format", "json"], arguments].concat());
        serde_json::from_str(&json).expect("the output is JSON")
    }

    /// The names of the files, hidden ones too.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder");
        let names = entries.map(|it| it.expect("a file").file_name().into_string().expect("UTF-8"));
        let mut names = names.collect::<Vec<_>>();
        names.sort();
        names
    }
}

/// What becomes of a file that is written in place.
#[track_caller]
fn written(text: &str) -> String {
    written_with(&[], text)
}

#[track_caller]
fn written_with(arguments: &[&str], text: &str) -> String {
    let folder = Folder::new([("device.rs", text)]);
    folder.prints(&[arguments, &["--write", "device.rs"]].concat());
    folder.read("device.rs")
}

/// The proposals of a file, by field.
#[track_caller]
fn proposals(text: &str) -> Vec<Value> {
    let report = Folder::new([("device.rs", text)]).json(&["device.rs"]);
    report["proposals"].as_array().expect("a list").clone()
}

#[track_caller]
fn proposal(text: &str, field: &str) -> Value {
    let proposals = proposals(text);
    let found = proposals.into_iter().find(|proposal| proposal["field"] == field);
    found.unwrap_or_else(|| panic!("no proposal for {field}"))
}

mod managed_device {
    use super::*;

    /// What Graph's properties hold, by the documents.
    const DOCUMENTED: [(&str, &str); 25] = [
        ("azure_ad_device_id", "device_data::entra_device_id"),
        ("device_name", "hardware_inventory::device_name"),
        ("eas_device_id", "device_data::eas_device_id"),
        ("email_address", "user::principal_name"),
        ("ethernet_mac_address", "device_data::mac_address"),
        ("free_storage_space_in_bytes", "device_data::storage_space"),
        ("iccid", "hardware_inventory::iccid"),
        ("id", "device_data::intune_device_id"),
        ("imei", "hardware_inventory::imei"),
        ("jail_broken", "managed_application::health_status"),
        ("manufacturer", "hardware_inventory::manufacturer"),
        ("meid", "device_data::platform_specific_id"),
        ("model", "hardware_inventory::model"),
        ("operating_system", "hardware_inventory::operating_system"),
        ("os_version", "hardware_inventory::os_version"),
        ("partner_reported_threat_state", "managed_application::health_status"),
        ("phone_number", "user::phone_number"),
        ("serial_number", "hardware_inventory::serial_number"),
        ("total_storage_space_in_bytes", "device_data::storage_space"),
        ("udid", "device_data::platform_specific_id"),
        ("user_display_name", "user::display_name"),
        ("user_principal_name", "user::principal_name"),
        ("wi_fi_mac_address", "hardware_inventory::wifi_mac_address"),
        // Names that the taxonomy knows beyond that.
        ("device_registration_state", "managed_application::enrollment_status"),
        ("managed_device_name", "hardware_inventory::device_name"),
    ];

    #[test]
    fn every_documented_property_is_placed_and_no_other() {
        let mut placed: Vec<_> = proposals(MANAGED_DEVICE)
            .into_iter()
            .filter(|proposal| proposal["type"] == "ManagedDevice" && proposal["kind"] == "place")
            .map(|proposal| {
                let text = |key: &str| proposal[key].as_str().expect("a text").to_owned();
                (text("field"), text("item"))
            })
            .collect();
        placed.sort();
        let mut documented = DOCUMENTED.map(|(field, item)| (field.to_owned(), item.to_owned()));
        documented.sort();
        assert_eq!(placed, documented);
    }

    #[test]
    fn the_result_is_the_one_that_this_repository_keeps() {
        let result = written_with(&["--all"], MANAGED_DEVICE);
        if std::env::var_os("SUGGEST_BLESS").is_some() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suggest");
            fs::write(folder.join("managed_device.suggested.rs"), &result).expect("a file");
            fs::write(folder.join("managed_device.decided.rs"), decide(&result)).expect("a file");
            return;
        }
        assert!(result == SUGGESTED, "run it with SUGGEST_BLESS=1 and read the difference");
    }

    /// The package of the tests compiles the result.
    #[test]
    fn with_every_decision_made_it_is_the_one_that_is_compiled() {
        assert!(decide(SUGGESTED) == DECIDED, "run the test above with SUGGEST_BLESS=1");
    }

    /// Makes each decision: no personal data where that is a choice, and else the first that can be
    /// pasted.
    fn decide(text: &str) -> String {
        let mut decided = String::new();
        let mut choices: Option<Vec<&str>> = None;
        for line in text.split_inclusive('\n') {
            let code = line.trim_start();
            if code.starts_with("// DECIDE(intune-privacy)") {
                choices = Some(Vec::new());
            } else if let Some(choice) = code.strip_prefix("//   ") {
                let can_be_pasted = choice.starts_with("#[data(") && choice.ends_with(")]\n");
                if let Some(choices) = &mut choices {
                    choices.extend(can_be_pasted.then_some(choice));
                }
            } else {
                if let Some(choices) = choices.take() {
                    let harmless = choices.iter().find(|choice| choice.contains("non_personal"));
                    decided.push_str(&line[..line.len() - code.len()]);
                    decided.push_str(harmless.unwrap_or(&choices[0]));
                }
                decided.push_str(line);
            }
        }
        decided
    }
}

mod text {
    use super::*;

    const DEVICE: &str = "struct Device {\n    serial_number: String, // kept\n}\n";

    #[test]
    fn the_diff_is_one_that_patch_understands() {
        let folder = Folder::new([("src/device.rs", DEVICE)]);
        let (diff, notes) = folder.prints(&["src"]);
        assert_eq!(
            diff,
            "--- a/src/device.rs\n+++ b/src/device.rs\n@@ -1,3 +1,5 @@\n\
             +#[derive(intune_privacy::Classified)]\n \
             struct Device {\n\
             +    #[data(identified, required)]\n     \
             serial_number: String, // kept\n }\n"
        );
        assert_eq!(notes, "note: 1 field and 1 type to annotate, 0 decisions for a person\n");
        assert_eq!(folder.read("src/device.rs"), DEVICE);
    }

    #[test]
    fn git_applies_the_diff_to_what_is_written_in_place() {
        let text = "mod a {\r\n\tpub struct User {\r\n\t\t/// é\r\n\t\tupn: String,\r\n\t\temail: \
                    String }\r\n}";
        for text in [MANAGED_DEVICE, DEVICE, text] {
            let folder = Folder::new([("device.rs", text), ("twin.rs", text)]);
            let (diff, _) = folder.prints(&["device.rs"]);
            fs::write(folder.path("diff"), diff).expect("a file");
            let git = Command::new("git").args(["apply", "diff"]).current_dir(&folder.0).status();
            // Where there is no git, nothing can be applied.
            if git.is_ok_and(|status| status.success()) {
                folder.prints(&["--write", "twin.rs"]);
                assert_eq!(folder.read("device.rs"), folder.read("twin.rs"));
            }
        }
    }

    #[test]
    fn lines_end_as_the_file_ends_them() {
        let text = "struct Device {\r\n\tserial_number: String,\r\n}\r\n";
        assert_eq!(
            written(text),
            "#[derive(intune_privacy::Classified)]\r\nstruct Device {\r\n\
             \t#[data(identified, required)]\r\n\tserial_number: String,\r\n}\r\n"
        );
    }

    #[test]
    fn characters_of_several_bytes_and_a_byte_order_mark_are_kept() {
        let text = "\u{feff}/* 文é */ struct Device { /* ü */ serial_number: /* 😀 */ String }";
        assert_eq!(
            written(text),
            "\u{feff}/* 文é */ #[derive(intune_privacy::Classified)] struct Device { /* ü */ \
             #[data(identified, required)] serial_number: /* 😀 */ String }"
        );
    }

    #[test]
    fn attributes_come_after_what_is_there() {
        let text = "struct Device {\n    /// Its number.\n    #[serde(default)]\n    pub(crate) \
                    serial_number: String,\n    #[serde(default)] imei: String,\n}\n";
        assert_eq!(
            written(text),
            "#[derive(intune_privacy::Classified)]\nstruct Device {\n    /// Its number.\n    \
             #[serde(default)]\n    #[data(identified, required)]\n    pub(crate) serial_number: \
             String,\n    #[data(identified, required)]\n    #[serde(default)] imei: String,\n}\n"
        );
    }

    #[test]
    fn several_fields_on_a_line_stay_there() {
        let text = "enum E { A { imei: String, r#in: u8 }, B(u8) }\n";
        let result = written(text);
        assert_eq!(result.lines().count(), 2);
        assert!(result.contains("{ #[data(identified, required)] imei: String, /* DECIDE("));
        assert!(
            result.contains("*/ r#in: u8 }, B(/* DECIDE(intune-privacy): a field without a name")
        );
    }

    #[test]
    fn a_comment_holds_a_type_that_would_end_it() {
        let text = "struct Device { imei: String, serial_number: Vec</* x */ bool> }\n";
        let result = written(text);
        assert!(result.contains("says otherwise: `Vec</ * x * / bool>` is"), "{result}");
        assert_eq!(written(&result), result);
    }

    #[test]
    fn a_file_of_control_characters_is_not_shown_but_written() {
        let text = "struct Device {\n    /// \u{1b}[31m\n    serial_number: String,\n}\n";
        let folder = Folder::new([("device.rs", text)]);
        let (out, message) = folder.fails(2, &["device.rs"]);
        assert_eq!(out, "");
        assert!(message.contains("use --write"), "{message}");
        assert!(written(text).contains("/// \u{1b}[31m\n"));
    }
}

mod types {
    use super::*;

    #[test]
    fn the_derive_takes_the_place_of_debug() {
        for (before, after) in [
            ("#[derive(Debug)]", "#[derive(intune_privacy::Classified)]"),
            ("#[derive(Clone, Debug)]", "#[derive(Clone, intune_privacy::Classified)]"),
            ("#[derive(std::fmt::Debug, Eq)]", "#[derive(intune_privacy::Classified, Eq)]"),
            ("#[derive(Clone)]", "#[derive(Clone, intune_privacy::Classified)]"),
            ("#[derive(Clone,)]", "#[derive(Clone, intune_privacy::Classified,)]"),
            ("#[derive()]", "#[derive(intune_privacy::Classified)]"),
            (
                "#[derive(Clone)]\n#[derive(Eq, Debug)]",
                "#[derive(Clone)]\n#[derive(Eq, intune_privacy::Classified)]",
            ),
            ("#[data(tied)]", "#[derive(intune_privacy::Classified)]\n#[data(tied)]"),
        ] {
            let field = "struct Device {\n    serial_number: String,\n}\n";
            let result = written(&format!("{before}\n{field}"));
            assert!(result.starts_with(&format!("{after}\nstruct Device")), "{result}");
        }
    }

    #[test]
    fn an_import_saves_the_path() {
        assert!(
            written("use intune_privacy::*;\nstruct Device { imei: String }\n")
                .contains("\n#[derive(Classified)]\nstruct")
        );
        let text = "use intune_privacy::{Classified, DataValue as _};\nstruct Device {\n    \
                    serial_number: String,\n}\nmod inner {\n    struct Device {\n        imei: \
                    String,\n    }\n}\n";
        let result = written(text);
        assert!(result.contains("\n#[derive(Classified)]\nstruct"), "{result}");
        assert!(result.contains("    #[derive(intune_privacy::Classified)]\n    struct"));
    }

    #[test]
    fn a_debug_that_remains_is_for_a_person_to_remove() {
        for debug in [
            "impl std::fmt::Debug for Device { fn fmt() {} }\nstruct Device",
            "#[cfg_attr(test, derive(Debug))]\nstruct Device",
        ] {
            let result = written(&format!("{debug} {{\n    imei: String,\n}}\n"));
            assert!(result.contains("there is no room for another [P17]. To do:"), "{result}");
            assert_eq!(written(&result), result);
        }
    }

    #[test]
    fn a_record_in_a_record_is_nested_and_what_ties_it_counts() {
        let text = "struct Report { device: Option<Box<Device>>, owners: HashMap<u8, Vec<User>> }\n\
                    struct Device { intune_device_id: String, report: Vec<Report> }\n\
                    struct Lonely { intune_device_id: String }\n\
                    struct User { user_principal_name: String, intune_device_id: Id }\n\
                    struct Id(String);";
        let folder = Folder::new([("device.rs", text)]);
        let report = folder.json(&["--all", "device.rs"]);
        let attribute = |ty: &str, field: &str| {
            let proposals = report["proposals"].as_array().expect("a list");
            let mut found = proposals.iter().filter(|it| it["type"] == ty && it["field"] == field);
            found.next().expect("a proposal")["attribute"].clone()
        };
        assert_eq!(attribute("Report", "device"), "#[data(nested)]");
        assert_eq!(attribute("Report", "owners"), "#[data(nested)]");
        // A device is in a report that names its owners.
        assert_eq!(attribute("Device", "intune_device_id"), "#[data(identified, required, mam)]");
        assert_eq!(
            attribute("Lonely", "intune_device_id"),
            "#[data(pseudonymized, required, mam)]"
        );
        assert_eq!(attribute("User", "intune_device_id"), "#[data(identified, required, mam)]");
        let leaf = report["types"].as_array().expect("a list").last().expect("a type").clone();
        assert_eq!((&leaf["type"], &leaf["derive"]), (&"Id".into(), &"DataValue".into()));
    }

    #[test]
    fn types_in_other_files_are_known_if_they_are_given() {
        let files = [
            ("device.rs", "pub struct Device { serial_number: Serial, owner: User }\n"),
            ("user.rs", "pub struct User { display_name: String }\npub struct Serial(String);\n"),
        ];
        let folder = Folder::new(files);
        folder.prints(&["--write", "."]);
        assert!(folder.read("device.rs").contains("#[data(nested)] owner"));
        assert!(folder.read("user.rs").contains("#[derive(intune_privacy::DataValue)]"));
        let alone = Folder::new(files).json(&["device.rs"]);
        let proposals = alone["proposals"].as_array().expect("a list");
        assert_eq!(proposals[0]["confidence"], "likely");
        assert_eq!(proposals[1]["kind"], "decide");
    }

    #[test]
    fn an_alias_is_the_type_that_it_stands_for() {
        let text = "type Serial = Option<Name>;\ntype Name = (String);\ntype People = Vec<User>;\n\
                    struct Device { serial_number: Serial, owners: People, imei: Round }\n\
                    struct User { display_name: String }\ntype Round = Circle;\ntype Circle = Round;";
        let folder = Folder::new([("device.rs", text)]);
        let report = folder.json(&["device.rs"]);
        let proposals = report["proposals"].as_array().expect("a list");
        let facts: Vec<_> = proposals.iter().map(|it| (&it["field"], &it["attribute"])).collect();
        assert_eq!(proposals[0]["confidence"], "certain", "{facts:?}");
        assert_eq!(proposals[1]["attribute"], "#[data(nested)]", "{facts:?}");
        // What stands for itself is no type.
        assert_eq!(proposals[2]["kind"], "decide", "{facts:?}");
        let files = [
            ("device.rs", "struct Device { serial_number: Serial }\n"),
            ("serial.rs", "pub type Serial = u64;\n"),
        ];
        let report = Folder::new(files).json(&["."]);
        assert_eq!(report["proposals"][0]["confidence"], "likely");
    }

    #[test]
    fn a_type_that_cannot_be_classified_says_why() {
        for (attribute, reason) in [
            ("#[serde(into = \"Other\")]", "serde's `into` writes another type"),
            ("#[repr(C, packed)]", "fields of a packed type cannot be borrowed"),
        ] {
            let folder = Folder::new([(
                "device.rs",
                &*format!("{attribute}\nstruct Device {{ imei: String }}\n"),
            )]);
            let (diff, _) = folder.prints(&["device.rs"]);
            assert!(diff.contains(reason), "{diff}");
        }
    }

    #[test]
    fn a_type_of_unknown_fields_is_passed_over_unless_it_is_asked_for() {
        let text = "struct Shoe { size: u8 }\nstruct Device { imei: String }\n";
        let folder = Folder::new([("device.rs", text)]);
        let (diff, notes) = folder.prints(&["device.rs"]);
        assert!(!diff.contains("+struct Shoe") && diff.contains("+struct Device"), "{diff}");
        assert!(notes.contains("passed over") && notes.contains(": Shoe (take"), "{notes}");
        let (diff, notes) = folder.prints(&["--all", "device.rs"]);
        assert!(diff.contains("+struct Shoe") && diff.contains("+struct Device"), "{diff}");
        assert!(!notes.contains("passed over"), "{notes}");
        let (diff, _) = folder.prints(&["--type", "Shoe", "device.rs"]);
        assert!(diff.contains("+struct Shoe") && !diff.contains("+struct Device"), "{diff}");
        let (_, message) = folder.fails(1, &["--type", "Boot", "device.rs"]);
        assert_eq!(message, "error: no struct or enum `Boot` in these files\n");
    }

    #[test]
    fn fields_that_are_annotated_are_left_alone() {
        let text = "#[derive(Classified)]\n#[data(category = user)]\nstruct User {\n    \
                    #[data(identified, required, mam)]\n    display_name: String,\n    \
                    phone_number: String,\n    #[cfg_attr(x, data(non_personal))]\n    n: u8,\n}\n";
        let result = written(text);
        let added: Vec<_> = result.lines().filter(|line| !text.contains(line)).collect();
        assert_eq!(added, ["    #[data(identified, required)]"]);
        let folder = Folder::new([("device.rs", &*result)]);
        assert_eq!(folder.prints(&["--check", "device.rs"]), (String::new(), String::new()));
    }
}

mod fields {
    use super::*;

    #[track_caller]
    fn placed(text: &str, field: &str) -> [String; 2] {
        let proposal = proposal(text, field);
        assert_eq!(proposal["kind"], "place", "{proposal}");
        ["item", "confidence"].map(|key| proposal[key].as_str().expect("a text").to_owned())
    }

    #[track_caller]
    fn decided(text: &str, field: &str) -> (String, Vec<String>) {
        let proposal = proposal(text, field);
        assert_eq!(proposal["kind"], "decide", "{proposal}");
        assert_eq!(proposal["attribute"], Value::Null);
        let choices = proposal["choices"].as_array().expect("a list").iter();
        let choices = choices.map(|choice| choice.as_str().expect("a text").to_owned()).collect();
        (proposal["reason"].as_str().expect("a text").to_owned(), choices)
    }

    #[test]
    fn a_field_is_placed_by_each_of_its_names() {
        let serial = "hardware_inventory::serial_number".to_owned();
        for (text, field, confidence) in [
            ("struct D { serial_number: String }", "serial_number", "certain"),
            ("struct D { serialNumber: Option<&'a str> }", "serialNumber", "certain"),
            ("struct D { r#serial_number: String }", "serial_number", "certain"),
            ("struct D { serial_number: u64 }", "serial_number", "likely"),
            ("struct D { serial_number: elsewhere::Serial }", "serial_number", "likely"),
            ("struct D { #[serde(rename = \"serialNumber\")] no: String }", "no", "likely"),
            ("struct D { #[serde(alias = \"serial_number\")] no: String }", "no", "likely"),
            (
                "struct D { #[cfg_attr(x, serde(rename(serialize = \"serial-number\")))] n: String }",
                "n",
                "likely",
            ),
            ("struct Laptop { laptop_serial_number: String }", "laptop_serial_number", "likely"),
            ("struct OldLaptop { laptop_serial_number: String }", "laptop_serial_number", "likely"),
        ] {
            assert_eq!(placed(text, field), [serial.clone(), confidence.into()], "{text}");
        }
        assert_eq!(
            placed("struct Device { imei: String, name: String }", "name"),
            ["hardware_inventory::device_name", "likely"]
        );
    }

    #[test]
    fn an_ambiguous_name_is_placed_by_what_most_fields_are() {
        let user =
            "struct U { user_principal_name: String, display_name: String, phone_number: String }";
        assert_eq!(placed(user, "phone_number"), ["user::phone_number", "likely"]);
        let report = Folder::new([("device.rs", user)]).json(&["device.rs"]);
        assert_eq!(report["types"][0]["category"], "user");
        let (reason, choices) =
            decided("struct U { imei: String, phone_number: String }", "phone_number");
        assert_eq!(
            reason,
            "`phone_number` may be `admin_account::phone_number` or `user::phone_number`"
        );
        assert_eq!(
            choices,
            [
                "#[data(identified, required, mam, item = admin_account::phone_number)]",
                "#[data(identified, required, item = user::phone_number)]",
            ]
        );
    }

    #[test]
    fn an_unlisted_field_is_never_taken_for_harmless() {
        let (reason, choices) =
            decided("struct D { imei: String, is_encrypted: bool }", "is_encrypted");
        assert_eq!(reason, "no document lists `is_encrypted`");
        assert_eq!(
            choices,
            [
                "#[data(non_personal)]",
                "#[data(identified, undocumented = \"why the record holds it\")]",
            ]
        );
        let (reason, choices) = decided("struct D { imei: String, model: String }", "model");
        assert_eq!(reason, "`model` is too general to mean `hardware_inventory::model` here");
        assert_eq!(
            choices[0],
            "#[data(identified, required, mam, item = hardware_inventory::model)]"
        );
    }

    #[test]
    fn a_slip_of_the_pen_is_named_but_not_mended() {
        let (reason, choices) =
            decided("struct D { imei: String, serail_number: String }", "serail_number");
        assert!(reason.ends_with("; `hardware_inventory::serial_number` is near"), "{reason}");
        let near = "#[data(identified, required, item = hardware_inventory::serial_number)]";
        assert_eq!(choices[0], near);
        for name in ["id", "activity", "managed_device_owner_type"] {
            let text = format!("struct D {{ imei: String, {name}: String }}");
            let (reason, choices) = decided(&text, name);
            assert!(!reason.contains("near") && choices.len() == 2, "{reason}");
        }
    }

    #[test]
    fn a_type_that_contradicts_the_name_is_for_a_person() {
        for ty in ["bool", "DateTime<Utc>", "fn()", "Vec<f64>"] {
            let text = format!("struct D {{ imei: String, serial_number: {ty} }}");
            decided(&text, "serial_number");
        }
        let text = "struct D { imei: String, serial_number: bool, #[serde(rename = \"serialNumber\")] \
                    has_serial: bool }";
        let (_, choices) = decided(text, "serial_number");
        let rename = "another name for the field, if it holds something else";
        assert_eq!(choices, ["#[data(identified, required)]", rename]);
        let (reason, choices) = decided(text, "has_serial");
        assert!(reason.starts_with("serde names it `serialNumber`, and its type says"), "{reason}");
        assert_eq!(choices[1], "#[data(non_personal)]");
        let text = "struct D { #[serde(rename = \"imei\")] serial_number: String }";
        let (reason, _) = decided(text, "serial_number");
        assert!(reason.contains("`hardware_inventory::serial_number`"), "{reason}");
        assert!(reason.contains("`hardware_inventory::imei`"), "{reason}");
    }

    #[test]
    fn what_the_rules_refuse_is_for_a_person() {
        for (field, rule, choice) in [
            (
                "contacts: Vec<String>",
                "P07",
                "remove the field, or rename it if it holds something else",
            ),
            (
                "device_location: String",
                "P10",
                "write `device_location: Option<String>`, or `#[data(collected_if = corporate_owned)]` \
                 on the type, then `#[data(identified, required)]`",
            ),
            (
                "private_key: Option<String>",
                "P11",
                "write `private_key: Option<secrecy::SecretString>` (feature `secrecy`), then \
                 `#[data(identified, required)]`",
            ),
        ] {
            let name = field.split(':').next().expect("a name");
            let text = format!("struct D {{ imei: String, {field} }}");
            let (_, choices) = decided(&text, name);
            assert_eq!(choices[0], choice);
            assert_eq!(proposal(&text, name)["rule"], rule);
        }
        for field in ["device_location: Option<String>", "private_key: SecretString"] {
            let name = field.split(':').next().expect("a name");
            placed(&format!("struct D {{ imei: String, {field} }}"), name);
        }
    }

    #[test]
    fn a_struct_in_the_place_of_a_value_is_for_a_person() {
        let text = "struct D { imei: String, serial_number: Serial, shoe: Serial }\n\
                    struct Serial { maker: u8, number: u8 }\n";
        let report = Folder::new([("device.rs", text)]).json(&["--type", "D", "device.rs"]);
        let choices = |index: usize| {
            let proposal = &report["proposals"][index];
            assert_eq!(proposal["reason"], "`Serial` is not classified", "{proposal}");
            proposal["choices"].as_array().expect("a list").clone()
        };
        let serial_number = choices(1);
        assert_eq!(
            serial_number[0],
            "#[data(nested)] once `Serial` is annotated (`suggest --type Serial`)"
        );
        assert!(serial_number[1].to_string().contains("`DataValue` for `Serial`"), "{report}");
        let module = "#[data(non_personal, with = module)] with a module that renders it";
        assert_eq!(choices(2)[2], module);
        let text = "struct D { imei: String, #[serde(with = \"m\")] owner: User } \
                    struct User { display_name: String }";
        let (reason, choices) = decided(text, "owner");
        assert_eq!(reason, "a function of serde's writes it, so no view can look inside `User`");
        assert_eq!(choices, ["#[data(nested)] without the function"]);
        let address = "struct D { imei: String, ip_address: std::net::IpAddr }";
        assert_eq!(proposal(address, "ip_address")["confidence"], "certain");
    }

    #[test]
    fn device_data_beside_what_nobody_knows_is_for_a_person() {
        let text = "#[derive(Classified)] struct D { intune_device_id: String, #[data(nested)] owner: \
                    elsewhere::Owner }";
        let (reason, choices) = decided(text, "intune_device_id");
        assert!(reason.contains("depends on what else the record holds"), "{reason}");
        assert_eq!(choices.len(), 2, "{choices:?}");
    }

    #[test]
    fn a_record_that_is_annotated_tells_what_it_holds_though_it_is_not_asked_for() {
        for (class, expected) in [
            ("identified, undocumented = \"x\"", "#[data(identified, required, mam)]"),
            ("non_personal", "#[data(pseudonymized, required, mam)]"),
        ] {
            let text = format!(
                "#[derive(Classified)] struct D {{ intune_device_id: String, #[data(nested)] owner: \
                 Box<Owner> }} #[derive(Classified)] struct Owner {{ #[data({class})] x: u8, \
                 #[data(nested)] device: Option<Box<D>> }}"
            );
            let folder = Folder::new([("device.rs", &*text)]);
            let report = folder.json(&["--type", "D", "device.rs"]);
            assert_eq!(report["proposals"][0]["attribute"], expected);
        }
    }

    #[test]
    fn a_proposal_says_where_it_is_and_why() {
        let text =
            "/* é */ struct D {\n  é: u8,\n  /* 文 */ serial_number: Option<\n    String>,\n}\n";
        let proposal = proposal(text, "serial_number");
        assert_eq!(
            proposal,
            serde_json::json!({
                "file": "device.rs", "line": 3, "column": 11, "type": "D", "variant": null,
                "field": "serial_number", "field_type": "Option< String>", "kind": "place",
                "item": "hardware_inventory::serial_number",
                "attribute": "#[data(identified, required)]", "confidence": "certain",
                "reason": "`serial_number` is the name of the item; the type `Option< String>` fits",
                "rule": null, "choices": [], "marked": false,
            })
        );
    }
}

mod files {
    use super::*;

    #[test]
    fn a_second_run_changes_nothing_and_check_counts_what_is_left() {
        let folder = Folder::new([("device.rs", MANAGED_DEVICE)]);
        let (diff, message) = folder.fails(1, &["--check", "device.rs"]);
        assert!(diff.starts_with("--- a/device.rs"));
        let counts = "error: 29 fields and 5 types to annotate, 36 decisions for a person\n";
        assert!(message.ends_with(counts), "{message}");
        let (name, _) = folder.prints(&["--write", "device.rs"]);
        assert_eq!(name, "device.rs\n");
        let once = folder.read("device.rs");
        let (nothing, notes) = folder.prints(&["--write", "device.rs"]);
        assert_eq!(nothing, "");
        assert!(
            notes.ends_with("note: 0 fields and 0 types to annotate, 36 decisions for a person\n")
        );
        assert_eq!(folder.read("device.rs"), once);
        let (diff, message) = folder.fails(1, &["--check", "device.rs"]);
        assert_eq!(diff, "");
        assert!(message.contains("36 decisions"), "{message}");
        assert_eq!(folder.names(), ["device.rs"]);
    }

    #[test]
    fn nothing_is_written_if_a_file_cannot_be_parsed() {
        let good = "struct Device { serial_number: String }\n";
        let bad = [
            ("a.rs", "struct Device {\n    é: = u8,\n}\n", "a.rs:2:8: cannot be parsed: "),
            ("b.rs", "fn f() {\n  \"\n", "b.rs:2:3: "),
            ("c.rs", "struct D { a: u8 ", "c.rs:1:10: "),
        ];
        for (name, text, place) in bad {
            let folder = Folder::new([("good.rs", good), (name, text)]);
            let (out, message) = folder.fails(2, &["--write", "good.rs", name]);
            assert_eq!(out, "");
            assert!(message.starts_with(&format!("error: {place}")), "{message}");
            assert_eq!((folder.read("good.rs"), folder.read(name)), (good.into(), text.into()));
            assert_eq!(folder.names().len(), 2);
        }
    }

    #[test]
    fn every_file_that_cannot_be_read_is_named() {
        let folder = Folder::new([("a.rs", "struct"), ("empty/readme.md", "")]);
        fs::write(folder.path("b.rs"), b"// \xff").expect("a file");
        let (_, message) = folder.fails(2, &["a.rs", "b.rs", "none.rs"]);
        let lines: Vec<_> = message.lines().collect();
        assert!(lines[0].starts_with("error: a.rs:1:"), "{message}");
        assert_eq!(lines[1], "error: b.rs:1:4: is not UTF-8 text");
        assert!(lines[2].starts_with("error: none.rs: cannot be read: "), "{message}");
        let (_, message) = folder.fails(2, &["empty"]);
        assert_eq!(message, "error: empty: holds no file of Rust (*.rs)\n");
        folder.fails(2, &[]);
        folder.fails(2, &["--write", "--check", "a.rs"]);
    }

    #[test]
    fn folders_are_searched_but_for_targets_and_hidden_ones() {
        let text = "struct Device { imei: String }\n";
        let folder = Folder::new([
            ("src/b.rs", text),
            ("src/a/deep.rs", text),
            ("src/a/notes.txt", text),
            ("target/debug/c.rs", text),
            (".git/d.rs", text),
        ]);
        let (names, _) = folder.prints(&["--write", ".", "src/b.rs"]);
        assert_eq!(names.replace('\\', "/"), "./src/a/deep.rs\n./src/b.rs\n");
        assert_eq!(folder.read("target/debug/c.rs"), text);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = Folder::new([("device.rs", "struct Device { imei: String }\n")]);
        let mode = fs::Permissions::from_mode(0o640);
        fs::set_permissions(folder.path("device.rs"), mode).expect("permissions");
        symlink("device.rs", folder.path("link.rs")).expect("a link");
        folder.prints(&["--write", "link.rs", "device.rs"]);
        assert!(folder.path("link.rs").is_symlink());
        assert!(folder.read("device.rs").contains("Classified"));
        let metadata = fs::metadata(folder.path("device.rs")).expect("metadata");
        assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn no_file_is_written_if_one_cannot_be() {
        use std::os::unix::fs::PermissionsExt;

        let text = "struct Device { imei: String }\n";
        let folder = Folder::new([("a.rs", text), ("b.rs", text)]);
        let mode = fs::Permissions::from_mode(0o444);
        fs::set_permissions(folder.path("b.rs"), mode).expect("permissions");
        let (_, message) = folder.fails(1, &["--write", "a.rs", "b.rs"]);
        assert!(message.contains("b.rs") && message.contains("nothing was written"), "{message}");
        assert_eq!((folder.read("a.rs"), folder.read("b.rs")), (text.into(), text.into()));
        assert_eq!(folder.names(), ["a.rs", "b.rs"]);
    }
}
