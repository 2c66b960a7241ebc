//! The static description of a classified type: what each field holds and why.
//!
//! The derive writes one [`Schema`] per type; redaction, export, audit, erasure and inventory all
//! read it, so they cannot disagree.

#[cfg(feature = "export")]
use alloc::vec::Vec;
use core::fmt;
#[cfg(feature = "export")]
use core::ptr;

#[cfg(feature = "erase")]
use crate::collection::CollectionReport;
#[cfg(feature = "erase")]
use crate::erasure::{EraseError, Erasure, ErasureReport};
use crate::policy::AsPolicy;
use crate::redact::Redacted;
#[cfg(feature = "erase")]
use crate::redact::owned::RedactError;
#[cfg(feature = "erase")]
use crate::value::ValueMut;
use crate::value::{Record, Slot, Value};
#[cfg(feature = "erase")]
use intune_privacy_taxonomy::Facts;
use intune_privacy_taxonomy::row::{self, Row};
use intune_privacy_taxonomy::{
    Category, Class, Condition, Item, MamCondition, Requirement, item_at,
};

/// A type whose every field is classified; derive it with
/// [`#[derive(Classified)]`](derive@crate::Classified).
///
/// ```
/// use intune_privacy::{Class, Classified};
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// let field = Device::SCHEMA.field("serial_number").unwrap();
/// assert_eq!(field.class(), Some(Class::Identified));
/// assert!(field.is_required());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not `Classified`",
    label = "nothing says what this record holds",
    note = "help: derive `intune_privacy::Classified` for `{Self}` and annotate its fields"
)]
pub trait Classified: Record + Sized {
    /// What the type holds, known without a value.
    const SCHEMA: &'static Schema;

    /// What the compile-time rules ask of a record that is nested in another one.
    ///
    /// It is not part of the schema, so that types which hold each other depend on each other
    /// only where a rule asks.
    #[doc(hidden)]
    const HOLDINGS: Holdings;

    /// The value of the field at `index` of the present variant, in clear;
    /// [`Value::Null`](crate::Value::Null) if there is none.
    fn value(&self, index: usize) -> Value<'_> {
        self.get(Slot::Field(index))
    }

    /// The index of the present variant in [`Schema::variants`]; 0 for a struct.
    fn variant(&self) -> usize {
        (self as &dyn Record).variant()
    }

    /// This record as `policy` lets it be seen: a view with `Debug`, `Display` and, with the feature
    /// `serde`, `Serialize`. It borrows the record and copies nothing.
    ///
    /// ```
    /// use intune_privacy::{Classified, Policy};
    ///
    /// #[derive(Classified)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// let device = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
    /// assert_eq!(
    ///     format!("{:?}", device.redacted(&Policy::logs())),
    ///     "Device { serial_number: [identified], encrypted: true }",
    /// );
    /// ```
    fn redacted<'a, P: ?Sized + AsPolicy>(&'a self, policy: &'a P) -> Redacted<'a, Self, P> {
        Redacted::new(self, policy)
    }

    /// What is different between this record and a later state of it. It borrows both and copies
    /// nothing. Needs the feature `audit`.
    ///
    /// ```
    /// use intune_privacy::{Classified, Policy};
    ///
    /// #[derive(Classified)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// let before = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
    /// let after = Device { serial_number: "F9FXK1JGJHD3".into(), encrypted: true };
    /// assert!(before.changes(&before).is_empty());
    /// let properties = before.changes(&after).properties(&Policy::logs());
    /// assert_eq!(properties.len(), 1);
    /// assert_eq!(properties[0].display_name.as_deref(), Some("serial_number"));
    /// assert_eq!(properties[0].old_value.as_deref(), Some("[identified]"));
    /// assert_eq!(properties[0].new_value.as_deref(), Some("[identified]"));
    /// ```
    #[cfg(feature = "audit")]
    fn changes<'a>(&'a self, after: &'a Self) -> crate::audit::Changes<'a> {
        crate::audit::Changes::between(self, after)
    }

    /// Whether both hold the same. The derive writes it field by field, which is faster than to go
    /// by the values as a hand-written record does.
    #[cfg(feature = "audit")]
    #[doc(hidden)]
    fn is_same_record(&self, other: &Self) -> bool {
        crate::audit::is_same(Value::Record(self), Value::Record(other))
    }

    /// The field at `index` of the present variant, to be changed; [`ValueMut::Fixed`] if it cannot
    /// be.
    ///
    /// It is a method of this trait and not of [`Record`], so that the views, which only read, need
    /// not be compiled with it.
    #[cfg(feature = "erase")]
    fn get_mut(&mut self, index: usize) -> ValueMut<'_> {
        let _ = index;
        ValueMut::Fixed
    }

    /// A record of the same type in which nothing is left that `policy` does not keep, such as for a
    /// test fixture, or for code that asks for the type itself. Needs the feature `erase`.
    ///
    /// Text becomes what [`redacted`](Self::redacted) shows in its place: a marker, mask or
    /// pseudonym. A number is rounded or becomes 0, and any other value becomes one that is the same
    /// for all: `false`, `*`, 1970-01-01, `about:blank`, an address or ID of zeros. An option or list that is
    /// erased or omitted becomes empty, and otherwise its elements change. Sets and maps become
    /// empty, because their elements could become equal; so do lists that cannot be changed. Nested
    /// records change in the same way. A secret is wiped under every policy.
    ///
    /// ```
    /// use intune_privacy::{Classified, Policy};
    ///
    /// #[derive(Classified)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(identified, required)]
    ///     imei: Option<u64>,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// let device = Device {
    ///     serial_number: "C02XK1JGJHD3".into(),
    ///     imei: Some(490_154_203_237_518),
    ///     encrypted: true,
    /// };
    /// let device = device.redact_into(&Policy::logs())?;
    /// assert_eq!(device.serial_number, "[identified]");
    /// assert_eq!(device.imei, None);
    /// assert!(device.encrypted);
    /// # Ok::<(), intune_privacy::RedactError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a field that is not kept cannot be changed: one with `with = path`, a value behind `&T` or
    /// a shared `Rc` or `Arc` other than text, a `&str` that is not erased, a `NonZero`, an enum
    /// that derives [`DataValue`](crate::DataValue), a time in a zone of its own. Nothing is
    /// returned then; of a record behind `&mut T` a part may have changed.
    #[cfg(feature = "erase")]
    fn redact_into<P: ?Sized + AsPolicy>(mut self, policy: &P) -> Result<Self, RedactError> {
        crate::redact::owned::redact(&mut self, policy.as_policy())?;
        Ok(self)
    }

    /// Erases this record in place, at any depth (GDPR article 17), and says what became of each
    /// field. Needs the feature `erase`.
    ///
    /// Identified and pseudonymized data is cleared, and what has no class; aggregated and
    /// non-personal data is kept; secrets are wiped wherever they are. What must be kept in spite of
    /// the erasure is said with an [`Erasure`], which also tells what cleared values look like.
    ///
    /// ```
    /// use intune_privacy::Classified;
    ///
    /// #[derive(Classified)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// let mut device = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
    /// let report = device.erase()?;
    /// assert_eq!(device.serial_number, "");
    /// assert!(device.encrypted);
    /// assert_eq!(
    ///     report.to_string(),
    ///     "Device: 1 field erased, 1 kept, 0 left\n\
    ///      serial_number (Serial number, identified): erased\n\
    ///      encrypted (in no document, not personal): kept, as it is not personal\n",
    /// );
    /// # Ok::<(), intune_privacy::EraseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a field that has to go cannot be changed. All else is erased nevertheless, and the error
    /// names every field that is left. [`Erasure::erase`] lists which these can be.
    #[cfg(feature = "erase")]
    fn erase(&mut self) -> Result<ErasureReport, EraseError> {
        Erasure::new().erase(self)
    }

    /// Drops what may not be collected, at any depth, before the record is stored (data
    /// minimisation, GDPR article 5(1)(c)), and says what and why. Needs the feature `erase`.
    ///
    /// `facts` are what is known of the device and its tenant. A fact that is not stated does not
    /// hold. So there goes:
    ///
    /// * an item whose documented [`Condition`] does not hold;
    /// * a record with `collected_if` whose condition does not hold, with all that is in it, whatever
    ///   its class: an option or list of such records becomes empty;
    /// * unless the device is stated to be [`MdmEnrolled`](intune_privacy_taxonomy::Fact::MdmEnrolled),
    ///   and always in a record with `workload = mam`: personal data that is not `mam`, among it what is
    ///   `undocumented`, an item whose [`MamCondition`] does not hold, and a map of records, whose keys
    ///   nothing annotates;
    /// * what has no class.
    ///
    /// What is non-personal stays, for no document lists it. A secret that may be collected stays, too;
    /// one that may not is wiped. What is dropped becomes what [`Erasure::erase`] makes of it.
    ///
    /// A personal device, whose user does not consent to optional data, and a corporate one:
    ///
    /// ```
    /// use intune_privacy::{Classified, Fact, Facts};
    ///
    /// #[derive(Classified, Clone)]
    /// #[data(category = hardware_inventory)]
    /// struct Device {
    ///     #[data(identified, required, mam)]
    ///     device_name: String,
    ///     #[data(identified, required)]
    ///     serial_number: String,
    ///     #[data(identified, required, mam(managed_apps_only), item = application_inventory::app_name)]
    ///     app_name: Option<String>,
    ///     #[data(nested)]
    ///     diagnostics: Option<Diagnostics>,
    ///     #[data(non_personal)]
    ///     encrypted: bool,
    /// }
    ///
    /// #[derive(Classified, Clone)]
    /// #[data(collected_if = optional_data_consent)]
    /// struct Diagnostics {
    ///     #[data(pseudonymized, undocumented = "of the last crash")]
    ///     crash_token: String,
    /// }
    ///
    /// let sent = Device {
    ///     device_name: "Adele's laptop".into(),
    ///     serial_number: "C02XK1JGJHD3".into(),
    ///     app_name: Some("Contoso Travel".into()),
    ///     diagnostics: Some(Diagnostics { crash_token: "5f1d".into() }),
    ///     encrypted: true,
    /// };
    /// let enrolled = Facts::none().with(Fact::MdmEnrolled);
    ///
    /// let mut personal = sent.clone();
    /// let report = personal.collect(&enrolled)?;
    /// assert_eq!(personal.serial_number, "C02XK1JGJHD3");
    /// assert!(personal.app_name.is_none() && personal.diagnostics.is_none());
    /// assert_eq!(report.iter().count(), 2);
    ///
    /// let mut corporate = sent.clone();
    /// let consents = enrolled.with(Fact::CorporateOwned).with(Fact::OptionalDataConsent);
    /// assert!(corporate.collect(&consents)?.is_empty());
    /// assert!(corporate.app_name.is_some() && corporate.diagnostics.is_some());
    ///
    /// // Nothing but app management:
    /// let mut unmanaged = sent.clone();
    /// let report = unmanaged.collect(&Facts::none())?;
    /// assert_eq!((&*unmanaged.device_name, &*unmanaged.serial_number), ("Adele's laptop", ""));
    /// assert!(unmanaged.encrypted);
    /// let lines = report.to_string();
    /// let serial = "serial_number (Serial number, identified): dropped, as the MAM workload does not \
    ///               collect it (2023 edition)";
    /// assert_eq!(lines.lines().nth(1), Some(serial));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a field that may not be collected cannot be changed, as for [`Erasure::erase`]. All else is
    /// dropped nevertheless, and the error names every field that is left: do not store the record.
    #[cfg(feature = "erase")]
    fn collect(&mut self, facts: &Facts) -> Result<CollectionReport, EraseError<CollectionReport>> {
        crate::collection::collect(self, *facts)
    }
}

impl<T: Classified> Classified for &T {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const HOLDINGS: Holdings = T::HOLDINGS;

    #[cfg(feature = "audit")]
    #[inline]
    fn is_same_record(&self, other: &Self) -> bool {
        (**self).is_same_record(other)
    }
}

impl<T: Classified> Classified for &mut T {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const HOLDINGS: Holdings = T::HOLDINGS;

    #[cfg(feature = "audit")]
    #[inline]
    fn is_same_record(&self, other: &Self) -> bool {
        (**self).is_same_record(other)
    }

    #[cfg(feature = "erase")]
    fn get_mut(&mut self, index: usize) -> ValueMut<'_> {
        (**self).get_mut(index)
    }
}

impl<T: Classified> Classified for alloc::boxed::Box<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const HOLDINGS: Holdings = T::HOLDINGS;

    #[cfg(feature = "audit")]
    #[inline]
    fn is_same_record(&self, other: &Self) -> bool {
        (**self).is_same_record(other)
    }

    #[cfg(feature = "erase")]
    fn get_mut(&mut self, index: usize) -> ValueMut<'_> {
        (**self).get_mut(index)
    }
}

/// What a type or variant holds.
///
/// Built by the derive only: its fields are private to generated code.
#[derive(Clone, Copy)]
pub struct Schema {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub key: Option<&'static str>,
    #[doc(hidden)]
    pub module: &'static str,
    #[doc(hidden)]
    pub file: &'static str,
    #[doc(hidden)]
    pub line: u32,
    #[doc(hidden)]
    pub category: Option<Category>,
    #[doc(hidden)]
    pub tied: bool,
    #[doc(hidden)]
    pub collected_if: Option<Condition>,
    #[doc(hidden)]
    pub mam_only: bool,
    #[doc(hidden)]
    pub representation: Representation,
    #[doc(hidden)]
    pub is_enum: bool,
    #[doc(hidden)]
    pub variants: &'static [Variant],
}

impl Schema {
    /// A schema to fill in with `..Schema::PLAIN`.
    #[doc(hidden)]
    pub const PLAIN: Self = Self {
        name: "",
        key: None,
        module: "",
        file: "",
        line: 0,
        category: None,
        tied: false,
        collected_if: None,
        mam_only: false,
        representation: Representation::Struct,
        is_enum: false,
        variants: &[],
    };
}

impl Schema {
    /// The name of the Rust type, without `r#`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name that serde knows the type by.
    pub const fn key(&self) -> &'static str {
        match self.key {
            Some(key) => key,
            None => self.name,
        }
    }

    /// The path of the module that declares the type.
    pub const fn module(&self) -> &'static str {
        self.module
    }

    /// The file that declares the type, as the compiler was given its name; empty if nobody says.
    pub const fn file(&self) -> &'static str {
        self.file
    }

    /// The line of [`file`](Self::file), from 1, where the type's name stands; 0 if nobody says.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The category that the record's field names are looked up in first.
    pub const fn category(&self) -> Option<Category> {
        self.category
    }

    /// Whether something outside the record ties it to a user or device.
    pub const fn is_tied(&self) -> bool {
        self.tied
    }

    /// The documented condition under which the whole record exists.
    pub const fn collected_if(&self) -> Option<Condition> {
        self.collected_if
    }

    /// Whether the record is for deployments that use mobile application management only.
    pub const fn is_mam_only(&self) -> bool {
        self.mam_only
    }

    /// How serde writes the type.
    pub const fn representation(&self) -> Representation {
        self.representation
    }

    /// Whether the type is an enum.
    pub const fn is_enum(&self) -> bool {
        self.is_enum
    }

    /// The variants of an enum; of a struct, one that has the name of the struct.
    pub const fn variants(&self) -> &'static [Variant] {
        self.variants
    }

    /// All fields, of every variant.
    pub fn fields(&self) -> impl Iterator<Item = Field> + use<> {
        self.variants.iter().flat_map(|variant| variant.fields.iter())
    }

    /// The first field of that Rust name.
    pub fn field(&self, name: &str) -> Option<Field> {
        self.fields().find(|field| field.name() == name)
    }
}

#[cfg(feature = "export")]
impl Schema {
    /// Whether this is the schema of the same type.
    ///
    /// The address does not tell, because the compiler may keep several copies of a schema. Nor does
    /// the path, which all types have that come of one generic type.
    pub(crate) fn is_same(&'static self, other: &'static Self) -> bool {
        fn compare(
            one: &'static Schema,
            other: &'static Schema,
            assumed: &mut Vec<[*const Schema; 2]>,
        ) -> bool {
            let pair = [ptr::from_ref(one), ptr::from_ref(other)];
            if ptr::eq(one, other) || assumed.contains(&pair) {
                return true;
            }
            // Types that hold each other are the same if nothing else tells them apart.
            assumed.push(pair);
            (one.module, one.name, one.key) == (other.module, other.name, other.key)
                && one.representation == other.representation
                && one.category == other.category
                && one.is_enum == other.is_enum
                && one.variants.len() == other.variants.len()
                && one.variants.iter().zip(other.variants).all(|(one, other)| {
                    let (fields, others) = (one.fields, other.fields);
                    (one.name, one.key, one.style, one.untagged)
                        == (other.name, other.key, other.style, other.untagged)
                        && (fields.text, fields.rows, fields.items)
                            == (others.text, others.rows, others.items)
                        && fields.nested.len() == others.nested.len()
                        && fields.nested.iter().zip(others.nested).all(|(one, other)| {
                            let (one, other) = (one(), other());
                            one.many == other.many && compare(one.schema, other.schema, assumed)
                        })
                })
        }
        ptr::eq(self, other) || compare(self, other, &mut Vec::new())
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema")
            .field("name", &self.name)
            .field("category", &self.category)
            .field("variants", &self.variants)
            .finish_non_exhaustive()
    }
}

/// What a record holds at any depth, as far as the compile-time rules ask (P08, P13).
///
/// The facts are functions of nested records only where the type itself does not settle them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Holdings {
    /// A field holds identified data.
    pub identified: bool,
    /// A field holds documented data that the MAM workload does not collect.
    pub beyond_mam: bool,
    /// The declaration has been rejected, so nobody knows.
    pub unknown: bool,
}

impl Holdings {
    #[doc(hidden)]
    pub const fn new(identified: bool, beyond_mam: bool) -> Self {
        Self { identified, beyond_mam, unknown: false }
    }

    #[doc(hidden)]
    pub const UNKNOWN: Self = Self { identified: false, beyond_mam: false, unknown: true };
}

/// The records in a field.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Inner {
    pub(crate) schema: &'static Schema,
    pub(crate) many: bool,
    /// The name of the field's type, with what the compiler put for its parameters.
    #[cfg(feature = "inventory")]
    pub(crate) type_name: fn() -> &'static str,
}

#[cfg(test)]
impl Inner {
    pub(crate) const fn of(schema: &'static Schema, many: bool) -> Self {
        Self {
            schema,
            many,
            #[cfg(feature = "inventory")]
            type_name: || "",
        }
    }
}

/// How serde writes a type, by its `#[serde(...)]` attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Representation {
    /// A struct: an object, an array, or the one field of a newtype.
    Struct,
    /// A struct that is written as its one field: `transparent`.
    Transparent,
    /// An enum whose variant's name is a key around the content: serde's default.
    External,
    /// An enum whose variant's name is one more key of the content: `tag = "..."`.
    Internal {
        /// The key of the variant's name.
        tag: &'static str,
    },
    /// An enum of two keys: `tag = "...", content = "..."`.
    Adjacent {
        /// The key of the variant's name.
        tag: &'static str,
        /// The key of the content.
        content: &'static str,
    },
    /// An enum whose variant's name is not written: `untagged`.
    Untagged,
}

/// A variant of an enum, or the only one of a struct.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub key: Option<&'static str>,
    #[doc(hidden)]
    pub style: Style,
    #[doc(hidden)]
    pub untagged: bool,
    #[doc(hidden)]
    pub fields: Fields,
}

impl Variant {
    /// A variant to fill in with `..Variant::PLAIN`.
    #[doc(hidden)]
    pub const PLAIN: Self =
        Self { name: "", key: None, style: Style::Named, untagged: false, fields: Fields::NONE };
}

impl Variant {
    /// The Rust name, without `r#`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name that serde writes, or `None` if serde cannot write the variant (`skip`).
    pub const fn key(&self) -> Option<&'static str> {
        self.key
    }

    /// How the fields are declared.
    pub const fn style(&self) -> Style {
        self.style
    }

    /// The fields, in the order of declaration.
    pub const fn fields(&self) -> Fields {
        self.fields
    }
}

/// How the fields of a struct or variant are declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `{ name: Type }`
    Named,
    /// `(Type)`
    Tuple,
    /// No fields.
    Unit,
}

/// The fields of a struct or variant, in the order of declaration.
#[derive(Clone, Copy)]
pub struct Fields {
    /// The texts of all fields: first what `Debug` writes if each one is erased, then the others.
    #[doc(hidden)]
    pub text: &'static str,
    /// The [`Row`]s, which say where each field's texts stand.
    #[doc(hidden)]
    pub rows: &'static [u8],
    /// Where the names that serde writes begin in the texts.
    #[doc(hidden)]
    pub keys: u32,
    /// The facts that decide which fields serde writes, if they hold of any field.
    #[doc(hidden)]
    pub flags: u32,
    /// The item of each field, by its row in the taxonomy.
    #[doc(hidden)]
    pub items: &'static [u8],
    /// The schemas of the nested records.
    #[doc(hidden)]
    pub nested: &'static [fn() -> Inner],
}

impl Fields {
    #[doc(hidden)]
    pub const NONE: Self = Self { text: "", rows: &[], keys: 0, flags: 0, items: &[], nested: &[] };

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.rows.len() / row::SIZE
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The field of that index.
    #[inline]
    pub const fn get(&self, index: usize) -> Option<Field> {
        if index >= self.len() {
            return None;
        }
        let (_, rows) = self.rows.split_at(index * row::SIZE);
        let Some(row) = rows.first_chunk() else { return None };
        let row = Row::from_bytes(row);
        let number = row.nested as usize;
        let nested = if number == 0 || number > self.nested.len() {
            None
        } else {
            Some(self.nested[number - 1])
        };
        let item = if index < self.items.len() { self.items[index] } else { row::NO_ITEM };
        Some(Field { text: self.text, row, item, nested })
    }

    /// The names that serde writes, one after the other.
    #[cfg(feature = "serde")]
    #[inline]
    pub(crate) fn keys(&self) -> &'static str {
        self.text.get(self.keys as usize..).unwrap_or_default()
    }

    /// A piece of the texts.
    #[inline]
    pub(crate) fn piece(&self, start: u32, end: u32) -> &'static str {
        piece(self.text, start, end)
    }

    /// The fields one by one.
    pub fn iter(&self) -> FieldIter {
        FieldIter { fields: *self, next: 0 }
    }
}

impl IntoIterator for Fields {
    type Item = Field;
    type IntoIter = FieldIter;

    fn into_iter(self) -> FieldIter {
        self.iter()
    }
}

impl IntoIterator for &Fields {
    type Item = Field;
    type IntoIter = FieldIter;

    fn into_iter(self) -> FieldIter {
        self.iter()
    }
}

/// The fields of a variant one by one.
#[derive(Clone, Debug)]
pub struct FieldIter {
    fields: Fields,
    next: usize,
}

impl Iterator for FieldIter {
    type Item = Field;

    #[inline]
    fn next(&mut self) -> Option<Field> {
        let field = self.fields.get(self.next)?;
        self.next += 1;
        Some(field)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.fields.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for FieldIter {}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[inline]
fn piece(text: &'static str, start: u32, end: u32) -> &'static str {
    text.get(start as usize..end as usize).unwrap_or_default()
}

/// A field: what it holds, by whose word, and how it is written.
#[derive(Clone, Copy)]
pub struct Field {
    text: &'static str,
    row: Row,
    item: u8,
    nested: Option<fn() -> Inner>,
}

impl Field {
    #[cfg(test)]
    pub(crate) const NONE: Self =
        Self { text: "", row: Row::EMPTY, item: row::NO_ITEM, nested: None };

    #[cfg(test)]
    pub(crate) const fn of_class(class: Class, flags: u32) -> Self {
        let flags = flags | row::slot(Some(class), flags & row::SECRET != 0, false);
        Self { row: Row { flags, ..Row::EMPTY }, ..Self::NONE }
    }

    #[cfg(test)]
    pub(crate) const fn of_record(inner: fn() -> Inner) -> Self {
        let row = Row { flags: row::slot(None, false, true), nested: 1, ..Row::EMPTY };
        Self { nested: Some(inner), row, ..Self::NONE }
    }

    #[inline]
    fn text(self, start: u32, len: u32) -> &'static str {
        piece(self.text, start, start + len)
    }

    /// The Rust name without `r#`; of a tuple field, its index.
    #[inline]
    pub fn name(self) -> &'static str {
        self.text(self.row.name_at, self.row.name)
    }

    /// The name that serde writes.
    #[inline]
    pub fn key(self) -> &'static str {
        self.text(self.row.key_at, self.row.key)
    }

    /// The Rust type as it is written in the declaration.
    pub fn type_name(self) -> &'static str {
        self.text(self.row.ty_at, self.row.ty)
    }

    /// The line of the type's [file](Schema::file), from 1, where the field is declared; 0 if nobody
    /// says.
    pub const fn line(self) -> u32 {
        self.row.line
    }

    /// The class; `None` for a nested record, whose fields have classes of their own.
    #[inline]
    pub const fn class(self) -> Option<Class> {
        row::class(self.row.flags)
    }

    /// The documented item.
    pub const fn item(self) -> Option<&'static Item> {
        item_at(self.item)
    }

    /// Why a personal field that the documents do not list is held.
    pub fn undocumented(self) -> Option<&'static str> {
        let Row { ty_at, ty, reason, .. } = self.row;
        (reason > 0).then(|| self.text(ty_at + ty, reason))
    }

    /// The schema of the nested record.
    pub fn nested(self) -> Option<&'static Schema> {
        self.nested.map(|inner| inner().schema)
    }

    #[cfg(feature = "inventory")]
    pub(crate) fn inner(self) -> Option<Inner> {
        self.nested.map(|inner| inner())
    }

    /// Whether the field can hold several nested records, as a list or map does.
    pub fn holds_many(self) -> bool {
        self.nested.is_some_and(|inner| inner().many)
    }

    /// Whether the field holds nested records.
    pub const fn is_nested(self) -> bool {
        self.nested.is_some()
    }

    /// Whether the data is required for the service to work.
    pub const fn is_required(self) -> bool {
        self.has(row::REQUIRED)
    }

    /// Required or optional.
    pub const fn requirement(self) -> Requirement {
        if self.is_required() { Requirement::Required } else { Requirement::Optional }
    }

    /// Whether the MAM workload collects the data.
    pub const fn is_mam(self) -> bool {
        self.has(row::MAM)
    }

    /// The documented condition of the MAM column.
    pub const fn mam_condition(self) -> Option<MamCondition> {
        match self.item() {
            Some(item) => item.mam_condition,
            None => None,
        }
    }

    /// The only circumstance under which the data is collected.
    pub const fn condition(self) -> Option<Condition> {
        match self.item() {
            Some(item) => item.condition,
            None => None,
        }
    }

    /// Whether the field identifies the data subject of the record.
    pub const fn is_subject(self) -> bool {
        self.has(row::SUBJECT)
    }

    /// Whether the documents call the data a secret, which no view ever shows.
    pub const fn is_secret(self) -> bool {
        self.has(row::SECRET)
    }

    /// Whether serde never writes the field.
    pub const fn is_skipped(self) -> bool {
        self.has(row::SKIPPED)
    }

    /// Whether serde writes the fields of this one in place of it.
    pub const fn is_flattened(self) -> bool {
        self.has(row::FLATTENED)
    }

    /// Whether serde leaves the field out of some records.
    #[cfg(feature = "export")]
    pub(crate) const fn can_be_skipped(self) -> bool {
        self.has(row::SKIPPED_IF)
    }

    /// Whether serde writes the field with a function of the user's.
    #[cfg(feature = "export")]
    pub(crate) const fn is_written_with(self) -> bool {
        self.has(row::WRITTEN_WITH)
    }

    const fn has(self, flag: u32) -> bool {
        self.row.flags & flag != 0
    }

    /// The facts that a policy decides by.
    pub(crate) const fn flags(self) -> u32 {
        self.row.flags
    }

    /// The row of the item in the taxonomy, or [`row::NO_ITEM`].
    pub(crate) const fn item_row(self) -> u8 {
        self.item
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("name", &self.name())
            .field("type", &self.type_name())
            .field("class", &self.class())
            .field("item", &self.item().map(|item| (item.category, item.name)))
            .finish_non_exhaustive()
    }
}
