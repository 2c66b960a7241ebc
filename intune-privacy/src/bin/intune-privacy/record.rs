//! The facts as records that a program can read: JSON objects and CSV rows.

use intune_privacy_taxonomy::{
    Category, Class, Condition, Edition, Item, Labels, MamCondition, NeverCollected, Rule, items,
    rules::documented_attribute,
};
use serde::Serialize;

/// A name in each language.
#[derive(Debug, Serialize)]
pub(crate) struct LabelsRecord {
    en: &'static str,
    fr: &'static str,
    sv: &'static str,
    nl: &'static str,
}

impl From<&Labels> for LabelsRecord {
    fn from(labels: &Labels) -> Self {
        Self { en: labels.en, fr: labels.fr, sv: labels.sv, nl: labels.nl }
    }
}

/// An item with all its facts.
#[derive(Debug, Serialize)]
pub(crate) struct ItemRecord {
    key: String,
    category: &'static str,
    name: &'static str,
    labels: LabelsRecord,
    class: Option<&'static str>,
    basis: &'static str,
    identified_when_tied: bool,
    requirement: &'static str,
    mam: &'static str,
    mam_condition: Option<&'static str>,
    condition: Option<&'static str>,
    format: &'static str,
    secret: bool,
    editions: Vec<&'static str>,
    aliases: &'static [&'static str],
    generic_names: &'static [&'static str],
    row: u8,
    statement: String,
    attribute: String,
}

impl From<&'static Item> for ItemRecord {
    fn from(item: &'static Item) -> Self {
        Self {
            key: item.to_string(),
            category: item.category.as_str(),
            name: item.name,
            labels: (&item.labels).into(),
            class: item.class.map(Class::as_str),
            basis: item.basis.as_str(),
            identified_when_tied: item.identified_when_tied,
            requirement: item.requirement.as_str(),
            mam: item.mam.as_str(),
            mam_condition: item.mam_condition.map(MamCondition::as_str),
            condition: item.condition.map(Condition::as_str),
            format: item.format.as_str(),
            secret: item.secret,
            editions: names(item.editions),
            aliases: item.aliases,
            generic_names: item.generic_names,
            row: item.row,
            statement: item.statement().to_string(),
            attribute: documented_attribute(item),
        }
    }
}

/// A category with all its facts.
#[derive(Debug, Serialize)]
pub(crate) struct CategoryRecord {
    name: &'static str,
    labels: LabelsRecord,
    requirement: &'static str,
    class: Option<&'static str>,
    editions: Vec<&'static str>,
    data_kind_inferred: &'static str,
    source_inferred: &'static str,
    row: u8,
}

impl From<Category> for CategoryRecord {
    fn from(category: Category) -> Self {
        let facts = category.facts();
        Self {
            name: category.as_str(),
            labels: (&facts.labels).into(),
            requirement: facts.requirement.as_str(),
            class: facts.class.map(Class::as_str),
            editions: names(facts.editions),
            data_kind_inferred: facts.data_kind.as_str(),
            source_inferred: facts.source.as_str(),
            row: facts.row,
        }
    }
}

/// A kind of data that is never collected.
#[derive(Debug, Serialize)]
pub(crate) struct NeverRecord {
    name: &'static str,
    labels: LabelsRecord,
    aliases: &'static [&'static str],
}

impl From<&NeverCollected> for NeverRecord {
    fn from(never: &NeverCollected) -> Self {
        Self { name: never.name, labels: (&never.labels).into(), aliases: never.aliases }
    }
}

/// An edition and how much it lists.
#[derive(Debug, Serialize)]
pub(crate) struct EditionRecord {
    name: &'static str,
    document: &'static str,
    items: usize,
    categories: usize,
}

impl From<Edition> for EditionRecord {
    fn from(edition: Edition) -> Self {
        let lists = |category: &&Category| category.facts().editions.contains(&edition);
        Self {
            name: edition.as_str(),
            document: "Data collection in Intune",
            items: items::ALL.iter().filter(|item| item.editions.contains(&edition)).count(),
            categories: Category::ALL.iter().filter(lists).count(),
        }
    }
}

/// A rule of the compiler.
#[derive(Debug, Serialize)]
pub(crate) struct RuleRecord {
    code: &'static str,
    summary: &'static str,
    paragraph: String,
}

impl From<Rule> for RuleRecord {
    fn from(rule: Rule) -> Self {
        Self { code: rule.as_str(), summary: rule.summary(), paragraph: rule.paragraph() }
    }
}

/// A condition and the items that it applies to.
#[derive(Debug, Serialize)]
pub(crate) struct ConditionRecord {
    name: &'static str,
    meaning: String,
    items: Vec<String>,
}

impl ConditionRecord {
    pub(crate) fn new(name: &'static str, meaning: String, items: &[&Item]) -> Self {
        Self { name, meaning, items: items.iter().map(ToString::to_string).collect() }
    }
}

/// An item as a row of the CSV dump; the columns keep the order of the fields.
#[derive(Debug, Serialize)]
pub(crate) struct ItemRow {
    item: String,
    label_en: &'static str,
    label_fr: &'static str,
    label_sv: &'static str,
    label_nl: &'static str,
    class: &'static str,
    class_basis: &'static str,
    tie_rule: &'static str,
    requirement: &'static str,
    mam: &'static str,
    mam_condition: &'static str,
    collected_only_if: &'static str,
    format: &'static str,
    secret: &'static str,
    in_2018: u8,
    in_2023: u8,
    aliases: String,
    generic_names: String,
}

impl From<&Item> for ItemRow {
    fn from(item: &Item) -> Self {
        Self {
            item: format!("{}.{}", item.category, item.name),
            label_en: item.labels.en,
            label_fr: item.labels.fr,
            label_sv: item.labels.sv,
            label_nl: item.labels.nl,
            class: item.class.map_or("", Class::as_str),
            class_basis: item.basis.as_str(),
            tie_rule: if item.identified_when_tied { "identified_when_tied" } else { "" },
            requirement: item.requirement.as_str(),
            mam: item.mam.as_str(),
            mam_condition: item.mam_condition.map_or("", MamCondition::as_str),
            collected_only_if: item.condition.map_or("", Condition::as_str),
            format: item.format.as_str(),
            secret: if item.secret { "yes" } else { "no" },
            in_2018: item.editions.contains(&Edition::Y2018).into(),
            in_2023: item.editions.contains(&Edition::Y2023).into(),
            aliases: item.aliases.join(" "),
            generic_names: item.generic_names.join(" "),
        }
    }
}

fn names(editions: &[Edition]) -> Vec<&'static str> {
    editions.iter().map(|edition| edition.as_str()).collect()
}
