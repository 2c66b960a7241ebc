//! The class of a field: P02, P03, P08 and P09.

use alloc::format;
use alloc::string::ToString;

use super::name::offender;
use super::{Outcome, Tie, declaration, statement, write_it};
use crate::facts::{Basis, Class};
use crate::finding::{Demand, Finding, Place, TypeFact};
use crate::rule::Rule;

rule! { P02
    /// No class, or two.
    ///
    /// A field has exactly one of `identified`, `pseudonymized`, `aggregated` and `non_personal`,
    /// or it is `nested` and takes its classes from the record inside.
    ///
    /// ```text
    /// #[data(required)]
    /// serial_number: String,                       // rejected: no class
    /// #[data(identified, pseudonymized, required)]
    /// serial_number: String,                       // rejected: two
    ///
    /// #[data(identified, required)]
    /// serial_number: String,                       // accepted
    /// ```
    fn p02(case) -> Option<Finding> {
        let field = case.field();
        let (place, headline) = match *field.classes {
            [] if field.nested => return None,
            [] => (Place::Attribute, format!("{} has no class", case.offender())),
            [_] => return None,
            [first, second, ..] => (
                Place::Class(1),
                format!("{} has two classes, {first} and {second}", case.offender()),
            ),
        };
        let mut attribute = case.corrected();
        if case.item().is_none() {
            attribute.class = field.classes.iter().copied().min();
        }
        Some(case.finding(Rule::P02, place, headline, statement(case.item()), write_it(&attribute)))
    }
}

rule! { P03
    /// A class that the documents contradict.
    ///
    /// The class of an item is the one that an edition lists it under. Where the class is only
    /// inferred from the item's category, a stricter one is accepted and a weaker one is not; where
    /// no edition gives any, the developer decides. Device data that is tied to a user follows
    /// rule P08.
    ///
    /// ```text
    /// #[data(pseudonymized, required)]
    /// serial_number: String,                       // rejected: documented as identified
    ///
    /// #[data(identified, required)]
    /// serial_number: String,                       // accepted
    /// ```
    fn p03(case) -> Option<Finding> {
        let (item, written) = (case.item()?, case.field().class()?);
        let documented = item.class?;
        let linkage = item.identified_when_tied && written == Class::Identified;
        let stricter = item.basis == Basis::Category && written.is_stricter_than(documented);
        if written == documented || linkage || stricter {
            return None;
        }
        let expected = item.class_when(case.is_tied()).unwrap_or(documented);
        let said = if item.basis == Basis::Documented { "documented as" } else { "inferred to be" };
        Some(case.finding(
            Rule::P03,
            Place::Class(0),
            format!("{} is {said} {expected} data, not {written}", case.offender()),
            item.statement().to_string(),
            write_it(&case.corrected()),
        ))
    }
}

rule! { P08
    /// Device data whose class does not follow its linkage.
    ///
    /// Device data by itself is pseudonymized. "If this data is tied to a device or user, Intune
    /// treats it as identified data" (2018 edition). A record is tied by an identified field
    /// beside the device data, by a `nested` record with one, or by `tied` on the container.
    ///
    /// ```text
    /// #[data(identified, required, mam)]
    /// user_principal_name: String,
    /// #[data(pseudonymized, required, mam)]
    /// intune_device_id: String,                    // rejected: tied to the user above
    ///
    /// #[data(identified, required, mam)]
    /// intune_device_id: String,                    // accepted
    /// ```
    fn p08(case) -> Option<Outcome> {
        let item = case.item()?;
        let written = case.field().class()?;
        if !item.identified_when_tied || written == Class::Aggregated {
            return None;
        }
        let name = case.offender();
        let finding = |headline, tied| {
            let mut attribute = case.corrected();
            attribute.class = item.class_when(tied);
            let note = item.statement().to_string();
            case.finding(Rule::P08, Place::Class(0), headline, note, write_it(&attribute))
        };
        match (case.tie(), written) {
            (Tie::Declared, Class::Pseudonymized) => Some(Outcome::Broken(finding(
                format!("{name} is in a record that is `tied`, so it is identified data"),
                true,
            ))),
            (Tie::Field(other), Class::Pseudonymized) => {
                let other = offender(other);
                Some(Outcome::Broken(finding(
                    format!("{name} is tied to a user or device by {other}, so it is identified data"),
                    true,
                )))
            }
            (Tie::None, Class::Identified) => Some(Outcome::Broken(finding(
                format!(
                    "{name} is device data that nothing here ties to a user or device, so it is \
                     pseudonymized"
                ),
                false,
            ))),
            (Tie::Perhaps(nested), Class::Pseudonymized) => Some(Outcome::Depends(Demand {
                fact: TypeFact::NoneIdentified(nested),
                finding: finding(
                    format!(
                        "{name} is tied to a user or device by a nested record, so it is identified \
                         data"
                    ),
                    true,
                ),
            })),
            (Tie::Perhaps(nested), _) => Some(Outcome::Depends(Demand {
                fact: TypeFact::SomeIdentified(nested),
                finding: finding(
                    format!(
                        "{name} is device data that nothing here ties to a user or device, so it is \
                         pseudonymized"
                    ),
                    false,
                ),
            })),
            _ => None,
        }
    }
}

rule! { P09
    /// `aggregated` on a type that is no count, number, or collection of them.
    ///
    /// Aggregated data is statistics: a string or a record can name somebody.
    ///
    /// ```text
    /// #[data(aggregated, required)]
    /// enrolled_device_count: String,               // rejected
    ///
    /// #[data(aggregated, required)]
    /// enrolled_device_count: u64,                  // accepted
    /// ```
    fn p09(case) -> Option<Outcome> {
        let field = case.field();
        if field.class() != Some(Class::Aggregated) {
            return None;
        }
        // Another class is what a field needs that P03 rejects already.
        if case.item().and_then(|item| item.class).is_some_and(|class| class != Class::Aggregated) {
            return None;
        }
        let mut attribute = case.attribute();
        let help = if case.item().is_none_or(|item| item.class.is_none()) {
            attribute.class = Some(Class::Identified);
            write_it(&attribute)
        } else if field.with.is_some() {
            attribute.with = None;
            format!("{} and {}", write_it(&attribute), declaration(field, "u64"))
        } else {
            format!("write {}", declaration(field, "u64"))
        };
        let (place, no_number) = if field.with.is_some() {
            (Place::With, "is rendered as text".into())
        } else {
            (Place::Type, format!("`{}` is no number", field.ty))
        };
        let finding = case.finding(
            Rule::P09,
            place,
            format!("{} is aggregated, but {no_number}", case.offender()),
            match case.item() {
                Some(item) => item.statement().to_string(),
                None => "aggregated data is counts and statistics (2018 edition)".into(),
            },
            help,
        );
        Some(match field.with {
            Some(_) => Outcome::Broken(finding),
            None => Outcome::Depends(Demand { fact: TypeFact::Number(case.index), finding }),
        })
    }
}
