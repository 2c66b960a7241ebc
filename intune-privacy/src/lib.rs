//! Types whose every field says what personal data it holds, checked against what Microsoft
//! documents of Intune.
//!
//! Derive [`Classified`] and give each field a class. The compiler compares the class with the
//! documented items, and `Debug` of the type is redacted from then on.
//!
//! ```
//! use intune_privacy::Classified;
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let device = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
//! assert_eq!(format!("{device:?}"), "Device { serial_number: [identified], encrypted: true }");
//! ```
//!
//! A class that the documents contradict does not compile. The message says what is wrong, what the
//! documents say, and what to write:
//!
//! ```compile_fail
//! # use intune_privacy::Classified;
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(pseudonymized, required)] // rejected by rule P03: it is identified data
//!     serial_number: String,
//! }
//! ```
//!
//! This page is the manual: a [guide](#guide), the [attributes](#attributes), the
//! [rules](#rules), the [taxonomy](#taxonomy), [recipes](#recipes) and the [features](#features).
//!
//! # Guide
//!
//! ## Classify a record
//!
//! A field has one of five words: a class (`identified`, `pseudonymized` or `aggregated`),
//! `non_personal`, or `nested` for a field that holds classified records. Then say how the data is
//! collected: `required` or `optional`, and `mam` if the workload for mobile application management
//! collects it. Where the documents list the item, all of this is checked.
//!
//! The name of the field decides which item that is. A type's `category` comes first; elsewhere a
//! name counts only if it is distinctive. `item = category::name` settles it. Personal data that no
//! document lists needs a reason:
//!
//! ```
//! use intune_privacy::{Class, Classified, items};
//!
//! #[derive(Classified)]
//! #[data(category = user)]
//! struct Loan {
//!     #[data(identified, required, mam, subject)]
//!     principal_name: String,
//!     #[data(identified, required, item = hardware_inventory::serial_number)]
//!     laptop: String,
//!     #[data(identified, undocumented = "the uniform is ordered with the laptop")]
//!     shoe_size: u8,
//!     #[data(non_personal)]
//!     shelf: u16,
//! }
//!
//! let laptop = Loan::SCHEMA.field("laptop").unwrap();
//! assert_eq!(laptop.item(), Some(&items::hardware_inventory::SERIAL_NUMBER));
//! assert_eq!(laptop.class(), Some(Class::Identified));
//! ```
//!
//! Device data depends on its surroundings: it is pseudonymized by itself, and identified in a
//! record that ties it to a user or device. A record does so with an identified field, with a
//! `nested` record that has one, or with `tied` on the type:
//!
//! ```
//! use intune_privacy::Classified;
//!
//! #[derive(Classified)]
//! struct Heartbeat {
//!     #[data(pseudonymized, required, mam)]
//!     intune_device_id: String,
//! }
//!
//! #[derive(Classified)]
//! struct Enrollment {
//!     #[data(identified, required, mam)]
//!     intune_device_id: String,
//!     #[data(identified, required, mam, item = user::principal_name)]
//!     enrolled_by: String,
//! }
//! ```
//!
//! Data that is collected only under a condition stands in a field that can be absent, such as an
//! `Option` or a list, or the whole record says that it exists under that condition:
//!
//! ```
//! use intune_privacy::Classified;
//!
//! #[derive(Classified)]
//! struct LastSeen {
//!     #[data(pseudonymized, required)]
//!     device_location: Option<String>,
//! }
//!
//! #[derive(Classified)]
//! #[data(collected_if = corporate_owned)]
//! struct Position {
//!     #[data(pseudonymized, required)]
//!     device_location: String,
//! }
//! ```
//!
//! ## Values and nested records
//!
//! A field holds a [`DataValue`]: a number, `bool`, `char`, text, an IP or socket address, a path,
//! a `Duration` or `SystemTime`, or a reference, `Box`, `Rc`, `Arc`, `Cow`, `Option`, list, set, map
//! or tuple of such. [Features](#features) add types of other crates. For types of your own there is
//! the derive [`DataValue`](derive@DataValue), and for any other type `with`:
//!
//! ```
//! use intune_privacy::{Classified, DataValue, Policy};
//!
//! #[derive(DataValue)]
//! struct Email(String);
//!
//! #[derive(DataValue)]
//! enum Ownership {
//!     Company,
//!     Personal,
//! }
//!
//! mod color {
//!     use std::fmt;
//!
//!     pub struct Color(pub [u8; 3]);
//!
//!     pub fn fmt(color: &Color, f: &mut fmt::Formatter<'_>) -> fmt::Result {
//!         color.0.iter().try_for_each(|part| write!(f, "{part:02x}"))
//!     }
//! }
//!
//! #[derive(Classified)]
//! struct Owner {
//!     #[data(identified, required, mam, item = user::email)]
//!     email: Email,
//! }
//!
//! #[derive(Classified)]
//! struct Device {
//!     #[data(nested)]
//!     owners: Vec<Owner>,
//!     #[data(non_personal)]
//!     ownership: Ownership,
//!     #[data(non_personal, with = color)]
//!     case: color::Color,
//! }
//!
//! let device = Device {
//!     owners: vec![Owner { email: Email("adele@contoso.example".into()) }],
//!     ownership: Ownership::Company,
//!     case: color::Color([0, 128, 255]),
//! };
//! assert_eq!(
//!     format!("{:?}", device.redacted(&Policy::strict())),
//!     r#"Device { owners: [Owner { email: [identified] }], ownership: "Company", case: 0080ff }"#,
//! );
//! ```
//!
//! ## Show a record
//!
//! A [`Policy`] says for each class, and over that for single items, what may be seen: an
//! [`Action`]. `Debug` of a classified type follows [`Policy::logs`], which erases identified data,
//! or what [`Policy::set_default`] has set. [`Classified::redacted`] shows the record under a policy
//! of yours, as `Debug`, as `Display` and, with the feature `serde`, as JSON that has the keys of
//! the type's own:
//!
#![cfg_attr(feature = "serde", doc = "```")]
#![cfg_attr(not(feature = "serde"), doc = "```ignore")]
//! use intune_privacy::{Action, Class, Classified, Policy, items};
//!
//! static HELPDESK: Policy = Policy::support()
//!     .with(Class::Pseudonymized, Action::Erase)
//!     .with_item(&items::user::DISPLAY_NAME, Action::Keep);
//!
//! #[derive(Classified, serde::Serialize)]
//! #[serde(rename_all = "camelCase")]
//! struct Contact {
//!     #[data(identified, required, mam, item = user::email)]
//!     email_address: String,
//!     #[data(identified, required, mam, item = user::display_name)]
//!     name: String,
//!     #[data(pseudonymized, undocumented = "when the user wrote to us")]
//!     written: u64,
//! }
//!
//! let contact = Contact {
//!     email_address: "adele@contoso.example".into(),
//!     name: "Adele Vance".into(),
//!     written: 1767225600,
//! };
//! assert_eq!(
//!     format!("{contact:?}"),
//!     "Contact { email_address: [identified], name: [identified], written: 1767225600 }",
//! );
//! let json = concat!(
//!     r#"{"emailAddress":"a***@contoso.example","name":"Adele Vance","#,
//!     r#""written":"[pseudonymized]"}"#,
//! );
//! assert_eq!(serde_json::to_string(&contact.redacted(&HELPDESK))?, json);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! The type's own `Serialize` is left alone: `serde_json::to_string(&contact)` writes the values in
//! clear. [`Redacted`] says more about what a view shows. A policy in a `static` can be borrowed for
//! as long as a view needs it.
//!
//! A policy can be read from a file, in TOML or JSON ([its keys](Policy#impl-Deserialize<'de>-for-Policy));
//! `intune-privacy policy check FILE` shows what it does.
//!
//! ## Tell records apart without names
//!
//! [`Action::Pseudonymize`] shows a keyed pseudonym: equal values of an item have equal pseudonyms in
//! every output, and no two items or tenants share any. It needs the feature `pseudonym` and a key;
//! without one the value is erased.
//!
#![cfg_attr(feature = "pseudonym", doc = "```")]
#![cfg_attr(not(feature = "pseudonym"), doc = "```ignore")]
//! use intune_privacy::{Action, Class, Classified, Key, Keyring, Policy};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//! }
//!
//! # let secret = "4b2f6a91c05de8374b2f6a91c05de8374b2f6a91c05de8374b2f6a91c05de837";
//! // From a vault, or by `Key::from_env`.
//! let key = Key::from_hex("2026-11", secret)?;
//! let policy = Policy::logs()
//!     .with(Class::Identified, Action::Pseudonymize)
//!     .with_pseudonyms(Keyring::new(key).pseudonyms("contoso.example"));
//!
//! let device = Device { serial_number: "C02XK1JGJHD3".into() };
//! let shown = device.redacted(&policy).to_string();
//! assert!(shown.starts_with("Device { serial_number: 2026-11:"), "{shown}");
//! # Ok::<(), intune_privacy::KeyError>(())
//! ```
//!
//! ## Guard a sink
//!
//! A function that must not get personal data says so by a bound: [`NoIdentified`], [`NoPersonal`]
//! or [`MamCollected`]. A record satisfies it by what it holds, and a view by the type of its
//! policy, such as [`Strict`], [`Logs`], [`Analytics`] or one that [`fixed_policy!`] declares:
//!
//! ```
//! use intune_privacy::{Analytics, Classified, NoIdentified};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//! }
//!
//! fn send_telemetry(event: &(impl NoIdentified + std::fmt::Debug)) {
//!     println!("{event:?}");
//! }
//!
//! let device = Device { serial_number: "C02XK1JGJHD3".into() };
//! send_telemetry(&device.redacted(&Analytics::new()));
//! // `send_telemetry(&device)` does not compile.
//! ```
//!
#![cfg_attr(
    feature = "tracing",
    doc = "With the feature `tracing`, [`tracing::field`] makes a record or view a field of an event"
)]
#![cfg_attr(
    not(feature = "tracing"),
    doc = "With the feature `tracing`, `tracing::field` makes a record or view a field of an event"
)]
//! or span, and takes nothing that is not classified. With the feature `serde`,
#![cfg_attr(feature = "serde", doc = "[`Unredacted`]")]
#![cfg_attr(not(feature = "serde"), doc = "`Unredacted`")]
//! refuses to read redacted data back as if it were data.
//!
//! ## Answer a data subject
//!
//! With the feature `export` the module
#![cfg_attr(feature = "export", doc = "[`export`]")]
#![cfg_attr(not(feature = "export"), doc = "`export`")]
//! writes what a person is entitled to (GDPR articles 15 and 20) as JSON, CSV, XML or HTML, or as a
//! package of all of them, and says what it leaves out and why. Which records are the person's is
//! said by the field that has `subject`:
//!
#![cfg_attr(feature = "export", doc = "```")]
#![cfg_attr(not(feature = "export"), doc = "```ignore")]
//! use intune_privacy::Classified;
//! use intune_privacy::export::{self, Scope, Subject};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required, mam, subject, item = user::principal_name)]
//!     user_principal_name: String,
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let device = |upn: &str, serial: &str| Device {
//!     user_principal_name: upn.into(),
//!     serial_number: serial.into(),
//!     encrypted: true,
//! };
//! let devices = [
//!     device("Adele@contoso.example", "C02XK1JGJHD3"),
//!     device("alex@contoso.example", "C02XK1JGJHD4"),
//! ];
//!
//! let adele = Subject::new("adele@contoso.example");
//! let own = devices.iter().filter(|device| adele.owns(device));
//! let mut out = Vec::new();
//! export::csv(own, &Scope::subject_access(), &mut out)?;
//! assert_eq!(
//!     String::from_utf8(out)?,
//!     "user_principal_name,serial_number\r\nAdele@contoso.example,C02XK1JGJHD3\r\n",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Erase a person's data, and collect no more than is allowed
//!
//! With the feature `erase`,
#![cfg_attr(feature = "erase", doc = "[`Classified::erase`]")]
#![cfg_attr(not(feature = "erase"), doc = "`Classified::erase`")]
//! clears what is personal in a record, keeps what has to be kept, and reports both by field. Before a
//! record is stored,
#![cfg_attr(feature = "erase", doc = "[`Classified::collect`]")]
#![cfg_attr(not(feature = "erase"), doc = "`Classified::collect`")]
//! drops what may not be collected of its device:
//!
#![cfg_attr(feature = "erase", doc = "```")]
#![cfg_attr(not(feature = "erase"), doc = "```ignore")]
//! use intune_privacy::{Classified, Erasure, Fact, Facts, items};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(identified, required, mam)]
//!     device_name: String,
//!     #[data(identified, required, item = device_data::location)]
//!     location: Option<String>,
//! }
//!
//! let mut device = Device {
//!     serial_number: "C02XK1JGJHD3".into(),
//!     device_name: "Adele's laptop".into(),
//!     location: Some("47.64,-122.13".into()),
//! };
//! // A personal device: nobody stated that it is corporate-owned.
//! device.collect(&Facts::none().with(Fact::MdmEnrolled))?;
//! assert_eq!(device.location, None);
//!
//! let erasure = Erasure::new().hold(&items::hardware_inventory::SERIAL_NUMBER, "asset register");
//! let report = erasure.erase(&mut device)?;
//! assert_eq!((&*device.serial_number, &*device.device_name), ("C02XK1JGJHD3", ""));
//! assert!(report.is_complete());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Keep an audit trail
//!
//! With the feature `audit`, each access to a record or change of it is an event in the shape of Intune's
//! audit log, with the values that a policy shows:
//!
#![cfg_attr(feature = "audit", doc = "```")]
#![cfg_attr(not(feature = "audit"), doc = "```ignore")]
//! use intune_privacy::Classified;
//! use intune_privacy::audit::{Actor, AuditEvent};
//!
//! #[derive(Classified, Clone)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let before = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: false };
//! let after = Device { encrypted: true, ..before.clone() };
//! let admin = Actor::user("admin@contoso.example");
//! let event = AuditEvent::update(&before, &after).actor(admin).finish().unwrap();
//! let property = &event.resources[0].modified_properties[0];
//! assert_eq!(property.display_name.as_deref(), Some("encrypted"));
//! assert_eq!(property.new_value.as_deref(), Some("true"));
//! ```
//!
//! Sinks take events to lines of JSON, `tracing` or a queue; with the feature `journal`, to a file that
//! shows tampering.
#![cfg_attr(feature = "audit", doc = "The module [`audit`] says more.")]
//!
//! ## Read the schema
//!
//! Every fact that an attribute states or implies is in the constant [`Classified::SCHEMA`], without
//! a value of the type:
//!
//! ```
//! use intune_privacy::{Class, Classified};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(identified, required, mam)]
//!     device_name: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let personal = Device::SCHEMA.fields().filter(|field| field.class() != Some(Class::NonPersonal));
//! let lines: Vec<_> = personal
//!     .filter_map(|field| Some(format!("{}: {}", field.name(), field.item()?.labels.fr)))
//!     .collect();
//! assert_eq!(lines, ["serial_number: Numéro de série", "device_name: Nom de l’appareil"]);
//! ```
//!
//! ## See what you hold
//!
//! With the feature `inventory` each derived type of a program registers itself, in whatever crate it is, and
#![cfg_attr(feature = "inventory", doc = "[`inventory::Inventory`]")]
#![cfg_attr(not(feature = "inventory"), doc = "`inventory::Inventory`")]
//! lists them:
//!
#![cfg_attr(feature = "inventory", doc = "```")]
#![cfg_attr(not(feature = "inventory"), doc = "```ignore")]
//! use intune_privacy::Classified;
//! use intune_privacy::inventory::{Inventory, Tie, Ground};
//!
//! #[derive(Classified)]
//! struct Enrollment {
//!     #[data(identified, required, mam, item = user::principal_name)]
//!     enrolled_by: String,
//!     #[data(identified, required, mam)]
//!     intune_device_id: String,
//! }
//!
//! let inventory = Inventory::linked();
//! let mut fields = inventory.fields().filter(|(record, _)| record.type_name() == "Enrollment");
//! let (record, field) = fields.nth(1).unwrap();
//! assert_eq!(field.ground(), &Ground::Tied(Tie::Field("enrolled_by".into())));
//! println!("{}:{}: {}", record.file().unwrap(), field.line(), field.name());
//! # let _ = Enrollment { enrolled_by: String::new(), intune_device_id: String::new() };
//! ```
//!
//! A test of one line,
#![cfg_attr(feature = "inventory", doc = "[`assert_privacy_lock!`],")]
#![cfg_attr(not(feature = "inventory"), doc = "`assert_privacy_lock!`,")]
//! keeps a list for reviewers in step with the code, and fails with a sentence for each thing that the code
//! holds and did not hold before.
//!
//! # Attributes
//!
//! On a field, `#[data(...)]` with these keys in any order, in one attribute or several:
//!
//! | Key | Meaning |
//! |---|---|
//! | `identified` | the class: tied to a user, device or application |
//! | `pseudonymized` | the class: tied to an identifier that does not identify a person by itself |
//! | `aggregated` | the class: counts and statistics |
//! | `non_personal` | in place of a class: the field holds no personal data |
//! | `required` | the service needs the data to work |
//! | `optional` | collected only when a feature is turned on or with consent; also what neither word means |
//! | `mam`, `mam(condition)` | the MAM workload collects the data, under the [`MamCondition`] if one is named |
//! | `item = category::name`, `item = name` | the documented item, by its name or an alias; without it the field's name is looked up |
//! | `undocumented = "reason"` | personal data that the documents do not list |
//! | `nested` | the field holds `Classified` records, directly or through a pointer, `Option`, list or map |
//! | `subject` | the field identifies the data subject of the record |
//! | `with = module` | `module::fmt(&value, formatter)` renders a type that is no [`DataValue`] |
//!
//! On the type:
//!
//! | Key | Meaning |
//! |---|---|
//! | `category = name` | the [`Category`] where field names are looked up first |
//! | `tied` | something outside the record ties it to a user or device |
//! | `collected_if = condition` | the whole record exists only under that [`Condition`] |
//! | `workload = mam` | the record is for deployments that use MAM only |
//! | `crate = path` | where this crate is, if not at `::intune_privacy` |
//!
//! # Rules
//!
//! | Code | Rejected |
//! |---|---|
//! | P01 | A field without `#[data(...)]`. |
//! | P02 | No class, or two. |
//! | P03 | A class that the documents contradict. |
//! | P04 | `required` or `optional` that contradicts the documents. |
//! | P05 | `mam` that contradicts the documents. |
//! | P06 | A name that is no documented item, or that is ambiguous. |
//! | P07 | Data that is never collected. |
//! | P08 | Device data whose class does not follow its linkage. |
//! | P09 | `aggregated` on a type that is no count, number, or collection of them. |
//! | P10 | Data that is collected only under a condition, in a field that cannot be absent. |
//! | P11 | A secret in a type that does not protect it. |
//! | P12 | `non_personal` or `undocumented` on a name that the documents list. |
//! | P13 | In a `workload = mam` record, a field that MAM does not collect. |
//! | P14 | A `nested` type that is not `Classified`, or a leaf type that is no value. |
//! | P15 | A malformed attribute, or a union. |
//! | P16 | A data subject that makes no sense. |
//! | P17 | `#[derive(Debug)]` beside `#[derive(Classified)]`. |
//!
//! A message has three parts: a headline with the code, a `note:` with what the documents say,
//! and a `help:` with what to write. The command-line tool tells more: `intune-privacy explain P03`.
//! There are limits to what a derive can say:
//!
//! * P17 beside ours in one list, `#[derive(Debug, Classified)]`, is the compiler's own error E0119
//!   about conflicting implementations.
//! * P09, P10, P11, and P08 and P13 where a nested record decides, are constants that the compiler
//!   evaluates. These errors have the code E0080 and start with "evaluation panicked".
//! * For a generic type those appear only where the compiler generates code for a concrete
//!   parameter, so `cargo build` shows them and `cargo check` does not.
//! * Two records that hold each other, where a rule for the one needs to know what the other holds,
//!   are a cycle for the compiler.
//!
//! # Taxonomy
//!
//! The facts join two editions of the document "Data collection in Intune". The one of 2018 gives a
//! class for each row. The one of 2023 says what is required or optional, what the MAM workload
//! collects, and what is never collected. Each item is a documented static in [`items`], and
//! [`Item::basis`] says where its class comes from: an edition lists it
//! ([`Documented`](Basis::Documented)), it is inferred from its category
//! ([`Category`](Basis::Category)), or no edition gives one
//! ([`Undocumented`](Basis::Undocumented)). Nothing inferred is presented as documented.
//!
//! ```
//! use intune_privacy::{Basis, Class, Language, items};
//!
//! let item = &items::hardware_inventory::MODEL;
//! assert_eq!(item.class, Some(Class::Identified));
//! assert_eq!(item.basis, Basis::Category);
//! assert_eq!(item.labels.get(Language::Swedish), "Modell");
//! assert_eq!(
//!     item.statement().to_string(),
//!     "Hardware inventory information, \"Model\": identified (inferred: every documented row of \
//!      its category is), required, collected by MAM (2023 edition)",
//! );
//! ```
//!
//! # Recipes
//!
//! Whole tasks, from end to end:
//!
//! * [logs](recipes::logging), traces, errors and telemetry without personal data;
//! * [exports](recipes::export) for data subjects, and what follows them;
//! * an [audit](recipes::audit) trail that is written with the change, and found again;
//! * [CI](recipes::ci): what tells a reviewer that the code holds something new;
//! * the [migration](recipes::migration) of a code base that has its types already;
//! * [tests of your own models](recipes::compile_fail) that pass if something does not compile.
//!
//! # Features
//!
//! * `std` (default): hash maps and sets, paths and `SystemTime` as values. Without it the crate is
//!   `no_std` and needs `alloc`;
//! * `derive` (default): the derives [`Classified`](derive@Classified) and
//!   [`DataValue`](derive@DataValue);
//! * `erase`: records that are changed in place, by `Classified::erase`, `Classified::collect` and
//!   `Classified::redact_into`. It costs compile time: one more accessor for each classified type;
//! * `export`: exports for data subjects, and packages of them. It turns on `serde`;
//! * `pseudonym`: keyed pseudonyms;
//! * `serde`: redacted records through any serializer, with the keys that serde gives the type, and
//!   policies from documents;
//! * `schemars`: JSON Schemas that say of each property what it holds;
//! * `tracing`: records as fields of events and spans;
//! * `chrono`, `jiff`, `secrecy`, `serde_json`, `time`, `url`, `uuid`: types of that crate as
//!   values. `serde_json` turns on `serde`;
//! * `audit`: changes of records, and events in the shape of Intune's audit log. It turns on
//!   `pseudonym` and `serde`;
//! * `journal`: a journal of such events in SQLite that shows tampering. It turns on `audit`;
//! * `inventory`: what the types of a program hold, a lock file of it, and what changed. Each derived
//!   type registers itself. It turns on `serde`;
//! * `report`: that list for readers and other programs: an HTML data map, CSV, Markdown, a record of
//!   processing activities, a compliance report. It turns on `inventory`;
//! * `cli`: the command-line tool `intune-privacy`. Its command `suggest` proposes the annotations of
//!   types that exist.

#![no_std]
// docs.rs sets it, and builds with a nightly compiler.
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "audit")]
pub mod audit;
#[cfg(any(feature = "export", feature = "journal", feature = "report"))]
mod cell;
#[cfg(feature = "erase")]
mod clearing;
#[cfg(any(feature = "erase", feature = "export"))]
pub mod collection;
#[cfg(feature = "erase")]
pub mod erasure;
#[cfg(feature = "export")]
pub mod export;
mod generalize;
#[cfg(feature = "serde")]
mod guard;
#[cfg(feature = "inventory")]
pub mod inventory;
#[cfg(feature = "journal")]
pub mod journal;
#[cfg(any(feature = "export", feature = "report"))]
mod markup;
mod mask;
mod policy;
#[cfg(feature = "pseudonym")]
mod pseudonym;
#[cfg(doc)]
pub mod recipes;
mod redact;
mod schema;
#[cfg(feature = "schemars")]
pub mod schemars;
mod sink;
#[cfg(any(feature = "export", feature = "audit"))]
#[cfg_attr(
    not(feature = "export"),
    expect(dead_code, unreachable_pub, reason = "only exports ask whose a record is")
)]
mod subject;
#[cfg(feature = "tracing")]
pub mod tracing;
mod value;

pub use intune_privacy_taxonomy::{
    Basis, Category, Class, Condition, Edition, Fact, Facts, Format, Item, Labels, Language, Mam,
    MamCondition, Requirement, items,
};

#[cfg(feature = "erase")]
pub use collection::CollectionReport;
#[cfg(feature = "erase")]
pub use erasure::{EraseError, Erasure, ErasureReport};
#[cfg(feature = "serde")]
pub use guard::{Unredacted, unredacted};
#[cfg(feature = "std")]
pub use policy::DefaultPolicyError;
pub use policy::{
    Action, Analytics, AsPolicy, HidesIdentified, HidesPersonal, Logs, Policy, Rounding, Strict,
    Support,
};
#[cfg(feature = "pseudonym")]
pub use pseudonym::{
    Algorithm, Key, KeyError, Keyring, KeyringError, Pseudonyms, Token, TokenError,
};
pub use redact::Redacted;
#[cfg(feature = "erase")]
pub use redact::owned::RedactError;
pub use schema::{
    Classified, Field, FieldIter, Fields, Holdings, Representation, Schema, Style, Variant,
};
pub use sink::{MamCollected, NoIdentified, NoPersonal};
pub use value::{
    Change, ChangeRecords, DataValue, Entries, Fate, Leaf, LeafMut, Nested, NestedMut, Nesting,
    Record, RecordMut, Render, Replacement, Secret, Shape, Slot, Unchangeable, Value, ValueMut,
    Values,
};

/// Implements [`trait@Classified`] and a redacted `Debug` for a struct or enum whose every field
/// has `#[data(...)]`.
///
/// The attribute's keys are [listed above](crate#attributes), and so are the
/// [rules](crate#rules) that the compiler enforces.
///
/// ```
/// use intune_privacy::Classified;
///
/// #[derive(Classified)]
/// #[data(tied)] // the record is stored under the key of its device
/// enum Event<'a> {
///     Started,
///     Moved {
///         #[data(identified, required)]
///         device_location: Option<&'a str>,
///     },
///     Renamed(#[data(identified, required, mam, item = hardware_inventory::device_name)] String),
/// }
///
/// let event = Event::Renamed("Adele's laptop".into());
/// assert_eq!(format!("{event:?}"), "Renamed([identified])");
/// # let _ = (Event::Started, Event::Moved { device_location: None });
/// ```
///
/// Type parameters that fields mention get the bounds that the values ask for. A union is an error.
/// The attributes of serde that decide about names and shape are followed; those that cannot be are
/// errors.
#[cfg(feature = "derive")]
pub use intune_privacy_derive::Classified;
/// Implements [`trait@DataValue`] for a newtype, as the value that it wraps, or for an enum without
/// fields, as the name of its variant.
///
/// A struct has one unnamed field, or one named field and `#[serde(transparent)]`. The names of
/// variants are those that serde writes. The class is said by the field that holds the value, so
/// the only key of `#[data(...)]` here is `crate = path`.
///
/// ```
/// use intune_privacy::{Classified, DataValue};
///
/// #[derive(DataValue)]
/// struct Minutes(u32);
///
/// #[derive(DataValue)]
/// enum Ownership {
///     Company,
///     Personal,
/// }
///
/// #[derive(Classified)]
/// struct Usage {
///     #[data(non_personal)]
///     ownership: Ownership,
///     #[data(identified, undocumented = "how long the user works on the device")]
///     active: Minutes,
/// }
///
/// let usage = Usage { ownership: Ownership::Personal, active: Minutes(95) };
/// assert_eq!(format!("{usage:?}"), r#"Usage { ownership: "Personal", active: [identified] }"#);
/// # let _ = Ownership::Company;
/// ```
#[cfg(feature = "derive")]
pub use intune_privacy_derive::DataValue;

/// The names that generated code uses. They may change in any release.
#[doc(hidden)]
pub mod __private {
    pub extern crate alloc;
    pub use core;

    #[cfg(feature = "serde")]
    pub use erased_serde;
    #[cfg(feature = "serde")]
    pub use serde;

    #[cfg(feature = "inventory")]
    pub use ::inventory;

    #[cfg(feature = "audit")]
    pub use crate::audit::is_same_field;
    #[cfg(feature = "inventory")]
    pub use crate::inventory::Registration;
    pub use crate::redact::debug;
    pub use crate::schema::{
        Classified, Field, Fields, Holdings, Representation, Schema, Style, Variant,
    };
    pub use crate::sink::{MamCollected, NoIdentified, NoPersonal};
    pub use crate::value::{
        Change, DataValue, Nested, Record, Render, Shape, Slot, Unchangeable, Value, ValueMut,
    };
    pub use intune_privacy_taxonomy::items::rows;
    pub use intune_privacy_taxonomy::{Category, Class, Condition};
}
