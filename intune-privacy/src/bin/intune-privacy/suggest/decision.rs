//! What a person has to decide, and what there is to choose from.

use std::fmt;

use intune_privacy_taxonomy::{Annotation, Class, Item, REASON, Rule, rules};

/// A field, or a type, that nothing is proposed for.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// Why it is left to a person: a sentence without its full stop.
    pub(super) reason: String,
    /// The rule of the compiler that it is about.
    pub(super) rule: Option<Rule>,
    /// What can be done.
    pub(super) choices: Vec<Choice>,
}

/// One thing that can be done.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    /// To say that the field is an item of that class and, if there is a text, to do that too.
    Item(&'static Item, Class, Option<String>),
    /// To write the attribute and, if there is a text, to do that too.
    Attribute(Annotation, Option<String>),
    /// Anything else, in words.
    Text(String),
}

impl Decision {
    pub(super) fn new(reason: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { reason: reason.into(), rule: None, choices }
    }

    pub(super) fn of_rule(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }
}

impl Choice {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The field holds no personal data.
    pub(super) fn non_personal() -> Self {
        Self::text(format!("#[data({})]", Class::NonPersonal))
    }

    /// The field holds personal data that no document lists.
    pub(super) fn undocumented() -> Self {
        Self::text(format!("#[data({})]", undocumented()))
    }

    /// The same two of a field whose type is no value.
    pub(super) fn rendered() -> [Self; 2] {
        [undocumented(), Class::NonPersonal.to_string()].map(|words| {
            Self::text(format!("#[data({words}, with = module)] with a module that renders it"))
        })
    }

    /// The field is the item: more than one choice where no edition gives a class, and where the class
    /// depends on what ties the record to a person.
    pub(super) fn items(item: &'static Item) -> Vec<Self> {
        let classes = match item.class {
            _ if item.identified_when_tied => vec![Class::Pseudonymized, Class::Identified],
            Some(class) => vec![class],
            None => vec![Class::Identified, Class::Pseudonymized],
        };
        classes.into_iter().map(|class| Self::Item(item, class, None)).collect()
    }
}

fn undocumented() -> String {
    format!("{}, undocumented = {REASON:?}", Class::Identified)
}

/// What can be pasted comes first.
impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item, class, _) => write!(f, "#[data({class}, item = {item})]"),
            Self::Attribute(annotation, None) => f.write_str(&rules::attribute(annotation)),
            Self::Attribute(annotation, Some(also)) => {
                write!(f, "{} and {also}", rules::attribute(annotation))
            }
            Self::Text(text) => f.write_str(text),
        }
    }
}
