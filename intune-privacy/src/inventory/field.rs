//! A field of the inventory.

use alloc::string::String;

use super::ground::Ground;
use crate::policy::{Action, Place, Policy};
use intune_privacy_taxonomy::row;
use intune_privacy_taxonomy::{Class, Condition, Item, MamCondition, Requirement};

/// What a field holds, and by whose word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct FieldEntry {
    pub(super) name: String,
    pub(super) key: Option<String>,
    pub(super) type_name: Option<String>,
    pub(super) line: u32,
    pub(super) class: Option<Class>,
    pub(super) item: Option<&'static Item>,
    pub(super) ground: Ground,
    pub(super) required: bool,
    pub(super) mam: bool,
    pub(super) subject: bool,
    pub(super) secret: bool,
    pub(super) nested: Option<String>,
    pub(super) action: Option<String>,
}

impl FieldEntry {
    /// The Rust name; of a field of an enum with the variant in front, as in `Moved.location`; of a
    /// tuple field, its index.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that serde writes. A lock file does not say.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The Rust type as it is written in the declaration. A lock file does not say.
    pub fn type_name(&self) -> Option<&str> {
        self.type_name.as_deref()
    }

    /// The line of the [file](super::RecordEntry::file), from 1; 0 if nobody says.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The class; `None` for a field of records, whose fields have classes of their own.
    pub const fn class(&self) -> Option<Class> {
        self.class
    }

    /// The documented item.
    pub const fn item(&self) -> Option<&'static Item> {
        self.item
    }

    /// By whose word the field has its class.
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Whether the data is required or optional; `None` for what is not personal, and for records.
    pub const fn requirement(&self) -> Option<Requirement> {
        match self.class {
            None | Some(Class::NonPersonal) => None,
            Some(_) if self.required => Some(Requirement::Required),
            Some(_) => Some(Requirement::Optional),
        }
    }

    /// Whether the MAM workload collects the data.
    pub const fn is_mam(&self) -> bool {
        self.mam
    }

    /// The documented condition of the MAM column, if MAM collects the data.
    pub const fn mam_condition(&self) -> Option<MamCondition> {
        match self.item {
            Some(item) if self.mam => item.mam_condition,
            _ => None,
        }
    }

    /// The only circumstance under which the data is collected.
    pub const fn condition(&self) -> Option<Condition> {
        match self.item {
            Some(item) => item.condition,
            None => None,
        }
    }

    /// Whether the field identifies the data subject of the record.
    pub const fn is_subject(&self) -> bool {
        self.subject
    }

    /// Whether the documents call the data a secret, which no view ever shows.
    pub const fn is_secret(&self) -> bool {
        self.secret
    }

    /// The path of the record in the field.
    pub fn nested(&self) -> Option<&str> {
        self.nested.as_deref()
    }

    /// Whether the field holds personal data itself. Where nothing says, it does.
    pub fn is_personal(&self) -> bool {
        match self.class {
            Some(class) => class != Class::NonPersonal,
            None => self.ground != Ground::Nested,
        }
    }

    /// What the policy of [`Inventory::under`](super::Inventory::under) does to the value, in words.
    pub fn action(&self) -> Option<&str> {
        self.action.as_deref()
    }

    /// Whether another inventory says the same of what the field holds, wherever it is.
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        let facts = |it: &Self| [it.required, it.mam, it.subject, it.secret];
        (self.class, self.item, &self.ground, &self.nested)
            == (other.class, other.item, &other.ground, &other.nested)
            && facts(self) == facts(other)
    }

    pub(super) fn action_under(&self, policy: &Policy) -> Action {
        let flags = row::slot(self.class, self.secret, self.nested.is_some());
        let item = self.item.map_or(row::NO_ITEM, |item| item.row);
        policy.action_at(flags, || Place { item, schema: None })
    }
}
