//! What is proposed, for tools, and in short for people.

use std::io::{self, Write};

use intune_privacy_taxonomy::{Category, Item, Rule, rules};
use serde::Serialize;

use super::decision::Decision;
use super::outline::{Declaration, Field};
use super::plan::{Confidence, Plan, Plans, TypePlan};
use super::project::{Id, Project};
use super::source::Place;
use crate::failure::Failure;
use crate::printable::{printable, printable_json};

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// The fields that something is proposed for.
    pub(super) fields: usize,
    /// The types that a derive or an attribute is proposed for.
    pub(super) types: usize,
    /// The decisions that are left.
    pub(super) decisions: usize,
}

impl Counts {
    pub(super) fn of(project: &Project, plans: &Plans) -> Self {
        let mut counts = Self { types: plans.leaves.len(), ..Self::default() };
        for plan in &plans.types {
            let declaration = project.declaration(plan.id);
            counts.types += usize::from(!declaration.may_derive("Classified"));
            counts.decisions += plan.decisions.len();
            for (field, plan) in fields(declaration, plan) {
                match plan {
                    Plan::Keep(_) => {}
                    Plan::Decide(_) => counts.decisions += 1,
                    _ if field.marked => counts.decisions += 1,
                    Plan::Place { .. } | Plan::Nest { .. } => counts.fields += 1,
                }
            }
        }
        counts
    }

    pub(super) const fn is_nothing(self) -> bool {
        self.fields + self.types + self.decisions == 0
    }
}

/// `21 fields and 2 types to annotate, 30 decisions for a person`
impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { fields, types, decisions } = *self;
        let s = |count| if count == 1 { "" } else { "s" };
        write!(
            f,
            "{fields} field{} and {types} type{} to annotate, {decisions} decision{} for a person",
            s(fields),
            s(types),
            s(decisions)
        )
    }
}

fn fields<'a>(
    declaration: &'a Declaration,
    plan: &'a TypePlan,
) -> impl Iterator<Item = (&'a Field, &'a Plan)> {
    let variants = declaration.variants.iter().zip(&plan.variants);
    variants.flat_map(|(variant, plans)| variant.fields.iter().zip(plans))
}

/// How many of the types that were passed over are named.
const NAMED: usize = 20;

/// Writes what a person should look at beside the diff.
pub(super) fn write_notes(project: &Project, plans: &Plans, err: &mut dyn Write) -> io::Result<()> {
    for type_plan in &plans.types {
        let id = type_plan.id;
        for (field, plan) in fields(project.declaration(id), type_plan) {
            if let Plan::Place { item, confidence: Confidence::Likely, reason, .. } = plan
                && !field.marked
            {
                let place = located(project, id, field.name_at);
                writeln!(
                    err,
                    "{place}: note: `{}` is likely `{item}`: {}",
                    printable(&field.name),
                    printable(&one_line(reason))
                )?;
            }
        }
    }
    let passed_over = &plans.passed_over;
    if !passed_over.is_empty() {
        let names = passed_over.iter().take(NAMED).map(|id| {
            let declaration = project.declaration(*id);
            printable(&declaration.name)
        });
        let names = names.collect::<Vec<_>>().join(", ");
        let more = passed_over.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(
            err,
            "note: passed over, as the documents know no field of theirs by name: {names}{more} \
             (take them in with --all or --type)"
        )?;
    }
    Ok(())
}

#[derive(Debug, Serialize)]
struct Report {
    proposals: Vec<Proposal>,
    types: Vec<TypeRecord>,
    passed_over: Vec<PassedOver>,
}

/// A field.
#[derive(Debug, Serialize)]
struct Proposal {
    file: String,
    line: usize,
    column: usize,
    r#type: String,
    variant: Option<String>,
    field: String,
    field_type: String,
    /// `place`, `nest` or `decide`.
    kind: &'static str,
    item: Option<String>,
    attribute: Option<String>,
    confidence: Option<&'static str>,
    reason: String,
    rule: Option<&'static str>,
    choices: Vec<String>,
    /// The file has a comment that asks for the decision.
    marked: bool,
}

/// A type that gets a derive.
#[derive(Debug, Serialize)]
struct TypeRecord {
    file: String,
    line: usize,
    column: usize,
    r#type: String,
    derive: Option<&'static str>,
    category: Option<&'static str>,
    decisions: Vec<DecisionRecord>,
}

#[derive(Debug, Serialize)]
struct DecisionRecord {
    reason: String,
    rule: Option<&'static str>,
    choices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PassedOver {
    file: String,
    line: usize,
    column: usize,
    r#type: String,
}

/// Writes all of it as JSON.
pub(super) fn write_json(
    project: &Project,
    plans: &Plans,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut report = Report { proposals: Vec::new(), types: Vec::new(), passed_over: Vec::new() };
    for plan in &plans.types {
        let declaration = project.declaration(plan.id);
        if !declaration.may_derive("Classified") || !plan.decisions.is_empty() {
            let derive = (!declaration.may_derive("Classified")).then_some("Classified");
            let decisions = plan.decisions.iter().map(DecisionRecord::from).collect();
            let category = plan.category.map(Category::as_str);
            report.types.push(type_record(project, plan.id, derive, category, decisions));
        }
        for (variant, plans) in declaration.variants.iter().zip(&plan.variants) {
            for (field, field_plan) in variant.fields.iter().zip(plans) {
                report.proposals.extend(proposal(
                    project,
                    plan.id,
                    variant.name.as_ref(),
                    field,
                    field_plan,
                ));
            }
        }
    }
    for id in &plans.leaves {
        report.types.push(type_record(project, *id, Some("DataValue"), None, Vec::new()));
    }
    for id in &plans.passed_over {
        let (file, Place { line, column }) = place(project, *id, project.declaration(*id).name_at);
        let r#type = project.declaration(*id).name.clone();
        report.passed_over.push(PassedOver { file, line, column, r#type });
    }
    let json = serde_json::to_string_pretty(&report)?;
    Ok(writeln!(out, "{}", printable_json(&json))?)
}

fn proposal(
    project: &Project,
    id: Id,
    variant: Option<&String>,
    field: &Field,
    plan: &Plan,
) -> Option<Proposal> {
    let (file, Place { line, column }) = place(project, id, field.name_at);
    let mut proposal = Proposal {
        file,
        line,
        column,
        r#type: project.declaration(id).name.clone(),
        variant: variant.cloned(),
        field: field.name.clone(),
        field_type: one_line(&field.ty),
        kind: "decide",
        item: None,
        attribute: None,
        confidence: None,
        reason: String::new(),
        rule: None,
        choices: Vec::new(),
        marked: field.marked,
    };
    match plan {
        Plan::Keep(_) => return None,
        Plan::Place { annotation, confidence, reason, .. }
        | Plan::Nest { annotation, confidence, reason } => {
            (proposal.kind, proposal.item) = match plan {
                Plan::Place { item, .. } => ("place", Some(Item::to_string(item))),
                _ => ("nest", None),
            };
            proposal.attribute = Some(rules::attribute(annotation));
            proposal.confidence = Some(confidence.as_str());
            proposal.reason = one_line(reason);
        }
        Plan::Decide(decision) => {
            let DecisionRecord { reason, rule, choices } = decision.into();
            (proposal.reason, proposal.rule, proposal.choices) = (reason, rule, choices);
        }
    }
    Some(proposal)
}

impl From<&Decision> for DecisionRecord {
    fn from(decision: &Decision) -> Self {
        Self {
            reason: one_line(&decision.reason),
            rule: decision.rule.map(Rule::as_str),
            choices: decision.choices.iter().map(|choice| one_line(&choice.to_string())).collect(),
        }
    }
}

fn type_record(
    project: &Project,
    id: Id,
    derive: Option<&'static str>,
    category: Option<&'static str>,
    decisions: Vec<DecisionRecord>,
) -> TypeRecord {
    let declaration = project.declaration(id);
    let (file, Place { line, column }) = place(project, id, declaration.name_at);
    TypeRecord { file, line, column, r#type: declaration.name.clone(), derive, category, decisions }
}

fn place(project: &Project, id: Id, at: usize) -> (String, Place) {
    let source = project.source(id);
    (source.path.to_string_lossy().into_owned(), source.place(at))
}

/// `FILE:LINE:COLUMN`
fn located(project: &Project, id: Id, at: usize) -> String {
    let (file, Place { line, column }) = place(project, id, at);
    format!("{}:{line}:{column}", printable(&file))
}

/// A type may stand on several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
