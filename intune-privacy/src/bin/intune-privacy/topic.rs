//! What a word asks about: a rule, an item, a category, a condition, data that is never collected.

use std::fmt;

use intune_privacy_taxonomy::{
    Category, Condition, Item, MamCondition, NEVER_COLLECTED, NeverCollected, Rule, items, nearest,
    nearest_items, snake_case,
};

/// A thing that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Rule(Rule),
    Item(&'static Item),
    Category(Category),
    Condition(Condition),
    MamCondition(MamCondition),
    Never(&'static NeverCollected),
}

/// The category of never-collected data, to tell it from an item of the same name.
const NEVER: &str = "never_collected";

impl Topic {
    /// Everything that the word may mean. A topic's own spelling means that topic alone.
    pub(crate) fn named(word: &str) -> Vec<Self> {
        if let Some(rule) = Rule::from_name(&word.trim().to_ascii_uppercase()) {
            return vec![Self::Rule(rule)];
        }
        let (category, name) = parts(word);
        let mut topics: Vec<_> =
            Self::all().filter(|topic| topic.is_named(category.as_deref(), &name)).collect();
        if category.is_none()
            && let Some(&topic) = topics.iter().find(|topic| topic.to_string() == name)
        {
            topics = vec![topic];
        }
        topics
    }

    /// The spellings of the topics nearest to a word that means nothing.
    pub(crate) fn nearest(word: &str) -> Vec<String> {
        let (category, name) = parts(word);
        let known = category.as_deref().and_then(Category::from_name);
        let mut spellings: Vec<_> =
            nearest_items(&name, known).into_iter().map(ToString::to_string).collect();
        let word = if category.is_some() { String::new() } else { name };
        let others = Self::all()
            .filter(|topic| !matches!(topic, Self::Item(_)))
            .map(|topic| (topic.name(), topic.to_string()));
        let others: Vec<_> = others.collect();
        if let Some(name) = nearest(&word, others.iter().map(|(name, _)| *name)) {
            spellings.extend(others.iter().find(|other| other.0 == name).map(|o| o.1.clone()));
        }
        spellings
    }

    fn all() -> impl Iterator<Item = Self> {
        let rules = Rule::ALL.iter().copied().map(Self::Rule);
        let items = items::ALL.into_iter().map(Self::Item);
        let categories = Category::ALL.iter().copied().map(Self::Category);
        let conditions = Condition::ALL.iter().copied().map(Self::Condition);
        let mam_conditions = MamCondition::ALL.iter().copied().map(Self::MamCondition);
        let never = NEVER_COLLECTED.iter().map(Self::Never);
        rules.chain(categories).chain(items).chain(conditions).chain(mam_conditions).chain(never)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.as_str(),
            Self::Item(item) => item.name,
            Self::Category(category) => category.as_str(),
            Self::Condition(condition) => condition.as_str(),
            Self::MamCondition(condition) => condition.as_str(),
            Self::Never(never) => never.name,
        }
    }

    fn is_named(self, category: Option<&str>, name: &str) -> bool {
        match self {
            Self::Item(item) => {
                category.is_none_or(|category| item.category.as_str() == category)
                    && item.is_named(name)
            }
            Self::Never(never) => {
                category.is_none_or(|category| category == NEVER) && never.is_named(name)
            }
            Self::Rule(_) | Self::Category(_) | Self::Condition(_) | Self::MamCondition(_) => {
                category.is_none() && self.name() == name
            }
        }
    }
}

/// The spelling that means this topic and no other.
impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => item.fmt(f),
            Self::Never(never) => write!(f, "{NEVER}::{}", never.name),
            Self::Rule(_) | Self::Category(_) | Self::Condition(_) | Self::MamCondition(_) => {
                f.write_str(self.name())
            }
        }
    }
}

/// Splits `category::name` or `category.name`, and spells both as the taxonomy does.
fn parts(word: &str) -> (Option<String>, String) {
    let spell = |text: &str| String::from(snake_case(&text.trim().replace(' ', "_")));
    match word.split_once("::").or_else(|| word.split_once('.')) {
        Some((category, name)) => (Some(spell(category)), spell(name)),
        None => (None, spell(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_reached_by_its_own_spelling() {
        for topic in Topic::all() {
            assert_eq!(Topic::named(&topic.to_string()), [topic], "{topic}");
        }
    }
}
