//! Types of every shape under the strictest lints: what the derives write must not trip any.
//!
//! `cargo clippy -p intune-privacy-tests --all-targets -- -D warnings` checks it.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    unused_import_braces,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    explicit_outlives_requirements,
    let_underscore_drop,
    redundant_lifetimes,
    variant_size_differences,
    elided_lifetimes_in_paths,
    rust_2018_idioms,
    deprecated_in_future,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo,
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::panic,
    clippy::pattern_type_mismatch,
    clippy::pub_use,
    clippy::ref_patterns,
    clippy::same_name_method,
    clippy::self_named_module_files,
    clippy::single_call_fn,
    clippy::single_char_lifetime_names,
    clippy::str_to_string,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]

use std::collections::BTreeMap;

use intune_privacy::{Classified, DataValue};
use serde::Serialize;

/// Named fields of every kind.
#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Device {
    /// A documented item, which a rule asks the type of.
    #[data(identified, required)]
    pub serial_number: String,
    /// A leaf value of ours.
    #[data(non_personal)]
    #[serde(skip_serializing_if = "Color::is_green")]
    pub color: Color,
    /// A number, which a rule demands.
    #[data(aggregated, undocumented = "counted here")]
    pub count: u64,
    /// Rendered by a module of ours.
    #[data(identified, undocumented = "for display", with = starred)]
    #[serde(serialize_with = "starred::serialize")]
    pub nickname: Nickname,
    /// Records.
    #[data(nested)]
    pub parts: Vec<Part<'static, String, 2>>,
    /// The type itself.
    #[data(nested)]
    pub dock: Option<Box<Self>>,
    /// Not to be read any more.
    #[deprecated = "for the lint"]
    #[data(non_personal)]
    pub legacy: bool,
}

/// Every kind of parameter.
#[derive(Classified, Serialize)]
#[non_exhaustive]
pub struct Part<'text, Value, const COUNT: usize> {
    /// Borrowed.
    #[data(identified, undocumented = "of the label")]
    pub label: &'text str,
    /// Generic.
    #[data(identified, undocumented = "of the owner")]
    pub value: Value,
    /// Counted by a parameter.
    #[data(aggregated, undocumented = "counted here")]
    #[serde(skip)]
    pub counts: [u32; COUNT],
}

/// Variants of every shape.
#[derive(Classified, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// Without fields.
    Idle,
    /// With a record.
    Docked(#[data(nested)] Box<Device>),
    /// With names.
    Lost {
        /// Where.
        #[data(identified, undocumented = "where to search")]
        place: String,
        /// More.
        #[data(identified, undocumented = "what else is known")]
        #[serde(flatten)]
        more: BTreeMap<String, String>,
        /// By a function.
        #[data(identified, undocumented = "for display", with = starred)]
        #[serde(with = "starred")]
        name: Nickname,
    },
    /// Not to be made any more.
    #[deprecated = "for the lint"]
    Legacy,
}

/// Every attribute that a type and a variant can have, so that nothing is left to a default.
#[derive(Classified, Serialize)]
#[data(category = diagnostics, tied, workload = mam, collected_if = optional_data_consent)]
#[serde(rename = "all", tag = "kind", content = "data")]
#[non_exhaustive]
pub enum All {
    /// Without its name.
    #[serde(untagged, rename = "bare")]
    Bare(#[data(non_personal)] u8, #[data(non_personal)] u8),
}

/// No value exists.
#[derive(Classified, Serialize)]
#[non_exhaustive]
pub enum Never {}

/// No field.
#[derive(Classified, Serialize)]
#[non_exhaustive]
pub struct Nothing;

/// Unnamed fields.
#[derive(Classified, Serialize)]
#[non_exhaustive]
pub struct Pair(
    /// First.
    #[data(non_personal)]
    pub u8,
    /// Second.
    #[data(nested)]
    pub Nothing,
);

/// A whole type that is not to be used any more.
#[deprecated = "for the lint"]
#[derive(Classified, Serialize)]
#[non_exhaustive]
pub struct Legacy {
    /// A field.
    #[data(non_personal)]
    pub flag: bool,
}

/// An enum as a leaf value.
#[derive(DataValue, Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Color {
    /// A color.
    Green,
    /// Not to be used any more.
    #[deprecated = "for the lint"]
    Mauve,
}

impl Color {
    /// Whether it goes without saying.
    #[inline]
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_green(&self) -> bool {
        *self == Self::Green
    }
}

/// A newtype as a leaf value.
#[derive(DataValue, Serialize, Debug)]
#[non_exhaustive]
pub struct Label<'text, Text>(pub &'text Text);

/// No leaf value by itself.
#[derive(Debug)]
#[non_exhaustive]
pub struct Nickname(pub String);

/// Writes a nickname.
mod starred {
    use super::Nickname;
    use core::fmt;
    use serde::Serializer;

    /// As text.
    pub(super) fn fmt(nickname: &Nickname, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "*{}*", nickname.0)
    }

    /// As serde writes it.
    pub(super) fn serialize<S: Serializer>(
        nickname: &Nickname,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&nickname.0)
    }
}
