//! The command-line tool, run as a user runs it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The dump of the taxonomy that this repository keeps, so that a changed fact is a visible change.
const GOLDEN: &str = include_str!("taxonomy.csv");

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
    command.args(arguments).env_remove("CLICOLOR_FORCE");
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the binary runs")
}

/// What the tool prints; it must succeed without a word on standard error.
#[track_caller]
fn prints(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = run(arguments);
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    assert!(stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("the output is UTF-8")
}

/// What the tool says on standard error; it must print nothing and exit with that code.
#[track_caller]
fn fails(code: i32, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = run(arguments);
    assert_eq!(status.code(), Some(code), "{arguments:?}");
    assert!(stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&stdout));
    String::from_utf8(stderr).expect("the message is UTF-8")
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    let text = prints(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&text).expect("the output is JSON")
}

/// The keys of the items that a search finds.
#[track_caller]
fn found(words: &[&str]) -> Vec<String> {
    let dump = json(&[&["taxonomy"], words].concat());
    keys(&dump["items"])
}

fn keys(items: &Value) -> Vec<String> {
    let items = items.as_array().expect("a list of items");
    items.iter().map(|item| item["key"].as_str().expect("a key").into()).collect()
}

fn len(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

mod taxonomy {
    use super::*;

    #[test]
    fn the_csv_is_the_golden_dump() {
        assert_eq!(prints(&["taxonomy", "--format", "csv"]), GOLDEN);
    }

    #[test]
    fn the_csv_is_the_shared_table_where_there_is_one() {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/taxonomy/items.csv");
        if let Ok(shared) = std::fs::read(shared) {
            assert!(
                shared == GOLDEN.as_bytes(),
                "tests/taxonomy.csv differs from the shared table"
            );
        }
    }

    #[test]
    fn the_json_says_what_the_csv_says() {
        let dump = json(&["taxonomy"]);
        let items = dump["items"].as_array().expect("a list of items");
        let mut rows = csv::Reader::from_reader(GOLDEN.as_bytes());
        let head = rows.headers().expect("a header").clone();
        let mut count = 0;
        for (row, item) in rows.records().zip(items) {
            let row = row.expect("a row");
            count += 1;
            for (column, cell) in head.iter().zip(&row) {
                let words = |key: &str| {
                    let words = item[key].as_array().expect("a list").iter();
                    words.map(|word| word.as_str().expect("a word")).collect::<Vec<_>>().join(" ")
                };
                let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
                let lists =
                    |edition| len(&item["editions"]) > 0 && words("editions").contains(edition);
                let fact = match column {
                    "item" => text(&item["key"]).replace("::", "."),
                    "class_basis" => text(&item["basis"]),
                    "tie_rule" if item["identified_when_tied"] == true => {
                        "identified_when_tied".into()
                    }
                    "tie_rule" => String::new(),
                    "collected_only_if" => text(&item["condition"]),
                    "secret" => if item["secret"] == true { "yes" } else { "no" }.into(),
                    "in_2018" => u8::from(lists("2018")).to_string(),
                    "in_2023" => u8::from(lists("2023")).to_string(),
                    "aliases" | "generic_names" => words(column),
                    label if label.starts_with("label_") => text(&item["labels"][&label[6..]]),
                    column => text(&item[column]),
                };
                assert_eq!(fact, cell, "{column} of {}", item["key"]);
            }
        }
        assert_eq!(count, items.len());
        assert_eq!(count, 90);
    }

    #[test]
    fn the_json_holds_categories_editions_and_what_is_never_collected() {
        let dump = json(&["taxonomy"]);
        assert_eq!(len(&dump["categories"]), 16);
        assert_eq!(len(&dump["never_collected"]), 7);
        assert_eq!(dump["editions"][0]["items"], 66);
        assert_eq!(dump["editions"][1]["items"], 83);
        let hardware = &dump["categories"][8];
        assert_eq!(hardware["name"], "hardware_inventory");
        assert_eq!(hardware["class"], "identified");
        assert_eq!(hardware["labels"]["nl"], "Informatie over hardware-inventaris");
        assert_eq!(hardware["source_inferred"], "end_user_device");
    }

    #[test]
    fn the_table_fits_the_page_in_every_language() {
        for language in ["en", "fr", "sv", "nl"] {
            let table = prints(&["taxonomy", "--language", language]);
            for line in table.lines() {
                assert!(line.chars().count() <= 120, "{line}");
                assert_eq!(line, line.trim_end());
            }
            assert!(!table.contains('\u{1b}'), "colours are for terminals");
        }
    }

    #[test]
    fn the_table_lists_everything_in_the_order_of_the_documents() {
        let table = prints(&["taxonomy"]);
        let places = ["private_key", "serial_number", "correlation_id", "file_path", "photo"];
        let places = places.map(|name| table.find(&format!("\n{name}")).expect(name));
        assert!(places.is_sorted());
        assert!(table.contains("90 of 90 items in 16 of 16 categories; 7 of 7 kinds"));
    }

    #[test]
    fn the_table_never_presents_an_inferred_class_as_documented() {
        let table = prints(&["taxonomy", "device_type"]);
        assert!(table.contains("identified*"), "{table}");
        assert!(table.contains("*  inferred from its category"), "{table}");
        let table = prints(&["taxonomy", "serial_number"]);
        assert!(!table.contains('*'), "{table}");
        let table = prints(&["taxonomy", "file_path"]);
        assert!(table.contains("no edition gives one"), "{table}");
    }

    #[test]
    fn the_labels_are_in_the_chosen_language() {
        for (language, category, label) in [
            ("en", "Hardware inventory information", "Serial number"),
            ("fr", "Informations sur l’inventaire matériel", "Numéro de série"),
            ("sv", "Information om maskinvaruinventering", "Serienummer"),
            ("nl", "Informatie over hardware-inventaris", "Serienummer"),
        ] {
            let table = prints(&["taxonomy", "serial_number", "--language", language]);
            assert!(table.contains(category) && table.contains(label), "{table}");
        }
    }

    #[test]
    fn a_word_searches_names_aliases_and_labels_in_all_languages() {
        for words in [
            &["serial_number"][..],
            &["serialNumber"],
            &["SERIAL", "number"],
            &["Serial number"],
            &["device_serial_number"],
            &["Numéro de série"],
            &["numero", "SERIE"],
            &["serienummer"],
            &["hardware_inventory", "serial"],
            &["hardware_inventory.serial_number"],
        ] {
            assert_eq!(found(words), ["hardware_inventory::serial_number"], "{words:?}");
        }
        assert_eq!(found(&["agendagebeurtenissen"]), [""; 0]);
        assert!(found(&["d'appareil"]).contains(&"device_data::mac_address".into()));
        assert_eq!(found(&["fichier"]), ["device_query::file_name", "device_query::file_path"]);
    }

    #[test]
    fn a_category_finds_all_its_items() {
        assert_eq!(found(&["audit_log"]).len(), 6);
        assert_eq!(found(&["Granskningslogginformation"]).len(), 6);
        let csv = prints(&["taxonomy", "Audit log information", "--format", "csv"]);
        assert_eq!(csv.lines().count(), 7);
        assert_eq!(csv.lines().next(), GOLDEN.lines().next());
    }

    #[test]
    fn a_word_searches_what_is_never_collected() {
        for word in ["camera_roll", "appareil photo", "fotoapp"] {
            let dump = json(&["taxonomy", word]);
            assert_eq!(len(&dump["items"]), 0, "{word}");
            assert_eq!(dump["never_collected"][0]["name"], "photo", "{word}");
        }
        assert!(prints(&["taxonomy", "camera_roll"]).contains("Never collected"));
        let message = fails(1, &["taxonomy", "camera_roll", "--format", "csv"]);
        assert!(message.contains("never collected"), "{message}");
    }

    #[test]
    fn finding_nothing_is_an_error_in_every_format() {
        for format in ["table", "csv", "json"] {
            let message = fails(1, &["taxonomy", "serial", "shoe", "--format", format]);
            assert!(message.starts_with("error: nothing in the taxonomy has `serial shoe`"));
        }
    }
}

mod explain {
    use super::*;

    #[test]
    fn all_rules_are_listed_and_each_is_explained() {
        let list = prints(&["explain"]);
        let rules = json(&["explain"]);
        assert_eq!(len(&rules), 17);
        for rule in rules.as_array().expect("a list of rules") {
            let text = |key: &str| rule[key].as_str().expect(key);
            assert!(list.contains(&format!("{}   {}", text("code"), text("summary"))), "{list}");
            let explanation = prints(&["explain", &text("code").to_lowercase()]);
            assert!(explanation.starts_with(text("code")), "{explanation}");
            assert!(explanation.contains(text("summary")), "{explanation}");
            assert!(!explanation.contains("```"), "{explanation}");
            assert!(explanation.contains("\n    "), "{} has no example", text("code"));
            assert_eq!(json(&["explain", text("code")])["paragraph"], rule["paragraph"]);
        }
    }

    #[test]
    fn an_item_is_found_in_every_spelling() {
        let expected = prints(&["explain", "hardware_inventory::serial_number"]);
        for spelling in [
            "hardware_inventory.serial_number",
            "hardwareInventory.serialNumber",
            "serial_number",
            "serialNumber",
            "SerialNumber",
            "serial-number",
            "Serial number",
            "device_serial_number",
            "serial",
        ] {
            assert_eq!(prints(&["explain", spelling]), expected, "{spelling}");
        }
    }

    #[test]
    fn an_item_is_explained_with_the_attribute_to_write() {
        let text = prints(&["explain", "serialNumber"]);
        for part in [
            "hardware_inventory::serial_number: Serial number",
            "identified (2018 edition)",
            "fr  Numéro de série",
            "identified: documented",
            "required: the standard feature set needs it",
            "not collected",
            "Also called  serial, device_serial_number",
            "2018, 2023",
            "#[data(category = hardware_inventory)]",
            "    #[data(identified, required)]\n    serial_number: ",
        ] {
            assert!(text.contains(part), "{part:?} in\n{text}");
        }
    }

    #[test]
    fn every_item_is_explained_and_fits_the_page() {
        for key in found(&[]) {
            let text = prints(&["explain", &key]);
            assert!(text.starts_with(&key), "{text}");
            assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
            let record = json(&["explain", &key]);
            assert_eq!(record["kind"], "item");
            let attribute = record["attribute"].as_str().expect("an attribute");
            assert!(text.contains(attribute), "{attribute} in\n{text}");
        }
    }

    #[test]
    fn conditions_linkage_secrets_and_inference_are_told() {
        for (item, part) in [
            ("device_data::intune_device_id", "identified once the record ties it"),
            ("device_data::intune_device_id", "`mam` or `mam(mdm_enrolled)`"),
            ("device_data::location", "from corporate-owned devices (corporate_owned)"),
            ("hardware_inventory::model", "inferred, as every documented item"),
            ("device_query::file_path", "no edition gives one"),
            ("access_control::private_key", "a secret type must hold it"),
        ] {
            let text = prints(&["explain", item]);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(part), "{part:?} in\n{text}");
        }
    }

    #[test]
    fn categories_conditions_and_never_collected_kinds_are_explained() {
        for (word, kind, part) in [
            ("hardware_inventory", "category", "hardware_inventory::serial_number"),
            ("admin_usage", "category", "admin_usage::console_usage"),
            ("corporate_owned", "condition", "device_data::location"),
            ("entra_joined", "mam_condition", "managed_application::entra_device_id"),
            ("browsingHistory", "never_collected", "rule P07"),
            ("never_collected::contact", "never_collected", "address_book"),
        ] {
            let text = prints(&["explain", word]);
            assert!(text.contains(part), "{part:?} in\n{text}");
            assert_eq!(json(&["explain", word])["kind"], kind, "{word}");
        }
    }

    #[test]
    fn the_title_is_in_the_chosen_language() {
        let text = prints(&["explain", "serial_number", "--language", "fr"]);
        assert!(text.starts_with("hardware_inventory::serial_number: Numéro de série\n"), "{text}");
    }

    #[test]
    fn an_ambiguous_name_lists_its_candidates() {
        let message = fails(1, &["explain", "phoneNumber"]);
        assert!(message.contains("admin_account::phone_number"), "{message}");
        assert!(message.contains("user::phone_number"), "{message}");
        let message = fails(1, &["explain", "contact"]);
        assert!(message.contains("support::contact"), "{message}");
        assert!(message.contains("never_collected::contact"), "{message}");
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest() {
        for (typo, nearest) in [
            ("serail_number", "`hardware_inventory::serial_number`"),
            ("user::serialNumber", "`hardware_inventory::serial_number`"),
            ("hardware_inventry::serial_number", "`hardware_inventory::serial_number`"),
            ("devce_data", "`device_data`"),
            ("corporate_ownd", "`corporate_owned`"),
            ("P3", "`P03`"),
        ] {
            let message = fails(1, &["explain", typo]);
            assert!(message.contains(nearest), "{typo}: {message}");
        }
        let message = fails(1, &["explain", "shoe_size", "--format", "json"]);
        assert!(!message.contains("did you mean"), "{message}");
        assert!(message.contains("`intune-privacy taxonomy WORD`"), "{message}");
    }
}

#[test]
fn help_and_version_teach() {
    assert!(prints(&["--version"]).starts_with("intune-privacy "));
    for (arguments, example) in [
        (&["--help"][..], "intune-privacy explain P03"),
        (&["taxonomy", "--help"], "intune-privacy taxonomy serial number"),
        (&["explain", "--help"], "intune-privacy explain hardware_inventory::serial_number"),
    ] {
        let help = prints(arguments);
        assert!(help.contains(example), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }
}

#[test]
fn the_examples_in_the_help_work() {
    for arguments in [&["--help"][..], &["taxonomy", "--help"], &["explain", "--help"]] {
        for line in prints(arguments).lines() {
            let Some(example) = line.strip_prefix("  intune-privacy ") else {
                continue;
            };
            // What explains an example stands apart.
            let example = example.split("  ").next().unwrap_or_default();
            prints(&example.split_whitespace().collect::<Vec<_>>());
        }
    }
}

#[test]
fn completions_and_the_manual_page_are_written_to_standard_output() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(prints(&["completions", shell]).contains("taxonomy"), "{shell}");
    }
    assert!(prints(&["man"]).contains(r"intune\-privacy\-taxonomy(1)"));
    assert!(fails(2, &["completions", "cmd"]).contains("bash"));
}

#[test]
fn manual_pages_are_written_into_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("share").join("man1");
    let path = pages.to_str().expect("a path in UTF-8");
    assert_eq!(prints(&["man", "--dir", path]), "");
    let page = std::fs::read_to_string(pages.join("intune-privacy.1")).expect("a page");
    assert_eq!(page, prints(&["man"]));
    assert!(pages.join("intune-privacy-policy-check.1").exists());

    let file = pages.join("intune-privacy.1").join("below a file");
    let message = fails(2, &["man", "--dir", file.to_str().expect("a path in UTF-8")]);
    assert!(message.starts_with("error: --dir: ") && message.contains("below a file"), "{message}");
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [
        &[][..],
        &["taxonmy"],
        &["taxonomy", "--format", "xml"],
        &["taxonomy", "--language", "de"],
        &["explain", "P01", "P02"],
    ] {
        assert!(!fails(2, arguments).is_empty());
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for arguments in [&["taxonomy"][..], &["taxonomy", "--format", "json"]] {
        let mut command = command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the binary ends");
        assert!(output.status.success());
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
