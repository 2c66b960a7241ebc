//! Who did what to which record, in the shape of Intune's audit log and without the personal values.
//!
//! * [`AuditEvent`] is the event: Microsoft Graph's `auditEvent` and a few properties more.
//!   [`create`](AuditEvent::create), [`update`](AuditEvent::update) and their like make one of a
//!   record, and only what the policy shows gets into it.
//! * [`Classified::changes`](crate::Classified::changes) tells what is different between two states of
//!   a record.
//! * [`sink`] has the places that events go to;
#![cfg_attr(
    feature = "journal",
    doc = "  the [`journal`](crate::journal) is one that shows tampering."
)]
#![cfg_attr(
    not(feature = "journal"),
    doc = "  with the feature `journal` there is one that shows tampering."
)]
//! * [`ocsf`] and [`cloudevents`] are other forms of an event, and [`EVENT_SCHEMA`] describes its own.
//!
//! An event holds the actor and the properties of a record as the policy shows them, and the people
//! whose data it is as [pseudonyms](crate::Pseudonyms::data_subject). To find the events of a person or
//! an actor, make the same pseudonym again:
//!
//! ```
//! use intune_privacy::audit::{Actor, AuditEvent};
//! use intune_privacy::{Action, Class, Classified, Key, Keyring, Policy, items};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required, mam, subject, item = user::principal_name)]
//!     user: String,
//! }
//!
//! # let secret = [1, 2].repeat(16);
//! let keys = Keyring::new(Key::from_bytes("2026-q1", &secret)?);
//! let pseudonyms = keys.pseudonyms("contoso.example");
//! let policy = Policy::logs()
//!     .with(Class::Identified, Action::Pseudonymize)
//!     .with_pseudonyms(pseudonyms.clone());
//!
//! let device = Device { user: "adele@contoso.example".into() };
//! let event = AuditEvent::read(&device)
//!     .actor(Actor::user("admin@contoso.example"))
//!     .policy(&policy)
//!     .finish();
//! assert_eq!(event.data_subjects, [pseudonyms.data_subject("adele@contoso.example").as_str()]);
//! let actor = event.actor.and_then(|actor| actor.user_principal_name);
//! let admin = pseudonyms.token(&items::admin_account::UPN, "admin@contoso.example");
//! assert_eq!(actor.as_deref(), Some(admin.as_str()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod activity;
mod actor;
mod changes;
pub mod cloudevents;
mod comparison;
mod draft;
mod event;
mod guid;
pub mod ocsf;
mod schema;
pub mod sink;
mod timestamp;
mod verdict;

pub use activity::Activity;
pub use actor::Actor;
pub use changes::{Change, ChangeKind, Changes};
pub(crate) use comparison::is_same;
#[doc(hidden)]
pub use comparison::is_same_field;
pub use draft::{Always, Draft, IfChanged, Outcome};
pub use event::{AuditEvent, Classification, EventActor, Property, Resource};
pub use guid::{Guid, GuidError};
pub use schema::{EVENT_SCHEMA, EVENT_SCHEMA_ID};
pub use timestamp::{Timestamp, TimestampError};
