//! What a rule finds: a violation now, or a demand that only the compiler can settle.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::rule::Rule;

/// A broken rule, with the text that the developer sees.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The index of the field among those given.
    pub field: usize,
    /// The token to change.
    pub place: Place,
    /// What is wrong, naming the offender; without the code.
    pub headline: String,
    /// What the documents say, and which edition.
    pub note: String,
    /// What to do, with text to paste that compiles.
    pub help: String,
}

/// The whole message: headline with the code, note, help; a line each.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, headline, note, help, .. } = self;
        write!(f, "{headline} [{rule}]\nnote: {note}\nhelp: {help}")
    }
}

/// Which token of a field a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The field's name.
    Name,
    /// The field's type.
    Type,
    /// The whole attribute.
    Attribute,
    /// The class of that index.
    Class(usize),
    /// The `required` or `optional` of that index.
    Requirement(usize),
    /// `mam`, with its condition.
    Mam,
    /// The condition inside `mam(...)`.
    MamCondition,
    /// The path after `item =`.
    Item,
    /// `undocumented = ...`.
    Undocumented,
    /// `nested`.
    Nested,
    /// `subject`.
    Subject,
    /// `with = ...`.
    With,
}

/// A fact about types that the rules cannot see: if it does not hold, the finding applies.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Demand {
    /// The fact.
    pub fact: TypeFact,
    /// What is wrong where the fact does not hold.
    pub finding: Finding,
}

/// A fact about the types of a record's fields, by their index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeFact {
    /// The field's type is a count, a number or a collection of them.
    Number(usize),
    /// The field's type can stand for "not collected".
    Absent(usize),
    /// The field's type protects a secret.
    Secret(usize),
    /// At least one of the nested records holds identified data.
    SomeIdentified(Vec<usize>),
    /// None of the nested records holds identified data.
    NoneIdentified(Vec<usize>),
    /// The nested record holds nothing that the MAM workload does not collect.
    WithinMam(usize),
}

/// What [`check`](crate::rules::check) found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// Broken rules, field by field.
    pub findings: Vec<Finding>,
    /// What the types have to fulfil.
    pub demands: Vec<Demand>,
    /// The item of each field, where it has one.
    pub items: Vec<Option<&'static crate::Item>>,
}
