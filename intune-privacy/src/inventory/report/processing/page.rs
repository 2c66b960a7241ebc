//! The record in Markdown.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write};

use super::data::Datum;
use super::point::{Origin, Point, Statement};
use super::{ActivityRecord, ProcessingRecord};
use crate::inventory::report::inline::{Code, Text};

const HEAD: &str = "\
# Record of processing activities

Regulation (EU) 2016/679 (GDPR), Article 30(1): the record of a controller.

What is from the **code** is taken from the classified types of the program. What is from the
**file** is taken from the file of facts as it stands there, and nobody has checked it. The code
knows no recipients, transfers, time limits or security measures, and nothing of data that is not in
its classified types.

";

/// Writes the page.
pub(super) fn write(record: &ProcessingRecord<'_>, out: &mut String) -> fmt::Result {
    out.write_str(HEAD)?;
    write_open_points(record, out)?;
    out.write_str("\n## The controller and the whole\n\n")?;
    write_statements(&record.general, out)?;
    for activity in &record.activities {
        writeln!(out, "\n## Activity: {}\n", Text(activity.name))?;
        write_activity(activity, out)?;
    }
    if let Some(rest) = &record.unassigned {
        out.write_str("\n## Record types of no activity\n\n")?;
        out.write_str(
            "The types below hold personal data, and no activity of the file names them.\n\n",
        )?;
        write_activity(rest, out)?;
    }
    Ok(())
}

fn write_open_points(record: &ProcessingRecord<'_>, out: &mut String) -> fmt::Result {
    writeln!(out, "## Open points: {}\n", record.open_points.len())?;
    if record.open_points.is_empty() {
        return out.write_str("Every point is stated.\n");
    }
    for open in &record.open_points {
        // Names in the sentence are code or escaped already.
        writeln!(out, "- {open} (Article {})", open.article())?;
    }
    Ok(())
}

fn write_statements(statements: &[Statement], out: &mut String) -> fmt::Result {
    out.write_str("| Point | Article | Statement | From |\n|---|---|---|---|\n")?;
    for Statement { point, origin, values } in statements {
        let values: Vec<_> = values.iter().map(|value| Text(value).to_string()).collect();
        let said = match origin {
            None => "**not stated**".into(),
            Some(_) if values.is_empty() => "none".into(),
            // The only markup that makes a new line in a cell.
            Some(_) => values.join("<br>"),
        };
        let origin = origin.map_or("", Origin::as_str);
        writeln!(out, "| {} | {} | {said} | {origin} |", point.label(), point.article())?;
    }
    Ok(())
}

fn write_activity(activity: &ActivityRecord<'_>, out: &mut String) -> fmt::Result {
    write_statements(&activity.statements, out)?;
    let point = Point::PersonalData;
    writeln!(out, "\n### {} (Article {}, from the code)\n", point.label(), point.article())?;
    if activity.data.is_empty() {
        return out.write_str("The activity names no record type that holds personal data.\n");
    }
    out.write_str("| Category | Data | Class | Basis | Collection | Record types |\n")?;
    out.write_str("|---|---|---|---|---|---|\n")?;
    for datum in &activity.data {
        write_datum(datum, out)?;
    }
    let secrets = activity.data.iter().filter(|datum| datum.is_secret).count();
    if secrets > 0 {
        writeln!(out, "\nSecrets: {secrets} of these data. No view of intune-privacy shows them.")?;
    }
    Ok(())
}

fn write_datum(datum: &Datum<'_>, out: &mut String) -> fmt::Result {
    let category = datum.item.map_or("not documented", |item| item.category.label());
    let data = match (datum.item, datum.field) {
        (Some(item), _) => Text(item.labels.en).to_string(),
        (None, Some((_, field))) => Code(field.name()).to_string(),
        (None, None) => String::new(),
    };
    let secret = if datum.is_secret { " (a secret)" } else { "" };
    let class = datum.class.map_or("unknown", |class| class.as_str());
    let records: Vec<_> = datum.records.iter().map(|name| Code(name).to_string()).collect();
    writeln!(
        out,
        "| {} | {data}{secret} | {} | {} | {} | {} |",
        Text(category),
        Text(class),
        Text(&datum.basis),
        Text(&datum.collection),
        records.join("<br>"),
    )
}
