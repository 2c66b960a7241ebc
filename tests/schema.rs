//! The schema: every fact of a type and its fields, known at compile time and without a value.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use intune_privacy::{
    Category, Class, Classified, Condition, DataValue, Field, MamCondition, Nested, Record,
    Representation, Requirement, Schema, Style, Value, items,
};
use secrecy::SecretString;
use serde::Serialize;

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
#[serde(rename = "laptop", rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "`device_name` is a documented item")]
struct Device<'a> {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    user_principal_name: &'a str,
    #[data(identified, required, mam)]
    device_name: String,
    #[data(identified, required, mam(friendly_name), item = device_name)]
    friendly: Option<String>,
    #[data(identified, required)]
    #[serde(rename = "serial")]
    serial_number: String,
    #[data(identified, required, mam, item = device_data::intune_device_id)]
    id: String,
    #[data(pseudonymized, optional, item = diagnostics::success_rate)]
    success_rate: Option<f32>,
    #[data(identified, undocumented = "ordered with the uniform")]
    #[serde(skip)]
    shoe_size: u8,
    #[data(aggregated, required, mam, item = tenant_account::installed_device_count)]
    count: u64,
    #[data(non_personal)]
    r#type: BTreeMap<String, Vec<u8>>,
    #[data(nested)]
    #[serde(flatten)]
    state: Option<Box<State>>,
}

#[derive(Classified, Serialize)]
#[data(tied, workload = mam, collected_if = optional_data_consent)]
#[serde(tag = "kind", content = "data", rename_all = "lowercase")]
enum State {
    Idle,
    #[serde(rename = "gone")]
    Lost {
        #[data(non_personal)]
        since: u8,
    },
    #[serde(skip)]
    Internal(#[data(non_personal)] u8, #[data(identified, undocumented = "test")] String),
}

/// Reachable in a constant, without a value of the type.
const DEVICE: &Schema = Device::SCHEMA;
const STATE: &Schema = <State as Classified>::SCHEMA;
const NAME: &str = DEVICE.name();
const FIRST: Field = DEVICE.variants()[0].fields().get(0).expect("a field");
const CLASS: Option<Class> = FIRST.class();

#[test]
fn facts_are_constants() {
    assert_eq!(NAME, "Device");
    assert_eq!(CLASS, Some(Class::Identified));
    const { assert!(FIRST.is_required() && FIRST.is_mam() && FIRST.is_subject()) };
    const { assert!(!FIRST.is_secret() && !FIRST.is_nested() && !FIRST.is_skipped()) };
    const { assert!(STATE.is_tied() && STATE.is_mam_only()) };
}

#[test]
fn facts_of_the_type() {
    assert_eq!(DEVICE.name(), "Device");
    assert_eq!(DEVICE.key(), "laptop");
    assert_eq!(DEVICE.module(), module_path!());
    assert_eq!(DEVICE.category(), Some(Category::HardwareInventory));
    assert_eq!(DEVICE.collected_if(), None);
    assert!(!DEVICE.is_tied() && !DEVICE.is_mam_only());
    assert_eq!(DEVICE.representation(), Representation::Struct);
    assert_eq!(DEVICE.variants().len(), 1);
    assert_eq!(DEVICE.variants()[0].name(), "Device");
    assert_eq!(DEVICE.variants()[0].style(), Style::Named);

    assert_eq!(STATE.category(), None);
    assert_eq!(STATE.collected_if(), Some(Condition::OptionalDataConsent));
    assert!(STATE.is_tied() && STATE.is_mam_only());
    assert_eq!(STATE.representation(), Representation::Adjacent { tag: "kind", content: "data" });
}

#[test]
fn facts_of_variants() {
    let variants = STATE.variants();
    let names = variants.iter().map(|variant| (variant.name(), variant.key(), variant.style()));
    assert!(names.eq([
        ("Idle", Some("idle"), Style::Unit),
        ("Lost", Some("gone"), Style::Named),
        ("Internal", None, Style::Tuple),
    ]));
    let fields = STATE.fields().map(|field| (field.name(), field.type_name()));
    assert!(fields.eq([("since", "u8"), ("0", "u8"), ("1", "String")]));
    let mut names = Vec::new();
    for field in &variants[2].fields() {
        names.push(field.name());
    }
    assert_eq!(names, ["0", "1"]);
}

#[track_caller]
fn field(name: &str) -> Field {
    DEVICE.field(name).expect("a field of that name")
}

#[test]
fn names_keys_and_types() {
    let rows = DEVICE.fields().map(|field| (field.name(), field.key(), field.type_name()));
    let expected = [
        ("user_principal_name", "userPrincipalName", "&'a str"),
        ("device_name", "deviceName", "String"),
        ("friendly", "friendly", "Option<String>"),
        ("serial_number", "serial", "String"),
        ("id", "id", "String"),
        ("success_rate", "successRate", "Option<f32>"),
        ("shoe_size", "shoeSize", "u8"),
        ("count", "count", "u64"),
        ("type", "type", "BTreeMap<String, Vec<u8>>"),
        ("state", "state", "Option<Box<State>>"),
    ];
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    assert!(DEVICE.field("serial").is_none() && DEVICE.field("").is_none());
}

#[test]
fn classes_and_items() {
    let rows = DEVICE.fields().map(|field| (field.class(), field.item()));
    let expected = [
        (Some(Class::Identified), Some(&items::user::PRINCIPAL_NAME)),
        (Some(Class::Identified), Some(&items::hardware_inventory::DEVICE_NAME)),
        (Some(Class::Identified), Some(&items::hardware_inventory::DEVICE_NAME)),
        (Some(Class::Identified), Some(&items::hardware_inventory::SERIAL_NUMBER)),
        (Some(Class::Identified), Some(&items::device_data::INTUNE_DEVICE_ID)),
        (Some(Class::Pseudonymized), Some(&items::diagnostics::SUCCESS_RATE)),
        (Some(Class::Identified), None),
        (Some(Class::Aggregated), Some(&items::tenant_account::INSTALLED_DEVICE_COUNT)),
        (Some(Class::NonPersonal), None),
        (None, None),
    ];
    assert!(rows.eq(expected));
}

#[test]
fn collection() {
    let required = DEVICE.fields().filter(|field| field.is_required()).map(Field::name);
    assert!(required.eq([
        "user_principal_name",
        "device_name",
        "friendly",
        "serial_number",
        "id",
        "count",
    ]));
    assert_eq!(field("id").requirement(), Requirement::Required);
    assert_eq!(field("success_rate").requirement(), Requirement::Optional);
    assert_eq!(field("success_rate").condition(), Some(Condition::OptionalDataConsent));
    assert_eq!(field("id").condition(), None);
    assert_eq!(field("shoe_size").condition(), None);
}

#[test]
fn mobile_application_management() {
    let mam = DEVICE.fields().filter(|field| field.is_mam()).map(Field::name);
    assert!(mam.eq(["user_principal_name", "device_name", "friendly", "id", "count"]));
    assert_eq!(field("friendly").mam_condition(), Some(MamCondition::FriendlyName));
    assert_eq!(field("device_name").mam_condition(), Some(MamCondition::FriendlyName));
    assert_eq!(field("id").mam_condition(), Some(MamCondition::MdmEnrolled));
    assert_eq!(field("count").mam_condition(), None);
    assert_eq!(field("serial_number").mam_condition(), None);
}

#[test]
fn the_rest_of_a_field() {
    let only = |test: fn(Field) -> bool| {
        let mut names = DEVICE.fields().filter(|field| test(*field)).map(Field::name);
        (names.next(), names.next())
    };
    assert_eq!(only(Field::is_subject), (Some("user_principal_name"), None));
    assert_eq!(only(Field::is_skipped), (Some("shoe_size"), None));
    assert_eq!(only(Field::is_flattened), (Some("state"), None));
    assert_eq!(only(Field::is_nested), (Some("state"), None));
    assert_eq!(only(Field::is_secret), (None, None));
    assert_eq!(only(|field| field.undocumented().is_some()), (Some("shoe_size"), None));
    assert_eq!(field("shoe_size").undocumented(), Some("ordered with the uniform"));
    assert_eq!(field("state").nested().map(Schema::name), Some("State"));
    assert!(field("id").nested().is_none());
}

#[test]
fn a_secret() {
    #[derive(Classified)]
    #[data(category = access_control)]
    struct Keys {
        #[data(identified, required)]
        private_key: SecretString,
    }

    let field = Keys::SCHEMA.field("private_key").expect("a field");
    assert!(field.is_secret());
    assert!(matches!(Keys { private_key: "key".into() }.value(0), Value::Secret(_)));
}

fn device(name: &str) -> Device<'_> {
    Device {
        user_principal_name: name,
        device_name: "laptop".into(),
        friendly: None,
        serial_number: "C02".into(),
        id: "ab".into(),
        success_rate: Some(0.5),
        shoe_size: 42,
        count: 3,
        r#type: BTreeMap::new(),
        state: Some(Box::new(State::Lost { since: 1 })),
    }
}

#[test]
fn values_by_index() {
    let name = String::from("ada@example.com");
    let device = device(&name);
    assert!(matches!(device.value(0), Value::Str("ada@example.com")));
    assert!(matches!(device.value(2), Value::Null));
    assert!(matches!(device.value(5), Value::Float32(rate) if rate.to_bits() == 0.5_f32.to_bits()));
    assert!(matches!(device.value(6), Value::Uint(42)));
    assert!(matches!(device.value(8), Value::Map(map) if map.count() == 0));
    let Value::Record(state) = device.value(9) else { panic!("a record") };
    assert_eq!(state.variant(), 1);
    assert_eq!(state.schema().name(), "State");
    assert!(matches!(state.value(0), Value::Uint(1)));
    for index in [10, 11, usize::MAX] {
        assert!(matches!(device.value(index), Value::Null));
        assert!(matches!(state.value(index), Value::Null));
    }
}

#[test]
fn values_of_the_present_variant_only() {
    let states = [State::Idle, State::Lost { since: 7 }, State::Internal(8, "Ada".into())];
    for (index, state) in states.iter().enumerate() {
        assert_eq!(state.variant(), index);
        let record: &dyn Record = state;
        assert_eq!(record.schema().name(), STATE.name());
        assert!(matches!(state.value(2), Value::Null));
    }
    assert!(matches!(states[0].value(0), Value::Null));
    assert!(matches!(states[1].value(0), Value::Uint(7)));
    assert!(matches!(states[1].value(1), Value::Null));
    assert!(matches!(states[2].value(0), Value::Uint(8)));
    assert!(matches!(states[2].value(1), Value::Str("Ada")));
}

struct Color;

mod color {
    use super::{Color, fmt};

    pub(super) fn fmt(_: &Color, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("red")
    }
}

#[derive(Classified)]
struct Colored {
    #[data(identified, undocumented = "test", with = color)]
    color: Color,
}

/// Neither may show a value: the one has none, and the other only names its kind.
#[test]
fn debug_of_the_schema_and_of_a_value_is_harmless() {
    let name = String::from("ada@example.com");
    assert_eq!(format!("{:?}", device(&name).value(0)), "Str");
    for (value, kind) in [
        (Value::Null, "Null"),
        (Value::Bool(true), "Bool"),
        (Value::Char('Q'), "Char"),
        (Value::Int(-4711), "Int"),
        (Value::Uint(4711), "Uint"),
        (Value::Int128(-4711), "Int128"),
        (Value::Uint128(4711), "Uint128"),
        (Value::Float32(47.11), "Float32"),
        (Value::Float(47.11), "Float"),
        (Value::Str(&name), "Str"),
        (Value::Bytes(name.as_bytes()), "Bytes"),
        (Value::Text(&name), "Text"),
        (Value::Duration(Duration::from_secs(4711)), "Duration"),
        (Value::SystemTime(SystemTime::UNIX_EPOCH), "SystemTime"),
        (Value::Path(Path::new(&name)), "Path"),
        (Value::Schema(DEVICE), "Schema"),
        (name.value(), "Str"),
        (Some(&name).value(), "Str"),
        ([&name].value(), "List"),
        (BTreeMap::from([(&name, &name)]).value(), "Map"),
        (SecretString::from(&*name).value(), "Secret"),
        (NaiveDate::MAX.value(), "Foreign"),
    ] {
        assert_eq!(format!("{value:?}"), kind);
    }
    let secret = SecretString::from(&*name);
    let Value::Secret(secret) = secret.value() else { panic!("a secret") };
    assert_eq!(format!("{secret:?}"), "[secret]");
    let state = || State::Internal(7, name.clone());
    for (records, kind) in [
        (state().nested_value(), "Record"),
        (vec![state()].nested_value(), "Records"),
        (BTreeMap::from([(&name, state())]).nested_value(), "RecordMap"),
    ] {
        assert_eq!(format!("{records:?}"), kind);
    }
    let rendered = Colored { color: Color };
    assert_eq!(format!("{:?}", rendered.value(0)), "Rendered");
    assert!(format!("{DEVICE:?}").contains("user_principal_name"));
}
