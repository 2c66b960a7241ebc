//! The command `explain`: a rule, an item, a category, a condition, or data that is never
//! collected, in words.

use std::io::Write;

use anstyle::Style;
use intune_privacy_taxonomy::{
    Basis, Category, Condition, Edition, Item, Labels, Language, Mam, MamCondition, NeverCollected,
    Requirement, Rule, items, rules::documented_attribute,
};
use serde::Serialize;
use textwrap::Options;

use crate::failure::Failure;
use crate::format::Format;
use crate::language::LanguageOption;
use crate::record::{CategoryRecord, ConditionRecord, ItemRecord, NeverRecord, RuleRecord};
use crate::table::{Column, Table};
use crate::topic::Topic;

/// Explain a rule, an item, a category, a condition, or data that is never collected
///
/// A rule goes by its code. An item goes by any of its names, in any spelling, with or without its
/// category. Without a word, all rules are listed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// What to explain
    what: Option<String>,
    /// What to write: text to read, or every fact as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    language: LanguageOption,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy explain                                    all rules, a line each
  intune-privacy explain P03                                a rule
  intune-privacy explain hardware_inventory::serial_number  an item
  intune-privacy explain serialNumber                       the same, by its name in Graph
  intune-privacy explain hardware_inventory                 a category
  intune-privacy explain corporate_owned                    a condition of collection
  intune-privacy explain entra_joined                       a condition of the MAM column
  intune-privacy explain browsing_history                   data that is never collected

Exit code 1: no such thing (the nearest are suggested), or several (they are listed).";

const WIDTH: usize = 100;
const BOLD: Style = Style::new().bold();

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let Self { what, format, language } = self;
        let topic = what.as_deref().map(topic).transpose()?;
        match (format, topic) {
            (Format::Text, None) => write_rules(out),
            (Format::Text, Some(topic)) => write_text(topic, language.language, out),
            (Format::Json, None) => {
                let rules: Vec<_> = Rule::ALL.iter().copied().map(RuleRecord::from).collect();
                write_json(&rules, out)
            }
            (Format::Json, Some(topic)) => write_json(&Explanation::from(topic), out),
        }
    }
}

/// The one topic that the word means.
fn topic(word: &str) -> Result<Topic, Failure> {
    match *Topic::named(word) {
        [topic] => Ok(topic),
        [] => Err(Failure::NotFound(unknown(word))),
        ref candidates => {
            let lines: Vec<_> = candidates.iter().map(|topic| with_gloss(*topic)).collect();
            Err(Failure::NotFound(format!(
                "`{word}` may mean any of these; name one of them:\n  {}",
                lines.join("\n  "),
            )))
        }
    }
}

fn unknown(word: &str) -> String {
    let nearest = Topic::nearest(word).iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let suggestion = match *nearest {
        [] => String::new(),
        _ => format!("help: did you mean {}?\n", nearest.join(" or ")),
    };
    format!(
        "`{word}` is no rule, item, category or condition\n{suggestion}\
         help: `intune-privacy explain` lists the rules, `intune-privacy taxonomy WORD` searches \
         the items"
    )
}

/// The spelling of a topic, and what tells it from others of the same name.
fn with_gloss(topic: Topic) -> String {
    match topic {
        Topic::Item(item) => format!("{topic}  {}: {}", item.category.label(), item.labels.en),
        Topic::Category(category) => format!("{topic}  the category: {}", category.label()),
        Topic::Never(never) => format!("{topic}  never collected: {}", never.labels.en),
        Topic::Rule(_) | Topic::Condition(_) | Topic::MamCondition(_) => topic.to_string(),
    }
}

fn write_rules(out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = Table::new([Column::new("Rule"), Column::wrapped("Rejects", WIDTH)]);
    for rule in Rule::ALL {
        table.row([rule.to_string(), rule.summary().into()]);
    }
    table.write(out)?;
    Ok(writeln!(out, "\n`intune-privacy explain P03` tells why, with an example.")?)
}

fn write_text(topic: Topic, language: Language, out: &mut dyn Write) -> Result<(), Failure> {
    match topic {
        Topic::Rule(rule) => {
            write_title(rule.as_str(), rule.summary(), out)?;
            write_markdown(&rule.paragraph(), out)
        }
        Topic::Item(item) => write_item(item, language, out),
        Topic::Category(category) => write_category(category, language, out),
        Topic::Condition(condition) => {
            write_title(condition.as_str(), "a condition of collection", out)?;
            write_paragraph(&format!("Collected only {}.", condition.in_words()), out)?;
            write_paragraph(
                &format!(
                    "A field of such an item must be able to be absent, unless the record says \
                     `collected_if = {condition}` (rule P10)."
                ),
                out,
            )?;
            write_items(&items_only(condition), language, out)
        }
        Topic::MamCondition(condition) => {
            write_title(condition.as_str(), "a condition of the MAM column", out)?;
            write_paragraph(&format!("Collected by MAM {}.", condition.in_words()), out)?;
            write_paragraph(
                &format!("Write `mam` or, to have it checked, `mam({condition})` (rule P05)."),
                out,
            )?;
            write_items(&items_in_mam(condition), language, out)
        }
        Topic::Never(never) => write_never(never, language, out),
    }
}

fn write_item(item: &'static Item, language: Language, out: &mut dyn Write) -> Result<(), Failure> {
    write_title(&item.to_string(), item.labels.get(language), out)?;
    write_paragraph(&format!("{}.", item.statement()), out)?;
    let category = item.category;
    let mut facts = Facts::new();
    facts.add("Category", format!("{} ({category})", category.facts().labels.get(language)));
    facts.add_labels(&item.labels);
    facts.add("Class", class_in_words(item));
    facts.add("Linkage", linkage_in_words(item));
    facts.add("Collection", collection_in_words(item));
    facts.add("MAM", mam_in_words(item));
    let secret = if item.secret { "; a secret: a secret type must hold it (rule P11)" } else { "" };
    facts.add("Format", format!("{}{secret}", item.format));
    facts.add("Also called", list(item.aliases));
    if !item.generic_names.is_empty() {
        let names = list(item.generic_names);
        facts.add(
            "Generic",
            format!("{names}: only inside the category, or through `item = {item}`"),
        );
    }
    facts.add("Editions", list(&names(item.editions)));
    facts.write(out)?;
    writeln!(out, "\nIn a record with `#[data(category = {category})]`, write\n")?;
    writeln!(out, "    {}\n    {}: ...", documented_attribute(item), item.name)?;
    if item.identified_when_tied {
        writeln!(out, "\nand `identified` where the record is tied to a device or user.")?;
    }
    Ok(())
}

fn write_category(
    category: Category,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let facts = category.facts();
    write_title(category.as_str(), facts.labels.get(language), out)?;
    let mut list_of_facts = Facts::new();
    list_of_facts.add_labels(&facts.labels);
    list_of_facts.add("Collection", requirement_in_words(facts.requirement));
    list_of_facts.add(
        "Class",
        match facts.class {
            Some(class) => format!("{class}: all documented items of the category are"),
            None => "no edition gives one".into(),
        },
    );
    list_of_facts.add("Kind of data", format!("{} (inferred)", facts.data_kind));
    list_of_facts.add("Source", format!("{} (inferred)", facts.source));
    list_of_facts.add("Editions", list(&names(facts.editions)));
    list_of_facts.write(out)?;
    writeln!(out, "\nWrite `#[data(category = {category})]` on the record.\n")?;
    write_items(&items_of(category), language, out)
}

fn write_never(
    never: &NeverCollected,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    write_title(never.name, never.labels.get(language), out)?;
    write_paragraph(
        "Never collected, nor shown to an administrator (2023 edition). No field may have one of \
         its names (rule P07), unless an explicit `item = ...` says that it holds something else.",
        out,
    )?;
    let mut facts = Facts::new();
    facts.add_labels(&never.labels);
    facts.add("Also called", list(never.aliases));
    Ok(facts.write(out)?)
}

fn write_title(name: &str, title: &str, out: &mut dyn Write) -> Result<(), Failure> {
    write_paragraph(&format!("{BOLD}{name}{BOLD:#}: {title}"), out)
}

fn write_paragraph(text: &str, out: &mut dyn Write) -> Result<(), Failure> {
    for line in textwrap::wrap(text, WIDTH) {
        writeln!(out, "{line}")?;
    }
    Ok(writeln!(out)?)
}

/// Markdown for a terminal: what stands between fences is indented instead.
fn write_markdown(text: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let mut indent = "";
    for line in text.lines() {
        if line.starts_with("```") {
            indent = if indent.is_empty() { "    " } else { "" };
        } else {
            writeln!(out, "{}", format!("{indent}{line}").trim_end())?;
        }
    }
    Ok(())
}

fn write_items(items: &[&Item], language: Language, out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = Table::new([Column::new("Item"), Column::wrapped("Label", WIDTH / 2)]);
    for item in items {
        table.row([item.to_string(), item.labels.get(language).into()]);
    }
    Ok(table.write(out)?)
}

/// Facts with a name each, as aligned lines.
#[derive(Debug)]
struct Facts(Table<2>);

impl Facts {
    fn new() -> Self {
        Self(Table::new([Column::new(""), Column::new("")]))
    }

    fn add(&mut self, name: &str, fact: impl AsRef<str>) {
        self.add_hanging(name, fact.as_ref(), "");
    }

    fn add_labels(&mut self, labels: &Labels) {
        let mut name = "Labels";
        for language in Language::ALL {
            self.add_hanging(name, &format!("{language}  {}", labels.get(*language)), "    ");
            name = "";
        }
    }

    fn add_hanging(&mut self, name: &str, fact: &str, indent: &str) {
        let mut name = name;
        // The widest name takes the rest of the page.
        let options = Options::new(WIDTH - 15).subsequent_indent(indent);
        for line in textwrap::wrap(fact, options) {
            self.0.row([name.into(), line.into()]);
            name = "";
        }
    }

    fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        self.0.write(out)
    }
}

fn class_in_words(item: &Item) -> String {
    match (item.class, item.basis) {
        (Some(class), Basis::Documented) => format!("{class}: documented"),
        (Some(class), _) => format!(
            "{class}: inferred, as every documented item of the category is; a stricter class is \
             accepted, a weaker one is not (rule P03)"
        ),
        (None, _) => "not documented: no edition gives one, so the record's author chooses, and \
             `identified` is the safe choice"
            .into(),
    }
}

fn linkage_in_words(item: &Item) -> String {
    if item.identified_when_tied {
        "device data: identified once the record ties it to a device or user (rule P08)".into()
    } else {
        "none: the class is the same whatever else the record holds".into()
    }
}

fn collection_in_words(item: &Item) -> String {
    let requirement = requirement_in_words(item.requirement);
    match item.condition {
        Some(condition) => format!(
            "{requirement}; collected only {} ({condition}), so a field must be able to be absent \
             (rule P10)",
            condition.in_words(),
        ),
        None => requirement.into(),
    }
}

fn requirement_in_words(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => "required: the standard feature set needs it",
        _ => "optional: only when a feature is turned on or consent is given",
    }
}

fn mam_in_words(item: &Item) -> String {
    match (item.mam, item.mam_condition) {
        (Mam::Yes, Some(condition)) => {
            format!("collected {}: `mam` or `mam({condition})`", condition.in_words())
        }
        (Mam::Yes, None) => "collected".into(),
        (Mam::No, _) => "not collected".into(),
        _ => "not documented: the MAM column covers required data only".into(),
    }
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "-".into() } else { names.join(", ") }
}

fn names(editions: &[Edition]) -> Vec<&'static str> {
    editions.iter().map(|edition| edition.as_str()).collect()
}

fn items_where(matches: impl Fn(&Item) -> bool) -> Vec<&'static Item> {
    let mut items: Vec<_> = items::ALL.into_iter().filter(|item| matches(item)).collect();
    items.sort_by_key(|item| item.row);
    items
}

fn items_of(category: Category) -> Vec<&'static Item> {
    items_where(|item| item.category == category)
}

fn items_only(condition: Condition) -> Vec<&'static Item> {
    items_where(|item| item.condition == Some(condition))
}

fn items_in_mam(condition: MamCondition) -> Vec<&'static Item> {
    items_where(|item| item.mam_condition == Some(condition))
}

/// A topic for a program to read.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Explanation {
    Rule(RuleRecord),
    Item(Box<ItemRecord>),
    Category {
        #[serde(flatten)]
        category: CategoryRecord,
        items: Vec<ItemRecord>,
    },
    Condition(ConditionRecord),
    MamCondition(ConditionRecord),
    NeverCollected(NeverRecord),
}

impl From<Topic> for Explanation {
    fn from(topic: Topic) -> Self {
        match topic {
            Topic::Rule(rule) => Self::Rule(rule.into()),
            Topic::Item(item) => Self::Item(Box::new(item.into())),
            Topic::Category(category) => Self::Category {
                category: category.into(),
                items: items_of(category).into_iter().map(Into::into).collect(),
            },
            Topic::Condition(condition) => Self::Condition(ConditionRecord::new(
                condition.as_str(),
                format!("collected only {}", condition.in_words()),
                &items_only(condition),
            )),
            Topic::MamCondition(condition) => Self::MamCondition(ConditionRecord::new(
                condition.as_str(),
                format!("collected by MAM {}", condition.in_words()),
                &items_in_mam(condition),
            )),
            Topic::Never(never) => Self::NeverCollected(never.into()),
        }
    }
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(writeln!(out)?)
}
