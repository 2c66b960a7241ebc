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

/// Figures that belong together.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) figures: Vec<Figure>,
}

impl Figure {
    const fn new(
        (name, label): (&'static str, &'static str),
        count: usize,
        of: Option<usize>,
        link: &'static str,
    ) -> Self {
        Self { name, label, count, of, link, is_class: false }
    }
}

impl Group {
    pub(super) fn all(inventory: &Inventory, tally: &Tally, catalog: &Catalog<'_>) -> [Self; 3] {
        let fields = || inventory.fields().map(|(_, field)| field);
        let all = fields().count();
        let types = inventory.records().len();
        let secrets = fields().filter(|field| field.is_secret()).count();
        let subjects = inventory.records().iter().filter(|it| RecordEntry::has_subject(it)).count();
        let held = Vec::from([
            Figure::new(("types", "record types"), types, None, "types"),
            Figure::new(("fields", "fields"), all, None, "types"),
            Figure::new(
                ("items", "documented items"),
                catalog.held(),
                Some(items::ALL.len()),
                "coverage",
            ),
            Figure::new(
                ("subjects", "types that name a subject"),
                subjects,
                Some(types),
                "subjects",
            ),
            Figure::new(("secrets", "secrets"), secrets, None, "secrets"),
        ]);
        let personal = ("personal", "personal fields");
        let mut classes =
            Vec::from([Figure::new(personal, tally.personal(), Some(all), "classes")]);
        for (kind, count) in tally.counts() {
            if count > 0 || kind != Kind::Unclassified {
                let figure = Figure::new((kind.name(), kind.label()), count, None, "classes");
                classes.push(Figure { is_class: true, ..figure });
            }
        }
        let mut origins = Vec::new();
        for origin in Origin::ALL.into_iter().filter(|origin| origin.is_of_personal_data()) {
            let count = fields().filter(|field| Origin::of(field) == origin).count();
            let link = match origin {
                Origin::Undocumented => "undocumented",
                Origin::Unknown => "unknown",
                _ => "origins",
            };
            if count > 0 || origin != Origin::Unknown {
                origins.push(Figure::new((origin.name(), origin.label()), count, None, link));
            }
        }
        [
            Self { title: "What is held", figures: held },
            Self { title: "Fields by class", figures: classes },
            Self { title: "Personal fields by whose word", figures: origins },
        ]
    }
}
