//! The command `taxonomy`: the documented data items, and the data that is never collected.

use std::io::Write;

use clap::ValueEnum;
use intune_privacy_taxonomy::{
    Basis, Category, Condition, Edition, Item, Language, Mam, NEVER_COLLECTED, NeverCollected,
    items,
};
use serde::Serialize;

use crate::failure::Failure;
use crate::language::LanguageOption;
use crate::record::{CategoryRecord, EditionRecord, ItemRecord, ItemRow, NeverRecord};
use crate::search::Search;
use crate::table::{Column, Table};

/// List the documented data items, or search them
///
/// Words are looked for in the names, the other names and the labels of items, categories and
/// kinds of data that are never collected, in all languages at once and without regard to case and
/// accents. An item is listed if it has all the words.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Words that an item must have; all items if there are none
    words: Vec<String>,
    /// What to write: a table to read, one CSV row for each item, or every fact as JSON
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

const EXAMPLES: &str = "\
Examples:
  intune-privacy taxonomy
  intune-privacy taxonomy serial number
  intune-privacy taxonomy serienummer --language sv
  intune-privacy taxonomy azureADDeviceId
  intune-privacy taxonomy hardware_inventory --format csv
  intune-privacy taxonomy --format json

CSV and JSON hold the labels of all languages; `--language` is for the table.
Exit code 1: nothing matches.";

/// Whether a footnote concerns an item.
type Concerns = fn(&Item) -> bool;

/// The footnotes of the table, each with the items that it concerns.
const FOOTNOTES: [(&str, Concerns); 5] = [
    (
        "*  inferred from its category: every documented item of the category has that class",
        |item| item.class.is_some() && item.basis != Basis::Documented,
    ),
    ("+  device data: identified once the record ties it to a device or user (rule P08)", |item| {
        item.identified_when_tied
    }),
    ("-  under Class: not documented, no edition gives one", |item| item.class.is_none()),
    ("-  under MAM: not documented, the MAM column covers required data only", |item| {
        item.mam == Mam::Undocumented
    }),
    ("A condition under MAM: collected by MAM, but only under that condition", |item| {
        item.mam_condition.is_some()
    }),
];

impl Arguments {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let found = Found::new(&Search::new(&self.words));
        let found_nothing = || {
            Failure::NotFound(format!(
                "nothing in the taxonomy has `{}`; fewer or shorter words find more",
                self.words.join(" "),
            ))
        };
        if found.items.is_empty() && found.never.is_empty() {
            return Err(found_nothing());
        }
        match self.format {
            Format::Table => found.write_table(self.language.language, out),
            Format::Csv if found.items.is_empty() => Err(Failure::NotFound(format!(
                "`{}` is found only in data that is never collected, which the CSV does not list",
                self.words.join(" "),
            ))),
            Format::Csv => found.write_csv(out),
            Format::Json => found.write_json(out),
        }
    }
}

/// What a search finds, in the order of the documents.
#[derive(Debug)]
struct Found {
    items: Vec<&'static Item>,
    never: Vec<&'static NeverCollected>,
}

impl Found {
    fn new(search: &Search) -> Self {
        let mut items: Vec<_> = items::ALL.into_iter().filter(|item| search.finds(item)).collect();
        items.sort_by_key(|item| item.row);
        let never = NEVER_COLLECTED.iter().filter(|never| search.finds_never(never)).collect();
        Self { items, never }
    }

    /// The categories of the items.
    fn categories(&self) -> Vec<Category> {
        let mut categories: Vec<_> = self.items.iter().map(|item| item.category).collect();
        categories.dedup();
        categories
    }

    fn write_table(&self, language: Language, out: &mut dyn Write) -> Result<(), Failure> {
        let mut table = Table::new([
            Column::wrapped("Item", 22),
            Column::wrapped("Label", 26),
            Column::new("Class"),
            Column::new("Collected"),
            Column::wrapped("MAM", 9),
            Column::wrapped("Only if", 16),
            Column::new("Format"),
        ]);
        for category in self.categories() {
            table.heading(format!("{} ({category})", category.facts().labels.get(language)));
            for item in self.items.iter().filter(|item| item.category == category) {
                table.row(cells(item, language));
            }
        }
        if !self.never.is_empty() {
            table.heading("Never collected, so no field may hold it (never_collected)");
        }
        for never in &self.never {
            let mut cells = <[String; 7]>::default();
            cells[0] = never.name.into();
            cells[1] = never.labels.get(language).into();
            table.row(cells);
        }
        table.write(out)?;
        writeln!(out)?;
        for (footnote, concerns) in FOOTNOTES {
            if self.items.iter().any(|item| concerns(item)) {
                writeln!(out, "{footnote}")?;
            }
        }
        writeln!(
            out,
            "{} of {} items in {} of {} categories; {} of {} kinds that are never collected\n\
             `intune-privacy explain ITEM` tells the whole story, with the attribute to write",
            self.items.len(),
            items::ALL.len(),
            self.categories().len(),
            Category::ALL.len(),
            self.never.len(),
            NEVER_COLLECTED.len(),
        )?;
        Ok(())
    }

    fn write_csv(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let mut csv = csv::Writer::from_writer(out);
        for item in &self.items {
            csv.serialize(ItemRow::from(*item))?;
        }
        Ok(csv.flush()?)
    }

    fn write_json(&self, out: &mut dyn Write) -> Result<(), Failure> {
        #[derive(Serialize)]
        struct Dump {
            editions: Vec<EditionRecord>,
            categories: Vec<CategoryRecord>,
            items: Vec<ItemRecord>,
            never_collected: Vec<NeverRecord>,
        }
        let dump = Dump {
            editions: Edition::ALL.iter().copied().map(Into::into).collect(),
            categories: self.categories().into_iter().map(Into::into).collect(),
            items: self.items.iter().copied().map(Into::into).collect(),
            never_collected: self.never.iter().copied().map(Into::into).collect(),
        };
        serde_json::to_writer_pretty(&mut *out, &dump)?;
        Ok(writeln!(out)?)
    }
}

fn cells(item: &Item, language: Language) -> [String; 7] {
    let mut class = item.class.map_or("-".into(), |class| class.to_string());
    if item.class.is_some() && item.basis != Basis::Documented {
        class.push('*');
    }
    if item.identified_when_tied {
        class.push('+');
    }
    let mam = match (item.mam, item.mam_condition) {
        (Mam::Yes, Some(condition)) => condition.as_str(),
        (Mam::Yes | Mam::No, _) => item.mam.as_str(),
        _ => "-",
    };
    [
        item.name.into(),
        item.labels.get(language).into(),
        class,
        item.requirement.to_string(),
        mam.into(),
        item.condition.map_or("", Condition::as_str).into(),
        item.format.to_string(),
    ]
}
