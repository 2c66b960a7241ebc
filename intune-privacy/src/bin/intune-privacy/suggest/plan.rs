//! What is proposed for each field of a type, by its names and its type, and by the rules of the
//! compiler.
//!
//! The rules are the functions that the derive calls, so that what is proposed here is accepted
//! there. A proposal that breaks one becomes a decision.

use std::collections::HashMap;

use intune_privacy_taxonomy::{
    Annotation, Category, Class, Container, Demand, Finding, Item, ItemPath, Mam, MamClaim,
    Meaning, Rule, TypeFact, items, meaning_of_field, nearest, rules, snake_case,
};

use super::decision::{Choice, Decision};
use super::evidence::{Evidence, evidence};
use super::form::Kind;
use super::graph::Resource;
use super::outline::{Declaration, Field, Variant};
use super::placement::{Placed, Placement, Record, is_implied, place, too_general};
use super::project::{Held, Id, Project};

/// How sure a proposal is. What is less sure is left to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confidence {
    /// The documents know the field by its own name, and its type is one for such an item.
    Certain,
    /// Another name of the field means one item, or its type says nothing.
    Likely,
}

impl Confidence {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
        }
    }
}

/// What is to become of a field.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// Nothing: it is annotated.
    Keep(Annotation),
    /// It holds a documented item.
    Place {
        item: &'static Item,
        annotation: Annotation,
        confidence: Confidence,
        reason: String,
    },
    /// It holds records that are classified themselves.
    Nest {
        annotation: Annotation,
        confidence: Confidence,
        reason: String,
    },
    Decide(Decision),
}

/// What is to become of a type.
#[derive(Debug)]
pub(super) struct TypePlan {
    pub(super) id: Id,
    /// The category to write on the type.
    pub(super) category: Option<Category>,
    /// The plans of the fields of each variant.
    pub(super) variants: Vec<Vec<Plan>>,
    /// What a person has to decide about the type itself.
    pub(super) decisions: Vec<Decision>,
    container: Container,
}

/// Which types are annotated.
#[derive(Clone, Copy, Debug)]
pub(super) enum Selection<'a> {
    /// Those with a field that the documents know by name.
    Known,
    /// Those with a field.
    All,
    /// Those of these names.
    Named(&'a [String]),
}

/// What is to become of all files.
#[derive(Debug)]
pub(super) struct Plans {
    pub(super) types: Vec<TypePlan>,
    /// The leaf types that need a derive of `DataValue`.
    pub(super) leaves: Vec<Id>,
    /// The types that nothing was proposed for, as no field has a name that the documents know.
    pub(super) passed_over: Vec<Id>,
}

/// Whether a record holds identified data at any depth. What is known counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identified {
    No,
    Unknown,
    Yes,
}

impl Plans {
    pub(super) fn new(project: &Project, selection: Selection<'_>) -> Self {
        let planner = Planner::new(project, selection);
        let mut types: Vec<_> = planner.chosen.iter().map(|id| planner.plan(*id)).collect();
        planner.settle(&mut types);
        let leaves = planner.leaves(&types);
        Self { types, leaves, passed_over: planner.passed_over }
    }
}

struct Planner<'a> {
    project: &'a Project,
    chosen: Vec<Id>,
    passed_over: Vec<Id>,
    /// The place of each chosen type.
    places: HashMap<Id, usize>,
}

impl<'a> Planner<'a> {
    fn new(project: &'a Project, selection: Selection<'_>) -> Self {
        let mut planner =
            Self { project, chosen: Vec::new(), passed_over: Vec::new(), places: HashMap::new() };
        let records: Vec<Id> =
            project.ids().filter(|id| planner.is_record(*id, selection)).collect();
        let is_chosen = |id: &Id| match selection {
            Selection::Named(_) => true,
            _ if planner.is_classified(*id) => true,
            Selection::All => project.declaration(*id).fields().next().is_some(),
            Selection::Known => planner.is_known(*id),
        };
        let (chosen, passed_over) = records.into_iter().partition(is_chosen);
        (planner.chosen, planner.passed_over) = (chosen, passed_over);
        planner.places = planner.chosen.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        planner
    }

    /// Whether the type may be annotated as a record. A leaf value may not, unless it is asked for.
    fn is_record(&self, id: Id, selection: Selection<'_>) -> bool {
        let declaration = self.project.declaration(id);
        match selection {
            Selection::Named(names) => names.contains(&declaration.name),
            _ if self.is_classified(id) => true,
            _ => declaration.leaf.is_none() && !self.is_value(id),
        }
    }

    fn is_classified(&self, id: Id) -> bool {
        self.project.declaration(id).may_derive("Classified")
    }

    /// Whether the type is a leaf value already.
    fn is_value(&self, id: Id) -> bool {
        self.project.declaration(id).may_derive("DataValue")
            || self.project.implements(id, "DataValue")
    }

    /// The item that a field is placed as, but for the rules.
    fn item(&self, field: &Field, id: Id, record: &Record) -> Option<&'static Item> {
        let held = self.held(field, id);
        match place(field, record) {
            Placement::Placed(Placed { item, .. })
                if held.record.is_none() && evidence(item, held.kind) != Evidence::Against =>
            {
                Some(item)
            }
            _ => None,
        }
    }

    /// Whether the documents know a field by its name.
    fn is_known(&self, id: Id) -> bool {
        let declaration = self.project.declaration(id);
        let record = record(declaration, None);
        declaration.fields().any(|field| {
            let held = self.held(field, id);
            field.annotation.is_some()
                || held.record.is_none()
                    && match place(field, &record) {
                        Placement::Placed(placed) => {
                            evidence(placed.item, held.kind) != Evidence::Against
                        }
                        Placement::Unknown => false,
                        _ => true,
                    }
        })
    }

    fn held(&self, field: &Field, id: Id) -> Held {
        self.project
            .held(&field.form, id, |id| self.places.contains_key(&id) || self.is_classified(id))
    }

    fn plan(&self, id: Id) -> TypePlan {
        let declaration = self.project.declaration(id);
        let category = self.category(id);
        let record = record(declaration, category);
        let mut container = declaration.container;
        container.category = record.category;
        let variants = declaration.variants.iter().map(|variant| {
            variant.fields.iter().map(|field| self.field(field, id, &record)).collect()
        });
        TypePlan {
            id,
            category,
            variants: variants.collect(),
            decisions: self.decisions(id),
            container,
        }
    }

    /// What stands against the derive itself.
    fn decisions(&self, id: Id) -> Vec<Decision> {
        let declaration = self.project.declaration(id);
        if declaration.derives("Classified") {
            return Vec::new();
        }
        let mut decisions: Vec<_> = declaration
            .obstacles
            .iter()
            .map(|obstacle| Decision::new(obstacle.clone(), Vec::new()).of_rule(Rule::P15))
            .collect();
        let debug = if self.project.implements(id, "Debug") {
            Some("`impl Debug`")
        } else {
            let conditional = declaration.conditional_derives.iter().any(|name| name == "Debug");
            conditional.then_some("`Debug` from the `cfg_attr`")
        };
        if let Some(debug) = debug {
            let decision = Decision::new(
                "`Classified` writes a redacted `Debug`, so there is no room for another",
                vec![Choice::text(format!("remove {debug}"))],
            );
            decisions.push(decision.of_rule(Rule::P17));
        }
        decisions
    }

    /// The category to write on a type: that of most fields that are placed without it, if it places
    /// more of them, or saves naming their items; of a resource of Graph, its own.
    fn category(&self, id: Id) -> Option<Category> {
        let declaration = self.project.declaration(id);
        if self.is_classified(id) || declaration.data_at.is_some() {
            return None;
        }
        let items = |category| {
            let record = record(declaration, category);
            let fields = declaration.fields().filter(|field| field.annotation.is_none());
            let items = fields.map(|field| {
                let item = self.item(field, id, &record)?;
                Some((item, is_implied(field, record.category, item)))
            });
            items.collect::<Vec<_>>()
        };
        let without = items(None);
        let placed = without.iter().flatten().count();
        let count = |category| {
            without.iter().flatten().filter(|(item, _)| item.category == category).count()
        };
        let most = || {
            let all = Category::ALL.iter().map(|category| (count(*category), *category));
            let (count, category) = all.max_by_key(|(count, _)| *count)?;
            (count >= 2 && count * 2 > placed).then_some(category)
        };
        let category = resource(declaration).map(|resource| resource.category).or_else(most)?;
        let with = items(Some(category));
        let same = without.iter().zip(&with).all(|(without, with)| match (without, with) {
            (Some((without, _)), Some((with, _))) => without == with,
            (Some(_), None) => false,
            (None, _) => true,
        });
        let implied = |items: &[Option<(_, bool)>]| {
            items.iter().flatten().filter(|(_, implied)| *implied).count()
        };
        let helps = with.iter().flatten().count() > placed || implied(&with) > implied(&without);
        (same && helps).then_some(category)
    }

    fn field(&self, field: &Field, id: Id, record: &Record) -> Plan {
        if let Some(annotation) = &field.annotation {
            return Plan::Keep(annotation.clone());
        }
        let held = self.held(field, id);
        let placement = place(field, record);
        if let Some(inner) = held.record {
            return self.record_field(field, inner, &placement);
        }
        match placement {
            Placement::Placed(placed) => item_field(field, &held, placed, record),
            Placement::Ambiguous(items) => {
                let names = items.iter().map(|item| format!("`{item}`"));
                let names = names.collect::<Vec<_>>().join(" or ");
                let choices = items.iter().copied().flat_map(Choice::items).collect();
                Plan::Decide(Decision::new(format!("`{}` may be {names}", field.name), choices))
            }
            Placement::Never(never) => {
                let remove = "remove the field, or rename it if it holds something else";
                let items = too_general(&field.name).into_iter().flat_map(Choice::items);
                let decision = Decision::new(
                    format!(
                        "`{}` is data that Intune never collects: \"{}\" (2023 edition)",
                        field.name, never.labels.en
                    ),
                    std::iter::once(Choice::text(remove)).chain(items).collect(),
                );
                Plan::Decide(decision.of_rule(Rule::P07))
            }
            Placement::Contradiction(own, other) => Plan::Decide(Decision::new(
                format!("its own name means `{own}`, and serde's name for it `{other}`"),
                [own, other].into_iter().flat_map(Choice::items).collect(),
            )),
            Placement::Unknown => Plan::Decide(unknown(field, held.kind, record)),
        }
    }

    /// A field whose type is a struct or an enum of the files.
    fn record_field(&self, field: &Field, inner: Id, placement: &Placement) -> Plan {
        let declaration = self.project.declaration(inner);
        let name = &declaration.name;
        if !self.places.contains_key(&inner) && !self.is_classified(inner) {
            let nested =
                format!("#[data(nested)] once `{name}` is annotated (`suggest --type {name}`)");
            let mut choices = vec![Choice::text(nested)];
            if let Placement::Placed(placed) = placement {
                // Its parts may be more than the item, and that cannot be declared away.
                let value = format!("`DataValue` for `{name}`");
                choices.extend(Choice::items(placed.item).into_iter().map(|choice| match choice {
                    Choice::Item(item, class, _) => Choice::Item(item, class, Some(value.clone())),
                    other => other,
                }));
            } else {
                choices.extend(Choice::rendered());
            }
            return Plan::Decide(Decision::new(format!("`{name}` is not classified"), choices));
        }
        if field.written_with {
            return Plan::Decide(Decision::new(
                format!("a function of serde's writes it, so no view can look inside `{name}`"),
                vec![Choice::text("#[data(nested)] without the function")],
            ));
        }
        let mut annotation = Annotation::new(&*field.name, &*field.ty);
        annotation.nested = true;
        let reason = format!("`{name}` is classified itself");
        Plan::Nest { annotation, confidence: Confidence::Certain, reason }
    }

    /// Brings the plans in line with the rules: first the classes of device data, which depend on the
    /// rest of the record, and then all else.
    fn settle(&self, types: &mut [TypePlan]) {
        loop {
            let identified = self.link(types);
            let mut broken = false;
            for plan in types.iter_mut() {
                for at in 0..plan.variants.len() {
                    broken |= self.check(plan, at, &identified);
                }
            }
            // A field that is now undecided may have been what tied a record.
            if !broken {
                for plan in types.iter_mut() {
                    for at in 0..plan.variants.len() {
                        self.complete(plan, at, &identified);
                    }
                }
                break;
            }
        }
    }

    /// Says why device data has the class that it has, and writes out the choices that are items: in
    /// this record, by the rules.
    fn complete(&self, plan: &mut TypePlan, at: usize, identified: &HashMap<Id, Identified>) {
        let fields = &self.variant(plan, at).fields;
        let annotations = self.annotations(plan, at);
        let open = plan.variants[at].iter().any(|plan| matches!(plan, Plan::Decide(_)));
        for (index, field) in fields.iter().enumerate() {
            let mut decision = match &mut plan.variants[at][index] {
                Plan::Decide(decision) => decision.clone(),
                Plan::Place { item, annotation, reason, .. } if item.identified_when_tied => {
                    reason.push_str(match (annotation.class(), open) {
                        (Some(Class::Identified), _) => {
                            "; it is identified, as the record is tied to a user or device"
                        }
                        (_, false) => {
                            "; it is pseudonymized, as nothing here ties it to a user or device"
                        }
                        (_, true) => {
                            "; it is pseudonymized, unless a field that is to be decided ties it to \
                             a user or device"
                        }
                    });
                    continue;
                }
                _ => continue,
            };
            let complete = |choice| {
                let Choice::Item(item, class, also) = choice else { return Some(choice) };
                let annotation = annotation(field, item, class, plan.container.category);
                let mut annotations = annotations.clone();
                annotations[index] = annotation.clone();
                let found = rules::check(&plan.container, &annotations);
                // Where the files do not tell, each class is possible.
                let fails =
                    |demand: &&Demand| self.holds(demand, plan, at, identified) == Some(false);
                let unmet = found.demands.iter().filter(fails);
                let unmet = unmet.map(|demand| demand.finding.clone());
                let mut findings = found.findings.iter().cloned().chain(unmet);
                let finding = findings.find(|finding| finding.field == index);
                match finding {
                    // The other class is the right one.
                    Some(finding) if finding.rule == Rule::P08 => None,
                    finding => {
                        let also = also.or(finding.map(|finding| finding.help));
                        Some(Choice::Attribute(annotation, also))
                    }
                }
            };
            decision.choices = decision.choices.into_iter().filter_map(complete).collect();
            plan.variants[at][index] = Plan::Decide(decision);
        }
    }

    /// Gives device data the class that follows from its linkage, and says which types hold
    /// identified data.
    fn link(&self, types: &mut [TypePlan]) -> HashMap<Id, Identified> {
        let mut identified: HashMap<Id, Identified> =
            types.iter().map(|plan| (plan.id, Identified::No)).collect();
        loop {
            let mut changed = false;
            for plan in types.iter_mut() {
                for at in 0..plan.variants.len() {
                    self.link_variant(plan, at, &identified);
                }
                let now = self.identified(plan, &identified);
                changed |= identified.insert(plan.id, now) != Some(now);
            }
            // A type never turns back, so this ends.
            if !changed {
                return identified;
            }
        }
    }

    fn link_variant(&self, plan: &mut TypePlan, at: usize, identified: &HashMap<Id, Identified>) {
        let device = |plan: &Plan| match plan {
            Plan::Place { item, .. } => item.identified_when_tied,
            _ => false,
        };
        let fields: Vec<usize> = (0..plan.variants[at].len())
            .filter(|field| device(&plan.variants[at][*field]))
            .collect();
        if fields.is_empty() {
            return;
        }
        let annotations = |plan: &mut TypePlan, class| {
            for field in &fields {
                if let Plan::Place { annotation, .. } = &mut plan.variants[at][*field] {
                    annotation.classes = vec![class];
                }
            }
            self.annotations(plan, at)
        };
        // Which class the rules refuse tells which one is right.
        let refused = |findings: &[Finding], field: usize| {
            findings.iter().any(|finding| finding.rule == Rule::P08 && finding.field == field)
        };
        let as_identified = annotations(plan, Class::Identified);
        let as_identified = rules::check(&plan.container, &as_identified);
        let as_pseudonymized = annotations(plan, Class::Pseudonymized);
        let as_pseudonymized = rules::check(&plan.container, &as_pseudonymized);
        for field in fields {
            let holds = |demands: &[Demand]| {
                let demand = demands.iter().find(|demand| {
                    demand.finding.rule == Rule::P08 && demand.finding.field == field
                });
                demand.map(|demand| self.holds(demand, plan, at, identified))
            };
            let class = if refused(&as_pseudonymized.findings, field) {
                Some(Class::Identified)
            } else if refused(&as_identified.findings, field) {
                Some(Class::Pseudonymized)
            } else {
                match holds(&as_pseudonymized.demands) {
                    Some(Some(true)) => Some(Class::Pseudonymized),
                    Some(Some(false)) => Some(Class::Identified),
                    _ => None,
                }
            };
            let plan = &mut plan.variants[at][field];
            match (class, &mut *plan) {
                (Some(class), Plan::Place { annotation, .. }) => annotation.classes = vec![class],
                (_, Plan::Place { item, .. }) => {
                    let decision = Decision::new(
                        "whether it is identified data depends on what else the record holds, which \
                         the files do not tell",
                        Choice::items(item),
                    );
                    *plan = Plan::Decide(decision.of_rule(Rule::P08));
                }
                _ => {}
            }
        }
    }

    /// The record as the rules see it.
    fn annotations(&self, plan: &TypePlan, at: usize) -> Vec<Annotation> {
        let fields = &self.variant(plan, at).fields;
        let plans = plan.variants[at].iter().zip(fields);
        let category = plan.container.category;
        let annotations = plans.map(|(plan, field)| match plan {
            Plan::Keep(annotation)
            | Plan::Place { annotation, .. }
            | Plan::Nest { annotation, .. } => annotation.clone(),
            Plan::Decide(_) => undecided(field, category),
        });
        annotations.collect()
    }

    fn variant(&self, plan: &TypePlan, at: usize) -> &'a Variant {
        &self.project.declaration(plan.id).variants[at]
    }

    /// Whether a type holds identified data: the derive asks the same of its annotations.
    fn identified(&self, plan: &TypePlan, known: &HashMap<Id, Identified>) -> Identified {
        let mut most = Identified::No;
        for at in 0..plan.variants.len() {
            for (field, annotation) in self.annotations(plan, at).iter().enumerate() {
                let found = if annotation.nested {
                    self.nested(plan, at, field, known)
                } else if annotation.class() == Some(Class::Identified) {
                    Identified::Yes
                } else if annotation.unreadable {
                    Identified::Unknown
                } else {
                    Identified::No
                };
                most = most.max(found);
            }
        }
        most
    }

    /// Whether the records in a field hold identified data. Records of the type itself tell nothing
    /// that its own fields do not.
    fn nested(
        &self,
        plan: &TypePlan,
        at: usize,
        field: usize,
        known: &HashMap<Id, Identified>,
    ) -> Identified {
        let field = &self.variant(plan, at).fields[field];
        if field.form.name.as_deref() == Some("Self") {
            return Identified::No;
        }
        match self.held(field, plan.id).record {
            Some(id) if id == plan.id => Identified::No,
            Some(id) => {
                let known = known.get(&id).copied();
                known.unwrap_or_else(|| self.written(id, &mut vec![plan.id]))
            }
            None => Identified::Unknown,
        }
    }

    /// Whether a type that nothing is proposed for holds identified data, by what is written there.
    fn written(&self, id: Id, seen: &mut Vec<Id>) -> Identified {
        if seen.contains(&id) {
            return Identified::No;
        }
        seen.push(id);
        let fields = self.project.declaration(id).fields().map(|field| match &field.annotation {
            Some(annotation) if annotation.nested => {
                let inner = self.held(field, id).record;
                inner.map_or(Identified::Unknown, |inner| self.written(inner, seen))
            }
            Some(annotation) if !annotation.unreadable => {
                if annotation.class() == Some(Class::Identified) {
                    Identified::Yes
                } else {
                    Identified::No
                }
            }
            _ => Identified::Unknown,
        });
        fields.max().unwrap_or(Identified::No)
    }

    /// Whether the types fulfil what the rules ask of them; `None` if the files do not tell.
    fn holds(
        &self,
        demand: &Demand,
        plan: &TypePlan,
        at: usize,
        identified: &HashMap<Id, Identified>,
    ) -> Option<bool> {
        let held = |field: usize| self.held(&self.variant(plan, at).fields[field], plan.id);
        let known = |kind: Kind| !matches!(kind, Kind::Other | Kind::Parameter);
        let of = |fields: &[usize], wanted| {
            let mut found = fields.iter().map(|field| self.nested(plan, at, *field, identified));
            found.any(|found| found == wanted)
        };
        match &demand.fact {
            TypeFact::Number(field) => {
                let kind = held(*field).kind;
                known(kind).then_some(matches!(kind, Kind::Integer | Kind::Float | Kind::Duration))
            }
            TypeFact::Absent(field) => {
                let held = held(*field);
                if held.absent { Some(true) } else { known(held.kind).then_some(false) }
            }
            TypeFact::Secret(field) => {
                let kind = held(*field).kind;
                known(kind).then_some(kind == Kind::Secret)
            }
            TypeFact::SomeIdentified(fields) => {
                let some = of(fields, Identified::Yes);
                if some || !of(fields, Identified::Unknown) { Some(some) } else { None }
            }
            TypeFact::NoneIdentified(fields) => {
                let some = of(fields, Identified::Yes);
                if some || !of(fields, Identified::Unknown) { Some(!some) } else { None }
            }
            _ => None,
        }
    }

    /// What the rules find where the types do not fulfil what they ask.
    fn unmet(
        &self,
        demands: &[Demand],
        plan: &TypePlan,
        at: usize,
        identified: &HashMap<Id, Identified>,
    ) -> Vec<Finding> {
        let unmet =
            demands.iter().filter_map(|demand| match self.holds(demand, plan, at, identified) {
                Some(true) => None,
                Some(false) => Some(demand.finding.clone()),
                None => Some(untold(&demand.finding)),
            });
        unmet.collect()
    }

    /// Makes a decision of each proposal that breaks a rule; tells of any.
    fn check(&self, plan: &mut TypePlan, at: usize, identified: &HashMap<Id, Identified>) -> bool {
        let found = rules::check(&plan.container, &self.annotations(plan, at));
        let unmet = self.unmet(&found.demands, plan, at, identified);
        let findings: Vec<_> = found.findings.into_iter().chain(unmet).collect();
        let mut broken = false;
        for finding in findings {
            let plan = &mut plan.variants[at][finding.field];
            let attribute = match plan {
                // What a person wrote, or has to, is none of the proposals.
                Plan::Keep(_) | Plan::Decide(_) => continue,
                Plan::Place { annotation, .. } | Plan::Nest { annotation, .. } => {
                    rules::attribute(annotation)
                }
            };
            let to_do = match finding.rule {
                // The attribute is right, and the type is not.
                Rule::P09 | Rule::P10 | Rule::P11 => {
                    format!("{}, then `{attribute}`", finding.help)
                }
                _ => finding.help,
            };
            let decision = Decision::new(finding.headline, vec![Choice::text(to_do)]);
            *plan = Plan::Decide(decision.of_rule(finding.rule));
            broken = true;
        }
        broken
    }

    /// The leaf types of the fields, if they are no values yet. Those of fields that are left to a
    /// person are among them, so that what can be chosen compiles.
    fn leaves(&self, types: &[TypePlan]) -> Vec<Id> {
        let mut leaves = Vec::new();
        for plan in types {
            for (at, plans) in plan.variants.iter().enumerate() {
                let fields = plans.iter().zip(&self.variant(plan, at).fields);
                for (_, field) in fields.filter(|(plan, _)| !matches!(plan, Plan::Keep(_))) {
                    leaves.extend(self.held(field, plan.id).leaves);
                }
            }
        }
        leaves.sort_unstable();
        leaves.dedup();
        leaves.retain(|id| !self.is_value(*id));
        leaves
    }
}

/// The record that a type is, in a category that is not written there.
fn record(declaration: &Declaration, category: Option<Category>) -> Record {
    let written = declaration.container.category;
    Record {
        name: snake_case(&declaration.name).into_owned(),
        category: written.or(category),
        inferred: written.is_none(),
        resource: resource(declaration),
    }
}

fn resource(declaration: &Declaration) -> Option<&'static Resource> {
    let names = std::iter::once(&declaration.name).chain(&declaration.serde_name);
    names.into_iter().find_map(|name| Resource::of_type(&snake_case(name)))
}

/// A field whose name means one item.
fn item_field(field: &Field, held: &Held, placed: Placed, record: &Record) -> Plan {
    let Placed { item, exact, reason } = placed;
    let evidence = evidence(item, held.kind);
    if held.kind == Kind::NoValue {
        let choices = vec![Choice::text(format!("`with = module` beside the class of `{item}`"))];
        let decision = Decision::new(format!("`{}` is no value", field.ty), choices);
        return Plan::Decide(decision.of_rule(Rule::P14));
    }
    if evidence == Evidence::Against {
        let mut choices = Choice::items(item);
        if is_implied(field, record.category, item) {
            // What a document lists by that name cannot be declared away.
            choices.push(Choice::text("another name for the field, if it holds something else"));
        } else {
            choices.extend([Choice::non_personal(), Choice::undocumented()]);
        }
        return Plan::Decide(Decision::new(
            format!("{reason}, and its type says otherwise: `{}` is no `{item}`", field.ty),
            choices,
        ));
    }
    let Some(class) = item.class else {
        return Plan::Decide(Decision::new(
            format!("it is `{item}`, and no edition gives that a class"),
            Choice::items(item),
        ));
    };
    let annotation = annotation(field, item, class, record.category);
    let confidence =
        if exact && evidence == Evidence::For { Confidence::Certain } else { Confidence::Likely };
    let fits = match (evidence, held.kind) {
        (Evidence::For, _) => "fits",
        (_, Kind::Other | Kind::Parameter) => "is not told by the files",
        _ => "is possible",
    };
    let reason = format!("{reason}; the type `{}` {fits}", field.ty);
    Plan::Place { item, annotation, confidence, reason }
}

/// The annotation that says the field is the item, in a record of that category.
fn annotation(
    field: &Field,
    item: &'static Item,
    class: Class,
    category: Option<Category>,
) -> Annotation {
    let mut annotation = Annotation::new(&*field.name, &*field.ty);
    annotation.classes.push(class);
    annotation.requirements.push(item.requirement);
    annotation.mam = (item.mam == Mam::Yes).then_some(MamClaim::Plain);
    if !is_implied(field, category, item) {
        let category = Some(item.category.to_string());
        annotation.item = Some(ItemPath { category, name: item.name.into() });
    }
    annotation
}

/// How the rules see a field without an annotation when they look at the others: as the item that its
/// name means, if it means one.
fn undecided(field: &Field, category: Option<Category>) -> Annotation {
    if let Meaning::Item(item) = meaning_of_field(&field.name, category) {
        return annotation(field, item, item.class.unwrap_or(Class::NonPersonal), category);
    }
    let mut annotation = Annotation::new(&*field.name, &*field.ty);
    annotation.classes.push(Class::NonPersonal);
    annotation
}

/// A field that no document lists by its name.
fn unknown(field: &Field, kind: Kind, record: &Record) -> Decision {
    let name = &*field.name;
    if field.name.starts_with(|c: char| c.is_ascii_digit()) {
        return Decision::new(
            "a field without a name",
            vec![
                Choice::text("`item = category::name` beside the class of that item"),
                Choice::non_personal(),
                Choice::undocumented(),
            ],
        );
    }
    let known = record.resource.and_then(|resource| resource.unlisted(&snake_case(name)));
    if let Some(known) = known {
        let reason = format!("no document lists `{name}`, and {known}");
        return Decision::new(reason, vec![Choice::undocumented()]);
    }
    let general = too_general(name);
    let (reason, items) = match (&*general, near(name, kind)) {
        ([], near) => {
            let reason = format!("no document lists `{name}`");
            match near {
                Some(item) => (format!("{reason}; `{item}` is near"), vec![item]),
                None => (reason, Vec::new()),
            }
        }
        (general, _) => {
            let names = general.iter().map(|item| format!("`{item}`"));
            let names = names.collect::<Vec<_>>().join(" or ");
            (format!("`{name}` is too general to mean {names} here"), general.to_vec())
        }
    };
    let mut choices: Vec<_> = items.into_iter().flat_map(Choice::items).collect();
    choices.extend([Choice::non_personal(), Choice::undocumented()]);
    Decision::new(reason, choices)
}

/// The item whose name this may be, with a slip of the pen: one of as many words, of which the last,
/// which says what it is, is alike. What the type cannot hold is no help.
fn near(name: &str, kind: Kind) -> Option<&'static Item> {
    let name = &*snake_case(name);
    // Any two short names are alike.
    if name.len() < 5 {
        return None;
    }
    let words = |name: &str| name.split('_').count();
    let last = |name: &'static str| name.rsplit('_').next().unwrap_or_default();
    let last_word = name.rsplit('_').next().unwrap_or_default();
    let names = items::ALL.into_iter().flat_map(|item| {
        std::iter::once(&item.name).chain(item.aliases).map(move |known| (*known, item))
    });
    let alike: Vec<_> = names
        .filter(|(known, item)| {
            words(known) == words(name)
                && nearest(last_word, [last(known)]).is_some()
                && evidence(item, kind) != Evidence::Against
        })
        .collect();
    let known = nearest(name, alike.iter().map(|(known, _)| *known))?;
    alike.into_iter().find(|(name, _)| *name == known).map(|(_, item)| item)
}

/// The finding about a type that the files do not tell of.
fn untold(finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    finding.headline = format!("{}, unless its type says otherwise", finding.headline);
    finding
}
