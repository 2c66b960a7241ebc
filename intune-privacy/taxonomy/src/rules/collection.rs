//! Whether and when data is collected: P04 and P10.

use alloc::format;
use alloc::string::ToString;

use super::{Outcome, declaration, open_condition, statement, write_it};
use crate::facts::{Class, Requirement};
use crate::finding::{Demand, Finding, Place, TypeFact};
use crate::rule::Rule;

rule! { P04
    /// `required` or `optional` that contradicts the documents.
    ///
    /// Neither of them means optional. The 2023 edition tells required from optional data; what
    /// only the 2018 edition lists is diagnostic data, which the 2023 edition makes optional.
    ///
    /// ```text
    /// #[data(identified)]
    /// serial_number: String,                       // rejected: documented as required
    ///
    /// #[data(identified, required)]
    /// serial_number: String,                       // accepted
    /// ```
    fn p04(case) -> Option<Finding> {
        let field = case.field();
        if let [first, second, ..] = *field.requirements {
            let mut attribute = case.corrected();
            attribute.requirement = Some(case.item().map_or(first, |item| item.requirement));
            return Some(case.finding(
                Rule::P04,
                Place::Requirement(1),
                format!("{} cannot be both {first} and {second}", case.offender()),
                statement(case.item()),
                write_it(&attribute),
            ));
        }
        let item = case.item()?;
        let written = field.requirements.first().copied();
        if written.unwrap_or(Requirement::Optional) == item.requirement {
            return None;
        }
        let (place, headline) = match written {
            Some(written) => (
                Place::Requirement(0),
                format!(
                    "{} is documented as {} data, not {written}",
                    case.offender(),
                    item.requirement
                ),
            ),
            // What P02 reports, it reports with the whole attribute to write.
            None if field.class().is_none() => return None,
            None => (
                Place::Attribute,
                format!(
                    "{} is documented as required data, and without `required` it is optional",
                    case.offender()
                ),
            ),
        };
        let note = item.statement().to_string();
        Some(case.finding(Rule::P04, place, headline, note, write_it(&case.corrected())))
    }
}

rule! { P10
    /// Data that is collected only under a condition, in a field that cannot be absent.
    ///
    /// Optional data, the application inventory, the location and device query exist only under a
    /// documented condition. Where it does not hold there is nothing to store, so the field is an
    /// `Option` or a collection, or the container promises the condition with `collected_if`.
    ///
    /// ```text
    /// #[data(pseudonymized, required, item = device_data::location)]
    /// location: String,                            // rejected
    ///
    /// #[data(pseudonymized, required, item = device_data::location)]
    /// location: Option<String>,                    // accepted
    /// ```
    fn p10(case) -> Option<Outcome> {
        let (field, item) = (case.field(), case.item()?);
        let condition = open_condition(*case.container, item)?;
        if field.classes.contains(&Class::NonPersonal) {
            return None;
        }
        let finding = |place, help| {
            case.finding(
                Rule::P10,
                place,
                format!(
                    "{} is collected only {}, but `{}` cannot be absent",
                    case.offender(),
                    condition.in_words(),
                    field.ty
                ),
                item.statement().to_string(),
                help,
            )
        };
        let promise = format!("`#[data(collected_if = {condition})]` on the type");
        Some(if field.with.is_some() {
            // The type is foreign: nobody knows whether it can be absent.
            Outcome::Broken(finding(Place::With, format!("write {promise}")))
        } else {
            let optional = declaration(field, &format!("Option<{}>", field.ty));
            Outcome::Depends(Demand {
                fact: TypeFact::Absent(case.index),
                finding: finding(Place::Type, format!("write {optional}, or {promise}")),
            })
        })
    }
}
