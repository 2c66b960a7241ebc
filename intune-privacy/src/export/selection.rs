//! Which fields an export holds, and why it does not hold the others.

use core::fmt;

use crate::collection::{Collection, Uncollected};
use crate::policy::{Action, Place};
use crate::schema::Schema;
use intune_privacy_taxonomy::{
    Category, Class, Condition, Facts, MamCondition, Source, item_at, row,
};

/// Decides about a field by what the annotation and the documents say of it, never by its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Selection {
    /// By the index of the class.
    pub(super) classes: [bool; Class::ALL.len()],
    pub(super) required_only: bool,
    /// Only what the data subject provided.
    pub(super) provided_by: Option<Provider>,
    /// Only what the MAM workload collects where these facts hold.
    pub(crate) mam_only: Option<Facts>,
}

/// Whom a record is about, which decides what that person can have provided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    User,
    Administrator,
}

impl Selection {
    pub(super) const fn of_classes(classes: &[Class]) -> Self {
        let mut selected = [false; Class::ALL.len()];
        let mut i = 0;
        while i < classes.len() {
            selected[classes[i] as usize] = true;
            i += 1;
        }
        Self { classes: selected, required_only: false, provided_by: None, mam_only: None }
    }

    pub(crate) const fn has_class(self, class: Class) -> bool {
        self.classes[class as usize]
    }

    pub(crate) const fn asks_more_than_the_class(self) -> bool {
        self.required_only || self.provided_by.is_some() || self.mam_only.is_some()
    }

    /// What is collected of a record, if that matters.
    const fn collection(self, schema: Option<&Schema>) -> Option<Collection> {
        match (self.mam_only, schema) {
            (Some(facts), Some(schema)) => Some(Collection::of_mam(facts).within(schema)),
            (Some(facts), None) => Some(Collection::of_mam(facts)),
            (None, _) => None,
        }
    }

    /// Why a field of these [`row`] facts is left out, unless it is not. A field of nested records
    /// is only if its own record may not be collected, for each of their fields is decided about.
    pub(crate) const fn withholds(self, flags: u32, place: Place) -> Option<Reason> {
        let slot = flags >> row::SLOT;
        if flags & row::SECRET != 0 || slot == row::SECRET_SLOT {
            return Some(Reason::Secret);
        }
        let collection = self.collection(place.schema);
        if slot == row::NESTED {
            return match collection {
                Some(collection) => Reason::of(collection.refuses_record()),
                None => None,
            };
        }
        let Some(class) = row::class(flags) else { return Some(Reason::Unclassified) };
        if !self.has_class(class) {
            return Some(Reason::Class(class));
        }
        if self.required_only && flags & row::REQUIRED == 0 {
            return Some(Reason::Optional);
        }
        if let Some(collection) = collection
            && let Some(reason) = Reason::of(collection.refuses(flags, item_at(place.item)))
        {
            return Some(reason);
        }
        match self.provided_by {
            Some(provider) if !provider.provided(place) => Some(Reason::NotProvided),
            _ => None,
        }
    }
}

impl Provider {
    /// Whether the person is the source of the data: it comes from their device, or for an
    /// administrator from their use of the admin center. A field without an item goes by the
    /// category of its record; what is of no category is not known to be provided.
    const fn provided(self, place: Place) -> bool {
        let category = match item_at(place.item) {
            Some(item) => Some(item.category),
            None => match place.schema {
                Some(schema) => schema.category(),
                None => None,
            },
        };
        match category {
            Some(category) => match category.facts().source {
                Source::EndUserDevice | Source::Diagnostics => true,
                Source::AdminPortal => matches!(self, Self::Administrator),
                _ => false,
            },
            None => false,
        }
    }

    /// The provider of data in records whose subject is a field of that category.
    pub(super) const fn of_subject(category: Option<Category>) -> Self {
        match category {
            Some(Category::AdminAccount | Category::AdminUsage | Category::AuditLog) => {
                Self::Administrator
            }
            _ => Self::User,
        }
    }
}

/// Why a field is left out of an export, or not shown in clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is a secret, which never leaves.
    Secret,
    /// Its class is not in the [`Scope`](super::Scope).
    Class(Class),
    /// It is optional data, and the scope is required data only.
    Optional,
    /// The MAM workload does not collect it, and the scope is what that collects.
    NotMam,
    /// The MAM workload collects it only under a condition that does not hold.
    MamCondition(MamCondition),
    /// It, or the whole record, is collected only under a condition that does not hold.
    Condition(Condition),
    /// Nothing says that the data subject provided it (GDPR article 20(1)).
    NotProvided,
    /// The scope's policy shows something else in its place, or nothing.
    Policy(Action),
    /// The program does not serialize it: `#[serde(skip)]`.
    NotSerialized,
    /// It has no class, as only a record written by hand can have it.
    Unclassified,
}

impl Reason {
    const fn of(reason: Option<Uncollected>) -> Option<Self> {
        match reason {
            Some(Uncollected::NotMam) => Some(Self::NotMam),
            Some(Uncollected::MamCondition(condition)) => Some(Self::MamCondition(condition)),
            Some(Uncollected::Condition(condition) | Uncollected::Record(condition)) => {
                Some(Self::Condition(condition))
            }
            Some(Uncollected::Unclassified) => Some(Self::Unclassified),
            None => None,
        }
    }

    /// The name in manifests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Class(_) => "class",
            Self::Optional => "optional",
            Self::NotMam => "not_mam",
            Self::MamCondition(_) => "mam_condition",
            Self::Condition(_) => "condition",
            Self::NotProvided => "not_provided",
            Self::Policy(_) => "policy",
            Self::NotSerialized => "not_serialized",
            Self::Unclassified => "unclassified",
        }
    }
}

/// The reason in English, in words that continue "left out because".
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(super::wording::reason(*self).en)
    }
}
