//! The published packages: what they say of themselves, and that they hold what they need. That they
//! build from it is checked by `.ci/run`.

mod dependencies;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of the workspace.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[track_caller]
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(workspace())
        .output()
        .expect("cargo can be run");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {message}");
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

/// What cargo knows of each package that is published.
fn packages() -> Vec<Value> {
    let metadata = cargo(&["metadata", "--no-deps", "--offline", "--format-version=1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages").iter();
    // An empty list of registries is what `publish = false` means.
    packages.filter(|package| package["publish"].is_null()).cloned().collect()
}

#[track_caller]
fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    let text = package[key].as_str().filter(|text| !text.is_empty());
    text.unwrap_or_else(|| panic!("{} has no {key}", package["name"]))
}

/// The files of a package.
fn files(name: &str) -> BTreeSet<String> {
    let list = cargo(&["package", "--list", "--allow-dirty", "--offline", "-p", name]);
    list.lines().map(|line| line.replace('\\', "/")).collect()
}

/// The package's own folder.
fn folder(package: &Value) -> PathBuf {
    let manifest = Path::new(text(package, "manifest_path"));
    manifest.parent().expect("a manifest is in a folder").into()
}

/// The files below a folder, by their paths from `root`.
fn below(root: &Path, folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(below(root, &path));
        } else {
            let path = path.strip_prefix(root).expect("it is below");
            files.push(path.to_str().expect("a name in UTF-8").replace('\\', "/"));
        }
    }
    files
}

#[test]
fn three_packages_are_published_in_one_version() {
    let packages = packages();
    let names: BTreeSet<_> = packages.iter().map(|package| text(package, "name")).collect();
    let expected = ["intune-privacy", "intune-privacy-derive", "intune-privacy-taxonomy"];
    assert_eq!(names, BTreeSet::from(expected));
    for package in &packages {
        let version = text(package, "version");
        assert_eq!(version, text(&packages[0], "version"));
        for dependency in package["dependencies"].as_array().expect("a list") {
            if expected.contains(&text(dependency, "name")) {
                assert_eq!(text(dependency, "req"), format!("={version}"));
            }
        }
    }
}

#[test]
fn each_package_describes_itself() {
    for package in packages() {
        for key in ["description", "license", "readme", "rust_version"] {
            text(&package, key);
        }
        let keywords = package["keywords"].as_array().expect("a list");
        assert!((1..=5).contains(&keywords.len()), "the registry takes up to five keywords");
        let categories = package["categories"].as_array().expect("a list");
        assert!((1..=5).contains(&categories.len()), "the registry takes up to five categories");
        let docs = &package["metadata"]["docs"]["rs"];
        assert_eq!(docs["all-features"], true, "{}", package["name"]);
        assert_eq!(docs["rustdoc-args"][0], "--generate-link-to-definition");
    }
}

#[test]
fn each_package_holds_its_sources_licences_and_readme() {
    for package in packages() {
        let (name, folder) = (text(&package, "name"), folder(&package));
        let files = files(name);
        let mut expected = vec!["LICENSE-APACHE".into(), "LICENSE-MIT".into(), "README.md".into()];
        for part in ["src", "schema", "templates"] {
            if folder.join(part).is_dir() {
                expected.extend(below(&folder, &folder.join(part)));
            }
        }
        for file in expected {
            assert!(files.contains(&file), "{name} does not hold {file}");
        }
    }
}

/// A package that is unpacked has no other files of the repository. Images are too large for it: the
/// registry shows those of the repository that the manifest names.
#[test]
fn what_a_readme_links_to_is_in_its_package_or_on_the_web() {
    for package in packages() {
        let (name, folder) = (text(&package, "name"), folder(&package));
        let files = files(name);
        let readme = fs::read_to_string(folder.join(text(&package, "readme"))).expect("a readme");
        for target in links(&readme) {
            let is_there = target.starts_with("https://")
                || target.starts_with('#')
                || files.contains(target.split('#').next().unwrap_or_default())
                || target.starts_with("docs/") && workspace().join(target).is_file();
            assert!(is_there, "the readme of {name} links to {target}");
        }
    }
}

/// The targets of links and images in Markdown, outside of code, and in HTML.
fn links(markdown: &str) -> Vec<&str> {
    let mut links = Vec::new();
    for text in markdown.split("```").step_by(2) {
        for (start, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"'), ("srcset=\"", '"')] {
            let targets = text.split(start).skip(1);
            links.extend(targets.filter_map(|rest| rest.split_once(end)).map(|(target, _)| target));
        }
    }
    links
}

#[test]
fn links_and_images_are_found() {
    let readme =
        "[a](A) `c` ![b](https://b.example) <img src=\"B.png\">\n```text\n[x](X)\n```\n[d](#d)";
    let found: BTreeSet<_> = links(readme).into_iter().collect();
    assert_eq!(found, BTreeSet::from(["A", "https://b.example", "B.png", "#d"]));
}

#[test]
fn ci_checks_the_minimum_rust_version_of_each_package() {
    let ci = fs::read_to_string(workspace().join(".github/workflows/ci.yml")).expect("the jobs");
    let (_, job) = ci.split_once("minimum-rust-version:").expect("a job");
    let list = job.lines().find(|line| line.trim_start().starts_with("package: ["));
    let list = list.expect("a list of packages");
    for package in packages() {
        let (name, minimum) = (text(&package, "name"), text(&package, "rust_version"));
        assert!(list.contains(name), "{name} is not checked");
        assert!(job.contains(&format!("cargo +{minimum} check -p")), "{minimum} is not checked");
    }
}
