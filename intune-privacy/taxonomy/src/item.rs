//! A documented data item and what the documents say of it.

use core::fmt;

use crate::category::Category;
use crate::facts::{
    Basis, Class, Condition, Edition, Format, Labels, Mam, MamCondition, Requirement,
};

/// A documented data item.
///
/// Its key is the category and the name: "Phone number" is collected by MAM for an administrator
/// and not for a user.
///
/// ```
/// use intune_privacy_taxonomy::{items, Class};
/// let item = &items::hardware_inventory::SERIAL_NUMBER;
/// assert_eq!(item.to_string(), "hardware_inventory::serial_number");
/// assert_eq!(item.class, Some(Class::Identified));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// The name within the category.
    pub name: &'static str,
    /// The category that the documents list it under.
    pub category: Category,
    /// The label in four languages.
    pub labels: Labels,
    /// The class, unless no edition gives one for the item or its category.
    pub class: Option<Class>,
    /// Where the class comes from.
    pub basis: Basis,
    /// Device data: pseudonymized by itself, identified once it is tied to a device or user
    /// (2018 edition).
    pub identified_when_tied: bool,
    /// Whether it is required or optional data.
    pub requirement: Requirement,
    /// Whether the MAM workload collects it.
    pub mam: Mam,
    /// The condition of a [`Mam::Yes`].
    pub mam_condition: Option<MamCondition>,
    /// The only circumstance under which it is collected at all.
    pub condition: Option<Condition>,
    /// The shape of its value.
    pub format: Format,
    /// Whether it is a secret, which no view ever shows.
    pub secret: bool,
    /// The editions that list it.
    pub editions: &'static [Edition],
    /// Other names of the same item, such as Graph's property name in snake case.
    pub aliases: &'static [&'static str],
    /// Those of its names that mean this item only inside its own category.
    pub generic_names: &'static [&'static str],
    /// The position in the documents, from 0; dense, so it can index a table.
    pub row: u8,
}

impl Item {
    /// Whether `name` is the item's name or one of its aliases.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// Whether `name` means this item anywhere, not only inside its own category.
    pub fn is_distinctive(&self, name: &str) -> bool {
        !self.generic_names.contains(&name)
    }

    /// The class of the item in a record that is `tied` to a device or user, or is not.
    pub fn class_when(&self, tied: bool) -> Option<Class> {
        if self.identified_when_tied && tied { Some(Class::Identified) } else { self.class }
    }

    /// What the documents say of the item, in one line.
    ///
    /// ```
    /// use intune_privacy_taxonomy::items::hardware_inventory::SERIAL_NUMBER;
    /// assert_eq!(
    ///     SERIAL_NUMBER.statement().to_string(),
    ///     "Hardware inventory information, \"Serial number\": identified (2018 edition), \
    ///      required, not collected by MAM (2023 edition)",
    /// );
    /// ```
    pub fn statement(&self) -> impl fmt::Display + use<> {
        Statement(*self)
    }

    /// The edition that gives the class: telemetry is classed by the 2023 edition's prose,
    /// everything else by the rows of 2018.
    fn class_edition(&self) -> Edition {
        self.editions[0]
    }
}

/// The key as the attribute spells it: `category::name`.
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.category, self.name)
    }
}

struct Statement(Item);

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let item = &self.0;
        write!(f, "{}, \"{}\": ", item.category.label(), item.labels.en)?;
        match (item.basis, item.class) {
            (Basis::Documented, Some(class)) => {
                write!(f, "{class} ({} edition)", item.class_edition())?;
            }
            (Basis::Category, Some(class)) => {
                write!(f, "{class} (inferred: every documented row of its category is)")?;
            }
            _ => f.write_str("no edition gives a class")?,
        }
        if item.identified_when_tied {
            f.write_str(", identified once tied to a device or user (2018 edition)")?;
        }
        write!(f, ", {}", item.requirement)?;
        if let Some(condition) = item.condition {
            write!(f, ", collected only {}", condition.in_words())?;
        }
        match (item.mam, item.mam_condition) {
            (Mam::Yes, None) => f.write_str(", collected by MAM")?,
            (Mam::Yes, Some(condition)) => {
                write!(f, ", collected by MAM {}", condition.in_words())?;
            }
            (Mam::No, _) => f.write_str(", not collected by MAM")?,
            (Mam::Undocumented, _) => f.write_str(", outside the MAM column")?,
        }
        let last =
            if item.editions.contains(&Edition::Y2023) { Edition::Y2023 } else { Edition::Y2018 };
        write!(f, " ({last} edition)")
    }
}
