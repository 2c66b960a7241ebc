//! By whose word a field has its class.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::record::RecordEntry;
use crate::schema::{Field, Schema, Variant};
use intune_privacy_taxonomy::{Basis, Category, Class, Item};

/// By whose word a field has its class. Nothing inferred counts as documented.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ground {
    /// An edition lists the item under that class.
    Documented,
    /// Inferred: every documented row of the item's category has that class.
    Inferred,
    /// Device data that is identified because the record is tied to a user or device
    /// (2018 edition).
    Tied(Tie),
    /// The developer has chosen a stricter class than the inferred one.
    Stricter,
    /// The documents list the item, and no edition gives it or its category a class: the developer
    /// has chosen one.
    Chosen,
    /// No document lists the data, and the developer says why it is held.
    Undocumented(String),
    /// The developer says that it is no personal data.
    NonPersonal,
    /// The field holds records, whose fields have grounds of their own.
    Nested,
    /// Nothing says what the field holds.
    Unknown,
}

/// What ties a record to a user or device.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tie {
    /// The field of that name holds identified data.
    Field(String),
    /// The field of that name holds a record with identified data.
    Record(String),
    /// Something outside the record: it is declared `tied`.
    Declared,
}

impl Ground {
    /// Every [`kind`](Self::kind), in the order of the variants.
    pub const KINDS: [&'static str; 9] = [
        "documented",
        "inferred",
        "tied",
        "stricter",
        "chosen",
        "undocumented",
        "not_personal",
        "record",
        "unknown",
    ];

    /// The kind of word in snake case, without what ties the record or the developer's reason.
    pub const fn kind(&self) -> &'static str {
        Self::KINDS[match self {
            Self::Documented => 0,
            Self::Inferred => 1,
            Self::Tied(_) => 2,
            Self::Stricter => 3,
            Self::Chosen => 4,
            Self::Undocumented(_) => 5,
            Self::NonPersonal => 6,
            Self::Nested => 7,
            Self::Unknown => 8,
        }]
    }

    pub(super) fn of(field: Field, variant: &Variant, schema: &Schema) -> Self {
        let class = field.class();
        if let Some(item) = field.item() {
            if item.identified_when_tied
                && class == Some(Class::Identified)
                && let Some(tie) = Tie::of(field, variant, schema)
            {
                return Self::Tied(tie);
            }
            return match item.basis {
                _ if class.is_none() => Self::Unknown,
                Basis::Documented => Self::Documented,
                Basis::Category if class == item.class => Self::Inferred,
                Basis::Category => Self::Stricter,
                _ => Self::Chosen,
            };
        }
        match (field.undocumented(), class) {
            (Some(reason), _) => Self::Undocumented(reason.to_owned()),
            (None, Some(Class::NonPersonal)) => Self::NonPersonal,
            (None, None) if field.is_nested() => Self::Nested,
            (None, _) => Self::Unknown,
        }
    }

    /// Whether a field of that class and item can have it. Which editions list an item does not count:
    /// another version of this crate may know others.
    pub(super) fn fits(&self, class: Option<Class>, item: Option<&Item>) -> bool {
        match self {
            Self::Documented | Self::Inferred | Self::Stricter | Self::Chosen => {
                item.is_some() && class.is_some()
            }
            Self::Tied(_) => item.is_some() && class == Some(Class::Identified),
            Self::Undocumented(_) => item.is_none(),
            Self::NonPersonal => item.is_none() && class == Some(Class::NonPersonal),
            Self::Nested => item.is_none() && class.is_none(),
            Self::Unknown => true,
        }
    }

    /// The same from the text that [`Display`](fmt::Display) writes, if it is by somebody's word: that
    /// a field is not personal is said by its class, and that it holds records by their name.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let prefixed = |prefix| text.strip_prefix(prefix).map(str::to_owned);
        if let Some(reason) = prefixed("undocumented: ") {
            return Some(Self::Undocumented(reason));
        }
        if let Some(name) = prefixed("tied by ") {
            return Some(Self::Tied(match name.strip_prefix("the record ") {
                Some(name) => Tie::Record(name.to_owned()),
                None => Tie::Field(name),
            }));
        }
        let grounds = [
            Self::Documented,
            Self::Inferred,
            Self::Tied(Tie::Declared),
            Self::Stricter,
            Self::Chosen,
            Self::Unknown,
        ];
        grounds.into_iter().find(|ground| format!("{ground}") == text)
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented => f.write_str("documented"),
            Self::Inferred => f.write_str("inferred"),
            Self::Tied(Tie::Field(name)) => write!(f, "tied by {name}"),
            Self::Tied(Tie::Record(name)) => write!(f, "tied by the record {name}"),
            Self::Tied(Tie::Declared) => f.write_str("tied"),
            Self::Stricter => f.write_str("stricter than inferred"),
            Self::Chosen => f.write_str("chosen"),
            Self::Undocumented(reason) => write!(f, "undocumented: {reason}"),
            Self::NonPersonal => f.write_str("not personal"),
            Self::Nested => f.write_str("a record"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl Tie {
    /// The reason, to follow "because".
    pub(super) fn in_words(&self, record: &RecordEntry) -> String {
        match self {
            Self::Declared => "the record is declared `tied` to a user or device".to_owned(),
            Self::Record(name) => format!("`{name}` holds identified data"),
            Self::Field(name) => {
                let suffix = format!(".{name}");
                let field = record
                    .fields
                    .iter()
                    .find(|field| field.name == *name || field.name.ends_with(&suffix));
                let category = field.and_then(|field| field.item).map(|item| item.category);
                match category {
                    Some(Category::User) => format!("the record names a user (`{name}`)"),
                    Some(Category::AdminAccount) => {
                        format!("the record names an administrator (`{name}`)")
                    }
                    _ if field.is_some_and(|field| field.subject) => {
                        format!("the record names its data subject (`{name}`)")
                    }
                    _ => format!("the record holds `{name}`, which is identified"),
                }
            }
        }
    }

    /// What ties the record of a field of device data: the same that rule P08 goes by.
    fn of(field: Field, variant: &Variant, schema: &Schema) -> Option<Self> {
        if schema.is_tied() {
            return Some(Self::Declared);
        }
        let mut others = variant.fields().iter().filter(|other| other.name() != field.name());
        let ties = |other: &Field| {
            other.class() == Some(Class::Identified)
                && !other.item().is_some_and(|item| item.identified_when_tied)
        };
        // What names a person says most to a reader.
        let names = |other: &Field| {
            let person = |category| matches!(category, Category::User | Category::AdminAccount);
            other.is_subject() || other.item().is_some_and(|item| person(item.category))
        };
        let mut fields = others.clone().filter(ties);
        if let Some(other) = fields.clone().find(names).or_else(|| fields.next()) {
            return Some(Self::Field(other.name().to_owned()));
        }
        let record = others.find(|other| {
            other.nested().is_some_and(|schema| holds_identified(schema, &mut Vec::new()))
        });
        record.map(|other| Self::Record(other.name().to_owned()))
    }
}

/// Whether a record holds identified data at any depth.
fn holds_identified(schema: &'static Schema, seen: &mut Vec<*const Schema>) -> bool {
    if seen.contains(&core::ptr::from_ref(schema)) {
        return false;
    }
    seen.push(schema);
    schema.fields().any(|field| {
        field.class() == Some(Class::Identified)
            || field.nested().is_some_and(|schema| holds_identified(schema, seen))
    })
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};

    use super::{Ground, Tie};

    #[test]
    fn every_ground_is_read_as_it_is_written() {
        for ground in [
            Ground::Documented,
            Ground::Inferred,
            Ground::Tied(Tie::Field("upn".into())),
            Ground::Tied(Tie::Record("owner".into())),
            Ground::Tied(Tie::Declared),
            Ground::Stricter,
            Ground::Chosen,
            Ground::Undocumented("shoes".into()),
            Ground::Undocumented(String::new()),
            Ground::Unknown,
        ] {
            assert_eq!(Ground::from_text(&ground.to_string()), Some(ground));
        }
        for unread in [Ground::NonPersonal.to_string(), Ground::Nested.to_string(), "tied ".into()]
        {
            assert_eq!(Ground::from_text(&unread), None, "{unread}");
        }
    }
}
