//! Text that is added to a file, and what the file becomes.

use std::ops::Range;

use intune_privacy_taxonomy::rules;

use super::decision::Decision;
use super::outline::{Declaration, Field, MARK};
use super::plan::{Plan, Plans, TypePlan};
use super::project::{Id, Project};
use super::source::Source;
use crate::printable::printable;

/// Text in place of other text, which is mostly none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// The edits of each file, in the order of the text.
pub(super) fn edits(project: &Project, plans: &Plans) -> Vec<Vec<Edit>> {
    let mut edits: Vec<Vec<Edit>> = project.files.iter().map(|_| Vec::new()).collect();
    for plan in &plans.types {
        of_type(project, plan, &mut edits[plan.id.file]);
    }
    for id in &plans.leaves {
        of_leaf(project, *id, &mut edits[id.file]);
    }
    for edits in &mut edits {
        // Stable: what is added at one place keeps its order.
        edits.sort_by_key(|edit| edit.range.start);
    }
    edits
}

/// The text with the edits made.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut edited = String::with_capacity(text.len() + added);
    let mut at = 0;
    for edit in edits {
        edited.push_str(&text[at..edit.range.start]);
        edited.push_str(&edit.text);
        at = edit.range.end;
    }
    edited.push_str(&text[at..]);
    edited
}

fn of_type(project: &Project, plan: &TypePlan, edits: &mut Vec<Edit>) {
    let source = project.source(plan.id);
    let declaration = project.declaration(plan.id);
    if !declaration.may_derive("Classified") {
        derive(source, declaration, "Classified", edits);
        if let Some(category) = plan.category {
            let attribute = format!("#[data(category = {category})]");
            edits.push(own_line(source, declaration.at, &[attribute]));
        }
    }
    if !declaration.marked {
        for decision in &plan.decisions {
            edits.push(mark(source, declaration.at, None, decision));
        }
    }
    for (variant, plans) in declaration.variants.iter().zip(&plan.variants) {
        for (field, plan) in variant.fields.iter().zip(plans) {
            edits.extend(of_field(source, field, plan));
        }
    }
}

fn of_leaf(project: &Project, id: Id, edits: &mut Vec<Edit>) {
    derive(project.source(id), project.declaration(id), "DataValue", edits);
}

fn of_field(source: &Source, field: &Field, plan: &Plan) -> Option<Edit> {
    match plan {
        // A person was asked already.
        _ if field.marked => None,
        Plan::Keep(_) => None,
        Plan::Place { annotation, .. } | Plan::Nest { annotation, .. } => {
            let attribute = rules::attribute(annotation);
            let at = line_of(source, field).unwrap_or(field.at);
            Some(own_line(source, at, &[attribute]))
        }
        Plan::Decide(decision) => Some(mark(source, field.at, line_of(source, field), decision)),
    }
}

/// Where a line of its own can be put before a field: before its name, or else before its first
/// attribute.
fn line_of(source: &Source, field: &Field) -> Option<usize> {
    [field.at, field.start].into_iter().find(|at| source.indent(*at).is_some())
}

/// Adds a derive: in place of `Debug` if it takes its place, in the first list, or in one of its own.
fn derive(source: &Source, declaration: &Declaration, name: &str, edits: &mut Vec<Edit>) {
    let imported = match name {
        "Classified" => declaration.imports.classified,
        _ => declaration.imports.data_value,
    };
    let path = if imported { name.to_owned() } else { format!("intune_privacy::{name}") };
    let traits = declaration.derives.iter().flat_map(|list| &list.traits);
    let mut debug = traits.filter(|(known, _)| known == "Debug" && name == "Classified");
    if let Some((_, range)) = debug.next() {
        edits.push(Edit { range: range.clone(), text: path });
    } else if let Some(list) = declaration.derives.first() {
        let comma = if list.traits.is_empty() { "" } else { ", " };
        edits.push(Edit { range: list.end..list.end, text: format!("{comma}{path}") });
    } else {
        // The derive stands before the attributes that are its own.
        let at = declaration.data_at.unwrap_or(declaration.at);
        edits.push(own_line(source, at, &[format!("#[derive({path})]")]));
    }
}

/// Lines before that place if it begins a line, and else words.
fn own_line(source: &Source, at: usize, lines: &[String]) -> Edit {
    let text = match source.indent(at) {
        Some(indent) => {
            let end = format!("{}{indent}", source.line_break());
            lines.iter().flat_map(|line| [line.as_str(), &end]).collect()
        }
        None => lines.iter().flat_map(|line| [line.as_str(), " "]).collect(),
    };
    Edit { range: at..at, text }
}

/// The comment that asks a person to decide.
fn mark(source: &Source, at: usize, line: Option<usize>, decision: &Decision) -> Edit {
    let Decision { reason, rule, choices } = decision;
    let rule = rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
    let ask = match choices.len() {
        0 => ".",
        1 => ". To do:",
        _ => ". One of:",
    };
    let head = plain(&format!("{MARK}: {reason}{rule}{ask}"));
    let at = line.unwrap_or(at);
    if source.indent(at).is_some() {
        let choices = choices.iter().map(|choice| format!("//   {}", plain(&choice.to_string())));
        let lines: Vec<_> = std::iter::once(format!("// {head}")).chain(choices).collect();
        own_line(source, at, &lines)
    } else {
        let choices =
            choices.iter().map(|choice| plain(&choice.to_string())).collect::<Vec<_>>().join("; ");
        let space = if choices.is_empty() { "" } else { " " };
        own_line(source, at, &[format!("/* {head}{space}{choices} */")])
    }
}

/// Text as it may stand in a comment: in one line, and without the marks of a comment.
fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable(&text.replace("*/", "* /").replace("/*", "/ *"))
}
