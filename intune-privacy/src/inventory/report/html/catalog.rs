//! The documented taxonomy, and which of its items the program holds.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use askama::Template;
use askama::filters::HtmlSafe;

use super::kind::Kind;
use super::place::{Names, Place};
use crate::inventory::Inventory;
use intune_privacy_taxonomy::{Category, Item, items};

/// Every documented item by category.
pub(super) struct Catalog<'a> {
    pub(super) chapters: Vec<Chapter<'a>>,
}

/// A category with its items.
pub(super) struct Chapter<'a> {
    pub(super) category: Category,
    pub(super) entries: Vec<Entry<'a>>,
    /// How many of them the program holds.
    pub(super) held: usize,
}

/// An item with where the program holds it.
pub(super) struct Entry<'a> {
    pub(super) item: &'static Item,
    pub(super) places: Vec<Place<'a>>,
}

impl<'a> Catalog<'a> {
    pub(super) fn new(inventory: &Inventory, names: &Names<'a>) -> Self {
        let mut places: Vec<Vec<_>> = items::ALL.iter().map(|_| Vec::new()).collect();
        for (index, record) in inventory.records().iter().enumerate() {
            for (at, field) in record.fields().iter().enumerate() {
                if let Some(item) = field.item() {
                    places[usize::from(item.row)].push(names.place(index, at));
                }
            }
        }
        let mut chapters: Vec<_> =
            Category::ALL.iter().map(|category| Chapter::new(*category)).collect();
        chapters.sort_by_key(|chapter| chapter.category.facts().row);
        let mut items = items::ALL;
        items.sort_by_key(|item| item.row);
        for (item, places) in items.into_iter().zip(places) {
            if let Some(chapter) = chapters.iter_mut().find(|it| it.category == item.category) {
                chapter.held += usize::from(!places.is_empty());
                chapter.entries.push(Entry { item, places });
            }
        }
        Self { chapters }
    }

    /// How many items the program holds.
    pub(super) fn held(&self) -> usize {
        self.chapters.iter().map(|chapter| chapter.held).sum()
    }
}

impl Chapter<'_> {
    const fn new(category: Category) -> Self {
        Self { category, entries: Vec::new(), held: 0 }
    }
}

impl Entry<'_> {
    pub(super) const fn is_held(&self) -> bool {
        !self.places.is_empty()
    }

    /// The strictest class that it is held under, or else what the documents say.
    pub(super) fn kind(&self) -> Kind {
        let held = self.places.iter().map(|place| place.kind);
        let order = |kind: &Kind| Kind::COUNTED.iter().position(|counted| counted == kind);
        held.min_by_key(order).unwrap_or_else(|| self.documented())
    }

    /// What the documents say.
    pub(super) fn documented(&self) -> Kind {
        self.item.class.map_or(Kind::Unclassified, Kind::Class)
    }

    /// Said of the item's square.
    fn sentence(&self) -> String {
        let label = self.item.labels.en;
        let kind = self.kind().label();
        match self.places.len() {
            0 if self.item.class.is_none() => format!("{label}: not held"),
            0 => format!("{label}: not held (would be {kind})"),
            1 => format!("{label}: {kind}, in 1 field"),
            count => format!("{label}: {kind}, in {count} fields"),
        }
    }
}

/// A square for each item of a category.
#[derive(Template)]
#[template(path = "data_map/squares.html")]
pub(super) struct Squares<'a>(pub(super) &'a Chapter<'a>);

/// It is escaped already.
impl HtmlSafe for Squares<'_> {}

impl Squares<'_> {
    /// As many as a phone has room for.
    const PER_LINE: usize = 13;
    const STEP: usize = 24;
    const SIDE: usize = 20;

    fn width(&self) -> usize {
        self.0.entries.len().min(Self::PER_LINE) * Self::STEP
    }

    fn height(&self) -> usize {
        self.0.entries.len().div_ceil(Self::PER_LINE) * Self::STEP
    }

    /// The items with the upper left corner of each.
    fn squares(&self) -> impl Iterator<Item = (usize, usize, &Entry<'_>)> {
        self.0.entries.iter().enumerate().map(|(index, entry)| {
            let (line, column) = (index / Self::PER_LINE, index % Self::PER_LINE);
            (column * Self::STEP + 2, line * Self::STEP + 2, entry)
        })
    }

    /// "Held: Email. Not held: Region."
    fn description(&self) -> String {
        let labels = |is_held: bool| {
            let entries = self.0.entries.iter().filter(move |entry| entry.is_held() == is_held);
            entries.map(|entry| entry.item.labels.en).collect::<Vec<_>>().join(", ")
        };
        let sentences = [("Held", labels(true)), ("Not held", labels(false))];
        let said = sentences.iter().filter(|(_, labels)| !labels.is_empty());
        said.map(|(held, labels)| format!("{held}: {labels}.")).collect::<Vec<_>>().join(" ")
    }
}
