//! The README and the crate's manual: that their tables list what there is, and that what they
//! show is real. Their Rust examples run as documentation tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use intune_privacy::{Basis, Category, Policy, items};
use intune_privacy_taxonomy::{NEVER_COLLECTED, Rule};
use serde_json::Value;

/// The folder of the workspace.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[track_caller]
fn read(path: &str) -> String {
    let text = fs::read_to_string(workspace().join(path));
    text.unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn readme() -> String {
    read("README.md")
}

/// The documentation of the crate `intune_privacy`, as Markdown.
fn manual() -> String {
    let source = read("intune-privacy/src/lib.rs");
    let lines = source.lines().filter_map(|line| line.strip_prefix("//!"));
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n").collect()
}

/// Both documents, by name.
fn documents() -> [(&'static str, String); 2] {
    [("the README", readme()), ("the manual", manual())]
}

/// The text in one line, for what may be broken anywhere.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table: its rows, each a list of cells, without the head.
type Table = Vec<Vec<String>>;

/// The tables whose first column has that head.
fn tables(document: &str, head: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if cells(line).is_some_and(|cells| cells[0] == head) {
            tables.push(lines.by_ref().skip(1).map_while(cells).collect());
        }
    }
    tables
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

/// The keys that the first column of a table lists: the words that its code begins with.
fn keys(table: &Table) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for code in table.iter().flat_map(|row| row[0].split('`').skip(1).step_by(2)) {
        let end = code.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(code.len());
        if keys.last().is_none_or(|last| last != &code[..end]) {
            keys.push(code[..end].into());
        }
    }
    keys
}

/// The keys as the compiler lists them for whoever misspells one.
fn keys_by_the_compiler(snapshot: &str, place: &str) -> Vec<String> {
    let message = read(&format!("tests/ui/p15/{snapshot}.stderr"));
    let start = format!("the keys of a {place} are ");
    let list = message.lines().find_map(|line| line.split_once(&start));
    let list = list.unwrap_or_else(|| panic!("{snapshot} does not list the keys")).1;
    list.split(", ").map(|key| key.trim_matches('`').to_owned()).collect()
}

#[test]
fn the_attribute_tables_list_every_key() {
    let field = keys_by_the_compiler("key-unknown", "field");
    let container = keys_by_the_compiler("key-unknown-on-the-type", "type");
    let expected = [field, container];
    for (name, document) in documents() {
        let listed: Vec<_> = tables(&document, "Key").iter().map(keys).collect();
        assert_eq!(listed, expected, "{name}");
    }
}

#[test]
fn the_rules_tables_are_the_rules() {
    let rules = Rule::ALL.iter().map(|rule| vec![rule.to_string(), rule.summary().into()]);
    let expected = [rules.collect::<Table>()];
    for (name, document) in documents() {
        assert_eq!(tables(&document, "Code"), expected, "{name}");
    }
}

/// What cargo knows of the package `intune-privacy`.
fn package() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(workspace())
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let package = packages.iter().find(|package| package["name"] == "intune-privacy");
    package.expect("the workspace has the package").clone()
}

#[test]
fn the_features_are_those_of_the_package() {
    let package = package();
    let features = package["features"].as_object().expect("a table of features");
    let default = features["default"].as_array().expect("a list of features");
    let names = || features.keys().filter(|name| *name != "default");
    let expected: BTreeMap<_, _> = names()
        .map(|name| {
            (format!("`{name}`"), if default.contains(&name[..].into()) { "yes" } else { "no" })
        })
        .collect();

    let readme = readme();
    let [table] = &tables(&readme, "Feature")[..] else { panic!("one table of features") };
    let listed: BTreeMap<_, _> = table.iter().map(|row| (row[0].clone(), &row[1][..])).collect();
    assert_eq!(listed, expected);
    assert_eq!(table.len(), expected.len(), "a feature is listed twice");

    let manual = manual();
    let (_, section) = manual.split_once("\n# Features\n").expect("a section on features");
    for name in names() {
        assert!(section.contains(&format!("`{name}`")), "the manual does not list `{name}`");
    }
}

#[test]
fn the_versions_are_those_of_the_package() {
    let package = package();
    let readme = readme();
    let version = package["version"].as_str().expect("a version");
    let (compatible, _) = version.rsplit_once('.').expect("a version has three parts");
    assert!(readme.contains(&format!(r#"intune-privacy = {{ version = "{compatible}""#)));
    let minimum = package["rust_version"].as_str().expect("a minimum Rust version");
    assert!(readme.contains(&format!("minimum Rust version is {minimum}.")));
}

#[test]
fn the_facts_are_counted_right() {
    let count = |basis| items::ALL.iter().filter(|item| item.basis == basis).count();
    let readme = in_one_line(&readme());
    for sentence in [
        format!(
            "It has {} items in {} categories, and {} kinds of data that are never collected.",
            items::ALL.len(),
            Category::ALL.len(),
            NEVER_COLLECTED.len(),
        ),
        format!(
            "{} are documented by an edition, {} are inferred because every documented row of \
             their category has that class, and for {} no edition gives a class.",
            count(Basis::Documented),
            count(Basis::Category),
            count(Basis::Undocumented),
        ),
    ] {
        assert!(readme.contains(&sentence), "the README does not say: {sentence}");
    }
}

/// The blocks of TOML: policies, and what stands in a manifest.
#[test]
fn the_toml_that_is_shown_is_read() {
    let package = package();
    let features = package["features"].as_object().expect("a table of features");
    let [mut policies, mut manifests] = [0; 2];
    let recipes = ["logging", "export", "audit", "ci", "migration", "compile_fail"];
    let recipes = recipes.map(|name| read(&format!("intune-privacy/src/recipes/{name}.md")));
    for document in recipes.into_iter().chain([readme(), manual()]) {
        for block in document.split("```toml\n").skip(1) {
            let block = block.split("```").next().expect("a block ends");
            let table: toml::Table = toml::from_str(block).expect("TOML");
            let sections = ["dependencies", "dev-dependencies"];
            let Some(section) = sections.iter().find_map(|name| table.get(*name)) else {
                toml::from_str::<Policy>(block).expect("a policy");
                policies += 1;
                continue;
            };
            manifests += 1;
            let asked = section["intune-privacy"].get("features");
            for feature in asked.and_then(toml::Value::as_array).into_iter().flatten() {
                assert!(features.contains_key(feature.as_str().expect("a name")), "{feature}");
            }
        }
    }
    assert!(policies >= 1 && manifests >= 3, "{policies} policies, {manifests} manifests");
}

/// The place differs, as it has to.
#[test]
fn the_error_of_the_readme_is_one_that_the_compiler_prints() {
    let readme = readme();
    let block = readme.split("```text\n").nth(1).expect("the README shows an error");
    let said = |text: &str| text.lines().take(3).map(str::to_owned).collect::<Vec<_>>();
    let snapshot = read("tests/ui/p03/identified-as-pseudonymized.stderr");
    assert_eq!(said(block), said(&snapshot));
}

/// They are copies, because a link would be lost on some systems.
#[test]
fn every_published_package_has_both_licences() {
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        for package in ["intune-privacy", "intune-privacy/taxonomy", "intune-privacy-derive"] {
            let path = format!("{package}/{licence}");
            assert!(read(&path) == read(licence), "{path} differs from {licence}");
        }
    }
}
