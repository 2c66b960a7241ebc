//! Recipes: what to write for a task, from end to end.
//!
//! This module is part of the documentation and not of the program.

#[cfg(all(feature = "pseudonym", feature = "serde", feature = "tracing"))]
#[doc = include_str!("recipes/logging.md")]
pub mod logging {}

#[cfg(all(feature = "erase", feature = "export"))]
#[doc = include_str!("recipes/export.md")]
pub mod export {}

#[cfg(feature = "journal")]
#[doc = include_str!("recipes/audit.md")]
pub mod audit {}

#[cfg(feature = "inventory")]
#[doc = include_str!("recipes/ci.md")]
pub mod ci {}

#[cfg(feature = "derive")]
#[doc = include_str!("recipes/migration.md")]
pub mod migration {}

#[cfg(feature = "derive")]
#[doc = include_str!("recipes/compile_fail.md")]
pub mod compile_fail {}
