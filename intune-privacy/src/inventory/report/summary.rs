//! The inventory in numbers.

use crate::inventory::{Inventory, RecordEntry};
use intune_privacy_taxonomy::Class;

/// How many fields there are of each class, and by whose word.
///
/// ```
/// use intune_privacy::inventory::report::Summary;
/// use intune_privacy::inventory::Inventory;
/// use intune_privacy::{Class, Classified};
///
/// #[derive(Classified)]
/// struct Owner {
///     #[data(identified, required, mam, item = user::email)]
///     email: String,
///     #[data(non_personal)]
///     theme: u8,
/// }
///
/// let inventory = Inventory::of::<Owner>();
/// let summary = Summary::of(&inventory);
/// assert_eq!((summary.records(), summary.fields()), (1, 2));
/// assert_eq!(summary.of_class(Some(Class::Identified)), 1);
/// assert_eq!(summary.of_ground("documented"), 1);
/// # let _ = Owner { email: String::new(), theme: 0 };
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    records: &'a [RecordEntry],
}

impl<'a> Summary<'a> {
    /// Of all types of the inventory.
    pub fn of(inventory: &'a Inventory) -> Self {
        Self { records: inventory.records() }
    }

    /// Of one type.
    pub fn of_record(record: &'a RecordEntry) -> Self {
        Self { records: core::slice::from_ref(record) }
    }

    /// How many types there are.
    pub const fn records(&self) -> usize {
        self.records.len()
    }

    /// How many fields they have.
    pub fn fields(&self) -> usize {
        self.records.iter().map(|record| record.fields().len()).sum()
    }

    /// How many of the fields have the class; `None` is that of records within records.
    pub fn of_class(&self, class: Option<Class>) -> usize {
        self.records
            .iter()
            .flat_map(RecordEntry::fields)
            .filter(|field| field.class() == class)
            .count()
    }

    /// How many of the fields have their class by a word of that
    /// [kind](crate::inventory::Ground::kind).
    pub fn of_ground(&self, kind: &str) -> usize {
        self.records
            .iter()
            .flat_map(RecordEntry::fields)
            .filter(|field| field.ground().kind() == kind)
            .count()
    }

    /// How many of the fields hold personal data themselves.
    pub fn personal(&self) -> usize {
        self.records
            .iter()
            .flat_map(RecordEntry::fields)
            .filter(|field| field.is_personal())
            .count()
    }

    /// How many of the fields hold secrets.
    pub fn secrets(&self) -> usize {
        self.records.iter().flat_map(RecordEntry::fields).filter(|field| field.is_secret()).count()
    }
}
