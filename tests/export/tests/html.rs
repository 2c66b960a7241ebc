//! HTML: what an independent parser finds in it.

use std::collections::BTreeMap;

use intune_privacy::export::{self, Scope};
use intune_privacy::{Class, Classified, Language, Policy};
use intune_privacy_export_tests::pages::{parse, select};
use scraper::{ElementRef, Html, Selector};
use serde::Serialize;

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required, mam, item = user::principal_name)]
    user_principal_name: String,
    #[data(identified, required, undocumented = "free text about \"<the user>\"")]
    notes: Option<String>,
    #[data(pseudonymized, required, undocumented = "whether the user took part")]
    took_part: bool,
    #[data(nested)]
    actions: Vec<Action>,
    #[data(identified, required, undocumented = "what the user chose")]
    choices: BTreeMap<String, String>,
    #[data(non_personal)]
    withheld_state: String,
}

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    #[data(identified, required, undocumented = "what was done to the device")]
    action_name: String,
    #[data(pseudonymized, required, undocumented = "how often the user asked")]
    attempts: i64,
}

fn device(text: &str) -> Device {
    Device {
        serial_number: text.into(),
        user_principal_name: "adele@contoso.example".into(),
        notes: None,
        took_part: true,
        actions: vec![
            Action { action_name: "wipe".into(), attempts: 4711 },
            Action { action_name: "locate".into(), attempts: -12 },
        ],
        choices: BTreeMap::from([("a.Key@example".into(), "blue".into())]),
        withheld_state: "CANARY".into(),
    }
}

fn page<'a>(devices: impl IntoIterator<Item = &'a Device>, scope: &Scope) -> String {
    let mut out = Vec::new();
    export::html(devices, scope, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The row of the field of that key.
#[track_caller]
fn row<'a>(html: &'a Html, key: &str) -> ElementRef<'a> {
    let is_key = |code: &ElementRef<'_>| text(*code) == key;
    let code = select(html, "article dt > code").into_iter().find(is_key);
    let row = code.unwrap_or_else(|| panic!("no row `{key}`")).ancestors().nth(1).unwrap();
    ElementRef::wrap(row).unwrap()
}

#[track_caller]
fn within(element: ElementRef<'_>, selector: &str) -> String {
    let found: Vec<_> = element.select(&Selector::parse(selector).unwrap()).map(text).collect();
    assert_eq!(found.len(), 1, "`{selector}`: {found:?}");
    found.concat()
}

#[test]
fn every_value_stands_once_and_beside_its_label() {
    let page = page([&device("C02XK1JGJHD3")], &Scope::subject_access());
    let html = parse(&page);
    for (key, label, value) in [
        ("serialNumber", "Serial number", "C02XK1JGJHD3"),
        ("userPrincipalName", "User Principal Name or email address", "adele@contoso.example"),
        ("tookPart", "Took part", "yes"),
    ] {
        let row = row(&html, key);
        assert_eq!(within(row, "dt > bdi"), label);
        assert_eq!(within(row, "dd:not(.about)"), value);
    }
    let all = text(html.root_element());
    for value in ["C02XK1JGJHD3", "adele@contoso.example", "wipe", "4711", "locate", "-12", "blue"]
    {
        assert_eq!(all.matches(value).count(), 1, "{value}");
    }
}

#[test]
fn nested_records_are_lists_in_the_row_of_their_field() {
    let page = page([&device("C02")], &Scope::subject_access());
    let html = parse(&page);
    let actions = row(&html, "actions");
    assert_eq!(actions.attr("class"), Some("wide"));
    let selector = Selector::parse("dd > ol > li > dl > div > dd:not(.about)").unwrap();
    let values: Vec<_> = actions.select(&selector).map(text).collect();
    assert_eq!(values, ["wipe", "4711", "locate", "-12"]);
}

#[test]
fn the_key_of_a_map_stays_as_it_is() {
    let page = page([&device("C02")], &Scope::subject_access());
    let html = parse(&page);
    let choices = row(&html, "choices");
    assert_eq!(within(choices, "dd dt"), "a.Key@example");
    assert_eq!(within(choices, "dd dd"), "blue");
}

#[test]
fn an_empty_value_is_read_out() {
    let page = page([&device("")], &Scope::subject_access());
    let html = parse(&page);
    for key in ["notes", "serialNumber"] {
        let row = row(&html, key);
        assert_eq!(within(row, "dd .unseen"), "no value");
        assert_eq!(within(row, "dd [aria-hidden=true]"), "–");
    }
}

#[test]
fn a_field_has_its_class_in_words_and_why_it_is_held() {
    let page = page([&device("C02")], &Scope::subject_access());
    let html = parse(&page);
    assert_eq!(within(row(&html, "serialNumber"), ".badge"), "identified");
    assert_eq!(within(row(&html, "tookPart"), ".badge"), "pseudonymized");
    let notes = within(row(&html, "notes"), ".about");
    assert!(notes.ends_with("Not in Microsoft’s list: free text about \"<the user>\""), "{notes}");
}

#[test]
fn words_are_in_the_language_of_the_scope() {
    for (language, label, class, yes, record) in [
        (Language::English, "Serial number", "identified", "yes", "Record 1"),
        (Language::French, "Numéro de série", "identifiées", "oui", "Enregistrement 1"),
        (Language::Swedish, "Serienummer", "identifierade", "ja", "Post 1"),
        (Language::Dutch, "Serienummer", "geïdentificeerd", "ja", "Record 1"),
    ] {
        let page = page([&device("C02")], &Scope::subject_access().language(language));
        let html = parse(&page);
        assert_eq!(select(&html, "html")[0].attr("lang"), Some(language.as_str()));
        let serial_number = row(&html, "serialNumber");
        assert_eq!(within(serial_number, "dt > bdi"), label);
        assert_eq!(within(serial_number, ".badge"), class);
        assert_eq!(within(row(&html, "tookPart"), "dd:not(.about)"), yes);
        assert_eq!(text(select(&html, "article > h3")[0]), record);
    }
}

/// The page's elements by name and class, without the marks of control characters.
fn elements(html: &Html) -> Vec<(String, usize)> {
    let elements = select(html, "*:not(.control):not(.long)").into_iter();
    elements.map(|it| (it.value().name().to_owned(), it.value().attrs().count())).collect()
}

#[test]
fn hostile_text_becomes_no_element_and_no_attribute() {
    let plain = page([&device("C02")], &Scope::subject_access());
    let plain = elements(&parse(&plain));
    for hostile in [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</bdi></dd></article></body></html><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "<!-- --!> <![CDATA[ ]]> <?php ?>",
        "&lt;script&gt; &amp; &#60; &#x3c;b&#x3e;",
        "{{ 7 * 7 }} {% raw %} ${7*7}",
        "<plaintext><textarea><title><noscript>",
        "javascript:alert(1)",
    ] {
        let page = page([&device(hostile)], &Scope::subject_access());
        let html = parse(&page);
        assert_eq!(elements(&html), plain, "{hostile}");
        assert_eq!(within(row(&html, "serialNumber"), "dd > bdi"), hostile);
    }
}

#[test]
fn hostile_keys_become_no_element() {
    let mut hostile = device("C02");
    hostile.choices = BTreeMap::from([("</dt><script>\u{202E}".into(), "blue".into())]);
    let page = page([&hostile], &Scope::subject_access());
    let html = parse(&page);
    assert_eq!(within(row(&html, "choices"), "dd dt"), "</dt><script>U+202E");
    assert!(select(&html, "script").is_empty());
}

#[test]
fn a_character_that_nobody_sees_is_shown_by_its_number() {
    let hostile = "\u{202E}gpj.exe\u{0}\u{1b}[31m\u{2066}\u{85}";
    let page = page([&device(hostile)], &Scope::subject_access());
    let html = parse(&page);
    let value = within(row(&html, "serialNumber"), "dd > bdi");
    assert_eq!(value, "U+202Egpj.exeU+0000U+001B[31mU+2066U+0085");
    assert!(!page.contains(['\u{202E}', '\u{0}', '\u{1b}', '\u{2066}', '\u{85}']));
}

#[test]
fn text_from_right_to_left_and_emoji_stay_in_an_element_of_their_own() {
    let value = "شركة الأجهزة ١٢٣ 👩‍👩‍👧";
    let page = page([&device(value)], &Scope::subject_access());
    assert_eq!(within(row(&parse(&page), "serialNumber"), "dd > bdi"), value);
}

#[test]
fn a_long_text_is_whole_and_scrolls() {
    let long = "x".repeat(1 << 20) + "<y>";
    let page = page([&device(&long)], &Scope::subject_access());
    let html = parse(&page);
    let row = row(&html, "serialNumber");
    assert_eq!(within(row, "dd > bdi.long[tabindex='0']"), long);
}

#[test]
fn what_is_withheld_is_named_and_in_no_byte() {
    let page = page([&device("C02")], &Scope::subject_access());
    assert!(!page.contains("CANARY"));
    let html = parse(&page);
    let gap = within(html.root_element(), ".withheld li");
    assert_eq!(gap, "Withheld state withheldState");
    assert_eq!(within(html.root_element(), "h4"), "It is not personal data");
}

#[test]
fn a_redacted_value_is_not_shown() {
    let scope = Scope::subject_access().redacted(Policy::logs());
    let page = page([&device("C02XK1JGJHD3")], &scope);
    assert!(!page.contains("C02XK1JGJHD3"));
    let html = parse(&page);
    let withheld: Vec<_> = select(&html, ".withheld code").into_iter().map(text).collect();
    assert!(withheld.iter().any(|path| path == "serialNumber"), "{withheld:?}");
}

#[test]
fn the_page_loads_and_runs_nothing() {
    let page = page([&device("C02")], &Scope::classes(Class::ALL));
    let html = parse(&page);
    let policy = select(&html, "meta[http-equiv='Content-Security-Policy']");
    let policy = policy[0].attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    assert!(select(&html, "script, link, img, iframe, object, form, [src], [href]").is_empty());
    assert!(!page.contains("url(") && !page.contains("@import"));
}

#[test]
fn headings_are_in_order() {
    let page = page([&device("C02")], &Scope::subject_access());
    let html = parse(&page);
    let headings = select(&html, "h1, h2, h3, h4, h5, h6");
    let levels: Vec<_> = headings.iter().map(|it| it.value().name()).collect();
    assert_eq!(levels, ["h1", "h2", "h3", "h2", "h4", "h2"]);
}

#[test]
fn no_records_give_a_page_that_says_so() {
    let page = page([], &Scope::subject_access());
    let html = parse(&page);
    assert!(select(&html, "article").is_empty());
    assert_eq!(text(select(&html, "main > section > p")[0]), "There are no records of this kind.");
}

#[test]
fn records_are_numbered_and_counted() {
    let devices = [device("one"), device("two")];
    let page = page(&devices, &Scope::subject_access());
    let html = parse(&page);
    let titles: Vec<_> = select(&html, "article > h3").into_iter().map(text).collect();
    assert_eq!(titles, ["Record 1", "Record 2"]);
    assert_eq!(text(select(&html, "main > section > p")[0]), "2\u{A0}records");
}

#[derive(Classified, Serialize)]
struct Pair(
    #[data(identified, required, undocumented = "the first")] String,
    #[data(pseudonymized, required, undocumented = "the second")] f64,
);

#[test]
fn a_record_that_is_a_list_describes_its_elements() {
    let mut out = Vec::new();
    export::html([Pair("one".into(), 2.5)], &Scope::subject_access(), &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    let html = parse(&page);
    let elements: Vec<_> = select(&html, "article > ol > li").into_iter().map(text).collect();
    assert_eq!(elements.len(), 2);
    assert!(elements[0].contains("one") && elements[0].contains("the first"), "{elements:?}");
    assert!(elements[1].contains("2.5") && elements[1].contains("the second"), "{elements:?}");
}

#[test]
fn a_scalar_of_every_kind_is_a_word() {
    #[derive(Classified, Serialize)]
    struct Scalars {
        #[data(identified, undocumented = "test")]
        took_part: bool,
        #[data(identified, undocumented = "test")]
        least: i128,
        #[data(identified, undocumented = "test")]
        most: u128,
        #[data(identified, undocumented = "test")]
        tenth: f32,
        #[data(identified, undocumented = "test")]
        nothing: (),
    }

    let scalars =
        Scalars { took_part: false, least: i128::MIN, most: u128::MAX, tenth: 0.1, nothing: () };
    let mut out = Vec::new();
    export::html([scalars], &Scope::subject_access(), &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    let html = parse(&page);
    for (key, word) in [
        ("took_part", "no"),
        ("least", "-170141183460469231731687303715884105728"),
        ("most", "340282366920938463463374607431768211455"),
        ("tenth", "0.1"),
        ("nothing", "–no value"),
    ] {
        assert_eq!(within(row(&html, key), "dd:not(.about)"), word);
    }
}
