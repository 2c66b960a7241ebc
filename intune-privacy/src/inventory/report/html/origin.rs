//! By whose word a field has its class, in the few kinds that a chart shows.

use crate::inventory::field::FieldEntry;
use crate::inventory::ground::Ground;

use super::kind::Kind;

/// A [`Ground`] without what is particular to one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Documented,
    Tied,
    Inferred,
    Stricter,
    Chosen,
    Undocumented,
    Unknown,
    NonPersonal,
    Nested,
}

impl Origin {
    /// From the documents' word to nobody's.
    pub(super) const ALL: [Self; 9] = [
        Self::Documented,
        Self::Tied,
        Self::Inferred,
        Self::Stricter,
        Self::Chosen,
        Self::Undocumented,
        Self::Unknown,
        Self::NonPersonal,
        Self::Nested,
    ];

    pub(super) fn of(field: &FieldEntry) -> Self {
        match field.ground() {
            Ground::Documented => Self::Documented,
            Ground::Tied(_) => Self::Tied,
            Ground::Inferred => Self::Inferred,
            Ground::Stricter => Self::Stricter,
            Ground::Chosen => Self::Chosen,
            Ground::Undocumented(_) => Self::Undocumented,
            Ground::NonPersonal if !Kind::of(field).is_personal() => Self::NonPersonal,
            Ground::Nested if !Kind::of(field).is_personal() => Self::Nested,
            // A document edited by hand can call identified data a record.
            Ground::NonPersonal | Ground::Nested | Ground::Unknown => Self::Unknown,
        }
    }

    pub(super) const fn is_of_personal_data(self) -> bool {
        !matches!(self, Self::NonPersonal | Self::Nested)
    }

    /// The word in the page's markup.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Tied => "tied",
            Self::Inferred => "inferred",
            Self::Stricter => "stricter",
            Self::Chosen => "chosen",
            Self::Undocumented => "undocumented",
            Self::Unknown => "unknown",
            Self::NonPersonal => "non_personal",
            Self::Nested => "nested",
        }
    }

    /// The word for readers.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Tied => "identified by a tie",
            Self::Stricter => "stricter than inferred",
            Self::Undocumented => "not documented",
            Self::NonPersonal => "not personal",
            Self::Nested => "a record",
            _ => self.name(),
        }
    }

    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Documented => "an edition lists the item under that class",
            Self::Tied => "device data in a record that is tied to a user or device (2018 edition)",
            Self::Inferred => "every documented row of the item's category has that class",
            Self::Stricter => "the developer has chosen a stricter class than the inferred one",
            Self::Chosen => "documented data without a class: the developer has chosen one",
            Self::Undocumented => {
                "no edition lists the data, and the developer says why it is held"
            }
            Self::Unknown => "nothing says by whose word",
            Self::NonPersonal => "the developer's statement",
            Self::Nested => "the fields of the record have grounds of their own",
        }
    }
}
