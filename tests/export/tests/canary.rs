//! Canaries: every field holds a text whose characters occur nowhere else, or a number with digits
//! that do not. Nothing of a field that is withheld is in any byte of an export, whatever the
//! scope, the policy, the format and the language; and everything that is included is.
//!
//! What is included is decided here from a table of what each field's annotation says, not by
//! asking the crate.

#![expect(clippy::struct_field_names, reason = "a canary is found by the name of its field")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use intune_privacy::export::{self, ExportError, Format, Package, Scope, Subject};
use intune_privacy::{Class, Classified, Fact, Facts, Language, Policy};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};
use zip::ZipArchive;

/// Where the data comes from, by the documented category of the field or else of its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// A user's device, or diagnostics.
    Device,
    /// The administrator's use of the admin center.
    Portal,
    /// A third party, or nothing says where from.
    Elsewhere,
}

/// What the MAM workload does with a field.
#[derive(Clone, Copy, Debug)]
enum Mam {
    No,
    Always,
    If(&'static [Fact]),
}

/// What the annotation of a field says.
#[derive(Clone, Copy, Debug)]
struct Row {
    field: &'static str,
    class: Class,
    required: bool,
    mam: Mam,
    /// Facts one of which has to hold for the data to be collected at all; none are asked for if
    /// there are none.
    only: &'static [Fact],
    from: From,
    /// No scope includes it.
    never: bool,
}

impl Row {
    const fn new(field: &'static str, class: Class, from: From) -> Self {
        Self { field, class, required: true, mam: Mam::No, only: &[], from, never: false }
    }

    const fn identified(field: &'static str) -> Self {
        Self::new(field, Class::Identified, From::Device)
    }

    const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    const fn mam(self) -> Self {
        Self { mam: Mam::Always, ..self }
    }

    const fn mam_if(self, facts: &'static [Fact]) -> Self {
        Self { mam: Mam::If(facts), ..self }
    }

    const fn only(self, facts: &'static [Fact]) -> Self {
        Self { only: facts, ..self }
    }

    const fn never(self) -> Self {
        Self { never: true, ..self }
    }

    /// The `part`th text of the field: eight Hangul syllables that no other field has.
    fn text(field: &str, part: usize) -> String {
        let row = ROWS.iter().position(|row| row.field == field).expect("a field of the table");
        let first = 0xAC00 + u32::try_from((row * PARTS + part) * 8).expect("few fields");
        (first..first + 8).map(|code| char::from_u32(code).expect("a syllable")).collect()
    }
}

/// How many texts there are for each field.
const PARTS: usize = 4;

/// What each field holds, for messages that the tests look into.
fn text(field: &str) -> String {
    Row::text(field, 0)
}

/// Their digits come in no other order in anything that is written.
const NUMBERS: [(&str, u64); 4] = [
    ("storage", 3_416_721_106_840_388),
    ("enrolled", 5_421_430_443_244_519),
    ("kept_number", 5_683_237_418_404_948),
    ("pair", 3_669_467_234_401_074),
];

fn number(field: &str) -> u64 {
    NUMBERS.iter().find(|(name, _)| *name == field).expect("a number of the table").1
}

static ROWS: [Row; 46] = [
    Row::identified("serial_number"),
    Row::identified("os_version").mam(),
    Row::identified("device_name").mam(),
    Row::identified("user_principal_name").mam(),
    Row::identified("entra_device_id").mam_if(&[Fact::EntraJoined]),
    Row::identified("intune_device_id").mam_if(&[Fact::MdmEnrolled]),
    Row::identified("app_name")
        .mam_if(&[Fact::ManagedApp])
        .only(&[Fact::CorporateOwned, Fact::CompliantApp]),
    Row::new("health_status", Class::Pseudonymized, From::Device)
        .mam_if(&[Fact::ThreatDefenseConnector]),
    Row::new("correlation_id", Class::Pseudonymized, From::Device).optional(),
    Row::new("file_path", Class::Pseudonymized, From::Device).optional(),
    Row::identified("storage"),
    Row::new("enrolled", Class::Aggregated, From::Portal),
    Row::new("remote_task", Class::Identified, From::Portal).mam(),
    Row::new("tenant_id", Class::Identified, From::Elsewhere),
    Row::identified("note"),
    Row::new("token", Class::Pseudonymized, From::Device).optional(),
    Row::new("kept", Class::NonPersonal, From::Device).optional(),
    Row::new("kept_number", Class::NonPersonal, From::Device).optional(),
    Row::identified("private_key").never(),
    Row::identified("password").never(),
    Row::identified("exposed").never(),
    Row::identified("skipped").never(),
    Row::identified("list"),
    Row::identified("map"),
    Row::new("tokens", Class::Pseudonymized, From::Device),
    Row::new("kept_map", Class::NonPersonal, From::Device).optional(),
    Row::identified("pair"),
    Row::new("inner_name", Class::Identified, From::Elsewhere),
    Row::new("inner_token", Class::Pseudonymized, From::Elsewhere),
    Row::new("inner_kept", Class::NonPersonal, From::Elsewhere).optional(),
    Row::identified("flat_name"),
    Row::new("flat_kept", Class::NonPersonal, From::Device).optional(),
    Row::identified("rest"),
    Row::identified("external_name"),
    Row::new("external_token", Class::Pseudonymized, From::Device),
    Row::identified("internal_name"),
    Row::new("internal_kept", Class::NonPersonal, From::Device).optional(),
    Row::identified("adjacent_name"),
    Row::new("adjacent_token", Class::Pseudonymized, From::Device),
    Row::identified("untagged_name"),
    Row::new("untagged_kept", Class::NonPersonal, From::Device).optional(),
    Row::identified("first"),
    Row::new("second", Class::Pseudonymized, From::Device),
    Row::new("third", Class::NonPersonal, From::Device).optional(),
    Row::identified("transparent"),
    Row::identified("hidden_variant").never(),
];

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required, mam)]
    os_version: String,
    #[data(identified, required, mam(friendly_name))]
    device_name: String,
    #[data(identified, required, mam, subject, item = user::principal_name)]
    user_principal_name: String,
    #[data(identified, required, mam(entra_joined), item = device_data::entra_device_id)]
    entra_device_id: String,
    #[data(identified, required, mam(mdm_enrolled), item = device_data::intune_device_id)]
    intune_device_id: String,
    #[data(identified, required, mam(managed_apps_only), item = application_inventory::app_name)]
    app_name: Option<String>,
    #[data(
        pseudonymized,
        required,
        mam(threat_status_with_mtd),
        item = managed_application::health_status
    )]
    health_status: String,
    #[data(pseudonymized, optional, item = diagnostics::correlation_id)]
    correlation_id: Option<String>,
    #[data(pseudonymized, optional, item = device_query::file_path)]
    file_path: Option<String>,
    #[data(identified, required, undocumented = "test")]
    storage: u64,
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    enrolled: u64,
    #[data(identified, required, mam, item = audit_log::remote_task)]
    remote_task: String,
    #[data(identified, required, item = customer_tenant::third_party_tenant_id)]
    tenant_id: String,
    #[data(identified, required, undocumented = "test")]
    note: String,
    #[data(pseudonymized, optional, undocumented = "test")]
    token: String,
    #[data(non_personal)]
    kept: String,
    #[data(non_personal)]
    kept_number: u64,
    #[data(identified, required, item = access_control::private_key)]
    #[serde(serialize_with = "exposed")]
    private_key: SecretString,
    #[data(identified, required, item = access_control::static_authenticator)]
    #[serde(serialize_with = "exposed")]
    password: SecretString,
    #[data(identified, required, undocumented = "test")]
    #[serde(serialize_with = "exposed")]
    exposed: SecretString,
    #[data(identified, required, undocumented = "test")]
    #[serde(skip)]
    skipped: String,
    #[data(identified, required, undocumented = "test")]
    list: Vec<String>,
    #[data(identified, required, undocumented = "test")]
    map: BTreeMap<String, Vec<String>>,
    #[data(pseudonymized, required, undocumented = "test")]
    tokens: HashMap<String, String>,
    #[data(non_personal)]
    kept_map: BTreeMap<String, String>,
    #[data(identified, required, undocumented = "test")]
    pair: (u64, bool),
    #[data(nested)]
    inner: Option<Box<Inner>>,
    #[data(nested)]
    inners: Vec<Inner>,
    #[data(nested)]
    #[serde(flatten)]
    flat: Flat,
    #[data(nested)]
    external: External,
    #[data(nested)]
    internal: Internal,
    #[data(nested)]
    adjacent: Adjacent,
    #[data(nested)]
    untagged: Vec<Untagged>,
    #[data(nested)]
    tuple: Tuple,
    #[data(nested)]
    transparent: Transparent,
    #[data(nested)]
    hidden: HiddenVariant,
}

/// Of no category: nothing says where its data comes from.
#[derive(Classified, Serialize)]
struct Inner {
    #[data(identified, required, undocumented = "test")]
    inner_name: String,
    #[data(pseudonymized, required, undocumented = "test")]
    inner_token: String,
    #[data(non_personal)]
    inner_kept: String,
    #[data(nested)]
    deeper: Option<Box<Inner>>,
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Flat {
    #[data(identified, required, undocumented = "test")]
    flat_name: String,
    #[data(non_personal)]
    flat_kept: String,
    #[data(identified, required, undocumented = "test")]
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
enum External {
    Named {
        #[data(identified, required, undocumented = "test")]
        external_name: String,
        #[data(pseudonymized, required, undocumented = "test")]
        external_token: String,
    },
}

#[derive(Classified, Serialize)]
#[serde(tag = "kind")]
#[data(category = hardware_inventory)]
enum Internal {
    Named {
        #[data(identified, required, undocumented = "test")]
        internal_name: String,
        #[data(non_personal)]
        internal_kept: String,
    },
}

#[derive(Classified, Serialize)]
#[serde(tag = "kind", content = "content")]
#[data(category = hardware_inventory)]
enum Adjacent {
    Pair(
        #[data(identified, required, undocumented = "test")] String,
        #[data(pseudonymized, required, undocumented = "test")] String,
    ),
}

#[derive(Classified, Serialize)]
#[serde(untagged)]
#[data(category = hardware_inventory)]
enum Untagged {
    Name(#[data(identified, required, undocumented = "test")] String),
    Kept {
        #[data(non_personal)]
        untagged_kept: String,
    },
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Tuple(
    #[data(identified, required, undocumented = "test")] String,
    #[data(pseudonymized, required, undocumented = "test")] String,
    #[data(non_personal)] String,
);

#[derive(Classified, Serialize)]
#[serde(transparent)]
#[data(category = hardware_inventory)]
struct Transparent(#[data(identified, required, undocumented = "test")] String);

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
enum HiddenVariant {
    #[expect(dead_code, reason = "a variant that is written beside the hidden one")]
    Shown,
    Key(
        #[data(identified, required, item = access_control::private_key)]
        #[serde(serialize_with = "exposed")]
        SecretString,
    ),
}

/// What a careless user writes; the secret must stay hidden all the same.
fn exposed<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

fn inner(part: usize, deeper: Option<Inner>) -> Inner {
    Inner {
        inner_name: Row::text("inner_name", part),
        inner_token: Row::text("inner_token", part),
        inner_kept: Row::text("inner_kept", part),
        deeper: deeper.map(Box::new),
    }
}

fn device() -> Device {
    let entry = |field| (Row::text(field, 1), text(field));
    Device {
        serial_number: text("serial_number"),
        os_version: text("os_version"),
        device_name: text("device_name"),
        user_principal_name: text("user_principal_name"),
        entra_device_id: text("entra_device_id"),
        intune_device_id: text("intune_device_id"),
        app_name: Some(text("app_name")),
        health_status: text("health_status"),
        correlation_id: Some(text("correlation_id")),
        file_path: Some(text("file_path")),
        storage: number("storage"),
        enrolled: number("enrolled"),
        remote_task: text("remote_task"),
        tenant_id: text("tenant_id"),
        note: text("note"),
        token: text("token"),
        kept: text("kept"),
        kept_number: number("kept_number"),
        private_key: text("private_key").into(),
        password: text("password").into(),
        exposed: text("exposed").into(),
        skipped: text("skipped"),
        list: vec![text("list"), Row::text("list", 1)],
        map: [(Row::text("map", 1), vec![text("map"), Row::text("map", 2)])].into(),
        tokens: [entry("tokens")].into(),
        kept_map: [entry("kept_map")].into(),
        pair: (number("pair"), true),
        inner: Some(Box::new(inner(0, Some(inner(1, None))))),
        inners: vec![inner(2, None), inner(3, None)],
        flat: Flat {
            flat_name: text("flat_name"),
            flat_kept: text("flat_kept"),
            rest: [entry("rest")].into(),
        },
        external: External::Named {
            external_name: text("external_name"),
            external_token: text("external_token"),
        },
        internal: Internal::Named {
            internal_name: text("internal_name"),
            internal_kept: text("internal_kept"),
        },
        adjacent: Adjacent::Pair(text("adjacent_name"), text("adjacent_token")),
        untagged: vec![
            Untagged::Name(text("untagged_name")),
            Untagged::Kept { untagged_kept: text("untagged_kept") },
        ],
        tuple: Tuple(text("first"), text("second"), text("third")),
        transparent: Transparent(text("transparent")),
        hidden: HiddenVariant::Key(text("hidden_variant").into()),
    }
}

/// A scope, and what it is to hold by the words of the documents and of the GDPR.
#[derive(Clone)]
struct Case {
    name: &'static str,
    scope: Scope,
    classes: Vec<Class>,
    required_only: bool,
    provided_only: bool,
    facts: Option<Facts>,
    policy: &'static str,
}

impl Case {
    fn all() -> Vec<Self> {
        let case = |name, scope, classes: &[Class]| Self {
            name,
            scope,
            classes: classes.into(),
            required_only: false,
            provided_only: false,
            facts: None,
            policy: "clear",
        };
        let personal = [Class::Identified, Class::Pseudonymized];
        let documented = [Class::Identified, Class::Pseudonymized, Class::Aggregated];
        let mut cases = vec![
            case("subject access", Scope::subject_access(), &personal),
            Self { provided_only: true, ..case("portability", Scope::portability(), &personal) },
            Self { required_only: true, ..case("required", Scope::required_only(), &documented) },
        ];
        for set in 0..1 << Class::ALL.len() {
            let classes: Vec<Class> = Class::ALL
                .iter()
                .copied()
                .enumerate()
                .filter_map(|(index, class)| (set >> index & 1 == 1).then_some(class))
                .collect();
            cases.push(case("classes", Scope::classes(&classes), &classes));
        }
        cases
    }

    fn mam_only(&self, facts: Facts) -> Self {
        Self { scope: self.scope.clone().mam_only(facts), facts: Some(facts), ..self.clone() }
    }

    fn redacted(&self, name: &'static str, policy: Policy) -> Self {
        Self { scope: self.scope.clone().redacted(policy), policy: name, ..self.clone() }
    }

    fn includes(&self, row: &Row) -> bool {
        let collects = |facts: Facts| {
            let holds = |needed: &[Fact]| needed.iter().any(|fact| facts.hold(*fact));
            let by_mam = match row.mam {
                // The documents are about personal data.
                _ if row.class == Class::NonPersonal => true,
                Mam::No => false,
                Mam::Always => true,
                Mam::If(needed) => holds(needed),
            };
            by_mam && (row.only.is_empty() || holds(row.only))
        };
        !row.never
            && self.classes.contains(&row.class)
            && (row.required || !self.required_only)
            && (row.from == From::Device || !self.provided_only)
            && self.facts.is_none_or(collects)
    }

    /// Whether an included field is in clear; `None` if a part of it may be.
    fn shows(&self, row: &Row) -> Option<bool> {
        use Class::{Aggregated, Identified, NonPersonal, Pseudonymized};
        match (self.policy, row.class) {
            ("clear", _) | (_, NonPersonal) | ("logs" | "support", Pseudonymized | Aggregated) => {
                Some(true)
            }
            ("support", Identified) | ("analytics", Aggregated) => None,
            _ => Some(false),
        }
    }

    /// Asserts that everything that is included is in the output, and nothing of anything else.
    #[track_caller]
    fn check(&self, output: &str, what: &dyn fmt::Display) {
        let characters: HashSet<char> = output.chars().collect();
        let digits =
            output.as_bytes().windows(4).filter(|part| part.iter().all(u8::is_ascii_digit));
        let digits: HashSet<&[u8]> = digits.collect();
        for (index, row) in ROWS.iter().enumerate() {
            let shown = if self.includes(row) { self.shows(row) } else { Some(false) };
            let at = || {
                format!(
                    "{} of {:?} with {:?} under {}, {what}",
                    row.field,
                    (self.name, &self.classes),
                    self.facts,
                    self.policy
                )
            };
            let held = match NUMBERS.iter().find(|(field, _)| *field == row.field) {
                Some((_, number)) => &[number.to_string()][..],
                None => &HELD[index],
            };
            for canary in held {
                match shown {
                    Some(true) => assert!(output.contains(canary), "missing: {}", at()),
                    None => {}
                    Some(false) if canary.is_ascii() => {
                        let seen = canary.as_bytes().windows(4).any(|part| digits.contains(part));
                        assert!(!seen, "digits leak: {}", at());
                    }
                    Some(false) => {
                        let seen = canary.chars().any(|c| characters.contains(&c));
                        assert!(!seen, "leaks: {}: {output}", at());
                    }
                }
                // A mask never leaves the whole of it.
                if shown.is_none() && row.class == Class::Identified {
                    assert!(!output.contains(canary), "not masked: {}", at());
                }
            }
        }
    }
}

/// The texts that `device` holds, by row.
static HELD: std::sync::LazyLock<Vec<Vec<String>>> = std::sync::LazyLock::new(|| {
    let parts = |field: &str| match field {
        "inner_name" | "inner_token" | "inner_kept" => 4,
        "map" => 3,
        "list" | "tokens" | "kept_map" | "rest" => 2,
        _ => 1,
    };
    ROWS.iter()
        .map(|row| (0..parts(row.field)).map(|part| Row::text(row.field, part)).collect())
        .collect()
});

const FORMATS: [Format; 6] =
    [Format::Json, Format::JsonLines, Format::Csv, Format::CsvWithBom, Format::Xml, Format::Html];

fn policies() -> [(&'static str, Policy); 4] {
    [
        ("strict", Policy::strict()),
        ("logs", Policy::logs()),
        ("support", Policy::support()),
        ("analytics", Policy::analytics()),
    ]
}

const FACTS: [Fact; 8] = [
    Fact::EntraJoined,
    Fact::MdmEnrolled,
    Fact::ManagedApp,
    Fact::CorporateOwned,
    Fact::CompliantApp,
    Fact::WindowsDeviceQuery,
    Fact::ThreatDefenseConnector,
    Fact::OptionalDataConsent,
];

fn exported(format: Format, scope: &Scope) -> String {
    let mut out = Vec::new();
    let count = export::write(format, [device(), device()], scope, &mut out);
    assert_eq!(count.expect("the record can be written"), 2);
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn nothing_that_is_withheld_shows_and_everything_else_does_in_any_format() {
    let languages = Language::ALL.iter().copied().cycle();
    let all_facts = FACTS.into_iter().collect();
    let mut cases = Vec::new();
    for case in Case::all() {
        cases.extend(policies().map(|(name, policy)| case.redacted(name, policy)));
        cases.extend([case.mam_only(Facts::none()), case.mam_only(all_facts), case]);
    }
    for (case, language) in cases.into_iter().zip(languages) {
        let scope = case.scope.clone().language(language);
        for format in FORMATS {
            case.check(&exported(format, &scope), &format);
            case.check(&exported(format, &scope.clone().described()), &(format));
        }
    }
}

#[test]
fn no_language_changes_what_is_included() {
    for case in Case::all().into_iter().take(3) {
        for language in Language::ALL {
            let scope = case.scope.clone().language(*language).described();
            for format in FORMATS {
                case.check(&exported(format, &scope), &format!("{format} in {language}"));
            }
        }
    }
}

#[test]
fn what_the_mam_workload_collects_follows_the_facts() {
    let record = [device()];
    let is_large = |case: &Case| case.name != "classes" || case.classes.len() == Class::ALL.len();
    for case in Case::all().into_iter().filter(is_large) {
        for set in 0..1_u32 << FACTS.len() {
            let facts = (0..FACTS.len()).filter(|index| set >> index & 1 == 1);
            let case = case.mam_only(facts.map(|index| FACTS[index]).collect());
            let mut out = Vec::new();
            export::json_lines(&record, &case.scope, &mut out).expect("it can be written");
            case.check(&String::from_utf8(out).expect("UTF-8"), &"JSON Lines");
        }
    }
}

/// A value that serde cannot write, and says so with the value in its mouth.
fn quoted<S: Serializer>(value: &str, _: S) -> Result<S::Ok, S::Error> {
    Err(serde::ser::Error::custom(format_args!("cannot write {value}")))
}

#[derive(Classified, Serialize)]
struct Unwritable {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    upn: String,
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "quoted")]
    note: String,
}

/// Every text of an error.
fn all_of(error: &dyn std::error::Error) -> String {
    let mut all = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        all.extend([" ".to_owned(), error.to_string(), format!("{error:?}")]);
        source = error.source();
    }
    all
}

fn is_canary(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

#[test]
fn an_error_never_holds_a_value_and_nothing_of_the_record_is_written() {
    for format in FORMATS {
        for scope in [Scope::subject_access(), Scope::subject_access().described()] {
            let record = Unwritable { upn: text("user_principal_name"), note: text("note") };
            let mut out = Vec::new();
            let error = export::write(format, [record], &scope, &mut out)
                .expect_err("serde does not write it");
            assert!(matches!(error, ExportError::Value { number: 1, .. }), "{error:?}");
            assert!(!all_of(&error).contains(is_canary), "{error:?}");
            let out = String::from_utf8(out).expect("UTF-8");
            assert!(!out.contains(is_canary), "{format}: {out}");
        }
    }
}

#[test]
fn a_subject_does_not_show_its_identifiers() {
    let subject = Subject::new(text("user_principal_name")).or(text("note"));
    assert!(!format!("{subject:?} {subject:#?}").contains(is_canary));
}

/// A folder of its own, and a package in it.
fn in_folder<T>(act: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().expect("a temporary folder");
    act(folder.path())
}

const FIRST_DAY: SystemTime = SystemTime::UNIX_EPOCH;

/// Every file of a package, those of a zip file unpacked, and the bytes of the zip file itself.
fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder");
        return entries.flat_map(|entry| files(&entry.expect("an entry").path())).collect();
    }
    let name = path.display().to_string();
    let mut all = vec![(name, fs::read(path).expect("a file"))];
    if path.extension().is_some_and(|extension| extension == "zip") {
        let mut zip = ZipArchive::new(File::open(path).expect("a file")).expect("a zip file");
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).expect("an entry");
            let name = entry.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("it can be unpacked");
            all.push((name, bytes));
        }
    }
    all
}

#[test]
fn no_file_of_a_package_holds_what_is_withheld() {
    let languages = Language::ALL.iter().copied().cycle();
    for (number, (case, language)) in Case::all().into_iter().zip(languages).enumerate() {
        // Sets of classes take turns with the formats.
        let turn = [FORMATS[number % FORMATS.len()]];
        let formats = if case.name == "classes" { &turn[..] } else { &FORMATS };
        // The page and the manifest name the subject by what the caller says.
        let subject = Subject::new(text("user_principal_name"));
        let names = |row: &Row| row.field == "user_principal_name";
        for redacted in [None, Some(Policy::logs())] {
            let scope = case.scope.clone().language(language);
            let case = match redacted {
                None => Case { scope, ..case.clone() },
                Some(policy) => Case { scope, ..case.clone() }.redacted("logs", policy),
            };
            for format in formats.iter().copied() {
                in_folder(|folder| {
                    let path = folder.join("package.zip");
                    let scope = case.scope.clone();
                    let package = Package::zip(&path, subject.clone(), scope, FIRST_DAY);
                    let mut package = package.expect("a package").format(format);
                    package.add(&device()).expect("it is the subject's");
                    package.finish().expect("it can be completed");
                    let files = files(&path);
                    for (name, bytes) in &files {
                        // Compressed bytes can be any character, but hardly four in a row.
                        let shown: Vec<char> = String::from_utf8_lossy(bytes).chars().collect();
                        let pieces: HashSet<&[char]> = shown.windows(4).collect();
                        let is_data = name.starts_with("data/") || name == "index.html";
                        for (index, row) in ROWS.iter().enumerate().filter(|(_, row)| !names(row)) {
                            let may =
                                is_data && case.includes(row) && case.shows(row) != Some(false);
                            let leaks = |held: &String| {
                                let held: Vec<char> = held.chars().collect();
                                held.windows(4).any(|piece| pieces.contains(piece))
                            };
                            let leaks = !may && HELD[index].iter().any(leaks);
                            assert!(!leaks, "{} in {name}", row.field);
                        }
                    }
                    let data = files.iter().find(|(name, _)| name.starts_with("data/"));
                    let (name, bytes) = data.expect("the records");
                    let data = String::from_utf8(bytes.clone()).expect("UTF-8");
                    case.check(&data, name);
                });
            }
        }
    }
}

#[derive(Classified, Serialize)]
struct Message {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    upn: String,
    #[data(identified, undocumented = "test")]
    body: String,
}

#[test]
fn nothing_of_a_record_of_somebody_else_is_in_a_package_or_in_the_error() {
    let own = || Message { upn: text("user_principal_name"), body: text("note") };
    let other = Message { upn: text("serial_number"), body: text("list") };
    let nobodys = Message { upn: String::new(), body: text("token") };
    for format in FORMATS {
        for is_zip in [true, false] {
            in_folder(|folder| {
                let path = folder.join("package.zip");
                let subject = Subject::new(text("user_principal_name"));
                let make = if is_zip { Package::zip } else { Package::folder };
                let package = make(&path, subject, Scope::subject_access(), FIRST_DAY);
                let mut package = package.expect("a package").format(format);
                for refused in [&other, &nobodys, &other] {
                    package.add(&own()).expect("it is the subject's");
                    let error = package.add(refused).expect_err("it is not the subject's");
                    assert!(!all_of(&error).contains(is_canary), "{error:?}");
                }
                assert!(!format!("{package:?}").contains(is_canary));
                let manifest = package.finish().expect("it can be completed");
                assert_eq!(manifest.records[0].count, 3);
                for (name, bytes) in files(&path) {
                    let shown = String::from_utf8_lossy(&bytes);
                    for held in ["serial_number", "list", "token"] {
                        let leaks = text(held).chars().any(|c| shown.contains(c));
                        assert!(!leaks, "{held} is in {name}");
                    }
                }
            });
        }
    }
}

#[test]
fn a_value_that_cannot_be_written_leaves_no_package_and_shows_in_no_error() {
    for format in FORMATS {
        in_folder(|folder| {
            let path = folder.join("package.zip");
            let subject = Subject::new(text("user_principal_name"));
            let package = Package::zip(&path, subject, Scope::subject_access(), FIRST_DAY);
            let mut package = package.expect("a package").format(format);
            let record = Unwritable { upn: text("user_principal_name"), note: text("note") };
            let error = package.add(&record).expect_err("serde does not write it");
            assert!(!all_of(&error).contains(is_canary), "{error:?}");
            let error = package.finish().expect_err("a record is missing");
            assert!(!all_of(&error).contains(is_canary), "{error:?}");
            assert_eq!(fs::read_dir(folder).expect("the folder").count(), 0);
        });
    }
}

/// The keys of a map of records are no field's, but they can be names.
#[derive(Classified, Serialize)]
struct Keyed {
    #[data(nested)]
    by_name: BTreeMap<String, Message>,
    #[data(non_personal)]
    kept: String,
}

#[test]
fn the_keys_of_a_map_of_records_show_only_where_identified_data_does() {
    let record = Keyed {
        by_name: [(text("list"), Message { upn: text("map"), body: text("note") })].into(),
        kept: text("kept"),
    };
    for case in Case::all() {
        for format in FORMATS {
            let mut out = Vec::new();
            export::write(format, [&record], &case.scope, &mut out).expect("it can be written");
            let out = String::from_utf8(out).expect("UTF-8");
            let shows = out.contains(&text("list"));
            if case.classes.contains(&Class::Identified) {
                assert!(shows || case.provided_only || case.required_only, "{format}: {out}");
            } else {
                assert!(!shows, "{format} of {:?}: {out}", case.classes);
            }
        }
    }
}

/// Hash maps and sets, in leaf fields and of records, at any depth.
#[derive(Classified, Serialize)]
struct Hashed {
    #[data(identified, undocumented = "test")]
    map: HashMap<String, HashMap<u32, String>>,
    #[data(identified, undocumented = "test")]
    set: HashSet<String>,
    #[data(identified, undocumented = "test")]
    sets: Vec<HashSet<i64>>,
    #[data(nested)]
    records: HashMap<String, Hashed>,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Hashed {
    /// The same entries in another order, in maps with other seeds.
    fn new(turn: usize, depth: usize) -> Self {
        let order = |count: usize| (0..count).map(move |index| (index * 7 + turn * 11) % count);
        let keys = || order(20).map(|index| format!("key {index}"));
        Self {
            map: keys()
                .map(|key| {
                    (
                        key,
                        order(9)
                            .map(|it| (u32::try_from(it).unwrap_or(0), it.to_string()))
                            .collect(),
                    )
                })
                .collect(),
            set: keys().collect(),
            sets: vec![order(30).map(|index| i64::try_from(index).unwrap_or(0) - 15).collect()],
            records: if depth == 0 {
                HashMap::new()
            } else {
                order(4).map(|index| (format!("r{index}"), Self::new(turn, depth - 1))).collect()
            },
            rest: order(8).map(|index| (format!("x{index}"), index.to_string())).collect(),
        }
    }
}

#[test]
fn the_same_records_give_the_same_bytes_whatever_the_order_of_hash_maps() {
    for format in FORMATS {
        for scope in [Scope::subject_access(), Scope::subject_access().described()] {
            let written = |turn| {
                let mut out = Vec::new();
                export::write(format, [Hashed::new(turn, 1)], &scope, &mut out).expect("written");
                out
            };
            let outputs: BTreeSet<Vec<u8>> = (0..20).map(written).collect();
            assert_eq!(outputs.len(), 1, "{format}");
        }
    }
}
