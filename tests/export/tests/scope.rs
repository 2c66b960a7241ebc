//! What each scope leaves out, by path, and why.

use std::collections::BTreeMap;

use intune_privacy::export::{self, Reason, Scope};
use intune_privacy::{Action, Class, Classified, Condition, Fact, Facts, MamCondition, Policy};
use secrecy::SecretString;
use serde::Serialize;

/// The paths that are withheld, with the reasons.
fn withheld<T: Classified>(scope: &Scope) -> Vec<(String, Reason)> {
    let list = scope.withheld::<T>().into_iter();
    list.map(|withheld| (withheld.path, withheld.reason)).collect()
}

#[track_caller]
fn is_withheld<T: Classified>(scope: &Scope, expected: &[(&str, Reason)]) {
    let expected: Vec<_> =
        expected.iter().map(|(path, reason)| ((*path).to_owned(), *reason)).collect();
    assert_eq!(withheld::<T>(scope), expected);
}

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required, mam)]
    os_version: String,
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
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    enrolled: u64,
    #[data(identified, required, mam, item = audit_log::remote_task)]
    remote_task: String,
    #[data(identified, required, item = customer_tenant::third_party_tenant_id)]
    tenant_id: String,
    #[data(identified, required, undocumented = "test")]
    note: String,
    #[data(non_personal)]
    encrypted: bool,
    #[data(identified, required, item = access_control::private_key)]
    #[serde(skip)]
    private_key: SecretString,
    #[data(identified, required, undocumented = "test")]
    #[serde(skip)]
    skipped: String,
}

const PERSONAL: Reason = Reason::Class(Class::NonPersonal);
const STATISTIC: Reason = Reason::Class(Class::Aggregated);

#[test]
fn subject_access_leaves_out_what_is_about_no_single_person() {
    is_withheld::<Device>(
        &Scope::subject_access(),
        &[
            ("enrolled", STATISTIC),
            ("encrypted", PERSONAL),
            ("privateKey", Reason::Secret),
            ("skipped", Reason::NotSerialized),
        ],
    );
}

#[test]
fn portability_leaves_out_what_the_user_did_not_provide() {
    is_withheld::<Device>(
        &Scope::portability(),
        &[
            ("enrolled", STATISTIC),
            ("remoteTask", Reason::NotProvided),
            ("tenantId", Reason::NotProvided),
            ("encrypted", PERSONAL),
            ("privateKey", Reason::Secret),
            ("skipped", Reason::NotSerialized),
        ],
    );
}

#[test]
fn required_only_leaves_out_optional_data() {
    is_withheld::<Device>(
        &Scope::required_only(),
        &[
            ("correlationId", Reason::Optional),
            ("encrypted", PERSONAL),
            ("privateKey", Reason::Secret),
            ("skipped", Reason::NotSerialized),
        ],
    );
}

#[test]
fn classes_leave_out_all_others() {
    let reasons = withheld::<Device>(&Scope::classes(&[Class::NonPersonal, Class::Aggregated]));
    assert_eq!(reasons.len(), 13);
    for (path, reason) in reasons {
        let expected = match path.as_str() {
            "healthStatus" | "correlationId" => Reason::Class(Class::Pseudonymized),
            "privateKey" => Reason::Secret,
            _ => Reason::Class(Class::Identified),
        };
        assert_eq!(reason, expected, "{path}");
    }
    assert_eq!(withheld::<Device>(&Scope::classes(&[])).len(), 15);
    is_withheld::<Device>(
        &Scope::classes(Class::ALL),
        &[("privateKey", Reason::Secret), ("skipped", Reason::NotSerialized)],
    );
}

/// Paths with the reasons.
type Expected<'a> = &'a [&'a (String, Reason)];

/// What the facts decide about. The rest does not change with them.
fn by_facts(facts: &[Fact]) -> Vec<(String, Reason)> {
    let scope = Scope::classes(Class::ALL).mam_only(facts.iter().copied().collect());
    let mut reasons = withheld::<Device>(&scope);
    reasons.retain(|(_, reason)| matches!(reason, Reason::MamCondition(_) | Reason::Condition(_)));
    reasons
}

#[test]
fn the_mam_workload_collects_what_the_facts_allow() {
    use Reason::Condition as Only;
    use Reason::MamCondition as If;
    let entra = ("entraDeviceId".to_owned(), If(MamCondition::EntraJoined));
    let intune = ("intuneDeviceId".to_owned(), If(MamCondition::MdmEnrolled));
    let app = ("appName".to_owned(), If(MamCondition::ManagedAppsOnly));
    let owned = ("appName".to_owned(), Only(Condition::CorporateOwnedOrCompliantApp));
    let health = ("healthStatus".to_owned(), If(MamCondition::ThreatStatusWithMtd));
    let [entra, intune, app, owned, health] = &[entra, intune, app, owned, health];

    let cases: [(&[Fact], Expected<'_>); 9] = [
        (&[], &[entra, intune, app, health]),
        (&[Fact::EntraJoined], &[intune, app, health]),
        (&[Fact::MdmEnrolled], &[entra, app, health]),
        (&[Fact::ManagedApp], &[entra, intune, owned, health]),
        (&[Fact::ManagedApp, Fact::CorporateOwned], &[entra, intune, health]),
        (&[Fact::ManagedApp, Fact::CompliantApp], &[entra, intune, health]),
        (&[Fact::CorporateOwned, Fact::CompliantApp], &[entra, intune, app, health]),
        (&[Fact::ThreatDefenseConnector], &[entra, intune, app]),
        (Fact::ALL, &[]),
    ];
    for (facts, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|reason| (*reason).clone()).collect();
        assert_eq!(by_facts(facts), expected, "{facts:?}");
    }
}

#[test]
fn the_mam_workload_does_not_collect_what_the_column_denies() {
    let scope = Scope::classes(Class::ALL).mam_only(Fact::ALL.iter().copied().collect());
    is_withheld::<Device>(
        &scope,
        &[
            ("serialNumber", Reason::NotMam),
            // The column is about required data.
            ("correlationId", Reason::NotMam),
            ("enrolled", Reason::NotMam),
            ("tenantId", Reason::NotMam),
            ("note", Reason::NotMam),
            ("privateKey", Reason::Secret),
            ("skipped", Reason::NotMam),
        ],
    );
}

/// A record that is collected only with consent, and one in it.
#[derive(Classified, Serialize)]
#[data(collected_if = optional_data_consent)]
struct Crash {
    #[data(identified, required, mam, undocumented = "test")]
    name: String,
    #[data(non_personal)]
    kept: u8,
    #[data(nested)]
    inner: Frame,
}

#[derive(Classified, Serialize)]
struct Frame {
    #[data(identified, required, mam, undocumented = "test")]
    name: String,
}

#[derive(Classified, Serialize)]
struct Report {
    #[data(identified, required, mam, undocumented = "test")]
    name: String,
    #[data(nested)]
    crash: Option<Crash>,
}

#[test]
fn a_record_under_a_condition_that_does_not_hold_is_left_out_with_all_in_it() {
    let without = Scope::classes(Class::ALL).mam_only(Facts::none());
    let reason = Reason::Condition(Condition::OptionalDataConsent);
    is_withheld::<Crash>(&without, &[("name", reason), ("kept", reason), ("inner", reason)]);
    is_withheld::<Report>(
        &without,
        &[("crash.name", reason), ("crash.kept", reason), ("crash.inner", reason)],
    );
    let with = Scope::classes(Class::ALL).mam_only(Facts::none().with(Fact::OptionalDataConsent));
    is_withheld::<Report>(&with, &[]);

    let name = || String::from("Ada");
    let crash = Crash { name: name(), kept: 7, inner: Frame { name: name() } };
    let report = Report { name: name(), crash: Some(crash) };
    let json = |scope: &Scope| {
        let mut out = Vec::new();
        export::json([&report], scope, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    };
    assert_eq!(json(&without), "[\n{\"name\":\"Ada\",\"crash\":{}}\n]\n");
    assert_eq!(
        json(&with),
        "[\n{\"name\":\"Ada\",\"crash\":{\"name\":\"Ada\",\"kept\":7,\"inner\":{\"name\":\"Ada\"}}}\n]\n",
    );
}

/// They have no class, so a scope that asks for more than the class cannot be asked about them.
#[test]
fn the_keys_of_a_map_of_records_are_shown_only_where_the_class_decides() {
    #[derive(Classified, Serialize)]
    struct Reports {
        #[data(nested)]
        by_user: BTreeMap<&'static str, Kept>,
    }
    #[derive(Classified, Serialize)]
    struct Kept {
        #[data(identified, required, mam, undocumented = "test")]
        kept: u8,
    }

    let reports = Reports { by_user: BTreeMap::from([("ada", Kept { kept: 7 })]) };
    for (scope, key) in [
        (Scope::classes(Class::ALL), "ada"),
        (Scope::classes(&[Class::NonPersonal]), "[key 1]"),
        (Scope::required_only(), "[key 1]"),
        (Scope::classes(Class::ALL).mam_only(Facts::none()), "[key 1]"),
    ] {
        let mut out = Vec::new();
        export::json([&reports], &scope, &mut out).expect("written");
        let json = String::from_utf8(out).expect("UTF-8");
        assert!(json.contains(&format!("{{\"by_user\":{{\"{key}\":{{")), "{json}");
    }
}

#[test]
fn facts_matter_only_where_the_scope_is_the_mam_workload() {
    let all = withheld::<Device>(&Scope::subject_access());
    let none = withheld::<Device>(&Scope::subject_access().mam_only(Facts::none()));
    assert!(all.len() < none.len());
    assert!(all.iter().all(|(_, reason)| !matches!(reason, Reason::MamCondition(_))));
}

#[test]
fn what_is_withheld_comes_with_its_item_and_class() {
    let withheld = Scope::portability().withheld::<Device>();
    let task = withheld.iter().find(|withheld| withheld.path == "remoteTask").expect("listed");
    assert_eq!(task.item.map(ToString::to_string).as_deref(), Some("audit_log::remote_task"));
    assert_eq!(task.class, Some(Class::Identified));
    let encrypted = withheld.iter().find(|withheld| withheld.path == "encrypted").expect("listed");
    assert!(encrypted.item.is_none());
    assert_eq!(encrypted.class, Some(Class::NonPersonal));
}

#[test]
fn a_policy_is_the_reason_where_it_does_not_keep() {
    let scope = Scope::subject_access().redacted(Policy::support());
    let reasons = withheld::<Device>(&scope);
    let reason = |path: &str| reasons.iter().find(|(of, _)| of == path).map(|(_, reason)| *reason);
    assert_eq!(reason("serialNumber"), Some(Reason::Policy(Action::Mask)));
    assert_eq!(reason("healthStatus"), None);
    // What the scope leaves out is not redacted: it is not there.
    assert_eq!(reason("encrypted"), Some(PERSONAL));
    assert_eq!(reason("privateKey"), Some(Reason::Secret));
    assert_eq!(reason("skipped"), Some(Reason::NotSerialized));
}

/// Of an administrator, who provides what they do in the admin center.
#[derive(Classified, Serialize)]
#[data(category = audit_log)]
struct Event {
    #[data(nested)]
    actor: Option<Actor>,
    #[data(identified, required, mam, item = audit_log::remote_task)]
    task: String,
    #[data(identified, required)]
    ip_address: String,
    #[data(identified, required, undocumented = "test")]
    title: String,
    #[data(identified, required, item = customer_tenant::third_party_tenant_id)]
    tenant_id: String,
}

#[derive(Classified, Serialize)]
#[data(category = admin_account)]
struct Actor {
    #[data(identified, required, mam, subject, item = admin_account::upn)]
    upn: String,
    #[data(identified, required, undocumented = "test")]
    role: String,
}

#[test]
fn an_administrator_provides_what_they_do_in_the_admin_center() {
    is_withheld::<Event>(&Scope::portability(), &[("tenant_id", Reason::NotProvided)]);
    // The same data of a user's devices is not what the user provided.
    is_withheld::<UserEvent>(
        &Scope::portability(),
        &[("task", Reason::NotProvided), ("title", Reason::NotProvided)],
    );
}

#[derive(Classified, Serialize)]
#[data(category = audit_log)]
struct UserEvent {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    upn: String,
    #[data(identified, required, mam, item = audit_log::remote_task)]
    task: String,
    #[data(identified, required, undocumented = "test")]
    title: String,
    #[data(identified, required, item = hardware_inventory::serial_number)]
    serial: String,
}

/// Records in records, the same type at any depth.
#[derive(Classified, Serialize)]
struct Tree {
    #[data(identified, undocumented = "test")]
    name: String,
    #[data(non_personal)]
    color: String,
    #[data(nested)]
    left: Option<Box<Tree>>,
    #[data(nested)]
    children: Vec<Tree>,
    #[data(nested)]
    by_name: BTreeMap<String, Tree>,
}

#[test]
fn a_type_within_itself_is_listed_once() {
    is_withheld::<Tree>(&Scope::subject_access(), &[("color", PERSONAL)]);
    let leaf = |name: &str| Tree {
        name: name.into(),
        color: "green".into(),
        left: None,
        children: Vec::new(),
        by_name: BTreeMap::new(),
    };
    let tree = Tree {
        left: Some(Box::new(Tree { children: vec![leaf("c")], ..leaf("b") })),
        by_name: [("key".into(), leaf("d"))].into(),
        ..leaf("a")
    };
    let mut out = Vec::new();
    export::json_lines([&tree], &Scope::subject_access(), &mut out).expect("it can be written");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(!out.contains("color") && !out.contains("green"), "{out}");
    assert!(["\"a\"", "\"b\"", "\"c\"", "\"d\""].iter().all(|name| out.contains(name)), "{out}");
}

macro_rules! states {
    ($( $State:ident [$($serde:meta),*]; )+) => {$(
        #[derive(Classified, Serialize)]
        #[serde($($serde),*)]
        enum $State {
            #[expect(dead_code, reason = "only its name matters")]
            Idle,
            #[serde(rename = "named")]
            Named {
                #[data(identified, undocumented = "test")]
                name: String,
                #[data(non_personal)]
                color: String,
            },
            Inner(#[data(nested)] Inner),
        }
    )+};
}

states! {
    External [];
    Internal [tag = "kind"];
    Adjacent [tag = "kind", content = "data"];
    Untagged [untagged];
}

#[derive(Classified, Serialize)]
struct Inner {
    #[data(non_personal)]
    size: u8,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
}

#[derive(Classified, Serialize)]
struct States {
    #[data(nested)]
    external: External,
    #[data(nested)]
    internal: Internal,
    #[data(nested)]
    adjacent: Adjacent,
    #[data(nested)]
    untagged: Untagged,
}

/// Whether a path leads to something in a JSON text.
fn leads<'a>(json: &'a serde_json::Value, path: &str) -> Option<&'a serde_json::Value> {
    path.split('.').try_fold(json, |json, key| json.get(key))
}

#[test]
fn paths_in_enums_are_those_of_the_json() {
    let paths: Vec<String> =
        withheld::<States>(&Scope::subject_access()).into_iter().map(|(path, _)| path).collect();
    // A type that is reached again is listed where it is reached first.
    let named = ["external.named.color", "internal.color", "adjacent.data.color", "untagged.color"];
    for path in named {
        assert_eq!(paths.iter().filter(|of| *of == path).count(), 1, "{path} in {paths:?}");
    }
    assert!(paths.contains(&"external.Inner.size".to_owned()), "{paths:?}");

    let (name, color) = (|| "n".to_owned(), || "c".to_owned());
    let states = States {
        external: External::Named { name: name(), color: color() },
        internal: Internal::Named { name: name(), color: color() },
        adjacent: Adjacent::Named { name: name(), color: color() },
        untagged: Untagged::Named { name: name(), color: color() },
    };
    let own = serde_json::to_value(&states).expect("JSON");
    let mut out = Vec::new();
    export::json_lines([&states], &Scope::subject_access(), &mut out).expect("it can be written");
    let exported: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    for path in named {
        assert!(leads(&own, path).is_some(), "{path} in {own}");
        assert!(leads(&exported, path).is_none(), "{path} in {exported}");
        let kept = path.replace("color", "name");
        assert!(leads(&exported, &kept).is_some(), "{kept} in {exported}");
    }
}

#[test]
fn a_variant_without_its_withheld_fields_keeps_its_form() {
    let inner = || Inner { size: 3, token: "t".into() };
    let states = States {
        external: External::Inner(inner()),
        internal: Internal::Inner(inner()),
        adjacent: Adjacent::Inner(inner()),
        untagged: Untagged::Inner(inner()),
    };
    let mut out = Vec::new();
    export::json_lines([&states], &Scope::subject_access(), &mut out).expect("it can be written");
    assert_eq!(
        String::from_utf8(out).expect("UTF-8"),
        concat!(
            r#"{"external":{"Inner":{"token":"t"}},"internal":{"kind":"Inner","token":"t"},"#,
            r#""adjacent":{"kind":"Inner","data":{"token":"t"}},"untagged":{"token":"t"}}"#,
            "\n"
        )
    );
}

#[derive(Classified, Serialize)]
struct Outer {
    #[data(nested)]
    #[serde(flatten)]
    inner: Inner,
    #[data(nested)]
    #[serde(flatten)]
    option: Option<Flattened>,
    #[data(identified, undocumented = "test")]
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[derive(Classified, Serialize)]
struct Flattened {
    #[data(non_personal)]
    deep: u8,
    #[data(identified, undocumented = "test")]
    name: String,
}

#[test]
fn what_is_flattened_has_no_key_of_its_own_in_a_path() {
    is_withheld::<Outer>(&Scope::subject_access(), &[("size", PERSONAL), ("deep", PERSONAL)]);
    let all = withheld::<Outer>(&Scope::classes(&[]));
    let paths: Vec<&str> = all.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths[..4], ["size", "token", "deep", "name"]);
    let outer = Outer {
        inner: Inner { size: 1, token: "t".into() },
        option: Some(Flattened { deep: 2, name: "n".into() }),
        rest: [("key".into(), "value".into())].into(),
    };
    let mut out = Vec::new();
    export::json_lines([&outer], &Scope::subject_access(), &mut out).expect("it can be written");
    assert_eq!(
        String::from_utf8(out).expect("UTF-8"),
        "{\"token\":\"t\",\"name\":\"n\",\"key\":\"value\"}\n"
    );
}

#[test]
fn every_reason_has_a_name_and_words() {
    let reasons = [
        Reason::Secret,
        Reason::Class(Class::Identified),
        Reason::Optional,
        Reason::NotMam,
        Reason::MamCondition(MamCondition::EntraJoined),
        Reason::Condition(Condition::CorporateOwned),
        Reason::NotProvided,
        Reason::Policy(Action::Mask),
        Reason::NotSerialized,
        Reason::Unclassified,
    ];
    let names: std::collections::BTreeSet<_> =
        reasons.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(names.len(), reasons.len());
    let words: std::collections::BTreeSet<_> = reasons.iter().map(ToString::to_string).collect();
    assert_eq!(words.len(), reasons.len());
}
