//! What may be collected of a device, given what is known of it and its tenant.
//!
//! `Classified::collect` (feature `erase`) goes by it before a record is stored, and so does an export
//! that is narrowed to the MAM workload. It is one decision, so the two cannot disagree.

use core::fmt;

use crate::schema::Schema;
#[cfg(feature = "erase")]
use intune_privacy_taxonomy::Fact;
use intune_privacy_taxonomy::{Class, Condition, Facts, Item, MamCondition, row};

#[cfg(feature = "erase")]
mod report;

#[cfg(feature = "erase")]
pub(crate) use report::collect;
#[cfg(feature = "erase")]
pub use report::{CollectionEntry, CollectionReport, Dropped};

/// Why data may not be collected. `Display` gives it in English, with the document that says so.
///
/// ```
/// use intune_privacy::Condition;
/// use intune_privacy::collection::Uncollected;
///
/// assert_eq!(
///     Uncollected::Condition(Condition::OptionalDataConsent).to_string(),
///     "it is collected only with consent to optional data (2023 edition)",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Uncollected {
    /// The MAM workload does not collect it, and the device is not known to be enrolled.
    NotMam,
    /// The MAM workload collects it only under a condition that is not known to hold.
    MamCondition(MamCondition),
    /// It is collected only under a condition that is not known to hold.
    Condition(Condition),
    /// The record around it is collected only under a condition (`collected_if`) that is not known
    /// to hold.
    Record(Condition),
    /// Nothing says what it is, as only a record written by hand can have it.
    Unclassified,
}

impl Uncollected {
    /// The name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotMam => "not_mam",
            Self::MamCondition(_) => "mam_condition",
            Self::Condition(_) => "condition",
            Self::Record(_) => "record_condition",
            Self::Unclassified => "unclassified",
        }
    }
}

impl fmt::Display for Uncollected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotMam => f.write_str("the MAM workload does not collect it (2023 edition)"),
            Self::MamCondition(condition) => {
                let condition = condition.in_words();
                write!(f, "the MAM workload collects it only {condition} (2023 edition)")
            }
            Self::Condition(condition) => {
                write!(f, "it is collected only {} (2023 edition)", condition.in_words())
            }
            Self::Record(condition) => {
                let condition = condition.in_words();
                write!(f, "its record is collected only {condition} (`collected_if`)")
            }
            Self::Unclassified => f.write_str("nothing says what it is"),
        }
    }
}

/// By what the decision about a field is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Collection {
    facts: Facts,
    /// Nothing but the MAM workload collects.
    mam: bool,
    /// Why the record as a whole may not be collected.
    record: Option<Condition>,
}

impl Collection {
    /// Of a device of which the facts are known. Only one that is stated to be enrolled has more
    /// than the MAM workload.
    #[cfg(feature = "erase")]
    pub(crate) const fn new(facts: Facts) -> Self {
        Self { facts, mam: !facts.hold(Fact::MdmEnrolled), record: None }
    }

    /// By the MAM workload, in a deployment without device management.
    #[cfg(feature = "export")]
    pub(crate) const fn of_mam(facts: Facts) -> Self {
        Self { facts, mam: true, record: None }
    }

    /// The same for the fields of a record. What may not be collected of a record, may not of the
    /// records in it.
    pub(crate) const fn within(self, schema: &Schema) -> Self {
        let record = match (self.record, schema.collected_if()) {
            (None, Some(condition)) if !condition.holds(self.facts) => Some(condition),
            (record, _) => record,
        };
        Self { mam: self.mam || schema.is_mam_only(), record, ..self }
    }

    /// Why no record of this kind may be collected, unless it may.
    pub(crate) const fn refuses_record(self) -> Option<Uncollected> {
        match self.record {
            Some(condition) => Some(Uncollected::Record(condition)),
            None => None,
        }
    }

    /// Why a leaf value of these [`row`] facts may not be collected, unless it may.
    ///
    /// What is not personal depends on its record alone: the documents list personal data, so no
    /// column of theirs denies it.
    pub(crate) const fn refuses(self, flags: u32, item: Option<&Item>) -> Option<Uncollected> {
        if let Some(reason) = self.refuses_record() {
            return Some(reason);
        }
        match row::class(flags) {
            None if flags & row::SECRET == 0 => return Some(Uncollected::Unclassified),
            Some(Class::NonPersonal) => return None,
            _ => {}
        }
        if self.mam && flags & row::MAM == 0 {
            return Some(Uncollected::NotMam);
        }
        let Some(item) = item else { return None };
        match (item.mam_condition, item.condition) {
            (Some(mam), _) if self.mam && !mam.holds(self.facts) => {
                Some(Uncollected::MamCondition(mam))
            }
            (_, Some(condition)) if !condition.holds(self.facts) => {
                Some(Uncollected::Condition(condition))
            }
            _ => None,
        }
    }

    /// Why the keys of a map of records may not be collected, unless they may. They are annotated
    /// by nothing, so nothing says that the MAM workload collects them.
    #[cfg(feature = "erase")]
    pub(crate) const fn refuses_keys(self) -> Option<Uncollected> {
        match self.refuses_record() {
            None if self.mam => Some(Uncollected::NotMam),
            reason => reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collection, Uncollected};
    use crate::schema::Schema;
    use intune_privacy_taxonomy::{Class, Condition, Fact, Facts, items, row};

    const MAM: Collection = Collection { facts: Facts::none(), mam: true, record: None };
    const MDM: Collection =
        Collection { facts: Facts::none().with(Fact::MdmEnrolled), mam: false, record: None };

    const fn of(class: Class) -> u32 {
        row::slot(Some(class), false, false)
    }

    #[test]
    fn the_mam_workload_collects_personal_data_that_is_annotated_as_such() {
        let serial = Some(&items::hardware_inventory::SERIAL_NUMBER);
        for class in [Class::Identified, Class::Pseudonymized, Class::Aggregated] {
            assert_eq!(MAM.refuses(of(class), serial), Some(Uncollected::NotMam));
            assert_eq!(MAM.refuses(of(class), None), Some(Uncollected::NotMam));
            assert_eq!(MAM.refuses(of(class) | row::MAM, None), None);
            assert_eq!(MDM.refuses(of(class), serial), None);
        }
        assert_eq!(MAM.refuses(of(Class::NonPersonal), None), None);
    }

    #[test]
    fn a_condition_of_an_item_goes_for_every_workload() {
        let location = items::ALL.into_iter().find(|item| item.condition.is_some());
        let location = location.expect("some items have a condition");
        let condition = location.condition.expect("it has one");
        let reason = Some(Uncollected::Condition(condition));
        assert_eq!(MDM.refuses(of(Class::Identified), Some(location)), reason);
        let all = Collection { facts: Fact::ALL.iter().copied().collect(), ..MDM };
        assert_eq!(all.refuses(of(Class::Identified), Some(location)), None);
    }

    #[test]
    fn a_condition_of_a_record_goes_for_all_in_it() {
        let schema = Schema { collected_if: Some(Condition::OptionalDataConsent), ..Schema::PLAIN };
        let reason = Some(Uncollected::Record(Condition::OptionalDataConsent));
        let inside = MDM.within(&schema);
        assert_eq!(inside.refuses(of(Class::NonPersonal), None), reason);
        assert_eq!(inside.within(&Schema::PLAIN).refuses_record(), reason);
        let facts = MDM.facts.with(Fact::OptionalDataConsent);
        let inside = Collection { facts, ..MDM }.within(&schema);
        assert_eq!(inside.refuses(of(Class::NonPersonal), None), None);
    }

    #[test]
    fn a_record_for_mam_is_decided_about_as_such_on_any_device() {
        let schema = Schema { mam_only: true, ..Schema::PLAIN };
        let inside = MDM.within(&schema).within(&Schema::PLAIN);
        assert_eq!(inside.refuses(of(Class::Identified), None), Some(Uncollected::NotMam));
    }

    #[test]
    fn what_has_no_class_is_not_collected_and_a_secret_is_like_any_other_data() {
        assert_eq!(MDM.refuses(0, None), Some(Uncollected::Unclassified));
        let secret = row::slot(Some(Class::Identified), true, false);
        assert_eq!(MDM.refuses(secret, None), None);
        assert_eq!(MAM.refuses(secret, None), Some(Uncollected::NotMam));
    }
}
