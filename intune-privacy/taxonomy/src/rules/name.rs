//! What a field's name means: P01, P06, P07 and P12.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Attribute, Case, REASON, statement, write_it};
use crate::annotation::Annotation;
use crate::facts::Class;
use crate::finding::{Finding, Place};
use crate::item::Item;
use crate::lookup::{Meaning, item_by_any_name, meaning_of_field, meaning_of_item};
use crate::rule::Rule;
use crate::suggestion::{nearest, nearest_items};
use crate::{Category, Requirement};

rule! { P01
    /// A field without `#[data(...)]`.
    ///
    /// Nothing is classified by default: every field of a classified type says what it holds, so
    /// that a field added later cannot slip into a log unnoticed.
    ///
    /// ```text
    /// serial_number: String,                       // rejected
    ///
    /// #[data(identified, required)]
    /// serial_number: String,                       // accepted
    /// #[data(non_personal)]
    /// is_encrypted: bool,                          // accepted: holds no personal data
    /// ```
    fn p01(case) -> Option<Finding> {
        let field = case.field();
        if !field.missing {
            return None;
        }
        let (note, help) = match case.meaning() {
            Meaning::Item(item) => {
                (item.statement().to_string(), write_it(&Attribute::documented(item, case.is_tied())))
            }
            Meaning::Ambiguous(items) => {
                (candidates(&field.name, &items), write_it(&case.documented_as(items[0])))
            }
            _ => (
                case.unlisted(&field.name),
                format!(
                    "write `#[data(non_personal)]` if it holds no personal data, \
                     `#[data(nested)]` if its type is `Classified`, or \
                     `#[data(identified, undocumented = {REASON:?})]`"
                ),
            ),
        };
        let headline = format!("{} is not classified", case.offender());
        Some(case.finding(Rule::P01, Place::Name, headline, note, help))
    }
}

rule! { P06
    /// A name that is no documented item, or that is ambiguous.
    ///
    /// A classified field holds a documented item: the one that `item = category::name` names, or
    /// else the one that its own name means. The name is looked up in the record's category
    /// first, then everywhere if it is distinctive. A personal field that the documents do not
    /// list says so with `undocumented = "reason"`.
    ///
    /// ```text
    /// #[data(identified, required)]
    /// shoe_size: u8,                               // rejected: no such item
    /// #[data(identified, required)]
    /// phone_number: String,                        // rejected: of a user or of an admin?
    ///
    /// #[data(identified, required, item = user::phone_number)]
    /// phone_number: String,                        // accepted
    /// #[data(identified, undocumented = "ordered with the uniform")]
    /// shoe_size: u8,                               // accepted
    /// ```
    fn p06(case) -> Option<Finding> {
        let field = case.field();
        let chosen = field.undocumented.is_some() || field.nested;
        if case.item().is_some() || chosen || field.classes.contains(&Class::NonPersonal) {
            return None;
        }
        let Some(path) = &field.item else {
            let (headline, note, help) = match case.meaning() {
                Meaning::Ambiguous(items) => (
                    format!("`{}` is the name of more than one documented item", field.name),
                    candidates(&field.name, &items),
                    write_it(&case.documented_as(items[0])),
                ),
                _ => (
                    format!("{} is no documented data item", case.offender()),
                    case.unlisted(&field.name),
                    case.propose(&field.name),
                ),
            };
            return Some(case.finding(Rule::P06, Place::Name, headline, note, help));
        };
        let (headline, note, help) = match &path.category {
            Some(category) if Category::from_name(category).is_none() => {
                let categories = Category::ALL.iter().map(|category| category.as_str());
                let near = nearest(category, categories).and_then(Category::from_name);
                let item = near
                    .and_then(|category| item_by_any_name(category, &path.name))
                    .or_else(|| nearest_items(&path.name, near).first().copied());
                (
                    format!("`{category}` is no documented category"),
                    match near {
                        Some(near) => format!("a category with a similar name exists: `{near}`"),
                        None => format!("the categories are {}", all_categories()),
                    },
                    item.map(|item| write_it(&case.documented_as(item))),
                )
            }
            _ => {
                let category = path.category.as_deref().and_then(Category::from_name);
                match meaning_of_item(&path.name, case.container.category) {
                    Meaning::Ambiguous(items) if category.is_none() => (
                        format!("`{path}` is the name of more than one documented item"),
                        candidates(&path.name, &items),
                        Some(write_it(&case.documented_as(items[0]))),
                    ),
                    _ => {
                        let near = nearest_items(&path.name, category.or(case.container.category));
                        (
                            format!("`{path}` is no documented data item"),
                            match &*near {
                                [] => no_such(category, &path.name),
                                [item, ..] => {
                                    format!("an item with a similar name exists: `{item}`")
                                }
                            },
                            near.first().map(|item| write_it(&case.documented_as(item))),
                        )
                    }
                }
            }
        };
        let help = help.unwrap_or_else(|| case.propose(&path.name));
        Some(case.finding(Rule::P06, Place::Item, headline, note, help))
    }
}

rule! { P07
    /// Data that is never collected.
    ///
    /// Browsing or call history, personal email, text messages, contacts, passwords of personal
    /// accounts, calendar events and photos: Intune neither collects them nor lets an
    /// administrator see them (2023 edition). A field of such a name is rejected whatever its
    /// attribute says, unless an explicit `item = ...` says that it is something else.
    ///
    /// ```text
    /// #[data(identified, undocumented = "helpful")]
    /// browsing_history: Vec<String>,               // rejected
    ///
    /// #[data(identified, required, item = support::contact)]
    /// contact: String,                             // accepted: contact of a support case
    /// ```
    fn p07(case) -> Option<Finding> {
        let field = case.field();
        if field.item.is_some() {
            return None;
        }
        let Meaning::Never(never) = case.meaning() else { return None };
        let item = items_named(&field.name).first().copied();
        let help = match item {
            Some(item) => format!(
                "remove the field, or, if it holds something else, say what: {}",
                write_it(&case.documented_as(item))
            ),
            None => "remove the field; if it holds something else, rename it or name the \
                     documented item with `item = category::name`"
                .into(),
        };
        Some(case.finding(
            Rule::P07,
            Place::Name,
            format!("{} is data that Intune never collects", case.offender()),
            format!("\"{}\" is never collected, nor shown to an admin (2023 edition)", never.labels.en),
            help,
        ))
    }
}

rule! { P12
    /// `non_personal` or `undocumented` on a name that the documents list.
    ///
    /// What a document lists cannot be declared away. If the field holds something else than its
    /// name says, rename it.
    ///
    /// ```text
    /// #[data(non_personal)]
    /// serial_number: String,                       // rejected
    ///
    /// #[data(identified, required)]
    /// serial_number: String,                       // accepted
    /// #[data(non_personal)]
    /// version: u32,                                // accepted: too general a name
    /// ```
    fn p12(case) -> Option<Finding> {
        let field = case.field();
        let (place, claim) = if field.undocumented.is_some() {
            (Place::Undocumented, "undocumented")
        } else {
            let index = field.classes.iter().position(|class| *class == Class::NonPersonal)?;
            // Two classes are one mistake, and P02 reports it.
            if field.classes.len() > 1 {
                return None;
            }
            (Place::Class(index), "non-personal")
        };
        let (note, item) = match (&field.item, case.meaning()) {
            (Some(_), _) => {
                let item = case.item()?;
                (item.statement().to_string(), item)
            }
            (None, Meaning::Item(item)) => (item.statement().to_string(), item),
            (None, Meaning::Ambiguous(items)) => (candidates(&field.name, &items), items[0]),
            _ => return None,
        };
        let mut attribute = Attribute::documented(item, case.is_tied());
        attribute.keep(field);
        if attribute.item.is_none() && !matches!(case.meaning(), Meaning::Item(_)) {
            attribute = attribute.of(item);
        }
        Some(case.finding(
            Rule::P12,
            place,
            format!("{} is documented, so it is not {claim}", case.offender()),
            note,
            write_it(&attribute),
        ))
    }
}

impl Case<'_> {
    /// What the field's own name means.
    pub(super) fn meaning(&self) -> Meaning {
        meaning_of_field(&self.field().name, self.container.category)
    }

    /// The field as a headline names it.
    pub(super) fn offender(&self) -> String {
        offender(self.field())
    }

    /// The attribute that says the field is `item`.
    pub(super) fn documented_as(&self, item: &'static Item) -> Attribute {
        let mut attribute = Attribute::documented(item, self.is_tied());
        if item.class.is_none() {
            attribute.class = self.field().class().filter(|class| *class != Class::NonPersonal);
        }
        attribute.keep(self.field());
        attribute.of(item)
    }

    /// What the documents have that is near an unlisted name.
    fn unlisted(&self, name: &str) -> String {
        let near = nearest_items(name, self.container.category);
        if self.field().is_positional() {
            return "a tuple field has no name that could mean an item".into();
        }
        match *near {
            [] => match &*items_named(name) {
                [] => format!("the documents list no item named `{name}`"),
                general => format!(
                    "`{name}` is too general to mean `{}` outside a record of that category",
                    general[0]
                ),
            },
            [item, ..] if item.is_named(&crate::snake_case(name)) => {
                format!(
                    "`{name}` is too general to mean `{item}` outside a record of that category"
                )
            }
            [item, ..] => format!("an item with a similar name exists: `{item}`"),
        }
    }

    /// What to write for a name that the documents do not list.
    fn propose(&self, name: &str) -> String {
        if let Some(item) = nearest_items(name, self.container.category).first() {
            return format!(
                "{}, or give the reason with `undocumented = {REASON:?}`",
                write_it(&self.documented_as(item))
            );
        }
        let mut attribute = self.attribute();
        attribute.item = None;
        attribute.undocumented = Some(REASON.into());
        // The MAM column covers required data only.
        if attribute.requirement != Some(Requirement::Required) {
            attribute.mam = None;
        }
        format!("{}, or `#[data(non_personal)]` if it holds no personal data", write_it(&attribute))
    }
}

/// A field as a headline names it.
pub(super) fn offender(field: &Annotation) -> String {
    if field.is_positional() {
        format!("field {}", field.name)
    } else {
        format!("`{}`", field.name)
    }
}

/// Every item that has the name, general or not.
fn items_named(name: &str) -> Vec<&'static Item> {
    let name = &*crate::snake_case(name);
    crate::items::ALL.into_iter().filter(|item| item.is_named(name)).collect()
}

fn candidates(name: &str, items: &[&'static Item]) -> String {
    let list: Vec<_> = items.iter().map(|item| format!("`{item}`")).collect();
    format!("`{name}` may be {}", list.join(" or "))
}

fn all_categories() -> String {
    let list: Vec<_> = Category::ALL.iter().map(|category| format!("`{category}`")).collect();
    list.join(", ")
}

fn no_such(category: Option<Category>, name: &str) -> String {
    match category {
        Some(category) => {
            let items: Vec<_> = crate::items::ALL
                .into_iter()
                .filter(|item| item.category == category)
                .map(|item| format!("`{}`", item.name))
                .collect();
            format!("{} lists {}", category.label(), items.join(", "))
        }
        None => statement(None).replace("such item", &format!("item named `{name}`")),
    }
}
