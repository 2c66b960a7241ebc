//! What mobile application management collects: P05 and P13.

use alloc::format;
use alloc::string::ToString;

use super::{Case, Outcome, write_it};
use crate::annotation::MamClaim;
use crate::facts::{Class, Mam, Requirement};
use crate::finding::{Demand, Finding, Place, TypeFact};
use crate::rule::Rule;

rule! { P05
    /// `mam` that contradicts the documents.
    ///
    /// The MAM column of the 2023 edition says which required data the mobile application
    /// management workload collects, some of it under a condition. `mam` has to be there where the
    /// column says yes and nowhere else. The condition may be named, `mam(entra_joined)`, and is
    /// then checked. The column covers required data only, so `mam` on optional data is rejected.
    ///
    /// ```text
    /// #[data(identified, required, mam)]
    /// serial_number: String,                       // rejected: not collected by MAM
    ///
    /// #[data(identified, required)]
    /// serial_number: String,                       // accepted
    /// #[data(identified, required, mam(friendly_name))]
    /// device_name: String,                         // accepted
    /// ```
    fn p05(case) -> Option<Finding> {
        let field = case.field();
        let Some(item) = case.item() else { return undocumented_optional(case) };
        if case.container.mam_only && item.mam != Mam::Yes {
            // P13 says it of the whole field.
            return None;
        }
        let mut attribute = case.corrected();
        let (place, headline) = match (item.mam, field.mam) {
            (Mam::Yes, Some(MamClaim::Plain)) | (Mam::No | Mam::Undocumented, None) => return None,
            (Mam::Yes, Some(MamClaim::If(named))) if item.mam_condition == Some(named) => {
                return None;
            }
            (Mam::Yes, Some(MamClaim::If(named))) => {
                attribute.mam = Some(item.mam_condition.map_or(MamClaim::Plain, MamClaim::If));
                (
                    Place::MamCondition,
                    match item.mam_condition {
                        Some(condition) => format!(
                            "{} is collected by MAM under the condition `{condition}`, not `{named}`",
                            case.offender()
                        ),
                        None => format!(
                            "{} is collected by MAM without a condition, not under `{named}`",
                            case.offender()
                        ),
                    },
                )
            }
            // What P02 reports, it reports with the whole attribute to write.
            (Mam::Yes, None) if field.class().is_none() => return None,
            (Mam::Yes, None) => {
                (Place::Attribute, format!("{} is collected by MAM, and `mam` is missing", case.offender()))
            }
            (Mam::No, Some(_)) => {
                (Place::Mam, format!("{} is not collected by MAM", case.offender()))
            }
            (Mam::Undocumented, Some(_)) => (
                Place::Mam,
                format!("{} is optional data, which the MAM column does not cover", case.offender()),
            ),
        };
        let note = item.statement().to_string();
        Some(case.finding(Rule::P05, place, headline, note, write_it(&attribute)))
    }
}

/// The column covers required data only, and that goes for undocumented data too.
fn undocumented_optional(case: &Case<'_>) -> Option<Finding> {
    let field = case.field();
    let optional = !field.requirements.contains(&Requirement::Required);
    if field.mam.is_none() || !optional || field.undocumented.is_none() {
        return None;
    }
    let mut attribute = case.attribute();
    attribute.mam = None;
    Some(case.finding(
        Rule::P05,
        Place::Mam,
        format!("{} is optional data, which the MAM column does not cover", case.offender()),
        "the MAM column covers required data only (2023 edition)".into(),
        write_it(&attribute),
    ))
}

rule! { P13
    /// In a `workload = mam` record, a field that MAM does not collect.
    ///
    /// In a deployment that uses mobile application management only, just the rows with a yes in
    /// the MAM column are collected. Optional data is outside that column: nothing says that MAM
    /// collects it, so it is rejected too.
    ///
    /// ```text
    /// #[data(category = hardware_inventory, workload = mam)]
    /// struct Device {
    ///     #[data(identified, required)]
    ///     serial_number: String,                   // rejected
    ///     #[data(identified, required, mam)]
    ///     device_name: String,                     // accepted
    /// }
    /// ```
    fn p13(case) -> Option<Outcome> {
        let field = case.field();
        if !case.container.mam_only || field.classes.contains(&Class::NonPersonal) {
            return None;
        }
        let help = "remove the field, or `workload = mam` from the type".to_string();
        if field.nested {
            return Some(Outcome::Depends(Demand {
                fact: TypeFact::WithinMam(case.index),
                finding: case.finding(
                    Rule::P13,
                    Place::Type,
                    format!("{} holds data that MAM does not collect", case.offender()),
                    format!("a record of `{}` is nested in one with `workload = mam`", field.ty),
                    help,
                ),
            }));
        }
        let item = case.item().filter(|item| item.mam != Mam::Yes)?;
        Some(Outcome::Broken(case.finding(
            Rule::P13,
            Place::Name,
            format!("{} is not collected by MAM, and the record has `workload = mam`", case.offender()),
            item.statement().to_string(),
            help,
        )))
    }
}
