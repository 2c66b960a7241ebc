//! What an export is to hold.

use alloc::vec::Vec;

use super::outline::{Outline, Withheld};
use super::selection::{Provider, Selection};
use crate::policy::{Action, Policy};
use crate::schema::{Classified, Field, Schema};
use intune_privacy_taxonomy::{Category, Class, Facts, Language};

/// What an export holds: which fields, in clear or redacted, and in what language they are
/// described.
///
/// | Scope | Holds |
/// |---|---|
/// | [`subject_access`](Self::subject_access) | identified and pseudonymized data (GDPR article 15) |
/// | [`portability`](Self::portability) | of that, what the data subject provided (article 20) |
/// | [`required_only`](Self::required_only) | required data of the three documented classes |
/// | [`classes`](Self::classes) | the classes that are named |
///
/// Each of them can be narrowed to what the MAM workload collects
/// ([`mam_only`](Self::mam_only)). Secrets are in no scope. What a scope leaves out, and why, is
/// known from the types alone: [`withheld`](Self::withheld).
///
/// ```
/// use intune_privacy::export::Scope;
/// use intune_privacy::{Classified, Language};
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
/// let scope = Scope::subject_access().language(Language::French);
/// let withheld = scope.withheld::<Device>();
/// assert_eq!(withheld.len(), 1);
/// assert_eq!(withheld[0].path, "encrypted");
/// assert_eq!(withheld[0].reason.to_string(), "It is not personal data");
/// ```
#[derive(Clone, Debug)]
pub struct Scope {
    kind: Kind,
    selection: Selection,
    language: Language,
    described: bool,
    policy: Option<Policy>,
}

/// What a scope was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    SubjectAccess,
    Portability,
    RequiredOnly,
    Classes,
}

impl Kind {
    pub(super) const ALL: [Self; 4] =
        [Self::SubjectAccess, Self::Portability, Self::RequiredOnly, Self::Classes];

    /// The name in manifests.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::SubjectAccess => "subject_access",
            Self::Portability => "portability",
            Self::RequiredOnly => "required_only",
            Self::Classes => "classes",
        }
    }
}

static KEEP: Policy = Policy::logs().with(Class::Identified, Action::Keep);

impl Scope {
    const fn new(kind: Kind, classes: &[Class]) -> Self {
        Self {
            kind,
            selection: Selection::of_classes(classes),
            language: Language::English,
            described: false,
            policy: None,
        }
    }

    /// What a data subject has a right to see of a record about them (GDPR article 15): identified
    /// and pseudonymized data.
    ///
    /// Aggregated data is about no single person, and what is not personal is out of the article's
    /// reach. Microsoft's own export of a user's data leaves both out, too.
    pub const fn subject_access() -> Self {
        Self::new(Kind::SubjectAccess, &[Class::Identified, Class::Pseudonymized])
    }

    /// What a data subject may take elsewhere (GDPR article 20): identified and pseudonymized data
    /// that they provided, by hand or by using a device.
    ///
    /// The documents name the sources of collection; which of them a category comes from is
    /// inferred. Data from a user's devices and diagnostics counts as provided, and where the
    /// subject of a record is an administrator, so does their use of the admin center. Whether the
    /// right applies at all, which takes consent or a contract, is for the controller to decide.
    pub const fn portability() -> Self {
        let mut scope = Self::new(Kind::Portability, &[Class::Identified, Class::Pseudonymized]);
        scope.selection.provided_by = Some(Provider::User);
        scope
    }

    /// Required data of the three documented classes, without optional data (2023 edition).
    pub const fn required_only() -> Self {
        let classes = [Class::Identified, Class::Pseudonymized, Class::Aggregated];
        let mut scope = Self::new(Kind::RequiredOnly, &classes);
        scope.selection.required_only = true;
        scope
    }

    /// Data of these classes.
    pub const fn classes(classes: &[Class]) -> Self {
        Self::new(Kind::Classes, classes)
    }

    /// This scope, narrowed to what the MAM workload collects in a deployment without device
    /// management (2023 edition).
    ///
    /// The documented conditions are decided by `facts`, and so are those of whole records
    /// (`collected_if`): a fact that is not stated does not hold, and what depends on it is left
    /// out. Personal data without `mam` is left out; what is not personal is in no document, and
    /// stays if the scope has its class.
    #[must_use]
    pub const fn mam_only(mut self, facts: Facts) -> Self {
        self.selection.mam_only = Some(facts);
        self
    }

    /// This scope with descriptions in that language; English as long as none is chosen.
    #[must_use]
    pub const fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// This scope with a description of each field: its documented label, class, category and
    /// condition.
    ///
    /// An HTML page has them in any case. In the other formats they change the shape of what is
    /// written, as said there.
    #[must_use]
    pub const fn described(mut self) -> Self {
        self.described = true;
        self
    }

    /// This scope as a redacted copy: the values pass `policy`. Without one they are in clear.
    #[must_use]
    pub fn redacted(mut self, policy: Policy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// What is left out of a record of that type, and what a policy does not show in clear, in the
    /// order of the fields.
    pub fn withheld<T: Classified>(&self) -> Vec<Withheld> {
        self.plan(T::SCHEMA).outline.withheld
    }

    /// How records of that schema are exported.
    pub(super) fn plan(&self, schema: &'static Schema) -> Plan {
        let mut selection = self.selection;
        if selection.provided_by.is_some() {
            selection.provided_by = Some(Provider::of_subject(subject_category(schema)));
        }
        let policy = self.policy.as_ref().unwrap_or(&KEEP).clone().within(selection);
        let outline = Outline::new(schema, &policy, selection, self.language);
        Plan { schema, policy, outline, described: self.described, language: self.language }
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) const fn selection(&self) -> &Selection {
        &self.selection
    }

    pub(super) const fn is_redacted(&self) -> bool {
        self.policy.is_some()
    }

    pub(super) const fn is_described(&self) -> bool {
        self.described
    }

    pub(super) const fn chosen_language(&self) -> Language {
        self.language
    }
}

/// How the records of one type are exported.
pub(super) struct Plan {
    pub(super) schema: &'static Schema,
    /// What becomes of each field: it is omitted unless it is selected.
    pub(super) policy: Policy,
    pub(super) outline: Outline,
    /// Whether each field is described.
    pub(super) described: bool,
    pub(super) language: Language,
}

/// The category of the field that names the subject of records of that schema.
fn subject_category(schema: &'static Schema) -> Option<Category> {
    fn find(
        schema: &'static Schema,
        seen: &mut Vec<&'static Schema>,
    ) -> Option<(Field, &'static Schema)> {
        if seen.iter().any(|known| known.is_same(schema)) {
            return None;
        }
        seen.push(schema);
        let subject = schema.fields().find(|field| field.is_subject());
        let nested = || schema.fields().find_map(|field| find(field.nested()?, seen));
        subject.map(|field| (field, schema)).or_else(nested)
    }
    let (subject, record) = find(schema, &mut Vec::new())?;
    subject.item().map_or(record.category(), |item| Some(item.category))
}
