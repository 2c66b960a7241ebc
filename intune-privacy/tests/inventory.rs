//! The command `inventory` and the reports, from a lock file and from JSON.

mod ran;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use intune_privacy::inventory::report::{self, ProcessingFacts, ProcessingRecord, Summary};
use intune_privacy::inventory::{FieldEntry, Inventory, RecordEntry};
use serde_json::{Value, json};
use tempfile::TempDir;

use ran::Ran;

/// The inventory of the examples, as a test of theirs keeps it.
const LOCK: &str = include_str!("../../examples/privacy.lock");

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
    command.arg("inventory").args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}

/// A folder with files of that content.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    command(folder.path(), arguments).output().expect("the binary runs").into()
}

fn run_with(folder: &TempDir, arguments: &[&str], input: &str) -> Ran {
    let mut child = command(folder.path(), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // It may end before it has read all.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the binary ends").into()
}

fn examples() -> Inventory {
    Inventory::parse(LOCK).expect("an inventory")
}

fn parse(document: &Value) -> Inventory {
    Inventory::parse(&document.to_string()).expect("an inventory")
}

/// An inventory of two types, of which the first holds the second.
fn fleet() -> Value {
    json!({"version": 1, "editions": ["2018", "2023"], "records": [
        {
            "name": "fleet::device::Device", "file": "src/device.rs", "line": 5,
            "category": "hardware_inventory", "collected_if": "corporate_owned",
            "fields": [
                {"name": "serial_number", "key": "serialNumber", "type": "String", "line": 7,
                 "class": "identified", "required": true,
                 "item": "hardware_inventory::serial_number", "basis": "documented"},
                {"name": "position", "key": "position", "type": "Option<String>", "line": 9,
                 "class": "identified", "required": true, "item": "device_data::location",
                 "basis": "tied by serial_number"},
                {"name": "owner", "key": "owner", "type": "Owner", "line": 11,
                 "holds": "fleet::user::Owner"},
                {"name": "encrypted", "key": "encrypted", "type": "bool", "line": 13,
                 "class": "non_personal"},
            ]
        },
        {
            "name": "fleet::user::Owner", "file": "src/user.rs", "line": 3,
            "fields": [
                {"name": "upn", "key": "upn", "type": "String", "line": 5, "class": "identified",
                 "required": true, "mam": true, "subject": true, "item": "user::principal_name",
                 "basis": "documented"},
                {"name": "shoes", "key": "shoes", "type": "u8", "line": 7, "class": "pseudonymized",
                 "basis": "undocumented: sold with the device"},
                {"name": "pin", "key": "pin", "type": "SecretString", "line": 9,
                 "class": "identified", "required": true, "secret": true,
                 "item": "access_control::static_authenticator", "basis": "documented"},
            ]
        },
    ]})
}

/// Texts that would break out of a cell or a line.
const HOSTILE: [&str; 12] = [
    "a|b",
    "a\\|b",
    "`a|b`",
    "a``b",
    "</td><script>alert(1)</script>",
    "[a](javascript:b) ![c](d)",
    "a\n| b | c |\n\n# d",
    "=cmd|' /c calc'!A0",
    "\r\n@SUM(A1)",
    "\",\"a\"\n",
    "a\u{1b}[31m\u{202e}b",
    "<!-- &lt; **a** ~~b~~ _c_ $d$ -->",
];

/// An inventory that has each hostile text as a name, a type, a file and a reason.
fn hostile() -> Inventory {
    let records: Vec<_> = HOSTILE
        .iter()
        .map(|text| {
            json!({"name": text, "file": text, "line": 1, "fields": [
                {"name": text, "key": text, "type": text, "line": 1, "class": "identified",
                 "basis": format!("undocumented: {text}")},
                {"name": "nested", "holds": text},
            ]})
        })
        .collect();
    parse(&json!({"version": 1, "editions": [], "records": records}))
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<(), report::ReportError>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("the output takes it");
    String::from_utf8(out).expect("UTF-8")
}

mod csv_report {
    use super::*;

    fn rows(inventory: &Inventory) -> Vec<Vec<String>> {
        let text = written(|out| report::csv(inventory, out));
        assert!(text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("a row with as many cells as the header"));
        rows.map(|row| row.iter().map(Into::into).collect()).collect()
    }

    /// The cells of a row by their columns, without the empty ones.
    fn cells(rows: &[Vec<String>], row: usize) -> Vec<(&str, &str)> {
        let cells = rows[0].iter().zip(&rows[row]).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(column, cell)| (&column[..], &cell[..])).collect()
    }

    #[test]
    fn there_is_a_row_for_each_field() {
        let inventory = examples();
        let rows = rows(&inventory);
        assert_eq!(rows[0], report::COLUMNS);
        assert_eq!(rows.len() - 1, inventory.fields().count());
        for (row, (record, field)) in rows[1..].iter().zip(inventory.fields()) {
            assert_eq!(row[..2], [record.name(), field.name()]);
            assert_eq!(row[6], field.class().map_or("", |class| class.as_str()));
        }
    }

    #[test]
    fn a_row_says_all_that_is_known() {
        let rows = rows(&parse(&fleet()).under(&intune_privacy::Policy::support()));
        assert_eq!(
            cells(&rows, 2),
            [
                ("record", "fleet::device::Device"),
                ("field", "position"),
                ("key", "position"),
                ("type", "Option<String>"),
                ("file", "src/device.rs"),
                ("line", "9"),
                ("class", "identified"),
                ("basis", "tied"),
                ("basis_detail", "serial_number"),
                ("category", "device_data"),
                ("item", "device_data::location"),
                ("label", "Location (corporate devices only)"),
                ("requirement", "required"),
                ("condition", "corporate_owned"),
                ("mam", "false"),
                ("subject", "false"),
                ("secret", "false"),
                ("collected_if", "corporate_owned"),
                ("action", "mask"),
            ]
        );
        assert_eq!(
            cells(&rows, 3)[6..],
            [
                ("basis", "record"),
                ("subject", "false"),
                ("secret", "false"),
                ("holds", "fleet::user::Owner"),
                ("collected_if", "corporate_owned"),
                ("action", "keep"),
            ]
        );
        let shoes = cells(&rows, 6);
        assert!(shoes.contains(&("basis_detail", "sold with the device")), "{shoes:?}");
        assert!(shoes.contains(&("requirement", "optional")), "{shoes:?}");
        assert!(cells(&rows, 7).contains(&("secret", "true")));
    }

    #[test]
    fn hostile_texts_are_one_cell_and_no_formula() {
        let rows = rows(&hostile());
        assert_eq!(rows.len() - 1, 2 * HOSTILE.len());
        for cell in rows.iter().flatten() {
            let first = cell.trim_start().chars().next();
            assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{cell:?}");
        }
        for text in HOSTILE {
            let row = rows.iter().find(|row| row[0].trim_start_matches('\'') == text);
            let row = row.unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!([&row[1], &row[3], &row[4], &row[8]], [&row[0]; 4], "{text:?}");
        }
    }
}

/// Markdown as a reader of it has it.
mod page {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    #[derive(Debug, Default)]
    pub(super) struct Page {
        /// The rows of each table, the head first.
        pub(super) tables: Vec<Vec<Vec<String>>>,
        pub(super) headings: Vec<String>,
        pub(super) list: Vec<String>,
        /// Links, images and HTML: what the texts in a page must not bring.
        pub(super) markup: Vec<String>,
    }

    pub(super) fn read(markdown: &str) -> Page {
        let mut page = Page::default();
        let mut text = String::new();
        for event in
            Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
        {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::SoftBreak => text.push(' '),
                Event::InlineHtml(html) if &*html == "<br>" => text.push('\n'),
                Event::Start(Tag::Table(_)) => page.tables.push(Vec::new()),
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    page.tables.last_mut().expect("a table").push(Vec::new());
                }
                Event::Start(Tag::TableCell | Tag::Heading { .. } | Tag::Item) => text.clear(),
                Event::End(TagEnd::TableCell) => {
                    let table = page.tables.last_mut().expect("a table");
                    table.last_mut().expect("a row").push(std::mem::take(&mut text));
                }
                Event::End(TagEnd::Heading(_)) => page.headings.push(std::mem::take(&mut text)),
                Event::End(TagEnd::Item) => page.list.push(std::mem::take(&mut text)),
                Event::Start(
                    Tag::Paragraph
                    | Tag::List(_)
                    // The words of the page itself.
                    | Tag::Strong,
                )
                | Event::End(_) => {}
                other => page.markup.push(format!("{other:?}")),
            }
        }
        page
    }

    /// The text as a page shows it: line breaks are blanks, and what cannot be seen is spelt out.
    pub(super) fn shown(text: &str) -> String {
        let shown = text.chars().map(|c| match c {
            '\n' | '\r' | '\t' => " ".into(),
            '\u{1b}' | '\u{202e}' => format!("\\u{{{:x}}}", u32::from(c)),
            c => c.to_string(),
        });
        shown.collect::<String>().trim().into()
    }
}

mod markdown_report {
    use super::page::{read, shown};
    use super::*;

    #[test]
    fn there_is_a_table_for_each_type_with_a_row_for_each_field() {
        let inventory = examples();
        let page = read(&written(|out| report::markdown(&inventory, out)));
        assert_eq!(page.markup, [""; 0]);
        let names: Vec<_> = inventory.records().iter().map(RecordEntry::name).collect();
        assert_eq!(page.headings[1..], names);
        let [classes, grounds, tables @ ..] = &page.tables[..] else { panic!("{page:?}") };
        for table in [classes, grounds] {
            let counts = table[1..].iter().map(|row| row[1].parse::<usize>().expect("a number"));
            assert_eq!(counts.sum::<usize>(), inventory.fields().count());
        }
        assert_eq!(tables.len(), inventory.records().len());
        for (table, record) in tables.iter().zip(inventory.records()) {
            assert_eq!(table[0], ["Field", "Class", "Item", "Basis", "Collection", "Notes"]);
            let fields: Vec<_> = table[1..].iter().map(|row| &row[0][..]).collect();
            assert_eq!(fields, record.fields().iter().map(FieldEntry::name).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_row_says_what_is_known() {
        let inventory = parse(&fleet()).under(&intune_privacy::Policy::support());
        let text = written(|out| report::markdown(&inventory, out));
        let page = read(&text);
        assert_eq!(
            page.tables[2][2],
            [
                "position",
                "identified",
                "device_data::location: Location (corporate devices only)",
                "tied by serial_number",
                "required; from corporate-owned devices",
                "",
                "mask",
            ]
        );
        assert_eq!(page.tables[2][3][5], "holds fleet::user::Owner");
        assert_eq!(page.tables[3][1][4], "required; by MAM");
        assert_eq!(page.tables[3][1][5], "identifies the data subject");
        assert_eq!(page.tables[3][3][5], "a secret");
        assert!(
            text.contains("`src/device.rs:5`; category: Hardware inventory information"),
            "{text}"
        );
        assert!(text.contains("exists only from corporate-owned devices"), "{text}");
    }

    #[test]
    fn hostile_texts_stay_in_their_cell() {
        let page = read(&written(|out| report::markdown(&hostile(), out)));
        assert_eq!(page.markup, [""; 0]);
        assert_eq!(page.tables.len(), 2 + HOSTILE.len());
        for text in HOSTILE {
            let name = shown(text);
            assert!(page.headings.contains(&name), "{name:?} {:?}", page.headings);
            let table = page.tables[2..].iter().find(|table| table[1][0].trim() == name);
            let table = table.unwrap_or_else(|| panic!("{name:?}"));
            let reason = format!("undocumented: {}", text.replace(['\n', '\r'], " "));
            assert_eq!(table[1][3].trim(), shown(&reason));
            assert_eq!(
                table[2][5].trim(),
                shown(&format!("holds {}", text.replace(['\n', '\r'], " ")))
            );
            assert_eq!(table.len(), 3, "{table:?}");
        }
    }
}

#[test]
fn the_compliance_report_has_the_shape_of_dotnet() {
    let text = written(|out| report::compliance(&parse(&fleet()), out));
    let member = |name: &str, kind: &str, file: &str, line: &str, class: &str, notes: &str| {
        let classification = format!(r#"{{"Name":"{class}","Notes":"{notes}"}}"#);
        format!(
            r#"{{"Name":"{name}","Type":"{kind}","File":"{file}","Line":"{line}","Classifications":[{classification}]}}"#
        )
    };
    let device = [
        member(
            "position",
            "Option<String>",
            "src/device.rs",
            "9",
            "identified",
            "device_data::location; tied by serial_number",
        ),
        member(
            "serial_number",
            "String",
            "src/device.rs",
            "7",
            "identified",
            "hardware_inventory::serial_number; documented",
        ),
    ];
    let owner = [
        member(
            "pin",
            "SecretString",
            "src/user.rs",
            "9",
            "identified",
            "access_control::static_authenticator; documented",
        ),
        member(
            "shoes",
            "u8",
            "src/user.rs",
            "7",
            "pseudonymized",
            "undocumented: sold with the device",
        ),
        member(
            "upn",
            "String",
            "src/user.rs",
            "5",
            "identified",
            "user::principal_name; documented",
        ),
    ];
    let kinds =
        [("fleet::device::Device", device.join(",")), ("fleet::user::Owner", owner.join(","))];
    let kinds = kinds
        .map(|(name, members)| format!(r#"{{"Name":"{name}","Members":[{members}]}}"#))
        .join(",");
    let expected = format!(r#"{{"Name":"fleet","Types":[{kinds}]}}"#);
    // The order of the keys counts too, and nothing but the blanks between is left out.
    let lines: String = text.lines().map(str::trim_start).collect();
    assert_eq!(lines.replace("\": ", "\":"), expected);
}

#[test]
fn the_compliance_report_is_sorted_and_leaves_out_what_is_not_personal() {
    let field = |name: &str, class: &str| json!({"name": name, "class": class, "basis": "undocumented: it"});
    let inventory = parse(&json!({"version": 1, "editions": [], "records": [
        {"name": "b::Z", "fields": [field("b", "identified"), field("B", "aggregated"), field("_", "identified")]},
        {"name": "a::Settings", "fields": [{"name": "dark", "class": "non_personal"}]},
        {"name": "b::\u{fffd}", "fields": [{"name": "what"}]},
        {"name": "b::\u{10400}", "fields": [field("a", "identified")]},
    ]}));
    let text = written(|out| report::compliance(&inventory, out));
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["Name"], "a, b");
    let names = |values: &Value| -> Vec<String> {
        let values = values.as_array().expect("a list").iter();
        values.map(|value| value["Name"].as_str().expect("a name").into()).collect()
    };
    // By code units of UTF-16, in which a surrogate comes before U+FFFD.
    assert_eq!(names(&document["Types"]), ["b::Z", "b::\u{10400}", "b::\u{fffd}"]);
    assert_eq!(names(&document["Types"][0]["Members"]), ["B", "_", "b"]);
    // Nobody says what the field is, so it is not taken for harmless.
    assert_eq!(names(&document["Types"][2]["Members"][0]["Classifications"]), ["unknown"]);
    let lines = document["Types"][0]["Members"][0]["Line"].as_str();
    assert_eq!(lines, Some("0"));
}

#[test]
fn json_reports_take_hostile_texts() {
    let inventory = hostile();
    let compliance = written(|out| report::compliance(&inventory, out));
    let compliance: Value = serde_json::from_str(&compliance).expect("JSON");
    let kinds = compliance["Types"].as_array().expect("a list");
    assert_eq!(kinds.len(), HOSTILE.len());
    assert!(HOSTILE.iter().all(|text| kinds.iter().any(|kind| kind["Name"] == *text)));

    let facts = ProcessingFacts::default();
    let record = written(|out| ProcessingRecord::new(&inventory, &facts).json(out));
    let record: Value = serde_json::from_str(&record).expect("JSON");
    let names = record["unassigned"]["records"].as_array().expect("a list");
    assert!(HOSTILE.iter().all(|text| names.iter().any(|name| name == text)));
}

#[test]
fn the_numbers_of_a_summary_add_up() {
    let inventory = examples();
    let summary = Summary::of(&inventory);
    let by_record: usize =
        inventory.records().iter().map(|record| Summary::of_record(record).personal()).sum();
    assert_eq!(summary.personal(), by_record);
    assert_eq!(summary.records(), 15);
    assert_eq!(
        summary.personal() + summary.of_ground("not_personal") + summary.of_ground("record"),
        summary.fields()
    );
    assert_eq!(Summary::of(&parse(&fleet())).secrets(), 1);
}

mod processing {
    use super::page::{read, shown};
    use super::*;

    const FACTS: &str = r#"
representative = false
joint_controllers = []
security = ["encryption at rest", "access by role"]

[controller]
name = "Contoso Ltd"
contact = "1 Example Street, Oslo"

[data_protection_officer]
name = "Adele Vance"
contact = "dpo@contoso.example"

[[activities]]
name = "Device management"
records = ["fleet::device::Device"]
purposes = ["to keep devices up to date", "to find lost ones"]
legal_basis = "Article 6(1)(f)"
recipients = []
transfers = [{ to = "Norway", safeguards = "none needed" }]
retention = "12 months"
data_subjects = ["contractors"]
"#;

    fn facts(text: &str) -> ProcessingFacts {
        ProcessingFacts::parse(text, &parse(&fleet())).unwrap_or_else(|error| panic!("{error}"))
    }

    fn open(text: &str) -> Vec<String> {
        let (inventory, facts) = (parse(&fleet()), facts(text));
        let record = ProcessingRecord::new(&inventory, &facts);
        let points = record.open_points().iter();
        points.map(|open| format!("{}: {open}", open.article())).collect()
    }

    fn document(inventory: &Inventory, text: &str) -> Value {
        let facts = facts(text);
        let text = written(|out| ProcessingRecord::new(inventory, &facts).json(out));
        serde_json::from_str(&text).expect("JSON")
    }

    #[track_caller]
    fn mistakes(text: &str) -> Vec<String> {
        let error = ProcessingFacts::parse(text, &parse(&fleet())).expect_err("a mistake");
        assert_eq!(error.to_string().lines().count(), error.mistakes().len());
        let mistakes = error.mistakes().iter();
        mistakes.map(|it| format!("{}:{}: {}", it.line(), it.column(), it.message())).collect()
    }

    #[test]
    fn what_is_stated_is_not_open() {
        assert_eq!(open(FACTS), [""; 0]);
    }

    /// Every key that the file can leave out, and what is open then.
    #[test]
    fn what_is_left_out_is_an_open_point() {
        let of_activity = |what: &str| format!("{what} of `Device management`: not stated");
        for (key, message) in [
            ("representative", "30(1)(a): Representative of the controller: not stated".to_owned()),
            ("joint_controllers", "30(1)(a): Joint controllers: not stated".into()),
            (
                "security",
                "30(1)(g): Technical and organisational security measures: not stated".into(),
            ),
            ("name = \"Contoso", "30(1)(a): Name of the controller: not stated".into()),
            ("contact = \"1 E", "30(1)(a): Contact details of the controller: not stated".into()),
            (
                "contact = \"dpo",
                "30(1)(a): Contact details of the data protection officer: not stated".into(),
            ),
            ("purposes", format!("30(1)(b): {}", of_activity("Purpose"))),
            ("legal_basis", format!("6(1): {}", of_activity("Legal basis"))),
            ("recipients", format!("30(1)(d): {}", of_activity("Categories of recipients"))),
            (
                "transfers",
                format!(
                    "30(1)(e): {}",
                    of_activity("Transfers to third countries or international organisations")
                ),
            ),
            ("retention", format!("30(1)(f): {}", of_activity("Time limits for erasure"))),
        ] {
            let lines = FACTS.lines().filter(|line| !line.starts_with(key));
            let text = lines.collect::<Vec<_>>().join("\n");
            assert_eq!(open(&text), [message], "{key}");
        }
        assert_eq!(
            open(&FACTS.replace(", safeguards = \"none needed\"", "")),
            ["30(1)(e): Safeguards of the transfer to `Norway` in `Device management`: not stated"]
        );
        let of_nobody = FACTS.split("[[activities]]").next().expect("the head");
        let purposes = ["fleet::device::Device", "fleet::user::Owner"].map(|name| {
            format!(
                "30(1)(b): Purpose of `{name}`: not stated, nor anything else, because no activity of \
                 the file names the record type"
            )
        });
        assert_eq!(open(of_nobody), purposes);
        let empty = open("");
        assert_eq!(empty.len(), 5 + 2, "{empty:?}");
        assert_eq!(empty[0], "30(1)(a): Controller: not stated");
        assert_eq!(open(&FACTS.replace("purposes = [", "purposes = [] # [")).len(), 1);
    }

    #[test]
    fn of_whom_the_data_is_is_open_if_nobody_knows() {
        let field = |class: &str| json!({"name": "a", "class": class, "basis": "undocumented: it is needed"});
        let text = "[[activities]]\nname = \"A\"\nmodules = [\"a\"]\n";
        for (class, expected) in [
            (
                "identified",
                json!({"point": "data_subjects", "article": "30(1)(c)", "from": null, "statements": []}),
            ),
            (
                "aggregated",
                json!({"point": "data_subjects", "article": "30(1)(c)", "from": "code",
                       "statements": ["no single person: all personal data is aggregated"]}),
            ),
            (
                "non_personal",
                json!({"point": "data_subjects", "article": "30(1)(c)", "from": "code",
                       "statements": ["none: the record types hold no personal data"]}),
            ),
        ] {
            let inventory = parse(&json!({"version": 1, "editions": [], "records": [
                {"name": "a::A", "fields": [field(class)]}
            ]}));
            let facts = ProcessingFacts::parse(text, &inventory).expect("facts");
            let record = ProcessingRecord::new(&inventory, &facts);
            let document: Value =
                serde_json::from_str(&written(|out| record.json(out))).expect("JSON");
            assert_eq!(document["activities"][0]["points"][1], expected);
            let open = "Categories of data subjects of `A`: not stated";
            let is_open = record.open_points().iter().any(|it| it.to_string() == open);
            assert_eq!(is_open, class == "identified");
        }
    }

    #[test]
    fn json_says_of_each_statement_whence_it_comes() {
        let document = document(&parse(&fleet()), FACTS);
        assert_eq!(document["regulation"], "Regulation (EU) 2016/679");
        assert_eq!(document["open_points"], json!([]));
        assert_eq!(document["unassigned"], json!(null));
        assert_eq!(
            document["general"][0],
            json!({"point": "controller", "article": "30(1)(a)", "from": "file",
                   "statements": ["Contoso Ltd, 1 Example Street, Oslo"]})
        );
        // There is none, by the word of the file.
        assert_eq!(
            document["general"][2],
            json!({"point": "representative", "article": "30(1)(a)", "from": "file", "statements": []})
        );
        let activity = &document["activities"][0];
        // A record in a record is processed with it.
        assert_eq!(activity["records"], json!(["fleet::device::Device", "fleet::user::Owner"]));
        let points = activity["points"].as_array().expect("a list");
        let said: Vec<_> =
            points.iter().map(|it| (it["point"].as_str(), it["from"].as_str())).collect();
        let point = |point, from| (Some(point), Some(from));
        assert_eq!(
            said,
            [
                point("purposes", "file"),
                point("data_subjects", "code"),
                point("data_subjects", "file"),
                point("recipients", "file"),
                point("transfers", "file"),
                point("retention", "file"),
                point("legal_basis", "file"),
            ]
        );
        assert_eq!(
            points[1]["statements"],
            json!([
                "users (the data has user information)",
                "administrators (inferred: the data comes from the admin portal)",
            ])
        );
        assert_eq!(points[4]["statements"], json!(["to Norway; safeguards: none needed"]));
    }

    #[test]
    fn the_data_is_what_the_code_holds() {
        let document = document(&parse(&fleet()), FACTS);
        let data = &document["activities"][0]["personal_data"];
        assert_eq!((&data["from"], &data["article"]), (&json!("code"), &json!("30(1)(c)")));
        let data = data["data"].as_array().expect("a list");
        let serial = data.iter().find(|it| it["item"] == "hardware_inventory::serial_number");
        assert_eq!(
            serial,
            Some(&json!({
                "category": "hardware_inventory", "item": "hardware_inventory::serial_number",
                "label": "Serial number", "field": null, "class": "identified",
                "basis": "documented", "collection": "required; from corporate-owned devices",
                "secret": false, "records": ["fleet::device::Device"],
            }))
        );
        assert_eq!(data.len(), 5);
        let shoes = data.last().expect("the last");
        assert_eq!(shoes["field"], "shoes");
        assert_eq!(shoes["basis"], "undocumented: sold with the device");
        let secrets: Vec<_> = data.iter().filter(|it| it["secret"] == true).collect();
        assert_eq!(secrets.len(), 1);
    }

    #[test]
    fn the_page_says_the_same_as_the_json() {
        let inventory = examples();
        let text =
            "[[activities]]\nname = \"Management\"\nmodules = [\"intune_privacy_examples::graph\"]";
        let facts = ProcessingFacts::parse(text, &inventory).expect("facts");
        let record = ProcessingRecord::new(&inventory, &facts);
        let page = read(&written(|out| record.markdown(out)));
        let document: Value = serde_json::from_str(&written(|out| record.json(out))).expect("JSON");
        assert_eq!(page.markup, [""; 0]);
        let open = document["open_points"].as_array().expect("a list");
        assert_eq!(page.headings[1], format!("Open points: {}", open.len()));
        assert_eq!(page.list.len(), open.len());
        for (line, open) in page.list.iter().zip(open) {
            let message = open["message"].as_str().expect("a text").replace('`', "");
            let article = open["article"].as_str().expect("a text");
            assert_eq!(*line, format!("{message} (Article {article})"));
        }
        let [general, points, data] = &page.tables[..] else { panic!("{page:?}") };
        assert_eq!(general[1][..], ["Controller", "30(1)(a)", "not stated", ""]);
        assert_eq!(points[2][3], "code");
        let activity = &document["activities"][0]["personal_data"]["data"];
        assert_eq!(data.len() - 1, activity.as_array().expect("a list").len());
    }

    #[test]
    fn hostile_texts_stay_in_their_cell() {
        for text in HOSTILE {
            let inventory = hostile();
            let quoted = Value::from(text).to_string();
            let facts = format!(
                "security = [{quoted}]\n[controller]\nname = {quoted}\n[[activities]]\nname = {quoted}\n\
                 records = [{quoted}]\npurposes = [{quoted}, {quoted}]\n\
                 transfers = [{{ to = {quoted} }}]"
            );
            let facts = ProcessingFacts::parse(&facts, &inventory).expect("facts");
            let record = ProcessingRecord::new(&inventory, &facts);
            let page = read(&written(|out| record.markdown(out)));
            assert_eq!(page.markup, [""; 0], "{text:?}");
            assert_eq!(page.list.len(), record.open_points().len(), "{page:?}");
            let [general, points, data, ..] = &page.tables[..] else { panic!("{page:?}") };
            let named = |text: &str| shown(&text.replace(['\n', '\r'], " "));
            assert_eq!(general[1][2].trim(), named(text));
            assert_eq!(general[5][2].trim(), named(text));
            let purposes: Vec<_> = points[1][2].split('\n').map(str::trim).collect();
            assert_eq!(purposes, [&named(text)[..]; 2]);
            assert_eq!(data[1][1].trim(), named(text));
            assert_eq!(data[1][5].trim(), named(text));
        }
    }

    #[test]
    fn mistakes_are_found_all_at_once_with_their_places() {
        let text = r#"
securty = ["a"]
shoes = 1
representative = true
[controller]
name = 5
contact = ""
[[activities]]
name = "A"
records = ["Device", "fleet::devce::Device", "shoes", 7, "fleet::user"]
modules = ["flet::device", "fleet::device::Device"]
purposes = "one"
transfers = [{ safeguards = "a" }, 3]
[[activities]]
records = []
"#;
        assert_eq!(
            mistakes(text),
            [
                "2:1: unknown key; did you mean `security`?",
                "3:1: unknown key: expected `controller`, `joint_controllers`, `representative`, \
             `data_protection_officer`, `security`, `activities`",
                "4:18: expected a table, [representative], or `false` if there is none",
                "6:8: expected a text in quotation marks",
                "7:11: the text is empty; leave out what is not known",
                "10:12: the inventory has no record type of that name; did you mean \
             `fleet::device::Device`?",
                "10:22: the inventory has no record type of that name; did you mean \
             `fleet::device::Device`?",
                "10:46: the inventory has no record type of that name",
                "10:55: expected a text in quotation marks",
                "10:58: this is a module: it belongs in `modules`",
                "11:12: the inventory has no record type in a module of that name; did you mean \
             `fleet::device`?",
                "11:28: this is a record type: it belongs in `records`",
                "12:12: expected a list of texts, such as [\"one\", \"other\"]",
                "13:14: a transfer needs `to`: the country or organisation",
                "13:36: expected a table: [[transfers]]",
                "14:1: an activity needs a `name`",
            ]
        );
    }

    #[test]
    fn a_mistake_quotes_nothing() {
        for text in [
            "Adele = Vance",
            "Adele Vance",
            "Adele = 1\nAdele = 2",
            "[Adele]\n[Adele]",
            "a = \"Adele",
            "a = \"\\Adele\"",
            "a = 0xAdele",
            "a = Adele",
            "controller = \"Adele\"",
            "activities = \"Adele\"",
            "[controller]\nAdele = \"Vance\"",
            "[controller]\nname = [\"Adele\"]",
            "[[activities]]\nname = \"a\"\nrecords = [\"Adele\"]\nmodules = [\"Vance\"]",
            "security = \"Adele\"",
            "security = [[\"Adele\"]]",
        ] {
            let mistakes = mistakes(text).join("\n");
            for word in ["Adele", "Vance"] {
                assert!(!mistakes.contains(word), "{text}: {mistakes}");
            }
        }
    }

    /// It would take hours.
    #[test]
    fn a_long_word_is_not_looked_for() {
        let text = format!("{} = 1\n", "securit_".repeat(1_000_000));
        assert_eq!(mistakes(&text).len(), 1);
    }

    #[test]
    fn the_template_can_be_read_and_filled_in() {
        for inventory in [examples(), parse(&fleet()), hostile(), Inventory::default()] {
            let template = ProcessingFacts::template(&inventory);
            let facts = ProcessingFacts::parse(&template, &inventory)
                .unwrap_or_else(|error| panic!("{error}\n{template}"));
            let record = ProcessingRecord::new(&inventory, &facts);
            let open = record.open_points().iter().map(ToString::to_string);
            // Every type is in an activity, and nothing is stated.
            let unassigned: Vec<_> = open.filter(|it| it.contains("nor anything else")).collect();
            assert_eq!(unassigned, [""; 0]);
            let filled = template
                .replace(
                    "# representative = false\n# data_protection_officer = false\n",
                    "representative = false\n",
                )
                .lines()
                .map(|line| {
                    let fact = line.strip_prefix("# ");
                    fact.filter(|it| it.contains(" = ") || it.starts_with('[')).unwrap_or(line)
                })
                .collect::<Vec<_>>()
                .join("\n");
            let facts = ProcessingFacts::parse(&filled, &inventory)
                .unwrap_or_else(|error| panic!("{error}\n{filled}"));
            let record = ProcessingRecord::new(&inventory, &facts);
            assert_eq!(record.open_points(), [], "{filled}");
        }
    }
}

mod show {
    use super::*;

    #[test]
    fn a_lock_file_and_json_are_shown_alike() {
        let json = examples().to_json();
        let folder = folder(&[("privacy.lock", LOCK), ("inventory.json", &json)]);
        let lock = run(&folder, &["show", "privacy.lock"]);
        assert_eq!((lock.code, &lock.err[..]), (Some(0), ""));
        assert!(lock.out.ends_with("\n15 types, 183 fields\n"), "{}", lock.out);
        assert!(lock.out.contains("graph::audit_event::AuditActor "), "{}", lock.out);
        run(&folder, &["show", "inventory.json"]).is(0, &lock.out, "");
        run_with(&folder, &["show", "-"], &json).is(0, &lock.out, "");
        run_with(&folder, &["show", "-"], &format!("\u{feff}{json}")).is(0, &lock.out, "");
        let shown = run(&folder, &["show", "privacy.lock", "--format", "json"]);
        let document: Value = serde_json::from_str(&shown.out).expect("JSON");
        assert_eq!(document["fields"], 183);
        assert_eq!(document["classes"]["identified"], 55);
        assert_eq!(document["types"].as_array().map(Vec::len), Some(15));
    }

    #[test]
    fn a_terminal_obeys_no_name() {
        let json = hostile().to_json();
        for arguments in [&["show", "-"][..], &["show", "-", "--format", "json"]] {
            let ran = run_with(&folder(&[]), arguments, &json);
            assert_eq!(ran.code, Some(0), "{ran:?}");
            assert!(!ran.out.contains(['\u{1b}', '\u{202e}', '\r']), "{ran:?}");
        }
    }

    #[test]
    fn a_file_that_is_no_inventory_is_named_with_the_line_and_not_quoted() {
        let folder = folder(&[
            ("broken.lock", "version = 1\neditions = [\"2018\"]\nAdele = 1\n"),
            ("broken.json", "{\"version\": 1,\n \"editions\": [], \"Adele\": 1}"),
            ("newer.json", "{\"version\": 2, \"editions\": []}"),
            ("merged.lock", "version = 1\n<<<<<<< Adele\n"),
        ]);
        fs::write(folder.path().join("binary"), b"version = 1\n\xffAdele").expect("a file");
        for (file, message) in [
            ("broken.lock", "broken.lock:3:1: this is no inventory of intune-privacy"),
            ("broken.json", "broken.json:2:24: this is no inventory of intune-privacy"),
            (
                "newer.json",
                "newer.json: it has the form 2, and this version of intune-privacy reads up to 1",
            ),
            (
                "merged.lock",
                "merged.lock: line 2: a merge has left its marks; settle it, or write the file anew",
            ),
            ("binary", "binary:2: this is no UTF-8 text"),
        ] {
            run(&folder, &["show", file]).is(2, "", &format!("error: {message}\n"));
        }
        let missing = run(&folder, &["show", "missing"]);
        assert!(missing.err.starts_with("error: missing: cannot read: "), "{missing:?}");
        assert_eq!(missing.code, Some(2));
    }
}

mod report_command {
    use super::*;

    const FORMATS: [&str; 7] =
        ["csv", "markdown", "json", "html", "processing", "processing-json", "compliance"];

    #[test]
    fn each_format_is_that_of_the_library() {
        let folder = folder(&[("privacy.lock", LOCK)]);
        let inventory = examples();
        let facts = ProcessingFacts::default();
        for format in FORMATS {
            let record = ProcessingRecord::new(&inventory, &facts);
            let expected = match format {
                "csv" => written(|out| report::csv(&inventory, out)),
                "markdown" => written(|out| report::markdown(&inventory, out)),
                "json" => inventory.to_json() + "\n",
                "html" => written(|out| report::html(&inventory, out)),
                "processing" => written(|out| record.markdown(out)),
                "processing-json" => written(|out| record.json(out)),
                _ => written(|out| report::compliance(&inventory, out)),
            };
            run(&folder, &["report", "privacy.lock", "--format", format]).is(0, &expected, "");
            let to_file = ["report", "privacy.lock", "--format", format, "-o", "out"];
            run(&folder, &to_file).is(0, "", "");
            assert_eq!(fs::read_to_string(folder.path().join("out")).expect("a file"), expected);
        }
        let template = ProcessingFacts::template(&inventory);
        run(&folder, &["report", "privacy.lock", "--template"]).is(0, &template, "");
    }

    #[test]
    fn a_policy_is_shown_in_the_formats_that_say_actions() {
        let folder = folder(&[("privacy.lock", LOCK), ("policy.toml", "preset = \"support\"\n")]);
        let inventory = examples().under(&intune_privacy::Policy::support());
        let expected = written(|out| report::csv(&inventory, out));
        let arguments = ["report", "privacy.lock", "--policy", "policy.toml", "--format"];
        run(&folder, &[&arguments[..], &["csv"]].concat()).is(0, &expected, "");
        for format in ["processing", "processing-json", "compliance"] {
            let ran = run(&folder, &[&arguments[..], &[format]].concat());
            ran.is(
                2,
                "",
                "error: this format does not say what a policy does, so --policy is of no use; see \
                 `inventory report --help`\n",
            );
        }
        fs::write(folder.path().join("policy.toml"), "preset = \"Adele\"\n").expect("a file");
        run(&folder, &[&arguments[..], &["csv"]].concat()).is(
            2,
            "",
            "error: policy.toml:1:10: this is no policy; `intune-privacy policy check` says why\n",
        );
    }

    #[test]
    fn facts_are_read_and_their_mistakes_named() {
        let good = "[controller]\nname = \"Contoso\"\ncontact = \"Oslo\"\n";
        let bad = "contoller = 1\n[[activities]]\nname = \"a\"\nrecords = [\"Devices\"]\n";
        let json = fleet().to_string();
        let folder = folder(&[("inventory.json", &json), ("good", good), ("bad", bad)]);
        let arguments = ["report", "inventory.json", "--format", "processing", "--facts"];
        let ran = run(&folder, &[&arguments[..], &["good"]].concat());
        assert!(ran.out.contains("| Controller | 30(1)(a) | Contoso, Oslo | file |"), "{ran:?}");
        assert_eq!((ran.code, &ran.err[..]), (Some(0), ""));
        run(&folder, &[&arguments[..], &["bad"]].concat()).is(
            2,
            "",
            "error: bad:1:1: unknown key; did you mean `controller`?\n\
             bad:4:12: the inventory has no record type of that name; did you mean \
             `fleet::device::Device`?\n",
        );
        let csv = ["report", "inventory.json", "--format", "csv", "--facts", "good"];
        run(&folder, &csv).is(
            2,
            "",
            "error: --facts is for the formats processing and processing-json; see `inventory report \
             --help`\n",
        );
    }

    #[test]
    fn a_failure_leaves_the_output_as_it_was() {
        let folder = folder(&[("privacy.lock", LOCK), ("out", "before"), ("bad", "Adele")]);
        for arguments in [
            &["report", "bad", "--format", "csv", "-o", "out"][..],
            &["report", "privacy.lock", "--format", "processing", "--facts", "bad", "-o", "out"],
            &["report", "privacy.lock", "--format", "csv", "--policy", "missing", "-o", "out"],
        ] {
            let ran = run(&folder, arguments);
            assert_eq!(ran.code, Some(2), "{ran:?}");
            assert!(!ran.err.contains("Adele"), "{ran:?}");
        }
        assert_eq!(fs::read_to_string(folder.path().join("out")).expect("a file"), "before");
        let onto_itself = ["report", "privacy.lock", "--format", "csv", "-o", "privacy.lock"];
        run(&folder, &onto_itself).is(
            2,
            "",
            "error: --output: privacy.lock is the inventory itself\n",
        );
        assert_eq!(fs::read_to_string(folder.path().join("privacy.lock")).expect("a file"), LOCK);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3);
    }

    #[test]
    fn standard_input_is_read_once() {
        let once = "error: standard input can be read only once\n";
        for arguments in [
            &["report", "-", "--format", "processing", "--facts", "-"][..],
            &["report", "-", "--format", "csv", "--policy", "-"],
            &["diff", "-", "-"],
        ] {
            run_with(&folder(&[]), arguments, LOCK).is(2, "", once);
        }
    }
}

mod diff {
    use super::*;

    /// The fleet without some fields, as a lock file.
    fn without(fields: &[&str]) -> String {
        let mut document = fleet();
        for record in document["records"].as_array_mut().expect("a list") {
            let list = record["fields"].as_array_mut().expect("a list");
            list.retain(|field| !fields.iter().any(|name| field["name"] == *name));
        }
        parse(&document).to_lock()
    }

    #[test]
    fn nothing_changed_is_code_0() {
        let json = examples().to_json();
        let folder = folder(&[("privacy.lock", LOCK), ("inventory.json", &json)]);
        run(&folder, &["diff", "privacy.lock", "inventory.json"]).is(0, "", "");
        run_with(&folder, &["diff", "-", "inventory.json"], LOCK).is(0, "", "");
        run(&folder, &["diff", "privacy.lock", "inventory.json", "--format", "json"])
            .is(0, "[]\n", "");
    }

    #[test]
    fn changes_are_sentences_and_code_1() {
        let json = fleet().to_string();
        let folder = folder(&[("old.lock", &without(&["position"])), ("new.json", &json)]);
        run(&folder, &["diff", "old.lock", "new.json"]).is(
            1,
            "+ `Device` now collects `device_data::location`, identified because the record holds \
             `serial_number`, which is identified\n    at fleet::device::Device, field position \
             (src/device.rs:9)\n",
            "error: 1 change\n",
        );
        let gone = run(&folder, &["diff", "new.json", "old.lock"]);
        gone.is(
            1,
            "- `Device` no longer collects `device_data::location`\n    at fleet::device::Device, \
             field position (src/device.rs:9)\n",
            "error: 1 change\n",
        );
    }

    #[test]
    fn only_what_is_forbidden_fails() {
        let old = without(&["position", "shoes", "pin"]);
        let json = fleet().to_string();
        let folder = folder(&[("old.lock", &old), ("new.json", &json)]);
        let forbid = |words: &[&str]| {
            let mut arguments = vec!["diff", "old.lock", "new.json"];
            arguments.extend(words.iter().flat_map(|word| ["--forbid", word]));
            run(&folder, &arguments)
        };
        for (word, count) in [
            ("identified", 2),
            ("pseudonymized", 1),
            ("aggregated", 0),
            ("undocumented", 1),
            ("secret", 1),
            ("optional", 1),
            ("personal", 3),
            ("device_data", 1),
            ("device_data::location", 1),
            ("hardware_inventory", 0),
        ] {
            let ran = forbid(&[word]);
            assert_eq!(ran.code, Some(i32::from(count > 0)), "{word}: {ran:?}");
            assert_eq!(ran.out.lines().filter(|line| line.starts_with('+')).count(), 3, "{ran:?}");
            let named = format!("    forbidden by `{word}`");
            assert_eq!(ran.out.lines().filter(|line| **line == named).count(), count, "{ran:?}");
            let message = match count {
                0 => "",
                1 => "error: 1 change is forbidden: adds what --forbid names\n",
                2 => "error: 2 changes are forbidden: add what --forbid names\n",
                _ => "error: 3 changes are forbidden: add what --forbid names\n",
            };
            assert_eq!(ran.err, message);
        }
        // What goes away is never forbidden.
        let back = run(&folder, &["diff", "new.json", "old.lock", "--forbid", "personal"]);
        assert_eq!((back.code, &back.err[..]), (Some(0), ""));
        let misspelt = forbid(&["identfied"]);
        assert_eq!(misspelt.code, Some(2));
        assert!(misspelt.err.contains("did you mean `identified`?"), "{misspelt:?}");
    }

    #[test]
    fn json_names_the_change_and_the_rules() {
        let json = fleet().to_string();
        let folder = folder(&[("old.lock", &without(&["shoes"])), ("new.json", &json)]);
        let arguments = ["diff", "old.lock", "new.json", "--format", "json"];
        let rules = ["--forbid", "undocumented", "--forbid", "optional", "--forbid", "secret"];
        let ran = run(&folder, &[&arguments[..], &rules].concat());
        assert_eq!(ran.code, Some(1));
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(
            document,
            json!([{
                "kind": "field_added", "record": "fleet::user::Owner", "field": "shoes",
                "file": "src/user.rs", "line": 7,
                "message": "`Owner` now holds `shoes`, pseudonymized; no document lists it: sold \
                            with the device",
                "forbidden_by": ["undocumented", "optional"],
            }])
        );
    }

    #[test]
    fn a_change_is_two_lines_whatever_it_names() {
        let json = hostile().to_json();
        let folder = folder(&[("old.lock", "version = 1\neditions = []\n"), ("new.json", &json)]);
        let ran = run(&folder, &["diff", "old.lock", "new.json"]);
        assert_eq!(ran.code, Some(1));
        assert_eq!(ran.out.lines().count(), 2 * 3 * HOSTILE.len(), "{}", ran.out);
        assert!(!ran.out.contains(['\u{1b}', '\u{202e}', '\r']));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_code_2() {
        let folder = folder(&[("privacy.lock", LOCK), ("bad", "Adele\n")]);
        for (old, new) in [("privacy.lock", "bad"), ("bad", "privacy.lock")] {
            run(&folder, &["diff", old, new, "--forbid", "personal"]).is(
                2,
                "",
                "error: bad:1:6: this is no inventory of intune-privacy\n",
            );
        }
    }
}

#[test]
fn help_teaches_with_examples() {
    for (command, example) in [
        ("show", "git show main:privacy.lock | intune-privacy inventory show -"),
        ("report", "inventory report privacy.lock --format processing --facts facts.toml"),
        ("diff", "diff old.lock new.lock --forbid identified --forbid undocumented"),
    ] {
        let help = run(&folder(&[]), &[command, "--help"]);
        assert_eq!(help.code, Some(0));
        assert!(help.out.contains(example), "{}", help.out);
        assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{}", help.out);
    }
}

/// Every command of the examples, with files of those names.
#[test]
fn the_examples_in_the_help_work() {
    let json = examples().to_json();
    let folder = folder(&[
        ("privacy.lock", LOCK),
        ("old.lock", LOCK),
        ("new.lock", LOCK),
        ("inventory.json", &json),
        ("support.toml", "preset = \"support\"\n"),
    ]);
    let mut count = 0;
    for command in ["show", "report", "diff"] {
        let help = run(&folder, &[command, "--help"]).out;
        let examples = help.split("Examples:").nth(1).expect("examples");
        for line in examples.lines() {
            let Some((_, arguments)) = line.split_once("intune-privacy inventory ") else {
                continue;
            };
            let arguments: Vec<_> = arguments.split_whitespace().collect();
            let ran = run_with(&folder, &arguments, LOCK);
            assert_eq!((ran.code, &ran.err[..]), (Some(0), ""), "{line}: {ran:?}");
            count += 1;
        }
    }
    assert_eq!(count, 13);
}
