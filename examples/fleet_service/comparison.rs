//! One record in the three places, side by side.

use std::fmt;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, TableComponent, Width, presets};
use intune_privacy::{AsPolicy, Class, Classified};
use serde_json::Value;

use crate::policies::Policies;

/// The columns of the places, and how wide they are with a space on either side.
const PLACES: [&str; 3] = ["Log", "Support bundle", "Telemetry"];
const PLACE_WIDTH: u16 = 30;

/// What each place shows of each property. It is made of what the places get, not of the record.
pub(crate) struct Comparison(Table);

impl Comparison {
    pub(crate) fn new<T: Classified>(record: &T, policies: &Policies) -> serde_json::Result<Self> {
        let mut table = Table::new();
        table
            .load_preset(presets::NOTHING)
            .set_style(TableComponent::HeaderLines, '─')
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_header(["Property", "Class"].iter().chain(&PLACES))
            .set_constraints(
                [ColumnConstraint::ContentWidth; 2]
                    .into_iter()
                    .chain(PLACES.map(|_| ColumnConstraint::Absolute(Width::Fixed(PLACE_WIDTH)))),
            );
        let [log, support, telemetry]: [&dyn AsPolicy; 3] =
            [&policies.log, &policies.support, &policies.telemetry];
        let places = [shown(record, log)?, shown(record, support)?, shown(record, telemetry)?];
        for field in T::SCHEMA.fields() {
            let class = field.class().map_or("", Class::as_str);
            let [log, support, telemetry] = places.each_ref().map(|place| cell(place, field.key()));
            table.add_row([field.key(), class, &log, &support, &telemetry]);
        }
        Ok(Self(table))
    }
}

fn shown<T: Classified>(record: &T, policy: &dyn AsPolicy) -> serde_json::Result<Value> {
    serde_json::to_value(record.redacted(policy))
}

fn cell(place: &Value, key: &str) -> String {
    match place.get(key) {
        None => "(left out)".to_owned(),
        Some(Value::Null) => "(none)".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
