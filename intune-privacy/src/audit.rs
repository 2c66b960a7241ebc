//! Who did what to which record, in the shape of Intune's audit log and without the personal values.

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
