//! Types whose every field says what personal data it holds, checked against what Microsoft
//! documents of Intune.
//!
//! Derive [`Classified`] and give each field a class; the compiler holds it against the documented
//! items. `Debug` of the type is then redacted, and so is what [`Classified::redacted`] shows under
//! a [`Policy`] of yours:
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
//! # Features
//!
//! * `std` (default): hash maps, paths and `SystemTime` as values;
//! * `derive` (default): the derives [`Classified`] and [`DataValue`];
//! * `serde`: redacted records through any serializer, with the keys that serde gives the type;
//! * `chrono`, `jiff`, `secrecy`, `serde_json`, `time`, `url`, `uuid`: the types of that crate as
//!   values.

#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod policy;
mod redact;
mod schema;
mod value;

pub use intune_privacy_taxonomy::{
    Basis, Category, Class, Condition, Edition, Format, Item, Labels, Language, Mam, MamCondition,
    Requirement, items,
};

pub use policy::{Action, Policy};
pub use redact::Redacted;
pub use schema::{
    Classified, Field, FieldIter, Fields, Holdings, Representation, Schema, Style, Variant,
};
pub use value::{DataValue, Detail, Entries, Leaf, Nested, Nesting, Record, Shape, Value, Values};

#[cfg(feature = "derive")]
pub use intune_privacy_derive::{Classified, DataValue};

/// The names that generated code uses. They may change in any release.
#[doc(hidden)]
pub mod __private {
    pub extern crate alloc;
    pub use core;

    #[cfg(feature = "serde")]
    pub use erased_serde;
    #[cfg(feature = "serde")]
    pub use serde;

    pub use crate::redact::debug;
    pub use crate::schema::{
        Classified, Field, Fields, Holdings, Representation, Schema, Style, Variant,
    };
    pub use crate::value::{DataValue, Detail, Nested, Record, Shape, Value};
    pub use intune_privacy_taxonomy::items::rows;
    pub use intune_privacy_taxonomy::{Category, Class, Condition};
}
