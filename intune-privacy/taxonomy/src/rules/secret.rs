//! Secrets: P11.

use alloc::format;
use alloc::string::ToString;

use super::{Outcome, declaration};
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
        let finding = case.finding(
            Rule::P11,
            if field.with.is_some() { Place::With } else { Place::Type },
            format!("{} is a secret, and `{}` does not protect it", case.offender(), field.ty),
            item.statement().to_string(),
            format!("write {} (feature `secrecy`)", declaration(field, ty)),
        );
        Some(match field.with {
            Some(_) => Outcome::Broken(finding),
            None => Outcome::Depends(Demand { fact: TypeFact::Secret(case.index), finding }),
        })
    }
}
