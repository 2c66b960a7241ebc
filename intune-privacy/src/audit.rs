//! Who did what to which record, in the shape of Intune's audit log and without the personal values.

mod activity;
mod changes;
mod comparison;
mod event;
mod instant;

pub use activity::Activity;
pub use changes::{Change, ChangeKind, Changes};
pub use event::{AuditEvent, Classification, EventActor, Property, Resource};
pub use instant::{Instant, InstantError};
