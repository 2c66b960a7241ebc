//! Which types register themselves, what is said of them, and what a change reads like.

use intune_privacy::audit::Actor;
use intune_privacy::inventory::{Change, Ground, Inventory, RecordEntry, Selector, Tie};
use intune_privacy::{Action, Class, Classified, MamCondition, Policy, Requirement};
use intune_privacy_tests_renamed as _;
use proptest::prelude::*;
use serde_json::json;

mod device {
    use intune_privacy::{Classified, DataValue};

    #[derive(DataValue)]
    pub(crate) enum Ownership {
        Company,
    }

    #[derive(Classified)]
    #[data(category = hardware_inventory)]
    pub(crate) struct Device<'a> {
        #[data(identified, required, mam, subject, item = user::principal_name)]
        pub(crate) r#user: &'a str,
        #[data(identified, required)]
        pub(crate) serial_number: String,
        #[data(identified, required, mam, item = device_data::intune_device_id)]
        pub(crate) id: String,
        #[data(identified, undocumented = "the uniform is ordered with it")]
        pub(crate) shoe_size: Option<u8>,
        #[data(identified, required, mam)]
        pub(crate) model: String,
        #[data(non_personal)]
        pub(crate) ownership: Ownership,
        #[data(nested)]
        pub(crate) docks: super::Page<Vec<super::Dock>>,
    }
}

#[derive(Classified)]
struct Page<T> {
    #[data(nested)]
    content: T,
}

#[derive(Classified)]
struct Dock(#[data(pseudonymized, required, item = device_data::mac_address)] String);

#[derive(Classified)]
struct Fixed<const N: usize> {
    #[data(non_personal)]
    bytes: [u8; N],
}

#[derive(Classified)]
#[data(tied)]
enum Event {
    Started,
    Moved {
        #[data(identified, required)]
        device_location: Option<String>,
    },
}

macro_rules! record {
    ($name:ident) => {
        #[derive(Classified)]
        #[data(collected_if = corporate_owned, workload = mam)]
        struct $name {
            #[data(non_personal)]
            is_encrypted: bool,
        }
    };
}

record!(Declared);

#[derive(Classified)]
struct Signed {
    #[data(nested)]
    by: Actor,
}

fn linked() -> Inventory {
    Inventory::linked()
}

fn record<'a>(inventory: &'a Inventory, name: &str) -> &'a RecordEntry {
    let found: Vec<_> = inventory.records().iter().filter(|record| record.name() == name).collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}

#[test]
fn every_derived_type_of_every_linked_crate_is_there() {
    #[derive(Classified)]
    struct InAFunction {
        #[data(non_personal)]
        is_encrypted: bool,
    }
    let _ = InAFunction { is_encrypted: true };
    let inventory = linked();
    for name in [
        "inventory::device::Device",
        "inventory::Dock",
        "inventory::Event",
        "inventory::Declared",
        "inventory::InAFunction",
        "inventory::Page<alloc::vec::Vec<inventory::Dock>>",
        "intune_privacy_tests_renamed::Device",
        "intune_privacy_tests_renamed::State",
        "intune_privacy::audit::actor::Actor",
    ] {
        record(&inventory, name);
    }
    let _ = Signed { by: Actor::user("ada@contoso.example") };
    // What a generic type holds is not known before it is held.
    assert!(!inventory.records().iter().any(|record| record.name().contains("Fixed")));
    let fixed = Inventory::of::<Fixed<3>>();
    assert_eq!(fixed.records()[0].name(), "inventory::Fixed<3>");
    let _ = (Fixed { bytes: [1] }, Declared { is_encrypted: true });
}

#[test]
fn each_type_is_there_once_and_in_order() {
    let inventory = linked().with::<Dock>().with::<Dock>();
    assert_eq!(inventory, linked());
    let names: Vec<_> = inventory.records().iter().map(RecordEntry::name).collect();
    assert!(names.is_sorted());
    assert_eq!(names.iter().filter(|name| **name == "inventory::Dock").count(), 1);
}

#[test]
fn a_crate_is_listed_by_itself() {
    let inventory = linked().of_crate("intune_privacy_tests_renamed");
    assert!(inventory.records().len() >= 2);
    let is_renamed = |it: &RecordEntry| it.crate_name() == "intune_privacy_tests_renamed";
    assert!(inventory.records().iter().all(is_renamed));
    assert!(linked().of_crate("intune_privacy_tests_rename").records().is_empty());
}

#[test]
fn of_each_field_it_says_where_it_is_and_by_whose_word_it_has_its_class() {
    let inventory = linked();
    let device = record(&inventory, "inventory::device::Device");
    assert_eq!((device.type_name(), device.crate_name()), ("Device", "inventory"));
    assert_eq!(device.file(), Some("tests/inventory.rs"));
    assert!(device.has_subject());
    let source = include_str!("inventory.rs").lines().collect::<Vec<_>>();
    assert!(source[device.line() as usize - 1].contains("pub(crate) struct Device<'a>"));
    let grounds: Vec<_> =
        device.fields().iter().map(|it| (it.name(), it.ground().clone())).collect();
    let by_user = Ground::Tied(Tie::Field("user".into()));
    assert_eq!(
        grounds,
        [
            ("user", Ground::Documented),
            ("serial_number", Ground::Documented),
            ("id", by_user),
            ("shoe_size", Ground::Undocumented("the uniform is ordered with it".into())),
            ("model", Ground::Inferred),
            ("ownership", Ground::NonPersonal),
            ("docks", Ground::Nested),
        ]
    );
    for field in device.fields() {
        let line = source[field.line() as usize - 1];
        assert!(line.contains(field.name()), "{line}");
    }
    let id = &device.fields()[2];
    assert_eq!((id.key(), id.type_name()), (Some("id"), Some("String")));
    assert_eq!(id.requirement(), Some(Requirement::Required));
    assert!(id.is_mam() && !id.is_subject() && id.is_personal());
    assert_eq!(device.fields()[3].requirement(), Some(Requirement::Optional));
    assert_eq!(device.fields()[5].requirement(), None);
    assert_eq!(
        device.fields()[6].nested(),
        Some("inventory::Page<alloc::vec::Vec<inventory::Dock>>")
    );

    let event = record(&inventory, "inventory::Event");
    let moved = &event.fields()[0];
    assert_eq!(moved.name(), "Moved.device_location");
    assert_eq!(*moved.ground(), Ground::Tied(Tie::Declared));
    let _ = (Event::Started, Event::Moved { device_location: None });

    let dock = record(&inventory, "inventory::Dock");
    assert_eq!((dock.fields()[0].name(), dock.class()), ("0", Some(Class::Pseudonymized)));
    assert_eq!(*dock.fields()[0].ground(), Ground::Documented);
}

#[test]
fn the_action_is_the_one_of_the_policy() {
    let policy = Policy::support();
    let _ = device::Ownership::Company;
    let inventory = linked().under(&policy);
    for (entry, field) in
        [("user", Action::Mask), ("shoe_size", Action::Mask), ("ownership", Action::Keep)]
    {
        let device = record(&inventory, "inventory::device::Device");
        let entry = device.fields().iter().find(|it| it.name() == entry).unwrap();
        assert_eq!(entry.action(), Some(&*field.to_string()));
    }
    let fields = device::Device::SCHEMA.fields();
    let device = record(&inventory, "inventory::device::Device");
    for (field, entry) in fields.zip(device.fields()) {
        assert_eq!(entry.action(), Some(&*policy.action_for(&field).to_string()));
    }
}

#[test]
fn a_document_says_all_that_the_inventory_does() {
    let inventory = linked().under(&Policy::logs());
    assert_eq!(Inventory::parse(&inventory.to_json()).unwrap(), inventory);
    let lock = inventory.to_lock();
    let locked = Inventory::parse(&lock).unwrap();
    assert_eq!(locked.to_lock(), lock);
    assert!(inventory.changes_since(&locked).is_empty());
    assert!(locked.changes_since(&inventory).is_empty());
}

/// The inventory of these types, as JSON lists them.
fn listed(records: &serde_json::Value) -> Inventory {
    Inventory::parse(&document(records)).unwrap()
}

fn document(records: &serde_json::Value) -> String {
    json!({ "version": 1, "editions": ["2018", "2023"], "records": records }).to_string()
}

/// Two states of a program: each is a list of types with fields, as JSON.
fn changes(before: &serde_json::Value, after: &serde_json::Value) -> Vec<String> {
    let inventory = |fields: &serde_json::Value| {
        listed(&json!([{ "name": "fleet::Device", "fields": fields }]))
    };
    let (before, after) = (inventory(before), inventory(after));
    after.changes_since(&before).iter().map(ToString::to_string).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of changes and their words")]
fn a_change_is_said_in_words() {
    let user = json!({
        "name": "upn", "class": "identified", "required": true, "mam": true,
        "item": "user::principal_name", "basis": "documented",
    });
    let user_with = |facts: &[(&str, serde_json::Value)]| {
        let mut user = user.clone();
        for (key, value) in facts {
            user[*key] = value.clone();
        }
        user
    };
    let id = |class: &str, basis: &str| {
        json!({
            "name": "id", "class": class, "required": true, "mam": true,
            "item": "device_data::intune_device_id", "basis": basis,
        })
    };
    let other = |class: &str, reason: &str| json!({ "name": "shoe", "class": class, "basis": format!("undocumented: {reason}") });
    for (before, after, sentence) in [
        (
            json!([user]),
            json!([user, id("identified", "tied by upn")]),
            "`Device` now collects `device_data::intune_device_id`, identified because the record \
             names a user (`upn`)",
        ),
        (
            json!([]),
            json!([id("pseudonymized", "documented")]),
            "`Device` now collects `device_data::intune_device_id`, documented as pseudonymized",
        ),
        (json!([user]), json!([]), "`Device` no longer collects `user::principal_name`"),
        (
            json!([user, id("pseudonymized", "documented")]),
            json!([user, id("identified", "tied")]),
            "`Device.id` is now identified because the record is declared `tied` to a user or \
             device; it was pseudonymized",
        ),
        (
            json!([]),
            json!([other("identified", "for the uniform")]),
            "`Device` now holds `shoe`, identified; no document lists it: for the uniform",
        ),
        (
            json!([other("identified", "for the uniform")]),
            json!([other("identified", "for the shop")]),
            "`Device.shoe` is now identified; no document lists it: for the shop; the basis was \
             \"undocumented: for the uniform\"",
        ),
        (
            json!([{ "name": "a", "class": "aggregated", "item": "access_control::private_key", "basis": "chosen" }]),
            json!([{ "name": "a", "class": "identified", "item": "access_control::private_key", "basis": "chosen",
                "required": true, "secret": true }]),
            "`Device.a` is now identified by the developer's choice, because no edition gives a \
             class; it was aggregated; is now required; is now a secret",
        ),
        (
            json!([other("identified", "it")]),
            json!([{ "name": "shoe", "class": "identified", "required": true, "basis": "undocumented: it" }]),
            "`Device.shoe` is now required",
        ),
        (
            json!([{ "name": "shoe", "class": "identified", "mam": true, "basis": "undocumented: it" }]),
            json!([{ "name": "shoe", "class": "identified", "subject": true, "basis": "undocumented: it" }]),
            "`Device.shoe` is no longer collected by MAM; now identifies the data subject",
        ),
        (
            json!([{ "name": "shoe", "class": "identified", "secret": true, "basis": "undocumented: it" }]),
            json!([other("identified", "it")]),
            "`Device.shoe` is no longer a secret",
        ),
        (
            json!([{ "name": "dock", "holds": "fleet::Dock" }]),
            json!([{ "name": "dock", "holds": "fleet::Hub" }]),
            "`Device.dock` now holds `Hub`",
        ),
        (
            json!([]),
            json!([{ "name": "owner", "holds": "fleet::user::Owner" }]),
            "`Device` now holds `Owner` in `owner`",
        ),
        (
            json!([]),
            json!([{ "name": "on", "class": "non_personal" }]),
            "`Device` now has `on`, which is not personal data",
        ),
        (
            json!([{ "name": "on", "class": "non_personal" }]),
            json!([]),
            "`Device` no longer has `on`",
        ),
        (
            json!([{ "name": "dock", "holds": "fleet::Dock" }]),
            json!([]),
            "`Device` no longer holds `Dock` in `dock`",
        ),
        (
            json!([]),
            json!([user_with(&[("subject", json!(true))])]),
            "`Device` now collects `user::principal_name`, documented as identified; it identifies \
             the data subject",
        ),
        (
            json!([user]),
            json!([user_with(&[("item", json!("user::display_name"))])]),
            "`Device.upn` is now `user::display_name`; it was `user::principal_name`",
        ),
        (
            json!([user]),
            json!([user_with(&[("basis", json!("inferred"))])]),
            "`Device.upn` is now identified as the rest of its category is (inferred); the basis was \
             \"documented\"",
        ),
        (
            json!([user]),
            json!([user_with(&[("basis", json!("stricter than inferred"))])]),
            "`Device.upn` is now identified, which is stricter than what is inferred; the basis was \
             \"documented\"",
        ),
        (
            json!([other("identified", "it")]),
            json!([{ "name": "shoe", "holds": "fleet::Shoe" }]),
            "`Device.shoe` now holds records; it was identified; now holds `Shoe`",
        ),
        (
            json!([other("identified", "it")]),
            json!([{ "name": "shoe", "class": "non_personal" }]),
            "`Device.shoe` is now not personal; it was identified",
        ),
        (
            json!([other("identified", "it")]),
            json!([{ "name": "shoe" }]),
            "`Device.shoe` is now of no class, and nothing says why; it was identified",
        ),
        (
            json!([{ "name": "shoe" }]),
            json!([other("identified", "it")]),
            "`Device.shoe` is now identified; no document lists it: it; it was of no class; is now \
             optional",
        ),
    ] {
        assert_eq!(changes(&before, &after), [sentence]);
    }
}

#[test]
fn a_type_that_comes_or_goes_is_said_with_its_fields() {
    let inventory = Inventory::of::<Dock>();
    let none = Inventory::default();
    let said = |changes: intune_privacy::inventory::Changes<'_>| -> Vec<String> {
        changes.iter().map(|change| format!("{} {change}", change.kind())).collect()
    };
    assert_eq!(
        said(inventory.changes_since(&none)),
        [
            "record_added `Dock` is new",
            "field_added `Dock` now collects `device_data::mac_address`, documented as pseudonymized",
        ]
    );
    assert_eq!(
        said(none.changes_since(&inventory)),
        [
            "record_removed `Dock` is gone",
            "field_removed `Dock` no longer collects `device_data::mac_address`",
        ]
    );
    let shown = inventory.changes_since(&none).to_string();
    let line = inventory.records()[0].line();
    assert!(
        shown
            .ends_with(&format!("\n    at inventory::Dock, field 0 (tests/inventory.rs:{line})\n")),
        "{shown}"
    );
}

#[test]
fn what_a_record_says_of_itself_is_compared() {
    let document = |facts: serde_json::Value| {
        let mut record = json!({ "name": "Device", "fields": [] });
        record.as_object_mut().unwrap().extend(facts.as_object().unwrap().clone());
        listed(&json!([record]))
    };
    let plain = document(json!({}));
    let other = document(json!({
        "category": "user", "tied": true, "collected_if": "corporate_owned", "mam_only": true,
    }));
    let one = |after: &Inventory, before: &Inventory| {
        let changes = after.changes_since(before);
        let changes: Vec<_> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(changes.len(), 1);
        changes.concat()
    };
    assert_eq!(
        one(&other, &plain),
        "`Device` is now of the category `user`; now exists only if `corporate_owned`; is now \
         declared `tied` to a user or device; is now for deployments that use MAM only",
    );
    for fact in [
        json!({ "category": "user" }),
        json!({ "tied": true }),
        json!({ "collected_if": "corporate_owned" }),
        json!({ "mam_only": true }),
    ] {
        one(&document(fact), &plain);
    }
    assert_eq!(
        one(&plain, &other),
        "`Device` has no category any longer; now exists under every condition; is no longer \
         declared `tied` to a user or device; is no longer for deployments that use MAM only",
    );
}

#[test]
fn a_selector_finds_what_a_change_brings() {
    let inventory = linked();
    let none = Inventory::default();
    let brought = |word: &str| -> Vec<String> {
        let selector: Selector = word.parse().unwrap();
        let changes = inventory.changes_since(&none);
        let brought = changes.iter().filter(|change| change.brings(&selector));
        let brought = brought.filter(|it| it.record().name() == "inventory::device::Device");
        brought.filter_map(Change::field).map(|field| field.name().to_owned()).collect()
    };
    assert_eq!(brought("identified"), ["user", "serial_number", "id", "shoe_size", "model"]);
    assert_eq!(brought("personal"), ["user", "serial_number", "id", "shoe_size", "model"]);
    assert_eq!(brought("undocumented"), ["shoe_size"]);
    assert_eq!(brought("optional"), ["shoe_size"]);
    assert_eq!(brought("hardware_inventory"), ["serial_number", "model"]);
    assert_eq!(brought("user::upn"), ["user"]);
    assert_eq!(brought("secret"), [""; 0]);
    assert_eq!(brought("non_personal"), ["ownership"]);
    for word in ["", "identfied", "user::nobody", "nobody::user", "ADELE"] {
        word.parse::<Selector>().unwrap_err();
    }
}

#[test]
fn what_was_selected_before_is_not_brought_by_a_change() {
    let inventory = |class: &str, required: bool| {
        let field = json!({ "name": "shoe", "class": class, "required": required, "basis": "undocumented: it" });
        let records = json!([{ "name": "Device", "fields": [field] }]);
        listed(&records)
    };
    let brings = |before: &Inventory, after: &Inventory, word: &str| {
        let selector = word.parse().unwrap();
        let changes = after.changes_since(before);
        assert_eq!(changes.iter().count(), 1);
        changes.iter().any(|change| change.brings(&selector))
    };
    let (before, after) = (inventory("identified", false), inventory("identified", true));
    assert!(!brings(&before, &after, "identified"));
    assert!(brings(&after, &before, "optional"));
    assert!(brings(&inventory("aggregated", true), &after, "identified"));
    assert!(!brings(&inventory("aggregated", true), &after, "personal"));
}

#[test]
fn to_move_a_type_or_field_does_not_change_the_lock_file() {
    let field = |name: &str| json!({ "name": name, "class": "non_personal" });
    let document = |records: serde_json::Value| listed(&records).to_lock();
    let (a, b) = (field("a"), field("b"));
    let one = document(json!([{ "name": "A", "fields": [a, b] }, { "name": "B" }]));
    let other = document(json!([{ "name": "B", "line": 7 }, { "name": "A", "fields": [b, a] }]));
    assert_eq!(one, other);
}

/// Two functions can each have a type of the same name.
#[test]
fn to_move_a_type_does_not_change_the_lock_file_where_another_has_its_name() {
    let device = |line: u32, fields: &[&str]| {
        let field =
            |name| json!({ "name": name, "class": "identified", "basis": "undocumented: it" });
        let fields: Vec<_> = fields.iter().map(field).collect();
        json!({ "name": "Device", "file": "src/main.rs", "line": line, "fields": fields })
    };
    let before = listed(&json!([device(3, &["imei", "user"]), device(9, &["serial", "group"])]));
    let after = listed(&json!([device(12, &["user", "imei"]), device(5, &["group", "serial"])]));
    let lock = before.to_lock();
    assert_eq!(after.to_lock(), lock);
    let locked = Inventory::parse(&lock).unwrap();
    assert_eq!(locked.to_lock(), lock);
    for inventory in [before, after] {
        assert!(inventory.changes_since(&locked).is_empty());
    }
}

#[test]
fn no_text_breaks_out_of_its_place_in_the_lock_file() {
    for text in ["\u{7f}", "\"", "\\", "\n[[records]]", "\r\n", "\0", "\u{85}\u{2028}", "'''", "é"]
    {
        let basis = format!("undocumented: {text}");
        let field = json!({ "name": text, "class": "identified", "basis": basis, "holds": text });
        let records = json!([{ "name": text, "fields": [field] }]);
        let inventory = listed(&records);
        let lock = inventory.to_lock();
        assert_eq!(lock.lines().count(), 10, "{lock}");
        assert!(!lock.contains('\u{7f}'));
        assert_eq!(Inventory::parse(&lock).unwrap(), inventory);
    }
}

#[test]
fn a_type_that_is_listed_twice_is_there_once() {
    let record = json!({ "name": "Device", "fields": [] });
    assert_eq!(listed(&json!([record, record])).records().len(), 1);
}

/// Each way in which a class comes about that the models above do not have.
#[test]
fn a_choice_of_the_developer_is_not_taken_for_the_documents_word() {
    #[derive(Classified)]
    #[data(category = managed_application)]
    struct App {
        #[data(identified, required, mam)]
        health_status: String,
        #[data(identified, required, mam, item = admin_created::profile_name)]
        profile: String,
    }

    #[derive(Classified)]
    struct Position {
        #[data(identified, required)]
        device_location: Option<String>,
        #[data(nested)]
        app: App,
    }

    #[derive(Classified)]
    struct Asset {
        #[data(identified, required, item = device_data::storage_space)]
        storage: u64,
        #[data(identified, required, mam, item = device_data::intune_device_id)]
        id: String,
        #[data(identified, required, item = hardware_inventory::imei)]
        imei: String,
    }

    /// What names a person says more than what comes first.
    #[derive(Classified)]
    struct Loan {
        #[data(identified, required, item = hardware_inventory::imei)]
        imei: String,
        #[data(identified, required, item = device_data::storage_space)]
        storage: u64,
        #[data(identified, required, mam, item = user::principal_name)]
        user: String,
    }

    #[derive(Classified)]
    struct Shelf {
        #[data(identified, required, item = device_data::storage_space)]
        storage: u64,
        #[data(nested)]
        boxes: Vec<Carton>,
    }

    #[derive(Classified)]
    struct Carton {
        #[data(nested)]
        app: App,
    }

    let grounds = |inventory: &Inventory| -> Vec<_> {
        inventory.fields().map(|(_, field)| field.ground().to_string()).collect()
    };
    assert_eq!(grounds(&Inventory::of::<App>()), ["stricter than inferred", "chosen"]);
    let position = Inventory::of::<Position>();
    let position = record(&position, "inventory::Position");
    assert_eq!(position.fields()[0].ground().to_string(), "tied by the record app");
    assert_eq!(grounds(&Inventory::of::<Asset>()), ["tied by imei", "tied by imei", "documented"]);
    assert_eq!(grounds(&Inventory::of::<Loan>()), ["documented", "tied by user", "documented"]);
    let shelf = Inventory::of::<Shelf>();
    let shelf = record(&shelf, "inventory::Shelf");
    assert_eq!(shelf.fields()[0].ground().to_string(), "tied by the record boxes");
}

#[test]
fn a_condition_of_the_mam_column_is_that_of_data_which_mam_collects() {
    let document = |mam: bool| {
        let item = "device_data::entra_device_id";
        let field = json!({ "name": "a", "class": "identified", "mam": mam, "item": item, "basis": "documented" });
        let records = json!([{ "name": "Device", "fields": [field] }]);
        let inventory = listed(&records);
        inventory.records()[0].fields()[0].mam_condition()
    };
    assert_eq!(document(true), Some(MamCondition::EntraJoined));
    assert_eq!(document(false), None);
}

#[test]
fn a_file_that_is_no_inventory_is_refused_with_the_place_and_without_its_content() {
    let lock = Inventory::of::<Dock>().to_lock();
    for (text, error) in [
        (String::new(), "line 1, column 1: this is no inventory of intune-privacy"),
        (
            "upn = \"adele@contoso.example\"".into(),
            "line 1, column 1: this is no inventory of intune-privacy",
        ),
        (
            lock.replace("required = true", "required = \"adele\""),
            "line 9, column 55: this is no inventory of intune-privacy",
        ),
        (
            lock.replace("version = 1", "version = 2"),
            "it has the form 2, and this version of intune-privacy reads up to 1",
        ),
        (
            lock.replace("device_data::mac_address", "device_data::adele"),
            "record 1, field 1: this version of intune-privacy does not know the item",
        ),
        (
            lock.replace("\"pseudonymized\"", "\"adele\""),
            "record 1, field 1: this version of intune-privacy does not know the class",
        ),
        (
            lock.replace("documented", "adele"),
            "record 1, field 1: this version of intune-privacy does not know the basis",
        ),
        (
            lock.replace("[[records]]", "<<<<<<< HEAD\n[[records]]"),
            "line 6: a merge has left its marks; settle it, or write the file anew",
        ),
        ("{\"adele\": 1}".into(), "line 1, column 8: this is no inventory of intune-privacy"),
        (
            "{\"version\": 1, \"editions\": [], \"records\": [{\"name\": {\"adele\": 1}}]}".into(),
            "line 1, column 52: this is no inventory of intune-privacy (in records[0])",
        ),
        (
            "{\"version\": 1, \"editions\": []} adele".into(),
            "line 1, column 32: this is no inventory of intune-privacy",
        ),
    ] {
        let refused = Inventory::parse(&text).unwrap_err().to_string();
        assert_eq!(refused, error);
    }
}

#[test]
fn a_basis_that_does_not_fit_the_class_and_item_is_refused() {
    let item = "device_data::intune_device_id";
    for field in [
        json!({ "basis": "documented" }),
        json!({ "basis": "documented", "class": "identified" }),
        json!({ "basis": "documented", "item": item }),
        json!({ "basis": "inferred", "class": "identified" }),
        json!({ "basis": "stricter than inferred", "item": item }),
        json!({ "basis": "chosen", "class": "identified" }),
        json!({ "basis": "tied", "class": "identified" }),
        json!({ "basis": "tied by user", "class": "pseudonymized", "item": item }),
        json!({ "basis": "undocumented: it", "class": "identified", "item": item }),
        json!({ "class": "non_personal", "item": item }),
        json!({ "holds": "Dock", "item": item }),
    ] {
        let mut field = field;
        field["name"] = "id".into();
        let fields = [json!({ "name": "first" }), field.clone()];
        let text = document(&json!([{ "name": "Device", "fields": fields }]));
        let refused = Inventory::parse(&text).unwrap_err().to_string();
        let expected = "record 1, field 2: the basis does not fit the class and item";
        assert_eq!(refused, expected, "{field}");
    }
}

#[test]
fn what_a_field_without_a_basis_holds_is_unknown() {
    let inventory = listed(&json!([{ "name": "Device", "fields": [
        { "name": "a" }, { "name": "b", "class": "identified" },
    ]}]));
    for (_, field) in inventory.fields() {
        assert_eq!(*field.ground(), Ground::Unknown);
        assert!(field.is_personal());
    }
    let none = Inventory::default();
    let undocumented = "undocumented".parse().unwrap();
    let changes = inventory.changes_since(&none);
    assert_eq!(changes.iter().filter(|change| change.brings(&undocumented)).count(), 2);
    let erased = inventory.under(&Policy::logs().with(Class::NonPersonal, Action::Keep));
    assert_eq!(erased.records()[0].fields()[0].action(), Some("erase"));
}

fn any_field() -> impl Strategy<Value = serde_json::Value> {
    let class = prop_oneof![Just("identified"), Just("aggregated"), Just("non_personal")];
    let item = prop_oneof![Just("user::phone_number"), Just("device_data::location")];
    let of_item = prop_oneof![
        (class.clone(), Just("documented".to_owned())),
        (Just("identified"), Just("tied".to_owned())),
        (Just("identified"), any::<String>().prop_map(|name| format!("tied by {name}"))),
    ];
    let word = any::<String>().prop_map(|reason| format!("undocumented: {reason}"));
    let facts = prop_oneof![
        (of_item, item).prop_map(|((class, basis), item)| (Some(class), Some(item), basis)),
        (prop::option::of(class), word).prop_map(|(class, basis)| (class, None, basis)),
    ];
    (any::<String>(), facts, any::<[bool; 4]>(), any::<Option<String>>()).prop_map(
        |(name, (class, item, basis), [required, mam, subject, secret], holds)| {
            json!({
                "name": name, "class": class, "item": item, "basis": basis, "holds": holds,
                "required": required, "mam": mam, "subject": subject, "secret": secret,
            })
        },
    )
}

fn any_inventory() -> impl Strategy<Value = Inventory> {
    let record = (any::<String>(), prop::collection::vec(any_field(), 0..4), any::<bool>());
    prop::collection::vec(record, 0..4).prop_map(|records| {
        let records: Vec<_> = records
            .into_iter()
            .map(|(name, fields, tied)| json!({ "name": name, "fields": fields, "tied": tied }))
            .collect();
        listed(&json!(records))
    })
}

proptest! {
    #[test]
    fn a_lock_file_reads_back_and_is_the_same_bytes(inventory in any_inventory()) {
        let lock = inventory.to_lock();
        let read = Inventory::parse(&lock).unwrap();
        prop_assert_eq!(read.to_lock(), lock);
        prop_assert!(inventory.changes_since(&read).is_empty());
        prop_assert_eq!(Inventory::parse(&inventory.to_json()).unwrap(), inventory);
    }

    #[test]
    fn lock_files_are_the_same_if_and_only_if_nothing_changed(
        before in any_inventory(),
        after in any_inventory(),
    ) {
        let same = before.to_lock() == after.to_lock();
        prop_assert_eq!(after.changes_since(&before).is_empty(), same);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = Inventory::parse(&text);
        let _ = Inventory::parse(&format!("{{{text}"));
        let _ = text.parse::<Selector>();
    }
}
