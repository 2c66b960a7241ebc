//! The events of the journal as a table.

use comfy_table::{Table, TableComponent, presets};
use intune_privacy::audit::{AuditEvent, Property};
use intune_privacy::journal::Entry;

/// The events as a table, in the order in which they come.
pub(crate) fn table(entries: &[Entry]) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_style(TableComponent::HeaderLines, '─').set_header([
        "#",
        "Type",
        "Activity",
        "Actor",
        "Subject",
        "Device",
        "Properties",
    ]);
    for Entry { chain, event, .. } in entries {
        let actor = event.actor.as_ref().and_then(|actor| actor.user_principal_name.as_deref());
        let device = event.resources.iter().find_map(|resource| resource.resource_id.as_deref());
        table.add_row([
            chain.sequence.to_string(),
            event.activity_type.clone().unwrap_or_default(),
            event.activity.clone().unwrap_or_default(),
            short(actor),
            short(event.data_subjects.first().map(String::as_str)),
            short(device),
            properties(event),
        ]);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

/// The beginning of a pseudonym, which is enough to tell a few apart.
fn short(pseudonym: Option<&str>) -> String {
    let Some(pseudonym) = pseudonym else { return String::new() };
    let digits = pseudonym.split(':').next_back().unwrap_or_default();
    digits.chars().take(8).chain(['…']).collect()
}

/// What changed, or how many properties were there.
fn properties(event: &AuditEvent) -> String {
    let properties: Vec<_> =
        event.resources.iter().flat_map(|resource| &resource.modified_properties).collect();
    match event.activity_type.as_deref() {
        Some("update") => properties.into_iter().map(change).collect::<Vec<_>>().join("\n"),
        _ if properties.is_empty() => String::new(),
        _ => format!("{} in all", properties.len()),
    }
}

fn change(property: &Property) -> String {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let name = property.display_name.as_deref().unwrap_or_default();
    format!("{name}: {} → {}", shown(&property.old_value), shown(&property.new_value))
}
