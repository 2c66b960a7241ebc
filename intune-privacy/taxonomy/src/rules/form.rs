//! The form of a declaration: P14, P15 and P17.
//!
//! Most of it is syntax, which the derive reports itself, or a matter of types, which the compiler
//! does.

use alloc::format;
use alloc::string::String;

use super::write_it;
use crate::facts::Class;
use crate::finding::{Finding, Place};
use crate::rule::Rule;

rule! { P14
    /// A `nested` type that is not `Classified`, or a leaf type that is no value.
    ///
    /// A field holds a value, such as `String` or `Option<u32>`, or with `nested` records that are
    /// classified themselves, through `Option`, `Box`, lists and maps.
    ///
    /// ```text
    /// #[data(nested)]
    /// owner: String,                               // rejected: no record
    /// #[data(identified, undocumented = "as received")]
    /// raw: std::process::Command,                  // rejected: no value
    ///
    /// #[data(nested)]
    /// owner: Option<User>,                         // accepted, if User is Classified
    /// #[data(identified, undocumented = "as received", with = command_line)]
    /// raw: std::process::Command,                  // accepted: the module renders it
    /// ```
}

rule! { P15
    /// A malformed attribute, or a union.
    ///
    /// An unknown or repeated key, a wrong value, an empty reason, or keys that exclude each
    /// other. `nested` takes everything from the record inside, so it stands beside `subject`
    /// only; `undocumented` and `item` contradict each other. A union cannot be classified, as
    /// nobody knows which of its fields is live. serde attributes whose output cannot be followed
    /// (`into`, `remote`) are refused too, never ignored.
    ///
    /// ```text
    /// #[data(identifed, required)]
    /// serial_number: String,                       // rejected: did you mean `identified`?
    /// #[data(identified, undocumented = "")]
    /// shoe_size: u8,                               // rejected: the reason is empty
    /// ```
    fn p15(case) -> Option<Finding> {
        let field = case.field();
        let name = case.offender();
        if field.nested {
            let place = if !field.classes.is_empty() {
                Place::Class(0)
            } else if field.item.is_some() {
                Place::Item
            } else if field.undocumented.is_some() {
                Place::Undocumented
            } else if field.with.is_some() {
                Place::With
            } else if !field.requirements.is_empty() {
                Place::Requirement(0)
            } else if field.mam.is_some() {
                Place::Mam
            } else {
                return None;
            };
            let subject = if field.subject { ", subject" } else { "" };
            return Some(case.finding(
                Rule::P15,
                place,
                format!("{name} is `nested`, so its classes come from the record inside"),
                "`nested` stands alone, or beside `subject`".into(),
                format!("write `#[data(nested{subject})]`"),
            ));
        }
        if field.undocumented.is_some() && field.item.is_some() {
            let mut attribute = case.attribute();
            attribute.item = None;
            return Some(case.finding(
                Rule::P15,
                Place::Undocumented,
                format!("{name} cannot be both `undocumented` and a documented item"),
                "`undocumented` is for personal data that the documents do not list".into(),
                write_it(&attribute),
            ));
        }
        if field.undocumented.is_some() && field.classes.contains(&Class::NonPersonal) {
            return Some(case.finding(
                Rule::P15,
                Place::Undocumented,
                format!("{name} cannot be both `non_personal` and `undocumented`"),
                "`undocumented` is for personal data that the documents do not list".into(),
                non_personal(field.subject),
            ));
        }
        None
    }
}

rule! { P17
    /// `#[derive(Debug)]` beside `#[derive(Classified)]`.
    ///
    /// `Classified` writes a redacted `Debug`, so that a record cannot be logged in clear by
    /// accident. The compiler reports a second one as conflicting implementations (E0119).
    ///
    /// ```text
    /// #[derive(Debug, Classified)]                 // rejected
    /// struct Device { /* ... */ }
    ///
    /// #[derive(Classified)]                        // accepted, and `{:?}` works
    /// struct Device { /* ... */ }
    /// ```
}

fn non_personal(subject: bool) -> String {
    let subject = if subject { ", subject" } else { "" };
    format!("write `#[data(non_personal{subject})]`")
}
