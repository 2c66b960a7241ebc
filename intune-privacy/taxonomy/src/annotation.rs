//! A field's annotation as the developer wrote it, without any trace of the syntax tree.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::category::Category;
use crate::facts::{Class, Condition, MamCondition, Requirement};

/// What `#[data(...)]` on a field says. Every list keeps the order of the source.
///
/// ```
/// use intune_privacy_taxonomy::{Annotation, Class, Container, Rule, rules};
///
/// let mut field = Annotation::new("serial_number", "String");
/// field.classes.push(Class::Pseudonymized);
/// let findings = rules::check(&Container::default(), &[field]).findings;
/// assert_eq!(findings[0].rule, Rule::P03);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the attribute")]
pub struct Annotation {
    /// The field's name without `r#`; of a tuple field, its index.
    pub name: String,
    /// The field's type as it is written.
    pub ty: String,
    /// The field has no `#[data(...)]` at all.
    pub missing: bool,
    /// Part of the attribute could not be read, which has been reported: check nothing else.
    pub unreadable: bool,
    /// The classes, `non_personal` among them.
    pub classes: Vec<Class>,
    /// `required` and `optional`.
    pub requirements: Vec<Requirement>,
    /// `mam` or `mam(condition)`.
    pub mam: Option<MamClaim>,
    /// `item = ...`.
    pub item: Option<ItemPath>,
    /// `undocumented = "reason"`.
    pub undocumented: Option<String>,
    /// `nested`.
    pub nested: bool,
    /// `subject`.
    pub subject: bool,
    /// `with = path`.
    pub with: Option<String>,
}

impl Annotation {
    /// An annotation that says nothing yet.
    pub fn new(name: impl Into<String>, ty: impl Into<String>) -> Self {
        Self { name: name.into(), ty: ty.into(), ..Self::default() }
    }

    /// The class, if there is exactly one.
    pub fn class(&self) -> Option<Class> {
        match *self.classes {
            [class] => Some(class),
            _ => None,
        }
    }

    /// Whether the field is a tuple field, which has no name of its own.
    pub fn is_positional(&self) -> bool {
        self.name.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// `mam`, with or without the condition named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MamClaim {
    /// `mam`
    Plain,
    /// `mam(condition)`
    If(MamCondition),
}

/// The path after `item =`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "a path to an item has these two parts")]
pub struct ItemPath {
    /// The category, if the path names one.
    pub category: Option<String>,
    /// The name.
    pub name: String,
}

impl fmt::Display for ItemPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.category {
            Some(category) => write!(f, "{category}::{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// What `#[data(...)]` on the type says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Container {
    /// `category = name`
    pub category: Option<Category>,
    /// `tied`: something outside the record ties it to a user or device.
    pub tied: bool,
    /// `collected_if = condition`: the record exists only under that condition.
    pub collected_if: Option<Condition>,
    /// `workload = mam`: the record is for MAM-only deployments.
    pub mam_only: bool,
    /// Part of the attribute could not be read, which has been reported.
    pub unreadable: bool,
}
