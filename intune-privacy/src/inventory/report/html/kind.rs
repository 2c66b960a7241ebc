//! What a field is to a reader, and how many there are of each.

use core::fmt;

use crate::inventory::field::FieldEntry;
use crate::inventory::ground::Ground;
use intune_privacy_taxonomy::Class;

/// The class of a field, or what it has in the place of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Class(Class),
    /// Nothing says what it holds.
    Unclassified,
    /// Its fields have classes of their own.
    Record,
}

impl Kind {
    /// Those of a field's own data, from what says most of a person to what says nothing.
    pub(super) const COUNTED: [Self; 5] = [
        Self::Class(Class::Identified),
        Self::Class(Class::Pseudonymized),
        Self::Class(Class::Aggregated),
        Self::Unclassified,
        Self::Class(Class::NonPersonal),
    ];

    pub(super) fn of(field: &FieldEntry) -> Self {
        match field.class() {
            Some(class) => Self::Class(class),
            None if *field.ground() == Ground::Nested => Self::Record,
            None => Self::Unclassified,
        }
    }

    pub(super) const fn is_personal(self) -> bool {
        !matches!(self, Self::Class(Class::NonPersonal) | Self::Record)
    }

    /// The word in the page's markup.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Class(class) => class.as_str(),
            Self::Unclassified => "unclassified",
            Self::Record => "record",
        }
    }

    /// The word for readers.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Class(Class::NonPersonal) => "not personal",
            Self::Unclassified => "no class",
            _ => self.name(),
        }
    }

    /// The letter in charts, so that they do not speak by color alone.
    pub(super) const fn letter(self) -> char {
        match self {
            Self::Class(Class::Identified) => 'I',
            Self::Class(Class::Pseudonymized) => 'P',
            Self::Class(Class::Aggregated) => 'A',
            Self::Class(_) => 'N',
            Self::Unclassified | Self::Record => '?',
        }
    }

    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Class(Class::Identified) => {
                "tied to a user, a device or an application, and essential to managing it (2018 edition)"
            }
            Self::Class(Class::Pseudonymized) => {
                "tied to a unique identifier that cannot name a person by itself (2018 edition)"
            }
            Self::Class(Class::Aggregated) => "counts and statistics (2018 edition)",
            Self::Class(_) => "no personal data, by the developer's statement",
            Self::Unclassified => "nothing says what it holds: treat it as identified",
            Self::Record => "a record whose fields have classes of their own",
        }
    }
}

/// How many fields there are of each kind that has data of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally([usize; Kind::COUNTED.len()]);

impl From<[usize; Kind::COUNTED.len()]> for Tally {
    fn from(counts: [usize; Kind::COUNTED.len()]) -> Self {
        Self(counts)
    }
}

impl Tally {
    pub(super) fn of<'a>(fields: impl IntoIterator<Item = &'a FieldEntry>) -> Self {
        let mut tally = Self::default();
        for field in fields {
            let kind = Kind::of(field);
            if let Some(at) = Kind::COUNTED.iter().position(|counted| *counted == kind) {
                tally.0[at] += 1;
            }
        }
        tally
    }

    pub(super) fn counts(&self) -> impl Iterator<Item = (Kind, usize)> {
        Kind::COUNTED.into_iter().zip(self.0)
    }

    pub(super) fn count(&self, kind: Kind) -> usize {
        self.counts().find(|(counted, _)| *counted == kind).map_or(0, |(_, count)| count)
    }

    pub(super) fn total(&self) -> usize {
        self.0.iter().sum()
    }

    pub(super) fn personal(&self) -> usize {
        self.counts().filter(|(kind, _)| kind.is_personal()).map(|(_, count)| count).sum()
    }

    /// The kind that says most of a person; `None` if there is none.
    pub(super) fn strictest(&self) -> Option<Kind> {
        self.counts().find(|(_, count)| *count > 0).map(|(kind, _)| kind)
    }
}

/// "2 identified, 1 aggregated".
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.total() == 0 {
            return f.write_str("no data of its own");
        }
        let found = self.counts().filter(|(_, count)| *count > 0);
        for (index, (kind, count)) in found.enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{count} {}", kind.label())?;
        }
        Ok(())
    }
}
