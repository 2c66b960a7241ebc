//! The static description of a classified type: what each field holds and why.
//!
//! The derive writes one [`Schema`] per type; redaction, export, audit, erasure and inventory all
//! read it, so they cannot disagree.

use core::fmt;

use crate::value::Record;
use intune_privacy_taxonomy::{
    Category, Class, Condition, Item, Mam, MamCondition, Requirement, flags,
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

    /// The index of the present variant in [`Schema::variants`]; 0 for a struct.
    fn variant(&self) -> usize {
        (self as &dyn Record).variant()
    }

    /// This record as `policy` lets it be seen: a view with `Debug` and, with the feature `serde`,
    /// `Serialize`. It borrows the record and copies nothing.
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
    fn redacted<'a>(&'a self, policy: &'a crate::Policy) -> crate::Redacted<'a, Self> {
        crate::Redacted::new(self, policy)
    }
}

impl<T: Classified> Classified for &T {
    const SCHEMA: &'static Schema = T::SCHEMA;
}

impl<T: Classified> Classified for &mut T {
    const SCHEMA: &'static Schema = T::SCHEMA;
}

impl<T: Classified> Classified for alloc::boxed::Box<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
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
    pub category: Option<Category>,
    #[doc(hidden)]
    pub tied: bool,
    #[doc(hidden)]
    pub collected_if: Option<Condition>,
    #[doc(hidden)]
    pub mam_only: bool,
    #[doc(hidden)]
    pub holdings: Holdings,
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
        category: None,
        tied: false,
        collected_if: None,
        mam_only: false,
        holdings: Holdings::UNKNOWN,
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

    /// What the record holds at any depth.
    pub const fn holdings(&self) -> Holdings {
        self.holdings
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
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.variants.iter().flat_map(|variant| variant.fields)
    }

    /// The first field of that Rust name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
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

/// What a record holds at any depth, nested records included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Holdings {
    #[doc(hidden)]
    pub identified: bool,
    #[doc(hidden)]
    pub beyond_mam: bool,
    #[doc(hidden)]
    pub unknown: bool,
}

impl Holdings {
    #[doc(hidden)]
    pub const fn new(identified: bool, beyond_mam: bool) -> Self {
        Self { identified, beyond_mam, unknown: false }
    }

    /// What a type holds whose declaration has been rejected: nobody knows.
    #[doc(hidden)]
    pub const UNKNOWN: Self = Self { identified: false, beyond_mam: false, unknown: true };

    /// Whether a field holds identified data.
    pub const fn identified(self) -> bool {
        self.identified
    }

    /// Whether a field holds documented data that the MAM workload does not collect.
    pub const fn beyond_mam(self) -> bool {
        self.beyond_mam
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
    pub fields: &'static [Field],
}

impl Variant {
    /// A variant to fill in with `..Variant::PLAIN`.
    #[doc(hidden)]
    pub const PLAIN: Self =
        Self { name: "", key: None, style: Style::Named, untagged: false, fields: &[] };
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
    pub const fn fields(&self) -> &'static [Field] {
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

/// A field: what it holds, by whose word, and how it is written.
#[derive(Clone, Copy)]
pub struct Field {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub key: Option<&'static str>,
    #[doc(hidden)]
    pub ty: &'static str,
    #[doc(hidden)]
    pub head: &'static str,
    #[doc(hidden)]
    pub class: Option<Class>,
    #[doc(hidden)]
    pub item: Option<&'static Item>,
    #[doc(hidden)]
    pub undocumented: Option<&'static str>,
    #[doc(hidden)]
    pub nested: Option<fn() -> &'static Schema>,
    #[doc(hidden)]
    pub flags: u16,
}

/// The constructors that generated code calls. They are functions and not struct expressions
/// because a derive pays for each token that it writes.
impl Field {
    /// A leaf field that is no documented item. The bits above [`flags::CLASS`] are the class.
    #[doc(hidden)]
    pub const fn leaf(
        name: &'static str,
        ty: &'static str,
        head: &'static str,
        flags: u16,
    ) -> Self {
        let class = Some(Class::ALL[(flags >> flags::CLASS) as usize]);
        Self { name, ty, head, class, flags, ..Self::PLAIN }
    }

    #[doc(hidden)]
    pub const fn item_of(
        name: &'static str,
        ty: &'static str,
        head: &'static str,
        flags: u16,
        item: &'static Item,
    ) -> Self {
        Self { item: Some(item), ..Self::leaf(name, ty, head, flags) }
    }

    #[doc(hidden)]
    pub const fn record(
        name: &'static str,
        ty: &'static str,
        head: &'static str,
        flags: u16,
        schema: fn() -> &'static Schema,
    ) -> Self {
        Self { name, ty, head, nested: Some(schema), flags, ..Self::PLAIN }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_key(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn because(self, reason: &'static str) -> Self {
        Self { undocumented: Some(reason), ..self }
    }
}

impl Field {
    /// A field to fill in with `..Field::PLAIN`.
    #[doc(hidden)]
    pub const PLAIN: Self = Self {
        name: "",
        key: None,
        ty: "",
        head: "",
        class: None,
        item: None,
        undocumented: None,
        nested: None,
        flags: 0,
    };

    /// The Rust name without `r#`; of a tuple field, its index.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name that serde writes.
    pub const fn key(&self) -> &'static str {
        match self.key {
            Some(key) => key,
            None => self.name,
        }
    }

    /// The Rust type as it is written in the declaration.
    pub const fn type_name(&self) -> &'static str {
        self.ty
    }

    /// The class; `None` for a nested record, whose fields have classes of their own.
    pub const fn class(&self) -> Option<Class> {
        self.class
    }

    /// The documented item.
    pub const fn item(&self) -> Option<&'static Item> {
        self.item
    }

    /// Why a personal field that the documents do not list is held.
    pub const fn undocumented(&self) -> Option<&'static str> {
        self.undocumented
    }

    /// The schema of the nested record.
    pub fn nested(&self) -> Option<&'static Schema> {
        self.nested.map(|schema| schema())
    }

    /// Whether the field holds nested records.
    pub const fn is_nested(&self) -> bool {
        self.nested.is_some()
    }

    /// Whether the data is required for the service to work.
    pub const fn is_required(&self) -> bool {
        self.has(flags::REQUIRED)
    }

    /// Required or optional.
    pub const fn requirement(&self) -> Requirement {
        if self.is_required() { Requirement::Required } else { Requirement::Optional }
    }

    /// Whether the MAM workload collects the data.
    pub const fn is_mam(&self) -> bool {
        self.has(flags::MAM)
    }

    /// The documented condition of the MAM column.
    pub const fn mam_condition(&self) -> Option<MamCondition> {
        match self.item {
            Some(Item { mam: Mam::Yes, mam_condition, .. }) => *mam_condition,
            _ => None,
        }
    }

    /// The only circumstance under which the data is collected.
    pub const fn condition(&self) -> Option<Condition> {
        match self.item {
            Some(item) => item.condition,
            None => None,
        }
    }

    /// Whether the field identifies the data subject of the record.
    pub const fn is_subject(&self) -> bool {
        self.has(flags::SUBJECT)
    }

    /// Whether the documents call the data a secret, which no view ever shows.
    pub const fn is_secret(&self) -> bool {
        match self.item {
            Some(item) => item.secret,
            None => false,
        }
    }

    /// Whether serde never writes the field.
    pub const fn is_skipped(&self) -> bool {
        self.has(flags::SKIPPED)
    }

    /// Whether serde writes the fields of this one in place of it.
    pub const fn is_flattened(&self) -> bool {
        self.has(flags::FLATTENED)
    }

    pub(crate) const fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("name", &self.name)
            .field("type", &self.ty)
            .field("class", &self.class)
            .field("item", &self.item.map(|item| (item.category, item.name)))
            .finish_non_exhaustive()
    }
}
