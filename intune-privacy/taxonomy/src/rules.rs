//! The compile-time rules as plain functions from an annotation, its item and its record to
//! findings. The derive puts them on tokens; the command line reuses them.
//!
//! A rule's doc comment is also what `intune-privacy explain` prints.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::annotation::{Annotation, Container};
use crate::facts::{Class, Condition, Mam, Requirement};
use crate::finding::{Demand, Finding, Findings, Place};
use crate::item::Item;
use crate::lookup::{Meaning, item_by_any_name, meaning_of_field, meaning_of_item};
use crate::rule::Rule;
use crate::{Category, MamClaim};

/// Declares the function of a rule together with its text, from one doc comment.
macro_rules! rule {
    (
        $Code:ident
        $(#[doc = $doc:literal])+
        fn $name:ident($case:ident) -> $Result:ty $body:block
    ) => {
        pub(crate) const $Code: &str = concat!($($doc, "\n"),+);

        $(#[doc = $doc])+
        pub(super) fn $name($case: &super::Case<'_>) -> $Result $body
    };
    (
        $Code:ident
        $(#[doc = $doc:literal])+
    ) => {
        pub(crate) const $Code: &str = concat!($($doc, "\n"),+);
    };
}

pub(crate) mod class;
pub(crate) mod collection;
pub(crate) mod form;
pub(crate) mod mam;
pub(crate) mod name;
pub(crate) mod secret;
pub(crate) mod subject;

/// Checks the fields of one struct, or of one variant of an enum, against every rule that the
/// annotations alone can break.
///
/// Each mistake is found once: a field whose meaning is unclear is not also told what the
/// documents say of it.
pub fn check(container: &Container, fields: &[Annotation]) -> Findings {
    let items: Vec<_> = fields.iter().map(|field| item_of(*container, field)).collect();
    let mut result = Findings::default();
    for index in 0..fields.len() {
        let case = Case { container, fields, items: &items, index };
        case.check(&mut result);
    }
    result.items = items;
    result
}

/// The attribute that the documents ask for, in a record that nothing ties to a user or device.
///
/// ```
/// use intune_privacy_taxonomy::{items, rules::documented_attribute};
/// let attribute = documented_attribute(&items::hardware_inventory::DEVICE_NAME);
/// assert_eq!(attribute, "#[data(identified, required, mam)]");
/// ```
pub fn documented_attribute(item: &'static Item) -> String {
    Attribute::documented(item, false).to_string()
}

/// The attribute that says what an annotation says, with its keys in the usual order.
///
/// ```
/// use intune_privacy_taxonomy::{Annotation, Class, Requirement, rules::attribute};
/// let mut field = Annotation::new("serial_number", "String");
/// field.classes.push(Class::Identified);
/// field.requirements.push(Requirement::Required);
/// assert_eq!(attribute(&field), "#[data(identified, required)]");
/// ```
pub fn attribute(field: &Annotation) -> String {
    Attribute::written(field).to_string()
}

/// The documented item that a field holds, if its annotation says or implies one.
fn item_of(container: Container, field: &Annotation) -> Option<&'static Item> {
    let meaning = match &field.item {
        Some(path) => match &path.category {
            Some(category) => {
                return item_by_any_name(Category::from_name(category)?, &path.name);
            }
            None => meaning_of_item(&path.name, container.category),
        },
        None if field.nested || field.undocumented.is_some() => return None,
        None if field.class() == Some(Class::NonPersonal) => return None,
        None => meaning_of_field(&field.name, container.category),
    };
    match meaning {
        Meaning::Item(item) => Some(item),
        _ => None,
    }
}

/// One field in its record: what every rule looks at.
pub(crate) struct Case<'a> {
    container: &'a Container,
    fields: &'a [Annotation],
    items: &'a [Option<&'static Item>],
    index: usize,
}

/// Whether something ties a record to a user or device.
enum Tie<'a> {
    /// The container says so.
    Declared,
    /// An identified field does.
    Field(&'a Annotation),
    /// One of the nested records might: their types know.
    Perhaps(Vec<usize>),
    /// Nothing does.
    None,
    /// A field could not be read, so nobody knows.
    Unknown,
}

impl<'a> Case<'a> {
    fn check(&self, result: &mut Findings) {
        let field = self.field();
        if field.unreadable {
            return;
        }
        let found = &mut result.findings;
        // What is wrong with the meaning of the field comes alone: the facts of an item that the
        // field may not hold would only mislead.
        let meaning = [name::p07, name::p01, form::p15, name::p12, name::p06]
            .iter()
            .find_map(|rule| rule(self));
        found.extend(meaning.clone());
        found.extend(subject::p16(self));
        if meaning.is_some() {
            return;
        }
        found.extend(class::p02(self));
        found.extend(class::p03(self));
        found.extend(collection::p04(self));
        found.extend(mam::p05(self));
        found.extend(mam::p13(self).and_then(|outcome| outcome.sort(&mut result.demands)));
        for rule in [class::p08, class::p09, collection::p10, secret::p11] {
            found.extend(rule(self).and_then(|outcome| outcome.sort(&mut result.demands)));
        }
    }

    fn field(&self) -> &'a Annotation {
        &self.fields[self.index]
    }

    fn item(&self) -> Option<&'static Item> {
        self.items[self.index]
    }

    /// The class that counts for the rules about other fields: what the documents say where the
    /// annotation says otherwise, so that one mistake is not reported twice.
    fn settled_class(&self, index: usize) -> Option<Class> {
        let written = self.fields[index].class();
        match self.items[index] {
            Some(item) => match (item.class, written) {
                (Some(documented), Some(written)) if written.is_stricter_than(documented) => {
                    Some(written)
                }
                (Some(documented), _) => Some(documented),
                (None, written) => written,
            },
            None => written,
        }
    }

    /// What ties the record to a user or device. Device data cannot tie itself.
    fn tie(&self) -> Tie<'a> {
        if self.container.tied {
            return Tie::Declared;
        }
        let identified = |&index: &usize| {
            let device_data = self.items[index].is_some_and(|item| item.identified_when_tied);
            index != self.index
                && !device_data
                && self.settled_class(index) == Some(Class::Identified)
        };
        if let Some(index) = (0..self.fields.len()).find(identified) {
            return Tie::Field(&self.fields[index]);
        }
        if self.container.unreadable || self.fields.iter().any(|field| field.unreadable) {
            return Tie::Unknown;
        }
        let nested = |&index: &usize| self.fields[index].nested;
        let nested: Vec<_> = (0..self.fields.len()).filter(nested).collect();
        if nested.is_empty() { Tie::None } else { Tie::Perhaps(nested) }
    }

    /// Whether the documents ask for the identified class of device data here, as far as known.
    fn is_tied(&self) -> bool {
        match self.tie() {
            Tie::Declared | Tie::Field(_) => true,
            Tie::None | Tie::Unknown => false,
            Tie::Perhaps(_) => self.field().class() == Some(Class::Identified),
        }
    }

    /// The attribute as it stands, to be corrected by a rule.
    fn attribute(&self) -> Attribute {
        Attribute::written(self.field())
    }

    /// The attribute that the documents ask for, with the keys of the present one that they do
    /// not speak of.
    fn corrected(&self) -> Attribute {
        match self.item() {
            Some(item) => {
                let mut attribute = Attribute::documented(item, self.is_tied());
                let field = self.field();
                if item.class.is_none() {
                    attribute.class = field.class().filter(|class| *class != Class::NonPersonal);
                }
                attribute.keep(field);
                attribute
            }
            None => self.attribute(),
        }
    }

    fn finding(
        &self,
        rule: Rule,
        place: Place,
        headline: String,
        note: String,
        help: String,
    ) -> Finding {
        Finding { rule, field: self.index, place, headline, note, help }
    }
}

/// What a rule comes to that the types have a say in.
pub(crate) enum Outcome {
    /// Broken, whatever the types.
    Broken(Finding),
    /// Broken unless the types fulfil the demand.
    Depends(Demand),
}

impl Outcome {
    fn sort(self, demands: &mut Vec<Demand>) -> Option<Finding> {
        match self {
            Self::Broken(finding) => Some(finding),
            Self::Depends(demand) => {
                demands.push(demand);
                None
            }
        }
    }
}

/// An attribute to paste.
struct Attribute {
    nested: bool,
    class: Option<Class>,
    requirement: Option<Requirement>,
    mam: Option<MamClaim>,
    subject: bool,
    item: Option<String>,
    undocumented: Option<String>,
    with: Option<String>,
}

impl Attribute {
    /// What the documents ask for. Where no edition gives a class, the strictest is proposed.
    fn documented(item: &'static Item, tied: bool) -> Self {
        Self {
            nested: false,
            class: item.class_when(tied),
            requirement: Some(item.requirement),
            mam: (item.mam == Mam::Yes).then_some(MamClaim::Plain),
            subject: false,
            item: None,
            undocumented: None,
            with: None,
        }
    }

    fn written(field: &Annotation) -> Self {
        let mut attribute = Self {
            nested: field.nested,
            class: field.class(),
            requirement: field.requirements.first().copied(),
            mam: field.mam,
            subject: false,
            item: None,
            undocumented: field.undocumented.clone(),
            with: None,
        };
        attribute.keep(field);
        attribute
    }

    /// Keeps what the documents do not speak of.
    fn keep(&mut self, field: &Annotation) {
        self.subject = field.subject;
        self.item = field.item.as_ref().map(ToString::to_string);
        self.with.clone_from(&field.with);
        // A condition that was named rightly stays named.
        if let (Some(MamClaim::Plain), Some(claim)) = (self.mam, field.mam) {
            self.mam = Some(claim);
        }
    }

    fn of(mut self, item: &Item) -> Self {
        self.item = Some(item.to_string());
        self
    }
}

impl core::fmt::Display for Attribute {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut keys: Vec<String> = Vec::new();
        if self.nested {
            keys.push("nested".into());
        } else {
            keys.push(self.class.unwrap_or(Class::Identified).to_string());
        }
        keys.extend(self.requirement.map(|requirement| requirement.to_string()));
        keys.extend(self.mam.map(|claim| match claim {
            MamClaim::Plain => "mam".to_string(),
            MamClaim::If(condition) => format!("mam({condition})"),
        }));
        if self.subject {
            keys.push("subject".into());
        }
        keys.extend(self.item.as_ref().map(|item| format!("item = {item}")));
        keys.extend(self.undocumented.as_ref().map(|reason| format!("undocumented = {reason:?}")));
        keys.extend(self.with.as_ref().map(|path| format!("with = {path}")));
        write!(f, "#[data({})]", keys.join(", "))
    }
}

/// The reason to propose where the developer has to give one.
pub const REASON: &str = "why the record holds it";

/// `write ...` for an attribute.
fn write_it(attribute: &Attribute) -> String {
    format!("write `{attribute}`")
}

/// The statement of what the documents say, or that they say nothing.
fn statement(item: Option<&'static Item>) -> String {
    match item {
        Some(item) => item.statement().to_string(),
        None => "the documents list no such item; the class is the developer's own".into(),
    }
}

/// The field and its type as a declaration to paste.
fn declaration(field: &Annotation, ty: &str) -> String {
    if field.is_positional() { format!("`{ty}`") } else { format!("`{}: {ty}`", field.name) }
}

/// The condition of an item that the container does not already promise.
fn open_condition(container: Container, item: &Item) -> Option<Condition> {
    item.condition.filter(|condition| container.collected_if != Some(*condition))
}
