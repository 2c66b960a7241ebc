//! The data subject of a record: P16.

use alloc::format;
use alloc::string::ToString;

use super::name::offender;
use super::{REASON, write_it};
use crate::facts::Class;
use crate::finding::{Finding, Place};
use crate::rule::Rule;

rule! { P16
    /// A data subject that makes no sense.
    ///
    /// A record is about one data subject at most, and `subject` marks the field that identifies
    /// that person. So there are not two of them, none on an aggregated or non-personal field, and
    /// none in a record that otherwise holds aggregates only: figures about one person are no
    /// aggregates.
    ///
    /// ```text
    /// #[data(aggregated, required, subject)]
    /// enrolled_device_count: u64,                  // rejected
    ///
    /// #[data(identified, required, mam, subject)]
    /// user_principal_name: String,                 // accepted
    /// ```
    fn p16(case) -> Option<Finding> {
        let field = case.field();
        if !field.subject {
            return None;
        }
        let mut attribute = case.corrected();
        attribute.subject = false;
        let finding = |headline, note, help| {
            Some(case.finding(Rule::P16, Place::Subject, headline, note, help))
        };
        let about = "`subject` marks the one field that identifies the data subject".to_string();
        if let Some(first) = case.fields[..case.index].iter().find(|other| other.subject) {
            return finding(
                format!("{} is a second data subject, beside {}", case.offender(), offender(first)),
                about,
                write_it(&attribute),
            );
        }
        if field.class() == Some(Class::Aggregated) {
            return finding(
                format!("{} is aggregated, so it identifies no data subject", case.offender()),
                about,
                write_it(&attribute),
            );
        }
        if field.class() == Some(Class::NonPersonal) {
            let mut personal = case.corrected();
            personal.class = Some(Class::Pseudonymized);
            personal.undocumented = Some(REASON.into());
            return finding(
                format!("{} identifies the data subject, so it is personal data", case.offender()),
                about,
                format!("{}, or remove `subject`", write_it(&personal)),
            );
        }
        let mut others = (0..case.fields.len()).filter(|&index| index != case.index).peekable();
        let aggregate = |index: usize| case.settled_class(index) == Some(Class::Aggregated);
        let plain = |index: usize| case.fields[index].class() == Some(Class::NonPersonal);
        let readable = case.fields.iter().all(|field| !field.unreadable);
        if readable
            && others.clone().any(aggregate)
            && others.all(|index| aggregate(index) || plain(index))
        {
            return finding(
                format!("{} identifies a data subject in a record of aggregates", case.offender()),
                "aggregated data is about no single person (2018 edition)".into(),
                write_it(&attribute),
            );
        }
        None
    }
}
