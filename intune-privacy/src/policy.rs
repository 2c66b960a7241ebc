//! What may be seen of each class.

use crate::schema::Field;
use intune_privacy_taxonomy::Class;

/// What a [`Policy`] does to the values of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// The value is shown as it is.
    Keep,
    /// The name of the class is shown in place of the value, which is not even read.
    Erase,
}

/// What may be seen of each class of data.
///
/// ```
/// use intune_privacy::{Action, Class, Policy};
///
/// const SUPPORT: Policy = Policy::strict().with(Class::Pseudonymized, Action::Keep);
///
/// assert_eq!(SUPPORT.action(Class::Pseudonymized), Action::Keep);
/// assert_eq!(SUPPORT.action(Class::Identified), Action::Erase);
/// ```
///
/// Secrets are erased under every policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    actions: [Action; Class::ALL.len()],
}

impl Policy {
    const ERASE_ALL: Self = Self { actions: [Action::Erase; Class::ALL.len()] };

    /// For logs, and what the `Debug` of every classified type follows: identified data and
    /// secrets are erased, the rest is kept.
    #[must_use]
    pub const fn logs() -> Self {
        Self::strict().with(Class::Pseudonymized, Action::Keep)
    }

    /// All but aggregated and non-personal data is erased.
    #[must_use]
    pub const fn strict() -> Self {
        Self::ERASE_ALL.with(Class::Aggregated, Action::Keep).with(Class::NonPersonal, Action::Keep)
    }

    /// This policy with another action for `class`.
    #[must_use]
    pub const fn with(mut self, class: Class, action: Action) -> Self {
        self.actions[class as usize] = action;
        self
    }

    /// What happens to the values of `class`.
    #[inline]
    pub const fn action(&self, class: Class) -> Action {
        self.actions[class as usize]
    }

    /// What happens to the value of `field`.
    ///
    /// A secret is always erased. A field of nested records is kept, for each of their fields has
    /// an action of its own.
    #[inline]
    pub const fn action_for(&self, field: &Field) -> Action {
        match field.class() {
            _ if field.is_secret() => Action::Erase,
            Some(class) => self.action(class),
            None if field.is_nested() => Action::Keep,
            None => Action::Erase,
        }
    }

    #[inline]
    pub(crate) const fn keeps(self, class: Class) -> bool {
        matches!(self.action(class), Action::Keep)
    }

    #[inline]
    pub(crate) const fn keeps_field(self, field: &Field) -> bool {
        matches!(self.action_for(field), Action::Keep)
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Policy};
    use crate::schema::{Field, Schema};
    use intune_privacy_taxonomy::{Class, row};

    const OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

    fn kept(policy: Policy) -> impl Iterator<Item = Class> {
        Class::ALL.iter().copied().filter(move |class| policy.keeps(*class))
    }

    #[test]
    fn presets() {
        assert!(kept(Policy::logs()).eq([
            Class::Pseudonymized,
            Class::Aggregated,
            Class::NonPersonal
        ]));
        assert!(kept(Policy::strict()).eq([Class::Aggregated, Class::NonPersonal]));
        assert!(kept(OPEN).eq(Class::ALL.iter().copied()));
    }

    #[test]
    fn a_secret_is_erased_under_every_policy() {
        let secret = Field::of_class(Class::Identified, row::SECRET);
        assert_eq!(OPEN.action_for(&secret), Action::Erase);
    }

    #[test]
    fn a_field_without_a_class_is_erased_unless_it_is_nested() {
        fn schema() -> &'static Schema {
            unreachable!("the policy asks only whether there is one")
        }
        assert_eq!(OPEN.action_for(&Field::NONE), Action::Erase);
        let nested = Field::of_record(schema);
        assert_eq!(Policy::strict().action_for(&nested), Action::Keep);
    }
}
