//! What cargo builds beside the published packages. `docs/dependencies.md` says it of each feature and
//! is held to it, so that nothing is added unseen. Cargo reads the crates of every system that CI tests,
//! and loads those that it does not have.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{cargo, packages, text, workspace};

const DOCUMENT: &str = "docs/dependencies.md";

/// The systems that CI tests. The document is the same on all of them.
const TARGETS: [(&str, &str); 3] = [
    ("Linux", "x86_64-unknown-linux-gnu"),
    ("macOS", "aarch64-apple-darwin"),
    ("Windows", "x86_64-pc-windows-msvc"),
];

/// Crates by name, with the systems that they are built for.
type Crates = BTreeMap<String, Vec<&'static str>>;

/// The crates that cargo builds for a package on a target, each as its name and version. Macros and
/// build scripts count: their code runs, too.
fn tree(package: &str, features: &[&str], target: &str) -> BTreeSet<(String, String)> {
    let what = ["tree", "--quiet", "--locked", "--package", package, "--target", target];
    let form = ["--edges=normal,build", "--prefix=none", "--format={p}"];
    let tree = cargo(&[&what, &form[..], features].concat());
    let crates = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    });
    crates.collect()
}

/// The crates of others that cargo builds for a package.
fn crates(package: &str, features: &[&str]) -> Crates {
    let mut crates = Crates::new();
    for (system, target) in TARGETS {
        for (name, _) in tree(package, features, target) {
            if !name.starts_with("intune-privacy") {
                crates.entry(name).or_default().push(system);
            }
        }
    }
    crates
}

/// A row of the document: how many crates there are, which differs between systems, and which.
fn row(name: &str, crates: &Crates) -> String {
    let count = |system| crates.values().filter(|systems| systems.contains(&system)).count();
    let counts: BTreeSet<_> = TARGETS.iter().map(|(system, _)| count(*system)).collect();
    let counts = match (counts.first(), counts.last()) {
        (Some(least), Some(most)) if least < most => format!("{least} to {most}"),
        (least, _) => least.unwrap_or(&0).to_string(),
    };
    let names = crates.iter().map(|(name, systems)| match systems.len() {
        len if len == TARGETS.len() => name.clone(),
        _ => format!("{name} ({})", systems.join(", ")),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    format!("| {name} | {counts} | {names} |").replace("|  |", "| |")
}

/// The rows that the document has to hold.
fn rows() -> Vec<String> {
    let alone = |features: &str| {
        crates("intune-privacy", &["--no-default-features", "--features", features])
    };
    let base = alone("");
    let mut rows = vec![
        row("`intune-privacy-taxonomy`", &crates("intune-privacy-taxonomy", &[])),
        row("`intune-privacy-derive`", &crates("intune-privacy-derive", &["--all-features"])),
        row("`intune-privacy` without features", &base),
    ];
    let packages = packages();
    let facade = packages.iter().find(|package| text(package, "name") == "intune-privacy");
    let features = facade.and_then(|facade| facade["features"].as_object()).expect("features");
    rows.extend(features.keys().map(|feature| {
        let mut added = alone(feature);
        added.retain(|name, _| !base.contains_key(name));
        row(&format!("`{feature}`"), &added)
    }));
    rows
}

#[test]
fn the_document_lists_what_each_feature_adds() {
    let document = fs::read_to_string(workspace().join(DOCUMENT)).expect("the document");
    let listed: BTreeSet<_> = document
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Package or feature |"))
        .map(ToOwned::to_owned)
        .collect();
    let rows = rows();
    let built: BTreeSet<_> = rows.iter().cloned().collect();
    let missing: Vec<_> = rows.iter().filter(|row| !listed.contains(*row)).cloned().collect();
    let wrong: Vec<_> = listed.difference(&built).cloned().collect();
    assert!(
        missing.is_empty() && wrong.is_empty(),
        "{DOCUMENT} is not what cargo builds. If each new crate is worth its cost to everyone who \
         turns the feature on, take out\n{}\nand write\n{}",
        wrong.join("\n"),
        missing.join("\n"),
    );
}

/// That would be built twice, as would syn, which is most of what the derive costs.
#[test]
fn no_crate_is_there_in_two_versions() {
    for (system, target) in TARGETS {
        let mut versions = BTreeMap::new();
        for (name, version) in tree("intune-privacy", &["--all-features"], target) {
            if let Some(other) = versions.insert(name.clone(), version.clone()) {
                panic!("on {system}, the features bring {name} {other} and {version}");
            }
        }
    }
}
