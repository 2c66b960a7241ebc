//! What no code knows: the file of facts.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::reader::Reader;
use super::{is_in_module, template};
use crate::inventory::{Inventory, RecordEntry, record};
use intune_privacy_taxonomy::nearest;
use toml::de::DeTable;

/// What the record of processing activities has to say and no code knows: a TOML file.
///
/// [`template`](Self::template) writes one for an inventory to fill in. All keys:
///
/// ```
/// # use intune_privacy::Classified;
/// # use intune_privacy::inventory::{Inventory, report::ProcessingFacts};
/// # mod fleet {
/// #     #[derive(intune_privacy::Classified)]
/// #     pub struct Device {
/// #         #[data(identified, required, item = hardware_inventory::serial_number)]
/// #         pub serial_number: String,
/// #     }
/// # }
/// # let inventory = Inventory::of::<fleet::Device>();
/// # let path = inventory.records()[0].name();
/// # let module = path.trim_end_matches("::Device");
/// let text = r#"
/// representative = false # there is none; or a table, as of the controller
/// security = ["encryption at rest", "access by role"]
///
/// [controller]
/// name = "Contoso Ltd"
/// contact = "1 Example Street, Oslo"
///
/// [[joint_controllers]]
/// name = "Fabrikam Ltd"
/// contact = "2 Example Street, Oslo"
///
/// [data_protection_officer]
/// name = "The data protection officer"
/// contact = "dpo@contoso.example"
///
/// [[activities]]
/// name = "Device management"
/// records = ["fleet::Device"] # with the types that they hold
/// modules = ["fleet"]         # every type of a module
/// purposes = ["to keep devices up to date"]
/// legal_basis = "Article 6(1)(f): the security of the network"
/// data_subjects = ["employees"]
/// recipients = []             # there are none
/// transfers = [{ to = "Norway", safeguards = "none needed: in the EEA" }]
/// retention = "12 months after a device is retired"
/// security = ["two persons approve a wipe"]
/// "#;
/// # let text = text.replace("\"fleet::Device\"", &format!("\"{path}\""));
/// # let text = text.replace("\"fleet\"", &format!("\"{module}\""));
/// # let text = text.as_str();
/// ProcessingFacts::parse(text, &inventory)?;
/// # Ok::<(), intune_privacy::inventory::report::FactsError>(())
/// ```
///
/// A key that is left out states nothing, which the record lists as an open point. `false` and an
/// empty list state that there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcessingFacts {
    pub(super) controller: Option<Vec<Party>>,
    pub(super) joint_controllers: Option<Vec<Party>>,
    pub(super) representative: Option<Vec<Party>>,
    pub(super) data_protection_officer: Option<Vec<Party>>,
    pub(super) security: Option<Vec<String>>,
    pub(super) activities: Vec<Activity>,
}

/// A person or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) name: Option<String>,
    pub(super) contact: Option<String>,
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.name.iter().chain(&self.contact).map(String::as_str).collect();
        f.write_str(&parts.join(", "))
    }
}

/// A processing activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Activity {
    pub(super) name: String,
    pub(super) records: Vec<String>,
    pub(super) modules: Vec<String>,
    pub(super) purposes: Option<Vec<String>>,
    pub(super) legal_basis: Option<String>,
    pub(super) data_subjects: Option<Vec<String>>,
    pub(super) recipients: Option<Vec<String>>,
    pub(super) transfers: Option<Vec<Transfer>>,
    pub(super) retention: Option<String>,
    pub(super) security: Option<Vec<String>>,
}

/// A transfer to a third country or an international organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transfer {
    pub(super) to: String,
    pub(super) safeguards: Option<String>,
}

impl fmt::Display for Transfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.safeguards {
            Some(safeguards) => write!(f, "to {}; safeguards: {safeguards}", self.to),
            None => write!(f, "to {}; safeguards: not stated", self.to),
        }
    }
}

/// A file of facts that is wrong. It says where and never what stands there, because the file names
/// people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct FactsError {
    mistakes: Vec<FactsMistake>,
}

impl FactsError {
    /// All that is wrong, by place; at least one.
    pub fn mistakes(&self) -> &[FactsMistake] {
        &self.mistakes
    }
}

/// One mistake of a file of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsMistake {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
}

impl FactsMistake {
    /// The line, from 1.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for FactsMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

const KEYS: &[&str] = &[
    "controller",
    "joint_controllers",
    "representative",
    "data_protection_officer",
    "security",
    "activities",
];
const PARTY_KEYS: &[&str] = &["name", "contact"];
const TRANSFER_KEYS: &[&str] = &["to", "safeguards"];
const ACTIVITY_KEYS: &[&str] = &[
    "name",
    "records",
    "modules",
    "purposes",
    "legal_basis",
    "data_subjects",
    "recipients",
    "transfers",
    "retention",
    "security",
];

impl ProcessingFacts {
    /// Reads the file for that inventory, whose types it names.
    ///
    /// # Errors
    ///
    /// If it is no TOML, has an unknown key or a value of another form, or names a type or module
    /// that the inventory does not have.
    pub fn parse(text: &str, inventory: &Inventory) -> Result<Self, FactsError> {
        let mut reader = Reader::new(text);
        let facts = match DeTable::parse(text) {
            Ok(table) => read(table.get_ref(), inventory, &mut reader),
            Err(error) => {
                // A parser says what it expects and never what it found.
                reader.mistake(error.span().unwrap_or(text.len()..text.len()), error.message());
                Self::default()
            }
        };
        let mistakes = reader.into_mistakes();
        if mistakes.is_empty() { Ok(facts) } else { Err(FactsError { mistakes }) }
    }

    /// A file for that inventory to fill in: an activity for each module, with all types that hold
    /// personal data. It can be parsed, and states nothing yet.
    ///
    /// ```
    /// # use intune_privacy::Classified;
    /// use intune_privacy::inventory::Inventory;
    /// use intune_privacy::inventory::report::ProcessingFacts;
    ///
    /// # #[derive(Classified)]
    /// # struct Owner {
    /// #     #[data(identified, required, mam, item = user::email)]
    /// #     email: String,
    /// # }
    /// let inventory = Inventory::of::<Owner>();
    /// let text = ProcessingFacts::template(&inventory);
    /// assert!(text.contains("::Owner\","), "{text}");
    /// ProcessingFacts::parse(&text, &inventory)?;
    /// # let _ = Owner { email: String::new() };
    /// # Ok::<(), intune_privacy::inventory::report::FactsError>(())
    /// ```
    pub fn template(inventory: &Inventory) -> String {
        template::write(inventory)
    }
}

fn read(table: &DeTable<'_>, inventory: &Inventory, reader: &mut Reader<'_>) -> ProcessingFacts {
    reader.know(table, KEYS);
    let mut party = |key| {
        let tables = reader.table_or_false(table, key)?;
        Some(tables.into_iter().map(|table| read_party(table, reader)).collect())
    };
    let (controller, representative) = (party("controller"), party("representative"));
    let data_protection_officer = party("data_protection_officer");
    let joint_controllers = reader.tables(table, "joint_controllers");
    let joint_controllers = joint_controllers
        .map(|tables| tables.into_iter().map(|(_, table)| read_party(table, reader)).collect());
    let security = reader.texts(table, "security");
    let activities = reader.tables(table, "activities").unwrap_or_default();
    let activities = activities
        .into_iter()
        .filter_map(|(place, table)| {
            if !table.iter().any(|(key, _)| key.get_ref() == "name") {
                reader.mistake(place, "an activity needs a `name`");
            }
            read_activity(table, inventory, reader)
        })
        .collect();
    ProcessingFacts {
        controller,
        joint_controllers,
        representative,
        data_protection_officer,
        security,
        activities,
    }
}

fn read_party(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Party {
    reader.know(table, PARTY_KEYS);
    Party { name: reader.text(table, "name"), contact: reader.text(table, "contact") }
}

fn read_activity(
    table: &DeTable<'_>,
    inventory: &Inventory,
    reader: &mut Reader<'_>,
) -> Option<Activity> {
    reader.know(table, ACTIVITY_KEYS);
    let names = inventory.records().iter().map(RecordEntry::name);
    let mut records = Vec::new();
    for (place, word) in reader.placed_texts(table, "records").unwrap_or_default() {
        if names.clone().any(|name| name == word) {
            records.push(word);
        } else if has_module(inventory, &word) {
            reader.mistake(place, "this is a module: it belongs in `modules`");
        } else {
            let help = help(nearest_record(&word, inventory));
            let message = "the inventory has no record type of that name";
            reader.mistake(place, alloc::format!("{message}{help}"));
        }
    }
    let mut modules = Vec::new();
    for (place, word) in reader.placed_texts(table, "modules").unwrap_or_default() {
        if has_module(inventory, &word) {
            modules.push(word);
        } else if names.clone().any(|name| name == word) {
            reader.mistake(place, "this is a record type: it belongs in `records`");
        } else {
            let known = names.clone().filter_map(record::module);
            let help = help(nearest(&word, known));
            let message = "the inventory has no record type in a module of that name";
            reader.mistake(place, alloc::format!("{message}{help}"));
        }
    }
    let transfers = reader.tables(table, "transfers").map(|tables| {
        let transfer = |(place, table)| read_transfer(place, table, reader);
        tables.into_iter().filter_map(transfer).collect()
    });
    Some(Activity {
        name: reader.text(table, "name")?,
        records,
        modules,
        // Nothing is processed for no purpose.
        purposes: reader.texts(table, "purposes").filter(|purposes| !purposes.is_empty()),
        legal_basis: reader.text(table, "legal_basis"),
        data_subjects: reader.texts(table, "data_subjects"),
        recipients: reader.texts(table, "recipients"),
        transfers,
        retention: reader.text(table, "retention"),
        security: reader.texts(table, "security"),
    })
}

fn has_module(inventory: &Inventory, module: &str) -> bool {
    inventory.records().iter().any(|record| is_in_module(record, module))
}

fn read_transfer(
    place: core::ops::Range<usize>,
    table: &DeTable<'_>,
    reader: &mut Reader<'_>,
) -> Option<Transfer> {
    reader.know(table, TRANSFER_KEYS);
    if !table.iter().any(|(key, _)| key.get_ref() == "to") {
        reader.mistake(place, "a transfer needs `to`: the country or organisation");
    }
    Some(Transfer { to: reader.text(table, "to")?, safeguards: reader.text(table, "safeguards") })
}

/// The type that may have been meant: the one of that name in a module, or the nearest.
fn nearest_record<'a>(word: &str, inventory: &'a Inventory) -> Option<&'a str> {
    let records = inventory.records();
    let short = word.rsplit("::").next().unwrap_or_default();
    let same = records.iter().find(|record| record.type_name() == short);
    let by_path = same.map(RecordEntry::name);
    let by_path = by_path.or_else(|| nearest(word, records.iter().map(RecordEntry::name)));
    by_path.or_else(|| {
        let name = nearest(short, records.iter().map(RecordEntry::type_name))?;
        records.iter().find(|record| record.type_name() == name).map(RecordEntry::name)
    })
}

pub(super) fn help(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| {
        let nearest: String = nearest.chars().flat_map(char::escape_debug).collect();
        alloc::format!("; did you mean `{nearest}`?")
    })
}
