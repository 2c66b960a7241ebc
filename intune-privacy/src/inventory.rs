//! What the types of a program hold: a list of every field, a lock file of it, and what changed.
//!
//! With the feature `inventory` each type that derives [`Classified`] registers itself, in whatever
//! crate it is. [`Inventory::linked`] lists them; nobody keeps the list by hand, and no crate needs
//! `unsafe` for it. A type with type parameters is listed where a record holds it, because only
//! there it is known what it holds; another one is added by [`Inventory::with`].
//!
//! ```
//! use intune_privacy::Classified;
//! use intune_privacy::inventory::Inventory;
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Kiosk {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let inventory = Inventory::linked();
//! let kiosk = inventory.records().iter().find(|record| record.type_name() == "Kiosk").unwrap();
//! assert_eq!(kiosk.fields()[0].item().unwrap().to_string(), "hardware_inventory::serial_number");
//! assert_eq!(kiosk.fields()[0].ground().to_string(), "documented");
//! # let _ = Kiosk { serial_number: String::new(), encrypted: true };
//! ```
//!
//! # The lock file
//!
//! [`Inventory::to_lock`] writes `privacy.lock`: the same list without what changes for no matter, such
//! as line numbers, sorted, one line for each field, and the same bytes for the same types. Keep it in
//! the repository and let a test compare it, and nobody collects anything new without a reviewer who
//! sees it:
//!
//! ```no_run
//! // In tests/privacy.rs; the name of the crate brings its types in: `use fleet as _;`
//! # mod fleet {}
//! #[test]
//! fn what_we_hold_is_on_record() {
//!     intune_privacy::assert_privacy_lock!();
//! }
//! # fn compiled() { intune_privacy::assert_privacy_lock!() } // outside of tests the one above is not
//! ```
//!
//! The test fails with a sentence for each change, such as "`Device` now collects
//! `device_data::location`, identified because the record names a user (`user_principal_name`)". When
//! the change is meant, `PRIVACY_LOCK=write cargo test` writes the file anew. `intune-privacy inventory
//! diff OLD NEW` compares two of them.
//!
//! # Where types register themselves
//!
//! On Linux, macOS, iOS, FreeBSD, Android, Windows and WebAssembly, through the crate `inventory`. A
//! crate that a program depends on and never names is not linked into it, nor are its types: name it,
//! as in `use fleet as _;`. Where nothing registers, list the types: [`Inventory::of`] and
//! [`Inventory::with`].
//!
//! A crate may forbid `unsafe_code`. If it forbids `non_upper_case_globals` the registration is refused,
//! because that crate allows the lint for a static of its own: deny the lint in place of that.

mod change;
mod check;
mod document;
mod field;
mod ground;
mod lock;
mod record;
mod registration;
#[cfg(feature = "report")]
pub mod report;
mod selector;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use self::change::{Change, Changes};
pub use self::check::{LockError, check_lock};
pub use self::document::InventoryError;
pub use self::field::FieldEntry;
pub use self::ground::{Ground, Tie};
pub use self::record::RecordEntry;
#[doc(hidden)]
pub use self::registration::Registration;
pub use self::selector::{Selector, SelectorError};
use crate::policy::Policy;
use crate::schema::Classified;

/// What the types of a program hold, by type and field.
///
/// It holds types and no values, so nothing of it is personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// By name; each once.
    records: Vec<RecordEntry>,
}

impl Inventory {
    /// All types that this program was linked with, and those that they hold.
    ///
    /// Those of this crate, such as the audit's `Actor`, are there only if another type holds
    /// them: whether they are linked depends on the features that some other package of a workspace
    /// turns on.
    pub fn linked() -> Self {
        let mut inventory = Self::default();
        let registrations = ::inventory::iter::<Registration>.into_iter();
        for registration in registrations.filter(|it| !it.is_own()) {
            inventory.add(registration);
        }
        inventory.sorted()
    }

    /// The type `T` and those that it holds.
    ///
    /// ```
    /// use intune_privacy::Classified;
    /// use intune_privacy::inventory::Inventory;
    ///
    /// #[derive(Classified)]
    /// struct Envelope<T> {
    ///     #[data(nested)]
    ///     content: T,
    /// }
    ///
    /// #[derive(Classified)]
    /// struct Owner {
    ///     #[data(identified, required, mam, item = user::email)]
    ///     email: String,
    /// }
    ///
    /// let inventory = Inventory::of::<Envelope<Owner>>();
    /// let names: Vec<_> = inventory.records().iter().map(|record| record.type_name()).collect();
    /// assert_eq!(names.len(), 2);
    /// assert!(names[0].starts_with("Envelope<"));
    /// assert_eq!(names[1], "Owner");
    /// # let _ = Envelope { content: Owner { email: String::new() } };
    /// ```
    pub fn of<T: Classified>() -> Self {
        Self::default().with::<T>()
    }

    /// With the type `T` and those that it holds.
    #[must_use]
    pub fn with<T: Classified>(mut self) -> Self {
        self.add(&Registration::of::<T>());
        self.sorted()
    }

    /// Only the types of the crate of that name, as Rust code writes it: `my_app`.
    #[must_use]
    pub fn of_crate(mut self, name: &str) -> Self {
        self.records.retain(|record| record.crate_name() == name);
        self
    }

    /// With what `policy` does to each field: [`FieldEntry::action`].
    #[must_use]
    pub fn under(mut self, policy: &Policy) -> Self {
        for field in self.records.iter_mut().flat_map(|record| &mut record.fields) {
            field.action = Some(field.action_under(policy).to_string());
        }
        self
    }

    /// The types, by name.
    pub fn records(&self) -> &[RecordEntry] {
        &self.records
    }

    /// Every field with the type that it is in.
    pub fn fields(&self) -> impl Iterator<Item = (&RecordEntry, &FieldEntry)> {
        self.records
            .iter()
            .flat_map(|record| record.fields.iter().map(move |field| (record, field)))
    }

    /// What is different here from an earlier inventory.
    pub fn changes_since<'a>(&'a self, before: &'a Self) -> Changes<'a> {
        Changes::between(before, self)
    }

    /// Adds a type and those that it holds, unless it is there.
    fn add(&mut self, registration: &Registration) {
        let (entry, inner) = registration.entry();
        if !self.records.contains(&entry) {
            self.records.push(entry);
            for registration in inner {
                self.add(&registration);
            }
        }
    }

    fn sorted(mut self) -> Self {
        // Types in functions can have one name: what they hold decides then, before where they are.
        let texts =
            |record: &RecordEntry| (lock::record_text(record), document::record_to_json(record));
        self.records.sort_by(|one, other| {
            one.name.cmp(&other.name).then_with(|| texts(one).cmp(&texts(other)))
        });
        self
    }

    /// From what a document says, which may be in any order.
    fn from_records(records: Vec<RecordEntry>) -> Self {
        let mut inventory = Self { records }.sorted();
        inventory.records.dedup();
        inventory
    }

    /// Reads what [`to_json`](Self::to_json) or [`to_lock`](Self::to_lock) wrote.
    ///
    /// # Errors
    ///
    /// If the text is neither, or of a newer version.
    pub fn parse(text: &str) -> Result<Self, InventoryError> {
        if text.trim_start().starts_with('{') {
            document::from_json(text)
        } else {
            lock::read(text)
        }
    }

    /// As JSON, with everything that is known of each field.
    ///
    /// # Panics
    ///
    /// Never: the document is made of texts, numbers and words.
    pub fn to_json(&self) -> String {
        document::to_json(self)
    }

    /// The content of `privacy.lock`.
    ///
    /// ```
    /// use intune_privacy::Classified;
    /// use intune_privacy::inventory::Inventory;
    ///
    /// #[derive(Classified)]
    /// struct Owner {
    ///     #[data(identified, required, mam, item = user::email)]
    ///     email: String,
    /// }
    ///
    /// let lock = Inventory::of::<Owner>().to_lock();
    /// let line = r#"    { name = "email", class = "identified", required = true, mam = true, item = "user::principal_name", basis = "documented" },"#;
    /// assert!(lock.lines().any(|it| it == line), "{lock}");
    /// assert_eq!(Inventory::parse(&lock)?.to_lock(), lock);
    /// # let _ = Owner { email: String::new() };
    /// # Ok::<(), intune_privacy::inventory::InventoryError>(())
    /// ```
    pub fn to_lock(&self) -> String {
        lock::write(self)
    }
}
