//! Canaries: every value of a record has characters that occur nowhere else, before and after, and
//! nothing of a value that is withheld is in any form of an event, whatever the policy and the
//! activity; and everything that is kept is.
//!
//! What may be seen is decided here from a table of what each field's annotation says and from what
//! the policy was made of, not by asking the crate.

use std::collections::{BTreeMap, HashMap, HashSet};

use intune_privacy::audit::cloudevents::{self, Source};
use intune_privacy::audit::ocsf::{self, Product};
use intune_privacy::audit::sink::{AuditSink, JsonLines, TracingSink};
use intune_privacy::audit::{Activity, Actor, AuditEvent};
use intune_privacy::{Action, Class, Classified, Item, items};
use intune_privacy_tests::outputs::Log;
use intune_privacy_tests::policies::{ACTIONS, Parts, any_parts, pseudonyms};
use proptest::prelude::*;
use secrecy::{SecretBox, SecretString};
use serde::{Serialize, Serializer};

use Class::{Aggregated, Identified, NonPersonal, Pseudonymized};

/// What the annotation of a field says.
struct Row {
    field: &'static str,
    class: Class,
    item: Option<&'static Item>,
    secret: bool,
}

const fn row(field: &'static str, class: Class) -> Row {
    Row { field, class, item: None, secret: false }
}

impl Row {
    const fn of(self, item: &'static Item) -> Self {
        Self { item: Some(item), ..self }
    }

    const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }
}

static ROWS: [Row; 31] = [
    row("upn", Identified).of(&items::user::PRINCIPAL_NAME),
    row("serial", Identified).of(&items::hardware_inventory::SERIAL_NUMBER),
    row("device_id", Identified).of(&items::device_data::INTUNE_DEVICE_ID),
    row("note", Identified),
    row("token", Pseudonymized),
    row("kept", NonPersonal),
    row("rendered", Identified),
    row("function", Identified),
    row("list", Identified),
    row("set", Pseudonymized),
    row("map_key", Identified),
    row("map_value", Identified),
    row("kept_map", NonPersonal),
    row("json", Identified),
    row("flat", Identified),
    row("rest", Pseudonymized),
    row("label", Identified),
    row("color", NonPersonal),
    row("first", Pseudonymized),
    row("inner", Identified),
    row("inner_kept", NonPersonal),
    // The keys of a map of records are treated as identified data.
    row("key", Identified),
    row("key_of_lists", Identified),
    row("private_key", Identified).of(&items::access_control::PRIVATE_KEY).secret(),
    row("exposed", NonPersonal).secret(),
    row("secrets", NonPersonal).secret(),
    row("secret_map", NonPersonal).secret(),
    row("bytes", NonPersonal).secret(),
    row("actor", Identified).of(&items::admin_account::UPN),
    row("actor_id", Identified).of(&items::admin_account::ACTIVE_DIRECTORY_ID),
    row("application", NonPersonal),
];

/// Items that policies have actions for.
static ITEMS: [&Item; 6] = [
    &items::user::PRINCIPAL_NAME,
    &items::hardware_inventory::SERIAL_NUMBER,
    &items::device_data::INTUNE_DEVICE_ID,
    &items::access_control::PRIVATE_KEY,
    &items::admin_account::UPN,
    &items::admin_account::ACTIVE_DIRECTORY_ID,
];

/// How many texts there are for each field.
const PARTS: u32 = 6;

/// Eight Hangul syllables that stand for one value of one field, and in no other text.
fn text(field: &str, part: u32) -> String {
    let row = ROWS.iter().position(|row| row.field == field).expect("a field of the table");
    let first = 0xAC00 + (u32::try_from(row).expect("few fields") * PARTS + part) * 8;
    (first..first + 8).map(|code| char::from_u32(code).expect("a syllable")).collect()
}

/// A number for a field that is one, and for a part of it.
fn number(identified: bool, part: u32) -> u64 {
    let base = if identified { 3_416_721_106_840_388 } else { 8_421_430_443_244_519 };
    base + u64::from(part) * 1_234_567_891_234
}

#[derive(Classified, Serialize)]
#[serde(rename_all = "camelCase")]
struct World {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    upn: String,
    #[data(identified, required, item = hardware_inventory::serial_number)]
    serial: Option<String>,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    device_id: String,
    #[data(identified, undocumented = "test")]
    note: String,
    #[data(pseudonymized, undocumented = "test")]
    token: String,
    #[data(non_personal)]
    kept: String,
    #[data(identified, undocumented = "test", with = bare)]
    rendered: String,
    #[data(identified, undocumented = "test")]
    #[serde(serialize_with = "twice")]
    function: String,
    #[data(identified, undocumented = "test")]
    list: Vec<String>,
    #[data(pseudonymized, undocumented = "test")]
    set: HashSet<String>,
    #[data(identified, undocumented = "test")]
    map: BTreeMap<String, Vec<String>>,
    #[data(non_personal)]
    kept_map: HashMap<String, String>,
    #[data(identified, undocumented = "test")]
    json: serde_json::Value,
    #[data(identified, undocumented = "test")]
    number: u64,
    #[data(aggregated, undocumented = "test")]
    count: u64,
    #[data(nested)]
    #[serde(flatten)]
    flat: Flat,
    #[data(pseudonymized, undocumented = "test")]
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
    #[data(nested)]
    state: State,
    #[data(nested)]
    states: Vec<State>,
    #[data(nested)]
    inner: Option<Box<Inner>>,
    #[data(nested)]
    inners: Vec<Inner>,
    #[data(nested)]
    by_key: HashMap<String, Inner>,
    #[data(nested)]
    lists_by_key: BTreeMap<String, Vec<Inner>>,
    #[data(nested)]
    keys: Keys,
}

#[derive(Classified, Serialize, Clone)]
struct Flat {
    #[data(identified, undocumented = "test")]
    flat: String,
}

#[derive(Classified, Serialize, Clone)]
#[serde(tag = "kind")]
enum State {
    Idle,
    Named {
        #[data(identified, undocumented = "test")]
        label: String,
        #[data(non_personal)]
        color: String,
    },
    Pair(#[data(nested)] First),
}

#[derive(Classified, Serialize, Clone)]
struct First {
    #[data(pseudonymized, undocumented = "test")]
    first: String,
}

#[derive(Classified, Serialize, Clone)]
struct Inner {
    #[data(identified, undocumented = "test")]
    inner: String,
    #[data(non_personal)]
    inner_kept: String,
}

#[derive(Classified, Serialize)]
struct Keys {
    #[data(identified, required, item = access_control::private_key)]
    #[serde(serialize_with = "exposed")]
    private_key: SecretString,
    #[data(non_personal)]
    #[serde(serialize_with = "exposed")]
    exposed: Option<SecretString>,
    #[data(non_personal)]
    #[serde(skip)]
    secrets: Vec<SecretString>,
    #[data(non_personal)]
    #[serde(skip)]
    secret_map: BTreeMap<String, SecretString>,
    #[data(non_personal)]
    #[serde(skip)]
    bytes: SecretBox<Vec<u8>>,
}

/// What a careless user writes; the secret must stay hidden all the same.
fn exposed<S: Serializer>(secret: &dyn std::any::Any, serializer: S) -> Result<S::Ok, S::Error> {
    use secrecy::ExposeSecret;
    let secret = secret.downcast_ref::<SecretString>();
    serializer.serialize_str(secret.map_or("", SecretString::expose_secret))
}

fn twice<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    [text, text].serialize(serializer)
}

mod bare {
    use std::fmt;

    pub(super) fn fmt(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text)
    }
}

fn inner(part: u32) -> Inner {
    Inner { inner: text("inner", part), inner_kept: text("inner_kept", part) }
}

/// The record with the texts of a part and of the two after it.
fn world(part: u32) -> World {
    let one = |field| text(field, part);
    let (second, third) = (part + 1, part + 2);
    let states = [
        State::Named { label: one("label"), color: one("color") },
        State::Pair(First { first: one("first") }),
    ];
    let state = states[part as usize / 3 % 2].clone();
    World {
        upn: one("upn"),
        serial: Some(one("serial")),
        device_id: one("device_id"),
        note: one("note"),
        token: one("token"),
        kept: one("kept"),
        rendered: one("rendered"),
        function: one("function"),
        list: vec![one("list"), text("list", second)],
        set: [one("set"), text("set", second)].into(),
        map: [(one("map_key"), vec![one("map_value"), text("map_value", second)])].into(),
        kept_map: [(one("kept_map"), text("kept_map", second))].into(),
        json: serde_json::json!([{one("json"): text("json", second)}]),
        number: number(true, part),
        count: number(false, part),
        flat: Flat { flat: one("flat") },
        rest: [(one("rest"), text("rest", second))].into(),
        state,
        states: [states.to_vec(), vec![State::Idle]].concat(),
        inner: Some(Box::new(inner(part))),
        inners: vec![inner(second), inner(third)],
        by_key: [(one("key"), inner(part)), ("both".into(), inner(part))].into(),
        lists_by_key: [(one("key_of_lists"), vec![inner(part)])].into(),
        keys: Keys {
            private_key: one("private_key").into(),
            exposed: Some(one("exposed").into()),
            secrets: vec![one("secrets").into()],
            secret_map: [("a".into(), one("secret_map").into())].into(),
            bytes: SecretBox::new(Box::new(one("bytes").into_bytes())),
        },
    }
}

fn actor() -> Actor {
    Actor::user(text("actor", 0))
        .user_id(text("actor_id", 0))
        .application_name(text("application", 0))
        .permission(text("application", 1))
        .ip_address([203, 0, 113, 77].into())
}

/// An event, and whether it has the values from before and from after.
fn events(before: &World, after: &World, parts: &Parts) -> Vec<(AuditEvent, [bool; 2])> {
    let policy = &parts.policy();
    let update = AuditEvent::update(before, after).policy(policy).actor(actor()).finish();
    let id = &items::device_data::INTUNE_DEVICE_ID;
    let of = |activity| {
        let draft = match activity {
            Activity::Create => AuditEvent::create(after),
            Activity::Delete => AuditEvent::delete(before),
            Activity::Read => AuditEvent::read(after),
            Activity::Assign => AuditEvent::assign(after),
            Activity::Manage => AuditEvent::manage(after),
            _ => AuditEvent::remote_task(after),
        };
        draft.policy(policy).actor(actor()).resource_id(id).finish()
    };
    vec![
        (update.expect("a change"), [true, true]),
        (of(Activity::Create), [false, true]),
        (of(Activity::Delete), [true, false]),
        (of(Activity::Read), [false, false]),
        (of(Activity::Assign), [false, false]),
        (of(Activity::Manage), [false, false]),
        (of(Activity::RemoteTask), [false, false]),
    ]
}

/// Every form that an event has.
fn forms(event: &AuditEvent) -> Vec<(&'static str, String)> {
    let json = serde_json::to_string(event).expect("JSON");
    let lines = JsonLines::new(Vec::new());
    lines.record(event).expect("a line");
    let lines = String::from_utf8(lines.into_inner()).expect("UTF-8");
    assert_eq!(lines, json.clone() + "\n");
    let log = || TracingSink::new().record(event).expect("a subscriber");
    let source = Source::new("/fleet").expect("a source");
    let envelope = cloudevents::from_event(event, &source).expect("a CloudEvent");
    let ocsf = ocsf::from_event(event, &Product::new("Fleet"));
    vec![
        ("JSON", json),
        ("lines", lines),
        ("log", Log::lines(log)),
        ("JSON log", Log::json(log)),
        ("CloudEvents", serde_json::to_string(&envelope).expect("JSON")),
        ("CloudEvents, Debug", format!("{envelope:?}")),
        ("OCSF", serde_json::to_string(&ocsf).expect("JSON")),
        ("OCSF, Debug", format!("{ocsf:?}")),
    ]
}

/// What shows no value at all.
fn nameless(before: &World, after: &World, event: &AuditEvent) -> Vec<String> {
    let changes = before.changes(after);
    let somebody = Actor::user(text("actor", 0)).user_id(text("actor_id", 0));
    vec![
        format!("{event:?} {event:#?} {:?} {:?}", event.actor, event.resources),
        format!("{:?}", event.resources[0].modified_properties),
        format!("{changes:?} {changes:#?} {:?}", changes.list()),
        format!("{:?} {:?}", AuditEvent::update(before, after).actor(actor()), somebody),
    ]
}

/// How many characters in a row of a value of each field show.
fn seen(shown: &str) -> [usize; ROWS.len()] {
    let mut longest = [0; ROWS.len()];
    let (mut former, mut run) = (None, 0);
    for c in shown.chars() {
        let place = u32::from(c).checked_sub(0xAC00);
        let goes_on =
            place.zip(former).is_some_and(|(place, former)| place == former + 1 && place % 8 > 0);
        run = if goes_on { run + 1 } else { 1 };
        let row = place.and_then(|place| longest.get_mut(usize::try_from(place / 8 / PARTS).ok()?));
        if let Some(row) = row {
            *row = run.max(*row);
        }
        former = place;
    }
    longest
}

/// Whether eight digits of the number show.
fn has_digits(shown: &str, number: u64) -> bool {
    (0..9).any(|place| shown.contains(&number.to_string()[place..place + 8]))
}

/// How many characters of a value may show in a row; `None` for all.
fn allowed(row: &Row, parts: &Parts) -> Option<usize> {
    if row.secret {
        return Some(0);
    }
    match parts.action(row.class, row.item) {
        Action::Keep => None,
        // A mask leaves the last four characters of some formats.
        Action::Mask | Action::MaskToLength if row.item.is_some() => Some(4),
        _ => Some(0),
    }
}

fn nothing_leaks(parts: &Parts) {
    let (before, after) = (world(0), world(3));
    for (event, shows) in events(&before, &after, parts) {
        let activity = event.kind();
        for (form, shown) in forms(&event) {
            for (row, seen) in ROWS.iter().zip(seen(&shown)) {
                let leaks = allowed(row, parts).is_some_and(|allowed| seen > allowed);
                assert!(!leaks, "{} in the {form} of {activity:?}: {shown}", row.field);
            }
            numbers_do_not_leak(parts, &shown);
        }
        for shown in nameless(&before, &after, &event) {
            assert_eq!(seen(&shown), [0; ROWS.len()], "{shown}");
        }
        let json = serde_json::to_string(&event).expect("JSON");
        assert!(!json.contains("203.0.113.77") || parts.action(Identified, None) == Action::Keep);
        what_is_kept_shows(parts, &json, shows);
    }
}

fn numbers_do_not_leak(parts: &Parts, shown: &str) {
    for part in [0, 3] {
        if parts.action(Identified, None) != Action::Keep {
            assert!(!has_digits(shown, number(true, part)), "{shown}");
        }
        let counts = [
            Action::Keep,
            Action::SUPPRESS,
            Action::SUPPRESS_CMS,
            Action::ROUND,
            Action::ROUND_NHS,
        ];
        if !counts.contains(&parts.action(Aggregated, None)) {
            assert!(!has_digits(shown, number(false, part)), "{shown}");
        }
    }
}

/// The test would hold of an empty event, too.
fn what_is_kept_shows(parts: &Parts, json: &str, shows: [bool; 2]) {
    let of_actor = |row: &&Row| row.field.starts_with("actor") || row.field == "application";
    for row in ROWS.iter().filter(|row| allowed(row, parts).is_none()) {
        if of_actor(&row) {
            assert!(json.contains(&text(row.field, 0)), "{} in {json}", row.field);
            continue;
        }
        for (part, expected) in [0, 3].into_iter().zip(shows) {
            assert!(!expected || json.contains(&text(row.field, part)), "{} in {json}", row.field);
        }
    }
    for (part, expected) in [0, 3].into_iter().zip(shows) {
        let kept = parts.action(Identified, None) == Action::Keep;
        assert!(!(expected && kept) || json.contains(&number(true, part).to_string()), "{json}");
    }
}

/// What the documentation of the presets says.
fn presets() -> Vec<Parts> {
    let classes = [
        [Action::Erase, Action::Erase, Action::Erase, Action::Keep],
        [Action::Erase, Action::Keep, Action::Keep, Action::Keep],
        [Action::Mask, Action::Keep, Action::Keep, Action::Keep],
        [Action::Erase, Action::Pseudonymize, Action::SUPPRESS, Action::Keep],
    ];
    let pseudonyms = std::sync::Arc::new(pseudonyms());
    let parts = classes.into_iter().flat_map(|classes| {
        [None, Some(pseudonyms.clone())].map(|pseudonyms| Parts {
            classes,
            items: vec![],
            pseudonyms,
        })
    });
    parts.collect()
}

#[test]
fn no_preset_leaks() {
    for preset in presets() {
        nothing_leaks(&preset);
    }
}

#[test]
fn no_action_leaks() {
    for action in ACTIONS {
        nothing_leaks(&Parts::all(action));
    }
}

/// What is not shown differs in nothing: not even the length or the number of values shows.
#[test]
fn what_is_erased_cannot_be_told_apart() {
    let parts = Parts::all(Action::Erase);
    let policy = &parts.policy();
    let (before, mut after, mut other) = (world(0), world(0), world(0));
    after.note = "a".into();
    after.list = vec![];
    after.number = 0;
    other.note = "x".repeat(10_000);
    other.list = vec![String::new(); 1000];
    other.number = u64::MAX;
    let shown = |after: &World| {
        let changes = before.changes(after).properties(policy);
        serde_json::to_string(&changes).expect("JSON")
    };
    // The secret that cannot be compared is in both.
    assert_eq!(shown(&after), shown(&other));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_policy_leaks(parts in any_parts(&ITEMS)) {
        nothing_leaks(&parts);
    }
}

/// The tests above can fail.
#[test]
fn a_leak_is_found() {
    let note = ROWS.iter().position(|row| row.field == "note").expect("a field");
    let value = text("note", 1);
    for (shown, expected) in [(&*value, 8), (&value[3..6], 1), (&value[3..15], 4), ("", 0)] {
        assert_eq!(seen(&format!("a{shown}b"))[note], expected);
    }
    assert!(has_digits("at 34167211", number(true, 0)) && !has_digits("3416721", number(true, 0)));
    let shown =
        serde_json::to_string(&events(&world(0), &world(3), &Parts::all(Action::Keep))[0].0);
    let seen = seen(&shown.expect("JSON"));
    let hidden = ROWS.iter().zip(seen).filter(|(_, seen)| *seen < 8).map(|(row, _)| row.field);
    let hidden: Vec<_> = hidden.collect();
    assert_eq!(hidden, ["private_key", "exposed", "secrets", "secret_map", "bytes"]);
}
