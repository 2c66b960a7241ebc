//! Data minimisation on ingest: what may not be collected under the facts is gone before a record is
//! stored, and the report says why.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use intune_privacy::collection::{CollectionReport, Dropped, Uncollected};
use intune_privacy::{Classified, Condition, Fact, Facts, MamCondition};
use intune_privacy_tests::{json, open};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

/// A field by the words of the documents: who collects it, and when.
struct Row {
    field: &'static str,
    /// The MAM workload collects it if one of these facts holds; `None` if it never does, and empty
    /// if it always does.
    mam: Option<&'static [Fact]>,
    /// Collected only if one of each of these lists holds.
    only: &'static [&'static [Fact]],
}

const ALWAYS: Option<&[Fact]> = Some(&[]);
const CONSENT: &[Fact] = &[Fact::OptionalDataConsent];
const OWNED: &[Fact] = &[Fact::CorporateOwned];

const fn row(field: &'static str, mam: Option<&'static [Fact]>) -> Row {
    Row { field, mam, only: &[] }
}

const fn row_if(
    field: &'static str,
    mam: Option<&'static [Fact]>,
    only: &'static [&'static [Fact]],
) -> Row {
    Row { field, mam, only }
}

static ROWS: [Row; 17] = [
    row("serial_number", None),
    row("device_name", ALWAYS),
    row("entra_device_id", Some(&[Fact::EntraJoined])),
    row("intune_device_id", Some(&[Fact::MdmEnrolled])),
    row_if("app_name", Some(&[Fact::ManagedApp]), &[&[Fact::CorporateOwned, Fact::CompliantApp]]),
    row("health_status", Some(&[Fact::ThreatDefenseConnector])),
    row_if("location", None, &[OWNED]),
    row_if("query", None, &[OWNED, &[Fact::WindowsDeviceQuery]]),
    row("note", None),
    row("own", ALWAYS),
    row("kept", ALWAYS),
    row("private_key", None),
    row_if("crash.name", ALWAYS, &[CONSENT]),
    row_if("crash.kept", ALWAYS, &[CONSENT]),
    row_if("crash.inner.name", ALWAYS, &[CONSENT]),
    row("by_name.name", None),
    row("apps.name", ALWAYS),
];

impl Row {
    /// Whether it may be collected.
    fn is_collected(&self, facts: Facts) -> bool {
        let one_of = |needed: &[Fact]| needed.iter().any(|fact| facts.hold(*fact));
        let by_mam = self.mam.is_some_and(|needed| needed.is_empty() || one_of(needed));
        (facts.hold(Fact::MdmEnrolled) || by_mam) && self.only.iter().all(|needed| one_of(needed))
    }
}

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Computer {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required, mam(friendly_name))]
    device_name: String,
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
    #[data(identified, required, item = device_data::location)]
    location: Option<String>,
    #[data(identified, optional, item = device_query::file_name)]
    query: Option<String>,
    #[data(identified, required, undocumented = "test")]
    note: String,
    #[data(identified, required, mam, undocumented = "test")]
    own: String,
    #[data(non_personal)]
    kept: String,
    #[data(identified, required, item = access_control::private_key)]
    #[serde(skip)]
    private_key: SecretString,
    #[data(nested)]
    crash: Option<Crash>,
    #[data(nested)]
    by_name: BTreeMap<String, App>,
    #[data(nested)]
    apps: Vec<App>,
}

#[derive(Classified, Serialize, Clone)]
#[data(collected_if = optional_data_consent)]
struct Crash {
    #[data(identified, required, mam, undocumented = "test")]
    name: String,
    #[data(non_personal)]
    kept: String,
    #[data(nested)]
    inner: App,
}

#[derive(Classified, Serialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct App {
    #[data(identified, required, mam, undocumented = "test")]
    name: String,
}

fn text(field: &str) -> String {
    format!("<{field}>")
}

fn app(field: &str) -> App {
    App { name: text(field) }
}

fn device() -> Computer {
    Computer {
        serial_number: text("serial_number"),
        device_name: text("device_name"),
        entra_device_id: text("entra_device_id"),
        intune_device_id: text("intune_device_id"),
        app_name: Some(text("app_name")),
        health_status: text("health_status"),
        location: Some(text("location")),
        query: Some(text("query")),
        note: text("note"),
        own: text("own"),
        kept: text("kept"),
        private_key: text("private_key").into(),
        crash: Some(Crash {
            name: text("crash.name"),
            kept: text("crash.kept"),
            inner: app("crash.inner.name"),
        }),
        by_name: [(text("by_name"), app("by_name.name"))].into(),
        apps: vec![app("apps.name"), app("apps.name")],
    }
}

/// Every set of facts.
fn every_set() -> impl Iterator<Item = Facts> {
    (0..1_u32 << Fact::ALL.len()).map(|set| {
        let holds = |index: &usize| set >> index & 1 == 1;
        (0..Fact::ALL.len()).filter(holds).map(|index| Fact::ALL[index]).collect()
    })
}

#[test]
fn what_is_collected_follows_the_facts() {
    assert_eq!(every_set().count(), 256);
    for facts in every_set() {
        let mut record = device();
        let report = record.collect(&facts).expect("all can be changed");
        let own = json(&record).expect("JSON") + record.private_key.expose_secret();
        let debug = open(&record);
        for row in &ROWS {
            let collected = row.is_collected(facts);
            let field = text(row.field);
            assert_eq!(own.contains(&field), collected, "{field} with {facts:?}: {own}");
            if row.field != "private_key" {
                assert_eq!(debug.contains(&field), collected, "{field} with {facts:?}: {debug}");
            }
            let entries = report.iter().filter(|entry| entry.place.path == row.field);
            assert_eq!(
                entries.count(),
                usize::from(!collected),
                "{field} with {facts:?}\n{report}"
            );
        }
        // The keys of a map are personal, and in no document.
        assert_eq!(own.contains("<by_name>"), facts.hold(Fact::MdmEnrolled));
        assert_eq!(record.crash.is_some(), facts.hold(Fact::OptionalDataConsent));
        assert_eq!(record.apps.len(), 2);
        for seen in [format!("{report:?}{report:#?}{report}"), json(&report).expect("JSON")] {
            assert!(ROWS.iter().all(|row| !seen.contains(&text(row.field))), "{seen}");
        }
    }
}

#[test]
fn to_collect_twice_is_to_collect_once() {
    for facts in every_set() {
        let mut record = device();
        let first = record.collect(&facts).expect("all can be changed");
        let once = open(&record);
        let second = record.collect(&facts).expect("all can be changed");
        assert_eq!(open(&record), once);
        for entry in &second {
            assert!(first.iter().any(|other| other == entry), "{entry:?}");
        }
    }
}

/// Path, reason and count.
fn reasons(report: &CollectionReport) -> Vec<(&str, Dropped, usize)> {
    report.iter().map(|entry| (entry.place.path.as_str(), entry.reason, entry.count)).collect()
}

#[test]
fn a_report_says_why() {
    use Uncollected::{Condition as Only, MamCondition as If, NotMam, Record};
    let report = device().collect(&Facts::none()).expect("all can be changed");
    let why = |reason| Dropped::Uncollected(reason);
    let consent = why(Record(Condition::OptionalDataConsent));
    assert_eq!(
        reasons(&report),
        [
            ("serial_number", why(NotMam), 1),
            ("entra_device_id", why(If(MamCondition::EntraJoined)), 1),
            ("intune_device_id", why(If(MamCondition::MdmEnrolled)), 1),
            ("app_name", why(If(MamCondition::ManagedAppsOnly)), 1),
            ("health_status", why(If(MamCondition::ThreatStatusWithMtd)), 1),
            ("location", why(NotMam), 1),
            ("query", why(NotMam), 1),
            ("note", why(NotMam), 1),
            ("private_key", why(NotMam), 1),
            ("crash.name", consent, 1),
            ("crash.kept", consent, 1),
            ("crash.inner.name", consent, 1),
            ("by_name", why(NotMam), 1),
            ("by_name.name", Dropped::Inseparable, 1),
        ]
    );
    let text = report.to_string();
    assert!(text.starts_with("Computer: 14 fields may not be collected\n"), "{text}");
    assert!(
        text.contains(
            "entra_device_id (Microsoft Entra device ID, identified): dropped, as the MAM workload \
             collects it only if the device is Microsoft Entra joined (2023 edition)\n"
        ),
        "{text}"
    );
    let enrolled = Facts::none().with(Fact::MdmEnrolled);
    let report = device().collect(&enrolled).expect("all can be changed");
    assert_eq!(
        reasons(&report)[..3],
        [
            ("app_name", why(Only(Condition::CorporateOwnedOrCompliantApp)), 1),
            ("location", why(Only(Condition::CorporateOwned)), 1),
            ("query", why(Only(Condition::CorporateOwnedWindowsWithDeviceQuery)), 1),
        ]
    );
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(
        json["entries"][1],
        serde_json::json!({
            "path": "location",
            "record": "Computer",
            "type": "Option<String>",
            "item": "device_data::location",
            "class": "identified",
            "part": "values",
            "reason": "condition",
            "explanation": "it is collected only from corporate-owned devices (2023 edition)",
            "count": 1,
            "left": 0,
        })
    );
}

/// Containers of records that may not be collected.
#[derive(Classified)]
struct Crashes<'a> {
    #[data(nested)]
    plain: Crash,
    #[data(nested)]
    list: Vec<Crash>,
    #[data(nested)]
    slice: &'a [Crash],
    #[data(nested)]
    map: BTreeMap<u8, Crash>,
    #[data(nested)]
    array: [Crash; 2],
    #[data(nested)]
    boxed: Option<Box<Crash>>,
}

#[test]
fn records_that_may_not_be_collected_are_gone_where_they_can_be_and_bare_elsewhere() {
    let crash = || device().crash.expect("there is one");
    let slice = [crash()];
    let mut record = Crashes {
        plain: crash(),
        list: vec![crash()],
        slice: &slice,
        map: [(7, crash())].into(),
        array: [crash(), crash()],
        boxed: Some(Box::new(crash())),
    };
    let enrolled = Facts::none().with(Fact::MdmEnrolled);
    let report = record.collect(&enrolled).expect("all can be changed");
    assert!(record.list.is_empty() && record.slice.is_empty() && record.map.is_empty());
    assert!(record.boxed.is_none());
    for crash in [&record.plain, &record.array[0], &record.array[1]] {
        assert_eq!([&*crash.name, &*crash.kept, &*crash.inner.name], [""; 3]);
    }
    let count = |path| reasons(&report).into_iter().find(|line| line.0 == path).map(|line| line.2);
    assert_eq!(count("array.kept"), Some(2));
    assert_eq!(count("slice.inner.name"), Some(1));

    let consent = enrolled.with(Fact::OptionalDataConsent);
    let mut record = Crashes {
        plain: crash(),
        list: vec![crash()],
        slice: &slice,
        map: [(7, crash())].into(),
        array: [crash(), crash()],
        boxed: None,
    };
    assert!(record.collect(&consent).expect("nothing has to be changed").is_empty());
    assert_eq!((record.list.len(), record.slice.len(), record.map.len()), (1, 1, 1));
}

#[derive(Classified)]
#[data(workload = mam)]
struct ForMam {
    #[data(identified, required, mam(entra_joined), item = device_data::entra_device_id)]
    entra_device_id: String,
    #[data(identified, undocumented = "test")]
    note: String,
    #[data(non_personal)]
    kept: u8,
}

#[test]
fn a_record_for_mam_goes_by_the_mam_column_on_an_enrolled_device_too() {
    let make = || ForMam { entra_device_id: "5f1d".into(), note: "Ada".into(), kept: 7 };
    let mut record = make();
    let enrolled = Facts::none().with(Fact::MdmEnrolled);
    let report = record.collect(&enrolled).expect("all can be changed");
    assert_eq!((&*record.entra_device_id, &*record.note, record.kept), ("", "", 7));
    assert_eq!(report.iter().count(), 2);
    let mut record = make();
    record.collect(&enrolled.with(Fact::EntraJoined)).expect("all can be changed");
    assert_eq!((&*record.entra_device_id, &*record.note, record.kept), ("5f1d", "", 7));
}

/// A value that cannot be changed, and records that cannot be reached, or not one by one.
#[derive(Classified)]
struct Stubborn {
    #[data(identified, undocumented = "test")]
    first: Rc<u8>,
    #[data(nested)]
    shared: Rc<Mixed>,
    #[data(nested)]
    set: BTreeSet<Mixed>,
    #[data(non_personal)]
    kept: SecretString,
    #[data(identified, undocumented = "test")]
    last: String,
}

#[derive(Classified, PartialEq, Eq, PartialOrd, Ord)]
struct Mixed {
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(non_personal)]
    kept: u8,
}

#[test]
fn what_cannot_be_dropped_is_named_and_all_else_is_dropped() {
    let mixed = || Mixed { name: "Ada".into(), kept: 7 };
    let (number, shared) = (Rc::new(7), Rc::new(mixed()));
    let mut record = Stubborn {
        first: Rc::clone(&number),
        shared: Rc::clone(&shared),
        set: [mixed()].into(),
        kept: "hunter2".into(),
        last: "Ada".into(),
    };
    let error = record.collect(&Facts::none()).expect_err("some values cannot be changed");
    let left: Vec<_> = error.left().iter().map(|place| place.path.as_str()).collect();
    assert_eq!(left, ["first", "shared.name"]);
    assert_eq!((record.set.len(), &*record.last), (0, ""));
    assert_eq!(record.kept.expose_secret(), "hunter2", "it may be collected");
    let why = Dropped::Uncollected(Uncollected::NotMam);
    assert_eq!(
        reasons(error.report()),
        [
            ("first", why, 0),
            ("shared.name", why, 0),
            ("set.name", why, 1),
            ("set.kept", Dropped::Inseparable, 1),
            ("last", why, 1)
        ]
    );
    let text = format!("{error}{error:?}{}{}", error.report(), json(error.report()).expect("JSON"));
    assert!(!text.contains("Ada") && !text.contains("hunter2"), "{text}");
    assert!(error.report().to_string().contains("first (in no document, identified): LEFT"));
    let mut twice = Stubborn { first: Rc::new(7), shared: Rc::new(mixed()), ..record };
    assert!(twice.collect(&Facts::none()).is_ok());
    let enrolled = Facts::none().with(Fact::MdmEnrolled);
    assert!(twice.collect(&enrolled).is_ok_and(|report| report.is_empty()));
}
