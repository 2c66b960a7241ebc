//! The form of a manifest.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str;

use jiff::civil::DateTime;
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::{Finding, MANIFEST, Problem};
use crate::export::Format;
use crate::export::manifest::{FileRecord, Manifest, RecordType, WithheldRecord};
use crate::export::package::INDEX;
use crate::export::package::digest::is_digest;
use crate::export::package::records::is_portable;
use crate::export::scope::Kind;
use intune_privacy_taxonomy::{Class, Fact, Language};

/// All keys of a manifest. Any other is not repeated, because it can hold what a value would.
const KEYS: [&str; 41] = [
    "automatedDecisions",
    "bytes",
    "categories",
    "class",
    "classes",
    "complaint",
    "controller",
    "count",
    "created",
    "described",
    "document",
    "editions",
    "explanation",
    "file",
    "files",
    "format",
    "generator",
    "information",
    "item",
    "kind",
    "label",
    "language",
    "mamOnly",
    "path",
    "purposes",
    "reason",
    "recipients",
    "records",
    "redacted",
    "retention",
    "rights",
    "safeguards",
    "scope",
    "sha256",
    "sources",
    "subject",
    "taxonomy",
    "title",
    "type",
    "version",
    "withheld",
];

const REASONS: [&str; 10] = [
    "secret",
    "class",
    "optional",
    "not_mam",
    "mam_condition",
    "condition",
    "not_provided",
    "policy",
    "not_serialized",
    "unclassified",
];

/// The manifest, or all that is wrong with its form.
pub(super) fn parse(text: &[u8]) -> Result<Manifest, Vec<Finding>> {
    let Ok(text) = str::from_utf8(text) else {
        return Err([Finding::of_file(MANIFEST, Problem::Encoding)].into());
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut path = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut path);
    let manifest = Manifest::deserialize(tracked)
        .and_then(|manifest| deserializer.end().map(|()| manifest))
        .map_err(|error| [mistake(&error, &path.path())])?;
    let mut form = Form { findings: Vec::new() };
    // serde also takes a list in the place of an object, and null where a key may be missing.
    // Written again, such a manifest is another one.
    if let (Ok(given), Ok(meant)) = (serde_json::from_str(text), serde_json::to_value(&manifest)) {
        form.compare(&given, &meant, &mut String::new());
    }
    form.manifest(&manifest);
    if form.findings.is_empty() { Ok(manifest) } else { Err(form.findings) }
}

/// Where and what a mistake is. The words of serde are not repeated, for they can quote a value.
fn mistake(error: &serde_json::Error, path: &Path) -> Finding {
    let message = format!("{error}");
    let problem = match error.classify() {
        Category::Syntax | Category::Eof | Category::Io => Problem::Syntax,
        Category::Data => {
            let missing = message.strip_prefix("missing field `").and_then(|rest| {
                let (key, _) = rest.split_once('`')?;
                KEYS.into_iter().find(|known| *known == key)
            });
            match missing {
                Some(key) => Problem::MissingKey(key),
                None if message.starts_with("unknown field") => Problem::UnknownKey,
                None if message.starts_with("duplicate field") => Problem::RepeatedKey,
                None => Problem::Type,
            }
        }
    };
    let known = path.iter().map_while(|segment| match segment {
        Segment::Map { key } => KEYS.into_iter().find(|known| known == key).map(Step::Key),
        Segment::Seq { index } => Some(Step::Index(*index)),
        _ => None,
    });
    let mut place = String::new();
    known.for_each(|step| step.append_to(&mut place));
    let (line, column) = (Some(error.line()), Some(error.column()));
    Finding { line, column, ..Finding::of_manifest(place, problem) }
}

/// A step on the way to a value.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl Step<'_> {
    fn append_to(self, path: &mut String) {
        match self {
            Self::Key(key) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(key);
            }
            Self::Index(index) => path.extend(["[", &index.to_string(), "]"]),
        }
    }
}

struct Form {
    findings: Vec<Finding>,
}

impl Form {
    /// Lists where a document differs from what was understood of it.
    fn compare(&mut self, given: &Value, meant: &Value, path: &mut String) {
        let length = path.len();
        match (given, meant) {
            (Value::Object(given), Value::Object(meant)) => {
                for (key, value) in given {
                    Step::Key(key).append_to(path);
                    self.compare(value, meant.get(key).unwrap_or(&Value::Null), path);
                    path.truncate(length);
                }
            }
            (Value::Array(given), Value::Array(meant)) => {
                for (index, (given, meant)) in given.iter().zip(meant).enumerate() {
                    Step::Index(index).append_to(path);
                    self.compare(given, meant, path);
                    path.truncate(length);
                }
            }
            _ if given == meant && !given.is_null() => {}
            // A list that is left out because nothing is in it.
            (Value::Array(_), Value::Null) => {
                self.findings.push(Finding::of_manifest(
                    path.clone(),
                    Problem::Value("a list of something"),
                ));
            }
            _ => self.findings.push(Finding::of_manifest(path.clone(), Problem::Type)),
        }
    }

    fn require(&mut self, holds: bool, path: impl FnOnce() -> String, form: &'static str) {
        if !holds {
            self.findings.push(Finding::of_manifest(path(), Problem::Value(form)));
        }
    }

    fn manifest(&mut self, manifest: &Manifest) {
        let Manifest { scope, .. } = manifest;
        self.require(manifest.version == 1, || "version".into(), "1");
        let created = is_time(&manifest.created);
        self.require(created, || "created".into(), "a time in UTC, as RFC 3339 has it");
        let identified = manifest.subject.iter().any(|identifier| !identifier.is_empty());
        self.require(identified, || "subject".into(), "a list with an identifier");
        let language = Language::from_name(&manifest.language);
        self.require(language.is_some(), || "language".into(), "en, fr, sv or nl");
        let kind = Kind::ALL.iter().any(|kind| kind.as_str() == scope.kind);
        self.require(kind, || "scope.kind".into(), "a kind of scope");
        for (index, class) in scope.classes.iter().enumerate() {
            let path = || format!("scope.classes[{index}]");
            self.require(Class::from_name(class).is_some(), path, "a class");
        }
        for (index, fact) in scope.mam_only.iter().flatten().enumerate() {
            let path = || format!("scope.mamOnly[{index}]");
            self.require(Fact::from_name(fact).is_some(), path, "a fact");
        }
        let mut files = BTreeSet::new();
        for (index, file) in manifest.files.iter().enumerate() {
            self.file(index, file);
            let is_new = files.insert(file.path.to_ascii_lowercase());
            let path = || format!("files[{index}].path");
            self.require(is_new, path, "another one than that of each file before");
        }
        let has_index = manifest.files.iter().any(|file| file.path == INDEX);
        self.require(has_index, || "files".into(), "a list with index.html");
        let listed: BTreeSet<_> = manifest.files.iter().map(|file| &*file.path).collect();
        let mut of_records = BTreeSet::new();
        for (index, records) in manifest.records.iter().enumerate() {
            self.records(index, records);
            let path = || format!("records[{index}].file");
            self.require(listed.contains(&*records.file), path, "listed among the files");
            let is_new = of_records.insert(&*records.file);
            self.require(is_new, path, "another one than that of each type before");
        }
        for (index, file) in manifest.files.iter().enumerate() {
            let path = || format!("files[{index}].path");
            let is_known = file.path == INDEX || of_records.contains(&*file.path);
            self.require(is_known, path, "index.html or the file of a type of records");
        }
    }

    fn file(&mut self, index: usize, file: &FileRecord) {
        let path = || format!("files[{index}].path");
        self.require(is_path(&file.path), path, "a path in a package");
        let path = || format!("files[{index}].sha256");
        self.require(is_digest(&file.sha256), path, "a SHA-256 digest in small hexadecimal digits");
    }

    fn records(&mut self, index: usize, records: &RecordType) {
        let path = |key: &str| format!("records[{index}].{key}");
        self.require(is_name(&records.name), || path("type"), "the name of a type");
        let format = Format::from_name(&records.format);
        self.require(format.is_some(), || path("format"), "a format");
        if let Some(format) = format {
            let is_file = records.file == format.path(&records.name);
            self.require(is_file, || path("file"), "named by the type and format");
        }
        for (inner, withheld) in records.withheld.iter().enumerate() {
            self.withheld(withheld, |key| format!("records[{index}].withheld[{inner}].{key}"));
        }
    }

    fn withheld(&mut self, withheld: &WithheldRecord, path: impl Fn(&str) -> String) {
        let WithheldRecord { item, class, reason, .. } = withheld;
        self.require(item.as_deref().is_none_or(is_item), || path("item"), "an item");
        let is_class = class.as_deref().is_none_or(|class| Class::from_name(class).is_some());
        self.require(is_class, || path("class"), "a class");
        self.require(REASONS.contains(&&**reason), || path("reason"), "a reason");
    }
}

/// Whether the text is a time as it is written in manifests: RFC 3339 in UTC, with no more digits
/// than the fraction of the second needs.
fn is_time(text: &str) -> bool {
    let Some(date) = text.strip_suffix('Z') else { return false };
    date.as_bytes().get(10) == Some(&b'T')
        && date.parse::<DateTime>().is_ok_and(|time| time.year() >= 0 && format!("{time}") == date)
}

/// Whether the text is the path of a file that a manifest can list.
fn is_path(path: &str) -> bool {
    let is_data = |file: &str| {
        file.split_once('.').is_some_and(|(name, extension)| {
            is_name(name) && matches!(extension, "json" | "jsonl" | "csv" | "xml" | "html")
        })
    };
    path == INDEX || path.strip_prefix("data/").is_some_and(is_data)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_portable)
}

/// Whether the text is `category::name`. Other editions of the taxonomy have other items.
fn is_item(item: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
    };
    item.split_once("::").is_some_and(|(category, name)| is_word(category) && is_word(name))
}

#[cfg(test)]
mod tests {
    use super::{KEYS, Kind, REASONS, is_item, is_path, is_time};
    use crate::export::MANIFEST_SCHEMA;
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;
    use serde_json::Value;

    #[test]
    fn the_keys_are_those_of_the_schema() {
        fn collect<'a>(schema: &'a Value, keys: &mut BTreeSet<&'a str>) {
            let Some(schema) = schema.as_object() else { return };
            for (key, value) in schema {
                if let ("properties", Some(properties)) = (&**key, value.as_object()) {
                    keys.extend(properties.keys().map(|key| &**key));
                    properties.values().for_each(|value| collect(value, keys));
                } else {
                    collect(value, keys);
                }
            }
        }
        let schema = serde_json::from_str(MANIFEST_SCHEMA).unwrap();
        let mut keys = BTreeSet::new();
        collect(&schema, &mut keys);
        assert_eq!(keys, KEYS.into_iter().collect());
    }

    #[test]
    fn the_words_are_those_of_the_schema() {
        let schema: Value = serde_json::from_str(MANIFEST_SCHEMA).unwrap();
        let words = |pointer: &str| -> Vec<_> {
            let words = schema.pointer(pointer).and_then(Value::as_array).unwrap();
            words.iter().map(|word| word.as_str().unwrap()).collect()
        };
        assert_eq!(words("/properties/scope/properties/kind/enum"), Kind::ALL.map(Kind::as_str));
        assert_eq!(words("/$defs/withheld/properties/reason/enum"), REASONS);
    }

    #[test]
    fn a_time_is_written_in_one_way() {
        for time in [
            "2023-11-14T22:13:20Z",
            "2024-02-29T00:00:00.5Z",
            "0000-02-29T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            assert!(is_time(time), "{time}");
        }
        for time in [
            "",
            "2023-11-14",
            "2023-11-14Z",
            "2023-11-14T22:13Z",
            "2023-11-14 22:13:20Z",
            "2023-11-14t22:13:20Z",
            "2023-11-14T22:13:20z",
            "2023-11-14T22:13:20",
            "2023-11-14T22:13:20+00:00",
            "2023-11-14T22:13:20.50Z",
            "2023-02-29T00:00:00Z",
            "2023-11-14T24:00:00Z",
            "2023-11-14T23:59:60Z",
            "-000001-11-14T22:13:20Z",
            "2023-11-14T22:13:20Z\n",
        ] {
            assert!(!is_time(time), "{time}");
        }
    }

    #[test]
    fn a_path_leads_to_a_file_of_a_package() {
        assert!(is_path("index.html"));
        assert!(is_path("data/managedDevice.json"));
        for path in [
            "",
            "manifest.json",
            "data/",
            "data/.json",
            "data/a",
            "data/a.exe",
            "data/a.b.json",
            "data/../a.json",
            "data/b/a.json",
            "/data/a.json",
            "data\\a.json",
            "data/ä.json",
        ] {
            assert!(!is_path(path), "{path}");
        }
    }

    #[test]
    fn an_item_is_a_category_and_a_name() {
        assert!(is_item("device::serial_number_2"));
        for item in ["", "a", "::", "a::", "::a", "a:b", "A::b", "a::B", "a::b::c", "a::b-c"] {
            assert!(!is_item(item), "{item}");
        }
    }
}
