//! Every documented item, in one generated crate: the compiler accepts the documented annotation
//! and refuses each other class, requirement and MAM value, with the right code on the right line.
//!
//! What is expected is stated here anew, from the published table; the rules have no part in it.

mod generated_crate;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;

use generated_crate::GeneratedCrate;

const CLASSES: [&str; 4] = ["identified", "pseudonymized", "aggregated", "non_personal"];
const REQUIREMENTS: [&str; 2] = ["required", "optional"];
const MAM_VALUES: [Option<&str>; 7] = [
    None,
    Some("mam"),
    Some("mam(entra_joined)"),
    Some("mam(friendly_name)"),
    Some("mam(managed_apps_only)"),
    Some("mam(mdm_enrolled)"),
    Some("mam(threat_status_with_mtd)"),
];

/// A row of the published table.
struct Item(HashMap<String, String>);

impl Item {
    fn all() -> Vec<Self> {
        let table =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../intune-privacy/tests/taxonomy.csv");
        let mut reader = csv::Reader::from_path(table).expect("the table is there");
        reader.deserialize().map(|row| Self(row.expect("the table is CSV"))).collect()
    }

    fn column(&self, name: &str) -> &str {
        &self.0[name]
    }

    fn path(&self) -> String {
        self.column("item").replace('.', "::")
    }

    fn is_device_data(&self) -> bool {
        self.column("tie_rule") == "identified_when_tied"
    }

    /// What to hold the item in; it can be absent, so that no condition matters.
    fn value_type(&self) -> &'static str {
        match self.column("format") {
            "secret" => "Option<secrecy::SecretString>",
            "count" | "number" => "Option<u64>",
            _ => "Option<String>",
        }
    }

    /// The class in a record that is tied to a user or device, or is not.
    fn class(&self, tied: bool) -> &str {
        match self.column("class") {
            _ if self.is_device_data() && tied => "identified",
            // No edition gives one, so any will do.
            "" => "pseudonymized",
            class => class,
        }
    }

    /// The documented annotation.
    fn documented(&self, tied: bool) -> Annotation<'_> {
        Annotation {
            item: self,
            tied,
            class: self.class(tied),
            requirement: self.column("requirement"),
            mam: (self.column("mam") == "yes").then_some("mam"),
            ty: self.value_type(),
        }
    }
}

/// A field of one item, in a record of its own.
#[derive(Clone, Copy)]
struct Annotation<'a> {
    item: &'a Item,
    tied: bool,
    class: &'a str,
    requirement: &'a str,
    mam: Option<&'a str>,
    ty: &'a str,
}

impl Annotation<'_> {
    /// The annotations that differ from this one in one respect.
    fn variations(self) -> Vec<Self> {
        let classes = CLASSES.map(|class| Self { class, ..self });
        let requirements = REQUIREMENTS.map(|requirement| Self { requirement, ..self });
        let mam_values = MAM_VALUES.map(|mam| Self { mam, ..self });
        let text = Self { ty: "String", ..self };
        let all = classes.into_iter().chain(requirements).chain(mam_values).chain([text]);
        all.filter(|other| !other.is_the_same_as(&self)).collect()
    }

    fn is_the_same_as(&self, other: &Self) -> bool {
        (self.class, self.requirement, self.mam, self.ty)
            == (other.class, other.requirement, other.mam, other.ty)
    }

    /// The codes of the rules that refuse it.
    fn refused_by(&self) -> Vec<&'static str> {
        let item = self.item;
        if self.class == "non_personal" {
            return vec!["P12"];
        }
        let mut codes = Vec::new();
        codes.extend(self.class_refused_by());
        if self.requirement != item.column("requirement") {
            codes.push("P04");
        }
        let condition = format!("mam({})", item.column("mam_condition"));
        let mam_is_right = match self.mam {
            None => item.column("mam") != "yes",
            Some("mam") => item.column("mam") == "yes",
            Some(mam) => item.column("mam") == "yes" && mam == condition,
        };
        if !mam_is_right {
            codes.push("P05");
        }
        if !item.column("collected_only_if").is_empty() && !self.ty.starts_with("Option") {
            codes.push("P10");
        }
        if item.column("secret") == "yes" && !self.ty.contains("secrecy") {
            codes.push("P11");
        }
        codes
    }

    fn class_refused_by(&self) -> Option<&'static str> {
        let item = self.item;
        let aggregated = self.class == "aggregated";
        let is_number = self.ty.contains("u64");
        match (item.column("class"), item.column("class_basis")) {
            _ if item.is_device_data() => match self.class {
                "aggregated" => Some("P03"),
                class => (class != item.class(self.tied)).then_some("P08"),
            },
            ("aggregated", _) if aggregated => (!is_number).then_some("P09"),
            ("", _) => (aggregated && !is_number).then_some("P09"),
            (documented, _) if self.class == documented => None,
            // Of an inferred class a stricter one is accepted.
            ("pseudonymized" | "aggregated", "category") if self.class == "identified" => None,
            ("aggregated", "category") if self.class == "pseudonymized" => None,
            _ => Some("P03"),
        }
    }
}

/// The record, on one line.
impl fmt::Display for Annotation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, tied, class, requirement, mam, ty } = self;
        let container = if *tied { "#[data(tied)] " } else { "" };
        let mam = mam.map(|mam| format!("{mam}, ")).unwrap_or_default();
        write!(f, "#[derive(Classified)] {container}pub struct ")?;
        write!(f, "Record(#[data({class}, {requirement}, {mam}item = {})] {ty});", item.path())
    }
}

#[test]
fn the_compiler_accepts_the_documented_annotation_of_every_item_and_no_other() {
    let items = Item::all();
    assert_eq!(items.len(), 90);
    let mut annotations = Vec::new();
    for item in &items {
        for tied in [false, true] {
            if tied && !item.is_device_data() {
                continue;
            }
            let documented = item.documented(tied);
            assert_eq!(documented.refused_by(), [""; 0], "{documented}");
            annotations.push(documented);
            annotations.extend(documented.variations());
        }
    }
    let mut source = String::from("use intune_privacy::Classified;\n");
    for (index, annotation) in annotations.iter().enumerate() {
        source += &annotation.to_string().replace("Record", &format!("Record{index}"));
        source.push('\n');
    }
    let refusals = GeneratedCrate::new("exhaustive", &[("lib.rs".into(), source)]).refusals();

    let mut found: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for refusal in &refusals {
        let headline = refusal.message.lines().next().unwrap_or_default();
        let code = headline.rsplit_once(" [P").map_or(headline, |(_, code)| code);
        found.entry(refusal.line).or_default().push(code.trim_end_matches(']'));
    }
    let mut expected = 0;
    for (line, annotation) in (2..).zip(&annotations) {
        let mut codes = found.remove(&line).unwrap_or_default();
        codes.sort_unstable();
        let refused_by: Vec<_> = annotation.refused_by().iter().map(|code| &code[1..]).collect();
        assert_eq!(codes, refused_by, "{annotation}");
        expected += refused_by.len();
    }
    assert_eq!(refusals.len(), expected);
    assert!(found.is_empty(), "errors on other lines: {found:?}");
    // The table has not lost its rows, nor this test its variations.
    assert!(annotations.len() > 1000 && expected > 900, "{} and {expected}", annotations.len());
}
