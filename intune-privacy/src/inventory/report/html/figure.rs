//! The headline figures.

use alloc::vec::Vec;

use super::catalog::Catalog;
use super::kind::{Kind, Tally};
use super::origin::Origin;
use crate::inventory::Inventory;
use crate::inventory::record::RecordEntry;
use intune_privacy_taxonomy::items;

/// A number with what it counts.
pub(super) struct Figure {
    /// The word in the page's markup.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) count: usize,
    /// What it is a part of.
    pub(super) of: Option<usize>,
    /// The part of the page that tells more.
    pub(super) link: &'static str,
    /// Whether the name is that of a class, whose color it has.
    pub(super) is_class: bool,
}

impl Figure {
    pub(super) fn all(inventory: &Inventory, tally: &Tally, catalog: &Catalog<'_>) -> Vec<Self> {
        let plain = |name, label, count, of, link| Self { name, label, count, of, link, is_class: false };
        let fields = || inventory.fields().map(|(_, field)| field);
        let all = fields().count();
        let types = inventory.records().len();
        let mut figures = Vec::from([
            plain("types", "record types", types, None, "types"),
            plain("fields", "fields", all, None, "types"),
            plain("personal", "personal fields", tally.personal(), Some(all), "classes"),
        ]);
        for (kind, count) in tally.counts() {
            if count > 0 || kind != Kind::Unclassified {
                let (name, label) = (kind.name(), kind.label());
                figures.push(Self { name, label, count, of: None, link: "classes", is_class: true });
            }
        }
        for origin in Origin::ALL.into_iter().filter(|origin| origin.is_of_personal_data()) {
            let count = fields().filter(|field| Origin::of(field) == origin).count();
            let link = if origin == Origin::Undocumented { "undocumented" } else { "origins" };
            if count > 0 || origin != Origin::Unknown {
                figures.push(plain(origin.name(), origin.label(), count, None, link));
            }
        }
        let held = catalog.held();
        let secrets = fields().filter(|field| field.is_secret()).count();
        let subjects = inventory.records().iter().filter(|it| RecordEntry::has_subject(it)).count();
        figures.extend([
            plain("items", "documented items held", held, Some(items::ALL.len()), "coverage"),
            plain("secrets", "secrets", secrets, None, "secrets"),
            plain("subjects", "types that name a subject", subjects, Some(types), "subjects"),
        ]);
        figures
    }
}
