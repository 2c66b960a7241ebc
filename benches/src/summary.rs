//! The table of all goals, with what was measured.

use comfy_table::{CellAlignment, Table, presets};

use crate::goals::{GOALS, Measured, Unknown};

/// A Markdown table of the goals on the parts that were measured.
///
/// # Errors
///
/// If a goal names what is not there.
pub fn table(measured: &Measured) -> Result<Table, Unknown> {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["Issue", "Figure", "Goal", "Measured", "Verdict"]);
    for goal in GOALS.iter().filter(|goal| measured.has_part_of(goal.figure)) {
        let unit = goal.figure.unit();
        let value = goal.figure.of(measured)?;
        let (text, verdict) = value.map_or_else(
            || (String::new(), "not measured"),
            |value| (unit.text(value), goal.bound.verdict(value)),
        );
        table.add_row([
            goal.issue.to_string(),
            goal.figure.to_string(),
            format!("{} {}", goal.bound.text(unit), goal.figure.reference(measured)),
            text,
            verdict.to_owned(),
        ]);
    }
    if let Some(column) = table.column_mut(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::goals::Measured;
    use crate::growth::{Growth, Point, Workload};

    #[test]
    fn the_table_has_what_was_measured_and_says_what_was_not() {
        let point = |records, nanos, peak| Point {
            records,
            nanos,
            processor: Some(nanos / 2.0),
            peak: Some(peak),
        };
        let points = vec![point(1_000, 100.0, 10_240), point(100_000, 150.0, 14_336)];
        let growth = Growth { workload: Workload::Csv, points };
        let measured = Measured { growth: Some(vec![growth]), ..Measured::default() };
        let text = table(&measured).expect("names that are there").to_string();
        let rows: Vec<Vec<_>> =
            text.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
        let row = |figure: &str| {
            let row = rows.iter().find(|row| row[2] == figure);
            row.unwrap_or_else(|| panic!("{figure} is not in {text}"))[1..6].to_vec()
        };
        let time = "export, CSV: time a record of most records";
        assert_eq!(row(time), ["7", time, "<= 1.25 x fewest records", "1.50", "missed"]);
        let memory = "export, CSV: peak memory, most records over 1,000";
        assert_eq!(row(memory), ["7", memory, "<= 16.0 MiB", "4.0 MiB", "met"]);
        let memory = "export, CSV: peak memory, most records over 10,000";
        assert_eq!(row(memory)[3..], ["", "not measured"]);
        assert!(!text.contains("Debug"), "only the part that was measured:\n{text}");
    }
}
