//! What holds of any file: nothing is lost, what comes out parses, and the rules accept it.

use std::thread;

use intune_privacy_taxonomy::{Rule, rules};
use proptest::prelude::*;
use proptest::sample::select;

use super::edit;
use super::nesting::STACK;
use super::outline::{self, MARK, Outline};
use super::plan::{Plans, Selection};
use super::project::Project;
use super::source::Source;

/// The outline of a text, or the fault.
fn outline(text: &str) -> Result<Outline, String> {
    let source = Source::new("f.rs".into(), text.into());
    outline::read(&source).map_err(|fault| fault.to_string())
}

/// What the text becomes.
fn suggest(text: &str, selection: Selection<'_>) -> String {
    let source = Source::new("f.rs".into(), text.into());
    let outline = outline::read(&source).expect("the text parses");
    let project = Project::new(vec![(source, outline)]);
    let plans = Plans::new(&project, selection);
    edit::apply(text, &edit::edits(&project, &plans)[0])
}

/// The text without the lines that are added.
fn without_additions(text: &str) -> String {
    let added = |line: &&str| {
        let line = line.trim_start_matches([' ', '\t']);
        line.starts_with("#[data(")
            || line.starts_with("#[derive(intune_privacy::")
            || line.starts_with("//   ")
            || line.starts_with("// ") && line.contains(MARK)
    };
    let text = text.trim_start_matches('\u{feff}');
    text.split_inclusive('\n').filter(|line| !added(line)).collect()
}

const NAMES: [&str; 28] = [
    "serial_number",
    "device_name",
    "r#type",
    "model",
    "manufacturer",
    "imei",
    "phone_number",
    "intune_device_id",
    "tenant_id",
    "azure_ad_device_id",
    "user_principal_name",
    "display_name",
    "private_key",
    "device_location",
    "contacts",
    "enrolled_device_count",
    "is_encrypted",
    "id",
    "size",
    "app_name",
    "compliance_policy",
    "serialNumber",
    "notes",
    "naïve",
    "tag",
    "udid",
    "email",
    "file_name",
];

const TYPES: [&str; 24] = [
    "String",
    "Option<String>",
    "bool",
    "u64",
    "Vec<String>",
    "&'static str",
    "Uuid",
    "T",
    "Other",
    "Option<Box<Other>>",
    "Vec<Inner>",
    "HashMap<String, Inner>",
    "Leaf",
    "Names",
    "fn(u8) -> u8",
    "(String, u8)",
    "Box<dyn Debug>",
    "[u8; 16]",
    "SecretString",
    "Option<SecretString>",
    "Self",
    "DateTime<Utc>",
    "m!()",
    "serde_json::Value",
];

const ATTRIBUTES: [&str; 8] = [
    "/// Documented: é文.",
    "#[serde(rename = \"serialNumber\")]",
    "#[serde(skip)]",
    "#[cfg(feature = \"x\")]",
    "// a comment with `\"`, and no end",
    "/* block */",
    "#[doc = \"#[data(identified)]\"]",
    "#[serde(with = \"module\")]",
];

const PLACES: [[&str; 2]; 4] = [
    ["", ""],
    ["mod a {\n", "}\n"],
    ["fn f() {\n", "}\n"],
    ["#[cfg(test)]\nmod a {\nconst _: () = {\n", "};\n}\n"],
];

/// A field, with its indent.
fn field(indent: &'static str) -> impl Strategy<Value = String> {
    let attributes = prop::collection::vec(select(&ATTRIBUTES[..]), 0..3);
    let vis = select(vec!["", "pub ", "pub(in crate) "]);
    (attributes, vis, select(&NAMES[..]), select(&TYPES[..])).prop_map(
        move |(attributes, vis, name, ty)| {
            let lines = attributes.into_iter().map(|line| format!("{indent}{line}\n"));
            format!("{}{indent}{vis}{name}: {ty}, // kept\n", lines.collect::<String>())
        },
    )
}

fn fields(indent: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(field(indent), 0..6).prop_map(|fields| fields.concat())
}

fn declaration() -> impl Strategy<Value = String> {
    let names = select(vec!["Device", "ManagedDevice", "Inner", "User", "Contact"]);
    let structs = (names.clone(), fields("\t")).prop_map(|(name, fields)| {
        format!("#[repr(C)]\npub struct {name}<T> where T: Clone {{\n{fields}}}\n")
    });
    let enums = (names.clone(), fields("        "), fields("   ")).prop_map(|(name, one, two)| {
        format!(
            "enum {name} {{\n    One {{\n{one}    }},\n    Two {{\n{two}    }},\n    None,\n}}\n"
        )
    });
    let tuples = (names, select(&TYPES[..]), select(&TYPES[..]))
        .prop_map(|(name, one, two)| format!("struct {name}(\n    pub {one},\n    {two},\n);\n"));
    let leaves = Just("struct Leaf(String);\nenum Names {\n    A,\n    B,\n}\n".to_owned());
    let others = Just(
        "impl Debug for Device {}\nmacro_rules! m { () => { struct Z { imei: u8 } } }\n".into(),
    );
    prop_oneof![4 => structs, 3 => enums, 1 => tuples, 1 => leaves, 1 => others]
}

fn file() -> impl Strategy<Value = String> {
    let declarations = prop::collection::vec((declaration(), select(&PLACES[..])), 0..5);
    let start = select(vec!["", "\u{feff}", "#!/usr/bin/env run\n", "#![allow(x)]\n"]);
    let crlf = any::<bool>();
    (start, declarations, crlf).prop_map(|(start, declarations, crlf)| {
        let declarations = declarations
            .into_iter()
            .map(|(declaration, [before, after])| format!("{before}{declaration}{after}"));
        let text = format!("{start}{}", declarations.collect::<String>());
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = outline(&text);
    }

    #[test]
    fn any_tokens_are_read_or_refused(
        tokens in prop::collection::vec(select(vec![
            "struct", "enum", "S", "{", "}", "(", ")", "<", ">", ":", ",", ";", "#", "[", "]",
            "data", "derive", "serde", "=", "\"x\"", "pub", "r#a", "'a", "fn", "impl", "for", "\n",
            "/*", "*/", "//", "!", "é",
        ]), 0..40),
    ) {
        let _ = outline(&tokens.join(" "));
    }

    #[test]
    fn nothing_is_lost_and_a_second_run_changes_nothing(text in file(), all in any::<bool>()) {
        let selection = if all { Selection::All } else { Selection::Known };
        let once = suggest(&text, selection);
        prop_assert_eq!(without_additions(&once), without_additions(&text));
        prop_assert_eq!(once.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        prop_assert_eq!(suggest(&once, selection), once);
    }

    #[test]
    fn the_rules_accept_what_is_proposed(text in file()) {
        let outline = outline(&suggest(&text, Selection::All)).expect("what comes out parses");
        for declaration in &outline.declarations {
            for variant in &declaration.variants {
                let annotations = variant.fields.iter().map(|field| {
                    field.annotation.clone().unwrap_or_else(|| {
                        let mut open =
                            intune_privacy_taxonomy::Annotation::new(&*field.name, &*field.ty);
                        open.missing = true;
                        open
                    })
                });
                let annotations = annotations.collect::<Vec<_>>();
                for finding in rules::check(&declaration.container, &annotations).findings {
                    let field = &variant.fields[finding.field];
                    // What is left to a person is what no annotation says.
                    let open = field.annotation.is_none();
                    prop_assert!(open || finding.rule == Rule::P01, "{finding}");
                }
            }
        }
    }
}

/// Runs with the stack that the command has.
fn with_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread");
    thread.join().expect("no panic");
}

#[test]
fn a_file_that_nests_too_deep_is_refused_and_no_other_takes_too_much_stack() {
    // What is repeated, and how many tokens it is.
    let steps = [
        ("(", ")", 1),
        ("{", "}", 1),
        ("!", "", 1),
        ("&", "", 1),
        ("a+", "", 2),
        ("a=", "", 2),
        ("a.b().", "", 5),
        ("|a|", "", 3),
        ("Vec::<", ">", 5),
        ("if a {} else ", "", 4),
    ];
    for (open, close, tokens) in steps {
        with_stack(move || {
            let text =
                |depth| format!("fn f() {{ {}x{} }}", open.repeat(depth), close.repeat(depth));
            let fault = outline(&text(50_000)).expect_err("too deep");
            assert!(fault.contains("nested too deep"), "{fault}");
            if let Err(fault) = outline(&text(9_000 / tokens)) {
                assert!(!fault.contains("nested too deep"), "{open}: {fault}");
            }
        });
    }
}

#[test]
fn types_of_a_macro_are_not_seen() {
    let text = "m! { struct Device { serial_number: String } }\n";
    assert_eq!(suggest(text, Selection::All), text);
}
