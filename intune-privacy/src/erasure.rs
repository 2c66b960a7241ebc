//! Erasure of records (GDPR article 17), and what is kept of them by right.

use alloc::vec::Vec;

use crate::clearing::{self, Judge, Verdict};
use crate::schema::{Classified, Field, Schema};
use crate::value::RecordMut;
use intune_privacy_taxonomy::{Category, Class, Item};

mod report;

pub use crate::clearing::{Part, Place};
pub(crate) use report::times;
pub use report::{EraseError, ErasureEntry, ErasureReport, Ground, Outcome};

/// An erasure, with what has to be kept in spite of it.
///
/// [`Classified::erase`] is the one without legal holds. What becomes of a field:
///
/// | Data | Becomes |
/// |---|---|
/// | secrets | wiped, whatever holds them |
/// | under a legal hold | kept |
/// | identified, pseudonymized, or without a class | cleared |
/// | aggregated or non-personal | kept |
///
/// A legal hold is for data that a law demands to be kept (GDPR article 17(3)(b)), or that legal
/// claims need (article 17(3)(e)). Its reason is in the report, and is a literal of the program so
/// that no value gets there. Where several holds are on one field, that of the item goes over that of
/// the category, and both over that of all. A hold on a secret does nothing.
///
/// ```
/// use intune_privacy::erasure::{Erasure, Outcome};
/// use intune_privacy::{Classified, items};
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
///     #[data(identified, required)]
///     imei: Option<String>,
///     #[data(aggregated, undocumented = "how often the device was wiped")]
///     wipes: u32,
/// }
///
/// let mut device = Device {
///     serial_number: "C02XK1JGJHD3".into(),
///     imei: Some("490154203237518".into()),
///     wipes: 2,
/// };
/// let erasure =
///     Erasure::new().hold(&items::hardware_inventory::SERIAL_NUMBER, "tax law: asset register");
/// let report = erasure.erase(&mut device)?;
///
/// assert_eq!(device.serial_number, "C02XK1JGJHD3");
/// assert_eq!(device.imei, None);
/// assert_eq!(device.wipes, 2);
/// assert_eq!(
///     report.to_string(),
///     "Device: 1 field erased, 2 kept, 0 left\n\
///      serial_number (Serial number, identified): kept under legal hold: tax law: asset register\n\
///      imei (IMEI number, identified): erased\n\
///      wipes (in no document, aggregated): kept, as it is about no single person\n",
/// );
/// assert_eq!(report.with(Outcome::Erased).count(), 1);
/// # Ok::<(), intune_privacy::erasure::EraseError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Erasure {
    items: Vec<(&'static Item, &'static str)>,
    categories: Vec<(Category, &'static str)>,
    all: Option<&'static str>,
}

impl Erasure {
    /// An erasure without legal holds.
    pub const fn new() -> Self {
        Self { items: Vec::new(), categories: Vec::new(), all: None }
    }

    /// This erasure with a legal hold on the fields of an item.
    #[must_use]
    pub fn hold(mut self, item: &'static Item, reason: &'static str) -> Self {
        self.items.push((item, reason));
        self
    }

    /// This erasure with a legal hold on the items of a category, and on fields without an item in
    /// records of that category.
    #[must_use]
    pub fn hold_category(mut self, category: Category, reason: &'static str) -> Self {
        self.categories.push((category, reason));
        self
    }

    /// This erasure with a legal hold on everything but secrets.
    #[must_use]
    pub fn hold_all(mut self, reason: &'static str) -> Self {
        self.all = Some(reason);
        self
    }

    /// Erases a record in place, and says what became of each field.
    ///
    /// A cleared text is `""`, an option or list is empty, a number 0, and any other value one that
    /// is the same for all: `false`, `*`, 1970-01-01, `about:blank`, an address or ID of zeros.
    /// Nested records are erased field by field, at any depth, and their number stays. The keys of a
    /// map of records count as identified data, so the map becomes empty unless the records in it have
    /// a field under a hold. A `String` or `PathBuf` is overwritten before its memory is freed, unless
    /// it is in a set, in a map of records or the key of a map.
    ///
    /// To erase a record again changes nothing more.
    ///
    /// # Errors
    ///
    /// If a field that has to go cannot be changed: one with `with = path`, a value behind `&T` or a
    /// shared `Rc` or `Arc` other than text, a `NonZero`, an enum that derives
    /// [`DataValue`](crate::DataValue), a time in a zone of its own, a set of records some of which
    /// are held. All else is erased nevertheless. The error names every field that is left, and has
    /// the report.
    pub fn erase<T: Classified>(&self, record: &mut T) -> Result<ErasureReport, EraseError> {
        self.erase_any(record)
    }

    fn erase_any(&self, record: &mut dyn RecordMut) -> Result<ErasureReport, EraseError> {
        let lines = clearing::clear(record, self);
        report::erasure(record.as_record().schema(), lines)
    }

    /// The reason of the hold on a field.
    fn hold_on(&self, schema: &Schema, field: Field) -> Option<&'static str> {
        if field.is_secret() {
            return None;
        }
        let item = field.item();
        let of_item = || {
            let item = item?;
            self.items.iter().find_map(|(held, reason)| (held.row == item.row).then_some(*reason))
        };
        let category = item.map(|item| item.category).or(schema.category());
        let of_category = || {
            let category = category?;
            let held = |(held, reason): &(_, _)| (*held == category).then_some(*reason);
            self.categories.iter().find_map(held)
        };
        of_item().or_else(of_category).or(self.all)
    }

    /// The reason of a hold on a field of such records, at any depth.
    fn hold_in(
        &self,
        schema: &'static Schema,
        seen: &mut Vec<*const Schema>,
    ) -> Option<&'static str> {
        if self.items.is_empty() && self.categories.is_empty() || seen.contains(&&raw const *schema)
        {
            return self.all;
        }
        seen.push(schema);
        schema.fields().find_map(|field| match field.nested() {
            Some(records) => self.hold_in(records, seen),
            None => self
                .hold_on(schema, field)
                .filter(|_| !matches!(field.class(), Some(Class::Aggregated | Class::NonPersonal))),
        })
    }
}

impl Judge for Erasure {
    type Around = ();
    type Ground = Ground;
    type Cause = ();

    const WIPES_SECRETS: bool = true;

    fn outermost(&self) {}

    fn within(&self, _: &Schema, (): ()) {}

    fn leaf(&self, schema: &Schema, field: Field, (): ()) -> Verdict<Ground, ()> {
        match (field.class(), self.hold_on(schema, field)) {
            _ if field.is_secret() => Verdict::Clear(()),
            (Some(Class::Aggregated), _) => Verdict::Keep(Ground::Aggregated),
            (Some(Class::NonPersonal), _) => Verdict::Keep(Ground::NonPersonal),
            (_, Some(reason)) => Verdict::Keep(Ground::LegalHold(reason)),
            _ => Verdict::Clear(()),
        }
    }

    fn keys(&self, records: &'static Schema, (): ()) -> Verdict<Ground, ()> {
        match self.hold_in(records, &mut Vec::new()) {
            Some(reason) => Verdict::Keep(Ground::LegalHold(reason)),
            None => Verdict::Clear(()),
        }
    }

    fn drops(&self, _: &'static Schema, (): ()) -> bool {
        false
    }

    fn spares(&self, records: &'static Schema) -> bool {
        self.hold_in(records, &mut Vec::new()).is_some()
    }
}
