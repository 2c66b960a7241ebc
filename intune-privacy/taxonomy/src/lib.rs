//! The documented Intune data items, and the rules that a classified type must keep.
//!
//! This crate is the one source of truth for the derive, the run time and the command line of
//! `intune-privacy`; users depend on that crate, which re-exports what they need.
//!
//! The facts join two editions of Microsoft's document "Data collection in Intune":
//!
//! * **2018** (18 May 2018): identified, pseudonymized or aggregated for each row; no MAM column;
//! * **2023**: required or optional, the MAM column with its conditions, and data that is never
//!   collected; no class for each row.
//!
//! Each item says where its class comes from ([`Basis`]). Labels in French, Swedish and Dutch
//! follow the published translations, with their errors mended.

#![no_std]

extern crate alloc;

mod annotation;
mod category;
mod circumstance;
mod facts;
mod finding;
mod item;
#[rustfmt::skip]
pub mod items;
mod lookup;
mod never_collected;
#[doc(hidden)]
pub mod row;
mod rule;
pub mod rules;
mod suggestion;
mod table;
mod vocabulary;

pub use annotation::{Annotation, Container, ItemPath, MamClaim};
pub use category::{Category, CategoryFacts};
pub use circumstance::{Fact, Facts};
pub use facts::{
    Basis, Class, Condition, DataKind, Edition, Format, Labels, Language, Mam, MamCondition,
    Requirement, Source,
};
pub use finding::{Demand, Finding, Findings, Place, TypeFact};
pub use item::Item;
pub use lookup::{
    Meaning, item, item_at, item_by_any_name, meaning_of_field, meaning_of_item, snake_case,
};
pub use never_collected::{NEVER_COLLECTED, NeverCollected};
pub use rule::Rule;
pub use rules::REASON;
pub use suggestion::{nearest, nearest_items};
