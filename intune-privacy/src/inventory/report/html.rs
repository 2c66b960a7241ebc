//! The data map: an inventory as an HTML page by itself.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{borrow::ToOwned, format};
use std::io;

use askama::Template;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use super::super::Inventory;
use super::ReportError;
use crate::markup::Text;
use catalog::{Catalog, Squares};
use chart::{Chart, Row, Strip};
use figure::Group;
use intune_privacy_taxonomy::{Basis, items};
use kind::{Kind, Tally};
use origin::Origin;
use place::{Count, Names, Places};
use record::Record;
use topic::Topic;

mod catalog;
mod chart;
mod figure;
mod kind;
mod origin;
mod place;
mod record;
mod topic;

/// The filter. Without it the page shows everything.
const SCRIPT: &str = include_str!("../../../templates/data_map/filter.js");

/// Writes the inventory as a data map: an HTML page for whoever answers for the data.
///
/// The page shows how much of the documented taxonomy the program holds, how the classes are
/// distributed over its types, what is documented, inferred or not documented and why, conditions of
/// collection, secrets, data subjects, and every field with where it is. It needs no other file and
/// loads nothing. It has a filter for readers whose browser runs scripts, and prints. The same
/// inventory gives the same bytes.
///
/// The page is written in small pieces, so `out` should buffer.
///
/// ```
/// use intune_privacy::inventory::{Inventory, report};
/// use intune_privacy::{Classified, Policy};
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// let mut page = Vec::new();
/// let inventory = Inventory::of::<Device>().under(&Policy::support());
/// report::html(&inventory, &mut page)?;
/// assert!(String::from_utf8(page).unwrap().contains("Serial number"));
/// # let _ = Device { serial_number: String::new() };
/// # Ok::<(), report::ReportError>(())
/// ```
///
/// # Errors
///
/// If `out` cannot be written.
pub fn html(inventory: &Inventory, mut out: impl io::Write) -> Result<(), ReportError> {
    Ok(Page::new(inventory).write_into(&mut out)?)
}

/// The page.
#[derive(Template)]
#[template(path = "data_map/page.html")]
struct Page<'a> {
    script_digest: String,
    figures: [Group; 3],
    catalog: Catalog<'a>,
    /// The types by the class that says most of a person.
    strictest: Strip,
    /// The types by the classes of their fields.
    types: Chart<'a>,
    /// The personal fields by whose word they have their class.
    origins: Chart<'a>,
    topics: Vec<Topic<'a>>,
    records: Vec<Record<'a>>,
    field_count: usize,
    has_actions: bool,
}

impl<'a> Page<'a> {
    fn new(inventory: &'a Inventory) -> Self {
        let names = Names::of(inventory);
        let records = inventory.records();
        let of_all = Tally::of(inventory.fields().map(|(_, field)| field));
        let catalog = Catalog::new(inventory, &names);
        let strictest = Kind::COUNTED.map(|kind| {
            records
                .iter()
                .filter(|record| Tally::of(record.fields()).strictest() == Some(kind))
                .count()
        });
        Self {
            script_digest: Base64::encode_string(&Sha256::digest(SCRIPT)),
            figures: Group::all(inventory, &of_all, &catalog),
            strictest: Strip::new(strictest.into(), records.len(), "types"),
            types: Chart::new(
                "Fields by type",
                "Record type",
                records.iter().enumerate().map(|(index, record)| Row {
                    link: format!("t{}", index + 1),
                    name: names.of_record(index).into(),
                    note: "",
                    tally: Tally::of(record.fields()),
                }),
            ),
            origins: Chart::new(
                "Fields by basis",
                "Basis",
                Origin::ALL.into_iter().filter_map(|origin| {
                    let fields = inventory.fields().map(|(_, field)| field);
                    let tally = Tally::of(fields.filter(|field| Origin::of(field) == origin));
                    (tally.total() > 0 && origin.is_of_personal_data()).then(|| Row {
                        link: String::new(),
                        name: origin.label().to_owned().into(),
                        note: origin.meaning(),
                        tally,
                    })
                }),
            ),
            catalog,
            topics: Topic::all(inventory, &names),
            records: (0..records.len())
                .map(|index| Record::new(index, inventory, &names))
                .collect(),
            field_count: inventory.fields().count(),
            has_actions: inventory.fields().any(|(_, field)| field.action().is_some()),
        }
    }

    /// The kinds that fields are of.
    fn kinds_found(&self) -> impl Iterator<Item = Kind> {
        let fields = || self.records.iter().flat_map(|record| &record.fields);
        let kinds = Kind::COUNTED.into_iter().chain([Kind::Record]);
        kinds.filter(move |kind| fields().any(|field| field.kind == *kind))
    }

    /// The categories that fields are of.
    fn categories(&self) -> impl Iterator<Item = &catalog::Chapter<'a>> {
        self.catalog.chapters.iter().filter(|chapter| chapter.held > 0)
    }

    /// By whose word the fields are there, as far as any is.
    fn origins_found(&self) -> impl Iterator<Item = Origin> {
        let fields = || self.records.iter().flat_map(|record| &record.fields);
        Origin::ALL.into_iter().filter(move |origin| fields().any(|field| field.origin == *origin))
    }
}
