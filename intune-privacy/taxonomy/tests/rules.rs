//! The rules against an independent statement of what they ask for, made from the published table:
//! every item with every class, requirement and MAM value, tied and untied.

use std::collections::HashMap;

use intune_privacy_taxonomy::{
    Annotation, Category, Class, Condition, Container, Findings, ItemPath, MamClaim, MamCondition,
    NEVER_COLLECTED, Place, Requirement, Rule, TypeFact, rules,
};

/// A row of the published table.
struct Row(HashMap<String, String>);

impl Row {
    fn all() -> Vec<Self> {
        let table = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/taxonomy.csv");
        let mut reader = csv::Reader::from_path(table).expect("the table is there");
        reader.deserialize().map(|row| Self(row.expect("the table is CSV"))).collect()
    }

    fn column(&self, name: &str) -> &str {
        &self.0[name]
    }

    fn category(&self) -> Category {
        let (category, _) = self.column("item").split_once('.').expect("category.name");
        Category::from_name(category).expect("a documented category")
    }

    fn name(&self) -> &str {
        self.column("item").split_once('.').expect("category.name").1
    }

    fn path(&self) -> ItemPath {
        ItemPath { category: Some(self.category().to_string()), name: self.name().into() }
    }

    fn class(&self) -> Option<Class> {
        Class::from_name(self.column("class"))
    }

    fn is_device_data(&self) -> bool {
        self.column("tie_rule") == "identified_when_tied"
    }

    /// What the rules have to say of a field of this item.
    fn expected(&self, field: &Annotation, tied: bool) -> Expected {
        let mut expected = Expected::default();
        let class = field.class();
        if class == Some(Class::NonPersonal) {
            expected.findings.push(Rule::P12);
            return expected;
        }
        match class {
            None => expected.findings.push(Rule::P02),
            Some(class) => expected.findings.extend(self.class_refused_by(class, tied)),
        }
        let required = self.column("requirement") == "required";
        let requirement_is_right = match *field.requirements {
            // Without a class the one message says it all.
            [] => !required || class.is_none(),
            [written] => required == (written == Requirement::Required),
            _ => false,
        };
        if !requirement_is_right {
            expected.findings.push(Rule::P04);
        }
        let collected = self.column("mam") == "yes";
        let mam_is_right = match field.mam {
            None => !collected || class.is_none(),
            Some(MamClaim::If(condition)) => {
                collected && self.column("mam_condition") == condition.as_str()
            }
            Some(_) => collected,
        };
        if !mam_is_right {
            expected.findings.push(Rule::P05);
        }
        let may_be_aggregated = matches!(self.class(), None | Some(Class::Aggregated));
        if class == Some(Class::Aggregated) && may_be_aggregated {
            expected.demands.push(Rule::P09);
        }
        if !self.column("collected_only_if").is_empty() {
            expected.demands.push(Rule::P10);
        }
        if self.column("secret") == "yes" {
            expected.demands.push(Rule::P11);
        }
        expected.findings.sort_unstable();
        expected
    }

    fn class_refused_by(&self, class: Class, tied: bool) -> Option<Rule> {
        if self.is_device_data() {
            let right = if tied { Class::Identified } else { Class::Pseudonymized };
            return match class {
                Class::Aggregated => Some(Rule::P03),
                class => (class != right).then_some(Rule::P08),
            };
        }
        let inferred = self.column("class_basis") == "category";
        match (self.class()?, class) {
            (documented, class) if documented == class => None,
            (Class::Pseudonymized | Class::Aggregated, Class::Identified)
            | (Class::Aggregated, Class::Pseudonymized)
                if inferred =>
            {
                None
            }
            _ => Some(Rule::P03),
        }
    }
}

/// The codes of the findings, and of the demands on the types.
#[derive(Debug, Default, PartialEq)]
struct Expected {
    findings: Vec<Rule>,
    demands: Vec<Rule>,
}

impl From<Findings> for Expected {
    fn from(found: Findings) -> Self {
        let mut findings: Vec<_> = found.findings.iter().map(|finding| finding.rule).collect();
        findings.sort_unstable();
        let demands = found.demands.iter().map(|demand| demand.finding.rule).collect();
        Self { findings, demands }
    }
}

/// Every way to annotate a field of one item.
fn annotations(name: &str) -> Vec<Annotation> {
    let classes = Class::ALL.iter().copied().map(Some).chain([None]);
    let requirements = [None, Some(Requirement::Required), Some(Requirement::Optional)];
    let conditions = MamCondition::ALL.iter().map(|condition| Some(MamClaim::If(*condition)));
    let claims: Vec<_> = conditions.chain([None, Some(MamClaim::Plain)]).collect();
    let mut annotations = Vec::new();
    for class in classes {
        for requirement in requirements {
            for mam in &claims {
                annotations.push(field(name, |field| {
                    field.classes.extend(class);
                    field.requirements.extend(requirement);
                    field.mam = *mam;
                }));
            }
        }
    }
    annotations
}

fn field(name: &str, annotate: impl FnOnce(&mut Annotation)) -> Annotation {
    let mut field = Annotation::new(name, "Option<String>");
    annotate(&mut field);
    field
}

/// What a field says.
type Way = fn(&mut Annotation);

fn container(set: impl FnOnce(&mut Container)) -> Container {
    let mut container = Container::default();
    set(&mut container);
    container
}

#[test]
fn every_item_with_every_annotation_by_its_path() {
    let mut count = 0;
    for row in Row::all() {
        for tied in [false, true] {
            let record = container(|record| record.tied = tied);
            for mut annotation in annotations("anything") {
                annotation.item = Some(row.path());
                let expected = row.expected(&annotation, tied);
                let found = rules::check(&record, std::slice::from_ref(&annotation));
                assert_eq!(found.items[0].map(|item| item.name), Some(row.name()));
                assert_eq!(Expected::from(found), expected, "{annotation:?}, tied: {tied}");
                count += 1;
            }
        }
    }
    assert_eq!(count, 90 * 2 * 5 * 3 * 7);
}

#[test]
fn every_item_with_every_annotation_by_its_name_or_alias_in_its_category() {
    for row in Row::all() {
        let record = container(|record| record.category = Some(row.category()));
        let aliases = row.column("aliases").split_whitespace();
        for name in aliases.chain([row.name()]) {
            for annotation in annotations(name) {
                let expected = row.expected(&annotation, false);
                let found = rules::check(&record, std::slice::from_ref(&annotation));
                assert_eq!(Expected::from(found), expected, "{annotation:?}");
            }
        }
    }
}

#[test]
fn the_documented_attribute_says_what_the_table_says() {
    for item in intune_privacy_taxonomy::items::ALL {
        let row = Row::all()
            .into_iter()
            .find(|row| row.column("item") == format!("{}.{}", item.category, item.name));
        let row = row.expect("the table lists the item");
        let class = row.class().unwrap_or(Class::Identified);
        let mam = if row.column("mam") == "yes" { ", mam" } else { "" };
        let expected = format!("#[data({class}, {}{mam})]", row.column("requirement"));
        assert_eq!(rules::documented_attribute(item), expected);
    }
}

#[test]
fn a_promised_condition_settles_p10_and_another_does_not() {
    for row in Row::all() {
        let annotation = field("anything", |field| {
            field.classes.push(row.class().unwrap_or(Class::Identified));
            field.item = Some(row.path());
        });
        for condition in Condition::ALL {
            let record = container(|record| record.collected_if = Some(*condition));
            let found = rules::check(&record, std::slice::from_ref(&annotation));
            let documented = row.column("collected_only_if");
            let open = !documented.is_empty() && documented != condition.as_str();
            let demanded = found.demands.iter().any(|demand| demand.finding.rule == Rule::P10);
            assert_eq!(demanded, open, "{} under {condition}", row.column("item"));
        }
    }
}

#[test]
fn in_a_mam_only_record_p13_takes_the_place_of_p05() {
    let record = container(|record| record.mam_only = true);
    for row in Row::all() {
        let annotation = field("anything", |field| {
            field.classes.push(row.class().unwrap_or(Class::Identified));
            field.requirements.extend(Requirement::from_name(row.column("requirement")));
            field.mam = Some(MamClaim::Plain);
            field.item = Some(row.path());
        });
        let found = Expected::from(rules::check(&record, &[annotation]));
        let expected = if row.column("mam") == "yes" { vec![] } else { vec![Rule::P13] };
        assert_eq!(found.findings, expected, "{}", row.column("item"));
    }
}

#[test]
fn a_name_that_means_an_item_is_neither_undocumented_nor_non_personal() {
    for row in Row::all() {
        let generic: Vec<_> = row.column("generic_names").split_whitespace().collect();
        let aliases = row.column("aliases").split_whitespace();
        for name in aliases.chain([row.name()]) {
            let non_personal = field(name, |field| field.classes.push(Class::NonPersonal));
            let undocumented = field(name, |field| {
                field.classes.push(Class::Identified);
                field.undocumented = Some("a reason".into());
            });
            let here = container(|record| record.category = Some(row.category()));
            for annotation in [non_personal, undocumented] {
                let annotation = std::slice::from_ref(&annotation);
                let found = Expected::from(rules::check(&here, annotation));
                assert_eq!(found.findings, [Rule::P12], "{name} in {}", row.category());
                let found = Expected::from(rules::check(&Container::default(), annotation));
                // `contact` alone is what is never collected, and a general name means nothing.
                let never = NEVER_COLLECTED.iter().any(|never| never.is_named(name));
                let expected = match (never, generic.contains(&name)) {
                    (true, _) => vec![Rule::P07],
                    (false, true) => vec![],
                    (false, false) => vec![Rule::P12],
                };
                assert_eq!(found.findings, expected, "{name} anywhere");
            }
        }
    }
}

#[test]
fn what_is_never_collected_is_refused_whatever_the_attribute_says() {
    for never in &NEVER_COLLECTED {
        for name in never.aliases.iter().chain([&never.name]) {
            let ways: [Way; 6] = [
                |field| field.missing = true,
                |field| field.nested = true,
                |field| field.classes.push(Class::NonPersonal),
                |field| field.classes.extend([Class::Identified, Class::Aggregated]),
                |field| field.undocumented = Some("a reason".into()),
                |field| field.requirements.push(Requirement::Required),
            ];
            for way in ways {
                let found =
                    Expected::from(rules::check(&Container::default(), &[field(name, way)]));
                assert_eq!(found.findings, [Rule::P07], "{name}");
            }
            let renamed = field(name, |field| {
                field.classes.push(Class::Identified);
                field.requirements.push(Requirement::Required);
                field.item = Some(ItemPath { category: None, name: "serial_number".into() });
            });
            let found = Expected::from(rules::check(&Container::default(), &[renamed]));
            assert_eq!(found, Expected::default(), "{name}");
        }
    }
}

/// Device data of that class, among the fields of a record.
fn device_data(class: Class) -> Annotation {
    field("tenant_id", |field| {
        field.classes.push(class);
        field.requirements.push(Requirement::Required);
        field.mam = Some(MamClaim::Plain);
    })
}

fn serial_number(class: Class) -> Annotation {
    field("serial_number", |field| {
        field.classes.push(class);
        field.requirements.push(Requirement::Required);
    })
}

fn nested(name: &str) -> Annotation {
    field(name, |field| field.nested = true)
}

#[test]
fn device_data_follows_what_ties_it() {
    let (identified, pseudonymized) = (Class::Identified, Class::Pseudonymized);
    let check = |fields: &[Annotation]| rules::check(&Container::default(), fields);
    let findings = |fields: &[Annotation]| Expected::from(check(fields)).findings;

    assert_eq!(findings(&[device_data(pseudonymized)]), []);
    assert_eq!(findings(&[device_data(identified)]), [Rule::P08]);
    // Device data does not tie other device data.
    assert_eq!(findings(&[device_data(identified), device_data(identified)]), [Rule::P08; 2]);

    // A field ties it on either side, even if that field is misclassified itself.
    let by_a_field = [device_data(pseudonymized), serial_number(identified)];
    assert_eq!(findings(&by_a_field), [Rule::P08]);
    assert_eq!(findings(&[serial_number(identified), device_data(identified)]), []);
    let misclassified = [serial_number(pseudonymized), device_data(pseudonymized)];
    assert_eq!(findings(&misclassified), [Rule::P03, Rule::P08]);

    // Whether nested records do is left to their types.
    let found = check(&[nested("a"), device_data(pseudonymized), nested("b")]);
    assert_eq!(found.demands[0].fact, TypeFact::NoneIdentified(vec![0, 2]));
    let found = check(&[nested("a"), device_data(identified)]);
    assert_eq!(found.demands[0].fact, TypeFact::SomeIdentified(vec![0]));
    let settled = check(&[nested("a"), serial_number(identified), device_data(identified)]);
    assert!(settled.demands.is_empty());

    // Nothing is said while a field or the container cannot be read.
    let unreadable = field("owner", |field| field.unreadable = true);
    assert_eq!(findings(&[unreadable, device_data(identified)]), []);
    let record = container(|record| record.unreadable = true);
    assert!(rules::check(&record, &[device_data(identified)]).findings.is_empty());
}

#[test]
fn one_field_is_told_what_it_means_or_what_the_documents_say_and_not_both() {
    let wrong = |annotate: fn(&mut Annotation)| {
        let annotation = field("serial_number", annotate);
        Expected::from(rules::check(&Container::default(), &[annotation])).findings
    };
    assert_eq!(wrong(|field| field.missing = true), [Rule::P01]);
    assert_eq!(wrong(|field| field.classes.push(Class::NonPersonal)), [Rule::P12]);
    let unlisted = field("shoe_size", |field| field.requirements.push(Requirement::Required));
    let found = Expected::from(rules::check(&Container::default(), &[unlisted]));
    assert_eq!(found.findings, [Rule::P06]);
    let all_wrong = wrong(|field| {
        field.classes.push(Class::Pseudonymized);
        field.requirements.push(Requirement::Optional);
        field.mam = Some(MamClaim::Plain);
    });
    assert_eq!(all_wrong, [Rule::P03, Rule::P04, Rule::P05]);
    let two_classes = wrong(|field| field.classes.extend([Class::Identified, Class::NonPersonal]));
    assert_eq!(two_classes, [Rule::P02]);
    assert_eq!(wrong(|field| field.unreadable = true), []);
}

fn imei() -> ItemPath {
    ItemPath { category: None, name: "imei".into() }
}

#[test]
fn keys_that_exclude_each_other_are_reported_on_the_one_to_remove() {
    let place = |annotation: Annotation| {
        let found = rules::check(&Container::default(), &[annotation]);
        let [finding] = &*found.findings else { panic!("{:?}", found.findings) };
        assert_eq!(finding.rule, Rule::P15);
        finding.place
    };
    let ways: [(Place, Way); 6] = [
        (Place::Class(0), |field| field.classes.push(Class::Identified)),
        (Place::Requirement(0), |field| field.requirements.push(Requirement::Required)),
        (Place::Mam, |field| field.mam = Some(MamClaim::Plain)),
        (Place::With, |field| field.with = Some("module".into())),
        (Place::Undocumented, |field| field.undocumented = Some("a reason".into())),
        (Place::Item, |field| field.item = Some(imei())),
    ];
    for (expected, way) in ways {
        let mut annotation = nested("badge");
        way(&mut annotation);
        assert_eq!(place(annotation), expected);
    }
    let undocumented = |class, item| {
        field("badge", |field| {
            field.classes.push(class);
            field.item = item;
            field.undocumented = Some("a reason".into());
        })
    };
    assert_eq!(place(undocumented(Class::Identified, Some(imei()))), Place::Undocumented);
    assert_eq!(place(undocumented(Class::NonPersonal, None)), Place::Undocumented);
}

#[test]
fn a_record_has_one_subject_who_is_a_person() {
    let subject = |mut annotation: Annotation| {
        annotation.subject = true;
        annotation
    };
    let check = |fields: &[Annotation]| {
        Expected::from(rules::check(&Container::default(), fields)).findings
    };
    let count = || {
        field("enrolled_device_count", |field| {
            field.classes.push(Class::Aggregated);
            field.requirements.push(Requirement::Required);
        })
    };
    let plain = || field("active", |field| field.classes.push(Class::NonPersonal));
    let serial = || serial_number(Class::Identified);

    assert_eq!(check(&[subject(serial()), plain()]), []);
    assert_eq!(check(&[subject(serial()), subject(nested("owner"))]), [Rule::P16]);
    assert_eq!(check(&[subject(count()), serial()]), [Rule::P16]);
    assert_eq!(check(&[subject(plain())]), [Rule::P16]);
    assert_eq!(check(&[subject(serial()), count(), plain()]), [Rule::P16]);
    assert_eq!(check(&[subject(nested("owner")), count()]), [Rule::P16]);
    assert_eq!(check(&[subject(serial()), count(), nested("owner")]), []);
    // What cannot be read may be personal.
    let mut unreadable = count();
    unreadable.unreadable = true;
    assert_eq!(check(&[subject(serial()), count(), unreadable]), []);
}

#[test]
fn a_foreign_type_that_a_module_renders_fulfils_no_demand() {
    let rendered = |path: (&str, &str), class: Class| {
        let annotation = field("anything", |field| {
            field.classes.push(class);
            field.with = Some("module".into());
            let (category, name) = (Some(path.0.into()), path.1.into());
            field.item = Some(ItemPath { category, name });
        });
        let found = rules::check(&Container::default(), &[annotation]);
        assert!(found.demands.is_empty());
        Expected::from(found).findings
    };
    let count = rendered(("tenant_account", "enrolled_count"), Class::Aggregated);
    assert!(count.contains(&Rule::P09));
    assert!(rendered(("telemetry", "health"), Class::Pseudonymized).contains(&Rule::P10));
    assert!(rendered(("access_control", "private_key"), Class::Identified).contains(&Rule::P11));
}

#[test]
fn a_field_that_holds_no_documented_item_is_not_taken_for_one_by_its_name() {
    let ways: [Way; 3] = [
        |field| field.nested = true,
        |field| field.classes.push(Class::NonPersonal),
        |field| {
            field.classes.push(Class::Identified);
            field.undocumented = Some("a reason".into());
        },
    ];
    for way in ways {
        let found = rules::check(&Container::default(), &[field("serial_number", way)]);
        assert_eq!(found.items, [None]);
    }
}

#[test]
fn a_class_that_is_stricter_than_an_inferred_one_ties_device_data() {
    let version = field("sdk_version", |field| {
        field.classes.push(Class::Identified);
        field.requirements.push(Requirement::Required);
        field.mam = Some(MamClaim::Plain);
        let (category, name) = (Some("managed_application".into()), "sdk_version".into());
        field.item = Some(ItemPath { category, name });
    });
    let fields = [version, device_data(Class::Identified)];
    assert_eq!(Expected::from(rules::check(&Container::default(), &fields)).findings, []);
}

#[test]
fn a_mistaken_aggregate_is_not_also_reported_on_the_subject() {
    let subject = field("badge", |field| {
        field.classes.push(Class::Identified);
        field.undocumented = Some("a reason".into());
        field.subject = true;
    });
    let found = rules::check(&Container::default(), &[subject, device_data(Class::Aggregated)]);
    assert_eq!(Expected::from(found).findings, [Rule::P03]);
}

#[test]
fn a_second_class_is_reported_alone_on_data_that_has_a_condition() {
    let location = field("anything", |field| {
        field.classes.extend([Class::Pseudonymized, Class::NonPersonal]);
        field.requirements.push(Requirement::Required);
        let (category, name) = (Some("device_data".into()), "location".into());
        field.item = Some(ItemPath { category, name });
    });
    let found = Expected::from(rules::check(&Container::default(), &[location]));
    assert_eq!(found, Expected { findings: vec![Rule::P02], demands: vec![] });
}

#[test]
fn the_item_that_a_field_names_is_looked_up_before_its_name() {
    let contact = field("contact", |field| {
        field.classes.push(Class::Identified);
        field.item = Some(ItemPath { category: None, name: "shoe_size".into() });
    });
    let found = Expected::from(rules::check(&Container::default(), &[contact]));
    assert_eq!(found.findings, [Rule::P06]);
}

#[test]
fn no_class_is_stricter_than_itself() {
    for class in Class::ALL {
        assert!(!class.is_stricter_than(*class), "{class}");
    }
}

#[test]
fn an_item_of_another_category_is_not_called_ambiguous() {
    let phone = field("anything", |field| {
        field.classes.push(Class::Identified);
        let (category, name) = (Some("hardware_inventory".into()), "phone_number".into());
        field.item = Some(ItemPath { category, name });
    });
    let found = rules::check(&Container::default(), &[phone]).findings;
    let headline = "`hardware_inventory::phone_number` is no documented data item";
    assert_eq!(found[0].headline, headline);
}

#[test]
fn the_class_that_the_developer_chose_stays_where_no_edition_gives_one() {
    for row in Row::all().iter().filter(|row| row.class().is_none()) {
        let other = match row.column("requirement") {
            "required" => Requirement::Optional,
            _ => Requirement::Required,
        };
        let by_path = field("anything", |field| {
            field.classes.push(Class::Pseudonymized);
            field.requirements.push(other);
            field.item = Some(row.path());
        });
        let found = rules::check(&Container::default(), &[by_path]).findings;
        assert_eq!(found[0].rule, Rule::P04);
        assert!(found[0].help.contains("#[data(pseudonymized, "), "{}", found[0].help);
        let misspelt = field("anything", |field| {
            field.classes.push(Class::Pseudonymized);
            let name = format!("{}xx", row.name());
            field.item = Some(ItemPath { category: Some(row.category().to_string()), name });
        });
        let found = rules::check(&Container::default(), &[misspelt]).findings;
        assert_eq!(found[0].rule, Rule::P06);
        assert!(found[0].help.contains("#[data(pseudonymized, "), "{}", found[0].help);
    }
}

#[test]
fn the_help_keeps_the_class_of_device_data_that_a_nested_record_may_tie() {
    for class in [Class::Identified, Class::Pseudonymized] {
        let mut optional = device_data(class);
        optional.requirements.clear();
        let found = rules::check(&Container::default(), &[optional, nested("owner")]).findings;
        assert_eq!(found[0].rule, Rule::P04);
        assert!(found[0].help.contains(&format!("#[data({class}, required")), "{}", found[0].help);
    }
}
