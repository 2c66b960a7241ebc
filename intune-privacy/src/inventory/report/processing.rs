//! The record of processing activities.

mod data;
mod facts;
mod json;
mod page;
mod point;
mod reader;
mod template;

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use std::io;

use self::data::Datum;
use self::facts::{Activity, Party};
pub use self::facts::{FactsError, FactsMistake, ProcessingFacts};
use self::point::{Point, Statement};
use super::inline::Code;
use super::{ReportError, write_json};
use crate::inventory::{FieldEntry, Inventory, RecordEntry};

/// The record of processing activities that a controller maintains: what the types of a program
/// hold, joined with what only people know.
///
/// It has what Article 30(1)(a) to (g) of Regulation (EU) 2016/679 (GDPR) asks for, and the legal
/// basis (Article 6(1)), which is kept beside it. Each statement says where it comes from: the
/// code, by its inventory, or the file of [`ProcessingFacts`]. Nobody checks whether it is true.
/// What nobody states is listed as an [open point](Self::open_points).
///
/// ```
/// use intune_privacy::Classified;
/// use intune_privacy::inventory::Inventory;
/// use intune_privacy::inventory::report::{ProcessingFacts, ProcessingRecord};
///
/// #[derive(Classified)]
/// struct Owner {
///     #[data(identified, required, mam, item = user::email)]
///     email: String,
/// }
///
/// let inventory = Inventory::of::<Owner>();
/// let facts = ProcessingFacts::parse(
///     r#"
///     [controller]
///     name = "Contoso Ltd"
///     contact = "1 Example Street, Oslo"
///     "#,
///     &inventory,
/// )?;
/// let record = ProcessingRecord::new(&inventory, &facts);
/// let open: Vec<_> = record.open_points().iter().map(ToString::to_string).collect();
/// assert!(open.iter().any(|it| it.starts_with("Purpose of `") && it.contains("not stated")));
/// assert!(!open.iter().any(|it| it.starts_with("Controller")), "{open:?}");
/// # let _ = Owner { email: String::new() };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ProcessingRecord<'a> {
    /// What is said of the whole.
    general: Vec<Statement>,
    activities: Vec<ActivityRecord<'a>>,
    /// Types with personal data that no activity names.
    unassigned: Option<ActivityRecord<'a>>,
    open_points: Vec<OpenPoint>,
}

/// An activity, and the types whose data it processes.
#[derive(Clone, Debug)]
struct ActivityRecord<'a> {
    name: &'a str,
    /// By name; with those that are held by those that the file names.
    records: Vec<&'a RecordEntry>,
    statements: Vec<Statement>,
    data: Vec<Datum<'a>>,
}

/// Something that the record has to say and nobody states. Its `Display` is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    article: &'static str,
    message: String,
}

impl OpenPoint {
    fn new(point: Point, message: String) -> Self {
        Self { article: point.article(), message }
    }

    /// The article of Regulation (EU) 2016/679 that asks for it, such as `30(1)(b)`.
    pub const fn article(&self) -> &'static str {
        self.article
    }
}

impl fmt::Display for OpenPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A name in a sentence, as one that may stand in Markdown.
fn quoted(name: &str) -> String {
    Code(name).to_string()
}

impl<'a> ProcessingRecord<'a> {
    /// Joins what the inventory and the file say.
    pub fn new(inventory: &'a Inventory, facts: &'a ProcessingFacts) -> Self {
        let mut open_points = Vec::new();
        let general = general(facts, &mut open_points);
        let mut named = BTreeSet::new();
        let mut activities = Vec::new();
        for activity in &facts.activities {
            let records = records_of(activity, inventory);
            named.extend(records.iter().map(|record| record.name()));
            let data = data::of(&records);
            let statements = statements(activity, &records, &mut open_points);
            activities.push(ActivityRecord { name: &activity.name, records, statements, data });
        }
        let rest = inventory.records().iter().filter(|record| {
            let is_personal = record.fields().iter().any(FieldEntry::is_personal);
            is_personal && !named.contains(record.name())
        });
        let records: Vec<_> = rest.collect();
        for record in &records {
            open_points.push(OpenPoint::new(
                Point::Purposes,
                format!(
                    "Purpose of {}: not stated, nor anything else, because no activity of the file \
                     names the record type",
                    quoted(record.name())
                ),
            ));
        }
        let unassigned = (!records.is_empty()).then(|| ActivityRecord {
            name: "",
            statements: alloc::vec![data::subjects(&records)],
            data: data::of(&records),
            records,
        });
        Self { general, activities, unassigned, open_points }
    }

    /// What nobody states.
    pub fn open_points(&self) -> &[OpenPoint] {
        &self.open_points
    }

    /// Writes the record in Markdown.
    ///
    /// # Errors
    ///
    /// If `out` takes no more.
    pub fn markdown(&self, mut out: impl io::Write) -> Result<(), ReportError> {
        let mut text = String::new();
        // A string takes everything.
        let _ = page::write(self, &mut text);
        Ok(out.write_all(text.as_bytes())?)
    }

    /// Writes the record as JSON. Of each point it has the article and whence the statements come:
    /// `code`, `file` or `null` if nobody states it.
    ///
    /// # Errors
    ///
    /// If `out` takes no more.
    pub fn json(&self, out: impl io::Write) -> Result<(), ReportError> {
        write_json(&json::Document::from(self), out)
    }
}

/// The types that the activity names, and those that they hold.
fn records_of<'a>(activity: &Activity, inventory: &'a Inventory) -> Vec<&'a RecordEntry> {
    let is_named = |record: &RecordEntry| {
        activity.records.iter().any(|name| name == record.name())
            || activity.modules.iter().any(|module| is_in_module(record, module))
    };
    let records = inventory.records();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut next: Vec<&str> =
        records.iter().filter(|it| is_named(it)).map(RecordEntry::name).collect();
    while let Some(name) = next.pop() {
        if names.insert(name) {
            let same = records.iter().filter(|record| record.name() == name);
            next.extend(same.flat_map(RecordEntry::fields).filter_map(FieldEntry::nested));
        }
    }
    records.iter().filter(|record| names.contains(record.name())).collect()
}

fn is_in_module(record: &RecordEntry, module: &str) -> bool {
    let path = record.name().strip_prefix(module);
    path.is_some_and(|rest| rest.starts_with("::"))
}

/// What is said of the whole.
fn general(facts: &ProcessingFacts, open: &mut Vec<OpenPoint>) -> Vec<Statement> {
    let parties = [
        (Point::Controller, &facts.controller),
        (Point::JointControllers, &facts.joint_controllers),
        (Point::Representative, &facts.representative),
        (Point::DataProtectionOfficer, &facts.data_protection_officer),
    ];
    let mut statements = Vec::new();
    for (point, parties) in parties {
        let label = point.label();
        for party in parties.iter().flatten() {
            let Party { name, contact } = party;
            let missing = [("Name", name.is_none()), ("Contact details", contact.is_none())];
            for (what, _) in missing.iter().filter(|(_, is_missing)| *is_missing) {
                let what = format!("{what} of the {}: not stated", lower_case(label));
                open.push(OpenPoint::new(point, what));
            }
        }
        let values = parties.as_ref();
        let values = values.map(|parties| parties.iter().map(ToString::to_string).collect());
        statements.push(Statement::of_file(point, values));
    }
    statements.push(Statement::of_file(Point::Security, facts.security.clone()));
    for statement in &statements {
        if statement.is_missing() {
            let label = statement.point.label();
            open.push(OpenPoint::new(statement.point, format!("{label}: not stated")));
        }
    }
    statements
}

/// What is said of an activity.
fn statements(
    activity: &Activity,
    records: &[&RecordEntry],
    open: &mut Vec<OpenPoint>,
) -> Vec<Statement> {
    let name = quoted(&activity.name);
    for transfer in activity.transfers.iter().flatten().filter(|it| it.safeguards.is_none()) {
        let message =
            format!("Safeguards of the transfer to {} in {name}: not stated", quoted(&transfer.to));
        open.push(OpenPoint::new(Point::Transfers, message));
    }
    let one = |text: &Option<String>| text.as_ref().map(|text| alloc::vec![text.clone()]);
    let transfers = activity.transfers.as_ref();
    let transfers = transfers.map(|list| list.iter().map(ToString::to_string).collect());
    let mut statements =
        alloc::vec![Statement::of_file(Point::Purposes, activity.purposes.clone())];
    let subjects = data::subjects(records);
    match &activity.data_subjects {
        Some(stated) => {
            let of_file = Statement::of_file(Point::DataSubjects, Some(stated.clone()));
            statements.extend((!subjects.is_missing()).then_some(subjects));
            statements.push(of_file);
        }
        None => statements.push(subjects),
    }
    statements.extend([
        Statement::of_file(Point::Recipients, activity.recipients.clone()),
        Statement::of_file(Point::Transfers, transfers),
        Statement::of_file(Point::Retention, one(&activity.retention)),
        Statement::of_file(Point::LegalBasis, one(&activity.legal_basis)),
    ]);
    for statement in statements.iter().filter(|statement| statement.is_missing()) {
        let label = statement.point.label();
        open.push(OpenPoint::new(statement.point, format!("{label} of {name}: not stated")));
    }
    if let Some(security) = &activity.security {
        statements.push(Statement::of_file(Point::Security, Some(security.clone())));
    }
    statements
}

fn lower_case(label: &str) -> String {
    label.to_lowercase()
}
