//! Redacted records as JSON, beside the JSON of serde's own derive.

use super::*;

#[track_caller]
fn check_record<T: Classified + serde::Serialize>(record: &T) {
    let plain = serde_json::to_string(record).map_err(|error| error.to_string());
    let kept = serde_json::to_string(&record.redacted(&OPEN)).map_err(|error| error.to_string());
    assert_eq!(kept, plain);
    let plain = serde_json::to_string_pretty(record).map_err(|error| error.to_string());
    let kept =
        serde_json::to_string_pretty(&record.redacted(&OPEN)).map_err(|error| error.to_string());
    assert_eq!(kept, plain);
    let tree = serde_json::to_value(record.redacted(&OPEN)).map_err(|error| error.to_string());
    assert_eq!(tree, serde_json::to_value(record).map_err(|error| error.to_string()));
    assert!(!json(&record.redacted(&LOGS)).contains(CANARY));
    assert!(!json(&record.redacted(&Policy::strict())).contains(CANARY));
}

#[test]
fn structs() {
    check_record(&device());
    check_record(&Device { note: Some(CANARY.into()), ..device() });
    check_record(&fleet());
    check_record(&Pair(CANARY.into(), 1));
    check_record(&Nothing);
    assert_eq!(
        json(&device().redacted(&LOGS)),
        r#"{"serialNumber":"[identified]","isEncrypted":true}"#,
    );
    assert_eq!(
        json(&fleet().redacted(&LOGS)),
        r#"{"first":{"serialNumber":"[identified]","isEncrypted":true},"others":[null,{"serialNumber":"[identified]","isEncrypted":true}],"by_user":{"[key 1]":[{"serialNumber":"[identified]","isEncrypted":true}]},"spare":null}"#,
    );
}

#[derive(serde::Serialize)]
#[serde(transparent)]
struct Wrapper {
    device: Device,
}

record! {
    Wrapper, Representation::Transparent;
    0 "Wrapper" (None) Named Wrapper { device } => {
        "device" ("device") Device 0 => device.nested_value(), false;
    }
}

#[derive(serde::Serialize)]
#[serde(tag = "kind")]
struct Tagged {
    name: String,
}

record! {
    Tagged, Representation::Internal { tag: "kind" };
    0 "Tagged" (Some("Tagged")) Named Tagged { name } => {
        "name" ("name") Identified 0 => name.value(), false;
    }
}

#[test]
fn transparent_and_tagged_structs() {
    check_record(&Wrapper { device: device() });
    check_record(&Tagged { name: CANARY.into() });
}

type Extra = BTreeMap<String, u8>;
type Twins = BTreeMap<String, Device>;

#[derive(serde::Serialize)]
struct Flat {
    #[serde(flatten)]
    device: Wrapper,
    #[serde(flatten)]
    spare: Spare,
    #[serde(flatten)]
    extra: Extra,
    #[serde(flatten)]
    twins: Twins,
    #[serde(flatten)]
    state: external::State,
    #[serde(flatten)]
    inner: internal::State,
    #[serde(flatten)]
    beside: adjacent::State,
    #[serde(flatten)]
    bare: untagged::State,
}

type External = external::State;
type Internal = internal::State;
type Adjacent = adjacent::State;
type Untagged = untagged::State;

record! {
    Flat, Representation::Struct;
    0 "Flat" (None) Named Flat { device, spare, extra, twins, state, inner, beside, bare } => {
        "device" ("device") Wrapper row::FLATTENED => device.nested_value(), false;
        "spare" ("spare") Spare row::FLATTENED => spare.nested_value(), false;
        "extra" ("extra") Identified row::FLATTENED => extra.value(), false;
        "twins" ("twins") Twins row::FLATTENED => twins.nested_value(), false;
        "state" ("state") External row::FLATTENED => state.nested_value(), false;
        "inner" ("inner") Internal row::FLATTENED => inner.nested_value(), false;
        "beside" ("beside") Adjacent row::FLATTENED => beside.nested_value(), false;
        "bare" ("bare") Untagged row::FLATTENED => bare.nested_value(), false;
    }
}

#[test]
fn flattened_fields() {
    for number in 0..7 {
        let flat = Flat {
            device: Wrapper { device: device() },
            spare: (number % 2 == 0).then(|| Box::new(device())),
            extra: [(CANARY.into(), 1)].into(),
            twins: [(CANARY.into(), device())].into(),
            state: external::State::all().swap_remove(number),
            inner: internal::State::all().swap_remove(number),
            beside: adjacent::State::all().swap_remove(number),
            bare: untagged::State::all().swap_remove(number),
        };
        check_record(&flat);
        let shown = json(&flat.redacted(&LOGS));
        assert!(shown.contains(r#""extra":"[identified]","[key 1]":{"#), "{shown}");
    }
}

#[derive(serde::Serialize)]
struct FlatLeaf {
    #[serde(flatten)]
    list: Vec<u8>,
}

#[derive(serde::Serialize)]
struct FlatMap {
    #[serde(flatten)]
    map: Option<BTreeMap<String, u8>>,
}

record! {
    FlatMap, Representation::Struct;
    0 "FlatMap" (None) Named FlatMap { map } => {
        "map" ("map") Identified row::FLATTENED => map.value(), false;
    }
}

#[test]
fn a_missing_map_is_flattened_to_nothing() {
    let masked = Policy::logs().with(Class::Identified, Action::Mask);
    let map = FlatMap { map: None };
    check_record(&map);
    assert_eq!(json(&map.redacted(&masked)), "{}");
    let map = FlatMap { map: Some([(CANARY.into(), 1)].into()) };
    assert_eq!(json(&map.redacted(&masked)), r#"{"[key 1]":"***"}"#);
}

record! {
    FlatLeaf, Representation::Struct;
    0 "FlatLeaf" (None) Named FlatLeaf { list } => {
        "list" ("list") Identified row::FLATTENED => list.value(), false;
    }
}

#[test]
fn what_serde_cannot_flatten_is_an_error() {
    let leaf = FlatLeaf { list: [1].into() };
    assert!(serde_json::to_string(&leaf).is_err());
    assert!(serde_json::to_string(&leaf.redacted(&OPEN)).is_err());
    assert_eq!(json(&leaf.redacted(&LOGS)), r#"{"list":"[identified]"}"#);
}

/// The same enum in each of serde's representations; tuples only where serde takes them.
macro_rules! representation {
    ($module:ident, [$($serde:tt)*], $representation:expr, $tuples:tt) => {
        mod $module {
            use super::*;

            #[derive(serde::Serialize)]
            $($serde)*
            pub(super) enum State {
                Unit,
                #[serde(rename = "new-type")]
                Newtype(Device),
                Map(BTreeMap<String, String>),
                Named { name: String, #[serde(skip_serializing_if = "Option::is_none")] size: Option<u8> },
                Flat { name: String, #[serde(flatten)] device: Device },
                Empty {},
                Skipped(#[serde(skip)] u8),
                #[serde(skip)]
                Never(u8),
            }

            record! {
                State, $representation;
                0 "Unit" (Some("Unit")) Unit State::Unit => {}
                1 "Newtype" (Some("new-type")) Tuple State::Newtype(device) => {
                    "0" ("0") Device 0 => device.nested_value(), false;
                }
                2 "Map" (Some("Map")) Tuple State::Map(map) => {
                    "0" ("0") Identified 0 => map.value(), false;
                }
                3 "Named" (Some("Named")) Named State::Named { name, size } => {
                    "name" ("name") Identified 0 => name.value(), false;
                    "size" ("size") NonPersonal row::SKIPPED_IF => size.value(), size.is_none();
                }
                4 "Flat" (Some("Flat")) Named State::Flat { name, device } => {
                    "name" ("name") Identified 0 => name.value(), false;
                    "device" ("device") Device row::FLATTENED => device.nested_value(), false;
                }
                5 "Empty" (Some("Empty")) Named State::Empty {} => {}
                6 "Skipped" (Some("Skipped")) Tuple State::Skipped(skipped) => {
                    "0" ("0") NonPersonal row::SKIPPED => skipped.value(), false;
                }
                7 "Never" (None) Tuple State::Never(never) => {
                    "0" ("0") NonPersonal 0 => never.value(), false;
                }
            }

            impl State {
                pub(super) fn all() -> Vec<Self> {
                    [
                        Self::Unit,
                        Self::Newtype(device()),
                        Self::Map([(CANARY.into(), CANARY.into())].into()),
                        Self::Named { name: CANARY.into(), size: None },
                        Self::Flat { name: CANARY.into(), device: device() },
                        Self::Empty {},
                        Self::Skipped(1),
                    ]
                    .into()
                }
            }

            #[test]
            fn is_what_serde_writes() {
                State::all().iter().for_each(check_record);
                check_record(&State::Named { name: CANARY.into(), size: Some(1) });
                let refused = serde_json::to_string(&State::Never(1).redacted(&OPEN));
                assert_eq!(
                    refused.map_err(|error| error.to_string()),
                    Err("the variant `Never` is never serialized".into()),
                );
            }

            representation! { $tuples $($serde)* => $representation }
        }
    };
    (with_tuples $($serde:tt)*) => { representation! { @tuples $($serde)* } };
    (without_tuples $($serde:tt)*) => {};
    (@tuples #$serde:tt => $representation:expr) => {
        #[derive(serde::Serialize)]
        #$serde
        enum Tuples {
            Pair(String, u8, #[serde(skip)] u8),
            Leaf(String),
            Maybe(Option<u8>),
            None(),
        }

        record! {
            Tuples, $representation;
            0 "Pair" (Some("Pair")) Tuple Tuples::Pair(name, size, skipped) => {
                "0" ("0") Identified 0 => name.value(), false;
                "1" ("1") NonPersonal 0 => size.value(), false;
                "2" ("2") NonPersonal row::SKIPPED => skipped.value(), false;
            }
            1 "Leaf" (Some("Leaf")) Tuple Tuples::Leaf(name) => {
                "0" ("0") Identified 0 => name.value(), false;
            }
            2 "Maybe" (Some("Maybe")) Tuple Tuples::Maybe(size) => {
                "0" ("0") NonPersonal 0 => size.value(), false;
            }
            3 "None" (Some("None")) Tuple Tuples::None() => {}
        }

        #[test]
        fn tuples_are_what_serde_writes() {
            check_record(&Tuples::Pair(CANARY.into(), 1, 2));
            check_record(&Tuples::Leaf(CANARY.into()));
            check_record(&Tuples::Maybe(None));
            check_record(&Tuples::Maybe(Some(1)));
            check_record(&Tuples::None());
        }
    };
}

representation!(external, [#[serde()]], Representation::External, with_tuples);
representation!(
    internal,
    [#[serde(tag = "t")]],
    Representation::Internal { tag: "t" },
    without_tuples
);
representation!(
    adjacent,
    [#[serde(tag = "t", content = "c")]],
    Representation::Adjacent { tag: "t", content: "c" },
    with_tuples
);
representation!(untagged, [#[serde(untagged)]], Representation::Untagged, with_tuples);

#[test]
fn an_erased_newtype_in_an_internally_tagged_enum_is_an_entry_of_its_own() {
    let map = internal::State::Map([(CANARY.into(), CANARY.into())].into());
    assert_eq!(json(&map.redacted(&LOGS)), r#"{"t":"Map","0":"[identified]"}"#);
}

/// A field that the user's function writes; the value decides whether it may.
struct Written(Value<'static>);

impl Record for Written {
    fn get(&self, slot: Slot) -> Value<'_> {
        const SCHEMA: Schema = Schema {
            name: "Written",
            variants: &[Variant {
                name: "Written",
                key: None,
                style: Style::Named,
                untagged: false,
                fields: fields!("Written" Named; "at" ("at") Identified row::WRITTEN_WITH;),
            }],
            ..PLAIN_SCHEMA
        };
        match slot {
            Slot::Schema => Value::Schema(&SCHEMA),
            Slot::Field(_) => self.0,
            Slot::Written(index) => Value::Rendered(self, index),
            _ => Value::Null,
        }
    }
}

impl Render for Written {
    fn written_with(&self, _: usize, visit: &mut dyn FnMut(&dyn erased_serde::Serialize)) {
        visit(&[CANARY, "by the user's function"]);
    }
}

#[test]
fn the_users_function_writes_a_kept_field_only() {
    let written = Written(Value::Str(CANARY));
    assert_eq!(
        json(&Redacted::new(&written, &OPEN)),
        r#"{"at":["C02XK1JGJHD3","by the user's function"]}"#,
    );
    assert_eq!(json(&Redacted::new(&written, &LOGS)), r#"{"at":"[identified]"}"#);
}

#[test]
fn the_users_function_writes_no_secret_and_no_record() {
    assert_eq!(
        json(&Redacted::new(&Written(Value::Secret(crate::Secret::opaque())), &OPEN)),
        r#"{"at":"[secret]"}"#
    );
    assert_eq!(json(&Redacted::new(&Written(Value::Record(&Nothing)), &OPEN)), r#"{"at":null}"#,);
}

/// A flattened field of a value that a hand-written record gives.
struct Flattened<const WRITTEN_WITH: bool>(Value<'static>);

impl<const WRITTEN_WITH: bool> Record for Flattened<WRITTEN_WITH> {
    fn get(&self, slot: Slot) -> Value<'_> {
        const fn schema(fields: Fields) -> [Variant; 1] {
            [Variant { name: "Flattened", key: None, style: Style::Named, untagged: false, fields }]
        }
        static PLAIN: Schema = Schema {
            name: "Flattened",
            variants: &schema(fields!("Flattened" Named; "at" ("at") Identified row::FLATTENED;)),
            ..PLAIN_SCHEMA
        };
        static WITH: Schema = Schema {
            name: "Flattened",
            variants: &schema(
                fields!("Flattened" Named; "at" ("at") Identified row::FLATTENED | row::WRITTEN_WITH;),
            ),
            ..PLAIN_SCHEMA
        };
        match slot {
            Slot::Schema => Value::Schema(if WRITTEN_WITH { &WITH } else { &PLAIN }),
            Slot::Field(_) => self.0,
            _ => Value::Null,
        }
    }
}

#[test]
fn what_the_users_function_writes_is_not_flattened() {
    assert_eq!(json(&Redacted::new(&Flattened::<false>(Value::Record(&Nothing)), &OPEN)), "{}");
    let written = Flattened::<true>(Value::Record(&Nothing));
    assert!(serde_json::to_string(&Redacted::new(&written, &OPEN)).is_err());
}

#[test]
fn a_secret_is_not_flattened() {
    let secret = Flattened::<false>(Value::Secret(crate::Secret::opaque()));
    assert_eq!(json(&Redacted::new(&secret, &OPEN)), r#"{"at":"[secret]"}"#);
}

/// A field with `with = path`.
struct Rendered;

impl Render for Rendered {
    fn render(&self, _: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by \"hand\"")
    }
}

impl Record for Rendered {
    fn get(&self, slot: Slot) -> Value<'_> {
        match slot {
            Slot::Schema => Value::Schema(Tagged::SCHEMA),
            Slot::Field(index) => Value::Rendered(self, index),
            _ => Value::Null,
        }
    }
}

#[test]
fn a_rendered_field_is_text() {
    let view = Redacted::new(&Rendered, &OPEN);
    assert_eq!(json(&view), r#"{"kind":"Tagged","name":"by \"hand\""}"#);
    assert_eq!(format!("{view:?}"), "Tagged { name: by \"hand\" }");
    let masked = Policy::logs().with(Class::Identified, Action::MaskToLength);
    let view = format!("{:?}", Redacted::new(&Rendered, &masked));
    assert_eq!(view, "Tagged { name: ********* }");
}

#[cfg(feature = "std")]
#[test]
fn an_error_of_the_serializer_is_passed_on() {
    #[derive(Debug)]
    struct Full;

    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    assert!(serde_json::to_writer(Full, &fleet().redacted(&LOGS)).is_err());
}
