//! The data map: what an independent parser finds in it, beside the document it is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use base64ct::{Base64, Encoding};
use intune_privacy::inventory::{Inventory, report};
use intune_privacy::items;
use intune_privacy_export_tests::pages::{parse, select};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const CLASSES: [&str; 4] = ["identified", "pseudonymized", "aggregated", "non_personal"];

/// An inventory with a field of every ground.
fn document() -> Value {
    json!({"version": 1, "editions": ["2018", "2023"], "records": [
        {"name": "fleet::device::Device", "file": "src/device.rs", "line": 3, "category": "device_data", "tied": true,
         "collected_if": "corporate_owned", "fields": [
            {"name": "serial_number", "key": "serialNumber", "type": "Option<String>", "line": 5, "class": "identified",
             "required": true, "item": "hardware_inventory::serial_number", "basis": "documented", "action": "mask"},
            {"name": "position", "key": "pos", "type": "Option<Position>", "line": 6, "class": "identified",
             "required": true, "item": "device_data::location", "basis": "tied", "action": "erase"},
            {"name": "model", "key": "modelName", "type": "String", "line": 7, "class": "identified",
             "required": true, "item": "hardware_inventory::model", "basis": "inferred", "action": "keep"},
            {"name": "status", "key": "state", "type": "String", "line": 8, "class": "identified",
             "required": true, "mam": true, "item": "managed_application::health_status",
             "basis": "stricter than inferred", "action": "keep"},
            {"name": "profile", "key": "profileName", "type": "String", "line": 9, "class": "identified",
             "required": true, "item": "admin_created::profile_name", "basis": "chosen", "action": "keep"},
            {"name": "notes", "key": "freeText", "type": "String", "line": 10, "class": "identified",
             "required": true, "basis": "undocumented: free text", "action": "erase"},
            {"name": "tally", "key": "count", "type": "u64", "line": 11, "class": "aggregated",
             "required": true, "basis": "undocumented: how many apps there are", "action": "round"},
            {"name": "mystery", "key": "what", "type": "Blob", "line": 12, "action": "erase"},
            {"name": "encrypted", "key": "isEncrypted", "type": "bool", "line": 13, "class": "non_personal", "action": "keep"},
            {"name": "owner", "key": "ownedBy", "type": "Owner", "line": 14, "holds": "fleet::owner::Owner", "action": "keep"},
            {"name": "guest", "key": "usedBy", "type": "Guest", "line": 15, "holds": "elsewhere::Guest", "action": "keep"},
        ]},
        {"name": "fleet::owner::Owner", "file": "src/owner.rs", "line": 1, "mam_only": true, "fields": [
            {"name": "upn", "key": "userPrincipalName", "type": "String", "line": 2, "class": "identified", "required": true,
             "mam": true, "subject": true, "item": "user::principal_name", "basis": "documented", "action": "mask"},
            {"name": "password", "key": "secretKey", "type": "SecretString", "line": 3, "class": "identified", "required": true,
             "secret": true, "item": "access_control::static_authenticator", "basis": "documented", "action": "erase"},
            {"name": "visits", "key": "visitCount", "type": "u64", "line": 4, "class": "pseudonymized",
             "required": true, "basis": "undocumented: how often", "action": "keep"},
        ]},
        {"name": "other::Owner", "line": 1, "fields": [
            {"name": "size", "key": "bytes", "line": 2, "class": "non_personal", "action": "keep"},
        ]},
        {"name": "other::Nothing", "fields": []},
    ]})
}

fn page(document: &Value) -> String {
    let inventory = Inventory::parse(&document.to_string()).unwrap();
    let mut out = Vec::new();
    report::html(&inventory, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

#[track_caller]
fn only<'a>(html: &'a Html, selector: &str) -> ElementRef<'a> {
    let found = select(html, selector);
    assert_eq!(found.len(), 1, "`{selector}`");
    found[0]
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The fields of the document, by the path of the type.
fn fields(document: &Value) -> Vec<(&str, &Value)> {
    let records = document["records"].as_array().unwrap();
    let fields = |record: &'_ Value| record["fields"].as_array().unwrap().len();
    let pairs = records.iter().flat_map(|record| {
        (0..fields(record)).map(|at| (record["name"].as_str().unwrap(), &record["fields"][at]))
    });
    pairs.collect()
}

fn is_personal(field: &Value) -> bool {
    field["class"] != "non_personal" && field["holds"].is_null()
}

fn basis_begins(field: &Value, word: &str) -> bool {
    field["basis"].as_str().unwrap_or("unknown").starts_with(word)
}

fn count(document: &Value, is_meant: impl Fn(&Value) -> bool) -> usize {
    fields(document).into_iter().filter(|(_, field)| is_meant(field)).count()
}

/// The row of the field of that name.
#[track_caller]
fn row<'a>(html: &'a Html, name: &str) -> ElementRef<'a> {
    let rows = select(html, "table.fields tbody tr");
    let is_named = |row: &ElementRef<'_>| {
        within(*row, "th")[0].text().next().is_some_and(|text| text.trim() == name)
    };
    rows.into_iter().find(is_named).unwrap_or_else(|| panic!("no row `{name}`"))
}

#[test]
fn the_figures_are_the_numbers_of_the_document() {
    let document = document();
    let html = parse(&page(&document));
    let held: BTreeSet<_> =
        fields(&document).iter().filter_map(|(_, field)| field["item"].as_str()).collect();
    let mut expected = BTreeMap::from([
        ("types", document["records"].as_array().unwrap().len()),
        ("fields", fields(&document).len()),
        ("personal", count(&document, is_personal)),
        ("unclassified", 1),
        ("items", held.len()),
        ("secrets", count(&document, |field| field["secret"] == true)),
        ("subjects", 1),
    ]);
    expected
        .extend(CLASSES.map(|class| (class, count(&document, |field| field["class"] == class))));
    for origin in
        ["documented", "tied", "inferred", "stricter", "chosen", "undocumented", "unknown"]
    {
        let is_meant = |field: &Value| is_personal(field) && basis_begins(field, origin);
        expected.insert(origin, count(&document, is_meant));
    }
    let figures = select(&html, "[data-figure]");
    let shown: BTreeMap<_, _> = figures
        .iter()
        .map(|figure| {
            let count = text(within(*figure, "dd b")[0]).parse().unwrap();
            (figure.attr("data-figure").unwrap(), count)
        })
        .collect();
    assert_eq!(figures.len(), shown.len(), "a figure is there twice");
    assert_eq!(shown, expected);
    assert_eq!(text(within(only(&html, "[data-figure=items]"), "small")[0]), "of 90");
}

/// The parts of a bar: class and width.
fn parts(bar: ElementRef<'_>) -> BTreeMap<String, usize> {
    let part = |rect: ElementRef<'_>| {
        (rect.attr("class").unwrap().to_owned(), rect.attr("width").unwrap().parse().unwrap())
    };
    within(bar, "rect").into_iter().map(part).collect()
}

/// How many fields there are of each class, without what there is none of.
fn by_class<'a>(fields: impl IntoIterator<Item = &'a Value>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for field in fields.into_iter().filter(|field| field["holds"].is_null()) {
        let class = field["class"].as_str().unwrap_or("unclassified").to_owned();
        *counts.entry(class).or_default() += 1;
    }
    counts
}

#[test]
fn the_bar_of_a_type_counts_its_fields_by_class() {
    let document = document();
    let html = parse(&page(&document));
    let rows = select(&html, "section[aria-labelledby=classes] tbody tr");
    let records = document["records"].as_array().unwrap();
    assert_eq!(rows.len(), records.len());
    let names = ["Device", "fleet::owner::Owner", "Nothing", "other::Owner"];
    for ((row, name), at) in rows.into_iter().zip(names).zip([0, 1, 3, 2]) {
        assert_eq!(text(within(row, "th a")[0]), name);
        let expected = by_class(records[at]["fields"].as_array().unwrap());
        let bar = within(row, "svg")[0];
        assert_eq!(parts(bar), expected);
        // The parts follow each other, and the longest bar is as long as there is room.
        let mut end = 0;
        for rect in within(bar, "rect") {
            assert_eq!(rect.attr("x").unwrap().parse::<usize>().unwrap(), end);
            end += rect.attr("width").unwrap().parse::<usize>().unwrap();
        }
        assert_eq!(bar.attr("viewBox"), Some("0 0 9 1"));
        // The same as numbers, and the sum.
        let numbers: Vec<usize> =
            within(row, "td").into_iter().map(|cell| text(cell).parse().unwrap()).collect();
        let of = |class: &str| expected.get(class).copied().unwrap_or_default();
        let mut cells: Vec<_> =
            ["identified", "pseudonymized", "aggregated", "unclassified", "non_personal"]
                .map(of)
                .into();
        cells.push(cells.iter().sum());
        assert_eq!(numbers, cells);
    }
}

#[test]
fn a_type_counts_under_the_class_that_says_most() {
    let html = parse(&page(&document()));
    let expected = [("identified", 2), ("non_personal", 1)].map(|(class, n)| (class.to_owned(), n));
    assert_eq!(parts(only(&html, ".strip svg")), BTreeMap::from(expected));
    let legend: Vec<_> = select(&html, ".strip .legend b").into_iter().map(text).collect();
    assert_eq!(legend, ["2", "1", "1", "4"]);
}

#[test]
fn a_basis_counts_its_personal_fields_by_class() {
    let document = document();
    let html = parse(&page(&document));
    let rows = select(&html, "section[aria-labelledby=origins] tbody tr");
    let origins =
        ["documented", "tied", "inferred", "stricter", "chosen", "undocumented", "unknown"];
    assert_eq!(rows.len(), origins.len());
    for (row, origin) in rows.into_iter().zip(origins) {
        let fields = fields(&document).into_iter().map(|(_, field)| field);
        let meant = fields.filter(|field| is_personal(field) && basis_begins(field, origin));
        assert_eq!(parts(within(row, "svg")[0]), by_class(meant), "{origin}");
    }
}

#[test]
fn every_item_is_a_square_that_is_filled_where_it_is_held() {
    let document = document();
    let html = parse(&page(&document));
    let mut held: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, field) in fields(&document) {
        if let Some((category, name)) =
            field["item"].as_str().and_then(|item| item.split_once("::"))
        {
            held.entry(category).or_default().insert(name);
        }
    }
    let rows = select(&html, "table.coverage tbody tr");
    assert_eq!(rows.len(), 16);
    assert_eq!(select(&html, ".squares g").len(), items::ALL.len());
    for row in rows {
        let category =
            within(row, "th a")[0].attr("href").unwrap().trim_start_matches("#category-");
        let count = items::ALL.iter().filter(|item| item.category.as_str() == category).count();
        let held = held.get(category).map_or(0, BTreeSet::len);
        assert_eq!(within(row, "g").len(), count, "{category}");
        assert_eq!(within(row, "g:not(.missing)").len(), held, "{category}");
        assert_eq!(text(within(row, ".number")[0]), format!("{held} of {count}"));
        let items =
            select(&html, &format!("section[aria-labelledby=category-{category}] tbody tr"));
        assert_eq!(items.len(), count, "{category}");
        let missing = items.iter().filter(|row| text(**row).ends_with("not held")).count();
        assert_eq!(missing, count - held, "{category}");
    }
    // Held as identified, though it is pseudonymized by itself.
    let squares = select(&html, ".squares g.identified:not(.missing) title");
    let sentences: Vec<_> = squares.into_iter().map(text).collect();
    assert!(
        sentences
            .iter()
            .any(|it| it == "Location (corporate devices only): identified, in 1 field"),
        "{sentences:?}"
    );
}

#[test]
fn every_chart_has_a_name() {
    let html = parse(&page(&document()));
    let charts = select(&html, "svg");
    assert!(charts.len() > 16 + 4 + 7);
    for chart in charts {
        assert_eq!(chart.attr("role"), Some("img"));
        let title = chart.child_elements().next().unwrap();
        assert_eq!(title.value().name(), "title");
        assert!(!text(title).is_empty());
    }
    for chart in select(&html, "svg.squares") {
        for id in chart.attr("aria-labelledby").unwrap().split(' ') {
            assert!(!text(only(&html, &format!("#{id}"))).is_empty());
        }
    }
}

#[test]
fn undocumented_data_is_listed_with_its_reason_and_place() {
    let html = parse(&page(&document()));
    let rows = select(&html, "section[aria-labelledby=undocumented] tbody tr");
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| {
            [text(within(row, "th")[0]), text(within(row, "a")[0]), text(within(row, "code")[0])]
        })
        .collect();
    let expected = [
        ["free text", "Device.notes", "src/device.rs:10"],
        ["how many apps there are", "Device.tally", "src/device.rs:11"],
        ["how often", "fleet::owner::Owner.visits", "src/owner.rs:4"],
    ];
    assert_eq!(lines, expected);
    assert!(text(only(&html, "section[aria-labelledby=undocumented] p")).contains("3 fields"));
}

#[test]
fn what_nobody_classified_conditions_mam_secrets_and_subjects_are_listed() {
    let html = parse(&page(&document()));
    let lines = |topic: &str| -> Vec<String> {
        let rows = select(&html, &format!("section[aria-labelledby={topic}] tbody tr"));
        let line = |row| {
            let links: Vec<_> = within(row, "a").into_iter().map(text).collect();
            format!("{}: {}", text(within(row, "th")[0]), links.join(", "))
        };
        rows.into_iter().map(line).collect()
    };
    assert_eq!(lines("unknown"), ["Unknown: Device.mystery"]);
    assert_eq!(lines("conditions"), ["only from corporate-owned devices: Device, Device.position"]);
    assert_eq!(
        lines("mam"),
        [
            "without a condition: fleet::owner::Owner.upn",
            "with the threat status if a Mobile Threat Defense connector is configured: Device.status",
            "types for deployments that use mobile application management only: fleet::owner::Owner",
        ]
    );
    assert_eq!(lines("secrets"), ["secret: fleet::owner::Owner.password"]);
    assert_eq!(
        lines("subjects"),
        [
            "names the data subject: fleet::owner::Owner.upn",
            "personal data and no data subject of its own: Device",
        ]
    );
}

#[test]
fn a_field_is_shown_with_all_that_is_known_of_it() {
    let html = parse(&page(&document()));
    let cells = |name: &str| -> Vec<String> {
        let cells = within(row(&html, name), "th, td").into_iter();
        cells.map(|cell| text(cell).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(
        cells("serial_number"),
        [
            "serial_number serialNumber Option<String>",
            "identified",
            "Serial number Hardware inventory information",
            "documented",
            "required",
            "mask",
            "src/device.rs:5",
        ]
    );
    assert_eq!(
        cells("position")[2..5],
        [
            "Location (corporate devices only) Device data",
            "identified because the record is declared `tied` to a user or device",
            "required · only from corporate-owned devices",
        ]
    );
    assert_eq!(cells("model")[3], "inferred from its category");
    assert_eq!(cells("profile")[3], "chosen: no edition gives a class");
    assert_eq!(cells("notes")[2..4], ["", "not documented: free text"]);
    assert_eq!(cells("mystery")[1..4], ["no class", "", "unknown: nothing says by whose word"]);
    assert_eq!(cells("encrypted")[1..5], ["not personal", "", "", ""]);
    assert_eq!(cells("owner")[1..3], ["record", "fleet::owner::Owner"]);
    assert_eq!(within(row(&html, "owner"), "a")[0].attr("href"), Some("#t2"));
    assert_eq!(cells("guest")[2], "elsewhere::Guest");
    assert!(within(row(&html, "guest"), "a").is_empty(), "the type is not in the inventory");
    assert_eq!(cells("upn")[0], "upn userPrincipalName String data subject");
    assert_eq!(cells("upn")[4], "required · MAM");
    assert_eq!(cells("password")[0], "password secretKey SecretString secret");
    let facts = select(&html, "#t1 .facts").into_iter().map(text).collect::<Vec<_>>().join("\n");
    for fact in
        ["Device data", "tied to a user or device", "exists only from corporate-owned devices"]
    {
        assert!(facts.contains(fact), "{facts}");
    }
    assert_eq!(text(within(only(&html, "#t2"), ".places a")[0]), "Device.owner");
}

#[test]
fn the_filter_finds_fields_by_what_their_rows_say() {
    let document = document();
    let html = parse(&page(&document));
    let rows = select(&html, "article tbody tr");
    for (attribute, control) in [
        ("data-class", "input[name=class]"),
        ("data-basis", "[name=basis] option"),
        ("data-category", "[name=category] option"),
    ] {
        let rows: BTreeSet<_> = rows.iter().filter_map(|row| row.attr(attribute)).collect();
        let choices = select(&html, &format!("#filter {control}"));
        let choices: BTreeSet<_> =
            choices.iter().filter_map(|it| it.attr("value")).filter(|it| !it.is_empty()).collect();
        assert_eq!(rows, choices, "{attribute}");
    }
    assert_eq!(text(only(&html, "#shown")), "4 types, 15 fields");
}

#[test]
fn every_link_leads_to_a_part_of_the_page() {
    let html = parse(&page(&document()));
    let ids: Vec<_> = select(&html, "[id]").iter().filter_map(|it| it.attr("id")).collect();
    let known: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "an identifier is there twice");
    let links = select(&html, "[href]");
    assert!(links.len() > 60);
    for link in links {
        let target = link.attr("href").unwrap().strip_prefix('#').expect("a link out of the page");
        assert!(known.contains(target), "{target}");
    }
}

#[test]
fn no_text_of_an_inventory_becomes_markup() {
    const HOSTILE: &str = "\"'`><img src=x onerror=alert(1)></script></title></svg></style>--> ]]>&amp;{{1}}\u{202E}\u{0}";
    fn taint(value: &mut Value, number: &mut usize) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| taint(value, number)),
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    *number += 1;
                    match (key.as_str(), &mut *value) {
                        (
                            "name" | "key" | "type" | "file" | "action" | "holds",
                            Value::String(text),
                        ) => {
                            // The same name in two places stays the same.
                            *text = format!("{HOSTILE}{text}");
                        }
                        ("basis", Value::String(text)) if text.starts_with("undocumented: ") => {
                            *text = format!("{text}{HOSTILE}{number}");
                        }
                        ("basis", Value::String(text)) if text == "tied" => {
                            *text = format!("tied by {HOSTILE}");
                        }
                        _ => taint(value, number),
                    }
                }
            }
            _ => {}
        }
    }
    let mut document = document();
    // The page calls types of one name by their paths, and all hostile names are long.
    document["records"][2]["name"] = "other::Size".into();
    let clean = page(&document);
    taint(&mut document, &mut 0);
    let page = page(&document);
    assert!(!page.contains("<img") && !page.contains(['\u{202E}', '\u{0}']));
    assert!(page.matches("U+202E").count() > 40, "the texts are not on the page");
    let (clean, html) = (parse(&clean), parse(&page));
    let elements = |html: &Html| {
        let all = select(html, "*:not(.control)");
        let mut counts = BTreeMap::<_, usize>::new();
        for element in all {
            *counts.entry(element.value().name().to_owned()).or_default() += 1;
            for (name, _) in element.value().attrs() {
                *counts.entry(format!("@{name}")).or_default() += 1;
            }
        }
        counts
    };
    assert_eq!(elements(&html), elements(&clean));
}

#[test]
fn the_page_loads_nothing_and_runs_only_the_filter() {
    let page = page(&document());
    let html = parse(&page);
    let policy = only(&html, "meta[http-equiv=Content-Security-Policy]").attr("content").unwrap();
    let script = only(&html, "script");
    assert_eq!(script.value().attrs().count(), 0);
    let digest = Base64::encode_string(&Sha256::digest(script.text().collect::<String>()));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; \
             base-uri 'none'; form-action 'none'"
        )
    );
    for forbidden in ["http:", "https:", "//", "url(", "@import", "src=", "innerHTML", "eval("] {
        let page = page.replace("/* ", "").replace("/** ", "");
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    for element in select(&html, "*") {
        let forbidden = |name: &str| {
            name.starts_with("on") || ["style", "src", "srcset", "action"].contains(&name)
        };
        assert!(element.value().attrs().all(|(name, _)| !forbidden(name)), "{:?}", element.value());
    }
}

#[test]
fn without_the_script_all_fields_are_there_and_the_filter_is_not() {
    let document = document();
    let html = parse(&page(&document));
    let hidden: Vec<_> = select(&html, "[hidden]").iter().map(|it| it.attr("id")).collect();
    assert_eq!(hidden, [Some("filter")]);
    assert_eq!(select(&html, "article").len(), document["records"].as_array().unwrap().len());
    assert_eq!(select(&html, "article tbody tr").len(), fields(&document).len());
}

#[test]
fn many_places_fold_up_and_none_is_lost() {
    let mut document = document();
    let field = document["records"][1]["fields"][0].clone();
    let more = (0..20).map(|index| {
        let mut field = field.clone();
        field["name"] = format!("upn_{index}").into();
        field
    });
    document["records"][1]["fields"].as_array_mut().unwrap().extend(more);
    let html = parse(&page(&document));
    let row = only(&html, "#item-user-principal_name");
    assert_eq!(text(within(row, "summary")[0]), "21 fields");
    assert_eq!(within(row, "details li").len(), 21);
}

#[test]
fn the_same_inventory_gives_the_same_bytes() {
    let mut document = document();
    let before = page(&document);
    assert_eq!(page(&document), before);
    document["records"].as_array_mut().unwrap().reverse();
    assert_eq!(page(&document), before);
}

#[test]
fn headings_are_in_order() {
    let html = parse(&page(&document()));
    let headings = select(&html, "h1, h2, h3, h4, h5, h6");
    let levels = headings.iter().map(|it| it.value().name()[1..].parse::<u8>().unwrap());
    let levels: Vec<_> = levels.collect();
    assert_eq!(select(&html, "h1").len(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn an_empty_inventory_and_a_lock_file_are_pages() {
    let html = parse(&page(&json!({"version": 1, "editions": []})));
    assert_eq!(text(only(&html, "[data-figure=types] b")), "0");
    assert_eq!(select(&html, ".squares g.missing").len(), items::ALL.len());
    let lock = Inventory::parse(&document().to_string()).unwrap().to_lock();
    let mut out = Vec::new();
    report::html(&Inventory::parse(&lock).unwrap(), &mut out).unwrap();
    let html = parse(&String::from_utf8(out).unwrap());
    assert_eq!(select(&html, "article tbody tr").len(), 15);
    // Nobody has asked what a policy does.
    assert!(!select(&html, "thead th").into_iter().any(|it| text(it) == "Under the policy"));
}

#[test]
fn a_failure_to_write_is_passed_on() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let error = report::html(&Inventory::default(), &mut Full).unwrap_err();
    let report::ReportError::Output(error) = error else { panic!("{error}") };
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

/// The colors of one scheme, by name.
fn colors(blocks: &[&str]) -> BTreeMap<String, [f64; 3]> {
    let mut colors = BTreeMap::new();
    for line in blocks.iter().flat_map(|block| block.lines()) {
        let Some((name, value)) =
            line.trim().strip_prefix("--").and_then(|it| it.split_once(": #"))
        else {
            continue;
        };
        let digits = value.trim_end_matches(';');
        let digits = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            _ => digits.to_owned(),
        };
        let channel =
            |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        colors.insert(name.to_owned(), [channel(0), channel(2), channel(4)]);
    }
    colors
}

/// The contrast of two colors by WCAG 2.1.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |color: [f64; 3]| {
        let linear =
            color.map(|c| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn colors_have_the_contrast_of_wcag_aa_in_both_schemes() {
    let page = page(&document());
    let roots: Vec<_> =
        page.split(":root {").skip(1).map(|it| it.split('}').next().unwrap()).collect();
    let [light, _, dark, light_map, dark_map] = roots[..] else {
        panic!("{} schemes", roots.len())
    };
    let light = colors(&[light, light_map]);
    let mut night = light.clone();
    night.extend(colors(&[dark, dark_map]));
    for scheme in [light, night] {
        for name in ["ink", "quiet", "link", "identified", "pseudonymized", "aggregated"] {
            for ground in ["paper", "mark"] {
                let contrast = contrast(scheme[name], scheme[ground]);
                assert!(contrast >= 4.5, "{name} on {ground}: {contrast}");
            }
        }
        for class in CLASSES.into_iter().chain(["unclassified"]) {
            let fill = scheme[&format!("fill-{class}")];
            assert!(contrast(fill, scheme["paper"]) >= 3.0, "{class}");
            assert!(contrast(fill, scheme[&format!("on-{class}")]) >= 4.5, "{class}");
        }
    }
}
