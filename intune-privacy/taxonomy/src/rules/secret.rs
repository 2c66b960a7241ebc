//! Secrets: P11.

use alloc::format;
use alloc::string::ToString;

use super::{Outcome, declaration, write_it};
use crate::finding::{Demand, Place, TypeFact};
use crate::rule::Rule;

rule! { P11
    /// A secret in a type that does not protect it.
    ///
    /// Private keys, static authenticators, subscription keys and encryption keys are held in a
    /// type that wipes them on drop and shows them to nobody, such as `secrecy::SecretString`
    /// (feature `secrecy`). No view ever shows one.
    ///
    /// ```text
    /// #[data(identified, required, item = access_control::private_key)]
    /// private_key: String,                         // rejected
    ///
    /// #[data(identified, required, item = access_control::private_key)]
    /// private_key: secrecy::SecretString,          // accepted
    /// ```
    fn p11(case) -> Option<Outcome> {
        let (field, item) = (case.field(), case.item()?);
        if !item.secret {
            return None;
        }
        let optional = field.ty.starts_with("Option");
        let ty = if optional { "Option<secrecy::SecretString>" } else { "secrecy::SecretString" };
        let declaration = declaration(field, ty);
        let finding = |place, fault, help| {
            let headline = format!("{} is a secret, and {fault}", case.offender());
            case.finding(Rule::P11, place, headline, item.statement().to_string(), help)
        };
        Some(if let Some(module) = &field.with {
            let mut attribute = case.corrected();
            attribute.with = None;
            Outcome::Broken(finding(
                Place::With,
                format!("`with = {module}` renders it"),
                format!("{} and {declaration} (feature `secrecy`)", write_it(&attribute)),
            ))
        } else {
            Outcome::Depends(Demand {
                fact: TypeFact::Secret(case.index),
                finding: finding(
                    Place::Type,
                    format!("`{}` does not protect it", field.ty),
                    format!("write {declaration} (feature `secrecy`)"),
                ),
            })
        })
    }
}
