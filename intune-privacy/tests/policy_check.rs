//! The command `policy check`, run as a user runs it.

mod ran;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use intune_privacy::{Action, Classified, Format, Policy};
use serde_json::{Value, json};

use ran::Ran;

/// A directory of one test, in which the command runs.
struct Directory(PathBuf);

impl Directory {
    fn new(test: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("policy_check").join(test);
        // What an earlier run has left.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a directory");
        Self(path)
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), content).expect("a file");
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
        command.args(["policy", "check"]).args(arguments).current_dir(&self.0);
        command.env_remove("CLICOLOR_FORCE");
        command
    }

    #[track_caller]
    fn check(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().expect("the binary runs").into()
    }

    #[track_caller]
    fn check_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let mut stdin = child.stdin.take().expect("standard input");
        // The command leaves an input that is too large unread.
        let _ = stdin.write_all(input);
        drop(stdin);
        child.wait_with_output().expect("the binary ends").into()
    }
}

impl Ran {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("the output is JSON")
    }
}

const LOGS: &str = "\
Class          Action
identified     erase
pseudonymized  keep
aggregated     keep
non_personal   keep

hides identified data: yes
hides personal data:   no
";

const STRICT: &str = "\
Class          Action
identified     erase
pseudonymized  erase
aggregated     erase
non_personal   keep

hides identified data: yes
hides personal data:   yes
";

#[test]
fn a_valid_policy_is_shown() {
    let directory = Directory::new("valid").with(
        "p.toml",
        r#"
        preset = "support"
        [classes]
        aggregated = { suppress = 11 }
        non_personal = "omit"
        [items]
        user.email = "mask_to_length"
        tenant_account.enrolled_count = "round_nhs"
        admin_usage.console_usage = { round = 10 }
        "#,
    );
    let expected = "\
p.toml

Class          Action
identified     mask
pseudonymized  keep
aggregated     suppress below 11
non_personal   omit

Item                           Action
admin_usage.console_usage      round to the nearest 10
tenant_account.enrolled_count  round to the nearest 5, 1 to 7 as 5
user.principal_name            mask_to_length

hides identified data: no
hides personal data:   no
";
    directory.check(&["p.toml", "--deny-warnings"]).is(0, expected, "");
}

#[test]
fn the_json_holds_the_policy_that_is_shown() {
    let directory = Directory::new("json")
        .with("p.toml", "preset = 'analytics'\nitems.user.display_name = 'generalize'")
        .with("bad.json", "{\n  \"preset\": \"log\"\n}");
    let checked = directory.check(&["p.toml", "bad.json", "none.toml", "--format", "json"]);
    assert_eq!(checked.code, Some(2));
    assert_eq!(checked.err, "error: cannot read 1 of 3 files\n");
    let records = checked.json();
    let policy: Policy = serde_json::from_value(records[0]["policy"].clone()).expect("a policy");
    let expected = Policy::analytics()
        .with_item(&intune_privacy::items::user::DISPLAY_NAME, Action::Generalize);
    assert_eq!(policy, expected);
    assert_eq!(records[0]["file"], "p.toml");
    assert_eq!(records[0]["hides_identified"], false);
    assert_eq!(records[0]["hides_personal"], false);
    assert_eq!(
        records[0]["warnings"],
        json!([{
            "subject": "user.display_name",
            "message": "a value of the format person_name has no coarser terms: it is erased",
        }]),
    );
    assert_eq!(records[0]["notes"][0]["subject"], Value::Null);
    assert_eq!(records[0]["notes"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        records[1],
        json!({
            "file": "bad.json",
            "error": {
                "kind": "invalid",
                "line": 2,
                "column": 13,
                "message": "unknown preset `log`: did you mean `logs`?",
            },
        }),
    );
    assert_eq!(records[2]["error"]["kind"], "unreadable");
    assert_eq!(records[2]["error"]["line"], Value::Null);
}

#[test]
fn mistakes_are_shown_in_their_line() {
    for (name, content, message) in [
        (
            "p.toml",
            "# ours\nitems.user.principle_name = \"mask\"\n",
            "p.toml:2:12: unknown item `user.principle_name`: did you mean `user.principal_name`?
  2 | items.user.principle_name = \"mask\"
    |            ^^^^^^^^^^^^^^
",
        ),
        (
            "p.json",
            "{\"items\":\r\n {\"user\": {\"principle_name\"\r\n :\"mask\"}}}",
            "p.json:2:12: unknown item `user.principle_name`: did you mean `user.principal_name`?
  2 |  {\"user\": {\"principle_name\"
    |            ^^^^^^^^^^^^^^^^
",
        ),
        (
            "P.JSON",
            "{\"classes\": {\"aggregated\": {\"suppress\": 70000}}}",
            "P.JSON:1:41: invalid value: integer `70000`, expected a whole number from 2 to 65535
  1 | {\"classes\": {\"aggregated\": {\"suppress\": 70000}}}
    |                                         ^^^^^
",
        ),
        (
            "list.json",
            "{\"classes\": [1]}",
            "list.json:1:13: invalid type: sequence, expected a table from classes to actions
  1 | {\"classes\": [1]}
    |             ^
",
        ),
        (
            "comma.json",
            "{\"preset\": \"logs\",}",
            "comma.json:1:19: trailing comma
  1 | {\"preset\": \"logs\",}
    |                   ^
",
        ),
        (
            "line.json",
            "{\"preset\": \"lo\ngs\"}",
            "line.json:1:15: control character (\\u0000-\\u001F) found while parsing a string
  1 | {\"preset\": \"lo
    |               ^
",
        ),
        (
            "end.json",
            "{\"preset\": \"logs\"\n",
            "end.json:2:1: EOF while parsing an object
  2 |
    | ^
",
        ),
        (
            "empty.json",
            "",
            "empty.json:1:1: EOF while parsing a value
  1 |
    | ^
",
        ),
        (
            "table.toml",
            "[classes\n",
            "table.toml:1:9: unclosed table, expected `]`
  1 | [classes
    |         ^
",
        ),
        (
            "wide.toml",
            "items.\"é文\".imei = 'mask'\n",
            "wide.toml:1:7: unknown category `é文`: expected `access_control`, `admin_account`, \
             `admin_created`, `admin_usage`, `application_inventory`, `audit_log`, \
             `customer_tenant`, `device_data`, `device_query`, `diagnostics`, \
             `hardware_inventory`, `managed_application`, `support`, `telemetry`, \
             `tenant_account` or `user`
  1 | items.\"é文\".imei = 'mask'
    |       ^^^^^
",
        ),
    ] {
        let directory = Directory::new("mistakes").with(name, content);
        let told = format!("{message}error: invalid: 1 of 1 policies\n");
        directory.check(&[name]).is(1, "", &told);
    }
}

#[test]
fn all_files_are_checked_even_if_one_is_bad() {
    let directory = Directory::new("all")
        .with("a.toml", "preset = 'logs'")
        .with("b.toml", "preset = 'log'")
        .with("c.toml", "");
    let checked = directory.check(&["a.toml", "b.toml", "c.toml"]);
    checked.is(
        1,
        &format!("a.toml\n\n{LOGS}\nc.toml\n\n{STRICT}"),
        "b.toml:1:10: unknown preset `log`: did you mean `logs`?
  1 | preset = 'log'
    |          ^^^^^
error: invalid: 1 of 3 policies
",
    );
}

#[test]
fn an_input_is_toml_unless_it_is_said_to_be_json() {
    let directory = Directory::new("stdin").with("json", "{\"preset\": \"logs\"}");
    let shown = format!("<stdin>\n\n{LOGS}");
    directory.check_input(&["-"], b"preset = 'logs'").is(0, &shown, "");
    let json = b"{\"preset\": \"logs\"}";
    directory.check_input(&["-", "--input", "json"], json).is(0, &shown, "");
    assert_eq!(directory.check_input(&["-"], json).code, Some(1));
    let shown = format!("json\n\n{LOGS}");
    directory.check(&["json", "--input", "json"]).is(0, &shown, "");
    assert_eq!(directory.check(&["json", "--input", "toml"]).code, Some(1));
    let twice = directory.check_input(&["-", "-"], b"");
    twice.is(2, "", "error: standard input can be read only once\n");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let directory = Directory::new("bom")
        .with("p.toml", "\u{feff}preset = 'logs'")
        .with("p.json", "\u{feff}{\"preset\": \"logs\"}")
        .with("bad.toml", "\u{feff}preset = 'log'");
    let shown = format!("p.toml\n\n{LOGS}\np.json\n\n{LOGS}");
    directory.check(&["p.toml", "p.json"]).is(0, &shown, "");
    assert!(directory.check(&["bad.toml"]).err.starts_with("bad.toml:1:10: "));
}

#[test]
fn what_is_no_document_is_refused() {
    let directory = Directory::new("refused")
        .with("latin1.toml", b"# ours\n# Andr\xe9\n")
        .with("utf16.toml", b"\xff\xfep\0")
        .with("large.toml", "#".repeat((1 << 20) + 1))
        .with("largest.toml", "#".repeat(1 << 20));
    let invalid = "error: invalid: 1 of 1 policies\n";
    let told = format!("latin1.toml:2:7: the document is not UTF-8 text\n{invalid}");
    directory.check(&["latin1.toml"]).is(1, "", &told);
    let told = format!("utf16.toml:1:1: the document is not UTF-8 text\n{invalid}");
    directory.check(&["utf16.toml"]).is(1, "", &told);
    let told = format!("large.toml: larger than 1 MiB, which no policy is\n{invalid}");
    directory.check(&["large.toml"]).is(1, "", &told);
    assert_eq!(directory.check(&["largest.toml"]).code, Some(0));
    let told = format!("<stdin>: larger than 1 MiB, which no policy is\n{invalid}");
    directory.check_input(&["-"], &vec![b' '; 3 << 20]).is(1, "", &told);
}

#[test]
fn a_file_that_cannot_be_read_is_no_invalid_policy() {
    let directory = Directory::new("unreadable").with("bad.toml", "x");
    for file in [".", "none.toml"] {
        let checked = directory.check(&[file]);
        assert!(checked.err.starts_with(&format!("{file}: cannot read: ")), "{checked:?}");
        let last = "\nerror: cannot read 1 of 1 files\n";
        assert!(checked.err.ends_with(last), "{checked:?}");
        assert_eq!(checked.code, Some(2), "{file}");
    }
    assert_eq!(directory.check(&["bad.toml", "none.toml"]).code, Some(2));
}

#[test]
fn nothing_hostile_reaches_the_terminal() {
    let name = "a\u{1b}[2J\n\u{202e}.toml";
    let content = "items.user.\"\\u001b]0;\\u202e\" = 'mask' # \u{9b}31m \u{202e}\tx\n";
    let directory = Directory::new("hostile").with("p.toml", content);
    for arguments in [&["p.toml", name][..], &["p.toml", name, "--format", "json"]] {
        let checked = directory.check(arguments);
        let shown = format!("{}{}", checked.out, checked.err).replace('\n', "");
        let hostile = |c: char| c.is_control() || c == '\u{202e}';
        assert!(!shown.contains(hostile), "{shown:?}");
        assert!(shown.contains(r"a\u{1b}[2J\n\u{202e}.toml") || shown.contains(r"a\\u{1b}[2J"));
    }
    let directory =
        Directory::new("hostile_toml").with("p.toml", "preset = 'logs\u{7f}'\u{202e}\n");
    let checked = directory.check(&["p.toml"]);
    assert!(!checked.err.contains(['\u{7f}', '\u{202e}']), "{checked:?}");
}

#[test]
fn an_error_shows_no_more_than_the_line_and_not_all_of_a_long_one() {
    let long = "identified".repeat(50_000);
    let directory = Directory::new("long")
        .with("key.toml", format!("# adele\nclasses.{long} = 'mask'\n# vance\n"))
        .with("value.json", format!("{{\"preset\": \"{long}\",\n\"items\": {{}}}}"))
        .with("type.json", format!("{{\"classes\": \"{long}\",\n\"items\": {{}}}}"));
    for file in ["key.toml", "value.json", "type.json"] {
        let checked = directory.check(&[file]);
        assert_eq!(checked.code, Some(1), "{checked:?}");
        assert!(checked.err.len() < 1000, "{} bytes", checked.err.len());
        for other in ["adele", "vance", "items"] {
            assert!(!checked.err.contains(other), "{checked:?}");
        }
    }
}

/// The warnings about a policy.
#[track_caller]
fn concerns(test: &str, document: &str) -> String {
    let checked = Directory::new(test).with("p", document).check(&["p"]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    checked.err
}

#[test]
fn presets_need_no_thought_but_for_keys() {
    for preset in ["strict", "logs", "support"] {
        assert_eq!(concerns("presets", &format!("preset = '{preset}'")), "");
    }
    let note = "p: note: what is to be pseudonymized is erased, unless the program gives the \
                policy keys (`Policy::with_pseudonyms`)\n";
    assert_eq!(concerns("presets", "preset = 'analytics'"), note);
    assert_eq!(concerns("presets", "items.user.email = 'pseudonymize'"), note);
    let directory = Directory::new("presets").with("p", "preset = 'analytics'");
    assert_eq!(directory.check(&["p", "--deny-warnings"]).code, Some(0), "a note is no warning");
}

#[test]
fn an_action_that_can_only_erase_or_that_shows_identified_data_is_a_warning() {
    for (document, warning) in [
        ("classes.identified = 'keep'", "identified: identified data is shown in clear"),
        (
            "classes.aggregated = 'generalize'",
            "aggregated: no documented item of the class has coarser terms: all is erased",
        ),
        (
            "classes.non_personal = 'generalize'",
            "non_personal: no documented item of the class has coarser terms: all is erased",
        ),
        (
            "classes.identified = 'suppress'",
            "identified: `suppress` is for counts: all but documented counts is erased",
        ),
        (
            "classes.pseudonymized = 'round'",
            "pseudonymized: `round` is for counts: all but documented counts is erased",
        ),
        ("items.user.email = 'keep'", "user.principal_name: identified data is shown in clear"),
        (
            "items.device_data.mac_address = 'keep'",
            "device_data.mac_address: it is shown in clear, also where the record ties it to a \
             device or user and it is identified data",
        ),
        (
            "items.device_query.file_name = 'keep'",
            "device_query.file_name: it is shown in clear, and may be identified data: no edition \
             gives it a class",
        ),
        (
            "items.user.display_name = 'suppress'",
            "user.display_name: `suppress` is for counts, and the format is person_name: it is \
             erased",
        ),
        (
            "items.diagnostics.response_time = 'round'",
            "diagnostics.response_time: `round` is for counts, and the format is number: it is erased",
        ),
    ] {
        assert_eq!(concerns("warnings", document), format!("p: warning: {warning}\n"));
        let directory = Directory::new("warnings").with("p", document);
        let denied = directory.check(&["p", "--deny-warnings"]);
        assert_eq!(denied.code, Some(1));
        let last = "\nerror: warnings are denied: 1 of 1 policies\n";
        assert!(denied.err.ends_with(last), "{denied:?}");
        assert!(denied.out.starts_with("p\n\nClass"), "{denied:?}");
    }
}

#[test]
fn what_works_is_no_warning() {
    for document in [
        "classes = { identified = 'generalize', pseudonymized = 'generalize' }",
        "classes = { identified = 'mask', aggregated = 'round' }",
        "classes.aggregated = 'keep'",
        "items.admin_usage.console_usage = 'suppress'",
        "items.diagnostics.feature_use_count = 'round'",
        "items.diagnostics.response_time = 'keep'",
        "items.user.display_name = 'mask'",
        "items.access_control.private_key = 'erase'",
    ] {
        assert_eq!(concerns("works", document), "", "{document}");
    }
}

/// A value of every format but that of secrets.
#[derive(Classified)]
#[data(tied)]
struct Formats {
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    count: u32,
    #[data(identified, required, mam, item = user::principal_name)]
    email: &'static str,
    #[data(identified, required, mam, item = device_data::account_id)]
    guid: &'static str,
    #[data(identified, required, item = hardware_inventory::iccid)]
    iccid: &'static str,
    #[data(identified, required, item = hardware_inventory::imei)]
    imei: &'static str,
    #[data(identified, required, item = hardware_inventory::ip_address)]
    ip: &'static str,
    #[data(identified, required, item = device_data::location)]
    location: Option<&'static str>,
    #[data(identified, required, item = hardware_inventory::wifi_mac_address)]
    mac: &'static str,
    #[data(identified, required, item = application_inventory::size)]
    number: Option<u32>,
    #[data(identified, required, item = application_inventory::install_location)]
    path: Option<&'static str>,
    #[data(identified, required, mam, item = user::display_name)]
    person_name: &'static str,
    #[data(identified, required, item = user::phone_number)]
    phone: &'static str,
    #[data(identified, required, item = hardware_inventory::serial_number)]
    serial: &'static str,
    #[data(identified, required, mam, item = hardware_inventory::device_name)]
    text: &'static str,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    timestamp: &'static str,
    #[data(identified, required, mam, item = hardware_inventory::os_version)]
    version: &'static str,
}

/// The command knows the formats that have coarser terms as well as the library does.
#[test]
fn the_warning_about_coarser_terms_is_true_of_every_format() {
    let record = Formats {
        count: 12,
        email: "adele@contoso.example",
        guid: "6f9619ff-8b86-4011-b42d-00cf4fc99e6d",
        iccid: "8946071512345678905",
        imei: "490154203237518",
        ip: "203.0.113.7",
        location: Some("59.3293, 18.0686"),
        mac: "a4:83:e7:12:34:56",
        number: Some(12),
        path: Some("/opt/app"),
        person_name: "Adele Vance",
        phone: "+46 8 123 456",
        serial: "C02XK1JGJHD3",
        text: "laptop",
        timestamp: "2026-11-22T23:20:30Z",
        version: "10.0.22631",
    };
    let mut formats = vec![Format::Secret];
    for field in Formats::SCHEMA.fields() {
        let item = field.item().expect("a documented item");
        assert_eq!(field.name(), item.format.as_str());
        formats.push(item.format);

        let policy = Policy::strict().with_item(item, Action::Generalize);
        let shown = serde_json::to_value(record.redacted(&policy)).expect("it is written");
        let shown = shown[field.name()].as_str().expect("a text");
        let class = field.class().expect("a class").to_string();
        let is_erased = shown == format!("[{class}]");

        let document = format!("items.{}.{} = 'generalize'", item.category, item.name);
        let is_warned = !concerns("coarser", &document).is_empty();
        assert_eq!(is_warned, is_erased, "{}: {shown}", item.format);
    }
    formats.sort_unstable();
    assert_eq!(formats, Format::ALL);
}

#[test]
fn the_examples_in_the_help_work() {
    let directory = Directory::new("examples");
    let help = directory.check(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{}", help.out);
    let policy = help.out.split_once("`items`:\n").expect("a policy").1;
    let policy = policy.split_once("Exit codes").expect("exit codes").0;
    let directory = directory.with("privacy.toml", policy).with("support.json", "{}");
    let mut count = 0;
    for line in help.out.lines() {
        let Some(example) = line.strip_prefix("  intune-privacy policy check ") else { continue };
        count += 1;
        let arguments: Vec<_> = example.split_whitespace().collect();
        let checked = directory.check_input(&arguments, b"{}");
        assert_eq!(checked.code, Some(0), "{checked:?}");
    }
    assert_eq!(count, 3);
}

#[test]
fn wrong_usage_exits_with_2() {
    let directory = Directory::new("usage").with("p", "");
    for arguments in [&[][..], &["p", "--input", "yaml"], &["p", "--format", "csv"], &["p", "-x"]] {
        let checked = directory.check(arguments);
        assert_eq!(checked.code, Some(2), "{checked:?}");
        assert!(checked.out.is_empty() && !checked.err.is_empty(), "{checked:?}");
    }
}
