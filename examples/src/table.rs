//! What a record holds and why, as a table.

use std::fmt;

use comfy_table::{
    Cell, ColumnConstraint, ContentArrangement, Table, TableComponent, Width, presets,
};
use intune_privacy::{Basis, Class, Field, Language, Schema};

/// The columns and how wide they are with a space on either side: 138 characters together.
const COLUMNS: [(&str, u16); 6] = [
    ("Field, and its name in JSON", 47),
    ("Class", 15),
    ("Basis", 14),
    ("Item or reason", 28),
    ("Collected", 18),
    ("By MAM", 16),
];

/// The characters that a name can have on one line, its dot not counted.
const NAME_WIDTH: usize = 44;

/// The fields of a type, with those of nested records under dotted names.
///
/// It displays as a table, and reads nothing but the schema: it needs no record.
#[derive(Clone, Copy, Debug)]
pub struct FieldTable {
    schema: &'static Schema,
    language: Language,
}

impl FieldTable {
    /// The table of a type, with the documented items in a language.
    pub const fn new(schema: &'static Schema, language: Language) -> Self {
        Self { schema, language }
    }

    fn add_fields(self, table: &mut Table, schema: &'static Schema, parent: &Path) {
        let several = schema.variants().len() > 1;
        for variant in schema.variants() {
            let parent = if several { &parent.in_variant(variant.name()) } else { parent };
            for field in variant.fields() {
                let path = parent.of(field);
                match field.nested() {
                    Some(nested) => self.add_fields(table, nested, &path),
                    None => {
                        table.add_row(self.row(schema, field, &path));
                    }
                }
            }
        }
    }

    fn row(self, schema: &Schema, field: Field, path: &Path) -> [Cell; 6] {
        let class = field.class().map_or("", Class::as_str);
        let subject = if field.is_subject() { "\ndata subject" } else { "" };
        let (collected, mam) = match field.class() {
            None | Some(Class::NonPersonal) => (String::new(), String::new()),
            Some(_) => (collected(schema, field), mam(field)),
        };
        let (basis, why) = self.basis(field);
        [
            path.to_string(),
            format!("{class}{subject}"),
            basis.to_owned(),
            why.to_owned(),
            collected,
            mam,
        ]
        .map(Cell::new)
    }

    /// By whose word the field has its class, and the item or reason.
    fn basis(self, field: Field) -> (&'static str, &'static str) {
        let item = field.item().map(|item| (item.basis, item.labels.get(self.language)));
        match (item, field.undocumented()) {
            (Some((Basis::Documented, label)), _) => ("documented", label),
            (Some((Basis::Category, label)), _) => ("inferred", label),
            (Some((_, label)), _) => ("undocumented", label),
            (None, Some(reason)) => ("undocumented", reason),
            (None, None) => ("", "no personal data"),
        }
    }
}

fn collected(schema: &Schema, field: Field) -> String {
    let requirement = field.requirement();
    match field.condition().or(schema.collected_if()) {
        Some(condition) => format!("{requirement}, only {}", condition.in_words()),
        None => requirement.to_string(),
    }
}

fn mam(field: Field) -> String {
    match (field.is_mam(), field.mam_condition()) {
        (false, _) => "no".to_owned(),
        (true, None) => "yes".to_owned(),
        (true, Some(condition)) => format!("yes, {}", condition.in_words()),
    }
}

impl fmt::Display for FieldTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table
            .load_preset(presets::NOTHING)
            .set_style(TableComponent::HeaderLines, '─')
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_header(COLUMNS.map(|(name, _)| name))
            .set_constraints(
                COLUMNS.map(|(_, width)| ColumnConstraint::Absolute(Width::Fixed(width))),
            );
        self.add_fields(&mut table, self.schema, &Path::default());
        for line in table.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// The way to a field, in Rust and in JSON.
#[derive(Default)]
struct Path {
    rust: Vec<&'static str>,
    json: Vec<&'static str>,
    skipped: bool,
}

impl Path {
    fn of(&self, field: Field) -> Self {
        let rust = self.rust.iter().copied().chain([field.name()]).collect();
        let key = (!field.is_flattened()).then(|| field.key());
        let json = self.json.iter().copied().chain(key).collect();
        Self { rust, json, skipped: self.skipped || field.is_skipped() }
    }

    fn in_variant(&self, name: &'static str) -> Self {
        let rust = self.rust.iter().copied().chain([name]).collect();
        Self { rust, json: self.json.clone(), skipped: self.skipped }
    }
}

/// The Rust name, and below it the JSON name; each in two lines where it is too long for one.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name(f, "", &self.rust)?;
        f.write_str("\n")?;
        if self.skipped {
            f.write_str("  (never written)")
        } else {
            write_name(f, "  ", &self.json)
        }
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, indent: &str, segments: &[&str]) -> fmt::Result {
    let name = segments.join(".");
    match name.rsplit_once('.') {
        Some((parent, name)) if indent.len() + parent.len() + name.len() > NAME_WIDTH => {
            write!(f, "{indent}{parent}.\n{indent}  {name}")
        }
        _ => write!(f, "{indent}{name}"),
    }
}
