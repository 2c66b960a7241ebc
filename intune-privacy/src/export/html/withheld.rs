//! What is left out for one reason.

use alloc::vec::Vec;

use crate::export::manifest::WithheldRecord;

/// The fields of a record type that are left out for one reason.
pub(in crate::export) struct Gap<'a> {
    pub(in crate::export) explanation: &'a str,
    pub(in crate::export) fields: Vec<&'a WithheldRecord>,
}

impl<'a> Gap<'a> {
    /// The reasons in the order in which they first occur.
    pub(in crate::export) fn all(withheld: &'a [WithheldRecord]) -> Vec<Self> {
        let mut gaps: Vec<Self> = Vec::new();
        for field in withheld {
            match gaps.iter_mut().find(|gap| gap.explanation == field.explanation) {
                Some(gap) => gap.fields.push(field),
                None => {
                    gaps.push(Self { explanation: &field.explanation, fields: [field].into() });
                }
            }
        }
        gaps
    }
}
