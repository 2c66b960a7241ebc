use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io::{self, Write};

use super::write;
use crate::export::manifest::Manifest;
use serde_json::{Value, json};

/// A manifest of record types with these counts.
fn manifest(language: &str, counts: &[u64]) -> Value {
    let records = counts.iter().enumerate().map(|(index, count)| {
        json!({
            "type": format!("kind{index}"),
            "title": format!("Kind {index}"),
            "file": format!("data/kind{index}.json"),
            "format": "json",
            "count": count,
            "categories": ["User information"],
            "withheld": [],
        })
    });
    let files = (0..counts.len()).map(|index| {
        json!({"path": format!("data/kind{index}.json"), "bytes": 3, "sha256": "0f".repeat(32)})
    });
    json!({
        "version": 1,
        "generator": "intune-privacy 0.1.0",
        "created": "2026-11-22T07:10:01Z",
        "subject": ["adele@contoso.example"],
        "language": language,
        "taxonomy": {"document": "Data collection in Intune", "editions": ["2018", "2023"]},
        "scope": {
            "kind": "subject_access",
            "classes": ["identified", "pseudonymized"],
            "redacted": false,
            "described": false,
        },
        "records": records.collect::<Vec<_>>(),
        "files": files.collect::<Vec<_>>(),
        "information": {},
    })
}

fn page(manifest: &Value) -> String {
    let manifest: Manifest = serde_json::from_value(manifest.clone()).unwrap();
    let mut out = Vec::new();
    let mut copy = |index, out: &mut dyn Write| write!(out, "<article>of {index}</article>");
    write(&manifest, &mut copy, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const LANGUAGES: [&str; 4] = ["en", "fr", "sv", "nl"];

#[track_caller]
fn assert_says(page: &str, text: &str) {
    assert!(page.contains(text), "`{text}` is not in {page}");
}

#[test]
fn the_summary_counts_records_and_kinds_in_every_language() {
    let one = [
        "This package holds 1\u{A0}record of 1\u{A0}kind about you.",
        "Ce dossier contient 1\u{A0}enregistrement de 1\u{A0}type vous concernant.",
        "Det här paketet innehåller 1\u{A0}post av 1\u{A0}slag om dig.",
        "Dit pakket bevat 1\u{A0}record van 1\u{A0}soort over u.",
    ];
    let several = [
        "This package holds 5\u{A0}records of 2\u{A0}kinds about you.",
        "Ce dossier contient 5\u{A0}enregistrements de 2\u{A0}types vous concernant.",
        "Det här paketet innehåller 5\u{A0}poster av 2\u{A0}slag om dig.",
        "Dit pakket bevat 5\u{A0}records van 2\u{A0}soorten over u.",
    ];
    for ((language, one), several) in LANGUAGES.into_iter().zip(one).zip(several) {
        assert_says(&page(&manifest(language, &[1])), one);
        // A kind without records is none that the package holds.
        assert_says(&page(&manifest(language, &[4, 0, 1])), several);
    }
}

#[test]
fn a_package_without_records_says_so_in_every_language() {
    let nothing = [
        "This package holds no records about you.",
        "Ce dossier ne contient aucun enregistrement vous concernant.",
        "Det här paketet innehåller inga poster om dig.",
        "Dit pakket bevat geen records over u.",
    ];
    for (language, nothing) in LANGUAGES.into_iter().zip(nothing) {
        assert_says(&page(&manifest(language, &[])), nothing);
        assert_says(&page(&manifest(language, &[0])), nothing);
    }
    assert_says(&page(&manifest("fr", &[0])), "0\u{A0}enregistrement ·");
    assert_says(&page(&manifest("en", &[0])), "There are no records of this kind.");
}

#[test]
fn the_day_is_in_words() {
    for (language, day) in [
        ("en", "22\u{A0}November 2026"),
        ("fr", "22\u{A0}novembre 2026"),
        ("sv", "22\u{A0}november 2026"),
        ("nl", "22\u{A0}november 2026"),
    ] {
        let page = page(&manifest(language, &[]));
        assert_says(&page, &format!("<time datetime=\"2026-11-22T07:10:01Z\">{day}</time>"));
    }
    let mut first = manifest("fr", &[]);
    first["created"] = "2027-01-01T00:00:00Z".into();
    assert_says(&page(&first), "1er\u{A0}janvier 2027");
}

#[test]
fn a_time_that_is_none_is_shown_as_it_is() {
    let mut manifest = manifest("en", &[]);
    manifest["created"] = "<yesterday>".into();
    let page = page(&manifest);
    assert_says(&page, "Made on &#60;yesterday&#62;");
    assert!(!page.contains("<time"));
}

#[test]
fn an_unknown_language_is_english() {
    let page = page(&manifest("xx", &[1]));
    assert_says(&page, "<html lang=\"en\">");
    assert_says(&page, "This package holds");
}

#[test]
fn every_purpose_is_said() {
    for (kind, purpose) in [
        ("subject_access", "article 15 of the GDPR"),
        ("portability", "article 20 of the GDPR"),
        ("required_only", "required data only"),
        ("classes", "data of these classes: identified and pseudonymized."),
    ] {
        let mut manifest = manifest("en", &[1]);
        manifest["scope"]["kind"] = kind.into();
        assert_says(&page(&manifest), purpose);
    }
}

#[test]
fn a_redacted_copy_and_app_management_are_said() {
    let plain = page(&manifest("en", &[1]));
    assert_says(&plain, "Values are shown in full.");
    assert!(!plain.contains("masked") && !plain.contains("manages apps"));
    let mut manifest = manifest("en", &[1]);
    manifest["scope"]["redacted"] = true.into();
    manifest["scope"]["mamOnly"] = json!([]);
    let redacted = page(&manifest);
    assert_says(&redacted, "masked or replaced");
    assert_says(&redacted, "manages apps and not devices");
    assert!(!redacted.contains("Values are shown in full."));
}

#[test]
fn the_information_of_article_15_stands_beside_its_letter() {
    let mut manifest = manifest("en", &[1]);
    manifest["information"] = json!({
        "controller": "C0", "purposes": ["A1", "A2"], "recipients": ["C1"], "retention": "D1",
        "rights": ["E1"], "complaint": "F1", "sources": ["G1"], "automatedDecisions": "H1",
        "safeguards": "S1",
    });
    let page = page(&manifest);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("`{text}` is missing"));
    let order = [
        ">C0<",
        "15(1)(a)",
        ">A1<",
        ">A2<",
        "15(1)(b)",
        "User information",
        "15(1)(c)",
        ">C1<",
        "15(1)(d)",
        ">D1<",
        "15(1)(e)",
        ">E1<",
        "15(1)(f)",
        ">F1<",
        "15(1)(g)",
        ">G1<",
        "15(1)(h)",
        ">H1<",
        "15(2)",
        ">S1<",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{page}");
}

#[test]
fn information_that_is_missing_is_left_out() {
    let page = page(&manifest("en", &[1]));
    assert_says(&page, "Article 15(1)(b)");
    assert!(!page.contains("Article 15(1)(a)") && !page.contains("Article 15(2)"));
}

#[test]
fn records_stand_in_the_part_of_their_type() {
    let page = page(&manifest("en", &[1, 1]));
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("`{text}` is missing"));
    assert!(at("id=\"records-1\"") < at("<article>of 0</article>"));
    assert!(at("<article>of 0</article>") < at("id=\"records-2\""));
    assert!(at("id=\"records-2\"") < at("<article>of 1</article>"));
}

#[test]
fn what_is_withheld_is_grouped_by_its_reason() {
    let field = |path: &str, explanation: &str| json!({"path": path, "label": path.to_uppercase(), "reason": "class", "explanation": explanation});
    let mut manifest = manifest("en", &[1]);
    manifest["records"][0]["withheld"] = json!([
        field("a", "For one reason"),
        field("b", "For another"),
        field("c", "For one reason")
    ]);
    let page = page(&manifest);
    assert_eq!(page.matches("<h4>").count(), 2);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("`{text}` is missing"));
    assert!(at("For one reason") < at("A <code>a</code>"));
    assert!(at("A <code>a</code>") < at("C <code>c</code>"));
    assert!(at("C <code>c</code>") < at("For another"));
    assert!(at("For another") < at("B <code>b</code>"));
}

#[test]
fn the_files_stand_with_their_digests() {
    let page = page(&manifest("en", &[1]));
    assert_says(
        &page,
        "<a href=\"data/kind0.json\">data/kind0.json</a></th><td class=\"number\">3</td>",
    );
    assert_says(&page, &"0f".repeat(32));
}

#[test]
fn no_text_of_a_manifest_becomes_markup() {
    const HOSTILE: &str = "\"'><img src=x onerror=alert(1)></title></style>&amp;\u{202E}\u{0}";
    /// Replaces every text but the paths of files, which packages make of the names of types.
    fn taint(value: &mut Value) {
        match value {
            Value::String(text) if !text.starts_with("data/") => *text = HOSTILE.to_string(),
            Value::Array(values) => values.iter_mut().for_each(taint),
            Value::Object(map) => map.values_mut().for_each(taint),
            _ => {}
        }
    }
    let mut manifest = manifest("en", &[1]);
    manifest["information"] = json!({"controller": "x", "purposes": ["x", "y"]});
    manifest["records"][0]["withheld"] =
        json!([{"path": "x", "label": "x", "reason": "x", "explanation": "x"}]);
    let tags = |page: &str| {
        page.matches('<').count() - page.matches("<span class=\"control\"").count() * 2
    };
    let clean = tags(&page(&manifest));
    taint(&mut manifest);
    manifest["created"] = "2026-11-22T07:10:01Z".into();
    manifest["scope"]["kind"] = "subject_access".into();
    let page = page(&manifest);
    assert_eq!(tags(&page), clean, "{page}");
    assert!(!page.contains("<img") && !page.contains('\u{202E}') && !page.contains('\u{0}'));
}

#[test]
fn the_page_loads_and_runs_nothing() {
    for language in LANGUAGES {
        let page = page(&manifest(language, &[1, 2]));
        assert_says(&page, "content=\"default-src 'none'; style-src 'unsafe-inline'");
        assert!(!page.contains("<script") && !page.contains("src=\"") && !page.contains("@import"));
        assert!(!page.contains("url(") && !page.contains("http:") && !page.contains("https:"));
        for (at, _) in page.match_indices("href=\"") {
            let target = &page[at + 6..];
            let is_inside =
                ["#", "data/", "manifest.json\""].iter().any(|it| target.starts_with(it));
            assert!(is_inside, "{}", &target[..40]);
        }
    }
}

#[test]
fn a_failure_to_copy_is_passed_on() {
    let manifest: Manifest = serde_json::from_value(manifest("en", &[1])).unwrap();
    let mut copy = |_, _: &mut dyn Write| Err(io::Error::other("gone"));
    assert!(write(&manifest, &mut copy, &mut Vec::new()).is_err());
}

#[test]
fn headings_are_in_order() {
    let page = page(&manifest("en", &[1, 1]));
    let mut before = 0;
    for (at, _) in page.match_indices("<h") {
        let Some(level) = page[at + 2..].chars().next().and_then(|c| c.to_digit(10)) else {
            continue;
        };
        assert!(level <= before + 1, "h{level} after h{before}");
        before = level;
    }
    assert_eq!(page.matches("<h1").count(), 1);
}
