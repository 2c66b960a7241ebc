//! Recipes: what to write for a task, from end to end.
//!
//! This module is part of the documentation and not of the program. A recipe is shown where the
//! features that it uses are on, as they are on docs.rs.

#[cfg_attr(all(feature = "pseudonym", feature = "serde", feature = "tracing"), doc = include_str!("recipes/logging.md"))]
#[cfg_attr(
    not(all(feature = "pseudonym", feature = "serde", feature = "tracing")),
    doc = "Needs the features `pseudonym`, `serde` and `tracing`."
)]
pub mod logging {}
#[cfg_attr(all(feature = "erase", feature = "export"), doc = include_str!("recipes/export.md"))]
#[cfg_attr(
    not(all(feature = "erase", feature = "export")),
    doc = "Needs the features `erase` and `export`."
)]
pub mod export {}
#[cfg_attr(feature = "journal", doc = include_str!("recipes/audit.md"))]
#[cfg_attr(not(feature = "journal"), doc = "Needs the feature `journal`.")]
pub mod audit {}
#[cfg_attr(feature = "inventory", doc = include_str!("recipes/ci.md"))]
#[cfg_attr(not(feature = "inventory"), doc = "Needs the feature `inventory`.")]
pub mod ci {}
#[cfg_attr(feature = "derive", doc = include_str!("recipes/migration.md"))]
#[cfg_attr(not(feature = "derive"), doc = "Needs the feature `derive`.")]
pub mod migration {}
#[cfg_attr(feature = "derive", doc = include_str!("recipes/compile_fail.md"))]
#[cfg_attr(not(feature = "derive"), doc = "Needs the feature `derive`.")]
pub mod compile_fail {}
