//! What is valid in a policy and may not be meant.

use std::fmt;

use intune_privacy::{Action, Class, Format, Item, Policy, items};

use super::report::path;

/// Something to think about.
#[derive(Debug)]
pub(super) struct Concern {
    pub(super) severity: Severity,
    /// The class or the item; all of the policy if there is none.
    pub(super) subject: Option<String>,
    pub(super) message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    /// An action does not do what it says, or shows identified data.
    Warning,
    /// What the program has to do.
    Note,
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.severity {
            Severity::Warning => "warning: ",
            Severity::Note => "note: ",
        })?;
        if let Some(subject) = &self.subject {
            write!(f, "{subject}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// All there is to think about: classes, then items in the order of the taxonomy.
pub(super) fn concerns(policy: &Policy) -> Vec<Concern> {
    let warning = |subject, message| Concern { severity: Severity::Warning, subject, message };
    let classes = Class::ALL.iter().filter_map(|class| {
        let message = of_class(*class, policy.action(*class))?;
        Some(warning(Some(class.to_string()), message))
    });
    let items = policy.item_actions().filter_map(|(item, action)| {
        let message = of_item(item, action)?;
        Some(warning(Some(path(item)), message))
    });
    classes.chain(items).chain(of_keys(policy)).collect()
}

fn of_class(class: Class, action: Action) -> Option<String> {
    match action {
        Action::Keep if class == Class::Identified => {
            Some("identified data is shown in clear".into())
        }
        Action::Generalize if !documented(class).any(|item| has_coarser_terms(item.format)) => {
            Some("no documented item of the class has coarser terms: all is erased".into())
        }
        Action::Suppress { .. } | Action::Round(_) if class != Class::Aggregated => {
            Some(format!("{}: all but documented counts is erased", is_for_counts(action)))
        }
        _ => None,
    }
}

fn of_item(item: &Item, action: Action) -> Option<String> {
    match action {
        Action::Keep => shown_in_clear(item),
        Action::Generalize if !has_coarser_terms(item.format) => Some(format!(
            "a value of the format {} has no coarser terms: it is erased",
            item.format
        )),
        Action::Suppress { .. } | Action::Round(_) => match item.format {
            Format::Count => None,
            format => Some(format!(
                "{}, and the format is {format}: it is erased",
                is_for_counts(action),
            )),
        },
        _ => None,
    }
}

/// Why it matters that an item is kept.
fn shown_in_clear(item: &Item) -> Option<String> {
    let message = match item.class {
        Some(Class::Identified) => "identified data is shown in clear",
        _ if item.identified_when_tied => {
            "it is shown in clear, also where the record ties it to a device or user and it is \
             identified data"
        }
        None => "it is shown in clear, and may be identified data: no edition gives it a class",
        Some(_) => return None,
    };
    Some(message.into())
}

/// That pseudonyms need keys, which are no part of a document.
fn of_keys(policy: &Policy) -> Option<Concern> {
    let mut classes = Class::ALL.iter().map(|class| policy.action(*class));
    let mut items = policy.item_actions().map(|(_, action)| action);
    let needed = classes.any(needs_keys) || items.any(needs_keys);
    needed.then(|| Concern {
        severity: Severity::Note,
        subject: None,
        message: "what is to be pseudonymized is erased, unless the program gives the policy keys \
                  (`Policy::with_pseudonyms`)"
            .into(),
    })
}

fn needs_keys(action: Action) -> bool {
    action == Action::Pseudonymize
}

fn documented(class: Class) -> impl Iterator<Item = &'static Item> {
    items::ALL.into_iter().filter(move |item| {
        item.class == Some(class) || item.identified_when_tied && class == Class::Identified
    })
}

/// Whether a value of that format can be generalized.
fn has_coarser_terms(format: Format) -> bool {
    matches!(
        format,
        Format::Email
            | Format::Imei
            | Format::Ip
            | Format::Location
            | Format::Mac
            | Format::Timestamp
            | Format::Version
    )
}

fn is_for_counts(action: Action) -> &'static str {
    match action {
        Action::Round(_) => "`round` is for counts",
        _ => "`suppress` is for counts",
    }
}
