//! Who did what to which record, in the shape of Intune's audit log and without the personal values.

mod activity;
mod actor;
mod changes;
mod comparison;
mod draft;
mod event;
mod guid;
mod instant;

pub use activity::Activity;
pub use actor::Actor;
pub use changes::{Change, ChangeKind, Changes};
pub use draft::{Always, Draft, IfChanged, Outcome};
pub use event::{AuditEvent, Classification, EventActor, Property, Resource};
pub use guid::{Guid, GuidError};
pub use instant::{Instant, InstantError};
